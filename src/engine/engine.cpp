// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/engine.h"

#include "core/logging.h"
#include "engine/log.h"

#include <QUuid>

#include <algorithm>

namespace Wf::Engine {

namespace {
    using namespace std::chrono_literals;
    /// Answers that arrive together are applied, decided and written together.
    constexpr Millis kGather = 50ms;
    constexpr Millis kPublishQuiet = 1s;
    constexpr Millis kLongestRest = 1s;
    constexpr Millis kRefresh = 60s;
    constexpr Millis kStoreRetry = 5s;
    constexpr Millis kLateStart = 1s;
    constexpr Millis kFirstPurge = 5min;
    constexpr size_t kUnsavedKept = 5000;

    QString newCycleId()
    {
        return QUuid::createUuid().toString(QUuid::Id128).left(12);
    }
}

Engine::Engine(const EngineParts &parts, const EngineOptions &options)
    : m_parts(parts)
    , m_options(options)
    , m_pipeline(m_world, m_options)
    , m_desk(m_world, m_options, parts.composer)
    , m_builder(m_world)
    , m_outbox(parts.store, parts.notifier, parts.clock, parts.outboxTicker)
{
    connect(&m_outbox, &OutboxWorker::countsChanged, this, [this] { publishSoon(kPublishQuiet); });
    connect(&m_outbox, &OutboxWorker::died, this, [this] {
        setNotice(Ports::Notice::Kind::Delivery,
            QStringLiteral("%1 alerts could not be delivered: see Alerts for the receivers' answers")
                .arg(m_outbox.counts().dead));
    });
}

Engine::~Engine()
{
    m_parts.ticker.cancel();
}

QFuture<Result<void>> Engine::start(std::shared_ptr<const Domain::Catalogue> catalogue)
{
    return m_parts.store.load(m_parts.clock.now())
        .then(this, [this, catalogue = std::move(catalogue)](const Result<Ports::StoredWorld> &stored) -> Result<void> {
            if (!stored)
                return tl::unexpected(stored.error());
            begin(*stored, catalogue);
            return {};
        });
}

void Engine::begin(const Ports::StoredWorld &stored, std::shared_ptr<const Domain::Catalogue> catalogue)
{
    const Instant now = m_parts.clock.now();
    m_world.timeline.assign(stored.timeline.begin(), stored.timeline.end());
    m_world.lastEventId = stored.lastEventId;
    m_world.lastAlertId = stored.lastAlertId;
    m_world.lastOutboxId = stored.lastOutboxId;
    m_world.lastMaintenanceId = stored.lastMaintenanceId;
    Tick tick(now);
    adoptCatalogue(m_world, std::move(catalogue), &stored, now, tick.batch);
    if (stored.aliveAt)
        closeHistories(m_world, *stored.aliveAt, tick.batch); // what happened while we were not running is not covered
    m_scheduler.setCatalogue(*m_world.catalogue, m_parts.clock.monotonic());
    m_running = true;
    m_lastTurn = now;
    m_lastTurnMonotonic = m_parts.clock.monotonic();
    m_refreshed = now;
    m_purged = now - m_options.retentionInterval + kFirstPurge;
    m_outbox.add(stored.outbox);
    m_pipeline.expireOverrides(tick);
    finish(std::move(tick));
    publish();
    qCInfo(logEngine) << "watching" << m_world.entries.size() << "services through" << m_scheduler.size() << "targets";
    turn();
}

QFuture<void> Engine::stop()
{
    m_running = false;
    m_parts.ticker.cancel();
    Ports::CommitBatch last;
    last.aliveAt = m_parts.clock.now();
    return m_parts.store.commit(std::move(last)).then([](const Result<void> &) { });
}

void Engine::reload(std::shared_ptr<const Domain::Catalogue> catalogue, const EngineOptions &options)
{
    m_options = options;
    Tick tick(m_parts.clock.now());
    adoptCatalogue(m_world, std::move(catalogue), nullptr, tick.now, tick.batch);
    m_scheduler.setCatalogue(*m_world.catalogue, m_parts.clock.monotonic());
    m_builder.touchAll();
    finish(std::move(tick));
    publishSoon(0ms);
    qCInfo(logEngine) << "reloaded:" << m_world.entries.size() << "services";
    turn();
}

void Engine::setNotice(Ports::Notice::Kind kind, const QString &text)
{
    const auto known = std::ranges::find(m_notices, kind, &Ports::Notice::kind);
    if (known != m_notices.end() && known->text == text)
        return;
    if (known != m_notices.end())
        m_notices.erase(known);
    else if (text.isEmpty())
        return;
    if (!text.isEmpty())
        m_notices.push_back({ kind, text, m_parts.clock.now() });
    publishSoon(0ms);
}

void Engine::turn()
{
    if (!m_running)
        return;
    const Instant now = m_parts.clock.now();
    const Millis monotonic = m_parts.clock.monotonic();
    noteGap(now, monotonic);
    Tick tick(now);
    m_pipeline.expireOverrides(tick);
    if (m_flushAt && *m_flushAt <= monotonic)
        takeIn(tick);
    if (now - m_aliveWritten >= m_options.heartbeatInterval || m_aliveWritten > now) {
        tick.batch.aliveAt = now;
        m_aliveWritten = now;
    }
    finish(std::move(tick));
    retryUnsaved();
    askDue(monotonic);
    keepHouse(now);
    if (m_publishAt && *m_publishAt <= monotonic)
        publish();
    m_stats.heartbeatAt = now;
    Q_EMIT beat(toEpochMillis(now));
    arm();
}

void Engine::noteGap(Instant now, Millis monotonic)
{
    const Domain::Gap gap
        = Domain::classifyGap(now - m_lastTurn, monotonic - m_lastTurnMonotonic, kLongestRest);
    if (gap != Domain::Gap::None) {
        const QString text = gap == Domain::Gap::ClockJumpedBack
            ? QStringLiteral("the clock was set back")
            : QStringLiteral("nothing was watched from %1 to %2: the computer slept or its clock was set")
                  .arg(toIso(m_lastTurn), toIso(now));
        qCWarning(logEngine).noquote() << text;
        Ports::CommitBatch batch;
        closeHistories(m_world, std::min(m_lastTurn, now), batch);
        m_builder.touchAll();
        m_parts.prober.forgive();
        m_scheduler.askNow(std::nullopt, monotonic);
        setNotice(Ports::Notice::Kind::Clock, text);
        commit(std::move(batch), [](const Result<void> &) { });
    }
    m_lastTurn = now;
    m_lastTurnMonotonic = monotonic;
}

void Engine::takeIn(Tick &tick)
{
    const Logging::Context cycle(QStringLiteral("poll_cycle_id"), newCycleId());
    m_flushAt.reset();
    const std::vector<Answer> answers = std::exchange(m_inbox, {});
    for (const Answer &answer : answers) {
        m_pipeline.observe(answer.observations, tick);
        QString pollType;
        for (const Domain::Observation &observation : answer.observations) {
            const MonitorRef monitor = m_world.monitors.value(observation.monitor);
            if (!monitor.entry)
                continue;
            m_stats.countPoll(monitor.entry->service.id, observation);
            pollType = monitor.entry->service.pollType;
        }
        m_stats.countQuestion(pollType.isEmpty() ? answer.question.kind : pollType, answer.took);
        m_scheduler.answered(answer.target, m_parts.clock.monotonic(), delayAfter(answer.question));
    }
    if (m_world.isOffline())
        m_parts.prober.forgive(); // an open breaker would hide the moment when the link is back
    ++m_stats.cyclesCompleted;
}

Millis Engine::delayAfter(const Ports::Question &question) const
{
    Millis soonest = Millis::max();
    for (const Domain::MonitorSpec &spec : question.monitors) {
        const MonitorRef monitor = m_world.monitors.value(spec.id);
        if (monitor.entry)
            soonest = std::min(soonest, Domain::askAgainAfter(monitor.state(), spec.interval));
    }
    return soonest;
}

void Engine::askDue(Millis monotonic)
{
    for (const Scheduler::Due &due : m_scheduler.takeDue(monotonic)) {
        if (due.late > kLateStart)
            ++m_stats.lateStarts;
        const Ports::Question question = *due.question;
        m_parts.prober.ask(question)
            .then(this,
                [this, target = due.target, question, monotonic](std::vector<Domain::Observation> observations) {
                    receive({ target, question, std::move(observations), m_parts.clock.monotonic() - monotonic });
                })
            .onCanceled(this, [this, target = due.target, question] {
                ++m_stats.cyclesErrored;
                receive({ target, question, {}, 0ms });
            });
    }
}

void Engine::receive(Answer answer)
{
    m_inbox.push_back(std::move(answer));
    if (!m_flushAt)
        m_flushAt = m_parts.clock.monotonic() + kGather;
    arm();
}

void Engine::finish(Tick tick)
{
    m_desk.decide(tick);
    m_pipeline.seal(tick);
    m_stats.countAlerts(tick.batch.alerts);
    for (const ServiceId &id : tick.touched)
        m_builder.touch(id);
    if (tick.batch.isEmpty())
        return;
    const Millis delay = tick.hasTransition() ? 0ms : kPublishQuiet;
    const bool shows = !tick.touched.empty();
    std::vector<Domain::OutboxMessage> outbox = tick.batch.outbox;
    commit(std::move(tick.batch), [this, delay, shows, outbox = std::move(outbox)](const Result<void> &result) {
        if (result && !outbox.empty())
            m_outbox.add(outbox);
        if (shows)
            publishSoon(delay);
    });
}

void Engine::commit(Ports::CommitBatch batch, std::function<void(const Result<void> &)> done)
{
    if (!m_unsaved.empty()) { // keep the order: behind what is waiting
        if (m_unsaved.size() >= kUnsavedKept) {
            qCCritical(logEngine) << "the database has not been writable for too long: the oldest unsaved batch is dropped";
            m_unsaved.pop_front();
        }
        m_unsaved.push_back(std::move(batch));
        done({});
        return;
    }
    m_parts.store.commit(batch).then(this, [this, batch, done = std::move(done)](const Result<void> &result) {
        if (!result) {
            qCCritical(logEngine).noquote() << "cannot write to the database:" << result.error().detail;
            setNotice(Ports::Notice::Kind::Storage,
                QStringLiteral("the database cannot be written (%1): alerts wait until it can").arg(result.error().detail));
            m_unsaved.push_back(batch);
            m_retryAt = m_parts.clock.monotonic() + kStoreRetry;
        }
        done(result);
    });
}

void Engine::retryUnsaved()
{
    if (m_unsaved.empty() || m_parts.clock.monotonic() < m_retryAt)
        return;
    m_retryAt = m_parts.clock.monotonic() + kStoreRetry;
    m_parts.store.commit(m_unsaved.front()).then(this, [this](const Result<void> &result) {
        if (!result || m_unsaved.empty())
            return;
        m_outbox.add(m_unsaved.front().outbox);
        m_unsaved.pop_front();
        m_retryAt = {};
        if (m_unsaved.empty())
            setNotice(Ports::Notice::Kind::Storage, {});
        retryUnsaved();
    });
}

void Engine::publishSoon(Millis delay)
{
    const Millis at = m_parts.clock.monotonic() + delay;
    if (delay == 0ms && m_running) {
        publish();
        return;
    }
    if (!m_publishAt || at < *m_publishAt)
        m_publishAt = at;
}

void Engine::publish()
{
    m_publishAt.reset();
    const Instant now = m_parts.clock.now();
    const Millis monotonic = m_parts.clock.monotonic();
    SnapshotBuilder::Extras extras { m_notices, m_parts.prober.breakers(), [&](const ServiceId &id) {
                                        const std::optional<Millis> due = m_scheduler.nextDue(id);
                                        return due ? std::optional(now + std::max(0ms, *due - monotonic)) : std::nullopt;
                                    } };
    if (m_world.isOffline())
        extras.notices.push_back({ Ports::Notice::Kind::Connectivity,
            QStringLiteral("this computer is offline: nothing outside can be seen"),
            m_world.connectivity.since.value_or(now) });
    Ports::EngineStats stats = m_stats.assemble();
    const OutboxWorker::Counts &outbox = m_outbox.counts();
    stats.outboxQueued = outbox.waiting;
    stats.outboxDead = outbox.dead;
    stats.deliveries = outbox.delivered;
    stats.deliveryFailures = outbox.failures;
    stats.databaseConnected = m_unsaved.empty();
    Q_EMIT published(m_builder.build(now, extras), stats);
}

void Engine::keepHouse(Instant now)
{
    if (now - m_refreshed >= kRefresh || m_refreshed > now) {
        m_refreshed = now;
        m_builder.touchAll();
        publishSoon(kPublishQuiet);
    }
    if (now - m_purged >= m_options.retentionInterval || m_purged > now) {
        m_purged = now;
        m_parts.store.purge({ m_options.eventRetention, m_options.alertRetention }, now)
            .then(this, [](const Result<Ports::Store::Purged> &purged) {
                if (!purged)
                    qCWarning(logEngine).noquote() << "retention:" << purged.error().detail;
                else
                    qCInfo(logEngine) << "retention dropped" << purged->events << "events and" << purged->alerts << "alerts";
            });
    }
}

void Engine::arm()
{
    if (!m_running)
        return;
    const Millis monotonic = m_parts.clock.monotonic();
    Millis next = monotonic + kLongestRest;
    for (const std::optional<Millis> &at : { m_flushAt, m_publishAt, m_scheduler.nextDue() }) {
        if (at)
            next = std::min(next, *at);
    }
    m_parts.ticker.wakeIn(next - monotonic, [this] { turn(); });
}

QFuture<Result<Ports::ManualOutcome>> Engine::setStatus(const Ports::ManualUpdate &update)
{
    Tick tick(m_parts.clock.now());
    const Result<Pipeline::ManualResult> applied = m_pipeline.setStatus(update, tick);
    if (!applied)
        return QtFuture::makeReadyFuture<Result<Ports::ManualOutcome>>(tl::unexpected(applied.error()));
    m_desk.decide(tick);
    m_pipeline.seal(tick);
    m_stats.countAlerts(tick.batch.alerts);
    m_builder.touch(update.service);
    const std::vector<Domain::OutboxMessage> outbox = tick.batch.outbox;
    return m_parts.store.commit(std::move(tick.batch))
        .then(this, [this, update, result = *applied, outbox](const Result<void> &stored) -> Result<Ports::ManualOutcome> {
            if (!stored)
                return tl::unexpected(stored.error());
            m_outbox.add(outbox);
            const Ports::SnapshotPtr snapshot = m_builder.build(m_parts.clock.now(), {});
            const Ports::ServiceRow *row = snapshot->find(update.service);
            if (!row)
                return failure(ErrorCode::NotFound, QStringLiteral("service '%1' was not found").arg(update.service.value));
            publishSoon(0ms);
            return Ports::ManualOutcome { result.changed, result.previous, *row };
        });
}

Result<void> Engine::checkNow(const std::optional<ServiceId> &service)
{
    if (service && !m_world.find(*service))
        return failure(ErrorCode::NotFound, QStringLiteral("service '%1' was not found").arg(service->value));
    m_scheduler.askNow(service, m_parts.clock.monotonic());
    arm();
    return {};
}

} // namespace Wf::Engine
