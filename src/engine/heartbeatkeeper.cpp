// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/heartbeatkeeper.h"

#include "domain/heartbeat.h"

#include <QUuid>

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr qsizetype kFlowsKept = 1'000;

    QString freshKey()
    {
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    }

    tl::unexpected<Error> notFound()
    {
        return failure(ErrorCode::NotFound, QStringLiteral("not found"));
    }

    /// As long as the texts allow the same for every wrong key, so that time does not tell how much of it was
    /// right.
    bool sameKey(const QString &a, const QString &b)
    {
        if (a.isEmpty() || a.size() != b.size())
            return false;
        int difference = 0;
        for (qsizetype i = 0; i < a.size(); ++i)
            difference |= a.at(i).unicode() ^ b.at(i).unicode();
        return difference == 0;
    }

    Arrival::Punctuality punctuality(const Domain::HeartbeatState &state, Instant now)
    {
        using enum Arrival::Punctuality;
        return Domain::lateBy(state, now) > Millis { 0 } ? Late : OnTime;
    }

    Ports::PingRow logRow(
        const Ports::HeartbeatRow &row, const Ports::PingCall &call, const Domain::Ping &ping, Domain::KeyUse use)
    {
        Ports::PingRow line;
        line.monitor = row.id;
        line.number = row.state.pings;
        line.ping = ping;
        line.scheme = call.scheme;
        line.key = use;
        const bool ends = ping.kind == Domain::PingKind::Success || ping.kind == Domain::PingKind::Fail;
        line.duration = ends ? row.state.lastDuration : std::nullopt;
        return line;
    }
} // namespace

Tick &tickAt(Ticks &ticks, Instant at)
{
    if (ticks.empty() || ticks.back().now < at)
        ticks.emplace_back(at);
    return ticks.back();
}

void HeartbeatKeeper::load(const std::vector<Ports::HeartbeatRow> &stored)
{
    for (const Ports::HeartbeatRow &row : stored)
        m_world.heartbeats.insert_or_assign(row.id, row);
}

const Domain::HeartbeatSpec *HeartbeatKeeper::specOf(const MonitorId &id) const
{
    const auto spec = m_specs.find(id);
    return spec == m_specs.end() ? nullptr : &*spec;
}

void HeartbeatKeeper::adopt(const QSet<MonitorId> &spared, Instant now, Ticks &ticks)
{
    std::map<MonitorId, Domain::HeartbeatSpec> wanted;
    for (const auto &[service, entry] : m_world.entries) {
        for (const Domain::MonitorSpec &monitor : entry.service.monitors) {
            if (monitor.heartbeat)
                wanted.emplace(monitor.id, *monitor.heartbeat);
        }
    }
    sweepLoaded(wanted, now, ticks);
    for (const auto &[id, spec] : wanted)
        follow(id, spec, now, ticks);
    for (auto row = m_world.heartbeats.begin(); row != m_world.heartbeats.end();) {
        if (wanted.contains(row->first)) {
            ++row;
            continue;
        }
        m_changes.erase({ m_changeOf.take(row->first), row->first });
        m_specs.remove(row->first);
        m_flows.remove(row->first);
        if (spared.contains(row->first)) {
            ++row;
            continue;
        }
        tickAt(ticks, now).batch.droppedHeartbeats.push_back(row->first);
        row = m_world.heartbeats.erase(row);
    }
    index();
}

/// What was missed while nobody was running is told by the deadlines that were known then, before anything new is
/// applied.
void HeartbeatKeeper::sweepLoaded(
    const std::map<MonitorId, Domain::HeartbeatSpec> &wanted, Instant now, Ticks &ticks)
{
    for (const auto &[id, spec] : wanted) {
        if (m_specs.contains(id) || !m_world.heartbeats.contains(id))
            continue;
        m_specs.insert(id, spec);
        schedule(id, {});
    }
    sweep(now, ticks);
}

