// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/checkprober.h"

#include "domain/verdict.h"

#include <QFutureWatcher>
#include <QPromise>

#include <algorithm>

namespace Wf::Probes {

using Domain::Observation;
using Observations = std::vector<Observation>;

struct CheckProber::Asking {
    struct Run {
        Shared<Domain::CheckSpec> spec;
        std::optional<Domain::CheckRun> ended;
        CheckTicket ticket;
    };
    std::vector<MonitorId> monitors;
    std::vector<size_t> runOf; ///< of each monitor
    std::vector<Run> runs;
    QPromise<Observations> promise;
    QFutureWatcher<Observations> watcher; ///< hears of a cancelled future
};

struct CheckProber::Trial {
    QPromise<Domain::CheckRun> promise;
    CheckTicket ticket;
};

namespace {
    bool carriesCheck(const Domain::MonitorSpec &monitor)
    {
        return static_cast<bool>(monitor.check);
    }

    Observations withoutChecks(const Ports::Question &question, Instant at)
    {
        Observations all;
        for (const auto &monitor : question.monitors)
            all.push_back(Domain::failedObservation(monitor.id, at, Domain::Failure::Internal,
                QStringLiteral("unexpected: NoCheck"), QStringLiteral("The monitor does not say what to check.")));
        return all;
    }
} // namespace

CheckProber::CheckProber(CheckRunner &runner, const Clock &clock)
    : m_runner(runner)
    , m_clock(clock)
{
}

CheckProber::~CheckProber() = default;

QFuture<Observations> CheckProber::ask(const Ports::Question &question)
{
    if (question.monitors.empty() || !std::ranges::all_of(question.monitors, carriesCheck))
        return QtFuture::makeReadyFuture(withoutChecks(question, m_clock.now()));
    const quint64 id = ++m_lastId;
    Asking &asking = *m_asking.emplace(id, std::make_unique<Asking>()).first->second;
    for (const auto &monitor : question.monitors) {
        const auto same = std::ranges::find(asking.runs, monitor.check, &Asking::Run::spec);
        asking.runOf.push_back(static_cast<size_t>(same - asking.runs.begin()));
        asking.monitors.push_back(monitor.id);
        if (same == asking.runs.end())
            asking.runs.push_back({ monitor.check, {}, {} });
    }
    asking.promise.start();
    const auto future = asking.promise.future();
    QObject::connect(
        &asking.watcher, &QFutureWatcherBase::canceled, &m_home, [this, id] { m_asking.erase(id); },
        Qt::QueuedConnection);
    asking.watcher.setFuture(future);
    for (size_t run = 0; run < asking.runs.size(); ++run)
        asking.runs[run].ticket = m_runner.run(asking.runs[run].spec, question.timeout,
            [this, id, run](Domain::CheckRun ended) { take(id, run, std::move(ended)); });
    return future;
}

void CheckProber::take(quint64 id, size_t run, Domain::CheckRun ended)
{
    const auto found = m_asking.find(id);
    found->second->runs[run].ended = std::move(ended);
    const auto hasEnded = [](const Asking::Run &each) { return each.ended.has_value(); };
    if (!std::ranges::all_of(found->second->runs, hasEnded))
        return;
    const auto asking = std::move(found->second);
    m_asking.erase(found);
    Observations all;
    for (size_t i = 0; i < asking->monitors.size(); ++i) {
        const Asking::Run &mine = asking->runs[asking->runOf[i]];
        all.push_back(Domain::conclude(asking->monitors[i], *mine.spec, *mine.ended, m_clock.now()));
    }
    asking->promise.addResult(std::move(all));
    asking->promise.finish();
}

QFuture<Domain::CheckRun> CheckProber::tryCheck(const Domain::CheckSpec &spec, Millis timeout)
{
    const quint64 id = ++m_lastId;
    Trial &trial = *m_trials.emplace(id, std::make_unique<Trial>()).first->second;
    trial.promise.start();
    const QFuture<Domain::CheckRun> future = trial.promise.future();
    trial.ticket =
        m_runner.run(spec, timeout, [this, id](const Domain::CheckRun &ended) { takeTrial(id, ended); });
    return future;
}

void CheckProber::takeTrial(quint64 id, const Domain::CheckRun &ended)
{
    const std::unique_ptr<Trial> trial = std::move(m_trials.at(id));
    m_trials.erase(id);
    trial->promise.addResult(ended);
    trial->promise.finish();
}

RoutingProber::RoutingProber(Ports::Prober &vendors, Ports::Prober &checks)
    : m_vendors(vendors)
    , m_checks(checks)
{
}

QFuture<Observations> RoutingProber::ask(const Ports::Question &question)
{
    const bool check = std::ranges::any_of(question.monitors, carriesCheck);
    return check ? m_checks.ask(question) : m_vendors.ask(question);
}

QFuture<Domain::CheckRun> RoutingProber::tryCheck(const Domain::CheckSpec &spec, Millis timeout)
{
    return m_checks.tryCheck(spec, timeout);
}

QFuture<Domain::Detection> RoutingProber::detect(const QUrl &url, Millis timeout)
{
    return m_vendors.detect(url, timeout);
}

std::vector<Ports::BreakerRow> RoutingProber::breakers() const
{
    return m_vendors.breakers();
}

void RoutingProber::forgive()
{
    m_vendors.forgive();
    m_checks.forgive();
}

} // namespace Wf::Probes
