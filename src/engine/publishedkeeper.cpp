// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/publishedkeeper.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr size_t kMostKept = 500;

    /// Of the service's other monitors, as they listed it last.
    template <class Item>
    QStringList listedElsewhere(const MonitorRef &monitor, std::vector<Item> Domain::MonitorState::*list)
    {
        QStringList ids;
        for (size_t i = 0; i < monitor.entry->monitors.size(); ++i) {
            if (i == monitor.position)
                continue;
            for (const Item &item : monitor.entry->monitors[i].*list)
                ids.append(item.id);
        }
        return ids;
    }

    Domain::ReadingTime timeOf(const MonitorRef &monitor, Instant now)
    {
        const bool away = wasAway(monitor.state(), monitor.spec(), now);
        return { now, away ? *monitor.state().succeededAt : now };
    }

    struct Ending {
        Instant at;
        Ports::CommitBatch &batch;
    };

    /// Those of the service that are not `listed`.
    void dropMaintenances(World &world, const ServiceId &service, const QStringList &listed, const Ending &ending)
    {
        for (auto row = world.maintenances.lower_bound({ service, QString() });
             row != world.maintenances.end() && row->first.first == service;) {
            if (listed.contains(row->first.second)) {
                ++row;
                continue;
            }
            ending.batch.maintenances.push_back(Domain::vanish(row->second, ending.at));
            row = world.maintenances.erase(row);
        }
    }
} // namespace

void PublishedKeeper::observe(const MonitorRef &monitor, const Domain::Observation &observation, Tick &tick)
{
    if (!observation.succeeded() || !Domain::isVendorsPage(monitor.spec()))
        return;
    Domain::PageReading page;
    page.time = timeOf(monitor, tick.now);
    page.listed = observation.incidents;
    page.before = monitor.state().incidents;
    followIncidents(monitor, page, tick);
    followMaintenances(monitor, observation.maintenances, page.time, tick);
}

void PublishedKeeper::forget(const MonitorRef &monitor, Tick &tick)
{
    if (!Domain::isVendorsPage(monitor.spec()))
        return;
    const Instant last = monitor.state().succeededAt.value_or(tick.now);
    Domain::PageReading page;
    page.time = { tick.now, last };
    followIncidents(monitor, page, tick);
    followMaintenances(monitor, {}, page.time, tick);
}

void PublishedKeeper::followAll(Tick &tick)
{
    for (auto &[id, entry] : m_world.entries) {
        if (!Domain::hasVendorsPage(entry.service))
            endPublished(m_world, entry, tick.now, tick.batch);
    }
}

void PublishedKeeper::followIncidents(const MonitorRef &monitor, const Domain::PageReading &page, Tick &tick)
{
    Entry &entry = *monitor.entry;
    Domain::PageReading reading = page;
    reading.elsewhere = listedElsewhere(monitor, &Domain::MonitorState::incidents);
    for (Domain::PublishedIncident &changed : Domain::follow(entry.published, entry.service.id, reading))
        keep(entry, std::move(changed), tick);
}

void PublishedKeeper::keep(Entry &entry, Domain::PublishedIncident incident, Tick &tick)
{
    auto &list = entry.published;
    if (incident.id == 0) {
        incident.id = ++m_world.lastPublishedId;
        std::erase_if(list, [&](const Domain::PublishedIncident &each) {
            return each.endedAt && *each.endedAt < tick.now - Domain::kPublishedLinger;
        });
        if (list.size() >= kMostKept)
            list.erase(list.begin());
        list.push_back(incident);
    } else {
        *std::ranges::find(list, incident.id, &Domain::PublishedIncident::id) = incident;
    }
    tick.batch.published.push_back(std::move(incident));
}

void PublishedKeeper::followMaintenances(const MonitorRef &monitor,
    const std::vector<Domain::VendorMaintenance> &listed, const Domain::ReadingTime &time, Tick &tick)
{
    const ServiceId &service = monitor.entry->service.id;
    QStringList ids = listedElsewhere(monitor, &Domain::MonitorState::maintenances);
    for (const Domain::VendorMaintenance &maintenance : listed) {
        if (maintenance.id.isEmpty())
            continue;
        ids.append(maintenance.id);
        keepMaintenance(service, maintenance, time, tick);
    }
    dropMaintenances(m_world, service, ids, { time.goneAt, tick.batch });
}

void PublishedKeeper::keepMaintenance(const ServiceId &service, const Domain::VendorMaintenance &maintenance,
    const Domain::ReadingTime &time, Tick &tick)
{
    const MaintenanceKey key { service, maintenance.id };
    const auto known = m_world.maintenances.find(key);
    Domain::MaintenanceRow before;
    before.service = service;
    if (known != m_world.maintenances.end())
        before = known->second;
    Domain::MaintenanceRow row = Domain::follow(before, maintenance, time);
    if (known != m_world.maintenances.end() && row == before)
        return;
    if (row.id == 0)
        row.id = ++m_world.lastMaintenanceId;
    tick.batch.maintenances.push_back(row);
    m_world.maintenances.insert_or_assign(key, std::move(row));
}

void endPublished(World &world, Entry &entry, Instant now, Ports::CommitBatch &batch)
{
    for (Domain::PublishedIncident &incident : entry.published) {
        if (incident.endedAt)
            continue;
        incident.endedAt = std::max(now, incident.seenAt);
        batch.published.push_back(incident);
    }
    dropMaintenances(world, entry.service.id, {}, { now, batch });
}

} // namespace Wf::Engine
