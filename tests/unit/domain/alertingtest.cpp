// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/alerting.h"
#include "samples.h"

using namespace Samples;

class AlertingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keys();
    void dedup_data();
    void dedup();
    void dedupLooksAtItsKeyAlone();
    void firstMatchWins();
    void recoveryAndEscalation();
    void everyDecisionHasAReason();
    void correlation();
    void correlationWithLoops();
};

namespace {
const QString kKey = QStringLiteral("vendor:s:i1");

PastAlert past(Status status, int minutesAgo, Suppression suppressed = Suppression::None)
{
    return { kKey, status, noon() - minutes { minutesAgo }, suppressed, false };
}

PastAlert undelivered(Status status, int minutesAgo)
{
    PastAlert alert = past(status, minutesAgo);
    alert.failed = true;
    return alert;
}

PastAlert recovery(int minutesAgo)
{
    PastAlert alert = past(Status::Operational, minutesAgo);
    alert.dedupKey = QStringLiteral("vendor:s:"); // whatever its key
    return alert;
}

RouteInput input(Status from, Status to)
{
    RouteInput result;
    result.service = sid("s");
    result.transition = { from, to, {}, {}, QStringLiteral("i1") };
    result.globalConfigured = true;
    return result;
}
} // namespace

Q_DECLARE_METATYPE(std::vector<PastAlert>)

void AlertingTest::keys()
{
    QCOMPARE(dedupKey(sid("s"), QStringLiteral("i1"), Status::Degraded, noon()), kKey);
    QCOMPARE(dedupKey(sid("s"), {}, Status::Degraded, noon()), QStringLiteral("fallback:s:degraded:2026-04-22"));
    const Instant lastMoment = startOfDay(noon()) + hours { 24 } - Millis { 1 };
    QCOMPARE(
        dedupKey(sid("s"), {}, Status::Degraded, lastMoment), QStringLiteral("fallback:s:degraded:2026-04-22"));
    QCOMPARE(dedupKey(sid("s"), {}, Status::Degraded, lastMoment + Millis { 1 }),
        QStringLiteral("fallback:s:degraded:2026-04-23"));
}

void AlertingTest::dedup_data()
{
    QTest::addColumn<std::vector<PastAlert>>("alerts");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("recent");
    const auto row = [](const char *name, const std::vector<PastAlert> &alerts, Status status, bool recent) {
        QTest::newRow(name) << alerts << int(status) << recent;
    };
    const Status degraded = Status::Degraded;
    const Status major = Status::MajorOutage;
    row("nothing told", {}, degraded, false);
    row("told", { past(degraded, 2) }, degraded, true);
    row("exactly at the window", { past(degraded, 60) }, degraded, true);
    row("older than the window", { past(degraded, 61) }, degraded, false);
    row("escalation is told", { past(degraded, 2) }, major, false);
    row("escalation is told once", { past(degraded, 3), past(major, 2) }, major, true);
    row("easing is no news", { past(major, 2) }, degraded, true);
    row("suppressed escalation does not count",
        { past(degraded, 3), past(major, 2, Suppression::MaintenanceWindow) }, major, false);
    row("second outage after a recovery", { past(degraded, 9), recovery(5) }, degraded, false);
    row("told again after the recovery", { past(degraded, 9), recovery(5), past(degraded, 2) }, degraded, true);
    row("order does not matter", { past(degraded, 2), recovery(5), past(degraded, 9) }, degraded, true);
    row("recovery that nobody heard of",
        { past(degraded, 9),
            { QStringLiteral("x"), Status::Operational, noon() - minutes { 5 }, Suppression::MaintenanceWindow,
                false } },
        degraded, true);
    row("delivery given up", { undelivered(degraded, 2) }, degraded, false);
    row("one given up, one delivered", { undelivered(degraded, 2), past(degraded, 3) }, degraded, true);
}

void AlertingTest::dedup()
{
    QFETCH(std::vector<PastAlert>, alerts);
    QFETCH(int, status);
    QFETCH(bool, recent);
    QCOMPARE(recentlyAlerted(alerts, kKey, static_cast<Status>(status), hours { 1 }, noon()), recent);
}

void AlertingTest::dedupLooksAtItsKeyAlone()
{
    const std::vector<PastAlert> alerts { past(Status::MajorOutage, 2) };
    QVERIFY(!recentlyAlerted(alerts, QStringLiteral("vendor:s:i2"), Status::Degraded, hours { 1 }, noon()));
}

