// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/pipeline.h"

#include "domain/impact.h"
#include "domain/sample.h"
#include "engine/log.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr qsizetype kLongestDetail = 2000;
    constexpr qsizetype kShortestReason = 3;
    constexpr qsizetype kLongestReason = 500;
    constexpr qsizetype kMostWarningsRemembered = 5000;
    constexpr size_t kRunsKept = 60;
    /// Outcomes older than this say nothing about the link any more.
    constexpr Millis kConnectivityWindow = std::chrono::minutes { 5 };

    /// The monitor that a service's trouble comes from: its incidents name the event.
    const Domain::MonitorState *deciding(const Entry &entry)
    {
        const auto found = std::ranges::find_if(entry.monitors, [&](const Domain::MonitorState &monitor) {
            return monitor.status == entry.state.status && monitor.health != Domain::PollerHealth::Broken;
        });
        return found == entry.monitors.end() ? nullptr : &*found;
    }

    const Domain::MonitorState *worstFailing(const Entry &entry)
    {
        const auto found = std::ranges::max_element(entry.monitors, {}, &Domain::MonitorState::failures);
        return found == entry.monitors.end() ? nullptr : &*found;
    }

    Result<void> check(const Ports::ManualUpdate &update, Instant now)
    {
        const qsizetype reason = update.reason.trimmed().size();
        if (reason < kShortestReason || reason > kLongestReason)
            return failure(ErrorCode::Invalid,
                QStringLiteral("reason must have 3 to 500 characters: say why the status is set"),
                QStringLiteral("reason"));
        if (update.detail.size() > kLongestDetail)
            return failure(ErrorCode::Invalid, QStringLiteral("detail must not be longer than 2000 characters"),
                QStringLiteral("detail"));
        if (update.expiresAt && *update.expiresAt <= now)
            return failure(ErrorCode::Invalid, QStringLiteral("expires_at must lie in the future"),
                QStringLiteral("expires_at"));
        return {};
    }

    /// Without a link of our own, a check that gets no connection says nothing about its target.
    Domain::Observation notReached(const Domain::Observation &observation)
    {
        Domain::Observation blind =
            Domain::failedObservation(observation.monitor, observation.at, Domain::Failure::Transport,
                QStringLiteral("request_error: Offline"), QStringLiteral("this computer is offline"));
        blind.check = observation.check;
        return blind;
    }

    void noteCheckChange(const Domain::MonitorSpec &spec, const Domain::Observation &observation,
        const Domain::Transition &transition, Tick &tick)
    {
        CheckChange change { spec.id, transition.from, transition.to, {} };
        if (Domain::isTrouble(transition.to))
            change.reason = Domain::reasonOf(*spec.check, observation, spec.timeout);
        tick.checkChanges.push_back(change);
    }

    void seedMonitor(Domain::MonitorState &monitor, const Ports::ManualUpdate &update, Instant now)
    {
        monitor.flap = {};
        monitor.detail = update.detail;
        monitor.maintenance = false; // what a person says is no planned work
        if (monitor.status != update.status) {
            monitor.status = update.status;
            monitor.changedAt = now;
        }
    }
} // namespace

void Pipeline::observe(const std::vector<Domain::Observation> &observations, Tick &tick)
{
    noteConnectivity(observations, tick);
    for (const Domain::Observation &observation : observations)
        observeOne(observation, tick);
}

bool Pipeline::suspectsOffline(Instant now) const
{
    return Domain::suspectsOffline(m_world.connectivity, now, kConnectivityWindow);
}

