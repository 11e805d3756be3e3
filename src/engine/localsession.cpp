// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/localsession.h"

#include <QPromise>

namespace Wf::Engine {

LocalSession::LocalSession(Engine &engine)
    : m_engine(engine)
{
    auto empty = std::make_shared<Ports::Snapshot>();
    empty->catalogue = std::make_shared<Domain::Catalogue>();
    m_snapshot = std::move(empty);
    connect(&engine, &Engine::published, this,
        [this](const Ports::SnapshotPtr &snapshot, const Ports::EngineStats &stats) {
            {
                const std::lock_guard lock(m_mutex);
                m_snapshot = snapshot;
                m_stats = stats;
            }
            Q_EMIT snapshotPublished(snapshot);
        });
    connect(&engine, &Engine::beat, this, [this](qint64 at) { m_beat.store(at, std::memory_order_relaxed); });
}

Ports::SnapshotPtr LocalSession::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

Ports::EngineStats LocalSession::stats() const
{
    const std::lock_guard lock(m_mutex);
    Ports::EngineStats stats = m_stats;
    if (const qint64 at = m_beat.load(std::memory_order_relaxed))
        stats.heartbeatAt = fromEpochMillis(at);
    return stats;
}

/// Runs `call` in the engine's thread and hands its answer over; a call that is cut off is answered as unavailable.
template<class T>
QFuture<Result<T>> LocalSession::inEngine(std::function<QFuture<Result<T>>()> call)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    const auto answer = [promise](const Result<T> &result) {
        promise->addResult(result);
        promise->finish();
    };
    const auto cutOff = [answer] {
        answer(failure(ErrorCode::Unavailable, QStringLiteral("Watchfloor is shutting down")));
    };
    const bool posted = QMetaObject::invokeMethod(&m_engine, [this, call = std::move(call), answer, cutOff] {
        call().then(&m_engine, answer).onCanceled(&m_engine, cutOff);
    });
    if (!posted)
        cutOff();
    return future;
}

QFuture<Result<Ports::EventPage>> LocalSession::events(const Ports::EventQuery &query)
{
    return inEngine<Ports::EventPage>([this, query] { return m_engine.store().events(query); });
}

QFuture<Result<Ports::AlertPage>> LocalSession::alerts(const Ports::AlertQuery &query)
{
    return inEngine<Ports::AlertPage>([this, query] { return m_engine.store().alerts(query); });
}

QFuture<Result<std::vector<Domain::Interval>>> LocalSession::history(const Ports::HistoryQuery &query)
{
    return inEngine<std::vector<Domain::Interval>>([this, query] { return m_engine.store().history(query); });
}

QFuture<Result<Ports::SnapshotPtr>> LocalSession::stateAt(Instant at)
{
    return inEngine<Ports::SnapshotPtr>([this, at] {
        return QtFuture::makeReadyFuture<Result<Ports::SnapshotPtr>>(Result<Ports::SnapshotPtr>(m_engine.stateAt(at)));
    });
}

QFuture<Result<Ports::ManualOutcome>> LocalSession::setStatus(const Ports::ManualUpdate &update)
{
    return inEngine<Ports::ManualOutcome>([this, update] { return m_engine.setStatus(update); });
}

QFuture<Result<void>> LocalSession::checkNow(const std::optional<ServiceId> &service)
{
    return inEngine<void>([this, service] {
        return QtFuture::makeReadyFuture<Result<void>>(m_engine.checkNow(service));
    });
}

} // namespace Wf::Engine
