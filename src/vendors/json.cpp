// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/json.h"

#include "vendors/textdecoding.h"

#include <QJsonDocument>

namespace Wf::Vendors {

namespace {

    QString typeName(const QJsonDocument &document)
    {
        return document.isArray() ? QStringLiteral("list") : QStringLiteral("something else");
    }

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

tl::expected<QJsonObject, BadDocument> readObject(const QByteArray &body)
{
    const QByteArray text = toUtf8(body).trimmed();
    QJsonParseError error {};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return tl::unexpected(badText(text, error));
    if (!document.isObject()) {
        return tl::unexpected(BadDocument { QStringLiteral("expected object, got ") % typeName(document),
            QStringLiteral("The answer is JSON, but not a status page: one object was expected.") });
    }
    return document.object();
}

QString textAt(const QJsonObject &object, QLatin1String key, qsizetype limit)
{
    const QJsonValue value = object.value(key);
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 17);
    return oneLine(value.toString(), limit);
}

std::optional<Instant> timeAt(const QJsonObject &object, QLatin1String key)
{
    return parseTimestamp(object.value(key).toString());
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

} // namespace Wf::Vendors
