// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"

using namespace Samples;
using Wf::Domain::Knowledge;
using Wf::Domain::Suppression;
using Wf::Ports::Notice;

/// Sleep, wrong clocks and a lost network: coverage gaps and one notice, never a storm.
class GapTest : public QObject {
    Q_OBJECT

private:
    static std::vector<Wf::Domain::Service> five()
    {
        return { service("a"), service("b"), service("c"), service("d"), service("e") };
    }
    static void allFail(Rig &rig)
    {
        for (const auto &each : five())
            rig.prober.fail(each.id);
    }
    static void allWell(Rig &rig)
    {
        for (const auto &each : five())
            rig.prober.say(each.id, Status::Operational);
    }
    static size_t holesOf(const std::vector<Wf::Domain::Interval> &history)
    {
        size_t holes = 0;
        for (size_t i = 1; i < history.size(); ++i)
            holes += *history[i - 1].to < history[i].from ? 1U : 0U;
        return holes;
    }

private Q_SLOTS:
    void sleepIsAGapAndOneNotice()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(65s);
        const auto asleep = rig.clock.now();
        rig.clock.advance(2h);
        rig.run(5s);
        QVERIFY(rig.notice(Notice::Kind::Clock)->contains(QStringLiteral("slept")));
        QCOMPARE(rig.prober.forgiven, 1);
        const auto history = rig.store.intervals(id("a"));
        QCOMPARE(holesOf(history), size_t { 1 });
        QVERIFY(*history.front().to <= asleep && *history.front().to >= asleep - 2s);
        QVERIFY(history.back().from >= asleep + 2h);
        QCOMPARE(history.back().knowledge, Knowledge::Seen);
        rig.run(59min);
        QVERIFY(rig.notice(Notice::Kind::Clock));
        rig.run(2min);
        QVERIFY(!rig.notice(Notice::Kind::Clock));
        QVERIFY(rig.notifier.sent.empty());
    }

    void sleepWithAStandingMonotonicClockIsAGapToo()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(65s);
        rig.clock.setWall(rig.clock.now() + 3h);
        rig.run(5s);
        QVERIFY(rig.notice(Notice::Kind::Clock));
        QCOMPARE(holesOf(rig.store.intervals(id("a"))), size_t { 1 });
    }

    void aClockSetBackDoesNotStopTheWatch()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(65s);
        rig.clock.setWall(rig.clock.now() - 5h);
        rig.run(5s);
        QVERIFY(rig.notice(Notice::Kind::Clock)->contains(QStringLiteral("set back")));
        rig.prober.say(id("a"), Status::MajorOutage);
        rig.run(95s);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        const auto history = rig.store.intervals(id("a"));
        for (size_t i = 1; i < history.size(); ++i) // never overlapping, whatever the clock said
            QVERIFY(history[i - 1].to && *history[i - 1].to <= history[i].from);
    }

    void aClockThatWasWrongThrowsNothingAway()
    {
        Rig rig;
        rig.options.retentionInterval = 168h;
        rig.make();
        rig.start({ service("a") });
        rig.run(6min);
        QCOMPARE(rig.store.purges.size(), size_t { 1 });
        rig.clock.setWall(rig.clock.now() + 24h * 400);
        rig.run(5s);
        QVERIFY(rig.notice(Notice::Kind::Clock));
        QCOMPARE(rig.store.purges.size(), size_t { 1 });
    }

    void asksInTurnAfterASleep()
    {
        Rig rig;
        std::vector<Wf::Domain::Service> services;
        for (int i = 0; i < 200; ++i)
            services.push_back(service(qPrintable(QStringLiteral("s%1").arg(i))));
        rig.start(services);
        rig.run(2min);
        rig.clock.advance(1h);
        const auto asked = rig.prober.asked.size();
        rig.run(1s);
        QVERIFY(rig.prober.asked.size() - asked >= 10);
        QVERIFY(rig.prober.asked.size() - asked < 220);
    }

    void offlineIsOneNoticeAndSilence()
    {
        Rig rig;
        rig.start(five());
        rig.run(70s);
        allFail(rig);
        rig.run(5min);
        QVERIFY(rig.notice(Notice::Kind::Connectivity));
        QCOMPARE(rig.snapshots.back()->connectivity, Wf::Domain::Connectivity::Offline);
        QCOMPARE(rig.notifier.texts(), QStringList { QStringLiteral("offline") });
        int suppressed = 0;
        for (const auto &record : rig.store.alerts())
            suppressed +=
                record.kind == QLatin1String("poller_health") && record.suppressed == Suppression::Offline;
        QCOMPARE(suppressed, 5);
        QCOMPARE(rig.row("a").display(), Wf::Domain::Display::Blind);
        QCOMPARE(rig.store.intervals(id("a")).back().knowledge, Knowledge::Blind);
        QVERIFY(rig.prober.forgiven > 0);

        allWell(rig);
        rig.run(2min);
        QCOMPARE(rig.notifier.texts(), (QStringList { QStringLiteral("offline"), QStringLiteral("online") }));
        QVERIFY(!rig.notice(Notice::Kind::Connectivity));
        for (const auto &each : five())
            QCOMPARE(rig.store.intervals(each.id).back().knowledge, Knowledge::Seen);
    }

    void looksAtEverythingWhenTheLinkIsBack()
    {
        Rig rig;
        rig.start(five());
        rig.run(70s);
        allFail(rig);
        rig.run(5min);
        allWell(rig);
        while (rig.notice(Notice::Kind::Connectivity))
            rig.run(100ms);
        rig.run(2s);
        for (const auto &each : five())
            QVERIFY(!rig.row(qPrintable(each.id.value)).state.isBlind());
    }

    void comesBackQuietlyAfterARestartToo()
    {
        Rig rig;
        rig.start(five());
        rig.run(70s);
        allFail(rig);
        rig.run(5min);
        rig.make();
        allWell(rig);
        rig.start(five());
        rig.run(2min);
        QVERIFY(rig.notifier.texts().filter(QStringLiteral("recovered")).isEmpty());
    }

    void stayingBlindAfterTheLinkIsBackIsNotSeen()
    {
        Rig rig;
        rig.start(five());
        rig.run(70s);
        allFail(rig);
        rig.run(40s); // offline, but nobody is broken yet
        allWell(rig);
        rig.prober.fail(id("e"), Wf::Domain::Failure::HardHttp);
        rig.run(30s);
        QCOMPARE(rig.store.intervals(id("e")).back().knowledge, Knowledge::Blind);
    }
};

std::unique_ptr<QObject> gapTest()
{
    return std::make_unique<GapTest>();
}

#include "gaptest.moc"
