// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/snapshotbuilder.h"

#include "engine/sightingkeeper.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    using namespace std::chrono_literals;
    constexpr int kWeekCells = 28;
    constexpr int kQuarterCells = 90;
    constexpr int kDayCells = 144;
    constexpr Millis kDay = 24h;

    void fillHistory(Ports::ServiceRow &row, const Entry &entry, Instant now)
    {
        row.uptime24h = Domain::uptime(entry.history, now - kDay, now).percent();
        row.uptime7d = Domain::uptime(entry.history, now - 7 * kDay, now).percent();
        const Domain::Uptime month = Domain::uptime(entry.history, now - 30 * kDay, now);
        row.uptime30d = month.percent();
        row.coverage30d = month.coverage();
        const Instant tomorrow = startOfDay(now) + kDay;
        row.week = Domain::cells(entry.history, tomorrow - 7 * kDay, tomorrow, kWeekCells, now);
        row.quarter = Domain::cells(entry.history, tomorrow - kQuarterCells * kDay, tomorrow, kQuarterCells, now);
    }

    /// What a late heartbeat says grows older with every minute: of the row's last monitor, and of the service
    /// that speaks with its words.
    void sayHowLate(Ports::ServiceRow &row, Instant now)
    {
        Ports::MonitorRow &monitor = row.monitors.back();
        if (!monitor.heartbeat || !monitor.spec.heartbeat || !Domain::isTrouble(monitor.state.status))
            return;
        const QString said = monitor.state.detail;
        monitor.state.detail = Domain::verdict(monitor.heartbeat->state, *monitor.spec.heartbeat, now).detail;
        if (row.state.detail == said && row.state.status == monitor.state.status)
            row.state.detail = monitor.state.detail;
    }

    void fillGraph(Ports::ServiceRow &row, const Entry &entry, const Domain::Graph &graph)
    {
        const auto dependents = graph.downstream(entry.service.id);
        row.downstreamCount = static_cast<int>(dependents.size());
        for (const Domain::Dependency &edge : dependents)
            row.affected.append(graph.displayName(edge.downstream));
    }

    /// The end of the running slice of ten minutes: the strip moves in steps, not with every second.
    Instant sliceEnd(Instant now)
    {
        return std::chrono::floor<std::chrono::duration<qint64, std::ratio<600>>>(now) + 10min;
    }

    int &counter(Domain::SummaryCounts &counts, Domain::Display display)
    {
        switch (display) {
        case Domain::Display::MajorOutage:
            return counts.major;
        case Domain::Display::PartialOutage:
            return counts.partial;
        case Domain::Display::Degraded:
            return counts.degraded;
        case Domain::Display::Blind:
            return counts.blind;
        case Domain::Display::Unknown:
            return counts.unknown;
        case Domain::Display::Maintenance:
            return counts.maintenance;
        case Domain::Display::Operational:
            break;
        }
        return counts.operational;
    }

    void noteLatest(std::optional<Instant> &latest, const std::optional<Instant> &at)
    {
        if (at && (!latest || *at > *latest))
            latest = at;
    }
} // namespace

Ports::ServiceRow SnapshotBuilder::makeRow(const Entry &entry, Instant now) const
{
    Ports::ServiceRow row;
    row.service = entry.service;
    row.state = entry.state;
    const bool said = entry.state.knowledge == Domain::Knowledge::Manual;
    if (m_world.isOffline() && entry.service.isPolled() && !said)
        row.state.health = Domain::PollerHealth::Broken; // whatever we last saw, we cannot see it now
    for (size_t i = 0; i < entry.monitors.size(); ++i) {
        row.monitors.push_back(monitorRow(entry, i, now));
        sayHowLate(row, now);
    }
    row.impact = entry.impact;
    row.incident = entry.incident;
    row.explainedBy = entry.explainedBy;
    row.silencedBy = entry.silencedBy;
    row.turns = entry.turns;
    fillGraph(row, entry, *m_world.graph);
    fillHistory(row, entry, now);
    return row;
}

