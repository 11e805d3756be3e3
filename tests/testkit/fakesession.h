// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/fakealerting.h"

#include <QHash>

#include <functional>

namespace Wf::TestKit {

/// A session over hand-made values: no engine, no clock. May be used from any thread, as the real one.
/// What was asked of it is kept in `updates` and `checks`; read them through the functions of the same name.
class FakeSession : public FakeAlerting {
public:
    explicit FakeSession(Ports::Snapshot world = sampleSnapshot())
        : m_snapshot(std::make_shared<const Ports::Snapshot>(std::move(world)))
    {
        m_stats.heartbeatAt = sampleTime();
        m_stats.databaseConnected = true;
        m_events = sampleEvents(25);
    }

    /// Makes it the current snapshot, with the next sequence number, and tells everybody.
    void publish(Ports::Snapshot world)
    {
        Ports::SnapshotPtr published;
        {
            const QMutexLocker lock(&m_mutex);
            world.sequence = m_snapshot->sequence + 1;
            published = m_snapshot = std::make_shared<const Ports::Snapshot>(std::move(world));
        }
        Q_EMIT snapshotPublished(published);
    }
    /// Changes one service of the current snapshot and publishes the result.
    template <class Change> void change(const QString &service, Change change)
    {
        Ports::Snapshot world = *snapshot();
        for (Ports::ServiceRow &row : world.services) {
            if (row.id().value == service)
                change(row);
        }
        world.counts = sampleCounts(world.services);
        publish(std::move(world));
    }
    void setStats(const Ports::EngineStats &stats)
    {
        locked([&] { m_stats = stats; });
    }
    void setEvents(const std::vector<Domain::Event> &events)
    {
        locked([&] { m_events = events; });
    }
    void setAlerts(const std::vector<Ports::AlertEntry> &alerts)
    {
        locked([&] { m_alerts = alerts; });
    }
    void setHistory(const ServiceId &service, const std::vector<Domain::Interval> &intervals)
    {
        locked([&] { m_history.insert(service, intervals); });
    }
    /// From now the futures of events() stay unanswered until release().
    void hold()
    {
        locked([&] {
            m_held.emplace();
            m_held->start();
        });
    }
    void release()
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_held)
            return;
        m_held->addResult(Result<Ports::EventPage>(Ports::EventPage {}));
        m_held->finish();
        m_held.reset();
    }

    [[nodiscard]] std::vector<Ports::ManualUpdate> updates() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_updates;
    }
    [[nodiscard]] std::vector<std::optional<ServiceId>> checks() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_checks;
    }

    [[nodiscard]] Ports::SnapshotPtr snapshot() const override
    {
        const QMutexLocker lock(&m_mutex);
        return m_snapshot;
    }
    [[nodiscard]] Ports::EngineStats stats() const override
    {
        const QMutexLocker lock(&m_mutex);
        return m_stats;
    }
    [[nodiscard]] Ports::Telemetry telemetry() const override
    {
        const QMutexLocker lock(&m_mutex);
        return m_telemetry;
    }
    void setTelemetry(const Ports::Telemetry &telemetry)
    {
        locked([&] { m_telemetry = telemetry; });
    }

    [[nodiscard]] QFuture<Result<Ports::EventPage>> events(const Ports::EventQuery &query) override
    {
        const QMutexLocker lock(&m_mutex);
        if (m_held)
            return m_held->future();
        Ports::EventPage page;
        for (const Domain::Event &event : m_events) {
            if ((query.service && event.service != *query.service)
                || (query.statusChangesOnly && event.kind != Domain::EventKind::StatusChange))
                continue;
            ++page.total;
            if ((!query.beforeId || event.id < *query.beforeId)
                && page.events.size() < static_cast<size_t>(query.limit))
                page.events.push_back(event);
        }
        return answer(std::move(page));
    }
    [[nodiscard]] QFuture<Result<Ports::AlertPage>> alerts(const Ports::AlertQuery &query) override
    {
        const QMutexLocker lock(&m_mutex);
        Ports::AlertPage page;
        for (const Ports::AlertEntry &entry : m_alerts) {
            if ((query.service && entry.record.service != *query.service)
                || (query.incident && entry.record.incident != query.incident))
                continue;
            ++page.total;
            if ((!query.beforeId || entry.record.id < *query.beforeId)
                && page.alerts.size() < static_cast<size_t>(query.limit))
                page.alerts.push_back(entry);
        }
        return answer(std::move(page));
    }
    [[nodiscard]] QFuture<Result<std::vector<Domain::Interval>>> history(const Ports::HistoryQuery &query) override
    {
        const QMutexLocker lock(&m_mutex);
        std::vector<Domain::Interval> inside;
        for (const Domain::Interval &interval : m_history.value(query.service)) {
            if (interval.from < query.to && (!interval.to || *interval.to > query.from))
                inside.push_back(interval);
        }
        return answer(std::move(inside));
    }
    [[nodiscard]] QFuture<Result<Ports::SnapshotPtr>> stateAt(Instant at) override
    {
        const QMutexLocker lock(&m_mutex);
        Ports::Snapshot past = *m_snapshot;
        past.at = at;
        past.past = true;
        return answer(Ports::SnapshotPtr(std::make_shared<const Ports::Snapshot>(std::move(past))));
    }
    [[nodiscard]] QFuture<Result<Ports::ManualOutcome>> setStatus(const Ports::ManualUpdate &update) override
    {
        locked([&] { m_updates.push_back(update); });
        const Ports::SnapshotPtr before = snapshot();
        const Ports::ServiceRow *row = before->find(update.service);
        if (!row)
            return readyFuture(Result<Ports::ManualOutcome>(
                failure(ErrorCode::NotFound, QStringLiteral("There is no service '%1'.").arg(update.service.value),
                    QStringLiteral("service_id"))));
        Ports::ManualOutcome outcome { row->state.status != update.status, row->state.status, *row };
        outcome.row.state.status = update.status;
        outcome.row.state.detail = update.detail;
        change(update.service.value, [&](Ports::ServiceRow &changed) { changed = outcome.row; });
        return readyFuture(Result<Ports::ManualOutcome>(outcome));
    }
    [[nodiscard]] QFuture<Result<void>> checkNow(const std::optional<ServiceId> &service) override
    {
        locked([&] { m_checks.push_back(service); });
        return readyFuture(Result<void>());
    }
    [[nodiscard]] QFuture<Result<void>> checkMonitor(const MonitorId &monitor) override
    {
        const QMutexLocker lock(&m_mutex);
        for (const Ports::ServiceRow &row : m_snapshot->services) {
            for (const Ports::MonitorRow &known : row.monitors) {
                if (known.spec.id == monitor) {
                    m_asked.push_back(monitor);
                    return readyFuture(Result<void>());
                }
            }
        }
        return readyFuture(Result<void>(
            failure(ErrorCode::NotFound, QStringLiteral("There is no monitor '%1'.").arg(monitor.value))));
    }
    [[nodiscard]] std::vector<MonitorId> asked() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_asked;
    }
    /// Pings are taken for every address that acceptPings() names; the calls are kept.
    void acceptPings(const QString &uuid)
    {
        locked([&] { m_uuids.append(uuid); });
    }
    void setPingOutcome(const Ports::PingOutcome &outcome)
    {
        locked([&] { m_pingOutcome = outcome; });
    }
    [[nodiscard]] std::vector<Ports::PingCall> pingCalls() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_pingCalls;
    }
    [[nodiscard]] QFuture<Result<Ports::PingOutcome>> ping(const Ports::PingCall &call) override
    {
        const QMutexLocker lock(&m_mutex);
        m_pingCalls.push_back(call);
        if (!call.slug.isEmpty() || m_uuids.contains(call.uuid))
            return answer(m_pingOutcome);
        return readyFuture(Result<Ports::PingOutcome>(failure(ErrorCode::NotFound, QStringLiteral("not found"))));
    }
    /// From now it answers what is asked about results; called with the session locked.
    void setResultSource(std::function<Ports::ResultPage(const Ports::ResultQuery &)> source)
    {
        locked([&] { m_resultSource = std::move(source); });
    }
    void setResults(const Ports::ResultPage &page)
    {
        locked([&] { m_results = page; });
    }
    [[nodiscard]] std::vector<Ports::ResultQuery> resultQueries() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_resultQueries;
    }
    [[nodiscard]] QFuture<Result<Ports::ResultPage>> results(const Ports::ResultQuery &query) override
    {
        const QMutexLocker lock(&m_mutex);
        m_resultQueries.push_back(query);
        return answer(m_resultSource ? m_resultSource(query) : m_results);
    }
    [[nodiscard]] QFuture<Result<Ports::ResultSummary>> summary(const Ports::SummaryQuery &) override
    {
        const QMutexLocker lock(&m_mutex);
        return answer(m_summary);
    }
    void setSummary(const Ports::ResultSummary &summary)
    {
        locked([&] { m_summary = summary; });
    }
    void setPings(const Ports::PingPage &page)
    {
        locked([&] { m_pings = page; });
    }
    [[nodiscard]] QFuture<Result<Ports::PingPage>> pings(const Ports::PingQuery &) override
    {
        const QMutexLocker lock(&m_mutex);
        return answer(m_pings);
    }
    [[nodiscard]] QFuture<Result<QByteArray>> pingBody(const MonitorId &, qint64 number) override
    {
        return readyFuture(Result<QByteArray>(QByteArray("body of ping ") + QByteArray::number(number)));
    }
    /// What was asked to be defined, changed, removed, in order.
    [[nodiscard]] QStringList edits() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_edits;
    }
    /// What was asked to be created, in order.
    [[nodiscard]] std::vector<QJsonObject> definitions() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_definitions;
    }
    [[nodiscard]] QFuture<Result<MonitorId>> createMonitor(const QJsonObject &definition) override
    {
        const QMutexLocker lock(&m_mutex);
        const QString name = definition.value(QStringLiteral("name")).toString();
        m_edits.append(QStringLiteral("create ") + name);
        m_definitions.push_back(definition);
        if (name.isEmpty() && !definition.contains(QStringLiteral("service")))
            return readyFuture(Result<MonitorId>(
                failure(ErrorCode::Invalid, QStringLiteral("name is missing"), QStringLiteral("name"))));
        return answer(MonitorId(name + QStringLiteral(".http")));
    }
    [[nodiscard]] QFuture<Result<void>> changeMonitor(const MonitorId &monitor, const QJsonObject &) override
    {
        return edited(QStringLiteral("change ") + monitor.value);
    }
    [[nodiscard]] QFuture<Result<void>> removeMonitor(const MonitorId &monitor) override
    {
        return edited(QStringLiteral("remove ") + monitor.value);
    }
    [[nodiscard]] QFuture<Result<QJsonObject>> definition(const MonitorId &monitor) override
    {
        const QMutexLocker lock(&m_mutex);
        return answer(QJsonObject { { QStringLiteral("name"), monitor.value } });
    }
    void setTrial(const Ports::Trial &trial)
    {
        locked([&] { m_trial = trial; });
    }
    [[nodiscard]] QFuture<Result<QString>> exportDefinitions() override
    {
        const QMutexLocker lock(&m_mutex);
        return answer(QStringLiteral("services: []\n"));
    }
    [[nodiscard]] QFuture<Result<Ports::Trial>> tryCheck(const QJsonObject &) override
    {
        const QMutexLocker lock(&m_mutex);
        return answer(m_trial);
    }
    [[nodiscard]] QFuture<Result<Domain::Detection>> detect(const QUrl &url) override
    {
        const QMutexLocker lock(&m_mutex);
        m_detected.append(url);
        return answer(m_detection);
    }
    void setDetection(const Domain::Detection &detection)
    {
        locked([&] { m_detection = detection; });
    }
    /// Addresses that were looked at.
    [[nodiscard]] QList<QUrl> detected() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_detected;
    }
    [[nodiscard]] QFuture<Result<void>> setPaused(
        const std::vector<MonitorId> &monitors, Ports::Pausing pausing) override
    {
        QStringList ids;
        for (const MonitorId &monitor : monitors)
            ids.append(monitor.value);
        const bool pause = pausing == Ports::Pausing::Pause;
        return edited((pause ? QStringLiteral("pause ") : QStringLiteral("resume ")) + ids.join(u' '));
    }
    [[nodiscard]] QFuture<Result<QString>> rotateKey(const Ports::KeyRotation &rotation) override
    {
        locked([&] { m_edits.append(QStringLiteral("rotate ") + rotation.monitor.value); });
        return readyFuture(Result<QString>(QStringLiteral("11111111-2222-4333-8444-555555555555")));
    }

