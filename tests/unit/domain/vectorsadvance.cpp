// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vectorcases.h"

using namespace Samples;
using VectorCases::status;
using Wf::TestKit::Fields;

namespace {
MonitorSpec withThresholds(Fields &given)
{
    MonitorSpec result = spec();
    result.confirm.down = given.number("confirm", 3);
    result.confirm.up = given.number("recovery", 2);
    result.confirm.dwell = seconds { given.number("dwell_s") };
    return result;
}

void flapStep(Fields &given, Fields &then)
{
    FlapBuffer buffer;
    const QJsonValue pending = given.value("pending");
    if (!pending.isNull())
        buffer.pending = status(pending);
    buffer.count = given.number("pending_count");
    const QJsonValue age = given.value("seconds_since_pending");
    if (!age.isNull())
        buffer.since = noon() - seconds { age.toInt() };
    const MonitorSpec policy = withThresholds(given);
    const FlapStep step =
        stepFlap(buffer, status(given.value("current")), status(given.value("poll")), policy.confirm, noon());
    QCOMPARE(word(step.buffer.pending.value_or(Status::Unknown)), then.text("pending"));
    QCOMPARE(step.buffer.count, then.number("count"));
    QCOMPARE(step.promoted.has_value(), !then.value("promoted").isNull());
}

// Number of the poll that changes the status, a poll an interval.
int firstChange(Status current, Status polled, MonitorSpec policy, Millis dwell)
{
    policy.confirm.dwell = dwell;
    MonitorState state = known(current);
    for (int poll = 1; poll <= 100; ++poll) {
        const Advance step = advance(state, seen(polled), policy, noon() + (poll - 1) * policy.interval);
        if (step.transition)
            return poll;
        state = step.state;
    }
    return 0;
}

void flapRepeat(Fields &given, Fields &then)
{
    MonitorSpec policy = spec();
    policy.confirm.down = given.number("confirm");
    policy.interval = seconds { given.number("interval_s") };
    const Millis dwell = seconds { given.number("dwell_s") };
    const Status current = status(given.value("current"));
    const Status polled = status(given.value("poll"));
    const int reference = then.number("poll_number");
    QCOMPARE((reference - 1) * policy.interval, Millis(seconds { then.number("elapsed_s") }));
    if (current == Status::Unknown) { // mended: the first observation confirms at once, whatever the dwell
        QCOMPARE(firstChange(current, polled, policy, dwell), 1);
        return;
    }
    // Mended by the default: no dwell, so three polls confirm. Whoever wants the dwell still gets it to the
    // letter.
    QCOMPARE(ConfirmPolicy {}.dwell, Millis { 0 });
    QCOMPARE(firstChange(current, polled, policy, ConfirmPolicy {}.dwell), policy.confirm.down);
    QCOMPARE(firstChange(current, polled, policy, dwell), reference);
}

void flapAlternating(Fields &given, Fields &then)
{
    QCOMPARE(given.text("polls"), QStringLiteral("240 x alternating major_outage/degraded"));
    QCOMPARE(then.number("reference_changes"), 0);
    QVERIFY(then.text("recommended").startsWith(QStringLiteral("promote to degraded")));
    MonitorSpec policy = spec();
    policy.confirm.down = given.number("confirm");
    policy.confirm.dwell = seconds { given.number("dwell_s") };
    policy.interval = seconds { given.number("interval_s") };
    MonitorState state = known(status(given.value("current")));
    int changes = 0;
    for (int poll = 0; poll < 240; ++poll) {
        const Advance step = advance(state, seen(poll % 2 == 0 ? Status::MajorOutage : Status::Degraded), policy,
            noon() + poll * policy.interval);
        changes += step.transition ? 1 : 0;
        state = step.state;
    }
    QCOMPARE(changes, 1);
    QVERIFY(state.status == Status::Degraded);
}

void flapSequence(Fields &given, Fields &then)
{
    const MonitorSpec policy = withThresholds(given);
    MonitorState state = known(status(given.value("current")));
    QJsonArray changes;
    Instant now = noon();
    for (const QString &poll : given.texts("polls")) {
        const Advance step =
            advance(state, poll == u"fail" ? failed() : seen(*statusFromWord(poll)), policy, now += minutes { 1 });
        changes.append(step.transition ? 1 : 0);
        state = step.state;
    }
    QCOMPARE(changes, then.value("changes").toArray());
    if (then.has("current"))
        QCOMPARE(word(state.status), then.text("current"));
}
} // namespace

