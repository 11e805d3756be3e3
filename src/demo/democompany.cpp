// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/democompany.h"

#include "demo/democatalogue.h"
#include "demo/demochecks.h"
#include "demo/demoheartbeats.h"
#include "demo/demoincidents.h"
#include "demo/demorecord.h"
#include "demo/demosightings.h"
#include "domain/impact.h"

#include <algorithm>

namespace Wf::Demo {

namespace {
    using namespace std::chrono_literals;
    constexpr Millis kPollAge = 12s;

    bool isManual(const Domain::Service &service)
    {
        return service.monitors.front().isManual();
    }

    Domain::MonitorState presentPage(
        const Domain::MonitorSpec &spec, const Casting &casting, const Chapter &chapter, Instant now)
    {
        const Instant polled = now - kPollAge;
        Domain::MonitorState state;
        state.id = spec.id;
        state.status = chapter.status;
        state.changedAt = chapter.from;
        state.polledAt = polled;
        state.succeededAt = polled;
        if (chapter.knowledge == Domain::Knowledge::Blind) {
            state.health = Domain::PollerHealth::Broken;
            state.failures = 5;
            state.failure = Domain::Failure::Timeout;
            state.failureReason = QStringLiteral("timeout");
            state.failureDetail = QStringLiteral("the status page did not answer within 10 s");
            state.brokenSince = chapter.from;
            state.succeededAt = chapter.from - 1min;
            return state;
        }
        const Domain::Observation seen = observe(spec, casting.service, casting.story, polled);
        state.detail = seen.detail;
        state.maintenance = seen.maintenance;
        state.latency = seen.latency;
        state.pageName = seen.pageName;
        state.incidents = seen.incidents;
        state.maintenances = seen.maintenances;
        state.components = seen.components;
        return state;
    }

    /// As if its last run had been told to an engine that knew nothing before.
    Domain::MonitorState presentCheck(const Domain::MonitorSpec &spec, const Casting &casting, Instant now)
    {
        const Instant polled = now - kPollAge;
        const Domain::Observation seen =
            Domain::conclude(spec.id, *spec.check, runCheck(spec, casting.story, polled), polled);
        Domain::MonitorState state;
        state.id = spec.id;
        return Domain::advance(state, seen, spec, polled).state;
    }

    /// In the order of time, as they would have come.
    template <class Row, class When> void number(std::vector<Row> &rows, When when)
    {
        std::ranges::stable_sort(rows, {}, when);
        qint64 id = 0;
        for (Row &row : rows)
            row.id = ++id;
    }

