// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/journal.h"

#include "core/answer.h"
#include "engine/log.h"

#include <algorithm>
#include <iterator>

namespace Wf::Engine {

namespace {
    /// What may wait while the database cannot be written. States are counted once a service; this bounds the
    /// rest.
    constexpr size_t kMostRows = 50'000;
    constexpr size_t kMostResults = 200'000; ///< and as many pings; the oldest half goes

    template <class Row> void append(std::vector<Row> &rows, std::vector<Row> &&more)
    {
        std::move(more.begin(), more.end(), std::back_inserter(rows));
    }

    /// Only the latest state of a thing matters: however long the store refuses, there is one row a thing.
    template <class Row> void supersede(std::vector<Row> &rows, std::vector<Row> &&more)
    {
        if (rows.empty())
            rows.swap(more);
        for (Row &row : more) {
            const auto known = std::ranges::find(rows, row.id, &Row::id);
            if (known == rows.end())
                rows.push_back(std::move(row));
            else
                *known = std::move(row);
        }
    }

    size_t rowsOf(const Ports::CommitBatch &batch)
    {
        return batch.history.size() + batch.events.size() + batch.alerts.size() + batch.outbox.size()
            + batch.notes.size();
    }

    /// Results come by the thousand: they must not push out what happened.
    template <class Row> void bound(std::vector<Row> &rows, const char *what)
    {
        if (rows.size() <= kMostResults)
            return;
        qCCritical(logEngine) << "the database has not been writable for too long: the older half of"
                              << rows.size() << what << "is dropped";
        rows.erase(rows.begin(), rows.begin() + static_cast<qptrdiff>(rows.size() / 2));
    }

    /// In one batch rows are written before others are dropped: what came later must win all the same.
    void gatherHeartbeats(Ports::CommitBatch &next, Ports::CommitBatch &batch)
    {
        for (const Ports::HeartbeatRow &row : batch.heartbeats)
            std::erase(next.droppedHeartbeats, row.id);
        for (const MonitorId &id : batch.droppedHeartbeats)
            std::erase_if(next.heartbeats, [&id](const Ports::HeartbeatRow &row) { return row.id == id; });
        supersede(next.heartbeats, std::move(batch.heartbeats));
        append(next.droppedHeartbeats, std::move(batch.droppedHeartbeats));
        append(next.pings, std::move(batch.pings));
        bound(next.pings, "pings");
    }

    void gatherDefinitions(Ports::CommitBatch &next, Ports::CommitBatch &batch)
    {
        for (const Ports::DefinitionRow &row : batch.definitions)
            next.droppedDefinitions.removeAll(row.id);
        for (const QString &id : batch.droppedDefinitions)
            std::erase_if(next.definitions, [&id](const Ports::DefinitionRow &row) { return row.id == id; });
        supersede(next.definitions, std::move(batch.definitions));
        next.droppedDefinitions += batch.droppedDefinitions;
    }
} // namespace

Journal::Journal(Ports::Store &store)
    : m_store(store)
{
}

void Journal::write(Ports::CommitBatch batch, Answered answered)
{
    gather(std::move(batch));
    if (m_error) { // whoever asks must not wait for a database that may not come back
        if (answered)
            answered(tl::unexpected(*m_error));
        return;
    }
    if (answered)
        m_next.answered.push_back(std::move(answered));
    if (!m_writing)
        begin();
}

void Journal::gather(Ports::CommitBatch batch)
{
    Ports::CommitBatch &next = m_next.batch;
    if (rowsOf(next) > kMostRows) {
        qCCritical(logEngine) << "the database has not been writable for too long:" << rowsOf(next)
                              << "rows of history and alerts are dropped";
        next.history.clear();
        next.events.clear();
        next.alerts.clear();
        next.outbox.clear();
        next.notes.clear();
    }
    if (m_error) {
        supersede(next.services, std::move(batch.services));
        supersede(next.monitors, std::move(batch.monitors));
        supersede(next.serviceStates, std::move(batch.serviceStates));
        supersede(next.maintenances, std::move(batch.maintenances));
        supersede(next.incidents, std::move(batch.incidents));
    } else {
        append(next.services, std::move(batch.services));
        append(next.monitors, std::move(batch.monitors));
        append(next.serviceStates, std::move(batch.serviceStates));
        append(next.maintenances, std::move(batch.maintenances));
        append(next.incidents, std::move(batch.incidents));
    }
    supersede(next.silences, std::move(batch.silences));
    supersede(next.plans, std::move(batch.plans));
    supersede(next.reports, std::move(batch.reports));
    append(next.notes, std::move(batch.notes));
    supersede(next.sightings, std::move(batch.sightings));
    supersede(next.published, std::move(batch.published));
    append(next.history, std::move(batch.history));
    append(next.events, std::move(batch.events));
    append(next.alerts, std::move(batch.alerts));
    append(next.outbox, std::move(batch.outbox));
    append(next.results, std::move(batch.results));
    bound(next.results, "results");
    if (batch.aliveAt)
        next.aliveAt = batch.aliveAt;
    gatherHeartbeats(next, batch);
    gatherDefinitions(next, batch);
}

void Journal::begin()
{
    m_current = std::exchange(m_next, {});
    send();
}

void Journal::retry()
{
    if (!m_writing && m_error)
        send();
}

void Journal::send()
{
    m_writing = true;
    onAnswer<Result<void>>(
        this, m_store.commit(m_current.batch), [this](const Result<void> &result) { settle(result); },
        [this] { settle(failure(ErrorCode::Unavailable, QStringLiteral("the database is closed"))); });
}

void Journal::settle(const Result<void> &result)
{
    m_writing = false;
    std::vector<Answered> answered = std::exchange(m_current.answered, {});
    if (result) {
        const bool wasFailing = std::exchange(m_error, std::nullopt).has_value();
        const Ports::CommitBatch written = std::exchange(m_current.batch, {});
        if (!m_next.batch.isEmpty() || !m_next.answered.empty())
            begin();
        if (!written.outbox.empty())
            Q_EMIT durable(written.outbox);
        if (wasFailing)
            Q_EMIT recovered();
    } else {
        std::ranges::move(std::exchange(m_next.answered, {}), std::back_inserter(answered));
        m_error = result.error();
        Q_EMIT refused(result.error().detail);
    }
    for (const Answered &each : answered)
        each(result);
    if (!m_writing)
        Q_EMIT settled();
}

} // namespace Wf::Engine
