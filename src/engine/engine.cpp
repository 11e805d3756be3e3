// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/engine.h"

#include "core/logging.h"
#include "core/answer.h"
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
    /// How long a notice of something that is over stays.
    constexpr Millis kClockNotice = 1h;
    constexpr Millis kDeliveryNotice = 24h;

    QString newCycleId()
    {
        return QUuid::createUuid().toString(QUuid::Id128).left(12);
    }

    EngineParts withStore(const EngineParts &parts, Ports::Store &store)
    {
        return { store, parts.prober, parts.notifier, parts.clock, parts.ticker, parts.outboxTicker,
            parts.definitions };
    }

    /// A question that was never answered saw nothing: silence must not look like good news.
    std::vector<Domain::Observation> unanswered(const Ports::Question &question, Instant at)
    {
        std::vector<Domain::Observation> observations;
        for (const Domain::MonitorSpec &monitor : question.monitors)
            observations.push_back(Domain::failedObservation(monitor.id, at, Domain::Failure::Internal,
                QStringLiteral("unexpected: no answer"), QStringLiteral("the question was never answered")));
        return observations;
    }
} // namespace

Engine::Engine(const EngineParts &parts, const EngineOptions &options)
    : m_stats(std::make_shared<StatsKeeper>())
    , m_measuredStore(parts.store, parts.clock, *m_stats)
    , m_parts(withStore(parts, m_measuredStore))
    , m_options(options)
    , m_pipeline(m_world, m_options)
    , m_definitions(parts.definitions)
    , m_heartbeats(m_world, m_pipeline)
    , m_incidents(m_world, m_options)
    , m_coverage(m_world, m_options)
    , m_desk(m_world, m_options, m_incidents, parts.notifier)
    , m_builder(m_world)
    , m_journal(m_measuredStore)
    , m_reporter(m_world, m_options, m_measuredStore, m_journal)
    , m_outbox(m_measuredStore, parts.notifier, parts.clock, parts.outboxTicker)
    , m_uptimes(m_measuredStore,
          [this](const MonitorId &monitor, Instant at, const Domain::Tally &tally) {
              m_stats->recall(monitor, at, tally);
          })
    , m_finder(m_world, parts.prober)
{
    connect(&m_journal, &Journal::durable, &m_outbox, &OutboxWorker::add);
    connect(&m_journal, &Journal::refused, this, &Engine::noteRefusal);
    connect(&m_journal, &Journal::recovered, this, [this] { setNotice(Ports::Notice::Kind::Storage, {}); });
    connect(&m_journal, &Journal::settled, this, &Engine::concludeStop);
    connect(&m_outbox, &OutboxWorker::idle, this, &Engine::concludeStop);
    connect(&m_outbox, &OutboxWorker::countsChanged, this, [this] { publishSoon(kPublishQuiet); });
    connect(&m_outbox, &OutboxWorker::attempted, this,
        [this](const Domain::OutboxMessage &message, const Ports::Delivery &delivery) {
            m_stats->countDelivery(message, delivery);
            noteDelivery(message, delivery);
        });
    connect(&m_finder, &PageFinder::found, this, [this](const ServiceId &service) {
        m_builder.touch(service);
        publishSoon(0ms);
    });
    m_outbox.setThreads([this](const Domain::OutboxMessage &message) { return m_incidents.threadOf(message); });
    connect(&m_outbox, &OutboxWorker::died, this, [this](qint64 message) {
        m_desk.forget(message, m_parts.clock.now());
        setNotice(Ports::Notice::Kind::Delivery,
            QStringLiteral("%1 alerts could not be delivered: see Alerts for the receivers' answers")
                .arg(m_outbox.counts().dead));
    });
}