Ports::MonitorRow SnapshotBuilder::monitorRow(const Entry &entry, size_t position, Instant now) const
{
    const MonitorId &id = entry.service.monitors[position].id;
    Ports::MonitorRow row { .spec = entry.service.monitors[position], .state = entry.monitors[position] };
    row.recent = m_world.recent.value(id);
    if (row.state.health == Domain::PollerHealth::Broken)
        row.moved = m_world.moved.value(id);
    if (const auto traffic = m_world.traffic.find(id); traffic != m_world.traffic.end())
        row.traffic = traffic->sum(now);
    if (const auto next = m_world.nextAsk.find(id); next != m_world.nextAsk.end() && !row.state.paused)
        row.nextAt = *next;
    if (const auto beat = m_world.heartbeats.find(id); beat != m_world.heartbeats.end())
        row.heartbeat = Ports::HeartbeatView { beat->second.state, beat->second.keys };
    return row;
}

std::optional<Ports::ServiceRow> SnapshotBuilder::rowOf(const ServiceId &id, Instant now) const
{
    const auto entry = m_world.entries.find(id);
    if (entry == m_world.entries.end())
        return std::nullopt;
    Ports::ServiceRow row = makeRow(entry->second, now);
    if (const auto summed = m_summed.find(id); summed != m_summed.end())
        row.sightings = summed->second.summary;
    return row;
}

Ports::ServiceRow SnapshotBuilder::makePastRow(const Entry &entry, Instant at) const
{
    Ports::ServiceRow row;
    row.service = entry.service;
    row.state.id = entry.service.id;
    fillGraph(row, entry, *m_world.graph);
    fillHistory(row, entry, at);
    const Domain::Interval *interval = Domain::intervalAt(entry.history, at);
    if (interval) {
        row.state.status = interval->status;
        row.state.knowledge = interval->knowledge;
        row.state.maintenance = interval->knowledge == Domain::Knowledge::Maintenance;
        row.state.changedAt = interval->from;
    }
    if (!interval || interval->knowledge == Domain::Knowledge::Blind)
        row.state.health = Domain::PollerHealth::Broken;
    for (const Domain::MonitorSpec &spec : entry.service.monitors) {
        Domain::MonitorState state;
        state.id = spec.id;
        state.status = row.state.status;
        state.health = row.state.health;
        state.maintenance = row.state.maintenance;
        row.monitors.push_back({ .spec = spec, .state = state });
    }
    return row;
}

Shared<Domain::SightingSummary> SnapshotBuilder::sightingsOf(const Entry &entry, Instant now)
{
    if (!hasBothSides(entry.service))
        return {};
    Summed &summed = m_summed[entry.service.id];
    const bool slid = summed.until && *summed.until < now;
    if (summed.summary && summed.change == entry.sightingsChange && !slid)
        return summed.summary;
    const Instant since = now - Domain::kSightingWindow;
    summed = { Domain::summarize(entry.sightings, since), entry.sightingsChange, std::nullopt };
    for (const Domain::Sighting &sighting : entry.sightings) {
        const Instant begun = Domain::beginningOf(sighting);
        if (begun >= since)
            summed.until = std::min(summed.until.value_or(Instant::max()), begun + Domain::kSightingWindow);
    }
    return summed.summary;
}

void SnapshotBuilder::refreshRows(Instant now)
{
    const Instant end = sliceEnd(now);
    const auto refresh = [&](const Entry &entry) {
        Ports::ServiceRow &row = m_rows[entry.service.id] = makeRow(entry, now);
        row.sightings = sightingsOf(entry, now);
        m_day[entry.service.id] = Domain::cells(entry.history, end - kDay, end, kDayCells, now);
    };
    if (m_all) {
        m_rows.clear();
        m_day.clear();
        std::erase_if(m_summed, [this](const auto &each) { return !m_world.entries.contains(each.first); });
        for (const auto &[id, entry] : m_world.entries)
            refresh(entry);
    } else {
        for (const ServiceId &id : m_touched) {
            const auto entry = m_world.entries.find(id);
            if (entry != m_world.entries.end())
                refresh(entry->second);
        }
    }
    if (m_all || !m_touched.empty()) {
        std::vector<std::vector<Domain::Cell>> days;
        days.reserve(m_day.size());
        for (const auto &[id, cells] : m_day)
            days.push_back(cells);
        m_worstDay = Domain::worstOf(days);
    }
    m_all = false;
    m_touched.clear();
}

