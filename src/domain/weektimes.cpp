// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/weektimes.h"

#include <QTimeZone>

namespace Wf::Domain {

namespace {
    constexpr int kDayMinutes = 24 * 60;
    constexpr int kLookAheadDays = 9; ///< a week, and a day for each end

    QTimeZone zoneOf(const WeekTimes &times)
    {
        return times.zone.isEmpty() ? QTimeZone::utc() : QTimeZone(times.zone);
    }

    bool isOn(const WeekTimes &times, const QDate &day)
    {
        return (times.days >> (day.dayOfWeek() - 1) & 1) != 0;
    }

    bool holds(const WeekTimes &times, const QDateTime &local)
    {
        const int minute = local.time().hour() * 60 + local.time().minute();
        const QDate day = local.date();
        if (times.from < times.to)
            return isOn(times, day) && minute >= times.from && minute < times.to;
        return (isOn(times, day) && minute >= times.from) || (isOn(times, day.addDays(-1)) && minute < times.to);
    }

    /// When the clocks show it: once, twice where they were set back, never (but near it) where they skip it.
    void addMoments(const QDate &day, int minute, const QTimeZone &zone, std::vector<Instant> &moments)
    {
        const QDateTime wall(day, QTime(minute / 60, minute % 60), Qt::UTC);
        for (const int around : { -1, 1 }) {
            const int offset = zone.offsetFromUtc(wall.addDays(around));
            moments.push_back(fromDateTime(wall.addSecs(-offset)));
        }
    }

    /// Every moment of the next week at which something can change.
    std::vector<Instant> momentsAfter(const WeekTimes &times, Instant at, const QTimeZone &zone)
    {
        std::vector<Instant> moments;
        const QDateTime now = toDateTime(at);
        const QDate today = now.toTimeZone(zone).date();
        for (int day = -1; day < kLookAheadDays; ++day) {
            for (const int minute : { 0, times.from % kDayMinutes, times.to % kDayMinutes })
                addMoments(today.addDays(day), minute, zone, moments);
        }
        for (const QTimeZone::OffsetData &change : zone.transitions(now, now.addDays(kLookAheadDays)))
            moments.push_back(fromDateTime(change.atUtc));
        return moments;
    }
} // namespace

bool contains(const WeekTimes &times, Instant at)
{
    return holds(times, toDateTime(at).toTimeZone(zoneOf(times)));
}

std::optional<Instant> nextChange(const WeekTimes &times, Instant at)
{
    const QTimeZone zone = zoneOf(times);
    const bool now = contains(times, at);
    std::optional<Instant> soonest;
    for (const Instant moment : momentsAfter(times, at, zone)) {
        if (moment > at && (!soonest || moment < *soonest) && contains(times, moment) != now)
            soonest = moment;
    }
    return soonest;
}

} // namespace Wf::Domain
