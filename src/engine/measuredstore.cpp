// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/measuredstore.h"

#include "core/answer.h"

namespace Wf::Engine {

namespace {
    /// "There is no such thing" is an answer; a refusal is none.
    template <class T> StatsKeeper::Ended endOf(const Result<T> &result)
    {
        const bool answered = result.has_value() || result.error().code == ErrorCode::NotFound;
        return answered ? StatsKeeper::Ended::Well : StatsKeeper::Ended::Badly;
    }
} // namespace

MeasuredStore::MeasuredStore(Ports::Store &store, const Clock &clock, StatsKeeper &stats)
    : m_store(store)
    , m_clock(clock)
    , m_stats(stats)
{
}

template <class Call> auto MeasuredStore::measure(const char *model, Access access, const Call &call)
{
    const Millis begun = m_clock.monotonic();
    const auto future = call();
    using Answer = decltype(future.result());
    const auto ended = [this, model, access, begun](StatsKeeper::Ended how) {
        m_stats.countStoreCall({ model, access, how, m_clock.monotonic() - begun });
    };
    onAnswer<Answer>(
        this, future, [ended](const Answer &answer) { ended(endOf(answer)); },
        [ended] { ended(StatsKeeper::Ended::Badly); });
    return future;
}

QFuture<Result<Ports::StoredWorld>> MeasuredStore::load(Instant now)
{
    return measure("world", Access::Read, [&] { return m_store.load(now); });
}

QFuture<Result<void>> MeasuredStore::commit(Ports::CommitBatch batch)
{
    return measure("batch", Access::Write, [&] { return m_store.commit(std::move(batch)); });
}

QFuture<Result<Ports::EventPage>> MeasuredStore::events(const Ports::EventQuery &query)
{
    return measure("events", Access::Read, [&] { return m_store.events(query); });
}

QFuture<Result<Ports::AlertPage>> MeasuredStore::alerts(const Ports::AlertQuery &query)
{
    return measure("alerts", Access::Read, [&] { return m_store.alerts(query); });
}

QFuture<Result<std::vector<Domain::Interval>>> MeasuredStore::history(const Ports::HistoryQuery &query)
{
    return measure("history", Access::Read, [&] { return m_store.history(query); });
}

QFuture<Result<Domain::VendorFacts>> MeasuredStore::vendorFacts(
    const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks)
{
    return measure("vendors", Access::Read, [&] { return m_store.vendorFacts(query, ownChecks); });
}

QFuture<Result<Ports::IncidentPage>> MeasuredStore::incidents(const Ports::IncidentQuery &query)
{
    return measure("incidents", Access::Read, [&] { return m_store.incidents(query); });
}

QFuture<Result<Ports::IncidentStory>> MeasuredStore::incident(qint64 id)
{
    return measure("incidents", Access::Read, [&] { return m_store.incident(id); });
}

QFuture<Result<std::vector<Domain::Report>>> MeasuredStore::reports(const Ports::ReportQuery &query)
{
    return measure("reports", Access::Read, [&] { return m_store.reports(query); });
}

QFuture<Result<Ports::ResultPage>> MeasuredStore::results(const Ports::ResultQuery &query)
{
    return measure("results", Access::Read, [&] { return m_store.results(query); });
}

QFuture<Result<Ports::ResultSummary>> MeasuredStore::summary(const Ports::SummaryQuery &query)
{
    return measure("summary", Access::Read, [&] { return m_store.summary(query); });
}

QFuture<Result<Ports::PingPage>> MeasuredStore::pings(const Ports::PingQuery &query)
{
    return measure("pings", Access::Read, [&] { return m_store.pings(query); });
}

QFuture<Result<QByteArray>> MeasuredStore::pingBody(const MonitorId &monitor, qint64 number)
{
    return measure("ping_body", Access::Read, [&] { return m_store.pingBody(monitor, number); });
}

QFuture<Result<Ports::ResultUpkeep>> MeasuredStore::maintainResults(Instant now, const Ports::ResultLimits &limits)
{
    return measure("results", Access::Write, [&] { return m_store.maintainResults(now, limits); });
}

QFuture<Result<Ports::Store::Purged>> MeasuredStore::purge(const Retention &retention, Instant now)
{
    return measure("retention", Access::Write, [&] { return m_store.purge(retention, now); });
}

} // namespace Wf::Engine
