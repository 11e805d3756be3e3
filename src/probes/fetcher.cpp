// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/fetcher.h"

#include "probes/logging.h"

#include <algorithm>

namespace Wf::Probes {

using Domain::Failure;

namespace {

    constexpr size_t kMostHosts = 4096;

    /// A host that answers with a hard 4xx (or a redirect that leads nowhere) is there: only the address is wrong.
    bool provesHost(const Problem &problem)
    {
        return problem.failure == Failure::HardHttp && problem.httpStatus < 500;
    }

} // namespace

FetchTicket::FetchTicket(Fetcher *fetcher, quint64 id)
    : m_fetcher(fetcher)
    , m_id(id)
{
}

FetchTicket::FetchTicket(FetchTicket &&other) noexcept
    : m_fetcher(std::exchange(other.m_fetcher, nullptr))
    , m_id(std::exchange(other.m_id, 0))
{
}

FetchTicket &FetchTicket::operator=(FetchTicket &&other) noexcept
{
    if (this != &other) {
        cancel();
        m_fetcher = std::exchange(other.m_fetcher, nullptr);
        m_id = std::exchange(other.m_id, 0);
    }
    return *this;
}

FetchTicket::~FetchTicket()
{
    cancel();
}

void FetchTicket::cancel()
{
    if (m_fetcher)
        m_fetcher->cancel(m_id);
}

Fetcher::Fetcher(QNetworkAccessManager &network, const Clock &clock, FetchOptions options)
    : m_network(network)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_cache(m_options.cacheLimit)
    , m_places({ m_options.total, m_options.perHost, m_options.queueLimit })
{
}

Fetcher::~Fetcher() = default;

FetchTicket Fetcher::fetch(FetchRequest request, Done done)
{
    const quint64 id = ++m_lastId;
    const QString name = Domain::hostOf(request.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
    m_entries.emplace(id, Entry { std::move(request), std::move(done), nullptr, name });
    if (m_places.enter(id, name, [this, id] { begin(id); }) == Places::Entry::Full) {
        answerLater(id,
            unexpectedProblem(QStringLiteral("QueueFull"),
                QStringLiteral("Too many questions are waiting: this one was not asked.")));
    }
    return FetchTicket(this, id);
}

void Fetcher::forget(const QUrl &url)
{
    m_cache.remove(url);
}

std::vector<Ports::BreakerRow> Fetcher::breakers() const
{
    std::vector<Ports::BreakerRow> rows;
    for (const auto &[name, host] : m_hosts) {
        if (host.moved)
            rows.push_back({ name, static_cast<int>(host.breaker.state()) });
    }
    return rows;
}

Fetcher::Host &Fetcher::host(const QString &name)
{
    const auto found = m_hosts.find(name);
    if (found != m_hosts.end())
        return found->second;
    if (m_hosts.size() >= kMostHosts)
        forgetIdleHosts();
    Host fresh { Domain::Breaker(m_options.breakerThreshold, m_options.breakerTtl) };
    return m_hosts.emplace(name, std::move(fresh)).first->second;
}

void Fetcher::forgive()
{
    for (auto &[name, host] : m_hosts) {
        if (host.breaker.state() != Domain::BreakerState::Closed)
            host.breaker = Domain::Breaker(m_options.breakerThreshold, m_options.breakerTtl);
    }
}

void Fetcher::forgetIdleHosts()
{
    std::erase_if(m_hosts, [this](const auto &pair) {
        const Host &host = pair.second;
        return m_places.runningAt(pair.first) == 0 && host.notBefore <= m_clock.now()
            && host.breaker.state() == Domain::BreakerState::Closed;
    });
}

void Fetcher::cancel(quint64 id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    Entry entry = std::move(found->second);
    m_entries.erase(found);
    if (entry.job) {
        entry.job.reset();
        host(entry.host).breaker.abandoned();
    }
    m_places.leave(id);
}

std::optional<Problem> Fetcher::refusal(Host &host, const FetchRequest &request) const
{
    const QString scheme = request.url.scheme();
    if (scheme != QLatin1String("http") && scheme != QLatin1String("https"))
        return networkProblem(QNetworkReply::ProtocolUnknownError, request.url.host(), {});
    if (!request.url.isValid() || request.url.host().isEmpty())
        return transportProblem(
            QStringLiteral("InvalidUrl"), QStringLiteral("The address to ask has no host name."));
    const Instant now = m_clock.now();
    if (now < host.notBefore && host.notBefore <= now + m_options.retryAfterCeiling) {
        Problem same = host.last;
        same.detail = same.detail % u" (the host asked to be left alone until " % toIso(host.notBefore) % u')';
        same.latency = Millis { 0 };
        return same;
    }
    if (!host.breaker.admit(now))
        return circuitOpenProblem(host.last.reason, host.breaker.opensAgainAt());
    return std::nullopt;
}

void Fetcher::begin(quint64 id)
{
    Entry &entry = m_entries.at(id);
    Host &target = host(entry.host);
    if (auto problem = refusal(target, entry.request)) {
        answerLater(id, std::move(*problem));
        return m_places.leave(id);
    }
    const auto *held = entry.request.isPrivate() ? nullptr : m_cache.find(entry.request.url);
    entry.job = std::make_unique<FetchJob>(m_network, m_clock, m_options, entry.request,
        held ? held->validators : Validators {},
        [this, id](tl::expected<Response, FailedFetch> result) { finish(id, std::move(result)); });
    entry.job->start();
}

void Fetcher::judge(Host &target, const tl::expected<Response, FailedFetch> &result)
{
    if (result || provesHost(result.error().problem)) {
        target.breaker.succeeded();
        target.notBefore = {};
    } else {
        target.breaker.failed(m_clock.now());
    }
    target.moved = target.moved || target.breaker.state() != Domain::BreakerState::Closed;
    if (result)
        return;
    target.last = result.error().problem;
    if (result.error().retryAfter)
        target.notBefore = m_clock.now() + *result.error().retryAfter;
}

Fetched Fetcher::pageOf(const FetchRequest &request, tl::expected<Response, FailedFetch> result)
{
    const QUrl &url = request.url;
    if (!result)
        return tl::unexpected(result.error().problem);
    if (result->status == 304) {
        if (const auto *held = m_cache.find(url))
            return Page { held->body, 304, true, result->latency, 0, result->at, result->freshFor };
        auto problem = transportProblem(QStringLiteral("ProtocolError"),
            QStringLiteral("%1 answers \"not modified\" to a plain question.").arg(url.host()));
        problem.httpStatus = 304;
        return tl::unexpected(problem);
    }
    if (!request.isPrivate())
        m_cache.put({ url, result->validators, result->body });
    const qint64 bytes = result->body.size();
    return Page { std::move(result->body), result->status, false, result->latency, bytes, result->at,
        result->freshFor };
}

void Fetcher::finish(quint64 id, tl::expected<Response, FailedFetch> result)
{
    Entry entry = std::move(m_entries.at(id));
    m_entries.erase(id);
    judge(host(entry.host), result);
    Fetched page = pageOf(entry.request, std::move(result));
    entry.job.release()->deleteLater(); // it is the one that is calling us
    m_places.leave(id);
    entry.done(std::move(page)); // last: it may destroy us
}

void Fetcher::answerLater(quint64 id, Problem problem)
{
    const auto answer = [this, id, problem = std::move(problem)] {
        const auto found = m_entries.find(id);
        if (found == m_entries.end())
            return;
        const Done done = std::move(found->second.done);
        m_entries.erase(found);
        done(tl::unexpected(problem));
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
}

} // namespace Wf::Probes
