// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/json.h"

#include "vendors/textdecoding.h"
#include "vendors/times.h"

#include <QStringBuilder>

#include <algorithm>

namespace Wf::Vendors {

namespace {

    constexpr qsizetype kLongestLink = 2000;

    bool isBlank(char c)
    {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    bool holdsJson(QByteArrayView text)
    {
        const auto first = std::ranges::find_if_not(text, isBlank);
        return first != text.end() && (*first == '{' || *first == '[');
    }

    BadDocument tooLarge(qsizetype bytes)
    {
        const QString size = QStringLiteral("%1 KiB of JSON").arg(bytes / 1024);
        return { QStringLiteral("too large: ") % size,
            QStringLiteral("The status page is too large to read: %1. Watch a smaller document of the page, or a "
                           "part of it.")
                .arg(size) };
    }

    BadDocument brokenJson(const QString &what)
    {
        return { QStringLiteral("invalid JSON: ") % what,
            QStringLiteral("The status page sent JSON that is broken or cut off.") };
    }

    BadDocument badText(const QByteArray &text, const JsonFault &fault)
    {
        const auto start = std::ranges::find_if_not(text, isBlank);
        if (fault.kind == JsonFault::Kind::TooDeep) {
            return { QStringLiteral("nested too deeply: more than %1 levels").arg(kDeepestJson),
                QStringLiteral(
                    "The status page's JSON has lists in lists, more than %1 levels deep. It is not the "
                    "document of a status page.")
                    .arg(kDeepestJson) };
        }
        if (start == text.end())
            return { QStringLiteral("empty body"), QStringLiteral("The status page sent an empty answer.") };
        if (*start == '<') {
            return { QStringLiteral("expected JSON, got HTML"),
                QStringLiteral(
                    "The address answers with a web page instead of JSON: the status page may have moved, "
                    "or it asks for a login. Check the address.") };
        }
        return brokenJson(fault.what);
    }

    tl::expected<JsonDocument, BadDocument> onlyObject(tl::expected<JsonDocument, BadDocument> document)
    {
        if (document && !document->root().isObject()) {
            return tl::unexpected(BadDocument { QStringLiteral("expected object, got list"),
                QStringLiteral("The answer is JSON, but not a status page: one object was expected.") });
        }
        return document;
    }

} // namespace

std::optional<BadDocument> JsonBudget::charge(QByteArrayView json)
{
    const qsizetype needed = jsonMemory(json);
    if (needed > m_left)
        return tooLarge(json.size());
    m_left -= needed;
    return std::nullopt;
}

Domain::Observation parseFailure(const BadDocument &why, Instant now)
{
    return Domain::failedObservation(
        {}, now, Domain::Failure::Parse, QStringLiteral("parse_error: ") % why.reason, why.detail);
}

tl::expected<JsonDocument, BadDocument> readDocument(const QByteArray &body)
{
    JsonBudget budget;
    return readDocument(body, budget);
}

tl::expected<JsonDocument, BadDocument> readDocument(const QByteArray &body, JsonBudget &budget)
{
    const QByteArray text = toUtf8(body);
    if (!holdsJson(text))
        return tl::unexpected(badText(text, { .what = QStringLiteral("neither an object nor a list") }));
    if (auto refused = budget.charge(text))
        return tl::unexpected(std::move(*refused));
    auto document = JsonDocument::parse(text);
    if (!document)
        return tl::unexpected(badText(text, document.error()));
    return std::move(*document);
}

tl::expected<JsonDocument, BadDocument> readObject(const QByteArray &body)
{
    return onlyObject(readDocument(body));
}

tl::expected<JsonDocument, BadDocument> readObject(const QByteArray &body, JsonBudget &budget)
{
    return onlyObject(readDocument(body, budget));
}

tl::expected<JsonDocument, BadDocument> readArray(const QByteArray &body)
{
    auto document = readDocument(body);
    if (document && !document->root().isArray()) {
        return tl::unexpected(BadDocument { QStringLiteral("expected list, got object"),
            QStringLiteral(
                "The answer is JSON, but not what this kind of status page sends: a list was expected.") });
    }
    return document;
}

QString textAt(const JsonObject &object, QLatin1String key, qsizetype limit)
{
    const JsonValue value = object.value(key);
    if (value.isInteger())
        return QString::number(value.toInteger());
    if (value.isNumber())
        return QString::number(value.toDouble(), 'g', 17);
    return oneLine(value.toString(), limit);
}

std::optional<Instant> timeAt(const JsonObject &object, QLatin1String key)
{
    return timeOf(object.value(key));
}

std::vector<JsonObject> objectsAt(const JsonObject &object, QLatin1String key, qsizetype limit)
{
    std::vector<JsonObject> objects;
    const JsonArray list = object.value(key).toArray();
    objects.reserve(static_cast<size_t>(std::min(list.size(), limit)));
    for (const JsonValue value : list) {
        if (limit-- <= 0)
            break;
        if (value.isObject())
            objects.push_back(value.toObject());
    }
    return objects;
}

QUrl webLink(const QString &text)
{
    const bool web = text.startsWith(QLatin1String("https://"), Qt::CaseInsensitive)
        || text.startsWith(QLatin1String("http://"), Qt::CaseInsensitive);
    QUrl url = web ? QUrl(text) : QUrl();
    return url.isValid() ? url : QUrl();
}

QUrl linkAt(const JsonObject &object, QLatin1String key)
{
    return webLink(textAt(object, key, kLongestLink));
}

} // namespace Wf::Vendors
