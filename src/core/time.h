// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace Wf {

using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
/// A point in time, UTC, millisecond resolution. Everything inside is UTC; zones exist only at the edges.
using Instant = std::chrono::sys_time<Millis>;

[[nodiscard]] inline qint64 toEpochMillis(Instant at)
{
    return at.time_since_epoch().count();
}
[[nodiscard]] inline Instant fromEpochMillis(qint64 millis)
{
    return Instant { Millis { millis } };
}
[[nodiscard]] QDateTime toDateTime(Instant at);
[[nodiscard]] Instant fromDateTime(const QDateTime &at);

/// "2026-04-24T10:00:00Z": second resolution, always UTC; what the API and the database show.
[[nodiscard]] QString toIso(Instant at);
/// Reads RFC 3339 with Z or numeric offset, up to nine fractional digits, and "YYYY-MM-DD HH:MM:SS[.f]" as UTC.
/// Anything else, or a date outside 1970…9999, is nothing.
[[nodiscard]] std::optional<Instant> parseTimestamp(QStringView text);
/// "500ms", "30s", "5m", "1h", "2d"; anything else, or zero, or more than ten years, is nothing.
[[nodiscard]] std::optional<Millis> parseDuration(QStringView text);
/// UTC midnight of the day that `at` lies in.
[[nodiscard]] inline Instant startOfDay(Instant at)
{
    return std::chrono::floor<std::chrono::days>(at);
}
/// "2026-04-24"
[[nodiscard]] QString isoDate(Instant at);

} // namespace Wf
