// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/schedulepattern.h"

#include <bit>

namespace Wf::Domain {

using namespace std::chrono;

namespace {
    /// The first number at or after `from` that is in the set.
    std::optional<int> bitFrom(quint64 bits, int from)
    {
        const quint64 left = from < 64 ? bits >> from << from : 0;
        return left == 0 ? std::nullopt : std::optional(std::countr_zero(left));
    }

    bool has(quint64 bits, int number)
    {
        return (bits >> number & 1) != 0;
    }

    seconds clockTime(const WallPattern &pattern, int hour, int minute)
    {
        return hours { hour } + minutes { minute } + seconds { bitFrom(pattern.seconds, 0).value_or(0) };
    }

    seconds firstTime(const WallPattern &pattern)
    {
        return clockTime(pattern, bitFrom(pattern.hours, 0).value_or(0), bitFrom(pattern.minutes, 0).value_or(0));
    }

    /// The first time of a matching day at or after `from`.
    std::optional<seconds> timeFrom(const WallPattern &pattern, seconds from)
    {
        const int hour = static_cast<int>(from / hours { 1 });
        const int minute = static_cast<int>(from % hours { 1 } / minutes { 1 });
        if (has(pattern.hours, hour)) {
            const auto second = bitFrom(pattern.seconds, static_cast<int>((from % minutes { 1 }).count()));
            if (second && has(pattern.minutes, minute))
                return hours { hour } + minutes { minute } + seconds { *second };
            if (const auto later = bitFrom(pattern.minutes, minute + 1))
                return clockTime(pattern, hour, *later);
        }
        const auto later = bitFrom(pattern.hours, hour + 1);
        if (!later)
            return std::nullopt;
        return clockTime(pattern, *later, bitFrom(pattern.minutes, 0).value_or(0));
    }

    quint32 datesOf(const WallPattern &pattern, int length, int firstWeekday)
    {
        quint32 dates = pattern.days;
        for (int fromEnd = 1; fromEnd <= length; ++fromEnd) {
            if (has(pattern.daysFromEnd, fromEnd))
                dates |= 1U << (length + 1 - fromEnd);
        }
        if (pattern.lastWorkday) {
            const int lastWeekday = (firstWeekday + length - 1) % 7;
            const int back = lastWeekday == 0 ? 2 : lastWeekday == 6 ? 1 : 0;
            dates |= 1U << (length - back);
        }
        return dates;
    }

    quint32 weekdayDatesOf(const WallPattern &pattern, int length, int firstWeekday)
    {
        quint32 dates = 0;
        for (int day = 1; day <= length; ++day) {
            const int weekday = (firstWeekday + day - 1) % 7;
            const auto nth = static_cast<std::size_t>((day - 1) / 7);
            const bool last = day + 7 > length && has(pattern.lastWeekdays, weekday);
            if (has(pattern.weekdays, weekday) || last || has(pattern.nthWeekdays[nth], weekday))
                dates |= 1U << day;
        }
        return dates;
    }

    /// The days of this month that belong to the pattern, bits 1…31.
    quint32 daysOf(const WallPattern &pattern, year_month month)
    {
        const local_days first { month / 1 };
        const int length = static_cast<int>(static_cast<unsigned>((month / last).day()));
        const int firstWeekday = static_cast<int>(weekday { first }.c_encoding());
        const quint32 inMonth = 0xfffffffeU >> (31 - length);
        const quint32 dates = datesOf(pattern, length, firstWeekday);
        const quint32 weekdayDates = weekdayDatesOf(pattern, length, firstWeekday);
        return inMonth & (pattern.join == DayJoin::And ? dates & weekdayDates : dates | weekdayDates);
    }

    bool hasYear(const WallPattern &pattern, int year)
    {
        if (!pattern.years)
            return true;
        const int index = year - kFirstPatternYear;
        return index >= 0 && index < kPatternYears && pattern.years->test(static_cast<std::size_t>(index));
    }
} // namespace

std::optional<WallTime> firstMatch(const WallPattern &pattern, WallTime from, int lastYear)
{
    const local_days today = floor<days>(from);
    const year_month_day date { today };
    const int firstYear = static_cast<int>(date.year());
    quint32 allowed = 0xffffffffU << static_cast<unsigned>(date.day());
    int month = static_cast<int>(static_cast<unsigned>(date.month()));
    for (int year = firstYear; year <= lastYear; ++year, month = 1, allowed = 0xffffffffU) {
        if (!hasYear(pattern, year))
            continue;
        for (auto next = bitFrom(pattern.months, month); next; next = bitFrom(pattern.months, *next + 1)) {
            const year_month here = std::chrono::year { year } / *next;
            const bool thisMonth = here == date.year() / date.month();
            const quint32 candidates = daysOf(pattern, here) & (thisMonth ? allowed : 0xffffffffU);
            for (auto day = bitFrom(candidates, 0); day; day = bitFrom(candidates, *day + 1)) {
                const local_days found { here / *day };
                if (found != today)
                    return found + firstTime(pattern);
                if (const auto time = timeFrom(pattern, from - today))
                    return found + *time;
            }
        }
    }
    return std::nullopt;
}

} // namespace Wf::Domain
