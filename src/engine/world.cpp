// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/world.h"

#include "domain/checkspec.h"
#include "domain/resilience.h"
#include "engine/publishedkeeper.h"
#include "engine/sightingkeeper.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace Wf::Engine {

namespace {
    constexpr size_t kTimelineLength = 200;
    constexpr Millis kHistoryKept = std::chrono::days { 91 };
    /// A moment between two polls is known as exactly as they are apart: more than this is no measurement.
    constexpr int kTrustedIntervals = 4;
    constexpr Millis kTrustedAtLeast = std::chrono::minutes { 5 };

    using States = QHash<MonitorId, Domain::MonitorState>;

    States byId(const std::vector<Domain::MonitorState> &monitors)
    {
        States states;
        for (const Domain::MonitorState &monitor : monitors)
            states.insert(monitor.id, monitor);
        return states;
    }

    Entry newEntry(const Domain::Service &service)
    {
        Entry entry;
        entry.service = service;
        entry.state.id = service.id;
        entry.state.knowledge = service.isManual() ? Domain::Knowledge::Manual : Domain::Knowledge::Blind;
        return entry;
    }

    /// Monitors keep their state by id; new ones begin as unknown.
    void matchMonitors(Entry &entry, const States &known)
    {
        std::vector<Domain::MonitorState> states;
        for (const Domain::MonitorSpec &spec : entry.service.monitors) {
            states.push_back(known.value(spec.id));
            states.back().id = spec.id;
        }
        entry.monitors = std::move(states);
    }

    /// From when on only a success proves that something is seen; nothing while the service is being seen.
    std::optional<Instant> unseenSince(const Entry &entry)
    {
        if (entry.history.empty())
            return Instant {};
        const Domain::Interval &last = entry.history.back();
        if (last.to)
            return last.to;
        return last.knowledge == Domain::Knowledge::Blind ? std::optional(last.from) : std::nullopt;
    }

    bool isSeen(const Entry &entry, Instant now)
    {
        const std::optional<Instant> since = unseenSince(entry);
        return !since || std::ranges::any_of(entry.monitors, [&](const Domain::MonitorState &monitor) {
            return monitor.succeededAt && *monitor.succeededAt >= std::min(*since, now);
        });
    }

    /// What the store knows, spread over the entries of the catalogue.
    std::map<ServiceId, Entry> storedEntries(const Ports::StoredWorld &stored)
    {
        std::map<ServiceId, Entry> entries;
        for (const Domain::Service &service : stored.services)
            entries.emplace(service.id, newEntry(service));
        for (const Domain::ServiceState &state : stored.serviceStates) {
            if (const auto entry = entries.find(state.id); entry != entries.end())
                entry->second.state = state;
        }
        for (const auto &history : stored.history) {
            if (const auto entry = entries.find(history.service); entry != entries.end())
                entry->second.history = history.intervals;
        }
        for (const Domain::Sighting &sighting : stored.sightings) {
            if (const auto entry = entries.find(sighting.service); entry != entries.end())
                entry->second.sightings.push_back(sighting);
        }
        for (const Domain::PublishedIncident &incident : stored.published) {
            if (const auto entry = entries.find(incident.service); entry != entries.end())
                entry->second.published.push_back(incident);
        }
        for (const Domain::AlertRecord &record : stored.recentAlerts) {
            const auto entry = entries.find(record.service);
            if (entry != entries.end() && record.kind == QLatin1String("poller_health"))
                entry->second.silencedHealth = record.suppressed == Domain::Suppression::Offline
                    && record.newStatus == Domain::Status::Unknown;
        }
        for (auto event = stored.timeline.rbegin(); event != stored.timeline.rend(); ++event) {
            const auto entry = entries.find(event->service);
            if (entry != entries.end() && event->kind == Domain::EventKind::StatusChange)
                entry->second.impact = Domain::isTrouble(event->next) ? event->impact : QString();
        }
        return entries;
    }

    void retire(World &world, Entry &entry, Instant now, Ports::CommitBatch &batch)
    {
        entry.service.retired = true;
        batch.services.push_back(entry.service);
        endSighting(entry, now, batch);
        endPublished(world, entry, now, batch);
        if (!entry.history.empty() && !entry.history.back().to) {
            entry.history.back().to = now;
            batch.history.push_back({ entry.service.id, { entry.history.back(), std::nullopt } });
        }
        batch.events.push_back(world.record({ .service = entry.service.id,
            .kind = Domain::EventKind::Retired,
            .previous = entry.state.status,
            .next = entry.state.status,
            .source = QStringLiteral("engine"),
            .at = now }));
    }

    void indexMonitors(World &world)
    {
        world.monitors.clear();
        QSet<QString> hosts;
        for (auto &[id, entry] : world.entries) {
            for (size_t i = 0; i < entry.service.monitors.size(); ++i) {
                const Domain::MonitorSpec &spec = entry.service.monitors[i];
                const QString host =
                    spec.check ? Domain::targetHost(*spec.check) : Domain::hostOf(spec.url.toString());
                world.monitors.insert(spec.id, { &entry, i, host });
                if (spec.isPolled() && !host.isEmpty())
                    hosts.insert(host);
            }
        }
        world.connectivity = Domain::watchHosts(world.connectivity, hosts.values());
        const auto gone = [&world](const auto &each) { return !world.monitors.contains(each.key()); };
        world.recent.removeIf(gone);
        world.traffic.removeIf(gone);
        world.moved.removeIf(gone);
        world.nextAsk.removeIf(gone);
    }
} // namespace

