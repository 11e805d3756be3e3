// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/localsession.h"

#include "core/answer.h"

#include <QPromise>

namespace Wf::Engine {

namespace {
    /// An answer that is always given: who lets go of the last copy without one says "shutting down".
    template <class T> class Reply {
    public:
        Reply() { m_promise.start(); }
        Reply(const Reply &) = delete;
        Reply &operator=(const Reply &) = delete;
        ~Reply()
        {
            if (!m_given)
                give(failure(ErrorCode::Unavailable, QStringLiteral("Watchfloor is shutting down")));
        }
        [[nodiscard]] QFuture<Result<T>> future() { return m_promise.future(); }
        void give(const Result<T> &result)
        {
            m_given = true;
            m_promise.addResult(result);
            m_promise.finish();
        }

    private:
        QPromise<Result<T>> m_promise;
        bool m_given = false;
    };
} // namespace

LocalSession::LocalSession(Engine &engine)
    : m_engine(&engine)
    , m_counts(engine.counts())
{
    auto empty = std::make_shared<Ports::Snapshot>();
    empty->catalogue = std::make_shared<Domain::Catalogue>();
    empty->graph = std::make_shared<Domain::Graph>(*empty->catalogue);
    m_snapshot = std::move(empty);
    connect(&engine, &Engine::published, this, [this](const Ports::SnapshotPtr &snapshot) {
        {
            const std::lock_guard lock(m_mutex);
            m_snapshot = snapshot;
        }
        Q_EMIT snapshotPublished(snapshot);
    });
}

Ports::SnapshotPtr LocalSession::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

Ports::EngineStats LocalSession::stats() const
{
    return m_counts->stats();
}

Ports::Telemetry LocalSession::telemetry() const
{
    return m_counts->telemetry();
}

/// Runs `call` in the engine's thread and hands its answer over.
template <class T> QFuture<Result<T>> LocalSession::inEngine(std::function<QFuture<Result<T>>(Engine &)> call)
{
    const auto reply = std::make_shared<Reply<T>>();
    QFuture<Result<T>> future = reply->future();
    QMetaObject::invokeMethod(this, [this, call = std::move(call), reply] {
        if (m_engine)
            onAnswer<Result<T>>(
                m_engine, call(*m_engine), [reply](const Result<T> &result) { reply->give(result); });
    });
    return future;
}

QFuture<Result<Ports::EventPage>> LocalSession::events(const Ports::EventQuery &query)
{
    return inEngine<Ports::EventPage>([query](Engine &engine) { return engine.store().events(query); });
}

QFuture<Result<Ports::AlertPage>> LocalSession::alerts(const Ports::AlertQuery &query)
{
    return inEngine<Ports::AlertPage>([query](Engine &engine) { return engine.store().alerts(query); });
}

QFuture<Result<std::vector<Domain::Interval>>> LocalSession::history(const Ports::HistoryQuery &query)
{
    return inEngine<std::vector<Domain::Interval>>(
        [query](Engine &engine) { return engine.store().history(query); });
}

QFuture<Result<Ports::SnapshotPtr>> LocalSession::stateAt(Instant at)
{
    return inEngine<Ports::SnapshotPtr>([at](Engine &engine) {
        return QtFuture::makeReadyFuture<Result<Ports::SnapshotPtr>>(
            Result<Ports::SnapshotPtr>(engine.stateAt(at)));
    });
}

QFuture<Result<Ports::ManualOutcome>> LocalSession::setStatus(const Ports::ManualUpdate &update)
{
    return inEngine<Ports::ManualOutcome>([update](Engine &engine) { return engine.setStatus(update); });
}

QFuture<Result<void>> LocalSession::checkNow(const std::optional<ServiceId> &service)
{
    return inEngine<void>(
        [service](Engine &engine) { return QtFuture::makeReadyFuture<Result<void>>(engine.checkNow(service)); });
}

QFuture<Result<void>> LocalSession::checkMonitor(const MonitorId &monitor)
{
    return inEngine<void>([monitor](Engine &engine) {
        return QtFuture::makeReadyFuture<Result<void>>(engine.checkMonitor(monitor));
    });
}

QFuture<Result<Ports::PingOutcome>> LocalSession::ping(const Ports::PingCall &call)
{
    return inEngine<Ports::PingOutcome>([call](Engine &engine) { return engine.ping(call); });
}

QFuture<Result<Ports::IncidentPage>> LocalSession::incidents(const Ports::IncidentQuery &query)
{
    return inEngine<Ports::IncidentPage>([query](Engine &engine) { return engine.store().incidents(query); });
}

QFuture<Result<Ports::IncidentStory>> LocalSession::incident(qint64 id)
{
    return inEngine<Ports::IncidentStory>([id](Engine &engine) { return engine.store().incident(id); });
}

QFuture<Result<Domain::Incident>> LocalSession::act(const Ports::IncidentAction &action)
{
    return inEngine<Domain::Incident>([action](Engine &engine) { return engine.act(action); });
}

QFuture<Result<Domain::Incident>> LocalSession::acknowledge(const QString &dedupKey, const QString &by)
{
    return inEngine<Domain::Incident>([dedupKey, by](Engine &engine) { return engine.acknowledge(dedupKey, by); });
}

QFuture<Result<qint64>> LocalSession::addSilence(const Domain::Silence &silence)
{
    return inEngine<qint64>([silence](Engine &engine) { return engine.addSilence(silence); });
}

QFuture<Result<void>> LocalSession::endSilence(qint64 id, const QString &by)
{
    return inEngine<void>([id, by](Engine &engine) { return engine.endSilence(id, by); });
}

QFuture<Result<qint64>> LocalSession::addMaintenance(const Domain::MaintenancePlan &plan)
{
    return inEngine<qint64>([plan](Engine &engine) { return engine.addMaintenance(plan); });
}

QFuture<Result<void>> LocalSession::endMaintenance(qint64 id)
{
    return inEngine<void>([id](Engine &engine) { return engine.endMaintenance(id); });
}

QFuture<Result<std::vector<Domain::Report>>> LocalSession::reports(const Ports::ReportQuery &query)
{
    return inEngine<std::vector<Domain::Report>>(
        [query](Engine &engine) { return engine.store().reports(query); });
}

QFuture<Result<Ports::AlertTrialOutcome>> LocalSession::tryAlert(const Ports::AlertTrial &trial)
{
    return inEngine<Ports::AlertTrialOutcome>([trial](Engine &engine) { return engine.tryAlert(trial); });
}

QFuture<Result<Ports::BacktestResult>> LocalSession::backtest(const Ports::BacktestQuery &query)
{
    return inEngine<Ports::BacktestResult>([query](Engine &engine) { return engine.backtest(query); });
}

QFuture<Result<void>> LocalSession::vendorCalled(const Ports::VendorCall &call)
{
    return inEngine<void>([call](Engine &engine) { return engine.vendorCalled(call); });
}

QFuture<Result<Domain::VendorRecord>> LocalSession::vendorRecord(const Ports::VendorQuery &query)
{
    return inEngine<Domain::VendorRecord>([query](Engine &engine) { return engine.vendorRecord(query); });
}

QFuture<Result<Ports::ResultPage>> LocalSession::results(const Ports::ResultQuery &query)
{
    return inEngine<Ports::ResultPage>([query](Engine &engine) { return engine.store().results(query); });
}

QFuture<Result<Ports::ResultSummary>> LocalSession::summary(const Ports::SummaryQuery &query)
{
    return inEngine<Ports::ResultSummary>([query](Engine &engine) { return engine.store().summary(query); });
}

QFuture<Result<Ports::PingPage>> LocalSession::pings(const Ports::PingQuery &query)
{
    return inEngine<Ports::PingPage>([query](Engine &engine) { return engine.store().pings(query); });
}

QFuture<Result<QByteArray>> LocalSession::pingBody(const MonitorId &monitor, qint64 number)
{
    return inEngine<QByteArray>(
        [monitor, number](Engine &engine) { return engine.store().pingBody(monitor, number); });
}

QFuture<Result<MonitorId>> LocalSession::createMonitor(const QJsonObject &definition)
{
    return inEngine<MonitorId>([definition](Engine &engine) { return engine.createMonitor(definition); });
}

QFuture<Result<void>> LocalSession::changeMonitor(const MonitorId &monitor, const QJsonObject &change)
{
    return inEngine<void>([monitor, change](Engine &engine) { return engine.changeMonitor(monitor, change); });
}

QFuture<Result<void>> LocalSession::removeMonitor(const MonitorId &monitor)
{
    return inEngine<void>([monitor](Engine &engine) { return engine.removeMonitor(monitor); });
}

QFuture<Result<QJsonObject>> LocalSession::definition(const MonitorId &monitor)
{
    return inEngine<QJsonObject>([monitor](Engine &engine) {
        return QtFuture::makeReadyFuture<Result<QJsonObject>>(engine.definition(monitor));
    });
}

QFuture<Result<QString>> LocalSession::exportDefinitions()
{
    return inEngine<QString>(
        [](Engine &engine) { return QtFuture::makeReadyFuture<Result<QString>>(engine.exportDefinitions()); });
}

QFuture<Result<Ports::Trial>> LocalSession::tryCheck(const QJsonObject &definition)
{
    return inEngine<Ports::Trial>([definition](Engine &engine) { return engine.tryCheck(definition); });
}

QFuture<Result<Domain::Detection>> LocalSession::detect(const QUrl &url)
{
    return inEngine<Domain::Detection>([url](Engine &engine) { return engine.detect(url); });
}

QFuture<Result<void>> LocalSession::setPaused(const std::vector<MonitorId> &monitors, Ports::Pausing pausing)
{
    return inEngine<void>([monitors, pausing](Engine &engine) { return engine.setPaused(monitors, pausing); });
}

QFuture<Result<QString>> LocalSession::rotateKey(const Ports::KeyRotation &rotation)
{
    return inEngine<QString>([rotation](Engine &engine) { return engine.rotateKey(rotation); });
}

} // namespace Wf::Engine
