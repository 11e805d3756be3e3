// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/world.h"

#include "domain/resilience.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr size_t kTimelineLength = 200;
    constexpr Millis kHistoryKept = std::chrono::days { 91 };

    template<class Row>
    const Row *findById(const std::vector<Row> &rows, const auto &id)
    {
        const auto row = std::ranges::find_if(rows, [&](const Row &candidate) { return candidate.id == id; });
        return row == rows.end() ? nullptr : &*row;
    }

    bool isPolled(const Domain::Service &service)
    {
        return std::ranges::any_of(service.monitors, [](const auto &monitor) { return !monitor.isManual(); });
    }

    Entry newEntry(const Domain::Service &service)
    {
        Entry entry;
        entry.service = service;
        entry.state.id = service.id;
        entry.state.knowledge = isPolled(service) ? Domain::Knowledge::Blind : Domain::Knowledge::Manual;
        return entry;
    }

    /// Monitors keep their state by id; new ones begin as unknown.
    void matchMonitors(Entry &entry, const std::vector<Domain::MonitorState> &known)
    {
        std::vector<Domain::MonitorState> states;
        for (const Domain::MonitorSpec &spec : entry.service.monitors) {
            const Domain::MonitorState *state = findById(known, spec.id);
            states.push_back(state ? *state : Domain::MonitorState {});
            states.back().id = spec.id;
        }
        entry.monitors = std::move(states);
    }

    Domain::PastAlert pastAlert(const Domain::AlertRecord &record, const std::vector<qint64> &failed)
    {
        return { record.dedupKey, record.newStatus, record.at, record.suppressed,
            std::ranges::find(failed, record.id) != failed.end() };
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
        for (const Domain::AlertRecord &record : stored.recentAlerts) {
            const auto entry = entries.find(record.service);
            if (entry != entries.end() && record.kind != QLatin1String("poller_health"))
                entry->second.past.push_back(pastAlert(record, stored.failedAlertIds));
        }
        for (auto event = stored.timeline.rbegin(); event != stored.timeline.rend(); ++event) {
            const auto entry = entries.find(event->service);
            if (entry != entries.end() && event->kind == Domain::EventKind::StatusChange)
                entry->second.impact = event->next == Domain::Status::Operational ? QString() : event->impact;
        }
        return entries;
    }

    void retire(World &world, Entry &entry, Instant now, Ports::CommitBatch &batch)
    {
        entry.service.retired = true;
        batch.services.push_back(entry.service);
        if (!entry.history.empty() && !entry.history.back().to) {
            entry.history.back().to = now;
            batch.history.push_back({ entry.service.id, { entry.history.back(), std::nullopt } });
        }
        batch.events.push_back(world.record({ .service = entry.service.id, .kind = Domain::EventKind::Retired,
            .previous = entry.state.status, .next = entry.state.status, .source = QStringLiteral("engine"), .at = now }));
        for (auto row = world.maintenances.lower_bound({ entry.service.id, QString() });
             row != world.maintenances.end() && row->first.first == entry.service.id;) {
            row->second.vanished = true;
            batch.maintenances.push_back(row->second);
            row = world.maintenances.erase(row);
        }
    }

    void indexMonitors(World &world)
    {
        world.monitors.clear();
        QStringList hosts;
        for (auto &[id, entry] : world.entries) {
            for (size_t i = 0; i < entry.service.monitors.size(); ++i) {
                const Domain::MonitorSpec &spec = entry.service.monitors[i];
                const QString host = Domain::hostOf(spec.url.toString());
                world.monitors.insert(spec.id, { &entry, i, host });
                if (!spec.isManual() && !hosts.contains(host))
                    hosts.append(host);
            }
        }
        world.connectivity = Domain::watchHosts(world.connectivity, hosts);
    }
}

Entry *World::find(const ServiceId &id)
{
    const auto entry = entries.find(id);
    return entry == entries.end() ? nullptr : &entry->second;
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
    if (world.isOffline() && knowledge != Domain::Knowledge::Manual)
        knowledge = Domain::Knowledge::Blind;
    const Domain::HistoryStep step = Domain::extend(entry.history, entry.state.status, knowledge, now);
    if (!step.closed && !step.opened)
        return;
    if (step.closed)
        entry.history.back() = *step.closed;
    if (step.opened)
        entry.history.push_back(*step.opened);
    const auto old = std::ranges::find_if(
        entry.history, [&](const Domain::Interval &interval) { return !interval.to || *interval.to > now - kHistoryKept; });
    entry.history.erase(entry.history.begin(), old);
    batch.history.push_back({ entry.service.id, step });
}

void closeHistories(World &world, Instant at, Ports::CommitBatch &batch)
{
    for (auto &[id, entry] : world.entries) {
        if (!isPolled(entry.service) || entry.history.empty() || entry.history.back().to)
            continue;
        Domain::Interval &open = entry.history.back();
        open.to = std::max(at, open.from);
        batch.history.push_back({ id, { open, std::nullopt } });
    }
}

void adoptCatalogue(World &world, std::shared_ptr<const Domain::Catalogue> catalogue, const Ports::StoredWorld *stored,
    Instant now, Ports::CommitBatch &batch)
{
    std::map<ServiceId, Entry> known = stored ? storedEntries(*stored) : std::move(world.entries);
    world.entries.clear();
    for (const Domain::Service &service : catalogue->services) {
        const auto found = known.find(service.id);
        Entry entry = found == known.end() ? newEntry(service) : std::move(found->second);
        const bool changed = found == known.end() || !(entry.service == service);
        const std::vector<Domain::MonitorState> states = stored ? stored->monitors : entry.monitors;
        entry.service = service;
        matchMonitors(entry, states);
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
    world.graph = Domain::Graph(*catalogue);
    world.catalogue = std::move(catalogue);
}

} // namespace Wf::Engine
