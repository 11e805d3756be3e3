// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/uptimeday.h"

namespace Wf::Engine {

namespace {
    qint32 hourOf(Instant at)
    {
        return static_cast<qint32>(std::chrono::floor<std::chrono::hours>(at.time_since_epoch()).count());
    }
} // namespace

UptimeDay::Slot &UptimeDay::slotOf(Instant at)
{
    const auto hour = std::chrono::floor<std::chrono::hours>(at) - std::chrono::floor<std::chrono::days>(at);
    return m_slots[static_cast<size_t>(hour.count())];
}

void UptimeDay::add(Instant at, qint64 runs, qint64 up)
{
    const qint32 hour = hourOf(at);
    Slot &slot = slotOf(at);
    if (slot.hour != hour)
        slot = { hour, 0, 0 };
    slot.runs += static_cast<qint32>(runs);
    slot.up += static_cast<qint32>(up);
}

void UptimeDay::recall(Instant at, qint64 runs, qint64 up)
{
    if (slotOf(at).hour <= hourOf(at))
        add(at, runs, up);
}

std::optional<double> UptimeDay::share(Instant now) const
{
    const qint32 hour = hourOf(now);
    qint64 runs = 0;
    qint64 up = 0;
    for (const Slot &slot : m_slots) {
        if (slot.hour <= hour - kHours || slot.hour > hour)
            continue;
        runs += slot.runs;
        up += slot.up;
    }
    if (runs == 0)
        return std::nullopt;
    return 100.0 * static_cast<double>(up) / static_cast<double>(runs);
}

} // namespace Wf::Engine
