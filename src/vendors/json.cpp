// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/json.h"

#include "vendors/textdecoding.h"
#include "vendors/times.h"

#include <QJsonDocument>

#include <limits>

namespace Wf::Vendors {

namespace {

    constexpr qsizetype kLongestLink = 2000;

    BadDocument badText(const QByteArray &text, const QJsonParseError &error)
    {
        if (text.isEmpty())
            return { QStringLiteral("empty body"), QStringLiteral("The status page sent an empty answer.") };
        if (text.startsWith('<')) {
            return { QStringLiteral("expected JSON, got HTML"),
                QStringLiteral(
                    "The address answers with a web page instead of JSON: the status page may have moved, "
                    "or it asks for a login. Check the address.") };
        }
        return { QStringLiteral("invalid JSON at byte ") % QString::number(error.offset) % u": "
                % error.errorString(),
            QStringLiteral("The status page sent JSON that is broken or cut off.") };
    }

} // namespace

Domain::Observation parseFailure(const BadDocument &why, Instant now)
{
    return Domain::failedObservation(
        {}, now, Domain::Failure::Parse, QStringLiteral("parse_error: ") % why.reason, why.detail);
}

tl::expected<QJsonValue, BadDocument> readValue(const QByteArray &body)
{
    JsonBudget budget;
    return readValue(body, budget);
}

tl::expected<QJsonValue, BadDocument> readValue(const QByteArray &body, JsonBudget &budget)
{
    const QByteArray text = toUtf8(body).trimmed();
    if (text.startsWith('{') || text.startsWith('[')) {
        if (auto refused = budget.charge(text))
            return tl::unexpected(std::move(*refused));
    }
    QJsonParseError error {};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return tl::unexpected(badText(text, error));
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
}

tl::expected<QJsonObject, BadDocument> readObject(const QByteArray &body)
{
    JsonBudget budget;
    return readObject(body, budget);
}

tl::expected<QJsonObject, BadDocument> readObject(const QByteArray &body, JsonBudget &budget)
{
    const auto value = readValue(body, budget);
    if (!value)
        return tl::unexpected(value.error());
    if (!value->isObject()) {
        return tl::unexpected(BadDocument { QStringLiteral("expected object, got list"),
            QStringLiteral("The answer is JSON, but not a status page: one object was expected.") });
    }
    return value->toObject();
}

tl::expected<QJsonArray, BadDocument> readArray(const QByteArray &body)
{
    const auto value = readValue(body);
    if (!value)
        return tl::unexpected(value.error());
    if (!value->isArray()) {
        return tl::unexpected(BadDocument { QStringLiteral("expected list, got object"),
            QStringLiteral(
                "The answer is JSON, but not what this kind of status page sends: a list was expected.") });
    }
    return value->toArray();
}

QString textAt(const QJsonObject &object, QLatin1String key, qsizetype limit)
{
    const QJsonValue value = object.value(key);
    if (value.isDouble()) {
        constexpr qint64 kFraction = std::numeric_limits<qint64>::min();
        const qint64 whole = value.toInteger(kFraction); // nearly all are, and far faster to write
        return whole == kFraction ? QString::number(value.toDouble(), 'g', 17) : QString::number(whole);
    }
    return oneLine(value.toString(), limit);
}

std::optional<Instant> timeAt(const QJsonObject &object, QLatin1String key)
{
    return timeOf(object.value(key));
}

std::vector<QJsonObject> objectsAt(const QJsonObject &object, QLatin1String key, qsizetype limit)
{
    const QJsonArray array = object.value(key).toArray();
    std::vector<QJsonObject> objects;
    for (qsizetype i = 0; i < array.size() && i < limit; ++i) {
        if (array.at(i).isObject())
            objects.push_back(array.at(i).toObject());
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

QUrl linkAt(const QJsonObject &object, QLatin1String key)
{
    return webLink(textAt(object, key, kLongestLink));
}

} // namespace Wf::Vendors