void HeartbeatKeeper::follow(const MonitorId &id, const Domain::HeartbeatSpec &spec, Instant now, Ticks &ticks)
{
    const auto known = m_world.heartbeats.find(id);
    if (known == m_world.heartbeats.end())
        return begin(id, spec, now, ticks);
    Ports::HeartbeatRow &row = known->second;
    if (!spec.uuid.isEmpty() && spec.uuid != row.keys.current) {
        row.keys = { spec.uuid, {}, {} };
        tickAt(ticks, now).batch.heartbeats.push_back(row);
    }
    m_specs.insert(id, spec);
    take(id, Domain::edit(row.state, spec, now), now, ticks);
}

void HeartbeatKeeper::begin(const MonitorId &id, const Domain::HeartbeatSpec &spec, Instant now, Ticks &ticks)
{
    m_specs.insert(id, spec);
    const QString key = spec.uuid.isEmpty() ? freshKey() : spec.uuid;
    m_world.heartbeats.emplace(id, Ports::HeartbeatRow { id, {}, { key, {}, {} } });
    take(id, { Domain::newHeartbeat(spec, now), {} }, now, ticks);
}

void HeartbeatKeeper::sweep(Instant now, Ticks &ticks)
{
    if (m_world.isOffline())
        return;
    std::vector<MonitorId> due;
    std::vector<Word> words;
    while (!m_changes.empty() && m_changes.begin()->first <= now) {
        due.push_back(m_changes.begin()->second);
        m_changes.erase(m_changes.begin());
        m_changeOf.remove(due.back());
        collect(due.back(), now, words);
    }
    std::ranges::stable_sort(words, {}, &Word::at);
    for (const Word &word : words) {
        if (word.flip)
            tickAt(ticks, word.at).flips.push_back({ word.id, *word.flip });
        m_pipeline.setPaused(word.id, Ports::Pausing::Resume, tickAt(ticks, word.at));
        observe(word.id, word.status, word.detail, tickAt(ticks, word.at));
    }
    for (const MonitorId &id : due) {
        const Domain::HeartbeatStep step = Domain::sweep(m_world.heartbeats.at(id).state, now);
        take(id, { step.state, {} }, now, ticks);
    }
}

/// All that became true up to now, at the moments when it did: late first, then down.
void HeartbeatKeeper::collect(const MonitorId &id, Instant now, std::vector<Word> &words) const
{
    const Domain::HeartbeatState &state = m_world.heartbeats.at(id).state;
    const Domain::HeartbeatSpec &spec = *specOf(id);
    const MonitorRef monitor = m_world.monitors.value(id);
    const bool known = monitor.entry && Domain::isTrouble(monitor.state().status);
    if (!known && state.expectedAt && *state.expectedAt <= now
        && Domain::display(state, *state.expectedAt) == Domain::HeartbeatDisplay::Grace)
        words.push_back({ *state.expectedAt, id, Domain::Status::Degraded,
            QStringLiteral("no ping came when it was due"), std::nullopt });
    const Domain::HeartbeatStep step = Domain::sweep(state, now);
    for (const Domain::Flip &flip : step.flips) {
        const Domain::HeartbeatVerdict verdict = Domain::verdict(step.state, spec, flip.at);
        words.push_back({ flip.at, id, verdict.status, verdict.detail, flip });
    }
}

void HeartbeatKeeper::shift(Millis by, Instant now, Ticks &ticks)
{
    for (auto &[id, row] : m_world.heartbeats) {
        Domain::HeartbeatState &state = row.state;
        for (std::optional<Instant> *at :
            { &state.lastPing, &state.lastStart, &state.expectedAt, &state.deadline, &state.missedAt }) {
            if (*at)
                **at += by;
        }
        state.waitingSince += by;
        if (const Domain::HeartbeatSpec *spec = specOf(id))
            take(id, Domain::edit(state, *spec, now), now, ticks);
        tickAt(ticks, now).batch.heartbeats.push_back(row);
    }
}