    Domain::MonitorState presentHeartbeat(const Domain::MonitorSpec &spec, const Beat &beat, Instant now)
    {
        const Domain::HeartbeatVerdict verdict = Domain::verdict(beat.row.state, *spec.heartbeat, now);
        Domain::MonitorState state;
        state.id = spec.id;
        state.status = verdict.status;
        state.detail = verdict.detail;
        state.polledAt = state.succeededAt = beat.row.state.lastPing;
        state.changedAt = beat.row.state.lastPing;
        return state;
    }
} // namespace

DemoCompany::DemoCompany(const Clock &clock)
    : m_now(clock.now())
    , m_catalogue(std::make_shared<const Domain::Catalogue>(makeCatalogue()))
    , m_graph(*m_catalogue)
    , m_prober(m_cast, clock)
{
    for (const Domain::Service &service : m_catalogue->services)
        m_cast.emplace(service.id, Casting { service, tellStory(service, m_now) });
}

Ports::CommitBatch DemoCompany::history() const
{
    Ports::CommitBatch batch;
    for (const auto &[id, casting] : m_cast) {
        batch.services.push_back(casting.service);
        tellPast(casting, batch);
        tellPresent(casting, batch);
        std::ranges::move(
            pastSightings(casting.service, casting.story, m_now), std::back_inserter(batch.sightings));
        tellRecord(casting.service, casting.story, m_now, batch);
    }
    number(batch.sightings, Domain::beginningOf);
    number(batch.published, &Domain::PublishedIncident::seenAt);
    number(batch.maintenances, [](const Domain::MaintenanceRow &row) { return row.maintenance.scheduledFor; });
    number(batch.events, &Domain::Event::at);
    tellIncidents(batch, *m_catalogue, m_graph, m_now);
    batch.aliveAt = m_now;
    return batch;
}

void DemoCompany::tellPast(const Casting &casting, Ports::CommitBatch &batch) const
{
    const Domain::Service &service = casting.service;
    Domain::Status before = Domain::Status::Unknown;
    for (size_t i = 0; i < casting.story.size() && casting.story[i].from <= m_now; ++i) {
        const Chapter &chapter = casting.story[i];
        const bool last = i + 1 == casting.story.size() || casting.story[i + 1].from > m_now;
        Domain::Interval interval { chapter.from, last ? std::nullopt : std::optional(casting.story[i + 1].from),
            chapter.status, isManual(service) ? Domain::Knowledge::Manual : chapter.knowledge };
        batch.history.push_back({ service.id, { std::nullopt, interval } });
        Domain::Event event { .service = service.id,
            .previous = before,
            .next = chapter.status,
            .vendorTitle = chapter.title,
            .vendorDetail = chapter.title,
            .source = QStringLiteral("demo"),
            .at = chapter.from };
        if (i > 0 && casting.story[i - 1].knowledge != chapter.knowledge)
            tellEnd(casting.story[i - 1], event, batch);
        if (chapter.knowledge == Domain::Knowledge::Blind) {
            event.kind = Domain::EventKind::HealthChange;
            event.reason = QStringLiteral("timeout");
            event.vendorDetail = QStringLiteral("the status page did not answer within 10 s");
            event.next = before;
        } else if (chapter.knowledge == Domain::Knowledge::Maintenance) {
            event.kind = Domain::EventKind::MaintenanceBegan;
            event.next = before;
        } else if (before == chapter.status) {
            continue;
        } else {
            event.impact = Domain::impactStatement({ .service = service.id,
                                                       .name = service.displayName,
                                                       .from = before,
                                                       .to = chapter.status,
                                                       .vendorDetail = chapter.title,
                                                       .ssoBroker = false,
                                                       .downstream = m_graph.blastRadius(service.id) },
                m_graph);
        }
        batch.events.push_back(event);
        before = event.next;
    }
}

/// Blindness and maintenance end with a word of their own; what the service says then is told after it.
void DemoCompany::tellEnd(const Chapter &ended, const Domain::Event &next, Ports::CommitBatch &batch)
{
    if (ended.knowledge != Domain::Knowledge::Blind && ended.knowledge != Domain::Knowledge::Maintenance)
        return;
    batch.events.push_back({ .service = next.service,
        .kind = ended.knowledge == Domain::Knowledge::Blind ? Domain::EventKind::HealthChange
                                                            : Domain::EventKind::MaintenanceEnded,
        .previous = next.previous,
        .next = next.next,
        .source = next.source,
        .at = next.at });
}

void DemoCompany::tellPresent(const Casting &casting, Ports::CommitBatch &batch) const
{
    const Domain::Service &service = casting.service;
    const Chapter *chapter = chapterAt(casting.story, m_now);
    if (!chapter)
        return;
    Domain::ServiceState previous;
    previous.id = service.id;
    previous.status = chapter->status;
    previous.changedAt = chapter->from;
    std::vector<Domain::MonitorState> monitors;
    for (const Domain::MonitorSpec &monitor : service.monitors)
        monitors.push_back(present(monitor, casting, *chapter, batch));
    if (isManual(service))
        previous.manual =
            Domain::ManualOverride { Domain::Status::Operational, QStringLiteral("Checked this morning"),
                QStringLiteral("daily round"), QStringLiteral("facilities"), chapter->from, std::nullopt };
    batch.serviceStates.push_back(Domain::combine(previous, monitors, service, m_now));
    batch.monitors.insert(batch.monitors.end(), monitors.begin(), monitors.end());
}

Domain::MonitorState DemoCompany::present(const Domain::MonitorSpec &monitor, const Casting &casting,
    const Chapter &chapter, Ports::CommitBatch &batch) const
{
    if (monitor.check) {
        for (Domain::Sample &sample : pastResults(monitor, casting.story, m_now))
            batch.results.push_back({ monitor.id, std::move(sample) });
        return presentCheck(monitor, casting, m_now);
    }
    if (!monitor.heartbeat)
        return presentPage(monitor, casting, chapter, m_now);
    Beat beat = beatOf(monitor, m_now);
    const Domain::MonitorState state = presentHeartbeat(monitor, beat, m_now);
    batch.heartbeats.push_back(std::move(beat.row));
    batch.pings.insert(batch.pings.end(), beat.pings.begin(), beat.pings.end());
    return state;
}

} // namespace Wf::Demo
