// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "samples.h"

#include <random>

using namespace Samples;

class AdvanceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstObservationConfirmsAtOnce();
    void failedPollTouchesOnlyTheHealth();
    void brokenOnTheThirdAndHealedByTheFirst();
    void brokenStaysBrokenUnderALaxerPolicy();
    void detailOfPendingAndCommitted();
    void maintenanceFollowsWhatIsCommitted();
    void staleStatusIsNotTrusted_data();
    void staleStatusIsNotTrusted();
    void stalenessNeedsAnInterval();
    void observationIsTakenOver();
    void successWithoutStatusIsAFailure();
    void askAgain_data();
    void askAgain();
    void pace_data();
    void pace();
    void randomObservationsKeepTheRules();
};

void AdvanceTest::firstObservationConfirmsAtOnce()
{
    const Advance calm = advance({}, seen(Status::Operational, QStringLiteral("All good")), spec(), noon());
    QVERIFY(calm.state.status == Status::Operational);
    QVERIFY(calm.transition && calm.transition->isWarmUp());
    QCOMPARE(calm.state.id, MonitorId(QStringLiteral("m")));
    QCOMPARE(*calm.state.changedAt, noon());
    QVERIFY(!calm.unconfirmed);

    const Advance bad = advance({}, seen(Status::MajorOutage), spec(), noon());
    QVERIFY(bad.transition && !bad.transition->isWarmUp());
    QVERIFY(bad.transition->to == Status::MajorOutage);
}

void AdvanceTest::failedPollTouchesOnlyTheHealth()
{
    MonitorState before = known(Status::Degraded);
    before.detail = QStringLiteral("Slow");
    before.flap = { Status::MajorOutage, 2, noon(), 2, Status::MajorOutage, noon() };
    before.incidents = { { QStringLiteral("i1"), {}, {}, Status::Degraded, {}, {}, {}, {}, {} } };
    before.components = { { QStringLiteral("c"), QStringLiteral("API"), Status::Degraded, false, true } };
    before.maintenance = true;
    const Advance after = advance(before, failed(), spec(), noon());

    MonitorState expected = before;
    expected.health = PollerHealth::Degraded;
    expected.failures = 1;
    expected.failure = Failure::Timeout;
    expected.failureReason = QStringLiteral("timeout");
    expected.failureDetail = QStringLiteral("Poll timeout");
    expected.polledAt = noon();
    expected.rhythm = seconds { 15 };
    QCOMPARE(after.state, expected);
    QVERIFY(!after.transition && !after.health);
    QVERIFY(after.unconfirmed);
}

void AdvanceTest::brokenOnTheThirdAndHealedByTheFirst()
{
    MonitorState state = known(Status::Operational);
    for (int i = 1; i <= 4; ++i) {
        const Advance step = advance(state, failed(), spec(), noon() + minutes { i });
        QCOMPARE(step.health.has_value(), i == 3);
        if (step.health)
            QCOMPARE(*step.health,
                (HealthTransition { PollerHealth::Degraded, PollerHealth::Broken, 3, QStringLiteral("timeout") }));
        QCOMPARE(step.unconfirmed, i < 3);
        state = step.state;
    }
    QCOMPARE(*state.brokenSince, noon() + minutes { 3 });
    QVERIFY(state.status == Status::Operational); // what it said is kept
    const Advance healed = advance(state, seen(Status::Operational), spec(), noon() + minutes { 5 });
    QCOMPARE(*healed.health, (HealthTransition { PollerHealth::Broken, PollerHealth::Healthy, 0, {} }));
    QVERIFY(!healed.state.brokenSince);
    QVERIFY(healed.state.failureReason.isEmpty() && healed.state.failureDetail.isEmpty());
    QVERIFY(healed.state.failure == Failure::None);
    QCOMPARE(*healed.state.succeededAt, noon() + minutes { 5 });
}

void AdvanceTest::brokenStaysBrokenUnderALaxerPolicy()
{
    MonitorState state = known(Status::Operational);
    state.health = PollerHealth::Broken;
    state.failures = 3;
    MonitorSpec lax = spec();
    lax.confirm.brokenAfter = 20;
    const Advance step = advance(state, failed(), lax, noon());
    QVERIFY(step.state.health == PollerHealth::Broken);
    QVERIFY(!step.health);
}