Engine::~Engine()
{
    m_parts.ticker.cancel();
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
    catchUp(now);
    Tick tick(now);
    followCoverage(tick);
    m_pipeline.expireOverrides(tick);
    if (m_flushAt && *m_flushAt <= monotonic)
        takeIn(tick);
    for (const Ports::Question *question : m_scheduler.overdue(monotonic))
        m_pipeline.observe(unanswered(*question, now), tick);
    if (now - m_aliveWritten >= m_options.heartbeatInterval || m_aliveWritten > now) {
        tick.batch.aliveAt = now;
        m_aliveWritten = now;
    }
    finish(std::move(tick));
    if (m_journal.isFailing() && m_retryAt <= monotonic) {
        m_retryAt = monotonic + kStoreRetry;
        m_journal.retry();
    }
    askDue(monotonic);
    keepHouse(now);
    if (m_publishAt && *m_publishAt <= monotonic)
        publish();
    noteState();
    m_stats->noteBeat(now);
    Q_EMIT beat(toEpochMillis(now));
    arm();
}

/// Silences and maintenances that begin or end change what people see and hear.
void Engine::followCoverage(Tick &tick)
{
    const CoverageKeeper::Turn turn = m_coverage.follow(tick);
    for (const CoverageKeeper::Notice &notice : turn.notices)
        m_desk.tellMaintenance(notice.plan, notice.letter, tick);
    if (!turn.changed)
        return;
    m_pipeline.reconsider(tick);
    m_incidents.touchAll();
}

void Engine::noteDelivery(const Domain::OutboxMessage &message, const Ports::Delivery &delivery)
{
    Tick tick(m_parts.clock.now());
    m_incidents.noteThread(message, delivery.thread, tick);
    m_desk.noteDelivery(message, delivery, tick);
    if (!tick.batch.isEmpty())
        m_journal.write(std::move(tick.batch));
}

void Engine::catchUp(Instant until)
{
    noteGap(m_parts.clock.now(), m_parts.clock.monotonic());
    Ticks missed;
    m_heartbeats.sweep(until, missed);
    finishAll(std::move(missed));
}

void Engine::noteGap(Instant now, Millis monotonic)
{
    const Domain::Gap gap = Domain::classifyGap(now - m_lastTurn, monotonic - m_lastTurnMonotonic, kLongestRest);
    if (gap != Domain::Gap::None)
        bridge(gap, now, monotonic);
    m_lastTurn = now;
    m_lastTurnMonotonic = monotonic;
}

/// Nobody watched, or the clock cannot say when: the time in between is not covered, and all is looked at again.
void Engine::bridge(Domain::Gap gap, Instant now, Millis monotonic)
{
    const QString text = gap == Domain::Gap::ClockJumpedBack
        ? QStringLiteral("the clock was set back")
        : QStringLiteral("nothing was watched from %1 to %2: the computer slept or its clock was set")
              .arg(toIso(m_lastTurn), toIso(now));
    qCWarning(logEngine).noquote() << text;
    Ports::CommitBatch batch;
    closeHistories(m_world, std::min(m_lastTurn, now), batch);
    if (!batch.isEmpty())
        m_journal.write(std::move(batch));
    if (gap != Domain::Gap::Slept) {
        Ticks shifted;
        m_heartbeats.shift((now - m_lastTurn) - (monotonic - m_lastTurnMonotonic), now, shifted);
        finishAll(std::move(shifted));
    }
    m_builder.touchAll();
    m_incidents.restUntil(now + kLookAgain);
    m_parts.prober.forgive();
    m_scheduler.askNow(std::nullopt, monotonic);
    if (gap == Domain::Gap::ClockJumpedAhead)
        m_purged = now; // a wrong clock must not throw history away
    setNotice(Ports::Notice::Kind::Clock, text);
}

void Engine::takeIn(Tick &tick)
{
    const Logging::Context cycle(QStringLiteral("poll_cycle_id"), newCycleId());
    m_flushAt.reset();
    const Millis monotonic = m_parts.clock.monotonic();
    const std::vector<Answer> answers = std::exchange(m_inbox, {});
    for (const Answer &answer : answers) {
        m_pipeline.observe(answer.observations, tick);
        count(answer);
        m_scheduler.answered(answer.target, monotonic, delayAfter(answer.question));
        noteNext(answer, tick.now, monotonic);
        m_finder.follow(answer.question, tick.now);
    }
    const bool suspected = m_pipeline.suspectsOffline(tick.now);
    if (m_world.isOffline())
        m_parts.prober.forgive(); // an open breaker would hide the moment when the link is back
    else if (tick.connectivityChange || (suspected && !m_suspected))
        m_scheduler.askNow(std::nullopt, monotonic); // the others tell whether it is them or us
    m_suspected = suspected;
    m_stats->countCycle();
}

