// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/time.h"
#include "storage/database.h"

/// Where results lie: see the comment in the schema step that makes their tables.
namespace Wf::Storage {

constexpr int kMonitorBits = 24;
constexpr Millis kHour { std::chrono::hours { 1 } };
constexpr Millis kDay { std::chrono::days { 1 } };

/// Hours (or days) since 1970.
[[nodiscard]] constexpr qint64 periodOf(Instant at, Millis width)
{
    return at.time_since_epoch() / width;
}
[[nodiscard]] constexpr Instant startOf(qint64 period, Millis width)
{
    return Instant { period * width };
}
[[nodiscard]] constexpr qint64 slotOf(qint64 period, qint64 monitor)
{
    return (period << kMonitorBits) + monitor;
}
[[nodiscard]] constexpr qint64 periodOfSlot(qint64 slot)
{
    return slot >> kMonitorBits;
}
[[nodiscard]] constexpr qint64 monitorOfSlot(qint64 slot)
{
    return slot & ((qint64 { 1 } << kMonitorBits) - 1);
}

/// The small number that stands for a monitor in rows of results and pings; nothing when it never had any.
[[nodiscard]] Result<std::optional<qint64>> monitorNumber(Database &database, const MonitorId &monitor);
/// The same, given to it now when it has none. Inside a transaction of the caller.
[[nodiscard]] Result<qint64> numberForMonitor(Database &database, const MonitorId &monitor);

/// Marks of the upkeep, kept in `meta`; one that was never set is 0.
enum class Mark {
    FirstHour, ///< single results of earlier hours are gone
    FoldedHour, ///< earlier hours are summed up in days
    SingleBytes, ///< packed single results of all monitors
};
[[nodiscard]] Result<qint64> mark(Database &database, Mark which);
[[nodiscard]] Result<void> setMark(Database &database, Mark which, qint64 value);

} // namespace Wf::Storage
