// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What people and scripts ask of the engine, beside its own turns.
#include "engine/engine.h"

#include "core/answer.h"
#include "engine/durable.h"

namespace Wf::Engine {

namespace {
    using namespace std::chrono_literals;
    constexpr Millis kDetectionTime = 20s; ///< for everything that is asked about one address

    tl::unexpected<Error> noSuchMonitor(const MonitorId &monitor)
    {
        return failure(ErrorCode::NotFound, QStringLiteral("monitor '%1' was not found").arg(monitor.value));
    }

    constexpr Millis kLongestRecord = std::chrono::days { 400 };

    Result<void> check(const Ports::VendorQuery &query, const Entry *entry)
    {
        if (!entry)
            return failure(
                ErrorCode::NotFound, QStringLiteral("service '%1' was not found").arg(query.service.value));
        if (!Domain::hasVendorsPage(entry->service))
            return failure(ErrorCode::NotFound,
                QStringLiteral("service '%1' has no vendor's page that is asked: nothing is on record")
                    .arg(query.service.value));
        if (query.from >= query.to || query.to - query.from > kLongestRecord)
            return failure(ErrorCode::Invalid, QStringLiteral("from must lie before to, by 400 days at the most"),
                QStringLiteral("from"));
        return {};
    }

    std::vector<MonitorId> ownChecksOf(const Domain::Service &service)
    {
        std::vector<MonitorId> checks;
        for (const Domain::MonitorSpec &monitor : service.monitors) {
            if (Domain::sourceOf(monitor) == Domain::Source::Own)
                checks.push_back(monitor.id);
        }
        return checks;
    }
} // namespace

QFuture<Result<Ports::ManualOutcome>> Engine::setStatus(const Ports::ManualUpdate &update)
{
    using Outcome = Result<Ports::ManualOutcome>;
    if (!m_running)
        return QtFuture::makeReadyFuture<Outcome>(notRunning());
    catchUp(m_parts.clock.now());
    Tick tick(m_parts.clock.now());
    const Result<Pipeline::ManualResult> applied = m_pipeline.setStatus(update, tick);
    if (!applied)
        return QtFuture::makeReadyFuture<Outcome>(tl::unexpected(applied.error()));
    const auto promise = std::make_shared<QPromise<Outcome>>();
    promise->start();
    finish(std::move(tick), [this, promise, id = update.service, result = *applied](const Result<void> &stored) {
        const std::optional<Ports::ServiceRow> row = m_builder.rowOf(id, m_parts.clock.now());
        if (!stored)
            promise->addResult(tl::unexpected(stored.error()));
        else if (!row)
            promise->addResult(
                failure(ErrorCode::NotFound, QStringLiteral("service '%1' was not found").arg(id.value)));
        else
            promise->addResult(Ports::ManualOutcome { result.changed, result.previous, *row });
        promise->finish();
    });
    return promise->future();
}

Result<void> Engine::checkNow(const std::optional<ServiceId> &service)
{
    if (!m_running)
        return notRunning();
    if (service && !m_world.find(*service))
        return failure(ErrorCode::NotFound, QStringLiteral("service '%1' was not found").arg(service->value));
    m_scheduler.askNow(service, m_parts.clock.monotonic());
    arm();
    return {};
}

Result<void> Engine::checkMonitor(const MonitorId &id)
{
    if (!m_running)
        return notRunning();
    const MonitorRef monitor = m_world.monitors.value(id);
    if (!monitor.entry)
        return noSuchMonitor(id);
    if (!monitor.spec().isPolled() || !monitor.spec().asked)
        return failure(ErrorCode::Conflict,
            QStringLiteral("monitor '%1' is told how it is: there is nobody to ask").arg(id.value));
    if (monitor.state().paused)
        return failure(
            ErrorCode::Conflict, QStringLiteral("monitor '%1' is paused: resume it first").arg(id.value));
    m_scheduler.askNow(id, m_parts.clock.monotonic());
    arm();
    return {};
}

QFuture<Result<Ports::PingOutcome>> Engine::ping(const Ports::PingCall &call)
{
    if (!m_running)
        return ready<Ports::PingOutcome>(notRunning());
    const Instant now = m_parts.clock.now();
    catchUp(now - Millis { 1 }); // a ping at the very deadline is in time
    Result<MonitorId> id = m_heartbeats.find(call, now);
    const bool makes = !id && id.error().code == ErrorCode::NotFound && !call.slug.isEmpty()
        && m_options.pingCreates && call.unknownSlug == Ports::PingCall::Unknown::Created;
    if (makes) {
        // Written before the ping that follows it: one answer stands for both.
        static_cast<void>(createMonitor(
            { { QStringLiteral("kind"), QStringLiteral("heartbeat") }, { QStringLiteral("name"), call.slug },
                { QStringLiteral("slug"), call.slug }, { QStringLiteral("schedule"), QStringLiteral("1d") },
                { QStringLiteral("grace"), QStringLiteral("1h") } }));
        id = m_heartbeats.find(call, now);
    }
    if (!id)
        return ready<Ports::PingOutcome>(tl::unexpected(id.error()));
    Ticks ticks;
    Ports::PingCall taken = call;
    taken.request.at = now; // never before what is told already
    Ports::PingOutcome outcome = m_heartbeats.ping(*id, taken, now, ticks);
    if (makes)
        outcome.taken = Ports::PingOutcome::Taken::Created;
    const Durable<Ports::PingOutcome> answer(outcome);
    finishAll(std::move(ticks), answer);
    return answer.future();
}

void Engine::redefine(const DefinitionKeeper::Change &change, Journal::Answered answered)
{
    catchUp(m_parts.clock.now());
    Tick tick(m_parts.clock.now());
    if (change.stored)
        tick.batch.definitions.push_back(*change.stored);
    if (!change.dropped.isEmpty())
        tick.batch.droppedDefinitions.append(change.dropped);
    adoptCatalogue(m_world, m_definitions.catalogue(), nullptr, tick.now, tick.batch);
    m_incidents.adopt(tick);
    m_scheduler.setCatalogue(*m_world.catalogue, pausedMonitors(), m_parts.clock.monotonic());
    m_stats->follow(m_world);
    settle(std::move(tick), std::move(answered));
    arm();
}

QFuture<Result<MonitorId>> Engine::createMonitor(const QJsonObject &definition)
{
    if (!m_running)
        return ready<MonitorId>(notRunning());
    const auto change = m_definitions.create(definition, m_parts.clock.now());
    if (!change)
        return ready<MonitorId>(tl::unexpected(change.error()));
    const Durable<MonitorId> answer(change->monitor);
    redefine(*change, answer);
    return answer.future();
}

QFuture<Result<void>> Engine::changeMonitor(const MonitorId &monitor, const QJsonObject &change)
{
    if (!m_running)
        return ready<void>(notRunning());
    const auto changed = m_definitions.change(monitor, change, m_parts.clock.now());
    if (!changed)
        return ready<void>(tl::unexpected(changed.error()));
    const Durable<void> answer;
    redefine(*changed, answer);
    return answer.future();
}

QFuture<Result<void>> Engine::removeMonitor(const MonitorId &monitor)
{
    if (!m_running)
        return ready<void>(notRunning());
    const auto removed = m_definitions.remove(monitor, m_parts.clock.now());
    if (!removed)
        return ready<void>(tl::unexpected(removed.error()));
    const Durable<void> answer;
    redefine(*removed, answer);
    return answer.future();
}

Result<QJsonObject> Engine::definition(const MonitorId &monitor) const
{
    return m_definitions.definition(monitor);
}

QFuture<Result<Ports::Trial>> Engine::tryCheck(const QJsonObject &definition)
{
    const Result<Domain::MonitorSpec> spec = m_definitions.read(definition);
    if (!spec)
        return ready<Ports::Trial>(tl::unexpected(spec.error()));
    if (!spec->check)
        return ready<Ports::Trial>(failure(ErrorCode::Invalid,
            QStringLiteral("a monitor of kind '%1' cannot be tried: only checks can").arg(spec->kind),
            QStringLiteral("kind")));
    const auto promise = std::make_shared<QPromise<Result<Ports::Trial>>>();
    promise->start();
    const auto answer = [promise](Result<Ports::Trial> trial) {
        promise->addResult(std::move(trial));
        promise->finish();
    };
    onAnswer<Domain::CheckRun>(
        this, m_parts.prober.tryCheck(*spec->check, spec->timeout),
        [answer, check = *spec->check](const Domain::CheckRun &run) {
            answer(Ports::Trial { run, Domain::statusOf(check, run) });
        },
        [answer] { answer(failure(ErrorCode::Unavailable, QStringLiteral("the check was given up"))); });
    return promise->future();
}

QFuture<Result<Domain::Detection>> Engine::detect(const QUrl &url)
{
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !web || url.host().isEmpty() || !url.password().isEmpty())
        return ready<Domain::Detection>(failure(ErrorCode::Invalid,
            QStringLiteral("url must be a web address without a password (write https://status.example.com)"),
            QStringLiteral("url")));
    const auto promise = std::make_shared<QPromise<Result<Domain::Detection>>>();
    promise->start();
    const auto answer = [promise](Result<Domain::Detection> detection) {
        promise->addResult(std::move(detection));
        promise->finish();
    };
    onAnswer<Domain::Detection>(
        this, m_parts.prober.detect(url, kDetectionTime),
        [answer](const Domain::Detection &detection) { answer(detection); },
        [answer] { answer(failure(ErrorCode::Unavailable, QStringLiteral("the search was given up"))); });
    return promise->future();
}

