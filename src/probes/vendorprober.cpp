// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/vendorprober.h"

#include "probes/detector.h"

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

struct VendorProber::Search {
    QPromise<Domain::Detection> promise;
    QFutureWatcher<Domain::Detection> watcher; ///< hears of a cancelled future
    std::unique_ptr<Detector> detector;
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

QFuture<Domain::Detection> VendorProber::detect(const QUrl &url, Millis timeout)
{
    const quint64 id = ++m_lastId;
    Search &search = *m_searches.emplace(id, std::make_unique<Search>()).first->second;
    search.promise.start();
    const auto future = search.promise.future();
    QObject::connect(
        &search.watcher, &QFutureWatcherBase::canceled, &m_home, [this, id] { m_searches.erase(id); },
        Qt::QueuedConnection);
    search.watcher.setFuture(future);
    search.detector = std::make_unique<Detector>(m_fetcher, m_clock, url);
    search.detector->start(timeout, [this, id](Domain::Detection found) {
        const auto ended = std::move(m_searches.at(id));
        m_searches.erase(id);
        ended->promise.addResult(std::move(found));
        ended->promise.finish();
        ended->detector.release()->deleteLater(); // it is the one that is calling us
    });
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
    std::map<std::pair<QStringList, const Domain::PageRules *>, Observation> readings;
    Observations all;
    for (const auto &monitor : asking.question.monitors) {
        const std::pair key(monitor.components, monitor.rules.get());
        auto reading = readings.find(key);
        if (reading == readings.end()) {
            auto read = Vendors::parse(*asking.dialect, { fetched->body, monitor.components, now, monitor.rules });
            reading = readings.emplace(key, std::move(read)).first;
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
