// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "engine/alertdesk.h"
#include "engine/coveragekeeper.h"
#include "engine/definitionkeeper.h"
#include "engine/heartbeatkeeper.h"
#include "engine/journal.h"
#include "engine/measuredstore.h"
#include "engine/outboxworker.h"
#include "engine/pagefinder.h"
#include "engine/pipeline.h"
#include "engine/reporter.h"
#include "engine/scheduler.h"
#include "engine/snapshotbuilder.h"
#include "engine/statskeeper.h"
#include "engine/uptimememory.h"
#include "ports/ticker.h"

#include <QObject>
#include <QPromise>

namespace Wf::Engine {

/// What the engine works with; all must outlive it and belong to its thread (the store has its own inside).
struct EngineParts {
    Ports::Store &store;
    Ports::Prober &prober;
    Ports::Notifier &notifier;
    const Clock &clock;
    Ports::Ticker &ticker;
    Ports::Ticker &outboxTicker;
    const Ports::DefinitionReader *definitions = nullptr; ///< null: nothing can be defined in the program
};

/// Turns: what came in is applied, decided, committed; what is due is asked; what is committed is published and
/// sent. One thread owns all of it. Nothing here blocks.
class Engine final : public QObject {
    Q_OBJECT

public:
    Engine(const EngineParts &parts, const EngineOptions &options);
    ~Engine() override;

    /// Loads what is remembered, adopts the catalogue and begins to ask. Answers when the first snapshot is out.
    [[nodiscard]] QFuture<Result<void>> start(std::shared_ptr<const Domain::Catalogue> catalogue);
    /// Asks and sends no more, writes what is left; answers when it is durable (or refused once more) and no
    /// delivery is under way.
    [[nodiscard]] QFuture<void> stop();
    void reload(std::shared_ptr<const Domain::Catalogue> catalogue, const EngineOptions &options);
    /// Shown to every face until it is replaced; an empty text takes it back.
    void setNotice(Ports::Notice::Kind kind, const QString &text);

    [[nodiscard]] QFuture<Result<Ports::ManualOutcome>> setStatus(const Ports::ManualUpdate &update);
    [[nodiscard]] Result<void> checkNow(const std::optional<ServiceId> &service);
    [[nodiscard]] Result<void> checkMonitor(const MonitorId &monitor);
    [[nodiscard]] QFuture<Result<Ports::PingOutcome>> ping(const Ports::PingCall &call);
    [[nodiscard]] QFuture<Result<MonitorId>> createMonitor(const QJsonObject &definition);
    [[nodiscard]] QFuture<Result<void>> changeMonitor(const MonitorId &monitor, const QJsonObject &change);
    [[nodiscard]] QFuture<Result<void>> removeMonitor(const MonitorId &monitor);
    [[nodiscard]] Result<QJsonObject> definition(const MonitorId &monitor) const;
    [[nodiscard]] Result<QString> exportDefinitions() const { return m_definitions.yaml(); }
    [[nodiscard]] QFuture<Result<Ports::Trial>> tryCheck(const QJsonObject &definition);
    [[nodiscard]] QFuture<Result<Domain::Detection>> detect(const QUrl &url);
    [[nodiscard]] QFuture<Result<void>> setPaused(const std::vector<MonitorId> &monitors, Ports::Pausing pausing);
    [[nodiscard]] QFuture<Result<QString>> rotateKey(const Ports::KeyRotation &rotation);
    [[nodiscard]] QFuture<Result<Domain::Incident>> act(const Ports::IncidentAction &action);
    [[nodiscard]] QFuture<Result<Domain::Incident>> acknowledge(const QString &dedupKey, const QString &by);
    [[nodiscard]] QFuture<Result<qint64>> addSilence(const Domain::Silence &silence);
    [[nodiscard]] QFuture<Result<void>> endSilence(qint64 id, const QString &by);
    [[nodiscard]] QFuture<Result<qint64>> addMaintenance(const Domain::MaintenancePlan &plan);
    [[nodiscard]] QFuture<Result<void>> endMaintenance(qint64 id);
    [[nodiscard]] QFuture<Result<Ports::AlertTrialOutcome>> tryAlert(const Ports::AlertTrial &trial);
    [[nodiscard]] QFuture<Result<Ports::BacktestResult>> backtest(const Ports::BacktestQuery &query);
    [[nodiscard]] QFuture<Result<void>> vendorCalled(const Ports::VendorCall &call);
    [[nodiscard]] QFuture<Result<Domain::VendorRecord>> vendorRecord(const Ports::VendorQuery &query);
    [[nodiscard]] Ports::SnapshotPtr stateAt(Instant at) const { return m_builder.buildPast(at); }
    [[nodiscard]] Ports::Store &store() { return m_parts.store; }
    /// Outlives the engine with whoever holds it; may be read from any thread.
    [[nodiscard]] std::shared_ptr<const StatsKeeper> counts() const { return m_stats; }

Q_SIGNALS:
    void published(const Wf::Ports::SnapshotPtr &snapshot);
    /// The engine completed a turn: proof that it is alive.
    void beat(qint64 epochMillis);

private:
    /// After a pause everything is asked again; so long nobody is told of what was known before it.
    static constexpr Millis kLookAgain = std::chrono::minutes { 1 };