QFuture<Result<void>> Engine::setPaused(const std::vector<MonitorId> &monitors, Ports::Pausing pausing)
{
    if (!m_running)
        return ready<void>(notRunning());
    for (const MonitorId &id : monitors) {
        if (!m_world.monitors.value(id).entry)
            return ready<void>(noSuchMonitor(id));
    }
    const Instant now = m_parts.clock.now();
    catchUp(now);
    Ticks ticks;
    for (const MonitorId &id : monitors) {
        const MonitorRef monitor = m_world.monitors.value(id);
        if (!monitor.spec().isHeartbeat())
            m_pipeline.setPaused(id, pausing, tickAt(ticks, now));
        else if (monitor.state().paused != (pausing == Ports::Pausing::Pause))
            static_cast<void>(m_heartbeats.setPaused(id, pausing, now, ticks));
    }
    m_scheduler.setCatalogue(*m_world.catalogue, pausedMonitors(), m_parts.clock.monotonic());
    const Durable<void> answer;
    finishAll(std::move(ticks), answer);
    arm();
    return answer.future();
}

QFuture<Result<QString>> Engine::rotateKey(const Ports::KeyRotation &rotation)
{
    if (!m_running)
        return ready<QString>(notRunning());
    Ticks ticks;
    const Result<QString> key = m_heartbeats.rotate(rotation, m_parts.clock.now(), ticks);
    if (!key)
        return ready<QString>(tl::unexpected(key.error()));
    const Durable<QString> answer(*key);
    finishAll(std::move(ticks), answer);
    return answer.future();
}

QFuture<Result<Domain::VendorRecord>> Engine::vendorRecord(const Ports::VendorQuery &query)
{
    using Record = Domain::VendorRecord;
    const Entry *entry = m_world.find(query.service);
    if (const Result<void> valid = check(query, entry); !valid)
        return ready<Record>(tl::unexpected(valid.error()));
    const auto promise = std::make_shared<QPromise<Result<Record>>>();
    promise->start();
    const auto answer = [promise](const Result<Record> &record) {
        promise->addResult(record);
        promise->finish();
    };
    onAnswer<Result<Domain::VendorFacts>>(
        this, m_parts.store.vendorFacts(query, ownChecksOf(entry->service)),
        [answer, query, now = m_parts.clock.now()](const Result<Domain::VendorFacts> &facts) {
            answer(facts.map([&](const Domain::VendorFacts &known) {
                return Domain::recordOf(query.service, known, { query.from, query.to, now });
            }));
        },
        [answer] { answer(notRunning()); });
    return promise->future();
}

} // namespace Wf::Engine
