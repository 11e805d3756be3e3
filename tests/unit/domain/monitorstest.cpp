// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/connectivity.h"
#include "domain/heartbeat.h"
#include "domain/servicestate.h"
#include "samples.h"

using namespace Samples;

/// A service of several monitors: how many must agree, and who has no say.
class MonitorsTest : public QObject {
    Q_OBJECT

private:
    struct Several {
        Service service;
        std::vector<MonitorState> states;

        void add(Status status, bool told = false)
        {
            MonitorSpec each = spec();
            each.id = MonitorId(QString::number(states.size()));
            if (told)
                each.heartbeat = HeartbeatSpec {};
            service.monitors.push_back(each);
            states.push_back(known(status));
            states.back().id = each.id;
        }
        [[nodiscard]] ServiceState combined() const { return combine({}, states, service, noon()); }
    };

private Q_SLOTS:
    void quorum_data()
    {
        QTest::addColumn<int>("quorum");
        QTest::addColumn<Status>("status");
        QTest::newRow("none: the worst") << 0 << Status::MajorOutage;
        QTest::newRow("1") << 1 << Status::MajorOutage;
        QTest::newRow("2") << 2 << Status::Degraded;
        QTest::newRow("3") << 3 << Status::Operational;
        QTest::newRow("more than there are: all must agree") << 9 << Status::Operational;
    }

    void quorum()
    {
        QFETCH(int, quorum);
        QFETCH(Status, status);
        Several several;
        for (const Status each : { Status::Degraded, Status::Operational, Status::MajorOutage })
            several.add(each);
        if (quorum > 0)
            several.service.quorum = quorum;
        QCOMPARE(several.combined().status, status);
    }

    void whoCannotSeeDoesNotCountForTheQuorum()
    {
        Several several;
        for (const Status each : { Status::MajorOutage, Status::MajorOutage, Status::Operational })
            several.add(each);
        several.service.quorum = 2;
        several.states[0].health = PollerHealth::Broken;
        QCOMPARE(several.combined().status, Status::Operational);
        QCOMPARE(several.combined().health, PollerHealth::Degraded);
    }

    void whoIsPausedHasNoSay()
    {
        Several several;
        several.add(Status::MajorOutage);
        several.add(Status::Operational);
        several.states[0].paused = true;
        several.states[0].health = PollerHealth::Broken;
        QCOMPARE(several.combined().status, Status::Operational);
        QCOMPARE(several.combined().health, PollerHealth::Healthy);
        several.states[1].paused = true;
        QCOMPARE(several.combined().status, Status::Unknown);
        QCOMPARE(several.combined().knowledge, Knowledge::Blind);
        QVERIFY(!several.combined().isBlind()); // nobody failed
    }

    void whoIsToldIsNeverBroken()
    {
        Several several;
        several.add(Status::Operational);
        several.add(Status::MajorOutage, true);
        several.states[0].health = PollerHealth::Broken;
        QCOMPARE(several.combined().health, PollerHealth::Broken); // none of those who ask can see
        several.add(Status::Unknown, true); // never pinged
        several.states[0].health = PollerHealth::Healthy;
        QCOMPARE(several.combined().status, Status::MajorOutage);
        several.states[1].status = Status::Operational;
        QCOMPARE(several.combined().status, Status::Operational);
    }

    void ownHostsSayNothingWhereOthersAreWatched()
    {
        const QStringList hosts { QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("a"),
            QStringLiteral("b"), QStringLiteral("c") };
        ConnectivityState state = watchHosts({}, hosts);
        QCOMPARE(state.hosts.size(), 3);
        for (const QString &host : { QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") })
            state = noteOutcome(state, host, false, noon(), minutes { 5 }).state;
        QCOMPARE(state.connectivity, Connectivity::Offline);
        state = noteOutcome(state, QStringLiteral("localhost"), true, noon(), minutes { 5 }).state;
        QCOMPARE(state.connectivity, Connectivity::Offline); // we reach ourselves: no proof of a link
        state = noteOutcome(state, QStringLiteral("b"), true, noon(), minutes { 5 }).state;
        QCOMPARE(state.connectivity, Connectivity::Online);
    }

    void aloneOwnHostsCount()
    {
        const QStringList hosts { QStringLiteral("localhost"), QStringLiteral("127.0.0.1"),
            QStringLiteral("::1") };
        ConnectivityState state = watchHosts({}, hosts);
        QCOMPARE(state.hosts.size(), 3);
    }

    void aFirstTroubleMayHaveToBeConfirmed()
    {
        ConfirmPolicy policy { 3, 2, Millis { 0 }, 3, FirstSight::Confirmed };
        FlapStep step;
        for (int poll = 1; poll <= 3; ++poll) {
            step = stepFlap(step.buffer, Status::Unknown, Status::MajorOutage, policy, noon());
            QCOMPARE(step.promoted.has_value(), poll == 3);
        }
        QCOMPARE(*step.promoted, Status::MajorOutage);
        // Good news is believed at once, and ends what was pending.
        step = stepFlap({}, Status::Unknown, Status::MajorOutage, policy, noon());
        step = stepFlap(step.buffer, Status::Unknown, Status::Operational, policy, noon());
        QCOMPARE(step, (FlapStep { {}, Status::Operational }));
        policy.first = FirstSight::Believed;
        QCOMPARE(stepFlap({}, Status::Unknown, Status::MajorOutage, policy, noon()).promoted,
            std::optional(Status::MajorOutage));
    }
};

std::unique_ptr<QObject> monitorsTest()
{
    return std::make_unique<MonitorsTest>();
}

#include "monitorstest.moc"
