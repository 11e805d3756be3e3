// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/manualbody.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Wf::Wire {

namespace {
    struct Bounds {
        int least;
        int most;
    };

    tl::unexpected<Error> refused(const QString &field, const QString &sentence)
    {
        return failure(ErrorCode::Invalid, sentence, field);
    }

    /// A text of so many characters (code points). Absent or null is empty where `least` is zero.
    Result<QString> readText(const QJsonObject &object, const QString &field, Bounds bounds)
    {
        const QJsonValue value = object.value(field);
        const bool absent = value.isUndefined() || value.isNull();
        if (absent && bounds.least == 0)
            return QString();
        const QString text = value.toString();
        const auto length = text.toUcs4().size();
        if (!value.isString() || length < bounds.least || length > bounds.most) {
            return refused(field,
                QStringLiteral("'%1' must be a text of %2 to %3 characters.")
                    .arg(field)
                    .arg(bounds.least)
                    .arg(bounds.most));
        }
        return text;
    }

    Result<Domain::Status> readStatus(const QJsonObject &object)
    {
        const QString field = QStringLiteral("new_status");
        const auto status = Domain::statusFromWord(object.value(field).toString());
        if (status)
            return *status;
        return refused(field,
            QStringLiteral(
                "'new_status' must be operational, degraded, partial_outage, major_outage or unknown."));
    }

    Result<std::optional<Instant>> readExpiry(const QJsonObject &object, Instant now)
    {
        const QString field = QStringLiteral("expires_at");
        const QJsonValue value = object.value(field);
        if (value.isUndefined() || value.isNull())
            return std::optional<Instant>();
        const auto at = parseTimestamp(value.toString());
        if (at && *at > now)
            return at;
        return refused(
            field, QStringLiteral("'expires_at' must be a time in the future, such as 2030-01-31T18:00:00Z."));
    }

    Result<QJsonObject> readObject(const QByteArray &body)
    {
        QJsonParseError error {};
        const QJsonDocument document = QJsonDocument::fromJson(body, &error);
        if (document.isObject())
            return document.object();
        return refused(QStringLiteral("body"), QStringLiteral("The body must be a JSON object."));
    }
} // namespace

Result<Ports::ManualUpdate> parseManualUpdate(const QByteArray &body, Instant now)
{
    const auto object = readObject(body);
    if (!object)
        return tl::unexpected(object.error());
    const auto service = readText(*object, QStringLiteral("service_id"), { 1, 128 });
    if (!service)
        return tl::unexpected(service.error());
    const auto status = readStatus(*object);
    if (!status)
        return tl::unexpected(status.error());
    const auto detail = readText(*object, QStringLiteral("detail"), { 0, 2000 });
    if (!detail)
        return tl::unexpected(detail.error());
    const auto reason = readText(*object, QStringLiteral("reason"), { 3, 500 });
    if (!reason)
        return tl::unexpected(reason.error());
    const auto expiry = readExpiry(*object, now);
    if (!expiry)
        return tl::unexpected(expiry.error());
    Ports::ManualUpdate update;
    update.service = ServiceId(*service);
    update.status = *status;
    update.detail = *detail;
    update.reason = *reason;
    update.expiresAt = *expiry;
    return update;
}

} // namespace Wf::Wire
