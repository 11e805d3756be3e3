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

QJsonValue Intake::value(const ParseInput &input)
{
    auto value = readValue(input.body, m_budget);
    if (value)
        return *value;
    spoil(std::move(value.error()));
    return QJsonValue::Undefined;
}

QJsonObject Intake::body(const ParseInput &input)
{
    auto root = readObject(input.body, m_budget);
    if (root)
        return withCompanions(std::move(*root), input);
    spoil(std::move(root.error()));
    return {};
}

QJsonObject Intake::withCompanions(QJsonObject root, const ParseInput &input)
{
    for (const QJsonValue &value : companions(input)) {
        const QJsonObject other = value.toObject();
        for (auto member = other.begin(); member != other.end(); ++member) {
            if (!root.contains(member.key()))
                root.insert(member.key(), member.value());
        }
    }
    return root;
}

std::vector<QJsonValue> Intake::companions(const ParseInput &input)
{
    std::vector<QJsonValue> values;
    for (const QByteArray &body : input.companions) {
        if (body.isEmpty())
            continue;
        if (auto value = readValue(body, m_budget))
            values.push_back(*value);
        else
            m_warnings.append(
                QStringLiteral("a further document of the page cannot be read: ") % value.error().reason);
    }
    return values;
}

QJsonObject Intake::object(const QJsonObject &from, QLatin1String key)
{
    const QJsonValue value = from.value(key);
    if (!value.isObject())
        spoilAsForeign(QStringLiteral("\"%1\" is no object").arg(key));
    return value.toObject();
}

QString Intake::text(const QJsonObject &from, QLatin1String key, qsizetype limit)
{
    QString text = textAt(from, key, limit);
    if (text.isEmpty())
        spoilAsForeign(QStringLiteral("\"%1\" is no text").arg(key));
    return text;
}

bool Intake::flag(const QJsonObject &from, QLatin1String key)
{
    const QJsonValue value = from.value(key);
    if (!value.isBool())
        spoilAsForeign(QStringLiteral("\"%1\" is neither true nor false").arg(key));
    return value.toBool();
}

std::vector<QJsonObject> Intake::objects(const QJsonObject &from, QLatin1String key)
{
    const QJsonValue value = from.value(key);
    if (!value.isArray())
        spoilAsForeign(QStringLiteral("\"%1\" is no list").arg(key));
    return objectsOf(value.toArray(), key);
}

std::vector<QJsonObject> Intake::objectsIfAny(const QJsonObject &from, QLatin1String key)
{
    const QJsonValue value = from.value(key);
    if (value.isUndefined() || value.isNull())
        return {};
    return objects(from, key);
}

std::vector<QJsonObject> Intake::objectsOf(const QJsonArray &list, QAnyStringView name)
{
    if (list.size() > kMostEntries) {
        spoil(tooMany(name.toString()));
        return {};
    }
    std::vector<QJsonObject> objects;
    objects.reserve(static_cast<size_t>(list.size()));
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonValue value = list.at(i);
        if (!value.isObject())
            spoilAsForeign(QStringLiteral("\"%1\" lists something that is no object").arg(name.toString()));
        objects.push_back(value.toObject());
    }
    return objects;
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
