// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/schedulerule.h"

#include "domain/schedulezone.h"

namespace Wf::Domain {

using namespace std::chrono;

namespace {
    constexpr int kLastYear = kFirstPatternYear + kPatternYears - 1;
    constexpr int kMostYears = 50;
    constexpr int kMostSpans = 1'000; ///< four changes a year, to the end of 2199

    int yearOf(WallTime wall)
    {
        return static_cast<int>(year_month_day { floor<days>(wall) }.year());
    }

    int lastYear(Horizon horizon, WallTime from)
    {
        return horizon == Horizon::Year2200 ? kLastYear : yearOf(from) + kMostYears;
    }

    WallTime searchStart(const WallRule &rule, const ZoneSpan &span, sys_seconds after)
    {
        const WallTime next = span.wall(after) + seconds { 1 };
        if (rule.fold != FoldRule::FirstPass)
            return next;
        return std::max(next, repeatedUntil(rule.zone, span, after).value_or(next));
    }
} // namespace

// Inside one span of even clocks, wall times and instants differ by a constant: the search is arithmetic there,
// and gaps, repetitions and skipped days of any length are what happens between two spans.
std::optional<Instant> nextRun(const WallRule &rule, Instant after)
{
    const sys_seconds start = floor<seconds>(after);
    ZoneSpan span = spanAt(rule.zone, start);
    WallTime from = searchStart(rule, span, start);
    const int last = lastYear(rule.horizon, from);
    for (int i = 0; i < kMostSpans; ++i) {
        const auto wall = firstMatch(rule.pattern, from, last);
        if (!wall)
            return std::nullopt;
        const sys_seconds at = span.instant(*wall);
        if (!span.until || at < *span.until)
            return Instant { at };
        const ZoneSpan following = spanAt(rule.zone, *span.until);
        const WallTime before = span.wall(*span.until);
        const WallTime behind = following.wall(*span.until);
        if (rule.gap == GapRule::FirstMinuteAfter && *wall < behind)
            return Instant { following.instant(ceil<minutes>(behind)) };
        from = rule.fold == FoldRule::BothPasses ? behind : std::max(before, behind);
        span = following;
    }
    return std::nullopt;
}

} // namespace Wf::Domain
