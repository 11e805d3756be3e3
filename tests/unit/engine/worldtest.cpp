// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"

using namespace Samples;
using Wf::Domain::EventKind;
using Wf::Domain::Knowledge;

class WorldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void retiresWithAnEventAndAClosedHistory()
    {
        Workbench bench(catalogue({ service("a"), service("b") }));
        (void)bench.observe({ seen(id("a"), Status::Operational), seen(id("b"), Status::Degraded) });
        bench.clock.advance(60s);
        Wf::Ports::CommitBatch batch;
        Wf::Engine::adoptCatalogue(bench.world, catalogue({ service("a") }), nullptr, bench.clock.now(), batch);
        QVERIFY(!bench.world.find(id("b")));
        QCOMPARE(batch.services.size(), size_t { 1 });
        QVERIFY(batch.services.front().retired);
        QCOMPARE(batch.events.size(), size_t { 1 });
        QCOMPARE(batch.events.front().kind, EventKind::Retired);
        QCOMPARE(batch.events.front().next, Status::Degraded);
        QCOMPARE(*batch.history.front().step.closed->to, bench.clock.now());
        QVERIFY(!batch.history.front().step.opened);
        QVERIFY(!bench.world.monitors.contains(MonitorId(QStringLiteral("b:page"))));
    }

    void takesARetiredServiceBackWithItsHistory()
    {
        Rig rig;
        rig.start({ service("a"), service("b") });
        rig.run(70s);
        rig.engine->reload(catalogue({ service("a") }), rig.options);
        rig.run(10s);
        QVERIFY(!rig.snapshots.back()->find(id("b")));
        const auto retiredAt = rig.clock.now();
        rig.make();
        rig.start({ service("a"), service("b") });
        rig.run(70s);
        QCOMPARE(rig.row("b").state.status, Status::Operational);
        const auto history = rig.store.intervals(id("b"));
        QVERIFY(history.size() >= 2);
        QVERIFY(*history.front().to <= retiredAt);
        QVERIFY(!history.back().to);
        QVERIFY(!rig.store.remembered().services.back().retired);
    }

    void rememberWhatTheStoreKnows()
    {
        Rig rig;
        rig.start({ service("a"), manualService("m") });
        rig.run(70s);
        rig.prober.say(id("a"), Status::MajorOutage, QStringLiteral("on fire"));
        rig.run(70s);
        const auto alerts = rig.store.alerts().size();
        rig.make();
        rig.start({ service("a"), manualService("m") });
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        QCOMPARE(rig.row("a").state.detail, QStringLiteral("on fire"));
        QVERIFY(!rig.row("a").impact.isEmpty());
        rig.run(180s);
        QCOMPARE(rig.store.alerts().size(), alerts); // nothing is told twice
    }

    void leavesTheTimeOfAStopUncovered()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(65s);
        const auto alive = *rig.store.remembered().aliveAt;
        rig.engine.reset(); // as by kill: no stop()
        rig.clock.advance(3h);
        rig.make();
        rig.prober.fail(id("a"));
        rig.start({ service("a") });
        rig.run(25s);
        auto history = rig.store.intervals(id("a"));
        const auto seenLast = std::ranges::find(history, Knowledge::Seen, &Wf::Domain::Interval::knowledge);
        QCOMPARE(*seenLast->to, alive);
        QCOMPARE(std::next(seenLast)->knowledge, Knowledge::Blind); // a failed poll proves nothing
        rig.prober.say(id("a"), Status::Operational);
        rig.run(60s);
        history = rig.store.intervals(id("a"));
        QCOMPARE(history.back().knowledge, Knowledge::Seen);
        QVERIFY(history.back().from > alive + 3h);
    }

    void dropsHistoryThatIsTooOld()
    {
        Workbench bench(catalogue({ service("a") }));
        for (int day = 0; day < 100; ++day) {
            (void)bench.observe({ seen(id("a"), day % 2 ? Status::Degraded : Status::Operational) });
            bench.clock.advance(24h);
        }
        QVERIFY(bench.entry("a").history.size() <= 92);
        QVERIFY(*bench.entry("a").history.front().to > bench.clock.now() - std::chrono::days { 93 });
    }

    void boundsTheTimelineAndTheIncident()
    {
        Workbench bench(catalogue({ service("a") }));
        for (int i = 0; i < 300; ++i) {
            (void)bench.observe({ seen(id("a"), i % 2 ? Status::Degraded : Status::Operational) });
            bench.clock.advance(60s);
        }
        QCOMPARE(bench.world.timeline.size(), size_t { 200 });
        QCOMPARE(bench.world.timeline.front().id, bench.world.lastEventId);
        const Wf::Domain::Incident *incident = bench.incidents.book().latest(id("a"));
        QVERIFY(incident);
        QCOMPARE(incident->turns.size(), Wf::Domain::kTurnsKept);
        QVERIFY(incident->told.size() <= Wf::Domain::kToldKept);
    }

    void adoptsAThousandStoredServicesInShortOrder()
    {
        std::vector<Wf::Domain::Service> services;
        Wf::Ports::StoredWorld stored;
        for (int i = 0; i < 1000; ++i) {
            services.push_back(service(qPrintable(QStringLiteral("s%1").arg(i))));
            stored.services.push_back(services.back());
            Wf::Domain::MonitorState state;
            state.id = services.back().monitors.front().id;
            state.status = Status::Degraded;
            stored.monitors.push_back(state);
        }
        Wf::Engine::World world;
        Wf::Ports::CommitBatch batch;
        Wf::Engine::adoptCatalogue(world, catalogue(services), &stored, {}, batch);
        QVERIFY(batch.services.empty()); // nothing changed
        QCOMPARE(world.find(id("s999"))->monitors.front().status, Status::Degraded);
    }
};

std::unique_ptr<QObject> worldTest()
{
    return std::make_unique<WorldTest>();
}

#include "worldtest.moc"
