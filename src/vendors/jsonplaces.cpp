// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/jsonplaces.h"

#include "domain/jsonwalk.h"
#include "vendors/page.h"
#include "vendors/textdecoding.h"
#include "vendors/times.h"

#include <algorithm>

namespace Wf::Vendors::JsonRules {

namespace {

    constexpr qsizetype kLongestLink = 2000;
    constexpr size_t kMostElements = size_t(kMostLeaves);
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

    void append(std::vector<Element> &elements, const JsonValue &holder)
    {
        const JsonArray array = holder.toArray();
        for (auto it = array.begin(); it != array.end() && elements.size() <= kMostElements; ++it)
            elements.push_back({ *it, {} });
        const JsonObject object = holder.toObject();
        for (auto it = object.begin(); it != object.end() && elements.size() <= kMostElements; ++it)
            elements.push_back({ *it, oneLine(it.key(), kNameLength) });
    }

    BadDocument noList(const QString &path)
    {
        return { QStringLiteral("no list at ") % path,
            QStringLiteral("The page has no list at %1: it changed, or the rules of the monitor are wrong.")
                .arg(path) };
    }

    BadDocument tooMany(const QString &path)
    {
        return { QStringLiteral("too many elements at ") % path,
            QStringLiteral("The status page lists more than 20,000 elements at %1.").arg(path) };
    }

} // namespace

PlaceInJson::PlaceInJson(const QString &written)
    : m_written(written)
    , m_isKey(written == kKey)
{
    if (auto path = Domain::JsonPath::parse(written))
        m_path = std::move(*path);
}

JsonMatches PlaceInJson::all(const Element &element) const
{
    if (!m_path)
        return {};
    auto found = Domain::walk(*m_path, element.value);
    std::erase_if(found.values, &JsonValue::isNull);
    return found;
}

JsonValue PlaceInJson::first(const Element &element) const
{
    const auto found = all(element);
    return found.values.empty() ? JsonValue() : found.values.front();
}

QString PlaceInJson::text(const Element &element, qsizetype limit) const
{
    return oneLine(m_isKey ? element.key : wordOf(first(element)), limit);
}

QStringList PlaceInJson::texts(const Element &element, qsizetype limit) const
{
    if (m_isKey)
        return element.key.isEmpty() ? QStringList() : QStringList { text(element, limit) };
    QStringList list;
    const auto found = all(element);
    for (const JsonValue &value : found.values) {
        if (isWord(value))
            list.append(oneLine(wordOf(value), limit));
    }
    return list;
}

std::optional<Instant> PlaceInJson::time(const Element &element) const
{
    return m_isKey ? readTime(element.key) : timeOf(first(element));
}

bool PlaceInJson::isLocalTime(const Element &element) const
{
    return Vendors::isLocalTime(m_isKey ? element.key : first(element).toString());
}

QUrl PlaceInJson::link(const Element &element) const
{
    return webLink(text(element, kLongestLink));
}

bool isWord(const JsonValue &value)
{
    return value.isString() || value.isNumber() || value.isBool();
}

QString wordOf(const JsonValue &value)
{
    if (value.isInteger())
        return QString::number(value.toInteger());
    if (value.isNumber())
        return Domain::numberText(value.toDouble());
    if (value.isBool())
        return value.isTrue() ? QStringLiteral("true") : QStringLiteral("false");
    return value.toString();
}

tl::expected<std::vector<Element>, BadDocument> elementsOf(
    const JsonValue &root, const Domain::PageRules::List &list)
{
    const auto holders = PlaceInJson(holderOf(list.path)).all({ root, {} });
    std::vector<Element> elements;
    if (!holders.complete)
        return tl::unexpected(noList(list.path));
    for (const JsonValue &holder : holders.values) {
        if (!holder.isArray() && !holder.isObject())
            return tl::unexpected(noList(list.path));
        append(elements, holder);
    }
    if (holders.values.empty() && !list.optional)
        return tl::unexpected(noList(list.path));
    if (elements.size() > kMostElements)
        return tl::unexpected(tooMany(list.path));
    return elements;
}

} // namespace Wf::Vendors::JsonRules
