// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/intake.h"

namespace Wf::Vendors {

namespace {

    /// Entries of one list; a document with more is none that a person would look at.
    constexpr qsizetype kMostEntries = kMostLeaves;

    BadDocument tooMany(const QString &name)
    {
        return { QStringLiteral("too many ") % name,
            QStringLiteral("The status page lists more than 20,000 entries in \"%1\".").arg(name) };
    }

} // namespace

void Intake::spoil(BadDocument why)
{
    if (!m_fault)
        m_fault = std::move(why);
}

void Intake::spoilAsForeign(const QString &what)
{
    spoil({ what,
        QStringLiteral(
            "The answer is JSON, but not what a page of %1 sends: %2. Check the address; the status page "
            "may have moved to another product.")
            .arg(m_product, what) });
}

JsonValue Intake::value(const ParseInput &input)
{
    auto document = readDocument(input.body, m_budget);
    if (document)
        return m_documents.emplace_back(std::move(*document)).root();
    spoil(std::move(document.error()));
    return {};
}

JsonObject Intake::body(const ParseInput &input)
{
    auto document = readObject(input.body, m_budget);
    if (document)
        return withCompanions(m_documents.emplace_back(std::move(*document)).object(), input);
    spoil(std::move(document.error()));
    return {};
}

JsonObject Intake::withCompanions(const JsonObject &root, const ParseInput &input)
{
    const auto others = companions(input);
    const JsonObject *next = nullptr;
    for (auto other = others.rbegin(); other != others.rend(); ++other)
        next = &m_companions.emplace_back(other->toObject().orElse(next));
    return root.orElse(next);
}

std::vector<JsonValue> Intake::companions(const ParseInput &input)
{
    std::vector<JsonValue> values;
    for (const QByteArray &body : input.companions) {
        if (body.isEmpty())
            continue;
        if (auto document = readDocument(body, m_budget))
            values.push_back(m_documents.emplace_back(std::move(*document)).root());
        else
            m_warnings.append(
                QStringLiteral("a further document of the page cannot be read: ") % document.error().reason);
    }
    return values;
}

JsonObject Intake::object(const JsonObject &from, QLatin1String key)
{
    const JsonValue value = from.value(key);
    if (!value.isObject())
        spoilAsForeign(QStringLiteral("\"%1\" is no object").arg(key));
    return value.toObject();
}

QString Intake::text(const JsonObject &from, QLatin1String key, qsizetype limit)
{
    QString text = textAt(from, key, limit);
    if (text.isEmpty())
        spoilAsForeign(QStringLiteral("\"%1\" is no text").arg(key));
    return text;
}

bool Intake::flag(const JsonObject &from, QLatin1String key)
{
    const JsonValue value = from.value(key);
    if (!value.isBool())
        spoilAsForeign(QStringLiteral("\"%1\" is neither true nor false").arg(key));
    return value.toBool();
}

std::vector<JsonObject> Intake::objects(const JsonObject &from, QLatin1String key)
{
    const JsonValue value = from.value(key);
    if (!value.isArray())
        spoilAsForeign(QStringLiteral("\"%1\" is no list").arg(key));
    return objectsOf(value.toArray(), key);
}

std::vector<JsonObject> Intake::objectsIfAny(const JsonObject &from, QLatin1String key)
{
    const JsonValue value = from.value(key);
    if (value.isUndefined() || value.isNull())
        return {};
    return objects(from, key);
}

template <class Values> std::vector<JsonObject> Intake::objectsIn(const Values &list, QAnyStringView name)
{
    if (list.size() > kMostEntries) {
        spoil(tooMany(name.toString()));
        return {};
    }
    std::vector<JsonObject> objects;
    objects.reserve(static_cast<size_t>(list.size()));
    for (const JsonValue value : list) {
        if (!value.isObject())
            spoilAsForeign(QStringLiteral("\"%1\" lists something that is no object").arg(name.toString()));
        objects.push_back(value.toObject());
    }
    return objects;
}

std::vector<JsonObject> Intake::objectsOf(const JsonArray &list, QAnyStringView name)
{
    return objectsIn(list, name);
}

std::vector<JsonObject> Intake::objectsOf(const JsonObject &members, QAnyStringView name)
{
    return objectsIn(members, name);
}

tl::expected<Page, BadDocument> Intake::seal(Page page)
{
    if (static_cast<qsizetype>(page.leaves.size()) > kMostLeaves)
        spoil(tooMany(QStringLiteral("components")));
    if (m_fault)
        return tl::unexpected(*m_fault);
    for (const QString &warning : m_warnings)
        warn(page, warning);
    return page;
}

std::vector<QUrl> siblings(const QUrl &url, QLatin1String name, const QStringList &others)
{
    std::vector<QUrl> addresses;
    if (url.fileName() != name)
        return addresses;
    addresses.reserve(static_cast<size_t>(others.size()));
    for (const QString &other : others)
        addresses.push_back(url.resolved(QUrl(other)));
    return addresses;
}

} // namespace Wf::Vendors