void SnapshotBuilder::fillTotals(Ports::Snapshot &snapshot) const
{
    QStringList names;
    snapshot.counts.total = static_cast<int>(snapshot.services.size());
    for (const Ports::ServiceRow &row : snapshot.services) {
        ++counter(snapshot.counts, row.display());
        noteLatest(snapshot.lastPollAt, row.polledAt());
        noteLatest(snapshot.lastSuccessAt, row.succeededAt());
    }
    for (const Ports::ServiceRow *row : snapshot.problems()) {
        if (row->display() <= Domain::Display::Degraded)
            names.append(row->service.displayName);
    }
    snapshot.overall = Domain::overallStatus(snapshot.counts);
    snapshot.summaryText = Domain::summaryText(snapshot.counts, names);
}

/// Own maintenances and silences that are active or to come.
void SnapshotBuilder::fillCoverage(Ports::Snapshot &snapshot, Instant now) const
{
    std::vector<std::pair<Instant, const Domain::MaintenancePlan *>> plans;
    for (const Domain::MaintenancePlan &plan : m_world.plans) {
        if (const auto window = Domain::windowOf(plan, now))
            plans.emplace_back(window->from, &plan);
    }
    std::ranges::stable_sort(plans, {}, &std::pair<Instant, const Domain::MaintenancePlan *>::first);
    for (const auto &[from, plan] : plans)
        snapshot.plans.push_back(*plan);
    snapshot.silences = m_world.silences;
}

Ports::SnapshotPtr SnapshotBuilder::build(Instant now, const Extras &extras)
{
    refreshRows(now);
    auto snapshot = std::make_shared<Ports::Snapshot>();
    snapshot->sequence = ++m_sequence;
    snapshot->at = now;
    snapshot->catalogue = m_world.catalogue;
    snapshot->graph = m_world.graph;
    snapshot->services.reserve(m_rows.size());
    for (const auto &[id, row] : m_rows) {
        snapshot->services.push_back(row);
        if (extras.nextPoll)
            snapshot->services.back().nextPollAt = extras.nextPoll(id);
    }
    snapshot->timeline.assign(m_world.timeline.begin(), m_world.timeline.end());
    for (const auto &[key, row] : m_world.maintenances) {
        if (row.maintenance.state != Domain::MaintenanceState::Completed
            && (row.maintenance.scheduledFor > now || Domain::isActive(row.maintenance, now)))
            snapshot->maintenances.push_back(row);
    }
    std::ranges::stable_sort(
        snapshot->maintenances, {}, [](const auto &row) { return row.maintenance.scheduledFor; });
    fillCoverage(*snapshot, now);
    snapshot->channels = extras.channels;
    snapshot->policy = extras.policy;
    snapshot->connectivity = m_world.connectivity.connectivity;
    snapshot->day = m_worstDay;
    snapshot->notices = extras.notices;
    snapshot->breakers = extras.breakers;
    fillTotals(*snapshot);
    return snapshot;
}

Ports::SnapshotPtr SnapshotBuilder::buildPast(Instant at) const
{
    auto snapshot = std::make_shared<Ports::Snapshot>();
    snapshot->sequence = m_sequence;
    snapshot->at = at;
    snapshot->past = true;
    snapshot->catalogue = m_world.catalogue;
    snapshot->graph = m_world.graph;
    for (const auto &[id, entry] : m_world.entries)
        snapshot->services.push_back(makePastRow(entry, at));
    std::ranges::copy_if(m_world.timeline, std::back_inserter(snapshot->timeline),
        [&](const Domain::Event &event) { return event.at <= at; });
    snapshot->day = m_worstDay;
    fillTotals(*snapshot);
    return snapshot;
}

} // namespace Wf::Engine
