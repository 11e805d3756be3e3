// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "ports/session.h"

#include <QPointer>

#include <mutex>

namespace Wf::Engine {

/// The session of an engine in this process. Lives in the engine's thread; any thread may call it. What the engine
/// does not live to answer is answered as unavailable.
class LocalSession final : public Ports::Session {
    Q_OBJECT

public:
    explicit LocalSession(Engine &engine);

    [[nodiscard]] Ports::SnapshotPtr snapshot() const override;
    [[nodiscard]] Ports::EngineStats stats() const override;
    [[nodiscard]] Ports::Telemetry telemetry() const override;
    [[nodiscard]] QFuture<Result<Ports::EventPage>> events(const Ports::EventQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::AlertPage>> alerts(const Ports::AlertQuery &query) override;
    [[nodiscard]] QFuture<Result<std::vector<Domain::Interval>>> history(
        const Ports::HistoryQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::SnapshotPtr>> stateAt(Instant at) override;
    [[nodiscard]] QFuture<Result<Ports::ManualOutcome>> setStatus(const Ports::ManualUpdate &update) override;
    [[nodiscard]] QFuture<Result<void>> checkNow(const std::optional<ServiceId> &service) override;
    [[nodiscard]] QFuture<Result<void>> checkMonitor(const MonitorId &monitor) override;
    [[nodiscard]] QFuture<Result<Ports::PingOutcome>> ping(const Ports::PingCall &call) override;
    [[nodiscard]] QFuture<Result<Ports::IncidentPage>> incidents(const Ports::IncidentQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::IncidentStory>> incident(qint64 id) override;
    [[nodiscard]] QFuture<Result<Domain::Incident>> act(const Ports::IncidentAction &action) override;
    [[nodiscard]] QFuture<Result<Domain::Incident>> acknowledge(
        const QString &dedupKey, const QString &by) override;
    [[nodiscard]] QFuture<Result<qint64>> addSilence(const Domain::Silence &silence) override;
    [[nodiscard]] QFuture<Result<void>> endSilence(qint64 id, const QString &by) override;
    [[nodiscard]] QFuture<Result<qint64>> addMaintenance(const Domain::MaintenancePlan &plan) override;
    [[nodiscard]] QFuture<Result<void>> endMaintenance(qint64 id) override;
    [[nodiscard]] QFuture<Result<std::vector<Domain::Report>>> reports(const Ports::ReportQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::AlertTrialOutcome>> tryAlert(const Ports::AlertTrial &trial) override;
    [[nodiscard]] QFuture<Result<Ports::BacktestResult>> backtest(const Ports::BacktestQuery &query) override;
    [[nodiscard]] QFuture<Result<void>> vendorCalled(const Ports::VendorCall &call) override;
    [[nodiscard]] QFuture<Result<Domain::VendorRecord>> vendorRecord(const Ports::VendorQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::ResultPage>> results(const Ports::ResultQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::ResultSummary>> summary(const Ports::SummaryQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::PingPage>> pings(const Ports::PingQuery &query) override;
    [[nodiscard]] QFuture<Result<QByteArray>> pingBody(const MonitorId &monitor, qint64 number) override;
    [[nodiscard]] QFuture<Result<MonitorId>> createMonitor(const QJsonObject &definition) override;
    [[nodiscard]] QFuture<Result<void>> changeMonitor(
        const MonitorId &monitor, const QJsonObject &change) override;
    [[nodiscard]] QFuture<Result<void>> removeMonitor(const MonitorId &monitor) override;
    [[nodiscard]] QFuture<Result<QJsonObject>> definition(const MonitorId &monitor) override;
    [[nodiscard]] QFuture<Result<QString>> exportDefinitions() override;
    [[nodiscard]] QFuture<Result<Ports::Trial>> tryCheck(const QJsonObject &definition) override;
    [[nodiscard]] QFuture<Result<Domain::Detection>> detect(const QUrl &url) override;
    [[nodiscard]] QFuture<Result<void>> setPaused(
        const std::vector<MonitorId> &monitors, Ports::Pausing pausing) override;
    [[nodiscard]] QFuture<Result<QString>> rotateKey(const Ports::KeyRotation &rotation) override;

private:
    template <class T> [[nodiscard]] QFuture<Result<T>> inEngine(std::function<QFuture<Result<T>>(Engine &)> call);

    QPointer<Engine> m_engine; ///< read in its own thread only
    std::shared_ptr<const StatsKeeper> m_counts;
    mutable std::mutex m_mutex;
    Ports::SnapshotPtr m_snapshot;
};

} // namespace Wf::Engine
