// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/vendorprober.h"

#include <QFutureWatcher>
#include <QPromise>

#include <algorithm>

namespace Wf::Probes {

using Domain::Observation;
using Observations = std::vector<Observation>;

struct VendorProber::Asking {
    Ports::Question question;
    const Vendors::Dialect *dialect = nullptr;
    QPromise<Observations> promise;
    QFutureWatcher<Observations> watcher; ///< hears of a cancelled future
    FetchTicket ticket;
};

namespace {

    Observations allFailed(const Ports::Question &question, Instant at, const Problem &problem)
    {
        Observations all;
        for (const auto &monitor : question.monitors) {
            auto one = Domain::failedObservation(monitor.id, at, problem.failure, problem.reason, problem.detail);
            one.latency = problem.latency;
            one.httpStatus = problem.httpStatus;
            all.push_back(std::move(one));
        }
        return all;
    }

    Observations unaskable(const Ports::Question &question, Instant at)
    {
        return allFailed(question, at,
            unexpectedProblem(QStringLiteral("UnknownKind"),
                QStringLiteral("There is no kind of status page called \"%1\".").arg(question.kind)));
    }

} // namespace

VendorProber::VendorProber(Fetcher &fetcher, const Clock &clock)
    : m_fetcher(fetcher)
    , m_clock(clock)
{
}

VendorProber::~VendorProber() = default;

QFuture<Observations> VendorProber::ask(const Ports::Question &question)
{
    const auto *dialect = Vendors::findDialect(question.kind);
    if (!dialect)
        return QtFuture::makeReadyFuture(unaskable(question, m_clock.now()));
    const quint64 id = ++m_lastId;
    auto &asking = *m_asking.emplace(id, std::make_unique<Asking>()).first->second;
    asking.question = question;
    asking.dialect = dialect;
    asking.promise.start();
    const auto future = asking.promise.future();
    QObject::connect(
        &asking.watcher, &QFutureWatcherBase::canceled, &m_home, [this, id] { m_asking.erase(id); },
        Qt::QueuedConnection);
    asking.watcher.setFuture(future);
    asking.ticket = m_fetcher.fetch({ question.url, question.timeout, QByteArray(dialect->accept.data()) },
        [this, id](const Fetched &fetched) { answer(id, fetched); });
    return future;
}

std::vector<Ports::BreakerRow> VendorProber::breakers() const
{
    return m_fetcher.breakers();
}

Observations VendorProber::observations(const Asking &asking, const Fetched &fetched)
{
    const Instant now = m_clock.now();
    if (!fetched)
        return allFailed(asking.question, now, fetched.error());
    std::map<QStringList, Observation> readings;
    Observations all;
    for (const auto &monitor : asking.question.monitors) {
        auto reading = readings.find(monitor.components);
        if (reading == readings.end()) {
            auto read = Vendors::parse(*asking.dialect, { fetched->body, monitor.components, now });
            reading = readings.emplace(monitor.components, std::move(read)).first;
        }
        Observation one = reading->second;
        one.monitor = monitor.id;
        one.at = now;
        one.latency = fetched->latency;
        one.httpStatus = fetched->httpStatus;
        one.bytes = fetched->bytes;
        one.notModified = fetched->notModified;
        all.push_back(std::move(one));
    }
    return all;
}

void VendorProber::answer(quint64 id, const Fetched &fetched)
{
    const auto found = m_asking.find(id);
    const auto asking = std::move(found->second);
    m_asking.erase(found);
    auto all = observations(*asking, fetched);
    const auto unreadable = [](const Observation &one) { return one.failure == Domain::Failure::Parse; };
    if (std::ranges::any_of(all, unreadable))
        m_fetcher.forget(asking->question.url); // a validator must not keep a broken body alive
    asking->promise.addResult(std::move(all));
    asking->promise.finish();
}

} // namespace Wf::Probes
