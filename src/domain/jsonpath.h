// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QJsonValue>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace Wf::Domain {

/// What a path found.
template <class Value> struct JsonMatchesOf {
    /// In the order of the document; Qt has the names of an object in alphabetical order.
    std::vector<Value> values;
    bool complete = true; ///< false: there was more than the limits let us look at
};
using JsonMatches = JsonMatchesOf<QJsonValue>;

/// A JSONPath as RFC 9535 has it, without filters and functions: `$`, `.name`, `['name']`, `[0]`, `[-1]`, `[*]`,
/// `.*`, `[1:5:2]`, `['a','b']`, `..name`, `..*`, `..[0]`. Looks at no more than 100,000 values and answers with
/// no more than 1,000.
class JsonPath {
public:
    /// At most 1,000 characters and 50 steps. The error says where the path cannot be read and what to write.
    [[nodiscard]] static Result<JsonPath> parse(QStringView text);

    [[nodiscard]] JsonMatches evaluate(const QJsonValue &root) const;

    struct Name {
        QString value;
    };
    struct Index {
        qsizetype value = 0;
    };
    struct Wildcard { };
    struct Slice {
        std::optional<qsizetype> from;
        std::optional<qsizetype> to;
        qsizetype step = 1;
    };
    using Selector = std::variant<Name, Index, Wildcard, Slice>;
    struct Step {
        bool descend = false; ///< at this value and everything below it
        std::vector<Selector> selectors;
    };

    [[nodiscard]] const std::vector<Step> &steps() const { return m_steps; }

private:
    std::vector<Step> m_steps;
};

/// Whole numbers without a point.
[[nodiscard]] QString numberText(double number);
/// A value as assertions compare it: text as it is, whole numbers without a point, true, false, null, compact
/// JSON.
[[nodiscard]] QString jsonText(const QJsonValue &value);

} // namespace Wf::Domain