void Engine::noteNext(const Answer &answer, Instant now, Millis monotonic)
{
    const std::optional<Millis> due = m_scheduler.dueOf(answer.target);
    for (const Domain::MonitorSpec &monitor : answer.question.monitors) {
        if (due)
            m_world.nextAsk.insert(monitor.id, now + (*due - monotonic));
        else
            m_world.nextAsk.remove(monitor.id);
    }
}

void Engine::count(const Answer &answer)
{
    StatsKeeper::Answered answered { answer.question.kind, answer.question.url.host(), nullptr, answer.took };
    if (!answer.observations.empty())
        answered.first = &answer.observations.front();
    for (const Domain::Observation &observation : answer.observations) {
        const MonitorRef monitor = m_world.monitors.value(observation.monitor);
        if (!monitor.entry)
            continue;
        m_stats->countPoll(monitor.entry->service.id, observation);
        answered.pollType = monitor.entry->service.pollType;
        if (monitor.spec().check)
            answered.host.clear();
    }
    m_stats->countAnswer(answered);
    // Warnings are about the page: all who share it have the same.
    if (answered.first && !answered.first->warnings.isEmpty())
        m_stats->countUnmapped(answer.question.kind, answered.first->warnings.size());
}

Millis Engine::delayAfter(const Ports::Question &question) const
{
    Millis soonest = Millis::max();
    for (const Domain::MonitorSpec &spec : question.monitors) {
        const MonitorRef monitor = m_world.monitors.value(spec.id);
        if (!monitor.entry)
            continue;
        const Millis rhythm = monitor.state().rhythm; // none yet: it was paused meanwhile, or began anew
        soonest = std::min(soonest, rhythm > 0ms ? rhythm : spec.interval);
    }
    return soonest;
}

