// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/chartrules.h"

#include "domain/sample.h"

#include <algorithm>

namespace Wf::Models {

namespace {
    using namespace std::chrono_literals;

    constexpr Millis kDay = 24h;
    constexpr int kMostTicks = 12;
    /// What people count time in: each divides the next day, or is a number of days.
    constexpr Millis kUnits[] { 1min, 5min, 10min, 15min, 30min, 1h, 2h, 3h, 6h, 12h, kDay };

    /// The first multiple of `step` at or after `at`, counted from local midnight (of 1970 for days).
    Instant roundUp(Instant at, Millis step, Seconds offset)
    {
        const auto local = at.time_since_epoch() + Millis { offset };
        auto steps = local / step;
        if (local % step > Millis { 0 })
            ++steps;
        return Instant { steps * step - Millis { offset } };
    }

    /// The finest unit of which labelStep() leaves few enough, or whole days of it.
    Millis stepFor(Millis range)
    {
        for (const Millis unit : kUnits) {
            if (range / unit <= kMostTicks)
                return unit;
        }
        return labelStep(static_cast<int>(range / kDay)) * kDay;
    }
} // namespace

int labelStep(int points)
{
    constexpr std::pair<int, int> kSteps[] { { 12, 1 }, { 24, 2 }, { 48, 4 }, { 96, 8 } };
    for (const auto &[most, step] : kSteps) {
        if (points <= most)
            return step;
    }
    return points / 12;
}

TimeTicks timeTicks(Instant from, Instant to, Seconds offset)
{
    TimeTicks ticks;
    if (from >= to)
        return ticks;
    ticks.step = stepFor(to - from);
    for (Instant at = roundUp(from, ticks.step, offset); at <= to; at += ticks.step)
        ticks.at.push_back(at);
    return ticks;
}

Grade gradeOf(double uptime)
{
    return uptime >= 95 ? Grade::Good : uptime >= 80 ? Grade::Middling : Grade::Bad;
}

Domain::Display displayOf(Grade grade)
{
    switch (grade) {
    case Grade::Good:
        return Domain::Display::Operational;
    case Grade::Middling:
        return Domain::Display::Degraded;
    case Grade::Bad:
        break;
    }
    return Domain::Display::MajorOutage;
}

std::optional<double> shareUp(const Ports::Snapshot &snapshot)
{
    int known = 0;
    int up = 0;
    for (const Ports::ServiceRow &service : snapshot.services) {
        for (const Ports::MonitorRow &monitor : service.monitors) {
            if (!monitor.spec.check || monitor.state.paused || !Domain::isKnown(monitor.state.status))
                continue;
            ++known;
            up += Domain::isUp(monitor.state.status) ? 1 : 0;
        }
    }
    return known > 0 ? std::optional(100.0 * up / known) : std::nullopt;
}

} // namespace Wf::Models