void AdvanceTest::detailOfPendingAndCommitted()
{
    MonitorState state = known(Status::Operational);
    state.detail = QStringLiteral("All good");
    Advance step = advance(state, seen(Status::Degraded, QStringLiteral("first")), spec(), noon());
    QCOMPARE(step.state.detail, QStringLiteral("All good"));
    QVERIFY(step.unconfirmed);
    step = advance(step.state, seen(Status::Degraded, QStringLiteral("second")), spec(), noon() + seconds { 15 });
    step = advance(step.state, seen(Status::Degraded, QStringLiteral("third")), spec(), noon() + seconds { 30 });
    QVERIFY(step.transition);
    QCOMPARE(step.state.detail, QStringLiteral("third"));
    QCOMPARE(step.transition->detail, QStringLiteral("third"));
    step = advance(step.state, seen(Status::Degraded, QString()), spec(), noon() + seconds { 90 });
    QVERIFY(!step.transition);
    QVERIFY(step.state.detail.isEmpty()); // refreshed, even to nothing
}

void AdvanceTest::maintenanceFollowsWhatIsCommitted()
{
    Observation works = seen(Status::Degraded);
    works.maintenance = true;
    Advance step = advance(known(Status::Operational), works, spec(), noon());
    QVERIFY(step.state.maintenance); // operational: at once, nothing is excused by it
    step = advance(known(Status::MajorOutage), works, spec(), noon());
    QVERIFY(!step.state.maintenance); // a pending easing does not explain the outage
    MonitorState degraded = known(Status::Degraded);
    step = advance(degraded, works, spec(), noon());
    QVERIFY(step.state.maintenance);
    step = advance(step.state, seen(Status::Operational), spec(), noon());
    QVERIFY(step.state.maintenance); // still degraded by it until the recovery is confirmed
    step = advance(step.state, seen(Status::Operational), spec(), noon());
    QVERIFY(!step.state.maintenance);
}

