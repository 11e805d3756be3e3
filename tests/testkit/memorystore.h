// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"

#include <QPromise>

#include <algorithm>
#include <map>
#include <vector>

namespace Wf::TestKit {

/// Remembers in memory: keeps every accepted batch, refuses or holds back its answers when told to.
class MemoryStore final : public Ports::Store {
public:
    std::vector<Ports::CommitBatch> batches; ///< accepted, in order
    bool failing = false;
    bool holding = false; ///< commits are answered at release()
    int attempts = 0;
    Ports::StoredWorld world; ///< what load() answers
    std::vector<Instant> purges;

    QFuture<Result<Ports::StoredWorld>> load(Instant) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::StoredWorld>(world));
    }
    QFuture<Result<void>> commit(Ports::CommitBatch batch) override
    {
        ++attempts;
        if (failing)
            return QtFuture::makeReadyFuture<Result<void>>(failure(ErrorCode::Io, QStringLiteral("disk full")));
        batches.push_back(std::move(batch));
        if (!holding)
            return QtFuture::makeReadyFuture(Result<void>());
        m_held.emplace_back();
        m_held.back().start();
        return m_held.back().future();
    }
    QFuture<Result<Ports::EventPage>> events(const Ports::EventQuery &) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::EventPage>(Ports::EventPage { {}, 7 }));
    }
    QFuture<Result<Ports::AlertPage>> alerts(const Ports::AlertQuery &) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::AlertPage>(Ports::AlertPage {}));
    }
    QFuture<Result<std::vector<Domain::Interval>>> history(const Ports::HistoryQuery &) override
    {
        m_heldHistory.start();
        return m_heldHistory.future(); // never answered
    }
    QFuture<Result<Purged>> purge(const Retention &, Instant now) override
    {
        purges.push_back(now);
        return QtFuture::makeReadyFuture(Result<Purged>(Purged {}));
    }

    void release()
    {
        for (auto &promise : std::exchange(m_held, {})) {
            promise.addResult(Result<void>());
            promise.finish();
        }
    }

    [[nodiscard]] std::vector<Domain::Event> events() const { return all(&Ports::CommitBatch::events); }
    [[nodiscard]] std::vector<Domain::AlertRecord> alerts() const { return all(&Ports::CommitBatch::alerts); }
    [[nodiscard]] std::vector<Domain::OutboxMessage> outbox() const { return all(&Ports::CommitBatch::outbox); }
    [[nodiscard]] std::vector<Domain::Interval> intervals(const ServiceId &service) const
    {
        std::vector<Domain::Interval> result;
        for (const Ports::CommitBatch &batch : batches)
            addIntervals(batch, service, result);
        return result;
    }
    /// What a program that starts now would find.
    [[nodiscard]] Ports::StoredWorld remembered() const;

private:
    template <class Row> [[nodiscard]] std::vector<Row> all(std::vector<Row> Ports::CommitBatch::*rows) const
    {
        std::vector<Row> result;
        for (const Ports::CommitBatch &batch : batches)
            result.insert(result.end(), (batch.*rows).begin(), (batch.*rows).end());
        return result;
    }
    template <class Row> [[nodiscard]] std::vector<Row> latest(std::vector<Row> Ports::CommitBatch::*rows) const
    {
        std::vector<Row> result;
        for (const Row &row : all(rows)) {
            const auto known = std::ranges::find(result, row.id, &Row::id);
            if (known == result.end())
                result.push_back(row);
            else
                *known = row;
        }
        return result;
    }
    static void addIntervals(
        const Ports::CommitBatch &batch, const ServiceId &service, std::vector<Domain::Interval> &result)
    {
        for (const Ports::HistoryChange &change : batch.history) {
            if (change.service != service)
                continue;
            if (change.step.closed)
                result.back() = *change.step.closed;
            if (change.step.opened)
                result.push_back(*change.step.opened);
        }
    }

    std::vector<QPromise<Result<void>>> m_held;
    QPromise<Result<std::vector<Domain::Interval>>> m_heldHistory;
};

inline Ports::StoredWorld MemoryStore::remembered() const
{
    Ports::StoredWorld stored;
    stored.services = latest(&Ports::CommitBatch::services);
    stored.monitors = latest(&Ports::CommitBatch::monitors);
    stored.serviceStates = latest(&Ports::CommitBatch::serviceStates);
    for (const Domain::Service &service : stored.services)
        stored.history.push_back({ service.id, intervals(service.id) });
    stored.timeline = events();
    std::ranges::reverse(stored.timeline);
    stored.recentAlerts = alerts();
    for (const Domain::OutboxMessage &message : latest(&Ports::CommitBatch::outbox)) {
        stored.lastOutboxId = std::max(stored.lastOutboxId, message.id);
        if (!message.finishedAt)
            stored.outbox.push_back(message);
        for (const Domain::AlertRecord &record : stored.recentAlerts) {
            if (record.outboxId == message.id && message.state == Domain::OutboxState::Dead)
                stored.failedAlertIds.push_back(record.id);
        }
    }
    for (const Domain::MaintenanceRow &row : latest(&Ports::CommitBatch::maintenances)) {
        stored.lastMaintenanceId = std::max(stored.lastMaintenanceId, row.id);
        if (!row.vanished && row.maintenance.state != Domain::MaintenanceState::Completed)
            stored.maintenances.push_back(row);
    }
    stored.lastEventId = stored.timeline.empty() ? 0 : stored.timeline.front().id;
    stored.lastAlertId = stored.recentAlerts.empty() ? 0 : stored.recentAlerts.back().id;
    for (const Ports::CommitBatch &batch : batches) {
        if (batch.aliveAt)
            stored.aliveAt = batch.aliveAt;
    }
    return stored;
}

} // namespace Wf::TestKit