void Pipeline::noteConnectivity(const std::vector<Domain::Observation> &observations, Tick &tick)
{
    const Domain::Connectivity before = m_world.connectivity.connectivity;
    for (const Domain::Observation &observation : observations) {
        const MonitorRef monitor = m_world.monitors.value(observation.monitor);
        const bool tells = observation.failure != Domain::Failure::CircuitOpen
            && observation.failure != Domain::Failure::Internal; // nobody was asked
        if (!monitor.entry || !tells || monitor.host.isEmpty())
            continue;
        m_world.connectivity = Domain::noteOutcome(std::move(m_world.connectivity), monitor.host,
            !Domain::isTransport(observation.failure) && !observation.unreached, tick.now, kConnectivityWindow)
                                   .state;
    }
    const Domain::Connectivity after = m_world.connectivity.connectivity;
    if (after == before)
        return;
    tick.connectivityChange = after;
    const bool offline = after == Domain::Connectivity::Offline;
    qCWarning(logPipeline).noquote() << (offline ? "this computer is offline: most hosts cannot be reached"
                                                 : "this computer is online again");
    tick.batch.events.push_back(m_world.record({ .kind = Domain::EventKind::Connectivity,
        .vendorDetail = offline ? QStringLiteral("offline") : QStringLiteral("online"),
        .source = QStringLiteral("engine"),
        .at = tick.now }));
    for (auto &[id, entry] : m_world.entries) {
        tick.touched.insert(id);
        if (offline)
            extendHistory(m_world, entry, tick.now, tick.batch);
    }
}

void Pipeline::observeOne(const Domain::Observation &observation, Tick &tick)
{
    const MonitorRef monitor = m_world.monitors.value(observation.monitor);
    if (!monitor.entry || monitor.state().paused)
        return; // left the catalogue, or was paused, while it was being asked
    if (observation.unreached && m_world.isOffline())
        return observeOne(notReached(observation), tick);
    sayWarnings(monitor.entry->service.id, observation);
    remember(observation, tick);
    Domain::Advance next = Domain::advance(monitor.state(), observation, monitor.spec(), tick.now);
    m_sightings.observe(monitor, observation, next, tick.now);
    m_published.observe(monitor, observation, tick);
    if (next.transition && monitor.spec().check)
        noteCheckChange(monitor.spec(), observation, *next.transition, tick);
    monitor.state() = std::move(next.state);
    tick.dirtyMonitors.insert(observation.monitor);
    recombine(*monitor.entry, { monitor.entry->service.pollType, nullptr }, tick);
    m_sightings.follow(*monitor.entry, tick);
}

/// Each of them once: what a page says wrongly it says at every poll.
void Pipeline::sayWarnings(const ServiceId &service, const Domain::Observation &observation)
{
    for (const QString &warning : observation.warnings) {
        const QString line = service.value % u": " % warning;
        if (m_said.contains(line))
            continue;
        if (m_said.size() >= kMostWarningsRemembered)
            m_said.clear();
        m_said.insert(line);
        qCWarning(logPipeline).noquote() << line;
    }
}

/// The result itself, beside what it changes. What nobody asked for (a heartbeat, a question that was not put) is
/// none.
void Pipeline::remember(const Domain::Observation &observation, Tick &tick)
{
    if (observation.requests > 0)
        m_world.traffic[observation.monitor].add(
            { observation.requests, observation.unchanged, observation.bytes }, observation.at);
    const MonitorRef monitor = m_world.monitors.value(observation.monitor);
    if (!monitor.spec().isPolled() || observation.failure == Domain::Failure::CircuitOpen)
        return;
    const Domain::Sample sample = Domain::sampleOf(observation);
    tick.batch.results.push_back({ observation.monitor, sample });
    if (!observation.check)
        return;
    Shared<std::vector<Ports::RecentRun>> &known = m_world.recent[observation.monitor];
    std::vector<Ports::RecentRun> runs = known ? *known : std::vector<Ports::RecentRun> {};
    if (runs.size() >= kRunsKept)
        runs.erase(runs.begin());
    runs.push_back({ sample.at, sample.status, sample.total });
    known = std::move(runs);
}

void Pipeline::setPaused(const MonitorId &id, Ports::Pausing pausing, Tick &tick)
{
    const MonitorRef monitor = m_world.monitors.value(id);
    if (monitor.entry && monitor.state().paused != (pausing == Ports::Pausing::Pause))
        restart(id, pausing, tick);
}