bool cannotSee(const Entry &entry)
{
    size_t polled = 0;
    for (size_t i = 0; i < entry.monitors.size(); ++i) {
        if (!entry.service.monitors[i].isPolled() || entry.monitors[i].paused)
            continue;
        if (entry.monitors[i].health != Domain::PollerHealth::Broken)
            return false;
        ++polled;
    }
    return polled > 0;
}

bool wasAway(const Domain::MonitorState &before, const Domain::MonitorSpec &spec, Instant now)
{
    return before.succeededAt
        && now - *before.succeededAt > std::max(kTrustedIntervals * before.pace(spec), kTrustedAtLeast);
}

Entry *World::find(const ServiceId &id)
{
    const auto entry = entries.find(id);
    return entry == entries.end() ? nullptr : &entry->second;
}

const Entry *World::find(const ServiceId &id) const
{
    const auto entry = entries.find(id);
    return entry == entries.end() ? nullptr : &entry->second;
}

Domain::AlertFacts factsOf(const Entry &entry)
{
    Domain::AlertFacts facts;
    facts.service = entry.service.id;
    facts.category = entry.service.category;
    facts.tier = entry.service.tier;
    facts.tags = entry.service.tags;
    for (size_t i = 0; i < entry.monitors.size(); ++i) {
        const QString &kind = entry.service.monitors[i].kind;
        if (Domain::isTrouble(entry.monitors[i].status) && !facts.kinds.contains(kind))
            facts.kinds.append(kind);
    }
    return facts;
}

Domain::ServiceState stateOf(const World &world, const Entry &entry, Instant now)
{
    Domain::ServiceState state = Domain::combine(entry.state, entry.monitors, entry.service, now);
    if (world.plans.empty() || !Domain::planOver(world.plans, factsOf(entry), now))
        return state;
    state.maintenance = true;
    if (state.knowledge == Domain::Knowledge::Seen)
        state.knowledge = Domain::Knowledge::Maintenance;
    return state;
}

Domain::Event &World::record(Domain::Event event)
{
    event.id = ++lastEventId;
    timeline.push_front(std::move(event));
    if (timeline.size() > kTimelineLength)
        timeline.pop_back();
    return timeline.front();
}

void extendHistory(World &world, Entry &entry, Instant now, Ports::CommitBatch &batch)
{
    Domain::Knowledge knowledge = entry.state.knowledge;
    const bool cutOff = world.isOffline() && entry.service.isPolled(); // who is only told needs no link to be seen
    if (knowledge != Domain::Knowledge::Manual && (cutOff || !isSeen(entry, now)))
        knowledge = Domain::Knowledge::Blind;
    const Domain::HistoryStep step = Domain::extend(entry.history, entry.state.status, knowledge, now);
    if (!step.closed && !step.opened)
        return;
    if (step.closed)
        entry.history.back() = *step.closed;
    if (step.opened)
        entry.history.push_back(*step.opened);
    const auto old = std::ranges::find_if(entry.history,
        [&](const Domain::Interval &interval) { return !interval.to || *interval.to > now - kHistoryKept; });
    entry.history.erase(entry.history.begin(), old);
    batch.history.push_back({ entry.service.id, step });
}

void closeHistories(World &world, Instant at, Ports::CommitBatch &batch)
{
    for (auto &[id, entry] : world.entries) {
        if (!entry.service.isPolled() || entry.history.empty() || entry.history.back().to)
            continue;
        Domain::Interval &open = entry.history.back();
        open.to = std::max(at, open.from);
        batch.history.push_back({ id, { open, std::nullopt } });
    }
}

void adoptCatalogue(World &world, std::shared_ptr<const Domain::Catalogue> catalogue,
    const Ports::StoredWorld *stored, Instant now, Ports::CommitBatch &batch)
{
    std::map<ServiceId, Entry> known = stored ? storedEntries(*stored) : std::exchange(world.entries, {});
    const States storedStates = stored ? byId(stored->monitors) : States {};
    for (const Domain::Service &service : catalogue->services) {
        const auto found = known.find(service.id);
        Entry entry = found == known.end() ? newEntry(service) : std::move(found->second);
        const bool changed = found == known.end() || !(entry.service == service);
        entry.service = service;
        matchMonitors(entry, stored ? storedStates : byId(entry.monitors));
        if (stored)
            entry.broken = cannotSee(entry);
        if (changed)
            batch.services.push_back(service);
        if (found != known.end())
            known.erase(found);
        world.entries.emplace(service.id, std::move(entry));
    }
    if (stored) {
        for (const Domain::MaintenanceRow &row : stored->maintenances)
            world.maintenances.insert_or_assign({ row.service, row.maintenance.id }, row);
    }
    for (auto &[id, entry] : known) {
        if (!entry.service.retired)
            retire(world, entry, now, batch);
    }
    indexMonitors(world);
    world.graph = std::make_shared<Domain::Graph>(*catalogue);
    world.catalogue = std::move(catalogue);
}

} // namespace Wf::Engine
