// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/servicestate.h"
#include "samples.h"

using namespace Samples;

class ServiceStateTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worstOfWhatIsSeen_data();
    void worstOfWhatIsSeen();
    void maintenanceMustExplainAll();
    void manualOnly();
    void pinHoldsUntilItExpires();
    void overrideWithoutEndIsNoPin();
    void silentManualMonitorDoesNotHide();
    void changedAtMovesWithTheStatus();
    void withoutMonitorStates();
};

namespace {
Service service(int polled, int manual = 0)
{
    Service result;
    result.id = sid("s");
    for (int i = 0; i < polled + manual; ++i) {
        MonitorSpec monitor = spec();
        monitor.id = MonitorId(QString::number(i));
        monitor.kind = i < polled ? QStringLiteral("statuspage") : QStringLiteral("manual");
        result.monitors.push_back(monitor);
    }
    return result;
}

MonitorState monitor(int number, Status status, PollerHealth health = PollerHealth::Healthy)
{
    MonitorState state = known(status);
    state.id = MonitorId(QString::number(number));
    state.health = health;
    state.detail = QStringLiteral("detail %1").arg(number);
    return state;
}
} // namespace

void ServiceStateTest::worstOfWhatIsSeen_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("firstHealth");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("secondHealth");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("health");
    QTest::addColumn<int>("knowledge");
    const auto row = [](const char *name, Status a, PollerHealth ha, Status b, PollerHealth hb, Status status,
                         PollerHealth health, Knowledge knowledge) {
        QTest::newRow(name) << int(a) << int(ha) << int(b) << int(hb) << int(status) << int(health)
                            << int(knowledge);
    };
    using S = Status;
    using H = PollerHealth;
    row("calm", S::Operational, H::Healthy, S::Operational, H::Healthy, S::Operational, H::Healthy,
        Knowledge::Seen);
    row("worst", S::Degraded, H::Healthy, S::MajorOutage, H::Healthy, S::MajorOutage, H::Healthy, Knowledge::Seen);
    row("unknown beats operational", S::Unknown, H::Healthy, S::Operational, H::Healthy, S::Unknown, H::Healthy,
        Knowledge::Blind);
    row("unknown hides no trouble", S::Unknown, H::Healthy, S::Degraded, H::Healthy, S::Degraded, H::Healthy,
        Knowledge::Seen);
    row("broken is silent", S::MajorOutage, H::Broken, S::Operational, H::Healthy, S::Operational, H::Degraded,
        Knowledge::Seen);
    row("failing still speaks", S::Degraded, H::Degraded, S::Operational, H::Healthy, S::Degraded, H::Degraded,
        Knowledge::Seen);
    row("all broken", S::Degraded, H::Broken, S::Operational, H::Broken, S::Degraded, H::Broken, Knowledge::Blind);
    row("all broken, green", S::Operational, H::Broken, S::Operational, H::Broken, S::Operational, H::Broken,
        Knowledge::Blind);
}

void ServiceStateTest::worstOfWhatIsSeen()
{
    QFETCH(int, first);
    QFETCH(int, firstHealth);
    QFETCH(int, second);
    QFETCH(int, secondHealth);
    QFETCH(int, status);
    QFETCH(int, health);
    QFETCH(int, knowledge);
    const std::vector<MonitorState> monitors { monitor(0, static_cast<Status>(first),
                                                   static_cast<PollerHealth>(firstHealth)),
        monitor(1, static_cast<Status>(second), static_cast<PollerHealth>(secondHealth)) };
    const ServiceState state = combine({}, monitors, service(2), noon());
    QCOMPARE(static_cast<int>(state.status), status);
    QCOMPARE(static_cast<int>(state.health), health);
    QCOMPARE(static_cast<int>(state.knowledge), knowledge);
    QCOMPARE(state.id, sid("s"));
    QVERIFY(state.effective() == (state.isBlind() ? Status::Unknown : state.status));
    QCOMPARE(state.detail,
        status == second && status != first ? QStringLiteral("detail 1")
            : status == first               ? QStringLiteral("detail 0")
                                            : QString());
}

void ServiceStateTest::maintenanceMustExplainAll()
{
    MonitorState works = monitor(0, Status::Degraded);
    works.maintenance = true;
    const std::vector<MonitorState> explained { works, monitor(1, Status::Operational) };
    ServiceState state = combine({}, explained, service(2), noon());
    QVERIFY(state.maintenance && state.knowledge == Knowledge::Maintenance);
    const std::vector<MonitorState> more { works, monitor(1, Status::Degraded) };
    state = combine({}, more, service(2), noon());
    QVERIFY(!state.maintenance && state.knowledge == Knowledge::Seen);
    QCOMPARE(state.detail, QStringLiteral("detail 1"));
    works.health = PollerHealth::Broken;
    state = combine({}, std::vector { works }, service(1), noon());
    QVERIFY(state.knowledge == Knowledge::Blind);
}