void Pipeline::restart(const MonitorId &id, Ports::Pausing pausing, Tick &tick)
{
    const MonitorRef monitor = m_world.monitors.value(id);
    if (!monitor.entry)
        return;
    m_published.forget(monitor, tick);
    monitor.state() = {};
    monitor.state().id = id;
    monitor.state().paused = pausing == Ports::Pausing::Pause;
    tick.dirtyMonitors.insert(id);
    recombine(*monitor.entry, { QStringLiteral("manual"), nullptr }, tick);
    m_sightings.forget(id);
    m_sightings.follow(*monitor.entry, tick);
    // A person wants to hear no more of it: that is no news to anybody.
    std::erase_if(tick.changes, [&monitor](const StatusChange &change) {
        return change.service == monitor.entry->service.id && change.transition.to == Domain::Status::Unknown;
    });
}

void Pipeline::recombine(Entry &entry, const Cause &cause, Tick &tick)
{
    const Domain::ServiceState before = entry.state;
    entry.state = stateOf(m_world, entry, tick.now);
    tick.touched.insert(entry.service.id);
    tick.dirtyServices.insert(entry.service.id);
    if (entry.state.status != before.status)
        noteStatusChange(entry, before, cause, tick);
    if (cannotSee(entry) != entry.broken)
        noteHealthChange(entry, tick);
    if (entry.state.maintenance != before.maintenance)
        noteMaintenanceChange(entry, before, cause, tick);
    extendHistory(m_world, entry, tick.now, tick.batch);
}

void Pipeline::noteMaintenanceChange(
    const Entry &entry, const Domain::ServiceState &before, const Cause &cause, Tick &tick)
{
    const bool began = entry.state.maintenance;
    tick.maintained.insert(entry.service.id);
    tick.batch.events.push_back(m_world.record({ .service = entry.service.id,
        .kind = began ? Domain::EventKind::MaintenanceBegan : Domain::EventKind::MaintenanceEnded,
        .previous = before.status,
        .next = entry.state.status,
        .vendorDetail = entry.state.detail,
        .source = cause.source,
        .at = tick.now }));
}

void Pipeline::noteStatusChange(Entry &entry, const Domain::ServiceState &before, const Cause &cause, Tick &tick)
{
    Domain::Transition transition { before.status, entry.state.status, entry.state.detail, {}, {} };
    if (const Domain::MonitorState *monitor = cause.manual ? nullptr : deciding(entry)) {
        transition.vendorTitle = Domain::vendorTitle(monitor->incidents);
        transition.vendorIncidentId = Domain::vendorIncidentId(monitor->incidents);
    }
    const QString statement = impactOf(entry, transition);
    entry.impact = Domain::isTrouble(transition.to) ? statement : QString();
    Domain::Event event { .service = entry.service.id,
        .kind = Domain::EventKind::StatusChange,
        .previous = transition.from,
        .next = transition.to,
        .vendorTitle = transition.vendorTitle,
        .vendorDetail = transition.detail,
        .impact = statement,
        .source = cause.source,
        .vendorIncidentId = transition.vendorIncidentId,
        .at = tick.now };
    if (cause.manual) {
        event.updatedBy = cause.manual->by;
        event.reason = cause.manual->reason;
        event.clientIp = cause.manual->clientIp;
    }
    const Domain::Event &recorded = m_world.record(std::move(event));
    tick.batch.events.push_back(recorded);
    tick.changes.push_back({ entry.service.id, transition, recorded.id, statement });
    qCInfo(logPipeline).noquote() << entry.service.id.value << ":" << Domain::word(transition.from) << "->"
                                  << Domain::word(transition.to);
}

/// Of the pollers, not of what is shown: a person who pins a status does not mend a poller.
void Pipeline::noteHealthChange(Entry &entry, Tick &tick)
{
    using enum Domain::PollerHealth;
    entry.broken = !entry.broken;
    const Domain::MonitorState *monitor = entry.broken ? worstFailing(entry) : nullptr;
    Domain::HealthTransition transition { Broken, Healthy, 0, {} };
    if (entry.broken)
        transition = { Degraded, Broken, 0, {} };
    if (monitor) {
        transition.failures = monitor->failures;
        transition.reason = monitor->failureReason;
    }
    Domain::Event event { .service = entry.service.id,
        .kind = Domain::EventKind::HealthChange,
        .previous = entry.state.status,
        .next = entry.state.status,
        .source = QStringLiteral("engine"),
        .at = tick.now,
        .reason = transition.reason };
    event.vendorDetail = monitor ? monitor->failureDetail : QString();
    const Domain::Event &recorded = m_world.record(std::move(event));
    tick.batch.events.push_back(recorded);
    tick.healthChanges.push_back({ entry.service.id, transition, recorded.id });
    qCWarning(logPipeline).noquote() << entry.service.id.value << ": poller" << Domain::word(transition.to)
                                     << transition.reason;
}