void AlertingTest::firstMatchWins()
{
    RouteInput all = input(Status::Unknown, Status::Operational);
    all.offline = true;
    all.aggregatedUnder = QStringLiteral("Okta");
    all.maintenanceActive = true;
    all.past = { past(Status::MajorOutage, 2) };
    all.tier = Tier::Informational;
    all.globalConfigured = false;
    QVERIFY(route(all, noon()).suppressed == Suppression::WarmUp);
    all.transition.to = Status::Degraded;
    QVERIFY(route(all, noon()).suppressed == Suppression::Offline);
    all.offline = false;
    QVERIFY(route(all, noon()).suppressed == Suppression::AggregatedUnderUpstream);
    QCOMPARE(route(all, noon()).aggregatedUnder, QStringLiteral("Okta"));
    all.aggregatedUnder.clear();
    QVERIFY(route(all, noon()).suppressed == Suppression::MaintenanceWindow);
    all.maintenanceActive = false;
    QVERIFY(route(all, noon()).suppressed == Suppression::Dedup);
    all.past.clear();
    QVERIFY(route(all, noon()).suppressed == Suppression::TierInformational);
    all.tier = Tier::Critical;
    QVERIFY(route(all, noon()).suppressed == Suppression::WebhookNotConfigured);
    QVERIFY(route(all, noon()).target == WebhookTarget::None);
    all.globalConfigured = true;
    const RouteDecision sent = route(all, noon());
    QVERIFY(sent.send && sent.target == WebhookTarget::Global && sent.mention == Mention::Here);
    all.overrideConfigured = true;
    all.globalConfigured = false;
    QVERIFY(route(all, noon()).target == WebhookTarget::ServiceOverride);
}

void AlertingTest::recoveryAndEscalation()
{
    RouteInput again = input(Status::Degraded, Status::Operational);
    again.past = { past(Status::Degraded, 2), past(Status::Operational, 1) };
    QVERIFY(route(again, noon()).send); // a recovery is always told
    RouteInput worse = input(Status::Degraded, Status::MajorOutage);
    worse.past = { past(Status::Degraded, 2) };
    QVERIFY(route(worse, noon()).send);
    worse.past.push_back(past(Status::MajorOutage, 1));
    QVERIFY(!route(worse, noon()).send);
}

void AlertingTest::everyDecisionHasAReason()
{
    RouteInput each = input(Status::Operational, Status::Degraded);
    QSet<QString> reasons { route(each, noon()).why };
    each.tier = Tier::Critical;
    reasons.insert(route(each, noon()).why);
    each.tier = Tier::Informational;
    reasons.insert(route(each, noon()).why);
    each.past = { past(Status::Degraded, 1) };
    reasons.insert(route(each, noon()).why);
    each.maintenanceActive = true;
    reasons.insert(route(each, noon()).why);
    each.aggregatedUnder = QStringLiteral("Okta");
    reasons.insert(route(each, noon()).why);
    each.offline = true;
    reasons.insert(route(each, noon()).why);
    QCOMPARE(reasons.size(), 7);
    QVERIFY(std::all_of(reasons.begin(), reasons.end(), [](const QString &why) { return why.endsWith(u'.'); }));
}

void AlertingTest::correlation()
{
    const Graph graph(catalogue({ { "idp", "a" }, { "idp", "b" }, { "idp", "c" }, { "c", "d" } }));
    const auto broke = [](const char *id) {
        return CorrelationChange { sid(id), Status::Operational, Status::Degraded };
    };
    const std::vector<CorrelationChange> batch { broke("idp"), broke("c"), broke("a"), broke("b"), broke("d") };
    const auto groups = correlate(batch, graph, 3);
    QCOMPARE(groups, (std::vector<CorrelationGroup> { { sid("idp"), { sid("a"), sid("b"), sid("c") } } }));
    QVERIFY(correlate(batch, graph, 4).empty());
    QCOMPARE(correlate(batch, graph, 1).size(), std::size_t { 2 }); // c with d, too
    QCOMPARE(correlate(batch, graph, 0).size(), std::size_t { 2 }); // none is never a group
    QVERIFY(correlate({}, graph, 1).empty());
    std::vector<CorrelationChange> already = batch;
    already.front().from = Status::Degraded;
    QVERIFY(correlate(already, graph, 3).empty());
}

void AlertingTest::correlationWithLoops()
{
    const Graph graph(catalogue({ { "a", "a" }, { "a", "b" }, { "b", "a" } }));
    const std::vector<CorrelationChange> batch { { sid("a"), Status::Operational, Status::MajorOutage },
        { sid("b"), Status::Operational, Status::MajorOutage } };
    const auto groups = correlate(batch, graph, 1);
    QCOMPARE(groups, (std::vector<CorrelationGroup> { { sid("a"), { sid("b") } }, { sid("b"), { sid("a") } } }));
    QVERIFY(correlate(batch, graph, 2).empty());
}

std::unique_ptr<QObject> alertingTest()
{
    return std::make_unique<AlertingTest>();
}

#include "alertingtest.moc"