void VectorCases::change(Fields &given, Fields &then, const QString &)
{
    Fields &poll = given.child("poll");
    const MonitorState before = known(status(given.value("current")));
    const QString reason = poll.text("failure_reason");
    const Status polled = status(poll.value("status"));
    const Observation observation = polled == Status::Unknown ? failed(reason) : seen(polled, poll.text("detail"));
    const Advance after = advance(before, observation, withThresholds(given.child("thresholds")), noon());
    const QJsonArray changes = then.value("changes").toArray();
    QCOMPARE(changes.size(), after.transition ? 1 : 0);
    if (after.transition) {
        Fields &expected = then.child("changes");
        QCOMPARE(word(after.transition->from), expected.text("previous"));
        QCOMPARE(word(after.transition->to), expected.text("new"));
        QCOMPARE(after.transition->detail, expected.text("detail"));
    }
    if (then.has("health_changes"))
        QCOMPARE(then.value("health_changes").toArray().size(), after.health ? 1 : 0);
    if (then.has("events")) // one event a transition
        QCOMPARE(then.number("events"), after.transition ? 1 : 0);
    if (then.has("last_polled_at")) {
        QCOMPARE(then.text("last_polled_at"), QStringLiteral("set"));
        QCOMPARE(*after.state.polledAt, noon());
    }
    if (then.has("detail"))
        QCOMPARE(after.state.detail, then.text("detail"));
    if (then.has("current_status"))
        QCOMPARE(word(after.state.status), then.text("current_status"));
    if (then.has("consecutive_failures"))
        QCOMPARE(after.state.failures, then.number("consecutive_failures"));
    if (then.has("last_failure_reason"))
        QCOMPARE(after.state.failureReason, then.text("last_failure_reason"));
    if (then.has("poller_health"))
        QCOMPARE(word(after.state.health), then.text("poller_health"));
}

void VectorCases::pollerHealth(Fields &given, Fields &then, const QString &)
{
    if (!given.has("polls")) {
        QVERIFY(healthFromWord(given.text("previous")));
        const HealthStep step = stepHealth(given.number("failures_including_this") - 1,
            given.value("success").toBool(), given.number("threshold"));
        QCOMPARE(word(step.health), then.text("health"));
        return;
    }
    Advance step { known(Status::Operational), {}, {}, false };
    for (const QString &poll : given.texts("polls"))
        step = advance(step.state, poll == u"ok" ? seen(Status::Operational) : failed(), spec(), noon());
    const QJsonArray expected = then.value("after_4").toArray();
    QCOMPARE(step.health ? 1 : 0, expected.size());
    if (step.health) {
        Fields &health = then.child("after_4");
        QCOMPARE(word(step.health->from), health.text("from"));
        QCOMPARE(word(step.health->to), health.text("to"));
        QCOMPARE(step.health->failures, health.number("failures"));
    }
}

void VectorCases::flap(Fields &given, Fields &then, const QString &)
{
    if (given.has("from")) {
        const Status from = status(given.value("from"));
        const Status to = status(given.value("to"));
        QCOMPARE(isWorse(from, to), then.value(then.has("worse") ? "worse" : "reference").toBool());
        if (then.has("recommended")) { // mended where it matters: leaving unknown waits for nothing
            QCOMPARE(then.text("recommended"), QStringLiteral("initial observation confirms immediately"));
            QVERIFY(stepFlap({}, from, to, ConfirmPolicy {}, noon()).promoted == to);
        }
    } else if (given.has("poll") && given.has("interval_s")) {
        flapRepeat(given, then);
    } else if (given.has("poll")) {
        flapStep(given, then);
    } else if (given.value("polls").isString()) {
        flapAlternating(given, then);
    } else {
        flapSequence(given, then);
    }
}
