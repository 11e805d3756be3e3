// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"
#include "ports/store.h"

#include <QFuture>
#include <QObject>

namespace Wf::Ports {

struct ManualUpdate {
    ServiceId service;
    Domain::Status status = Domain::Status::Unknown;
    QString detail;
    QString reason; ///< 3…500 characters
    QString by;
    QString clientIp;
    std::optional<Instant> expiresAt; ///< in the future
};
struct ManualOutcome {
    bool changed = false;
    Domain::Status previous = Domain::Status::Unknown;
    ServiceRow row; ///< the service after the update
};

/// Counters of the engine since it started, for /metrics.
struct EngineStats {
    struct PollCount {
        ServiceId service;
        QString outcome;
        quint64 count = 0;
    };
    struct AlertCount {
        QString kind;
        QString label; ///< severity of sent ones, reason of suppressed ones
        quint64 count = 0;
    };
    struct PollDuration {
        QString pollType;
        std::vector<quint64> buckets; ///< not cumulative; bounds: kPollDurationBounds, then +Inf
        double sumSeconds = 0;
    };
    static constexpr double kPollDurationBounds[] { 0.1, 0.25, 0.5, 1, 2, 5, 10, 30 };
    std::vector<PollCount> polls;
    std::vector<AlertCount> sent;
    std::vector<AlertCount> suppressed;
    std::vector<PollDuration> durations;
    quint64 cyclesCompleted = 0;
    quint64 cyclesErrored = 0;
    std::optional<Instant> heartbeatAt; ///< last time the engine completed a tick
    quint64 lateStarts = 0;
    qint64 outboxQueued = 0;
    qint64 outboxDead = 0;
    quint64 deliveries = 0;
    quint64 deliveryFailures = 0;
    bool databaseConnected = false;
};

/// The one seam between the engine and every face. All functions may be called from any thread; futures answer in
/// an unspecified thread: continue them with a context object. Signals are emitted in the engine's thread.
class Session : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// The latest snapshot, never null once the session is handed out.
    [[nodiscard]] virtual SnapshotPtr snapshot() const = 0;
    [[nodiscard]] virtual EngineStats stats() const = 0;

    [[nodiscard]] virtual QFuture<Result<EventPage>> events(const EventQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<AlertPage>> alerts(const AlertQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<std::vector<Domain::Interval>>> history(const HistoryQuery &query) = 0;
    /// The snapshot as it would have been at `at`, from the intervals; marked `past`.
    [[nodiscard]] virtual QFuture<Result<SnapshotPtr>> stateAt(Instant at) = 0;
    [[nodiscard]] virtual QFuture<Result<ManualOutcome>> setStatus(const ManualUpdate &update) = 0;
    /// Asks now; empty = everything. Answers when the questions are on their way.
    [[nodiscard]] virtual QFuture<Result<void>> checkNow(const std::optional<ServiceId> &service) = 0;

Q_SIGNALS:
    void snapshotPublished(const Wf::Ports::SnapshotPtr &snapshot);
};

} // namespace Wf::Ports