    struct Answer {
        int target = 0;
        Ports::Question question;
        std::vector<Domain::Observation> observations;
        Millis took { 0 };
    };
    void begin(const Ports::StoredWorld &stored, std::shared_ptr<const Domain::Catalogue> catalogue);
    void rememberWorld(const Ports::StoredWorld &stored);
    void turn();
    /// What became true before this moment is told before anything that happens now.
    void catchUp(Instant until);
    void noteGap(Instant now, Millis monotonic);
    void bridge(Domain::Gap gap, Instant now, Millis monotonic);
    void takeIn(Tick &tick);
    void count(const Answer &answer);
    void followCoverage(Tick &tick);
    void noteDelivery(const Domain::OutboxMessage &message, const Ports::Delivery &delivery);
    [[nodiscard]] QFuture<Result<Domain::Incident>> noteOld(const Ports::IncidentAction &action);
    [[nodiscard]] Result<QStringList> channelsOf(const Ports::AlertTrial &trial) const;
    void askDue(Millis monotonic);
    void receive(Answer answer);
    void finish(Tick tick, Journal::Answered answered = {});
    /// The answer comes when the last of them is durable, and with it all before.
    void finishAll(Ticks ticks, Journal::Answered answered = {});
    void adopt(std::shared_ptr<const Domain::Catalogue> files, const Ports::StoredWorld *stored, Tick &tick);
    void noteUnreadable(Instant now);
    void followHeartbeats(Instant now);
    /// Silences or maintenances change: `change(tick)` does it, and answers once it is durable.
    template <class T, class Change> [[nodiscard]] QFuture<Result<T>> changeCoverage(const Change &change);
    void settle(Tick tick, Journal::Answered answered = {});
    [[nodiscard]] QSet<MonitorId> pausedMonitors() const;
    void redefine(const DefinitionKeeper::Change &change, Journal::Answered answered);
    void upkeep(Instant now);
    void noteNext(const Answer &answer, Instant now, Millis monotonic);
    void noteRefusal(const QString &why);
    void concludeStop();
    void publishSoon(Millis delay);
    void publish();
    void noteState();
    void recallUptimes(Instant now);
    [[nodiscard]] SnapshotBuilder::Extras extras(Instant now) const;
    [[nodiscard]] std::optional<Instant> nextPoll(const ServiceId &service, Instant now) const;
    void keepHouse(Instant now);
    void dropOldNotices(Instant now);
    void purge(Instant now);
    void arm();
    [[nodiscard]] Millis delayAfter(const Ports::Question &question) const;

    std::shared_ptr<StatsKeeper> m_stats;
    MeasuredStore m_measuredStore;
    EngineParts m_parts; ///< with the measured store
    EngineOptions m_options;
    World m_world;
    Pipeline m_pipeline;
    DefinitionKeeper m_definitions;
    HeartbeatKeeper m_heartbeats;
    IncidentKeeper m_incidents;
    CoverageKeeper m_coverage;
    AlertDesk m_desk;
    Scheduler m_scheduler;
    SnapshotBuilder m_builder;
    Journal m_journal;
    Reporter m_reporter;
    OutboxWorker m_outbox;
    UptimeMemory m_uptimes;
    PageFinder m_finder;
    std::vector<Answer> m_inbox;
    std::vector<Ports::Notice> m_notices;
    std::optional<Ports::Notice> m_unreadable; ///< about definitions that cannot be watched
    std::optional<Millis> m_flushAt; ///< monotonic: when the inbox is taken in
    std::optional<Millis> m_publishAt; ///< monotonic
    Millis m_retryAt { 0 }; ///< monotonic: when a refused batch is tried again
    Instant m_lastTurn {};
    Millis m_lastTurnMonotonic { 0 };
    Instant m_aliveWritten {};
    Instant m_refreshed {}; ///< when the sliding windows were last made anew
    Instant m_purged {};
    Instant m_kept {}; ///< when results were summed up last
    bool m_suspected = false; ///< that this computer is offline
    bool m_running = false;
    std::optional<QPromise<void>> m_stopped; ///< stop() was called and waits for its answer
};

} // namespace Wf::Engine
