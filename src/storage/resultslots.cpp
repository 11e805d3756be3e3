// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/resultslots.h"

namespace Wf::Storage {

namespace {

    QString keyOf(Mark which)
    {
        switch (which) {
        case Mark::FirstHour:
            return QStringLiteral("results_first_hour");
        case Mark::FoldedHour:
            return QStringLiteral("results_folded_hour");
        case Mark::SingleBytes:
            break;
        }
        return QStringLiteral("results_single_bytes");
    }

} // namespace

Result<std::optional<qint64>> monitorNumber(Database &database, const MonitorId &monitor)
{
    static const auto sql = QStringLiteral("SELECT number FROM result_monitors WHERE id = ?");
    return database.scalar(sql, { monitor.value }).map([](const QVariant &value) {
        return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
    });
}

Result<qint64> numberForMonitor(Database &database, const MonitorId &monitor)
{
    static const auto sql = QStringLiteral("INSERT INTO result_monitors (id) VALUES (?) RETURNING number");
    const auto known = monitorNumber(database, monitor);
    if (!known)
        return tl::unexpected<Error>(known.error());
    if (*known)
        return **known;
    return database.scalar(sql, { monitor.value }).map([](const QVariant &value) { return value.toLongLong(); });
}

Result<qint64> mark(Database &database, Mark which)
{
    static const auto sql = QStringLiteral("SELECT value FROM meta WHERE key = ?");
    return database.scalar(sql, { keyOf(which) }).map([](const QVariant &value) { return value.toLongLong(); });
}

Result<void> setMark(Database &database, Mark which, qint64 value)
{
    static const auto sql = QStringLiteral(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    return database.run(sql, { keyOf(which), QString::number(value) }).map([](const Rows &) {});
}

} // namespace Wf::Storage