void ServiceStateTest::manualOnly()
{
    ServiceState before;
    ServiceState state = combine(before, {}, service(0, 1), noon());
    QVERIFY(state.status == Status::Unknown && state.knowledge == Knowledge::Manual);
    QVERIFY(state.health == PollerHealth::Healthy);

    before.manual =
        ManualOverride { Status::Degraded, QStringLiteral("Slow"), {}, {}, noon(), noon() + hours { 1 } };
    state = combine(before, {}, service(0, 1), noon());
    QVERIFY(state.status == Status::Degraded && state.knowledge == Knowledge::Manual);
    QCOMPARE(state.detail, QStringLiteral("Slow"));

    state = combine(state, {}, service(0, 1), noon() + hours { 1 }); // exactly then it is over
    QVERIFY(state.status == Status::Unknown);
    QCOMPARE(state.detail, QStringLiteral("manual status expired"));
    QCOMPARE(*state.changedAt, noon() + hours { 1 });
    QVERIFY(!state.isBlind());
}

void ServiceStateTest::pinHoldsUntilItExpires()
{
    ServiceState before;
    before.manual =
        ManualOverride { Status::MajorOutage, QStringLiteral("We see it"), {}, {}, noon(), noon() + hours { 1 } };
    const std::vector<MonitorState> green { monitor(0, Status::Operational) };
    ServiceState state = combine(before, green, service(1), noon());
    QVERIFY(state.status == Status::MajorOutage && state.knowledge == Knowledge::Manual);
    QCOMPARE(state.detail, QStringLiteral("We see it"));
    const std::vector<MonitorState> blind { monitor(0, Status::Operational, PollerHealth::Broken) };
    state = combine(before, blind, service(1), noon());
    QVERIFY(state.effective() == Status::MajorOutage); // a person sees what the poller does not
    QVERIFY(state.health == PollerHealth::Degraded);
    state = combine(state, green, service(1), noon() + hours { 1 });
    QVERIFY(state.status == Status::Operational && state.knowledge == Knowledge::Seen);
    QVERIFY(!state.manual);
}

void ServiceStateTest::overrideWithoutEndIsNoPin()
{
    ServiceState before;
    before.manual = ManualOverride { Status::MajorOutage, {}, {}, {}, noon(), {} };
    const ServiceState state =
        combine(before, std::vector { monitor(0, Status::Operational) }, service(1), noon());
    QVERIFY(state.status == Status::Operational);
    QVERIFY(state.manual);
}

void ServiceStateTest::silentManualMonitorDoesNotHide()
{
    const std::vector<MonitorState> silent { monitor(0, Status::Operational), monitor(1, Status::Unknown) };
    QVERIFY(combine({}, silent, service(1, 1), noon()).status == Status::Operational);
    const std::vector<MonitorState> speaking { monitor(0, Status::Operational), monitor(1, Status::Degraded) };
    QVERIFY(combine({}, speaking, service(1, 1), noon()).status == Status::Degraded);
    const std::vector<MonitorState> blind { monitor(0, Status::Operational, PollerHealth::Broken),
        monitor(1, Status::Operational) };
    QVERIFY(combine({}, blind, service(1, 1), noon()).isBlind());
}

void ServiceStateTest::changedAtMovesWithTheStatus()
{
    ServiceState state = combine({}, std::vector { monitor(0, Status::Operational) }, service(1), noon());
    QCOMPARE(*state.changedAt, noon());
    state = combine(state, std::vector { monitor(0, Status::Operational) }, service(1), noon() + hours { 1 });
    QCOMPARE(*state.changedAt, noon());
    state = combine(state, std::vector { monitor(0, Status::Degraded) }, service(1), noon() + hours { 2 });
    QCOMPARE(*state.changedAt, noon() + hours { 2 });
}

void ServiceStateTest::withoutMonitorStates()
{
    const ServiceState state = combine({}, {}, service(1), noon());
    QVERIFY(state.status == Status::Unknown && state.knowledge == Knowledge::Blind);
    QVERIFY(state.health == PollerHealth::Healthy);
    QVERIFY(!state.changedAt);
}

std::unique_ptr<QObject> serviceStateTest()
{
    return std::make_unique<ServiceStateTest>();
}

#include "servicestatetest.moc"
