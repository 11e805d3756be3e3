// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"

using namespace Samples;
using Wf::Engine::SnapshotBuilder;

class SnapshotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesRowsAndCounts()
    {
        auto watched = catalogue({ service("a"), service("b"), service("c"), manualService("m") });
        watched->dependencies = { { id("a"), id("b"), QStringLiteral("it stops"), Wf::Domain::EdgeSeverity::Low },
            { id("a"), id("c"), QStringLiteral("it stops"), Wf::Domain::EdgeSeverity::Critical } };
        Workbench bench(watched);
        (void)bench.observe(
            { seen(id("a"), Status::MajorOutage, QStringLiteral("on fire")), seen(id("b"), Status::Operational) });
        for (int i = 0; i < 3; ++i)
            (void)bench.observe({ failed(id("c")) });
        SnapshotBuilder builder(bench.world);
        const auto snapshot = builder.build(bench.clock.now(), {});
        QCOMPARE(snapshot->services.size(), size_t { 4 });
        QCOMPARE(snapshot->counts.total, 4);
        QCOMPARE(snapshot->counts.major, 1);
        QCOMPARE(snapshot->counts.operational, 1);
        QCOMPARE(snapshot->counts.blind, 1);
        QCOMPARE(snapshot->counts.unknown, 1);
        QCOMPARE(snapshot->overall, Status::MajorOutage);
        QVERIFY(snapshot->summaryText.contains(QStringLiteral("A")));
        const auto &row = *snapshot->find(id("a"));
        QCOMPARE(row.affected, (QStringList { QStringLiteral("C"), QStringLiteral("B") }));
        QCOMPARE(row.downstreamCount, 2);
        QCOMPARE(row.monitors.size(), size_t { 1 });
        QCOMPARE(row.week.size(), size_t { 28 });
        QCOMPARE(row.quarter.size(), size_t { 90 });
        QVERIFY(!row.impact.isEmpty());
        QCOMPARE(snapshot->day.size(), size_t { 144 });
        QCOMPARE(snapshot->timeline.front().id, bench.world.lastEventId);
        QCOMPARE(snapshot->lastPollAt, std::optional(bench.clock.now()));
    }

    void makesOnlyTouchedRowsAnew()
    {
        Workbench bench(catalogue({ service("a"), service("b") }));
        SnapshotBuilder builder(bench.world);
        (void)builder.build(bench.clock.now(), {});
        (void)bench.observe({ seen(id("a"), Status::Degraded), seen(id("b"), Status::Degraded) });
        builder.touch(id("a"));
        const auto half = builder.build(bench.clock.now(), {});
        QCOMPARE(half->find(id("a"))->state.status, Status::Degraded);
        QCOMPARE(half->find(id("b"))->state.status, Status::Unknown);
        builder.touchAll();
        const auto whole = builder.build(bench.clock.now(), {});
        QCOMPARE(whole->find(id("b"))->state.status, Status::Degraded);
        QCOMPARE(whole->sequence, half->sequence + 1);
    }

    void givesOneRowWithoutASnapshot()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ seen(id("a"), Status::Degraded) });
        const SnapshotBuilder builder(bench.world);
        QCOMPARE(builder.rowOf(id("a"), bench.clock.now())->state.status, Status::Degraded);
        QVERIFY(!builder.rowOf(id("x"), bench.clock.now()));
    }

    void showsTheDayAsTheWorstOfAll()
    {
        Workbench bench(catalogue({ service("a"), service("b") }));
        (void)bench.observe({ seen(id("a"), Status::Operational), seen(id("b"), Status::Operational) });
        bench.clock.advance(2h);
        (void)bench.observe({ seen(id("b"), Status::PartialOutage) });
        bench.clock.advance(30min);
        SnapshotBuilder builder(bench.world);
        const auto day = builder.build(bench.clock.now(), {})->day;
        QCOMPARE(day[143 - 1].status, Status::PartialOutage);
        QCOMPARE(day[143 - 10].status, Status::Operational);
        QVERIFY(!day.front().covered);
    }

    void remembersHowItWas()
    {
        Workbench bench(catalogue({ service("a") }));
        const auto before = bench.clock.now() - 1h;
        (void)bench.observe({ seen(id("a"), Status::Operational) });
        bench.clock.advance(1h);
        const auto calm = bench.clock.now() - 1s;
        (void)bench.observe({ seen(id("a"), Status::MajorOutage) });
        const SnapshotBuilder builder(bench.world);
        const auto past = builder.buildPast(calm);
        QVERIFY(past->past);
        QCOMPARE(past->find(id("a"))->state.status, Status::Operational);
        QCOMPARE(past->find(id("a"))->display(), Wf::Domain::Display::Operational);
        QCOMPARE(past->timeline.size(), size_t { 1 });
        QCOMPARE(builder.buildPast(before)->find(id("a"))->display(), Wf::Domain::Display::Blind);
        QCOMPARE(builder.buildPast(bench.clock.now())->counts.major, 1);
    }

    void listsMaintenancesSoonestFirst()
    {
        Workbench bench(catalogue({ service("a") }));
        auto observation = seen(id("a"), Status::Operational);
        const auto add = [&](const char *name, Wf::Millis in, Wf::Domain::MaintenanceState state) {
            Wf::Domain::VendorMaintenance one;
            one.id = QString::fromLatin1(name);
            one.state = state;
            one.scheduledFor = bench.clock.now() + in;
            one.scheduledUntil = one.scheduledFor + 1h;
            observation.maintenances.push_back(one);
        };
        add("later", 5h, Wf::Domain::MaintenanceState::Scheduled);
        add("running", -30min, Wf::Domain::MaintenanceState::InProgress);
        add("done", -30min, Wf::Domain::MaintenanceState::Completed);
        add("over", -3h, Wf::Domain::MaintenanceState::InProgress);
        (void)bench.observe({ observation });
        SnapshotBuilder builder(bench.world);
        const auto rows = builder.build(bench.clock.now(), {})->maintenances;
        QCOMPARE(rows.size(), size_t { 2 });
        QCOMPARE(rows.front().maintenance.id, QStringLiteral("running"));
    }
};

std::unique_ptr<QObject> snapshotTest()
{
    return std::make_unique<SnapshotTest>();
}

#include "snapshottest.moc"
