// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/silence.h"
#include "samples.h"

using namespace Samples;

namespace {
Instant at(const char *text)
{
    return *parseTimestamp(QString::fromLatin1(text));
}

QString windowText(const MaintenancePlan &plan, const char *now)
{
    const auto window = windowOf(plan, at(now));
    return window ? toIso(window->from) + u'/' + toIso(window->until) : QString();
}

/// Tuesdays 22:00 in Berlin, two hours.
MaintenancePlan tuesdays()
{
    MaintenancePlan plan;
    plan.title = QStringLiteral("Patch night");
    plan.match.tags = { QStringLiteral("linux") };
    plan.from = at("2026-10-20T20:00:00Z");
    plan.length = hours { 2 };
    plan.schedule = *parseSchedule(u"0 22 * * 2", u"Europe/Berlin");
    return plan;
}
} // namespace

/// Silences and own maintenances: when they hold, and what is refused.
class SilenceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void covers()
    {
        Silence silence;
        silence.match.services = { QStringLiteral("pay-*") };
        silence.from = noon();
        silence.until = noon() + hours { 1 };
        AlertFacts facts;
        facts.service = sid("pay-eu");
        std::vector<Silence> all { silence };
        QVERIFY(silenceOver(all, facts, noon()));
        QVERIFY(!silenceOver(all, facts, noon() - Millis { 1 }));
        QVERIFY(!silenceOver(all, facts, noon() + hours { 1 }));
        facts.service = sid("okta");
        QVERIFY(!silenceOver(all, facts, noon()));
        facts.service = sid("pay-eu");
        all.front().endedAt = noon();
        QVERIFY(!silenceOver(all, facts, noon()));
    }
    void once()
    {
        MaintenancePlan plan = tuesdays();
        plan.schedule.reset();
        QCOMPARE(
            windowText(plan, "2026-10-01T00:00:00Z"), QStringLiteral("2026-10-20T20:00:00Z/2026-10-20T22:00:00Z"));
        QVERIFY(isActive(plan, at("2026-10-20T20:00:00Z")));
        QVERIFY(!isActive(plan, at("2026-10-20T19:59:59Z")));
        QVERIFY(!isActive(plan, at("2026-10-20T22:00:00Z")));
        QCOMPARE(windowText(plan, "2026-10-20T22:00:00Z"), QString());
        plan.endedAt = plan.from;
        QCOMPARE(windowText(plan, "2026-10-20T20:30:00Z"), QString());
    }
    void againAndAgainOverTheEndOfSummer()
    {
        const MaintenancePlan plan = tuesdays();
        QCOMPARE(
            windowText(plan, "2026-10-20T21:59:59Z"), QStringLiteral("2026-10-20T20:00:00Z/2026-10-20T22:00:00Z"));
        QCOMPARE(
            windowText(plan, "2026-10-20T22:00:00Z"), QStringLiteral("2026-10-27T21:00:00Z/2026-10-27T23:00:00Z"));
        QVERIFY(isActive(plan, at("2026-10-27T22:59:59Z")));
        QVERIFY(!isActive(plan, at("2026-10-27T20:30:00Z")));
        QVERIFY(!isActive(plan, at("2026-10-27T23:00:00Z")));
    }
    void planOverAsksForServicesAlone()
    {
        MaintenancePlan plan = tuesdays();
        plan.match.statuses = { Status::MajorOutage };
        AlertFacts facts;
        facts.tags = { QStringLiteral("linux") };
        const std::vector<MaintenancePlan> plans { plan };
        QVERIFY(planOver(plans, facts, at("2026-10-20T21:00:00Z")) == &plans.front());
        QVERIFY(!planOver(plans, facts, at("2026-10-20T23:00:00Z")));
        facts.tags.clear();
        QVERIFY(!planOver(plans, facts, at("2026-10-20T21:00:00Z")));
    }
    void refusals()
    {
        Silence silence;
        silence.reason = QStringLiteral("moving house");
        silence.from = noon();
        silence.until = noon() + hours { 1 };
        QVERIFY(check(silence, noon()).has_value());
        QCOMPARE(check(silence, noon() + hours { 1 }).error().field, QStringLiteral("until"));
        silence.until = noon() + hours { 24 * 91 };
        QCOMPARE(check(silence, noon()).error().field, QStringLiteral("until"));
        silence.until = noon() + hours { 24 * 90 };
        silence.reason = QStringLiteral(" x ");
        QCOMPARE(check(silence, noon()).error().field, QStringLiteral("reason"));
        MaintenancePlan plan = tuesdays();
        QVERIFY(check(plan, at("2027-10-20T20:00:00Z")).has_value());
        plan.length = kLongestMaintenance + Millis { 1 };
        QCOMPARE(check(plan, noon()).error().field, QStringLiteral("until"));
        plan.length = hours { 1 };
        plan.schedule = *parseSimple(Seconds { 3600 });
        QCOMPARE(check(plan, noon()).error().field, QStringLiteral("schedule"));
        plan.schedule.reset();
        QVERIFY(!check(plan, at("2027-10-20T20:00:00Z")).has_value());
        QVERIFY(check(plan, noon()).has_value());
    }
};

std::unique_ptr<QObject> silenceTest()
{
    return std::make_unique<SilenceTest>();
}

#include "silencetest.moc"
