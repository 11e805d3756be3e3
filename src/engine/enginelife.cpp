// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// How the engine begins, follows a changed catalogue and ends.
#include "engine/engine.h"

#include "core/answer.h"
#include "engine/log.h"

namespace Wf::Engine {

namespace {
    using namespace std::chrono_literals;
    constexpr Millis kFirstPurge = 5min;
    constexpr Millis kFirstUpkeep = 30s;
    constexpr Millis kLongPause = 5min; ///< what was known before it may be over
} // namespace

QFuture<Result<void>> Engine::start(std::shared_ptr<const Domain::Catalogue> catalogue)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const auto answer = [promise](const Result<void> &result) {
        promise->addResult(result);
        promise->finish();
    };
    onAnswer<Result<Ports::StoredWorld>>(
        this, m_parts.store.load(m_parts.clock.now()),
        [this, answer, catalogue = std::move(catalogue)](const Result<Ports::StoredWorld> &stored) {
            if (stored)
                begin(*stored, catalogue);
            answer(stored.map([](const auto &) {}));
        },
        [answer] { answer(failure(ErrorCode::Unavailable, QStringLiteral("the database is closed"))); });
    return promise->future();
}

void Engine::rememberWorld(const Ports::StoredWorld &stored)
{
    m_world.timeline.assign(stored.timeline.begin(), stored.timeline.end());
    m_world.lastEventId = stored.lastEventId;
    m_world.lastAlertId = stored.lastAlertId;
    m_world.lastOutboxId = stored.lastOutboxId;
    m_world.lastMaintenanceId = stored.lastMaintenanceId;
    m_world.lastSightingId = stored.lastSightingId;
    m_world.lastPublishedId = stored.lastPublishedId;
}

void Engine::begin(const Ports::StoredWorld &stored, std::shared_ptr<const Domain::Catalogue> catalogue)
{
    const Instant now = m_parts.clock.now();
    rememberWorld(stored);
    Tick tick(now);
    m_incidents.load(stored);
    m_desk.load(stored);
    m_coverage.load(stored, now);
    adopt(std::move(catalogue), &stored, tick);
    if (stored.aliveAt) // what happened while we were not running is not covered
        closeHistories(m_world, std::min(*stored.aliveAt, now), tick.batch);
    m_incidents.adoptTroubles(tick);
    if (stored.aliveAt && now - *stored.aliveAt > kLongPause)
        m_incidents.restUntil(now + kLookAgain);
    finish(std::exchange(tick, Tick(now))); // what follows refers to it
    followHeartbeats(now);
    m_running = true;
    m_lastTurn = now;
    m_lastTurnMonotonic = m_parts.clock.monotonic();
    m_refreshed = now;
    m_purged = now - m_options.retentionInterval + kFirstPurge;
    m_kept = now - m_options.upkeepInterval + kFirstUpkeep;
    m_outbox.add(stored.outbox);
    m_pipeline.expireOverrides(tick);
    m_pipeline.reconsider(tick);
    finish(std::move(tick));
    publish();
    recallUptimes(now);
    qCInfo(logEngine) << "watching" << m_world.entries.size() << "services through" << m_scheduler.size()
                      << "targets";
    turn();
}

void Engine::recallUptimes(Instant now)
{
    std::vector<MonitorId> checks;
    for (const auto &[id, entry] : m_world.entries) {
        for (const Domain::MonitorSpec &monitor : entry.service.monitors) {
            if (monitor.check)
                checks.push_back(monitor.id);
        }
    }
    m_uptimes.begin(std::move(checks), now);
}

/// Brings everything to the catalogue of the files and to what is defined here.
void Engine::adopt(std::shared_ptr<const Domain::Catalogue> files, const Ports::StoredWorld *stored, Tick &tick)
{
    m_definitions.setFiles(std::move(files));
    m_heartbeats.setPings(m_options.pingKey, m_options.pingBodyLimit);
    if (stored) {
        m_heartbeats.load(stored->heartbeats);
        m_definitions.load(*stored);
    } else {
        m_definitions.readAgain();
    }
    noteUnreadable(tick.now);
    m_coverage.adopt();
    adoptCatalogue(m_world, m_definitions.catalogue(), stored, tick.now, tick.batch);
    m_incidents.adopt(tick);
    m_scheduler.setCatalogue(*m_world.catalogue, pausedMonitors(), m_parts.clock.monotonic());
    m_stats->follow(m_world);
}

void Engine::noteUnreadable(Instant now)
{
    const QStringList unreadable = m_definitions.unreadable();
    m_unreadable.reset();
    if (unreadable.isEmpty())
        return;
    for (const QString &each : unreadable)
        qCWarning(logEngine).noquote() << "cannot be watched any more:" << each;
    m_unreadable = Ports::Notice { Ports::Notice::Kind::Configuration,
        QStringLiteral("%1 of the services defined here cannot be watched; the first is %2")
            .arg(unreadable.size())
            .arg(unreadable.front()),
        now };
}

void Engine::followHeartbeats(Instant now)
{
    Ticks ticks;
    m_heartbeats.adopt(m_definitions.unreadableMonitors(), now, ticks);
    finishAll(std::move(ticks));
}

/// After the catalogue changed while running.
void Engine::settle(Tick tick, Journal::Answered answered)
{
    const Instant now = tick.now;
    finish(std::move(tick));
    followHeartbeats(now);
    Tick after(now);
    m_pipeline.reconsider(after);
    m_builder.touchAll();
    after.batch.aliveAt = now; // never empty: its answer stands for all before it
    finish(std::move(after), std::move(answered));
    publishSoon(0ms);
}

QSet<MonitorId> Engine::pausedMonitors() const
{
    QSet<MonitorId> paused;
    for (const auto &[id, entry] : m_world.entries) {
        for (const Domain::MonitorState &monitor : entry.monitors) {
            if (monitor.paused)
                paused.insert(monitor.id);
        }
    }
    return paused;
}

QFuture<void> Engine::stop()
{
    m_stopped.emplace();
    m_stopped->start();
    m_finder.stop();
    const QFuture<void> future = m_stopped->future();
    m_parts.ticker.cancel();
    m_outbox.close();
    if (m_running) {
        Tick tick(m_parts.clock.now());
        if (!m_inbox.empty())
            takeIn(tick);
        tick.batch.aliveAt = tick.now;
        m_running = false;
        finish(std::move(tick));
        m_journal.retry();
    }
    concludeStop();
    return future;
}

void Engine::concludeStop()
{
    if (!m_stopped || !m_journal.isSettled() || m_outbox.isBusy())
        return;
    QPromise<void> stopped = std::move(*m_stopped);
    m_stopped.reset();
    stopped.finish();
}

void Engine::reload(std::shared_ptr<const Domain::Catalogue> catalogue, const EngineOptions &options)
{
    m_options = options;
    catchUp(m_parts.clock.now());
    Tick tick(m_parts.clock.now());
    adopt(std::move(catalogue), nullptr, tick);
    settle(std::move(tick));
    qCInfo(logEngine) << "reloaded:" << m_world.entries.size() << "services";
    turn();
}

} // namespace Wf::Engine
