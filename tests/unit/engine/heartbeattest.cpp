// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "beats.h"

using namespace Samples;
using Wf::Domain::PingKind;
using Wf::Ports::Notice;
using Wf::Ports::Pausing;

namespace {
const QStringList kMissed { QStringLiteral("operational +0"), QStringLiteral("degraded +60000"),
    QStringLiteral("major_outage +90000") };

QStringList texts(std::initializer_list<const char *> list)
{
    QStringList result;
    for (const char *each : list)
        result.append(QString::fromUtf8(each));
    return result;
}
} // namespace

/// What a heartbeat says of its service, and when: whoever was asleep, every moment is the exact one.
class HeartbeatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFirstPingMakesItUp()
    {
        Rig rig;
        rig.start({ beating("a") });
        QCOMPARE(rig.row("a").state.status, Status::Unknown);
        const auto outcome = ping(rig);
        QVERIFY(outcome && outcome->taken == Wf::Ports::PingOutcome::Taken::Yes);
        QCOMPARE(outcome->monitor, beatOf("a"));
        rig.run(2s);
        QCOMPARE(rig.row("a").state.status, Status::Operational);
        QCOMPARE(rig.row("a").monitors.front().heartbeat->state.pings, qint64 { 1 });
        QVERIFY(rig.notifier.sent.empty()); // no news
        QVERIFY(rig.prober.asked.empty()); // nobody is asked
    }

    void lateIsDegradedAndSaysHowLate()
    {
        Rig rig;
        rig.start({ beating("a", kKey, 60s, 300s) });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.run(59s);
        QCOMPARE(rig.row("a").state.status, Status::Operational);
        rig.run(2s);
        QCOMPARE(rig.row("a").state.status, Status::Degraded);
        rig.run(130s);
        QCOMPARE(rig.row("a").state.detail, QStringLiteral("late by 2 min"));
        QCOMPARE(rig.row("a").monitors.front().state.detail, QStringLiteral("late by 2 min"));
        QCOMPARE(changes(rig, "a", start), texts({ "operational +0", "degraded +60000" }));
        QVERIFY(ping(rig));
        QCOMPARE(rig.row("a").state.status, Status::Operational);
        QVERIFY(rig.row("a").state.detail.isEmpty());
    }

    void aMissedDeadlineIsStampedWithItself()
    {
        Rig rig;
        rig.start({ beating("a") });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.clock.advance(3h); // nobody looked
        rig.run(1s);
        QCOMPARE(changes(rig, "a", start), kMissed);
        QCOMPARE(stretches(rig, "a", start),
            texts({ "operational +0 +60000", "degraded +60000 +90000", "major_outage +90000 …" }));
        QCOMPARE(rig.notifier.texts().last(), QStringLiteral("change: A degraded -> major_outage"));
        QCOMPARE(rig.store.events().back().vendorDetail, QStringLiteral("late by 30 s"));
    }

    void aLatePingLosesNoOutage()
    {
        Rig rig;
        rig.start({ beating("a") });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.clock.advance(3h);
        QVERIFY(ping(rig)); // before anybody looked
        const QStringList all = kMissed + texts({ "operational +10800000" });
        QCOMPARE(changes(rig, "a", start), all);
        QCOMPARE(stretches(rig, "a", start),
            texts({ "operational +0 +60000", "degraded +60000 +90000", "major_outage +90000 +10800000",
                "operational +10800000 …" }));
        rig.run(1s);
        QCOMPARE(changes(rig, "a", start), all);
        rig.run(30s);
        QVERIFY(ping(rig));
        rig.run(31s); // after a pause it is looked at again before anybody is told
        QVERIFY(rig.notifier.texts().contains(QStringLiteral("change: A degraded -> major_outage")));
        QCOMPARE(rig.notifier.texts().last(), QStringLiteral("change: A major_outage -> operational"));
    }

    void aPingAtTheDeadlineIsInTime()
    {
        Rig rig;
        rig.start({ beating("a") });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.clock.advance(90s);
        QVERIFY(ping(rig));
        rig.run(1s);
        QCOMPARE(changes(rig, "a", start), texts({ "operational +0", "degraded +60000", "operational +90000" }));
    }

    void downtimeOfOursIsMadeUpFor()
    {
        Rig rig;
        rig.start({ beating("a") });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.run(20s);
        rig.make();
        rig.clock.advance(2h);
        rig.start({ beating("a") });
        QCOMPARE(changes(rig, "a", start), kMissed);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        rig.make(); // and once is enough
        rig.start({ beating("a") });
        QCOMPARE(changes(rig, "a", start), kMissed);
        QVERIFY(ping(rig));
        QCOMPARE(rig.store.pingLog(beatOf("a")).front().number, qint64 { 2 });
    }

    void aRestartInTimeChangesNothing()
    {
        Rig rig;
        rig.start({ beating("a") });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.make();
        rig.clock.advance(30s);
        rig.start({ beating("a") });
        rig.run(20s);
        QCOMPARE(changes(rig, "a", start), texts({ "operational +0" }));
        QCOMPARE(stretches(rig, "a", start), texts({ "operational +0 …" })); // who is told needs not watch
        rig.run(15s);
        QCOMPARE(rig.row("a").state.status, Status::Degraded);
    }

    void sleepIsMadeUpFor()
    {
        Rig rig;
        rig.start({ beating("a") });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.run(5s);
        rig.clock.setWall(rig.clock.now() + 3h); // the monotonic clock stood still
        rig.run(2s);
        QVERIFY(rig.notice(Notice::Kind::Clock));
        QCOMPARE(changes(rig, "a", start), kMissed);
    }

    void aWrongClockMissesNothing()
    {
        Rig rig;
        rig.start({ beating("a") });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.run(5s);
        rig.clock.setWall(rig.clock.now() + 24h * 400);
        rig.run(50s);
        QCOMPARE(changes(rig, "a", start), texts({ "operational +0" }));
        rig.run(10s);
        QCOMPARE(rig.row("a").state.status, Status::Degraded);
        QVERIFY(ping(rig));
        rig.clock.setWall(rig.clock.now() - 24h * 400); // and back: it does not wait for a year now
        rig.run(95s);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
    }

    void offlineNothingIsMissed()
    {
        Rig rig;
        std::vector<Wf::Domain::Service> services { beating("z", kKey, 600s, 60s) };
        for (const char *name : { "a", "b", "c", "d" })
            services.push_back(service(name));
        rig.start(services);
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.run(1min);
        for (const char *name : { "a", "b", "c", "d" })
            rig.prober.fail(id(name));
        rig.run(5min);
        QVERIFY(rig.notice(Notice::Kind::Connectivity));
        rig.run(9min);
        QCOMPARE(changes(rig, "z", start), texts({ "operational +0" }));
        for (const char *name : { "a", "b", "c", "d" })
            rig.prober.say(id(name), Status::Operational);
        rig.run(3min);
        QVERIFY(!rig.notice(Notice::Kind::Connectivity));
        QCOMPARE(
            changes(rig, "z", start), texts({ "operational +0", "degraded +600000", "major_outage +660000" }));
        QCOMPARE(stretches(rig, "z", start),
            texts({ "operational +0 +600000", "degraded +600000 +660000", "major_outage +660000 …" }));
    }

    void neverPingedBecomesLateToo()
    {
        Rig rig;
        rig.start({ beating("a") });
        const auto start = rig.clock.now();
        rig.run(2min);
        QCOMPARE(changes(rig, "a", start), texts({ "degraded +60000", "major_outage +90000" }));
    }

    void aFirstPingMayBeAwaitedForEver()
    {
        Rig rig;
        rig.start({ beatingWith("a", [](auto &beat) { beat.first = Wf::Domain::FirstPing::AwaitedForEver; }) });
        rig.run(1h);
        QCOMPARE(rig.row("a").state.status, Status::Unknown);
        QVERIFY(rig.notifier.sent.empty());
    }

    void aRunThatDoesNotEndIsDown()
    {
        Rig rig;
        rig.start({ beating("a", kKey, 3600s, 60s) });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.clock.advance(10s);
        QVERIFY(ping(rig, call(kKey, PingKind::Start)));
        rig.clock.advance(1h);
        rig.run(1s);
        QCOMPARE(changes(rig, "a", start), texts({ "operational +0", "major_outage +70000" }));
        QVERIFY(rig.row("a").state.detail.startsWith(QStringLiteral("started")));
    }

    void whatDownMeansIsConfigured()
    {
        Rig rig;
        rig.start({ beatingWith("a", [](auto &beat) { beat.downStatus = Status::Degraded; }) });
        QVERIFY(ping(rig, call(kKey, PingKind::Fail)));
        QCOMPARE(rig.row("a").state.status, Status::Degraded);
        QCOMPARE(rig.row("a").state.detail, QStringLiteral("the job said that it failed"));
    }

    void aPauseIsNoNews()
    {
        Rig rig;
        rig.start({ beating("a") });
        QVERIFY(ping(rig));
        rig.run(2s);
        const auto paused = rig.engine->setPaused({ beatOf("a") }, Pausing::Pause);
        settle();
        QVERIFY(paused.result());
        rig.run(1h);
        QVERIFY(rig.row("a").monitors.front().state.paused);
        QCOMPARE(rig.row("a").state.status, Status::Unknown);
        QVERIFY2(rig.notifier.sent.empty(), qPrintable(rig.notifier.texts().join(u'\n')));
        const auto resumed = rig.engine->setPaused({ beatOf("a") }, Pausing::Resume);
        settle();
        QVERIFY(resumed.result());
        rig.run(50s);
        QVERIFY(!rig.row("a").monitors.front().state.paused);
        QCOMPARE(rig.row("a").state.status, Status::Unknown);
        rig.run(11s); // as if it were new
        QCOMPARE(rig.row("a").state.status, Status::Degraded);
    }

    void aPingEndsAPause()
    {
        Rig rig;
        rig.start({ beating("a") });
        static_cast<void>(rig.engine->setPaused({ beatOf("a") }, Pausing::Pause));
        rig.run(2s);
        QVERIFY(ping(rig));
        rig.run(2s);
        QVERIFY(!rig.row("a").monitors.front().state.paused);
        QCOMPARE(rig.row("a").state.status, Status::Operational);
        rig.run(2min);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
    }

    void onlyAPersonEndsSomePauses()
    {
        Rig rig;
        rig.start({ beatingWith("a", [](auto &beat) { beat.manualResume = true; }) });
        static_cast<void>(rig.engine->setPaused({ beatOf("a") }, Pausing::Pause));
        rig.run(2s);
        QCOMPARE(ping(rig)->kind, PingKind::Ignored);
        rig.run(5min);
        QVERIFY(rig.row("a").monitors.front().state.paused);
        QCOMPARE(rig.row("a").state.status, Status::Unknown);
    }

    void newRulesAreAppliedFromNowOn()
    {
        Rig rig;
        rig.start({ beating("a", kKey, 3600s) });
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.run(10min);
        rig.engine->reload(Samples::catalogue({ beating("a") }), rig.options);
        rig.run(2s);
        QCOMPARE(changes(rig, "a", start), texts({ "operational +0", "major_outage +600000" }));
        rig.engine->reload(Samples::catalogue({ beating("a", kKey, 3600s) }), rig.options);
        rig.run(2s);
        QCOMPARE(rig.row("a").state.status, Status::Operational);
    }

    void newRulesMakeOneThatWasNeverPingedNewAgain()
    {
        Rig rig;
        rig.start({ beating("a") });
        rig.run(2min);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        rig.engine->reload(Samples::catalogue({ beating("a", kKey, 3600s) }), rig.options);
        rig.run(2s);
        QCOMPARE(rig.row("a").state.status, Status::Unknown);
    }

    void whatLeavesTheCatalogueIsForgotten()
    {
        Rig rig;
        rig.start({ beating("a"), service("b") });
        QVERIFY(ping(rig));
        rig.engine->reload(Samples::catalogue({ service("b") }), rig.options);
        rig.run(2s);
        QCOMPARE(ping(rig).error().code, Wf::ErrorCode::NotFound);
        QVERIFY(rig.store.remembered().heartbeats.empty());
        rig.run(5min);
    }

    void manyAreToldInTheOrderOfTime()
    {
        Rig rig;
        const QString keys[] { QStringLiteral("00000000-0000-4000-8000-000000000001"),
            QStringLiteral("00000000-0000-4000-8000-000000000002"),
            QStringLiteral("00000000-0000-4000-8000-000000000003") };
        rig.start({ beating("a", keys[0], 300s), beating("b", keys[1], 60s), beating("c", keys[2], 180s) });
        for (const QString &key : keys)
            QVERIFY(ping(rig, call(key)));
        rig.run(1s);
        const size_t before = rig.store.events().size();
        rig.clock.advance(2h);
        QVERIFY(ping(rig, call(keys[0]))); // the others' deadlines lie before it
        rig.run(1s);
        const auto events = rig.store.events();
        QCOMPARE(events.size(), before + 7);
        for (size_t i = before + 1; i < events.size(); ++i)
            QVERIFY(events[i - 1].at <= events[i].at && events[i - 1].id < events[i].id);
    }

    void besideAPolledMonitorTheWorstDecides()
    {
        Rig rig;
        Wf::Domain::Service mixed = service("a");
        mixed.monitors.push_back(beat(mixed.id));
        rig.start({ mixed });
        rig.run(2s);
        QCOMPARE(rig.row("a").state.status, Status::Operational); // who said nothing yet has no say
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.run(95s);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        rig.prober.fail(id("a"), Wf::Domain::Failure::HardHttp);
        rig.run(10min);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage); // blind with one eye
        QVERIFY(ping(rig));
        QCOMPARE(changes(rig, "a", start).mid(1),
            texts({ "degraded +60000", "major_outage +90000", "operational +695000" }));
    }

    void sleepBesideAPolledMonitorIsAGapUntilTheDeadline()
    {
        Rig rig;
        Wf::Domain::Service mixed = service("a");
        mixed.monitors.push_back(beat(mixed.id));
        rig.start({ mixed });
        rig.run(2s);
        const auto start = rig.clock.now();
        QVERIFY(ping(rig));
        rig.run(5s);
        rig.clock.setWall(rig.clock.now() + 2h);
        QVERIFY(ping(rig)); // before anybody looked
        const QStringList history = stretches(rig, "a", start);
        QCOMPARE(history.mid(1),
            texts({ "degraded +60000 +90000", "major_outage +90000 +7205000", "operational +7205000 …" }));
        QVERIFY(history.front().endsWith(QStringLiteral("+5000"))
            || history.front().endsWith(QStringLiteral("+4000"))
            || history.front().contains(QStringLiteral(" +4")));
    }
};

std::unique_ptr<QObject> heartbeatTest()
{
    return std::make_unique<HeartbeatTest>();
}

#include "heartbeattest.moc"
