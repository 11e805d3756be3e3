// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What people do about incidents and alerts.
#include "engine/engine.h"

#include "core/answer.h"
#include "engine/backtest.h"
#include "engine/durable.h"

namespace Wf::Engine {

namespace {
    constexpr Millis kLongestBacktest = std::chrono::hours { 24 * 400 };
    constexpr qsizetype kChannelsTried = 20;

    /// The deliveries of one trial, until the last of them has answered.
    struct Trial {
        QPromise<Result<Ports::AlertTrialOutcome>> promise;
        Ports::AlertTrialOutcome outcome;
        qsizetype open = 0;
    };

    Domain::OutboxMessage trialMessage(const QString &channel, const Domain::Letter &letter, Instant now)
    {
        Domain::OutboxMessage message;
        message.channel = channel;
        message.letter = letter;
        message.letter.key = QStringLiteral("watchfloor-test-%1-%2").arg(channel).arg(toEpochMillis(now));
        message.createdAt = now;
        message.nextAttemptAt = now;
        message.attempts = 1;
        return message;
    }
} // namespace

QFuture<Result<Domain::Incident>> Engine::act(const Ports::IncidentAction &action)
{
    if (!m_running)
        return ready<Domain::Incident>(notRunning());
    if (!m_incidents.book().find(action.incident))
        return noteOld(action);
    Tick tick(m_parts.clock.now());
    const Result<Domain::Incident> incident = m_incidents.act(action, tick);
    if (!incident)
        return ready<Domain::Incident>(tl::unexpected(incident.error()));
    if (action.kind == Domain::IncidentNote::Kind::Acknowledged)
        m_desk.tellAcknowledged(*incident, tick);
    const Durable<Domain::Incident> answer(*incident);
    finish(std::move(tick), answer);
    publishSoon(Millis { 0 });
    arm();
    return answer.future();
}

/// Of an incident that has been over for a while only notes can be taken.
QFuture<Result<Domain::Incident>> Engine::noteOld(const Ports::IncidentAction &action)
{
    const auto promise = std::make_shared<QPromise<Result<Domain::Incident>>>();
    promise->start();
    const auto answer = [promise](Result<Domain::Incident> result) {
        promise->addResult(std::move(result));
        promise->finish();
    };
    onAnswer<Result<Ports::IncidentStory>>(
        this, m_parts.store.incident(action.incident),
        [this, answer, action](const Result<Ports::IncidentStory> &story) {
            if (!story)
                return answer(tl::unexpected(story.error()));
            Tick tick(m_parts.clock.now());
            if (const Result<void> noted = m_incidents.noteOld(story->incident, action, tick); !noted)
                return answer(tl::unexpected(noted.error()));
            finish(std::move(tick), [answer, incident = story->incident](const Result<void> &stored) {
                answer(stored ? Result<Domain::Incident>(incident) : tl::unexpected(stored.error()));
            });
        },
        [answer] { answer(notRunning()); });
    return promise->future();
}

QFuture<Result<Domain::Incident>> Engine::acknowledge(const QString &dedupKey, const QString &by)
{
    const auto incident = m_incidents.findByKey(dedupKey);
    if (!incident)
        return ready<Domain::Incident>(failure(
            ErrorCode::NotFound, QStringLiteral("no incident that goes on has the key '%1'").arg(dedupKey)));
    return act({ *incident, Domain::IncidentNote::Kind::Acknowledged, by, {} });
}

template <class T, class Change> QFuture<Result<T>> Engine::changeCoverage(const Change &change)
{
    if (!m_running)
        return ready<T>(notRunning());
    Tick tick(m_parts.clock.now());
    const Result<T> changed = change(tick);
    if (!changed)
        return ready<T>(changed);
    followCoverage(tick);
    const Durable<T> answer(changed);
    finish(std::move(tick), answer);
    publishSoon(Millis { 0 });
    return answer.future();
}

QFuture<Result<qint64>> Engine::addSilence(const Domain::Silence &silence)
{
    return changeCoverage<qint64>([&](Tick &tick) { return m_coverage.add(silence, tick); });
}

QFuture<Result<void>> Engine::endSilence(qint64 id, const QString &by)
{
    return changeCoverage<void>([&](Tick &tick) { return m_coverage.endSilence(id, by, tick); });
}

QFuture<Result<qint64>> Engine::addMaintenance(const Domain::MaintenancePlan &plan)
{
    return changeCoverage<qint64>([&](Tick &tick) { return m_coverage.add(plan, tick); });
}

QFuture<Result<void>> Engine::endMaintenance(qint64 id)
{
    return changeCoverage<void>([&](Tick &tick) { return m_coverage.endPlan(id, tick); });
}

Result<QStringList> Engine::channelsOf(const Ports::AlertTrial &trial) const
{
    QStringList channels;
    if (trial.route.isEmpty())
        channels = { trial.channel };
    for (const Domain::AlertRoute &route : m_options.policy.routes) {
        if (route.name != trial.route)
            continue;
        for (const Domain::AlertStep &step : route.steps)
            channels += step.channels;
    }
    channels.removeDuplicates();
    if (channels.isEmpty())
        return failure(ErrorCode::NotFound,
            QStringLiteral("there is no route '%1': write the name of one of alerts.yaml").arg(trial.route),
            QStringLiteral("route"));
    for (const QString &channel : channels) {
        const QString obstacle = m_parts.notifier.obstacle(channel, {});
        if (!obstacle.isEmpty())
            return failure(ErrorCode::NotFound,
                QStringLiteral(
                    "channel '%1' leads nowhere: %2; define it in alerts.yaml (or set SLACK_WEBHOOK_URL)")
                    .arg(channel, obstacle),
                QStringLiteral("channel"));
    }
    return channels.mid(0, kChannelsTried);
}

QFuture<Result<Ports::AlertTrialOutcome>> Engine::tryAlert(const Ports::AlertTrial &trial)
{
    if (!m_running)
        return ready<Ports::AlertTrialOutcome>(notRunning());
    const Result<QStringList> channels = channelsOf(trial);
    if (!channels)
        return ready<Ports::AlertTrialOutcome>(tl::unexpected(channels.error()));
    const Instant now = m_parts.clock.now();
    const auto run = std::make_shared<Trial>();
    run->promise.start();
    run->open = channels->size();
    const Domain::Letter letter = testLetter(trial.route.isEmpty() ? trial.channel : trial.route, trial.by, now);
    for (const QString &channel : *channels) {
        const auto take = [this, run, trial, channel](const Ports::Delivery &delivery) {
            Tick tick(m_parts.clock.now());
            m_desk.recordTest(trial, channel, delivery, tick);
            m_journal.write(std::move(tick.batch));
            run->outcome.deliveries.push_back({ channel, delivery });
            if (--run->open > 0)
                return;
            run->promise.addResult(Result<Ports::AlertTrialOutcome>(run->outcome));
            run->promise.finish();
        };
        onAnswer<Ports::Delivery>(
            this, m_parts.notifier.deliver(trialMessage(channel, letter, now)), take, [take] {
                take({ Ports::Delivery::Outcome::Retry, QStringLiteral("cancelled") });
            });
    }
    return run->promise.future();
}

QFuture<Result<Ports::BacktestResult>> Engine::backtest(const Ports::BacktestQuery &query)
{
    if (query.from >= query.to || query.to - query.from > kLongestBacktest)
        return ready<Ports::BacktestResult>(failure(ErrorCode::Invalid,
            QStringLiteral("the time to replay must end after its beginning, within 400 days"),
            QStringLiteral("since")));
    auto *job = new Backtest(m_parts.store,
        { query.policy.value_or(m_options.policy), m_world.catalogue, m_world.graph, {}, query.from, query.to },
        this);
    return job->begin();
}

QFuture<Result<void>> Engine::vendorCalled(const Ports::VendorCall &call)
{
    if (!m_running)
        return ready<void>(notRunning());
    if (!m_world.find(call.service))
        return ready<void>(
            failure(ErrorCode::NotFound, QStringLiteral("service '%1' was not found").arg(call.service.value)));
    catchUp(m_parts.clock.now());
    Tick tick(m_parts.clock.now());
    const bool news = m_pipeline.hearVendor(call, tick);
    if (news || !call.status)
        m_scheduler.askNow(call.service, m_parts.clock.monotonic());
    const Durable<void> answer;
    finish(std::move(tick), answer);
    arm();
    return answer.future();
}

} // namespace Wf::Engine
