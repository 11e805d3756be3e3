// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <array>
#include <bitset>
#include <chrono>
#include <optional>

namespace Wf::Domain {

/// What a clock on the wall shows: seconds of no particular zone.
using WallTime = std::chrono::local_seconds;

constexpr int kFirstPatternYear = 1970;
constexpr int kPatternYears = 230; ///< 1970…2199

/// How the two ways of naming a day go together.
enum class DayJoin : quint8 { And, Or };

/// Which wall times belong to a schedule, as sets of numbers: bit n says that n is in. All that cron and
/// OnCalendar can say about a date and a time fits in here.
struct WallPattern {
    std::optional<std::bitset<kPatternYears>> years; ///< bit 0 is 1970; nothing: every year
    quint16 months = 0x1ffe; ///< bits 1…12
    quint32 days = 0xfffffffe; ///< of the month, bits 1…31
    quint32 daysFromEnd = 0; ///< bit 1 is the last day of the month
    bool lastWorkday = false; ///< the last Monday to Friday of the month
    quint8 weekdays = 0x7f; ///< bit 0 is Sunday
    quint8 lastWeekdays = 0; ///< such a weekday, the last one of its month
    std::array<quint8, 5> nthWeekdays {}; ///< such a weekday, the first…fifth one of its month
    DayJoin join = DayJoin::And;
    quint32 hours = 1; ///< bits 0…23
    quint64 minutes = 1; ///< bits 0…59
    quint64 seconds = 1; ///< bits 0…59

    bool operator==(const WallPattern &) const = default;
};

/// The first wall time of the pattern at or after `from` whose year is not after `lastYear`. Steps over months and
/// bits, not over minutes.
[[nodiscard]] std::optional<WallTime> firstMatch(const WallPattern &pattern, WallTime from, int lastYear);

} // namespace Wf::Domain