private:
    [[nodiscard]] QFuture<Result<void>> edited(const QString &edit)
    {
        const QMutexLocker lock(&m_mutex);
        m_edits.append(edit);
        return readyFuture(m_error ? Result<void>(tl::unexpected<Error>(*m_error)) : Result<void>());
    }

    Ports::SnapshotPtr m_snapshot;
    Ports::EngineStats m_stats;
    std::vector<Domain::Event> m_events;
    std::vector<Ports::AlertEntry> m_alerts;
    QHash<ServiceId, std::vector<Domain::Interval>> m_history;
    std::vector<Ports::ManualUpdate> m_updates;
    std::vector<std::optional<ServiceId>> m_checks;
    std::vector<MonitorId> m_asked;
    QStringList m_uuids;
    Ports::PingOutcome m_pingOutcome;
    std::vector<Ports::PingCall> m_pingCalls;
    Ports::ResultPage m_results;
    std::function<Ports::ResultPage(const Ports::ResultQuery &)> m_resultSource;
    std::vector<Ports::ResultQuery> m_resultQueries;
    Ports::ResultSummary m_summary;
    Ports::PingPage m_pings;
    QStringList m_edits;
    std::vector<QJsonObject> m_definitions;
    Ports::Trial m_trial;
    Domain::Detection m_detection;
    QList<QUrl> m_detected;
    Ports::Telemetry m_telemetry;
    std::optional<QPromise<Result<Ports::EventPage>>> m_held;
};

} // namespace Wf::TestKit
