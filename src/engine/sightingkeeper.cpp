// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/sightingkeeper.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr Millis kKept = std::chrono::days { 91 };
    constexpr size_t kMostKept = 500;

    bool isOwn(const Domain::MonitorSpec &spec)
    {
        return Domain::sourceOf(spec) == Domain::Source::Own;
    }

    bool watchesBoth(const Entry &entry)
    {
        bool own = false;
        bool vendor = false;
        for (size_t i = 0; i < entry.monitors.size(); ++i) {
            const Domain::MonitorSpec &spec = entry.service.monitors[i];
            own = own || (isOwn(spec) && !entry.monitors[i].paused);
            vendor = vendor || (Domain::isVendorsPage(spec) && !entry.monitors[i].paused);
        }
        return own && vendor;
    }

    /// Announced work explains what is seen while it goes on, on both sides.
    bool isAnnounced(const Entry &entry)
    {
        return entry.state.maintenance
            || std::ranges::any_of(entry.monitors, [](const Domain::MonitorState &monitor) {
                   return !monitor.paused && monitor.maintenance && Domain::isTrouble(monitor.status);
               });
    }

    bool isOpen(const Entry &entry)
    {
        return !entry.sightings.empty() && !entry.sightings.back().endedAt;
    }

    std::optional<Domain::Sighting> latestOf(const Entry &entry)
    {
        return entry.sightings.empty() ? std::nullopt : std::optional(entry.sightings.back());
    }

    /// Vendors date their incidents back: believed as far as our own eyes do not contradict. An incident that
    /// began before we saw it all well is an older one, or dated back further than that.
    Instant admitted(const Domain::Observation &observation, const std::optional<Instant> &clearAt, Instant seen)
    {
        if (!clearAt || *clearAt >= seen)
            return seen;
        std::optional<Instant> earliest;
        bool older = false;
        for (const Domain::VendorIncident &incident : observation.incidents) {
            if (!incident.startedAt || *incident.startedAt > seen)
                continue;
            older = older || *incident.startedAt <= *clearAt;
            if (*incident.startedAt > *clearAt)
                earliest = std::min(earliest.value_or(seen), *incident.startedAt);
        }
        return earliest.value_or(older ? *clearAt : seen);
    }

    void replace(Entry &entry, const Domain::Sighting &sighting, Ports::CommitBatch &batch)
    {
        entry.sightings.back() = sighting;
        ++entry.sightingsChange;
        batch.sightings.push_back(sighting);
    }
} // namespace

bool hasBothSides(const Domain::Service &service)
{
    return std::ranges::any_of(service.monitors, isOwn) && Domain::hasVendorsPage(service);
}

void endSighting(Entry &entry, Instant now, Ports::CommitBatch &batch)
{
    if (const auto ended = Domain::follow(latestOf(entry), entry.service.id, {}, now))
        replace(entry, *ended, batch);
}

/// After a start what is stored tells when the monitor was seen well.
SightingKeeper::Watched &SightingKeeper::watch(const Domain::MonitorState &before)
{
    const auto known = m_watched.find(before.id);
    if (known != m_watched.end())
        return *known;
    Watched watched;
    if (before.status == Domain::Status::Operational)
        watched.clearAt = before.flap.streak > 0 ? before.flap.streakSince : before.succeededAt;
    return *m_watched.insert(before.id, watched);
}

void SightingKeeper::observe(
    const MonitorRef &monitor, const Domain::Observation &observation, const Domain::Advance &next, Instant now)
{
    const Domain::MonitorSpec &spec = monitor.spec();
    if (!observation.succeeded() || (!isOwn(spec) && !Domain::isVendorsPage(spec))
        || !hasBothSides(monitor.entry->service))
        return;
    Watched &watched = watch(monitor.state());
    if (!Domain::isTrouble(observation.status)) {
        watched.clearAt = now;
        watched.gapAt.reset();
    } else if (wasAway(monitor.state(), spec, now)) {
        watched.gapAt = now;
    }
    if (!next.transition || Domain::isTrouble(next.transition->to) == Domain::isTrouble(next.transition->from))
        return;
    watched.trouble.reset();
    if (!Domain::isTrouble(next.transition->to))
        return;
    const Instant seen = std::max(next.since.value_or(now), watched.gapAt.value_or(Instant::min()));
    const bool explained = isAnnounced(*monitor.entry) || next.state.maintenance;
    watched.trouble = Trouble { isOwn(spec) ? seen : admitted(observation, watched.clearAt, seen),
        watched.clearAt && !watched.gapAt && !explained };
}

struct SightingKeeper::Side {
    bool (*belongs)(const Domain::MonitorSpec &);
    const Entry &entry;
    Instant now;
};

/// A measured trouble speaks for its side, whatever else was always wrong there.
void SightingKeeper::addSide(Reading &reading, std::optional<Instant> &since, const Side &side) const
{
    bool measured = false;
    for (size_t i = 0; i < side.entry.monitors.size(); ++i) {
        const Domain::MonitorState &state = side.entry.monitors[i];
        if (!side.belongs(side.entry.service.monitors[i]) || state.paused || state.maintenance
            || !Domain::isTrouble(state.status))
            continue;
        if (state.health == Domain::PollerHealth::Broken) {
            reading.hidden = true;
            continue;
        }
        const std::optional<Trouble> known = m_watched.value(state.id).trouble;
        const Trouble trouble = known.value_or(Trouble { state.changedAt.value_or(side.now), false });
        const bool speaks = trouble.measured == measured ? !since || trouble.at < *since : trouble.measured;
        if (speaks)
            since = trouble.at;
        measured = measured || trouble.measured;
    }
    reading.measured = reading.measured && (measured || !since);
}

SightingKeeper::Reading SightingKeeper::read(const Entry &entry, Instant now) const
{
    Reading reading;
    addSide(reading, reading.sides.own, { isOwn, entry, now });
    addSide(reading, reading.sides.vendor, { Domain::isVendorsPage, entry, now });
    return reading;
}

void SightingKeeper::follow(Entry &entry, Tick &tick)
{
    const bool open = isOpen(entry);
    if (!watchesBoth(entry)) {
        if (open)
            endSighting(entry, tick.now, tick.batch);
        return;
    }
    const Reading reading = read(entry, tick.now);
    const bool waits = open ? reading.sides.quiet() && reading.hidden : !reading.measured || isAnnounced(entry);
    if (waits)
        return;
    if (const auto next = Domain::follow(latestOf(entry), entry.service.id, reading.sides, tick.now))
        keep(entry, *next, tick);
}

void SightingKeeper::followAll(Tick &tick)
{
    m_watched.removeIf([this](const auto &each) { return !m_world.monitors.contains(each.key()); });
    for (auto &[id, entry] : m_world.entries)
        follow(entry, tick);
}

void SightingKeeper::keep(Entry &entry, const Domain::Sighting &sighting, Tick &tick)
{
    if (sighting.id != 0) {
        replace(entry, sighting, tick.batch);
        return;
    }
    std::erase_if(entry.sightings,
        [&](const Domain::Sighting &each) { return each.endedAt && *each.endedAt < tick.now - kKept; });
    if (entry.sightings.size() >= kMostKept)
        entry.sightings.erase(entry.sightings.begin());
    entry.sightings.push_back(sighting);
    entry.sightings.back().id = ++m_world.lastSightingId;
    replace(entry, entry.sightings.back(), tick.batch);
}

} // namespace Wf::Engine
