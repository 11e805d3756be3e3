// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"

using namespace Samples;
using Wf::Instant;
using Wf::Domain::EventKind;
using Wf::Domain::Failure;
using Wf::Domain::Knowledge;
using Wf::Domain::MaintenanceState;
using Wf::Domain::PollerHealth;
using Wf::Engine::Tick;

namespace {
Wf::Ports::ManualUpdate update(const char *service, Status status, std::optional<Instant> expires = {})
{
    return { id(service), status, QStringLiteral("by hand"), QStringLiteral("seen it myself"),
        QStringLiteral("ada"), QStringLiteral("192.0.2.9"), expires };
}

Wf::Domain::VendorMaintenance maintenance(const char *vendorId, MaintenanceState state, Instant from)
{
    Wf::Domain::VendorMaintenance result;
    result.id = QString::fromLatin1(vendorId);
    result.title = QStringLiteral("Planned work");
    result.state = state;
    result.scheduledFor = from;
    return result;
}
} // namespace

class PipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void believesTheFirstObservation()
    {
        auto slow = service("a");
        slow.monitors.front().confirm = { 3, 2, 600s, 3 };
        Workbench bench(catalogue({ slow }));
        const Tick tick = bench.observe({ seen(id("a"), Status::Operational) });
        QCOMPARE(tick.changes.size(), size_t { 1 });
        QVERIFY(tick.changes.front().transition.isWarmUp());
        QCOMPARE(tick.batch.history.front().step.opened->knowledge, Knowledge::Seen);
        QCOMPARE(tick.batch.alerts.front().suppressed, Wf::Domain::Suppression::WarmUp);
        QVERIFY(!tick.batch.alerts.front().why.isEmpty());
        QVERIFY(tick.batch.outbox.empty());
    }

    void writesTheEventInFull()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ seen(id("a"), Status::Operational) });
        bench.clock.advance(60s);
        auto bad = seen(id("a"), Status::PartialOutage, QStringLiteral("Errors in one region"));
        bad.incidents = { incident("inc-1", "Elevated errors", Status::PartialOutage) };
        const Tick tick = bench.observe({ bad });
        const Wf::Domain::Event &event = tick.batch.events.front();
        QCOMPARE(event.id, qint64 { 2 });
        QCOMPARE(event.service, id("a"));
        QCOMPARE(event.kind, EventKind::StatusChange);
        QCOMPARE(event.previous, Status::Operational);
        QCOMPARE(event.next, Status::PartialOutage);
        QCOMPARE(event.vendorTitle, QStringLiteral("Elevated errors"));
        QCOMPARE(event.vendorIncidentId, QStringLiteral("inc-1"));
        QCOMPARE(event.vendorDetail, QStringLiteral("Errors in one region"));
        QVERIFY(event.impact.contains(QStringLiteral("partial outage")));
        QCOMPARE(event.source, QStringLiteral("statuspage_json"));
        QCOMPARE(event.at, bench.clock.now());
        QVERIFY(event.updatedBy.isEmpty() && event.clientIp.isEmpty());
        QCOMPARE(bench.entry("a").impact, event.impact);
    }

    void keepsTheStatusWhenAPollFails()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ seen(id("a"), Status::Operational, QStringLiteral("fine")) });
        const Tick tick = bench.observe({ failed(id("a")) });
        QVERIFY(tick.changes.empty() && tick.healthChanges.empty() && tick.batch.events.empty());
        QCOMPARE(bench.entry("a").state.status, Status::Operational);
        QCOMPARE(bench.entry("a").state.detail, QStringLiteral("fine"));
        QCOMPARE(bench.entry("a").state.health, PollerHealth::Degraded);
        QCOMPARE(tick.batch.monitors.front().failures, 1);
    }

    void goesBlindAndComesBack()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ seen(id("a"), Status::Operational) });
        (void)bench.observe({ failed(id("a")) });
        (void)bench.observe({ failed(id("a")) });
        bench.clock.advance(60s);
        const Tick broke = bench.observe({ failed(id("a")) });
        QCOMPARE(broke.healthChanges.size(), size_t { 1 });
        QCOMPARE(broke.healthChanges.front().transition.to, PollerHealth::Broken);
        QCOMPARE(broke.healthChanges.front().transition.failures, 3);
        QCOMPARE(broke.healthChanges.front().transition.reason, QStringLiteral("http_404"));
        QCOMPARE(broke.batch.events.front().kind, EventKind::HealthChange);
        QCOMPARE(broke.batch.events.front().vendorDetail, QStringLiteral("the page answered 404"));
        QCOMPARE(broke.batch.history.front().step.opened->knowledge, Knowledge::Blind);
        QCOMPARE(bench.entry("a").state.effective(), Status::Unknown);
        QVERIFY(bench.observe({ failed(id("a")) }).healthChanges.empty()); // staying broken says nothing
        const Tick healed = bench.observe({ seen(id("a"), Status::Operational) });
        QCOMPARE(healed.healthChanges.front().transition.from, PollerHealth::Broken);
        QCOMPARE(healed.healthChanges.front().transition.to, PollerHealth::Healthy);
        QCOMPARE(healed.batch.history.front().step.opened->knowledge, Knowledge::Seen);
    }

    void tellsWhenMaintenanceBeginsAndEnds()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ seen(id("a"), Status::Operational) });
        auto work = seen(id("a"), Status::Degraded, QStringLiteral("under maintenance"));
        work.maintenance = true;
        const Tick began = bench.observe({ work });
        QCOMPARE(began.batch.events.back().kind, EventKind::MaintenanceBegan);
        QCOMPARE(began.batch.alerts.front().suppressed, Wf::Domain::Suppression::MaintenanceWindow);
        QCOMPARE(began.batch.history.back().step.opened->knowledge, Knowledge::Maintenance);
        const Tick ended = bench.observe({ seen(id("a"), Status::Operational) });
        QCOMPARE(ended.batch.events.back().kind, EventKind::MaintenanceEnded);
    }

    void keepsOneRowAMaintenanceAndLetsGoOfVanishedOnes()
    {
        Workbench bench(catalogue({ service("a") }));
        auto seenWork = seen(id("a"), Status::Operational);
        seenWork.maintenances = { maintenance("m1", MaintenanceState::Scheduled, bench.clock.now() + 1h) };
        const Tick first = bench.observe({ seenWork });
        QCOMPARE(first.batch.maintenances.front().id, qint64 { 1 });
        QVERIFY(bench.observe({ seenWork }).batch.maintenances.empty()); // nothing new, nothing written
        seenWork.maintenances.front().state = MaintenanceState::InProgress;
        const Tick second = bench.observe({ seenWork });
        QCOMPARE(second.batch.maintenances.front().id, qint64 { 1 });
        QCOMPARE(second.batch.maintenances.front().maintenance.state, MaintenanceState::InProgress);
        QVERIFY(bench.observe({ failed(id("a")) }).batch.maintenances.empty()); // not seen is not gone
        const Tick last = bench.observe({ seen(id("a"), Status::Operational) });
        QVERIFY(last.batch.maintenances.front().vanished);
        QVERIFY(bench.world.maintenances.empty());
    }

    void writesWhatAPersonSays()
    {
        Workbench bench(catalogue({ manualService("m") }));
        Tick tick(bench.clock.now());
        const auto result = bench.pipeline.setStatus(update("m", Status::Degraded), tick);
        QVERIFY(result && result->changed);
        const Wf::Domain::Event &event = tick.batch.events.front();
        QCOMPARE(event.source, QStringLiteral("manual"));
        QCOMPARE(event.vendorDetail, QStringLiteral("by hand"));
        QVERIFY(event.vendorTitle.isEmpty());
        QCOMPARE(event.updatedBy, QStringLiteral("ada"));
        QCOMPARE(event.reason, QStringLiteral("seen it myself"));
        QCOMPARE(event.clientIp, QStringLiteral("192.0.2.9"));
        QCOMPARE(tick.batch.history.front().step.opened->knowledge, Knowledge::Manual);
    }

    void refusesBadWords_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("detail");
        QTest::addColumn<int>("expiresInSeconds");
        QTest::addColumn<QString>("field");
        QTest::newRow("no such service") << "x"
                                         << "because" << 0 << 60 << "";
        QTest::newRow("short reason") << "a"
                                      << " ab " << 0 << 60 << "reason";
        QTest::newRow("long reason") << "a" << QString(501, u'r') << 0 << 60 << "reason";
        QTest::newRow("long detail") << "a"
                                     << "because" << 2001 << 60 << "detail";
        QTest::newRow("past expiry") << "a"
                                     << "because" << 0 << 0 << "expires_at";
    }
    void refusesBadWords()
    {
        QFETCH(QString, service);
        QFETCH(QString, reason);
        QFETCH(int, detail);
        QFETCH(int, expiresInSeconds);
        QFETCH(QString, field);
        Workbench bench(catalogue({ Samples::service("a") }));
        Tick tick(bench.clock.now());
        Wf::Ports::ManualUpdate bad = update(qPrintable(service), Status::Degraded);
        bad.reason = reason;
        bad.detail = QString(detail, u'd');
        bad.expiresAt = bench.clock.now() + std::chrono::seconds { expiresInSeconds };
        const auto result = bench.pipeline.setStatus(bad, tick);
        QVERIFY(!result);
        QCOMPARE(result.error().field, field);
        QCOMPARE(result.error().code, field.isEmpty() ? Wf::ErrorCode::NotFound : Wf::ErrorCode::Invalid);
        QVERIFY(tick.batch.isEmpty() && tick.changes.empty());
    }

    void letsPollsPullAPersonsWordBack()
    {
        auto polled = service("a");
        polled.monitors.front().confirm = { 3, 2, 0s, 3 };
        Workbench bench(catalogue({ polled }));
        (void)bench.observe({ seen(id("a"), Status::Operational) });
        (void)bench.observe({ seen(id("a"), Status::Degraded) }); // one unconfirmed look
        Tick tick(bench.clock.now());
        QVERIFY(bench.pipeline.setStatus(update("a", Status::MajorOutage), tick)->changed);
        QVERIFY(!bench.entry("a").monitors.front().flap.pending);
        QVERIFY(bench.observe({ seen(id("a"), Status::Operational) }).changes.empty());
        QCOMPARE(bench.observe({ seen(id("a"), Status::Operational) }).changes.size(), size_t { 1 });
        QCOMPARE(bench.entry("a").state.status, Status::Operational);
    }

    void aPersonsOutageIsNoMaintenance()
    {
        Workbench bench(catalogue({ service("a") }));
        auto work = seen(id("a"), Status::Degraded);
        work.maintenance = true;
        (void)bench.observe({ seen(id("a"), Status::Operational) });
        (void)bench.observe({ work });
        Tick tick(bench.clock.now());
        (void)bench.pipeline.setStatus(update("a", Status::MajorOutage), tick);
        QVERIFY(!bench.entry("a").state.maintenance);
    }

    void pinsUntilTheTimeIsOver()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ seen(id("a"), Status::Operational) });
        Tick tick(bench.clock.now());
        QVERIFY(bench.pipeline.setStatus(update("a", Status::MajorOutage, bench.clock.now() + 1h), tick)->changed);
        QVERIFY(bench.observe({ seen(id("a"), Status::Operational) }).changes.empty());
        Wf::Ports::CommitBatch batch;
        Wf::Engine::adoptCatalogue(bench.world, catalogue({ service("a") }), nullptr, bench.clock.now(), batch);
        Tick reloaded(bench.clock.now());
        bench.pipeline.reconsider(reloaded);
        QVERIFY(reloaded.batch.isEmpty() && bench.entry("a").state.manual); // survives a reload
        bench.clock.advance(1h - 1ms);
        Tick early(bench.clock.now());
        bench.pipeline.expireOverrides(early);
        QVERIFY(early.changes.empty());
        bench.clock.advance(1ms);
        Tick over(bench.clock.now());
        bench.pipeline.expireOverrides(over);
        QCOMPARE(over.changes.front().transition.to, Status::Operational);
        QVERIFY(!bench.entry("a").state.manual);
    }

    void expiresAManualServiceToUnknown()
    {
        Workbench bench(catalogue({ manualService("m") }));
        Tick tick(bench.clock.now());
        (void)bench.pipeline.setStatus(update("m", Status::Operational, bench.clock.now() + 1h), tick);
        bench.clock.advance(2h);
        Tick over(bench.clock.now());
        bench.pipeline.expireOverrides(over);
        QCOMPARE(bench.entry("m").state.status, Status::Unknown);
    }

    void aPinDoesNotMendThePoller()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ seen(id("a"), Status::Operational) });
        for (int i = 0; i < 3; ++i)
            (void)bench.observe({ failed(id("a")) });
        Tick tick(bench.clock.now());
        (void)bench.pipeline.setStatus(update("a", Status::Degraded, bench.clock.now() + 1h), tick);
        QVERIFY(tick.healthChanges.empty());
        QCOMPARE(bench.observe({ seen(id("a"), Status::Operational) }).healthChanges.size(), size_t { 1 });
    }

    void putsAServiceTogetherAnewWhenItsMonitorsChange()
    {
        auto two = service("a");
        two.monitors.push_back(monitor(id("a"), QStringLiteral("https://second.example/summary.json")));
        two.monitors.back().id = MonitorId(QStringLiteral("a:second"));
        Workbench bench(catalogue({ two }));
        auto second = seen(id("a"), Status::MajorOutage);
        second.monitor = two.monitors.back().id;
        (void)bench.observe({ seen(id("a"), Status::Operational), second });
        QCOMPARE(bench.entry("a").state.status, Status::MajorOutage);
        Wf::Ports::CommitBatch batch;
        Wf::Engine::adoptCatalogue(bench.world, catalogue({ service("a") }), nullptr, bench.clock.now(), batch);
        Tick tick(bench.clock.now());
        bench.pipeline.reconsider(tick);
        QCOMPARE(bench.entry("a").state.status, Status::Operational);
        QCOMPARE(tick.changes.size(), size_t { 1 });
    }

    void ignoresAnswersAboutWhatIsGone()
    {
        Workbench bench(catalogue({ service("a") }));
        const Tick tick = bench.observe({ seen(id("gone"), Status::MajorOutage) });
        QVERIFY(tick.batch.isEmpty() && tick.touched.empty());
    }

    void writesOneStateAServiceHoweverOftenItWasSeen()
    {
        Workbench bench(catalogue({ service("a"), service("b") }));
        const Tick tick = bench.observe({ seen(id("a"), Status::Operational), seen(id("a"), Status::Degraded) });
        QCOMPARE(tick.batch.serviceStates.size(), size_t { 1 });
        QCOMPARE(tick.batch.monitors.size(), size_t { 1 });
        QCOMPARE(tick.batch.serviceStates.front().status, Status::Degraded);
        QCOMPARE(tick.batch.events.size(), size_t { 2 });
    }
};

std::unique_ptr<QObject> pipelineTest()
{
    return std::make_unique<PipelineTest>();
}

#include "pipelinetest.moc"
