// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/jsonpath.h"
#include "domain/pagerules.h"
#include "vendors/json.h"

namespace Wf::Vendors::JsonRules {

using JsonMatches = Domain::JsonMatchesOf<JsonValue>;

/// One element of a list, and under which name it stood when the list was an object.
struct Element {
    JsonValue value {};
    QString key {};
};

/// A place of the rules, ready to look with. One that is empty, or is no path, finds nothing.
class PlaceInJson {
public:
    explicit PlaceInJson(const QString &written);

    [[nodiscard]] const QString &written() const { return m_written; }
    [[nodiscard]] bool isSet() const { return !m_written.isEmpty(); }
    /// All values that are there but null; `complete` is false when there was too much to look at.
    [[nodiscard]] JsonMatches all(const Element &element) const;
    /// The first of them as one line; empty for a list or an object.
    [[nodiscard]] QString text(const Element &element, qsizetype limit) const;
    [[nodiscard]] QStringList texts(const Element &element, qsizetype limit) const;
    [[nodiscard]] std::optional<Instant> time(const Element &element) const;
    /// Whether that time stands there without its zone.
    [[nodiscard]] bool isLocalTime(const Element &element) const;
    /// An http or https address; anything else is an empty one.
    [[nodiscard]] QUrl link(const Element &element) const;

private:
    /// The first of all; undefined when there is none.
    [[nodiscard]] JsonValue first(const Element &element) const;

    QString m_written;
    std::optional<Domain::JsonPath> m_path;
    bool m_isKey = false; ///< "@key"
};

/// Whether a value is a single word: text, a number, true or false.
[[nodiscard]] bool isWord(const JsonValue &value);
/// That word; empty for anything else.
[[nodiscard]] QString wordOf(const JsonValue &value);

/// The elements of a list. A list that is missing is none when it may be; otherwise the document is not
/// understood, as it is when something else stands there, or more than 20,000 elements.
[[nodiscard]] tl::expected<std::vector<Element>, BadDocument> elementsOf(
    const JsonValue &root, const Domain::PageRules::List &list);

} // namespace Wf::Vendors::JsonRules
