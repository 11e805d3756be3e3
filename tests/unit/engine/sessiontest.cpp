// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "engine/localsession.h"
#include "rig.h"

#include <QSignalSpy>
#include <QThread>

using namespace Samples;
using Wf::Engine::LocalSession;

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOutTheLatestSnapshot()
    {
        Rig rig;
        LocalSession session(*rig.engine);
        QVERIFY(session.snapshot() && session.snapshot()->catalogue); // never null
        QSignalSpy published(&session, &LocalSession::snapshotPublished);
        rig.start({ service("a") });
        rig.run(2s);
        QCOMPARE(session.snapshot(), rig.snapshots.back());
        QCOMPARE(published.count(), static_cast<int>(rig.snapshots.size()));
        QCOMPARE(session.stats().polls.size(), size_t { 1 });
        rig.run(300ms);
        QVERIFY(session.stats().heartbeatAt && *session.stats().heartbeatAt > rig.clock.now() - 2s);
    }

    void answersFromTheEngineAndTheStore()
    {
        Rig rig;
        LocalSession session(*rig.engine);
        rig.start({ service("a") });
        rig.run(2s);
        auto events = session.events({});
        auto alerts = session.alerts({});
        auto past = session.stateAt(rig.clock.now());
        auto checked = session.checkNow(id("a"));
        auto missing = session.checkNow(id("x"));
        auto set = session.setStatus({ id("a"), Status::Degraded, {}, QStringLiteral("because"), {}, {}, {} });
        settle();
        QCOMPARE(events.result()->total, qint64 { 7 });
        QVERIFY(alerts.result().has_value());
        QVERIFY((*past.result())->past);
        QVERIFY(checked.result().has_value());
        QCOMPARE(missing.result().error().code, Wf::ErrorCode::NotFound);
        QCOMPARE(set.result()->row.state.status, Status::Degraded);
    }

    void mayBeCalledFromAnyThread()
    {
        Rig rig;
        LocalSession session(*rig.engine);
        rig.start({ service("a") });
        rig.run(2s);
        std::atomic<int> good = 0;
        const std::unique_ptr<QThread> caller(QThread::create([&] {
            for (int i = 0; i < 50; ++i) {
                good += session.snapshot()->services.size() == 1;
                good += session.stats().databaseConnected;
            }
            QFuture<Wf::Result<Wf::Ports::EventPage>> future = session.events({});
            future.waitForFinished();
            good += future.result()->total == 7;
        }));
        caller->start();
        QTRY_VERIFY(caller->isFinished());
        QCOMPARE(good.load(), 101);
    }

    void whatIsNotAnsweredBeforeTheEndIsUnavailable()
    {
        Rig rig;
        auto session = std::make_unique<LocalSession>(*rig.engine);
        rig.start({ service("a") });
        auto never = session->history({ id("a"), {}, {} }); // the store holds it back
        settle();
        QVERIFY(!never.isFinished());
        rig.engine.reset();
        QVERIFY(never.isFinished());
        QCOMPARE(never.result().error().code, Wf::ErrorCode::Unavailable);
        auto late = session->events({});
        settle();
        QCOMPARE(late.result().error().code, Wf::ErrorCode::Unavailable);
        QVERIFY(session->snapshot());
    }

    void whatIsOnItsWayWhenTheSessionEndsIsUnavailable()
    {
        Rig rig;
        auto session = std::make_unique<LocalSession>(*rig.engine);
        QFuture<Wf::Result<Wf::Ports::EventPage>> future;
        const std::unique_ptr<QThread> caller(QThread::create([&] { future = session->events({}); }));
        caller->start();
        QVERIFY(caller->wait());
        session.reset(); // posted, never carried out
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, Wf::ErrorCode::Unavailable);
    }
};

std::unique_ptr<QObject> sessionTest()
{
    return std::make_unique<SessionTest>();
}

#include "sessiontest.moc"
