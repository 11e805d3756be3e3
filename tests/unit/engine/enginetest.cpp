// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"

using namespace Samples;
using Wf::Ports::Notice;

namespace {
Wf::Ports::ManualUpdate update(const char *service, Status status)
{
    return { id(service), status, QStringLiteral("by hand"), QStringLiteral("seen it"), {}, {}, {} };
}
} // namespace

class EngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksAtOnceAndShowsWhatItLearns()
    {
        Rig rig;
        rig.start({ service("a"), service("b") });
        QCOMPARE(rig.snapshots.front()->services.size(), size_t { 2 });
        rig.run(300ms);
        QCOMPARE(rig.row("a").state.status, Status::Operational);
        QCOMPARE(rig.row("b").state.status, Status::Operational);
        QVERIFY(rig.row("a").nextPollAt);
        QCOMPARE(rig.stats.polls.size(), size_t { 2 });
        QVERIFY(rig.stats.databaseConnected);
    }

    void showsAChangeRightAfterItsCommit()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(5s);
        rig.store.holding = true;
        const auto before = rig.snapshots.size();
        auto answer = rig.engine->setStatus(update("a", Status::MajorOutage));
        settle();
        QCOMPARE(rig.snapshots.size(), before); // not durable, not shown
        QVERIFY(!answer.isFinished());
        rig.store.holding = false;
        rig.store.release();
        settle();
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        QVERIFY(answer.isFinished() && answer.result());
        QCOMPARE(answer.result()->previous, Status::Operational);
        QCOMPARE(answer.result()->row.state.status, Status::MajorOutage);
    }

    void publishesAtMostOnceASecondWhenQuiet()
    {
        Rig rig;
        std::vector<Wf::Domain::Service> services;
        services.reserve(200);
        for (int i = 0; i < 200; ++i)
            services.push_back(service(qPrintable(QStringLiteral("s%1").arg(i))));
        rig.start(services);
        rig.run(3min);
        const auto before = rig.snapshots.size();
        rig.run(60s);
        QVERIFY(rig.snapshots.size() - before <= 61);
        QVERIFY(rig.snapshots.size() - before >= 20);
        for (size_t i = 1; i < rig.snapshots.size(); ++i)
            QCOMPARE(rig.snapshots[i]->sequence, rig.snapshots[i - 1]->sequence + 1);
    }

    void movesTheWindowsEveryMinute()
    {
        Rig rig;
        rig.start({ manualService("m") });
        rig.run(10s);
        const auto before = rig.snapshots.size();
        rig.run(61s);
        QCOMPARE(rig.snapshots.size(), before + 1);
    }

    void saysWhenTheDatabaseFailsAndWaitsWithAlerts()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(70s);
        rig.store.failing = true;
        rig.prober.say(id("a"), Status::MajorOutage);
        rig.run(70s);
        QVERIFY(rig.notice(Notice::Kind::Storage)->contains(QStringLiteral("disk full")));
        QVERIFY(!rig.stats.databaseConnected);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage); // shown all the same
        QVERIFY(rig.notifier.sent.empty());
        rig.prober.say(id("a"), Status::Operational);
        rig.run(70s);
        const auto refused = rig.engine->setStatus(update("a", Status::Degraded));
        settle();
        QVERIFY(refused.isFinished() && !refused.result());
        QVERIFY(rig.notifier.sent.empty());
        rig.store.failing = false;
        rig.run(6s);
        QVERIFY(!rig.notice(Notice::Kind::Storage));
        QVERIFY(rig.stats.databaseConnected);
        QCOMPARE(rig.notifier.texts().mid(0, 2),
            (QStringList { QStringLiteral("change: A operational -> major_outage"),
                QStringLiteral("change: A major_outage -> operational") }));
        qint64 last = 0;
        for (const auto &event : rig.store.events())
            QVERIFY(event.id > std::exchange(last, event.id));
    }

    void learnsThatAnAlertWasNeverHeard()
    {
        Rig rig;
        rig.notifier.script = { { Wf::Ports::Delivery::Outcome::Rejected, QStringLiteral("HTTP 404"), {} } };
        Wf::Domain::Observation bad = seen(id("a"), Status::MajorOutage);
        bad.incidents = { incident("i1", "Trouble", Status::MajorOutage) };
        rig.start({ service("a") });
        rig.run(1s);
        for (const Status status : { Status::MajorOutage, Status::Degraded, Status::MajorOutage }) {
            bad.status = status;
            rig.prober.say(id("a"), bad);
            rig.run(65s);
        }
        QVERIFY(rig.notice(Notice::Kind::Delivery)->contains(QStringLiteral("1 alerts")));
        QCOMPARE(rig.notifier.texts().last(), QStringLiteral("change: A operational -> major_outage"));
        rig.run(25h);
        QVERIFY(!rig.notice(Notice::Kind::Delivery)); // not for ever
    }

    void asksAnUnconfirmedChangeAgainAfterAQuarter()
    {
        Rig rig;
        auto one = service("a");
        one.monitors.front().confirm = { 3, 2, 0s, 3 };
        rig.start({ one });
        rig.run(3min);
        rig.prober.say(id("a"), Status::MajorOutage);
        const auto asked = rig.prober.asked.size();
        while (rig.prober.asked.size() == asked)
            rig.run(100ms);
        rig.run(31s); // two more looks, 15 s apart
        QCOMPARE(rig.prober.asked.size(), asked + 3);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
    }

    void aQuestionThatIsGivenUpIsAFailure()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(1s);
        rig.prober.holding = true;
        for (int i = 0; i < 300; ++i) {
            rig.run(1s);
            rig.prober.abandon();
            settle();
        }
        QVERIFY(rig.row("a").state.isBlind());
        QVERIFY(rig.stats.cyclesErrored >= 3);
        QCOMPARE(rig.row("a").monitors.front().state.failureReason, QStringLiteral("unexpected: no answer"));
    }

    void neverAsksTwiceWhileItWaits()
    {
        Rig rig;
        rig.prober.holding = true;
        rig.start({ service("a") });
        rig.run(10min);
        QCOMPARE(rig.prober.asked.size(), size_t { 1 });
        QVERIFY(rig.engine->checkNow(id("a")).has_value());
        rig.run(1min);
        QCOMPARE(rig.prober.asked.size(), size_t { 1 });
    }

    void asksNowWhenToldTo()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(65s);
        const auto asked = rig.prober.asked.size();
        QVERIFY(rig.engine->checkNow(id("a")).has_value());
        rig.run(100ms);
        QCOMPARE(rig.prober.asked.size(), asked + 1);
        QCOMPARE(rig.engine->checkNow(id("x")).error().code, Wf::ErrorCode::NotFound);
    }

    void takesAServiceAwayWhileItIsAsked()
    {
        Rig rig;
        rig.prober.holding = true;
        rig.start({ service("a"), service("b") });
        rig.run(1s);
        rig.engine->reload(catalogue({ service("a") }), rig.options);
        rig.prober.holding = false;
        rig.prober.release();
        rig.run(2min);
        QCOMPARE(rig.snapshots.back()->services.size(), size_t { 1 });
        QCOMPARE(rig.row("a").state.status, Status::Operational);
    }

    void writesWhatIsLeftWhenItStops()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.prober.say(id("a"), Status::Degraded);
        rig.run(20ms); // answered, but the answers are still being gathered
        const auto stopped = rig.engine->stop();
        settle();
        QVERIFY(stopped.isFinished());
        QCOMPARE(rig.store.remembered().aliveAt, std::optional(rig.clock.now()));
        QCOMPARE(rig.store.remembered().serviceStates.front().status, Status::Operational);
        const auto asked = rig.prober.asked.size();
        rig.run(5min);
        QCOMPARE(rig.prober.asked.size(), asked);
        QCOMPARE(rig.engine->setStatus(update("a", Status::Degraded)).result().error().code,
            Wf::ErrorCode::Unavailable);
        QCOMPARE(rig.engine->checkNow({}).error().code, Wf::ErrorCode::Unavailable);
    }

    void waitsForDeliveriesUnderWayWhenItStops()
    {
        Rig rig;
        rig.notifier.holding = true;
        rig.prober.say(id("a"), Status::MajorOutage);
        rig.start({ service("a") });
        rig.run(1s);
        QCOMPARE(rig.notifier.sent.size(), size_t { 1 });
        const auto stopped = rig.engine->stop();
        settle();
        QVERIFY(!stopped.isFinished());
        rig.notifier.release();
        settle();
        QVERIFY(stopped.isFinished());
        QVERIFY(rig.store.remembered().outbox.empty()); // delivered, and known to be
        rig.make();
        rig.start({ service("a") });
        rig.run(3min);
        QCOMPARE(rig.notifier.sent.size(), size_t { 1 });
    }

    void stopsEvenWhenNothingCanBeWritten()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(1s);
        rig.store.failing = true;
        const auto stopped = rig.engine->stop();
        settle();
        QVERIFY(stopped.isFinished());
    }

    void stopsBeforeItEverBegan()
    {
        Rig rig;
        QVERIFY(rig.engine->stop().isFinished());
        QVERIFY(rig.store.batches.empty());
    }

    void endsWhileQuestionsAndWritesAreUnderWay()
    {
        Rig rig;
        rig.prober.holding = true;
        rig.store.holding = true;
        rig.start({ service("a") });
        rig.run(1s);
        rig.engine.reset();
        rig.prober.release();
        rig.store.release();
        settle(); // nobody is there to hear it
        QVERIFY(rig.notifier.sent.empty());
    }

    void purgesSoonAfterTheStartAndThenRarely()
    {
        Rig rig;
        rig.options.retentionInterval = 24h;
        rig.make();
        rig.start({ manualService("m") });
        rig.run(4min);
        QVERIFY(rig.store.purges.empty());
        rig.run(2min);
        QCOMPARE(rig.store.purges.size(), size_t { 1 });
        rig.run(23h);
        QCOMPARE(rig.store.purges.size(), size_t { 1 });
    }

    void expiresAPinInTime()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(65s);
        auto pin = update("a", Status::MajorOutage);
        pin.expiresAt = rig.clock.now() + 10min;
        (void)rig.engine->setStatus(pin);
        rig.run(9min + 58s);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        rig.run(4s);
        QCOMPARE(rig.row("a").state.status, Status::Operational);
    }

    void takesANoticeBack()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.engine->setNotice(Notice::Kind::Configuration, QStringLiteral("three faults"));
        QCOMPARE(rig.notice(Notice::Kind::Configuration), QStringLiteral("three faults"));
        rig.engine->setNotice(Notice::Kind::Configuration, {});
        QVERIFY(!rig.notice(Notice::Kind::Configuration));
    }
};

std::unique_ptr<QObject> engineTest()
{
    return std::make_unique<EngineTest>();
}

#include "enginetest.moc"
