// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/manualbody.h"

#include "wire/bodyreader.h"

namespace Wf::Wire {

namespace {
    Domain::Status readStatus(BodyReader &reader)
    {
        const QString field = QStringLiteral("new_status");
        const auto status = Domain::statusFromWord(reader.value(field).toString());
        if (!status) {
            reader.refuse(field,
                QStringLiteral(
                    "'new_status' must be operational, degraded, partial_outage, major_outage or unknown."));
        }
        return status.value_or(Domain::Status::Unknown);
    }

    std::optional<Instant> readExpiry(BodyReader &reader, Instant now)
    {
        const QString field = QStringLiteral("expires_at");
        if (!reader.has(field))
            return std::nullopt;
        const auto at = parseTimestamp(reader.value(field).toString());
        if (!at || *at <= now) {
            reader.refuse(
                field, QStringLiteral("'expires_at' must be a time in the future, such as 2030-01-31T18:00:00Z."));
        }
        return at;
    }
} // namespace

Result<Ports::ManualUpdate> parseManualUpdate(const QByteArray &body, Instant now)
{
    const auto object = readObject(body);
    if (!object)
        return tl::unexpected(object.error());
    BodyReader reader(*object);
    Ports::ManualUpdate update;
    update.service = ServiceId(reader.text(QStringLiteral("service_id"), { 1, 128 }));
    update.status = readStatus(reader);
    update.detail = reader.text(QStringLiteral("detail"), { 0, 2000 });
    update.reason = reader.text(QStringLiteral("reason"), { 3, 500 });
    update.expiresAt = readExpiry(reader, now);
    if (reader.fault())
        return tl::unexpected(*reader.fault());
    return update;
}

} // namespace Wf::Wire
