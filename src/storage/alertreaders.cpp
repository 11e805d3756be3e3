// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/alertreaders.h"

#include "storage/query.h"
#include "storage/rows.h"

namespace Wf::Storage {

using namespace Ports;

namespace {

    AlertEntry toEntry(const Rows &row)
    {
        AlertEntry entry { toAlert(row), std::nullopt };
        const int at = static_cast<int>(Tables::alerts().columns.size());
        if (row.value(at).isNull())
            return entry;
        entry.message = toMessage(row, at);
        entry.message->letter = {};
        return entry;
    }

    /// Alerts with their messages; the payload is left out, it may be long and nobody lists it.
    QString alertsWithMessages()
    {
        QStringList columns;
        for (const QString &column : Tables::alerts().columns)
            columns << QStringLiteral("a.") + column;
        for (const QString &column : Tables::outbox().columns)
            columns << (column == QLatin1String("payload") ? QStringLiteral("x''")
                                                           : QStringLiteral("o.") + column);
        return QStringLiteral("SELECT ") + columns.join(QStringLiteral(", "))
            + QStringLiteral(" FROM alert_sent_log a LEFT JOIN outbox o ON o.id = a.outbox_id ");
    }

    /// Newest first.
    Result<std::vector<AlertEntry>> entries(Database &database, Filter filter, int most)
    {
        static const QString select = alertsWithMessages();
        filter.values << most;
        return list<AlertEntry>(database, select + filter.where() + QStringLiteral(" ORDER BY a.id DESC LIMIT ?"),
            filter.values, toEntry);
    }

    Filter filterOf(const AlertQuery &query)
    {
        Filter filter;
        if (query.service)
            filter.add(QStringLiteral("a.service_id = ?"), query.service->value);
        if (query.incident)
            filter.add(QStringLiteral("a.incident_id = ?"), *query.incident);
        return filter;
    }

} // namespace

Result<AlertPage> readAlerts(Database &database, const AlertQuery &query)
{
    return inTransaction(database, Transaction::Kind::Read, [&query](Database &inside) -> Result<AlertPage> {
        Filter filter = filterOf(query);
        const auto total = count(inside, QStringLiteral("alert_sent_log a"), filter);
        if (!total)
            return tl::unexpected<Error>(total.error());
        if (query.beforeId)
            filter.add(QStringLiteral("a.id < ?"), *query.beforeId);
        auto alerts = entries(inside, filter, pageLength(query.limit));
        if (!alerts)
            return tl::unexpected<Error>(alerts.error());
        return AlertPage { std::move(*alerts), *total };
    });
}

Result<std::vector<AlertEntry>> readAlertsOf(Database &database, qint64 incident, int most)
{
    Filter filter;
    filter.add(QStringLiteral("a.incident_id = ?"), incident);
    auto alerts = entries(database, filter, most);
    if (alerts)
        std::ranges::reverse(*alerts);
    return alerts;
}

} // namespace Wf::Storage