void AdvanceTest::staleStatusIsNotTrusted_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("four intervals") << qint64 { 240'000 } << false;
    QTest::newRow("a moment more") << qint64 { 240'001 } << true;
}

void AdvanceTest::staleStatusIsNotTrusted()
{
    QFETCH(qint64, age);
    QFETCH(bool, atOnce);
    MonitorState state = known(Status::Operational);
    state.succeededAt = noon() - Millis { age };
    const Advance step = advance(state, seen(Status::MajorOutage), spec(), noon());
    QCOMPARE(step.transition.has_value(), atOnce);
    if (atOnce)
        QVERIFY(step.transition->from == Status::Operational);
    QVERIFY(!advance(state, seen(Status::Operational), spec(), noon()).transition);
}

void AdvanceTest::stalenessNeedsAnInterval()
{
    MonitorSpec manual = spec();
    manual.interval = Millis { 0 };
    QVERIFY(!advance(known(Status::Operational), seen(Status::Degraded), manual, noon()).transition);
    MonitorState neverAsked = known(Status::MajorOutage); // a person said so, the polls have to confirm otherwise
    neverAsked.succeededAt.reset();
    QVERIFY(!advance(neverAsked, seen(Status::Operational), spec(), noon()).transition);
}

void AdvanceTest::observationIsTakenOver()
{
    Observation observation = seen(Status::Degraded);
    observation.pageName = QStringLiteral("Okta");
    observation.latency = Millis { 77 };
    observation.incidents = { { QStringLiteral("i1"), QStringLiteral("Slow logins"), {}, Status::Degraded, {}, {},
                                  {}, {}, {} },
        { QStringLiteral("i2"), {}, {}, Status::Degraded, {}, {}, {}, {}, {} } };
    observation.components = { { QStringLiteral("c"), QStringLiteral("API"), Status::Degraded, false, true } };
    const Advance step = advance({}, observation, spec(), noon());
    QCOMPARE(step.state.pageName, observation.pageName);
    QCOMPARE(step.state.latency, observation.latency);
    QCOMPARE(step.state.incidents, observation.incidents);
    QCOMPARE(step.state.components, observation.components);
    QCOMPARE(step.transition->vendorTitle, QStringLiteral("Slow logins"));
    QCOMPARE(step.transition->vendorIncidentId, QStringLiteral("i1"));
    QVERIFY(advance(step.state, seen(Status::Degraded), spec(), noon()).state.incidents.empty());
}

void AdvanceTest::successWithoutStatusIsAFailure()
{
    const Advance step = advance(known(Status::Operational), seen(Status::Unknown), spec(), noon());
    QVERIFY(step.state.status == Status::Operational);
    QVERIFY(step.state.failure == Failure::Internal);
    QCOMPARE(step.state.failures, 1);
    QVERIFY(!step.state.failureReason.isEmpty());
}

void AdvanceTest::askAgain_data()
{
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("expected");
    QTest::newRow("a quarter") << 60 << 15;
    QTest::newRow("five minutes") << 300 << 75;
    QTest::newRow("floor") << 30 << 10;
    QTest::newRow("floor exactly") << 40 << 10;
    QTest::newRow("never more than the interval") << 5 << 5;
}

void AdvanceTest::askAgain()
{
    QFETCH(int, interval);
    QFETCH(int, expected);
    MonitorSpec asked = spec();
    asked.interval = seconds { interval };
    const auto after = [&asked](const MonitorState &state) { return askAgainAfter(state, asked, {}, noon()); };
    const MonitorState calm = known(Status::Operational);
    QCOMPARE(after(calm), asked.interval);
    MonitorState pending = calm;
    pending.flap.pending = Status::Degraded;
    QCOMPARE(after(pending), Millis(seconds { expected }));
    MonitorState failing = calm;
    failing.health = PollerHealth::Degraded;
    QCOMPARE(after(failing), Millis(seconds { expected }));
    failing.health = PollerHealth::Broken;
    QCOMPARE(after(failing), asked.interval);
}

void AdvanceTest::pace_data()
{
    QTest::addColumn<MonitorState>("state");
    QTest::addColumn<int>("steady");
    QTest::addColumn<int>("eager");
    QTest::addColumn<int>("adaptive");
    MonitorState green = known(Status::Operational);
    green.changedAt = noon() - hours { 23 };
    QTest::newRow("well for some hours") << green << 100 << 100 << 100;
    green.changedAt = noon() - hours { 24 };
    QTest::newRow("well for a day") << green << 100 << 100 << 200;
    MonitorState pending = green;
    pending.flap.pending = Status::Degraded;
    QTest::newRow("perhaps not well any more") << pending << 25 << 25 << 25;
    QTest::newRow("trouble") << known(Status::PartialOutage) << 100 << 50 << 50;
    MonitorState incident = green;
    incident.incidents = { { QStringLiteral("i1"), {}, {}, Status::Operational, {}, {}, {}, {}, {} } };
    QTest::newRow("an incident that is being watched") << incident << 100 << 50 << 50;
    MonitorState work = green;
    work.maintenances = { VendorMaintenance {} };
    work.maintenances.front().scheduledFor = noon() + seconds { 201 };
    QTest::newRow("a maintenance to come") << work << 100 << 100 << 200;
    work.maintenances.front().scheduledFor = noon() + seconds { 200 };
    QTest::newRow("a maintenance that would begin unseen") << work << 100 << 50 << 50;
    MonitorState blind = known(Status::MajorOutage);
    blind.health = PollerHealth::Broken;
    QTest::newRow("blind") << blind << 100 << 100 << 100;
}

void AdvanceTest::pace()
{
    QFETCH(MonitorState, state);
    MonitorSpec asked = spec();
    asked.interval = seconds { 100 };
    for (const char *word : { "steady", "eager", "adaptive" }) {
        asked.pace = *paceFromWord(QString::fromLatin1(word));
        const int expected = *static_cast<const int *>(QTest::qData(word, QMetaType::Int));
        QCOMPARE(askAgainAfter(state, asked, {}, noon()), Millis(seconds { expected }));
        QCOMPARE(askAgainAfter(state, asked, seconds { 300 }, noon()), Millis(seconds { 300 }));
        QCOMPARE(askAgainAfter(state, asked, hours { 24 }, noon()), kLongestFreshness);
    }
}

void AdvanceTest::randomObservationsKeepTheRules()
{
    std::mt19937 random(4711);
    const auto pick = [&random](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    MonitorState state;
    for (int i = 0; i < 20'000; ++i) {
        const Instant now = noon() + minutes { i };
        const bool fails = pick(4) == 0;
        const Observation observation = fails ? failed() : seen(static_cast<Status>(pick(4)));
        const Advance step = advance(state, observation, spec(), now);
        QCOMPARE(step.transition.has_value(), step.state.status != state.status);
        if (fails) {
            QCOMPARE(step.state.flap, state.flap);
            QCOMPARE(step.state.failures, state.failures + 1);
        } else {
            QVERIFY(step.state.status != Status::Unknown);
            QVERIFY(step.state.health == PollerHealth::Healthy);
        }
        QCOMPARE(step.state.brokenSince.has_value(), step.state.health == PollerHealth::Broken);
        QCOMPARE(step.health.has_value(),
            (state.health == PollerHealth::Broken) != (step.state.health == PollerHealth::Broken));
        QCOMPARE(advance(state, observation, spec(), now).state, step.state); // the same again
        state = step.state;
    }
}

std::unique_ptr<QObject> advanceTest()
{
    return std::make_unique<AdvanceTest>();
}

#include "advancetest.moc"
