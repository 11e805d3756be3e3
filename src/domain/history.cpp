// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/history.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    enum class Spent { Up, Down, Maintenance, Uncovered };

    Spent spent(const Interval &interval)
    {
        if (interval.knowledge == Knowledge::Maintenance)
            return Spent::Maintenance;
        if (interval.knowledge == Knowledge::Blind || interval.status == Status::Unknown)
            return Spent::Uncovered;
        return interval.status == Status::Operational ? Spent::Up : Spent::Down;
    }

    Millis overlap(const Interval &interval, Instant from, Instant to)
    {
        const Instant begin = std::max(interval.from, from);
        const Instant end = std::min(interval.to.value_or(to), to);
        return std::max(end - begin, Millis { 0 });
    }

    bool endsBy(const Interval &interval, Instant at)
    {
        return interval.to && *interval.to <= at;
    }

    Cell cellOf(const Interval &interval)
    {
        if (spent(interval) == Spent::Uncovered)
            return {};
        return { interval.status, interval.knowledge, true };
    }

    // Worst of what was seen: trouble, then maintenance, then operational, then nothing.
    int rank(const Cell &cell)
    {
        if (!cell.covered)
            return -1;
        if (cell.knowledge == Knowledge::Maintenance)
            return 1 + std::max(severity(cell.status), 0);
        return isTrouble(cell.status) ? 10 + severity(cell.status) : 0;
    }

    void worsen(Cell &cell, const Cell &other)
    {
        if (rank(other) > rank(cell))
            cell = other;
    }
} // namespace

std::optional<double> Uptime::percent() const
{
    const Millis known = up + down;
    if (known <= Millis { 0 })
        return std::nullopt;
    return 100.0 * static_cast<double>(up.count()) / static_cast<double>(known.count());
}

double Uptime::coverage() const
{
    const Millis covered = up + down + maintenance;
    const Millis window = covered + uncovered;
    if (window <= Millis { 0 })
        return 0;
    return static_cast<double>(covered.count()) / static_cast<double>(window.count());
}

Uptime uptime(std::span<const Interval> intervals, Instant from, Instant to)
{
    Uptime result;
    for (const auto &interval : intervals) {
        const Millis length = overlap(interval, from, to);
        switch (spent(interval)) {
        case Spent::Up:
            result.up += length;
            break;
        case Spent::Down:
            result.down += length;
            break;
        case Spent::Maintenance:
            result.maintenance += length;
            break;
        case Spent::Uncovered:
            break;
        }
    }
    const Millis window = std::max(to - from, Millis { 0 });
    result.uncovered = window - result.up - result.down - result.maintenance;
    return result;
}

std::vector<Cell> cells(std::span<const Interval> intervals, Instant from, Instant to, int count, Instant now)
{
    std::vector<Cell> result(static_cast<std::size_t>(std::max(count, 0)));
    const Instant end = std::min(to, now);
    auto first = intervals.begin();
    for (int i = 0; i < count; ++i) {
        const Instant begin = from + (to - from) * i / count;
        const Instant stop = std::min(from + (to - from) * (i + 1) / count, end);
        while (first != intervals.end() && endsBy(*first, begin))
            ++first;
        for (auto each = first; each != intervals.end() && each->from < stop; ++each) {
            if (overlap(*each, begin, stop) > Millis { 0 })
                worsen(result[static_cast<std::size_t>(i)], cellOf(*each));
        }
    }
    return result;
}

std::vector<Cell> worstOf(std::span<const std::vector<Cell>> rows)
{
    std::vector<Cell> result;
    for (const auto &row : rows) {
        result.resize(std::max(result.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            worsen(result[i], row[i]);
    }
    return result;
}

const Interval *intervalAt(std::span<const Interval> intervals, Instant at)
{
    const auto after = std::upper_bound(intervals.begin(), intervals.end(), at,
        [](Instant moment, const Interval &interval) { return moment < interval.from; });
    if (after == intervals.begin())
        return nullptr;
    const Interval &candidate = *std::prev(after);
    return endsBy(candidate, at) ? nullptr : &candidate;
}

HistoryStep extend(const std::vector<Interval> &intervals, Status status, Knowledge knowledge, Instant now)
{
    HistoryStep step;
    Instant begin = now;
    if (!intervals.empty()) {
        const Interval &last = intervals.back();
        if (!last.to && last.status == status && last.knowledge == knowledge)
            return step;
        begin = std::max(now, last.to.value_or(last.from)); // a clock that was set back must not overlap
        if (!last.to)
            step.closed = Interval { last.from, begin, last.status, last.knowledge };
    }
    step.opened = Interval { begin, std::nullopt, status, knowledge };
    return step;
}

} // namespace Wf::Domain