void Engine::askDue(Millis monotonic)
{
    for (const Scheduler::Due &due : m_scheduler.takeDue(monotonic)) {
        m_stats->countStart(due.late);
        const Ports::Question question = *due.question;
        const auto took = [this, monotonic] { return m_parts.clock.monotonic() - monotonic; };
        onAnswer<std::vector<Domain::Observation>>(
            this, m_parts.prober.ask(question),
            [this, target = due.target, question, took](const std::vector<Domain::Observation> &observations) {
                receive({ target, question, observations, took() });
            },
            [this, target = due.target, question, took] {
                m_stats->countLostAnswer();
                receive({ target, question, unanswered(question, m_parts.clock.now()), took() });
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

void Engine::finish(Tick tick, Journal::Answered answered)
{
    m_desk.decide(tick);
    m_pipeline.seal(tick);
    m_stats->count(tick);
    for (const ServiceId &id : tick.touched)
        m_builder.touch(id);
    if (tick.batch.isEmpty()) {
        if (answered)
            answered({});
        return;
    }
    std::vector<Domain::Incident> ended;
    for (const Domain::Incident &incident : tick.batch.incidents) {
        if (incident.closedAt == tick.now)
            ended.push_back(incident);
    }
    // Refused or not, what is known is shown: the notice says that it is not durable.
    m_journal.write(std::move(tick.batch),
        [this, ended = std::move(ended), delay = tick.hasTransition() ? 0ms : kPublishQuiet,
            shows = !tick.touched.empty(), answered = std::move(answered)](const Result<void> &result) {
            for (const Domain::Incident &incident : ended)
                m_reporter.begin(incident);
            if (shows)
                publishSoon(delay);
            if (answered)
                answered(result);
        });
}

void Engine::finishAll(Ticks ticks, Journal::Answered answered)
{
    if (ticks.empty()) {
        if (answered)
            answered({});
        return;
    }
    for (size_t i = 0; i + 1 < ticks.size(); ++i)
        finish(std::move(ticks[i]));
    finish(std::move(ticks.back()), std::move(answered));
}

void Engine::noteRefusal(const QString &why)
{
    qCCritical(logEngine).noquote() << "cannot write to the database:" << why;
    m_retryAt = m_parts.clock.monotonic() + kStoreRetry;
    setNotice(Ports::Notice::Kind::Storage,
        QStringLiteral("the database cannot be written (%1): alerts wait until it can").arg(why));
}

void Engine::publishSoon(Millis delay)
{
    if (!m_running)
        return;
    if (delay == 0ms) {
        publish();
        return;
    }
    const Millis at = m_parts.clock.monotonic() + delay;
    if (m_publishAt && *m_publishAt <= at)
        return;
    m_publishAt = at;
    arm();
}

void Engine::publish()
{
    m_publishAt.reset();
    const Instant now = m_parts.clock.now();
    noteState();
    Q_EMIT published(m_builder.build(now, extras(now)));
}

void Engine::noteState()
{
    using enum StatsKeeper::Database;
    m_stats->noteState(m_outbox.counts(), m_journal.isFailing() ? Failing : Connected, m_parts.prober.load());
}

SnapshotBuilder::Extras Engine::extras(Instant now) const
{
    SnapshotBuilder::Extras extras { m_notices, m_parts.prober.breakers(),
        [this, now](const ServiceId &id) { return nextPoll(id, now); }, m_options.channels, m_options.policy };
    if (m_unreadable)
        extras.notices.push_back(*m_unreadable);
    if (m_world.isOffline())
        extras.notices.push_back({ Ports::Notice::Kind::Connectivity,
            QStringLiteral("this computer is offline: nothing outside can be seen"),
            m_world.connectivity.since.value_or(now) });
    return extras;
}

std::optional<Instant> Engine::nextPoll(const ServiceId &service, Instant now) const
{
    const std::optional<Millis> due = m_scheduler.nextDue(service);
    return due ? std::optional(now + std::max(0ms, *due - m_parts.clock.monotonic())) : std::nullopt;
}

void Engine::keepHouse(Instant now)
{
    dropOldNotices(now);
    if (now - m_refreshed >= kRefresh || m_refreshed > now) {
        m_refreshed = now;
        m_builder.touchAll();
        publishSoon(kPublishQuiet);
    }
    if (now - m_kept >= m_options.upkeepInterval || m_kept > now)
        upkeep(now);
    if (now - m_purged >= m_options.retentionInterval || m_purged > now)
        purge(now);
}

void Engine::dropOldNotices(Instant now)
{
    const auto dropped = std::erase_if(m_notices, [&](const Ports::Notice &notice) {
        const Millis age = now - notice.since;
        return (notice.kind == Ports::Notice::Kind::Clock && age >= kClockNotice)
            || (notice.kind == Ports::Notice::Kind::Delivery && age >= kDeliveryNotice);
    });
    if (dropped > 0)
        publishSoon(kPublishQuiet);
}

void Engine::purge(Instant now)
{
    m_purged = now;
    onAnswer<Result<Ports::Store::Purged>>(this,
        m_parts.store.purge({ m_options.eventRetention, m_options.alertRetention }, now),
        [](const Result<Ports::Store::Purged> &purged) {
            if (!purged)
                qCWarning(logEngine).noquote() << "retention:" << purged.error().detail;
            else
                qCInfo(logEngine) << "retention dropped" << purged->events << "events and" << purged->alerts
                                  << "alerts";
        });
}

void Engine::upkeep(Instant now)
{
    m_kept = now;
    onAnswer<Result<Ports::ResultUpkeep>>(
        this, m_parts.store.maintainResults(now, m_options.results), [](const Result<Ports::ResultUpkeep> &done) {
            if (!done)
                qCWarning(logEngine).noquote() << "results:" << done.error().detail;
            else if (!done->refusal.isEmpty())
                qCWarning(logEngine).noquote() << "results:" << done->refusal;
        });
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

} // namespace Wf::Engine