/// What changed is told at its own moment; how it is now, at this one.
void HeartbeatKeeper::take(const MonitorId &id, Domain::HeartbeatStep step, Instant now, Ticks &ticks)
{
    tellFlips(id, step, ticks);
    Ports::HeartbeatRow &row = m_world.heartbeats.at(id);
    const bool changed = !(row.state == step.state);
    row.state = std::move(step.state);
    const Domain::HeartbeatSpec &spec = m_specs[id];
    Tick &tick = tickAt(ticks, now);
    const MonitorRef monitor = m_world.monitors.value(id);
    const Domain::HeartbeatVerdict verdict = Domain::verdict(row.state, spec, now);
    if (monitor.entry && verdict.status != Domain::Status::Unknown && verdict.status != monitor.state().status)
        observe(id, verdict.status, verdict.detail, tick);
    if (changed)
        tick.batch.heartbeats.push_back(row);
    if (monitor.entry)
        tick.touched.insert(monitor.entry->service.id);
    schedule(id, now);
}

void HeartbeatKeeper::tellFlips(const MonitorId &id, const Domain::HeartbeatStep &step, Ticks &ticks)
{
    for (const Domain::Flip &flip : step.flips) {
        const bool last = flip == step.flips.back();
        tell(id, flip, last ? Domain::verdict(step.state, m_specs[id], flip.at) : Domain::HeartbeatVerdict {},
            ticks);
    }
}

void HeartbeatKeeper::tell(
    const MonitorId &id, const Domain::Flip &flip, const Domain::HeartbeatVerdict &last, Ticks &ticks)
{
    Tick &tick = tickAt(ticks, flip.at);
    tick.flips.push_back({ id, flip });
    if (flip.to == Domain::HeartbeatStatus::Paused)
        return m_pipeline.restart(id, Ports::Pausing::Pause, tick);
    if (flip.to == Domain::HeartbeatStatus::New)
        return m_pipeline.restart(id, Ports::Pausing::Resume, tick);
    m_pipeline.setPaused(id, Ports::Pausing::Resume, tick); // whatever a ping says, it ends a pause
    if (flip.to == Domain::HeartbeatStatus::Up)
        return observe(id, Domain::Status::Operational, {}, tick);
    const QString detail = last.detail.isEmpty() ? QStringLiteral("no ping came in time") : last.detail;
    observe(id, m_specs[id].downStatus, detail, tick);
}

void HeartbeatKeeper::observe(const MonitorId &id, Domain::Status status, const QString &detail, Tick &tick)
{
    Domain::Observation observation;
    observation.monitor = id;
    observation.at = tick.now;
    observation.status = status;
    observation.detail = detail;
    m_pipeline.observe({ observation }, tick);
}

void HeartbeatKeeper::schedule(const MonitorId &id, Instant now)
{
    if (m_changeOf.contains(id))
        m_changes.erase({ m_changeOf.take(id), id });
    if (const auto next = Domain::nextChange(m_world.heartbeats.at(id).state, now)) {
        m_changes.emplace(*next, id);
        m_changeOf.insert(id, *next);
    }
}

void HeartbeatKeeper::index()
{
    m_byKey.clear();
    m_bySlug.clear();
    for (const auto &[id, row] : m_world.heartbeats) {
        const Domain::HeartbeatSpec *spec = specOf(id);
        if (!spec)
            continue;
        m_byKey.insert(row.keys.current, id);
        if (!row.keys.previous.isEmpty())
            m_byKey.insert(row.keys.previous, id);
        if (!spec->slug.isEmpty())
            m_bySlug.insert(spec->slug, id);
    }
}

