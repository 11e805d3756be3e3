// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/jsonplaces.h"

#include "vendors/page.h"
#include "vendors/textdecoding.h"
#include "vendors/times.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace Wf::Vendors::JsonRules {

namespace {

    constexpr qsizetype kLongestLink = 2000;
    constexpr QLatin1String kKey("@key");

    /// The path of what holds the elements: "$.incidents" for "$.incidents[*]", too.
    QString holderOf(const QString &path)
    {
        for (const QLatin1String ending : { QLatin1String("[*]"), QLatin1String(".*") }) {
            if (path.endsWith(ending) && !path.endsWith(QLatin1String("..*")))
                return path.chopped(ending.size());
        }
        return path;
    }

    void append(std::vector<Element> &elements, const QJsonValue &holder, size_t limit)
    {
        const QJsonArray array = holder.toArray();
        for (qsizetype i = 0; i < array.size() && elements.size() < limit; ++i)
            elements.push_back({ array.at(i), {} });
        const QJsonObject object = holder.toObject();
        for (auto it = object.begin(); it != object.end() && elements.size() < limit; ++it)
            elements.push_back({ it.value(), oneLine(it.key(), kNameLength) });
    }

    BadDocument noList(const QString &path)
    {
        return { QStringLiteral("no list at ") % path,
            QStringLiteral("The page has no list at %1: it changed, or the rules of the monitor are wrong.")
                .arg(path) };
    }

} // namespace

PlaceInJson::PlaceInJson(const QString &written)
    : m_written(written)
    , m_isKey(written == kKey)
{
    if (auto path = Domain::JsonPath::parse(written))
        m_path = std::move(*path);
}

Domain::JsonMatches PlaceInJson::all(const Element &element) const
{
    Domain::JsonMatches found;
    if (m_isKey && !element.key.isEmpty())
        found.values.emplace_back(element.key);
    if (m_path)
        found = m_path->evaluate(element.value);
    std::erase_if(found.values, [](const QJsonValue &value) { return value.isNull() || value.isUndefined(); });
    return found;
}

QJsonValue PlaceInJson::first(const Element &element) const
{
    const auto found = all(element);
    return found.values.empty() ? QJsonValue(QJsonValue::Undefined) : found.values.front();
}

QString PlaceInJson::text(const Element &element, qsizetype limit) const
{
    const QJsonValue value = first(element);
    return isWord(value) ? oneLine(Domain::jsonText(value), limit) : QString();
}

QStringList PlaceInJson::texts(const Element &element, qsizetype limit) const
{
    QStringList list;
    const auto found = all(element);
    for (const QJsonValue &value : found.values) {
        if (isWord(value))
            list.append(oneLine(Domain::jsonText(value), limit));
    }
    return list;
}

std::optional<Instant> PlaceInJson::time(const Element &element) const
{
    const QJsonValue value = first(element);
    return value.isDouble() ? readTime(value.toDouble()) : readTime(value.toString());
}

QUrl PlaceInJson::link(const Element &element) const
{
    return webLink(text(element, kLongestLink));
}

bool isWord(const QJsonValue &value)
{
    return value.isString() || value.isDouble() || value.isBool();
}

tl::expected<std::vector<Element>, BadDocument> elementsOf(
    const QJsonValue &root, const Domain::PageRules::List &list, size_t limit)
{
    const auto holders = PlaceInJson(holderOf(list.path)).all({ root, {} });
    std::vector<Element> elements;
    if (!holders.complete)
        return tl::unexpected(noList(list.path));
    for (const QJsonValue &holder : holders.values) {
        if (!holder.isArray() && !holder.isObject())
            return tl::unexpected(noList(list.path));
        append(elements, holder, limit);
    }
    if (holders.values.empty() && !list.optional)
        return tl::unexpected(noList(list.path));
    return elements;
}

} // namespace Wf::Vendors::JsonRules
