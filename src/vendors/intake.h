// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

#include <QAnyStringView>

#include <list>

namespace Wf::Vendors {

/// Takes a document apart. The first member that is not what it has to be spoils the document: seal() then gives
/// that fault in place of the page. So a dialect reads on as if all were well and answers for it once, at its end.
class Intake {
public:
    /// The product by name, for people's sentences: "Instatus".
    explicit Intake(QLatin1String product)
        : m_product(product)
    {
    }

    /// The body as an object or a list; undefined when it cannot be read. What comes from here lives as long as
    /// the intake, wherever that moves.
    [[nodiscard]] JsonValue value(const ParseInput &input);
    /// The body as one object, together with those members of its companions that it does not have itself.
    [[nodiscard]] JsonObject body(const ParseInput &input);
    [[nodiscard]] JsonObject withCompanions(const JsonObject &root, const ParseInput &input);
    /// The companions that can be read, in their order; one that cannot is a warning.
    [[nodiscard]] std::vector<JsonValue> companions(const ParseInput &input);

    [[nodiscard]] JsonObject object(const JsonObject &from, QLatin1String key);
    /// A text that is not empty, or a number.
    [[nodiscard]] QString text(const JsonObject &from, QLatin1String key, qsizetype limit);
    [[nodiscard]] bool flag(const JsonObject &from, QLatin1String key);
    /// A list of nothing but objects.
    [[nodiscard]] std::vector<JsonObject> objects(const JsonObject &from, QLatin1String key);
    /// The same; none where the member is absent or null.
    [[nodiscard]] std::vector<JsonObject> objectsIfAny(const JsonObject &from, QLatin1String key);
    [[nodiscard]] std::vector<JsonObject> objectsOf(const JsonArray &list, QAnyStringView name);
    /// Of an object that holds each under its id.
    [[nodiscard]] std::vector<JsonObject> objectsOf(const JsonObject &members, QAnyStringView name);

    void spoil(BadDocument why);
    /// The document is JSON of another kind: `what` says what is missing, "neither \"page\" nor \"components\"".
    void spoilAsForeign(const QString &what);
    [[nodiscard]] bool isSpoilt() const { return m_fault.has_value(); }

    [[nodiscard]] tl::expected<Page, BadDocument> seal(Page page);

private:
    template <class Values> std::vector<JsonObject> objectsIn(const Values &values, QAnyStringView name);

    QLatin1String m_product;
    JsonBudget m_budget;
    std::vector<JsonDocument> m_documents;
    std::list<JsonObject> m_companions; ///< those that stand in for others; they must not move
    std::optional<BadDocument> m_fault;
    QStringList m_warnings;
};

/// Addresses beside one whose path ends in that name: each of the others, relative to it; none where it does not.
[[nodiscard]] std::vector<QUrl> siblings(const QUrl &url, QLatin1String name, const QStringList &others);

} // namespace Wf::Vendors