Result<MonitorId> HeartbeatKeeper::find(const Ports::PingCall &call, Instant now) const
{
    if (call.slug.isEmpty()) {
        const auto id = m_byKey.find(call.uuid);
        if (id == m_byKey.end() || !Domain::accepts(m_world.heartbeats.at(*id).keys, call.uuid, now))
            return notFound();
        return *id;
    }
    if (!sameKey(m_pingKey, call.pingKey))
        return failure(ErrorCode::Forbidden, QStringLiteral("not found"));
    const QList<MonitorId> found = m_bySlug.values(call.slug);
    if (found.size() > 1)
        return failure(ErrorCode::Conflict, QStringLiteral("ambiguous slug"));
    if (found.isEmpty())
        return notFound();
    return found.front();
}

Ports::PingOutcome HeartbeatKeeper::ping(
    const MonitorId &id, const Ports::PingCall &call, Instant now, Ticks &ticks)
{
    Ports::HeartbeatRow &row = m_world.heartbeats.at(id);
    const Domain::KeyUse use =
        call.slug.isEmpty() ? Domain::keyUse(row.keys, call.uuid, now) : Domain::KeyUse::Current;
    Domain::Ping ping = Domain::classify(call.request, m_specs[id], row.state);
    ping.body.truncate(m_bodyLimit);
    if (m_flows.size() > kFlowsKept)
        m_flows.removeIf([now](const auto &each) { return each.value().limiter.isFull(now); });
    const Arrival arrival { id, punctuality(row.state, now) };
    Flow &flow = m_flows[id];
    const Domain::PingAnswer answer = flow.limiter.take(now);
    take(id, Domain::apply(row.state, ping, m_specs[id]), now, ticks);
    Tick &tick = tickAt(ticks, now);
    if (ping.kind == Domain::PingKind::Success)
        tick.arrivals.push_back(arrival);
    log(logRow(row, call, ping, use), flow, answer, tick);
    using Taken = Ports::PingOutcome::Taken;
    return { id, answer == Domain::PingAnswer::Ok ? Taken::Yes : Taken::Limited, ping.kind };
}

/// Of a flood only the newest is kept, on one line.
void HeartbeatKeeper::log(Ports::PingRow line, Flow &flow, Domain::PingAnswer answer, Tick &tick)
{
    if (answer == Domain::PingAnswer::Ok)
        flow.flood = 0;
    else if (flow.flood == 0)
        flow.flood = line.number;
    else
        line.number = flow.flood;
    tick.batch.pings.push_back(std::move(line));
}

Result<void> HeartbeatKeeper::setPaused(const MonitorId &id, Ports::Pausing pausing, Instant now, Ticks &ticks)
{
    const Domain::HeartbeatState &state = m_world.heartbeats.at(id).state;
    if (pausing == Ports::Pausing::Pause) {
        take(id, Domain::pause(state, now), now, ticks);
        return {};
    }
    const Result<Domain::HeartbeatStep> resumed = Domain::resume(state, m_specs[id], now);
    if (!resumed)
        return tl::unexpected(resumed.error());
    take(id, *resumed, now, ticks);
    return {};
}

Result<QString> HeartbeatKeeper::rotate(const Ports::KeyRotation &rotation, Instant now, Ticks &ticks)
{
    const auto found = m_world.heartbeats.find(rotation.monitor);
    const Domain::HeartbeatSpec *spec = specOf(rotation.monitor);
    if (found == m_world.heartbeats.end() || !spec)
        return failure(
            ErrorCode::NotFound, QStringLiteral("heartbeat '%1' was not found").arg(rotation.monitor.value));
    if (!spec->uuid.isEmpty())
        return failure(ErrorCode::Conflict,
            QStringLiteral("the key of this heartbeat is fixed by its configuration: change 'uuid' there"));
    Ports::HeartbeatRow &row = found->second;
    row.keys = Domain::rotate(Domain::withoutExpired(row.keys, now), freshKey(), rotation.overlap, now);
    Tick &tick = tickAt(ticks, now);
    tick.batch.heartbeats.push_back(row);
    if (const MonitorRef monitor = m_world.monitors.value(rotation.monitor); monitor.entry)
        tick.touched.insert(monitor.entry->service.id);
    index();
    return row.keys.current;
}

} // namespace Wf::Engine
