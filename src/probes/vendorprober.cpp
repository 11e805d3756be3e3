// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/vendorprober.h"

#include "domain/traffic.h"
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
    Instant begun {};
    Page page; ///< the first document, once it is there
    std::vector<QUrl> others; ///< addresses of the page's further documents
    std::vector<Page> companions; ///< these, in their order; empty ones failed
    QString lack; ///< why one of them failed, for people
    size_t awaited = 0;
    Domain::Traffic traffic;
    std::vector<FetchTicket> tickets;

    /// What a request came to; one that was held back by a breaker or a full queue is none.
    void count(const Fetched &fetched)
    {
        if (fetched)
            traffic += { 1, fetched->notModified ? 1 : 0, fetched->bytes };
        else if (fetched.error().failure != Domain::Failure::CircuitOpen
            && fetched.error().failure != Domain::Failure::Internal)
            traffic += { 1, 0, 0 };
    }
};

struct VendorProber::Search {
    QPromise<Domain::Detection> promise;
    QFutureWatcher<Domain::Detection> watcher; ///< hears of a cancelled future
    std::unique_ptr<Detector> detector;
};

namespace {

    constexpr Millis kLeastTime { Seconds { 1 } }; ///< for further documents, however slow the first one was

    constexpr Millis kAbsence { std::chrono::hours { 1 } };
    constexpr size_t kMostAbsent = 10'000;

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
    , m_tokens(fetcher, clock)
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
    asking.begun = m_clock.now();
    const auto credentials =
        question.monitors.empty() ? Shared<Domain::ClientCredentials>() : question.monitors.front().credentials;
    if (!credentials)
        askPage(id, asking, {});
    else if (const auto token = m_tokens.held(*credentials))
        askPage(id, asking, *token);
    else
        getToken(id, asking, *credentials);
    return future;
}

void VendorProber::getToken(quint64 id, Asking &asking, const Domain::ClientCredentials &credentials)
{
    asking.tickets.push_back(m_tokens.fetch(credentials, asking.question.timeout, [this, id](const auto &token) {
        Asking &waiting = *m_asking.at(id);
        if (token)
            askPage(id, waiting, *token);
        else
            finish(id, allFailed(waiting.question, m_clock.now(), token.error()));
    }));
}

void VendorProber::askPage(quint64 id, Asking &asking, const TokenKeeper::Token &token)
{
    FetchRequest request { asking.question.url, timeLeft(asking), QByteArray(asking.dialect->accept.data()),
        token };
    asking.tickets.push_back(
        m_fetcher.fetch(std::move(request), [this, id](const Fetched &fetched) { takePage(id, fetched); }));
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

/// Of the question's time, for a document after the first one.
Millis VendorProber::timeLeft(const Asking &asking) const
{
    const Millis whole = asking.question.timeout;
    return std::clamp<Millis>(whole - (m_clock.now() - asking.begun), std::min(kLeastTime, whole), whole);
}

Observations VendorProber::observations(const Asking &asking) const
{
    const Instant now = m_clock.now();
    std::map<std::pair<QStringList, const Domain::PageRules *>, Observation> readings;
    Observations all;
    for (const auto &monitor : asking.question.monitors) {
        const std::pair key(monitor.components, monitor.rules.get());
        auto reading = readings.find(key);
        if (reading == readings.end())
            reading = readings.emplace(key, read(asking, monitor, now)).first;
        all.push_back(reading->second);
        all.back().monitor = monitor.id;
    }
    return all;
}

Observation VendorProber::read(const Asking &asking, const Domain::MonitorSpec &monitor, Instant now)
{
    Vendors::ParseInput input { asking.page.body, monitor.components, now, monitor.rules };
    for (const Page &companion : asking.companions)
        input.companions.push_back(companion.body);
    Observation one = Vendors::parse(*asking.dialect, input);
    if (!one.succeeded() && !asking.lack.isEmpty())
        one.detail += QStringLiteral(" A further document of the page could not be fetched: ") % asking.lack;
    one.at = now;
    one.latency = asking.page.latency;
    one.httpStatus = asking.page.httpStatus;
    one.freshFor = std::max(one.freshFor, asking.page.freshFor);
    return one;
}

void VendorProber::takePage(quint64 id, const Fetched &fetched)
{
    Asking &asking = *m_asking.at(id);
    asking.count(fetched);
    if (!fetched) {
        const auto &credentials = asking.question.monitors.front().credentials;
        if (credentials && fetched.error().httpStatus == 401)
            m_tokens.forget(*credentials);
        return finish(id, allFailed(asking.question, m_clock.now(), fetched.error()));
    }
    asking.page = *fetched;
    askFurther(id, asking);
    if (asking.awaited == 0)
        finish(id, observations(asking));
}

/// The further documents have the time that the first one left of the question's.
void VendorProber::askFurther(quint64 id, Asking &asking)
{
    if (asking.dialect->companions)
        asking.others = asking.dialect->companions(asking.question.url);
    asking.others.resize(std::min(asking.others.size(), Vendors::kMostCompanions));
    asking.companions.resize(asking.others.size());
    std::vector<size_t> wanted;
    for (size_t i = 0; i < asking.others.size(); ++i) {
        if (!isAbsent(asking.others[i], asking.lack))
            wanted.push_back(i);
    }
    asking.awaited = wanted.size();
    const Millis timeout = timeLeft(asking);
    for (const size_t i : wanted) {
        asking.tickets.push_back(
            m_fetcher.fetch({ asking.others[i], timeout, QByteArray(asking.dialect->accept.data()) },
                [this, id, i](const Fetched &fetched) { takeCompanion(id, i, fetched); }));
    }
}

/// Nobody needs to be told every minute that there is no such document.
bool VendorProber::isAbsent(const QUrl &document, QString &why)
{
    const auto known = m_absent.find(document);
    if (known == m_absent.end())
        return false;
    if (known->second.until <= m_clock.now()) {
        m_absent.erase(known);
        return false;
    }
    why = known->second.detail;
    return true;
}

void VendorProber::takeCompanion(quint64 id, size_t position, const Fetched &fetched)
{
    Asking &asking = *m_asking.at(id);
    asking.count(fetched);
    if (fetched)
        asking.companions[position] = *fetched;
    else
        asking.lack = fetched.error().detail;
    const int status = fetched ? 0 : fetched.error().httpStatus;
    if ((status == 404 || status == 410) && m_absent.size() < kMostAbsent)
        m_absent.insert_or_assign(asking.others[position], Absence { m_clock.now() + kAbsence, asking.lack });
    if (--asking.awaited == 0)
        finish(id, observations(asking));
}

void VendorProber::finish(quint64 id, Observations all)
{
    const auto found = m_asking.find(id);
    const auto asking = std::move(found->second);
    m_asking.erase(found);
    const auto unreadable = [](const Observation &one) { return one.failure == Domain::Failure::Parse; };
    if (std::ranges::any_of(all, unreadable)) { // a validator must not keep a broken body alive
        m_fetcher.forget(asking->question.url);
        for (const QUrl &other : asking->others) {
            m_fetcher.forget(other);
            m_absent.erase(other);
        }
    }
    for (Observation &one : all) {
        one.requests = static_cast<int>(asking->traffic.requests);
        one.unchanged = static_cast<int>(asking->traffic.notModified);
        one.bytes = asking->traffic.bytes;
        one.notModified = one.requests > 0 && one.unchanged == one.requests;
    }
    asking->promise.addResult(std::move(all));
    asking->promise.finish();
}

} // namespace Wf::Probes
