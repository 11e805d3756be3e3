// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/paging.h"

#include <limits>

namespace Wf::Http {

Result<Paging> paging(const Request &request, NumberRange limits)
{
    const auto limit = queryNumber(request, QStringLiteral("limit"), limits);
    if (!limit)
        return tl::unexpected(limit.error());
    const auto before = queryCursor(request);
    if (!before)
        return tl::unexpected(before.error());
    Paging result { *limit, *before, std::nullopt };
    if (const auto service = queryText(request, QStringLiteral("service_id")))
        result.service = ServiceId(*service);
    return result;
}

QStringList pagingNames()
{
    return { QStringLiteral("limit"), QStringLiteral("cursor"), QStringLiteral("service_id") };
}

QJsonObject pageMeta(const Paging &paging, const std::optional<qint64> &next)
{
    return { { QStringLiteral("limit"), paging.limit },
        { QStringLiteral("service_id_filter"), paging.service ? QJsonValue(paging.service->value) : QJsonValue() },
        { QStringLiteral("next_cursor"), next ? QJsonValue(QString::number(*next)) : QJsonValue() } };
}

std::optional<qint64> pathId(const QString &text)
{
    bool whole = false;
    const qint64 id = text.toLongLong(&whole);
    const bool usable = whole && id > 0 && id < std::numeric_limits<qint64>::max();
    return usable ? std::optional(id) : std::nullopt;
}

} // namespace Wf::Http
