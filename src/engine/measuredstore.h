// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "engine/statskeeper.h"
#include "ports/store.h"

#include <QObject>

namespace Wf::Engine {

/// A store that counts how long its callers wait: from the call until the answer is there in the caller's thread.
class MeasuredStore final : public QObject, public Ports::Store {
    Q_OBJECT

public:
    MeasuredStore(Ports::Store &store, const Clock &clock, StatsKeeper &stats);

    [[nodiscard]] QFuture<Result<Ports::StoredWorld>> load(Instant now) override;
    [[nodiscard]] QFuture<Result<void>> commit(Ports::CommitBatch batch) override;
    [[nodiscard]] QFuture<Result<Ports::EventPage>> events(const Ports::EventQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::AlertPage>> alerts(const Ports::AlertQuery &query) override;
    [[nodiscard]] QFuture<Result<std::vector<Domain::Interval>>> history(
        const Ports::HistoryQuery &query) override;
    [[nodiscard]] QFuture<Result<Domain::VendorFacts>> vendorFacts(
        const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks) override;
    [[nodiscard]] QFuture<Result<Ports::IncidentPage>> incidents(const Ports::IncidentQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::IncidentStory>> incident(qint64 id) override;
    [[nodiscard]] QFuture<Result<std::vector<Domain::Report>>> reports(const Ports::ReportQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::ResultPage>> results(const Ports::ResultQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::ResultSummary>> summary(const Ports::SummaryQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::PingPage>> pings(const Ports::PingQuery &query) override;
    [[nodiscard]] QFuture<Result<QByteArray>> pingBody(const MonitorId &monitor, qint64 number) override;
    [[nodiscard]] QFuture<Result<Ports::ResultUpkeep>> maintainResults(
        Instant now, const Ports::ResultLimits &limits) override;
    [[nodiscard]] QFuture<Result<Purged>> purge(const Retention &retention, Instant now) override;

private:
    using Access = StatsKeeper::Access;

    template <class Call> auto measure(const char *model, Access access, const Call &call);

    Ports::Store &m_store;
    const Clock &m_clock;
    StatsKeeper &m_stats;
};

} // namespace Wf::Engine