QString Pipeline::impactOf(const Entry &entry, const Domain::Transition &transition) const
{
    return Domain::impactStatement({ .service = entry.service.id,
                                       .name = entry.service.displayName,
                                       .from = transition.from,
                                       .to = transition.to,
                                       .vendorDetail = transition.detail,
                                       .ssoBroker = entry.service.id == m_options.ssoBroker,
                                       .downstream = m_world.graph->blastRadius(entry.service.id) },
        *m_world.graph);
}

Result<Pipeline::ManualResult> Pipeline::setStatus(const Ports::ManualUpdate &update, Tick &tick)
{
    Entry *entry = m_world.find(update.service);
    if (!entry)
        return failure(
            ErrorCode::NotFound, QStringLiteral("service '%1' was not found").arg(update.service.value));
    if (const Result<void> valid = check(update, tick.now); !valid)
        return tl::unexpected(valid.error());
    ManualResult result { false, entry->state.status };
    QString detail = update.detail;
    if (detail.isEmpty() && update.status == entry->state.status)
        detail = entry->state.detail;
    if (entry->service.isManual() || update.expiresAt) {
        entry->state.manual =
            Domain::ManualOverride { update.status, detail, update.reason, update.by, tick.now, update.expiresAt };
    } else {
        entry->state.manual.reset();
        Ports::ManualUpdate seed = update;
        seed.detail = detail;
        for (Domain::MonitorState &monitor : entry->monitors) {
            seedMonitor(monitor, seed, tick.now);
            m_sightings.forget(monitor.id);
            tick.dirtyMonitors.insert(monitor.id);
        }
    }
    recombine(*entry, { QStringLiteral("manual"), &update }, tick);
    result.changed = entry->state.status != result.previous;
    return result;
}

bool Pipeline::hearVendor(const Ports::VendorCall &call, Tick &tick)
{
    Entry *entry = m_world.find(call.service);
    if (!entry || !call.status || *call.status == entry->state.status)
        return false;
    Ports::ManualUpdate said;
    said.status = *call.status;
    said.detail = call.detail;
    for (size_t i = 0; i < entry->monitors.size(); ++i) {
        if (!entry->service.monitors[i].isPolled() || entry->service.monitors[i].check)
            continue; // what our own checks see is not the vendor's to say
        seedMonitor(entry->monitors[i], said, tick.now);
        tick.dirtyMonitors.insert(entry->monitors[i].id);
    }
    recombine(*entry, { QStringLiteral("webhook"), nullptr }, tick);
    return true;
}

void Pipeline::expireOverrides(Tick &tick)
{
    for (auto &[id, entry] : m_world.entries) {
        const auto &manual = entry.state.manual;
        if (!manual || !manual->expiresAt || *manual->expiresAt > tick.now)
            continue;
        recombine(entry, { QStringLiteral("manual"), nullptr }, tick);
        entry.state.manual.reset();
    }
}

void Pipeline::reconsider(Tick &tick)
{
    for (auto &[id, entry] : m_world.entries) {
        const Domain::ServiceState now = stateOf(m_world, entry, tick.now);
        if (!(now == entry.state) || cannotSee(entry) != entry.broken)
            recombine(entry, { QStringLiteral("engine"), nullptr }, tick);
    }
    m_sightings.followAll(tick);
    m_published.followAll(tick);
}

void Pipeline::seal(Tick &tick) const
{
    for (const ServiceId &id : tick.dirtyServices) {
        if (const Entry *entry = m_world.find(id))
            tick.batch.serviceStates.push_back(entry->state);
    }
    for (const MonitorId &id : tick.dirtyMonitors) {
        if (const MonitorRef monitor = m_world.monitors.value(id); monitor.entry)
            tick.batch.monitors.push_back(monitor.state());
    }
}

} // namespace Wf::Engine
