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

    template <class Row> void append(std::vector<Row> &rows, std::vector<Row> &&more)
    {
        std::move(more.begin(), more.end(), std::back_inserter(rows));
    }

    /// Only the latest state of a thing matters: however long the store refuses, there is one row a thing.
    template <class Row> void supersede(std::vector<Row> &rows, std::vector<Row> &&more)
    {
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
        return batch.history.size() + batch.events.size() + batch.alerts.size() + batch.outbox.size();
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
    }
    if (m_error) {
        supersede(next.services, std::move(batch.services));
        supersede(next.monitors, std::move(batch.monitors));
        supersede(next.serviceStates, std::move(batch.serviceStates));
        supersede(next.maintenances, std::move(batch.maintenances));
    } else {
        append(next.services, std::move(batch.services));
        append(next.monitors, std::move(batch.monitors));
        append(next.serviceStates, std::move(batch.serviceStates));
        append(next.maintenances, std::move(batch.maintenances));
    }
    append(next.history, std::move(batch.history));
    append(next.events, std::move(batch.events));
    append(next.alerts, std::move(batch.alerts));
    append(next.outbox, std::move(batch.outbox));
    if (batch.aliveAt)
        next.aliveAt = batch.aliveAt;
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
        if (!m_next.batch.isEmpty())
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
