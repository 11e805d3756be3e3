// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/alertpolicy.h"
#include "samples.h"
#include "testkit/vectors.h"

#include <QRegularExpression>

using namespace Samples;
using namespace std::chrono_literals;

namespace {
/// A Monday, 12:00 UTC.
const Instant kNoon = *parseTimestamp(u"2026-11-16T12:00:00Z");

AlertRoute route(const char *name, std::vector<AlertStep> steps)
{
    AlertRoute result;
    result.name = QString::fromLatin1(name);
    result.steps = std::move(steps);
    return result;
}

AlertStep step(Millis after, const char *channel)
{
    return { after, { QString::fromLatin1(channel) } };
}

/// One incident under one policy; time passes by hand, what is due is told at once.
struct Play {
    explicit Play(AlertPolicy with, Instant start = kNoon)
        : policy(std::move(with))
        , now(start)
    {
        situation.facts.service = sid("okta");
        situation.facts.tier = Tier::Important;
        become(Status::Degraded);
        situation.incident.openedAt = start;
    }
    void become(Status status)
    {
        situation.incident.status = status;
        if (severity(status) > severity(situation.incident.peak) || situation.incident.peak == Status::Unknown)
            situation.incident.peak = status;
        situation.facts.status = situation.incident.peak;
    }
    void acknowledge() { situation.incident.acknowledged = Acknowledgement { now, QStringLiteral("ann") }; }
    void end() { situation.incident.closedAt = now; }
    /// Minute by minute; says "3:first:slack" for what is told in the third minute.
    void pass(int minutes)
    {
        for (int i = 0; i <= minutes; ++i, now += 1min)
            look();
        now -= 1min;
    }
    void look()
    {
        last = plan(policy, situation, now);
        for (const Telling &telling : last.due) {
            told.append(QStringLiteral("%1:%2:%3")
                            .arg((now - situation.incident.openedAt) / 1min)
                            .arg(word(telling.kind), telling.channels.join(u'+')));
            situation.incident.told.push_back(
                { telling.route, telling.step, telling.kind, situation.incident.peak, now });
        }
    }
    [[nodiscard]] QString heard() const { return told.join(u' '); }

    AlertPolicy policy;
    AlertSituation situation;
    Instant now;
    AlertPlan last;
    QStringList told;
};

AlertPolicy onCall()
{
    AlertPolicy policy;
    policy.routes = { route("on call", { step(0ms, "slack"), step(10min, "pager") }) };
    policy.routes.front().repeat = 30min;
    return policy;
}
} // namespace

/// Whom to tell, and when, minute by minute.
class AlertPolicyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsThenTellsThenEscalates()
    {
        Play play(onCall());
        play.pass(75);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 10:step:pager 40:reminder:pager 70:reminder:pager"));
    }
    void remindersCanBeLimited()
    {
        AlertPolicy policy = onCall();
        policy.routes.front().reminders = 2;
        Play play(policy);
        play.pass(200);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 10:step:pager 40:reminder:pager 70:reminder:pager"));
        QVERIFY(!play.last.next);
    }
    /// Three rounds an outage, ten minutes or one interval of the check apart, and one at its end: what a program
    /// of old did is three lines of policy.
    void recordedThrottle_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("then");
        const QJsonArray cases = Wf::TestKit::recordedCases(QStringLiteral("uptime-monitor.json"));
        for (const QJsonValue &each : cases) {
            if (each[QLatin1String("area")] == QStringLiteral("alert-throttle"))
                QTest::newRow(qPrintable(each[QLatin1String("name")].toString()))
                    << each[QLatin1String("given")].toString() << each[QLatin1String("then")].toString();
        }
        if (cases.isEmpty())
            QSKIP("no recorded cases: set WF_SHARED to the folder that holds vectors/uptime-monitor.json");
    }
    void recordedThrottle()
    {
        QFETCH(QString, given);
        QFETCH(QString, then);
        static const QRegularExpression outage(QStringLiteral("(\\d+)-minute site down for (\\d+) h"));
        const auto site = outage.match(given);
        AlertPolicy policy;
        policy.hold = 0ms;
        policy.routes = { route("people", { step(0ms, "mail") }) };
        policy.routes.front().repeat = minutes { std::max(10, site.captured(1).toInt()) };
        policy.routes.front().reminders = 2;
        Play play(policy);
        play.pass(site.hasMatch() ? site.captured(2).toInt() * 60 : 21);
        const qsizetype rounds = play.told.size();
        QCOMPARE(rounds, 3);
        if (site.hasMatch()) {
            static const QRegularExpression digits(QStringLiteral("\\d+"));
            auto minute = digits.globalMatch(then, then.indexOf(QStringLiteral("t=")));
            for (const QString &message : play.told)
                QCOMPARE(message.section(u':', 0, 0), minute.next().captured());
        }
        play.pass(60); // the fourth round that there is not
        QCOMPARE(play.told.size(), rounds);
        play.end();
        play.pass(60);
        QCOMPARE(play.told.size(), rounds + 1);
        QVERIFY(play.told.back().contains(QStringLiteral(":over:")));
    }
    void theCriticalTierIsNotHeld()
    {
        Play play(onCall());
        play.situation.facts.tier = Tier::Critical;
        play.pass(0);
        QCOMPARE(play.heard(), QStringLiteral("0:first:slack"));
    }
    void whatPassesWhileItIsHeldIsNeverTold()
    {
        Play play(onCall());
        play.pass(1);
        QVERIFY(play.last.held == Suppression::Held);
        QCOMPARE(*play.last.next, kNoon + 90s);
        play.end();
        play.pass(5);
        QCOMPARE(play.heard(), QString());
    }
    void acknowledgedIsTheEndOfStepsAndRepeats()
    {
        Play play(onCall());
        play.pass(5);
        play.acknowledge();
        play.pass(120);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack"));
        QVERIFY(!play.last.next);
        QVERIFY(play.last.held == Suppression::Acknowledged);
        QVERIFY(play.last.why.contains(QStringLiteral("ann")));
    }
    void worseIsToldAtOnceThoughAcknowledged()
    {
        Play play(onCall());
        play.pass(5);
        play.acknowledge();
        play.become(Status::MajorOutage);
        play.look();
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 5:worse:slack"));
        play.become(Status::Degraded);
        play.pass(20);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 5:worse:slack"));
    }
    void theEndGoesToAllWhoWereTold()
    {
        Play play(onCall());
        play.pass(12);
        play.end();
        play.pass(3);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 10:step:pager 14:over:slack 14:over:pager"));
    }
    void worseGoesToEveryoneOnce()
    {
        AlertPolicy policy = onCall();
        policy.routes.front().steps[1].channels.append(QStringLiteral("slack"));
        Play play(policy);
        play.pass(12);
        play.become(Status::MajorOutage);
        play.look();
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 10:step:pager+slack 12:worse:slack 12:worse:pager"));
    }
    void theEndWaitsForTheQuietTimeToBeOver()
    {
        AlertPolicy policy = onCall();
        policy.routes.front().quiet = QuietTimes { { 0x7f, 12 * 60 + 5, 12 * 60 + 20, {} }, {} };
        Play play(policy);
        play.pass(4);
        play.end();
        play.pass(30);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 20:over:slack"));
    }
    void noRecoveryWhereNobodyWantsIt()
    {
        AlertPolicy policy = onCall();
        policy.routes.front().recovery = false;
        Play play(policy);
        play.pass(5);
        play.end();
        play.pass(30);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack"));
    }
    void comesAndGoesIsToldOnce()
    {
        Play play(onCall());
        play.pass(3);
        play.situation.incident.reopened = 2;
        play.pass(30);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 3:flapping:slack"));
        QVERIFY(play.last.held == Suppression::Flapping);
        play.become(Status::MajorOutage);
        play.look();
        QVERIFY(play.heard().endsWith(QStringLiteral("33:worse:slack")));
        play.end();
        play.pass(9);
        QVERIFY(play.heard().endsWith(QStringLiteral("33:worse:slack")));
        play.pass(1);
        QVERIFY(play.heard().endsWith(QStringLiteral("43:over:slack")));
    }
    void backAfterItsEndWasTold()
    {
        Play play(onCall());
        play.pass(3);
        play.end();
        play.pass(3);
        play.situation.incident.closedAt.reset();
        play.situation.incident.reopened = 1;
        play.pass(2);
        QCOMPARE(play.heard(), QStringLiteral("2:first:slack 5:over:slack 6:back:slack"));
    }
    void freedOnesHaveTimeToFollow()
    {
        Play play(onCall());
        play.situation.freedAt = kNoon + 10min;
        play.situation.incident.explainedBy = 7;
        play.now = kNoon + 10min;
        play.pass(4);
        QCOMPARE(play.heard(), QString());
        play.pass(1);
        QCOMPARE(play.heard(), QStringLiteral("15:first:slack 15:step:pager"));
    }
    void quietTimesHold()
    {
        AlertPolicy policy = onCall();
        policy.hold = 0ms;
        policy.routes.front().quiet = QuietTimes { { 0x7f, 12 * 60, 12 * 60 + 30, {} }, AlertMatcher {} };
        policy.routes.front().quiet->except->statuses = { Status::MajorOutage };
        Play play(policy);
        play.pass(29);
        QCOMPARE(play.heard(), QString());
        QCOMPARE(*play.last.next, kNoon + 30min);
        play.pass(1);
        QCOMPARE(play.heard(), QStringLiteral("30:first:slack 30:step:pager"));
        Play grave(policy);
        grave.become(Status::MajorOutage);
        grave.pass(1);
        QCOMPARE(grave.heard(), QStringLiteral("0:first:slack"));
    }
    void aRouteForCertainTimesTakesWhatIsStillOpen()
    {
        AlertPolicy policy = onCall();
        policy.routes.front().match.during = WeekTimes { .from = 12 * 60 + 30, .to = 18 * 60 };
        Play play(policy);
        play.look();
        QVERIFY(play.last.held == Suppression::NoRoute);
        QCOMPARE(*play.last.next, kNoon + 30min); // nobody would ask again before
        play.pass(31);
        QCOMPARE(play.heard(), QStringLiteral("30:first:slack 30:step:pager"));
    }
    void explainedAndSilencedAreHeld()
    {
        Play play(onCall());
        play.situation.explainedBy = QStringLiteral("Okta");
        play.pass(20);
        QCOMPARE(play.heard(), QString());
        QVERIFY(play.last.why.contains(QStringLiteral("Okta")));
        QVERIFY(play.last.held == Suppression::AggregatedUnderUpstream);
        play.situation.explainedBy.clear();
        play.situation.silence = Suppression::Silenced;
        play.situation.silencedBy = QStringLiteral("ann: moving house");
        play.pass(5);
        QVERIFY(play.last.why.contains(QStringLiteral("moving house")));
        play.situation.silence = Suppression::None;
        play.look();
        QCOMPARE(play.heard(), QStringLiteral("25:first:slack 25:step:pager"));
    }
    void theFirstRouteThatMatchesUnlessItGoesOn()
    {
        AlertPolicy policy;
        policy.hold = 0ms;
        policy.routes = { route("log", { step(0ms, "log") }), route("critical", { step(0ms, "pager") }),
            route("rest", { step(0ms, "slack") }), route("never", { step(0ms, "fax") }) };
        policy.routes[0].goOn = true;
        policy.routes[1].match.tiers = { Tier::Critical };
        Play play(policy);
        play.pass(0);
        QCOMPARE(play.heard(), QStringLiteral("0:first:log 0:first:slack"));
    }
    void nobodyIsToldWithoutARoute()
    {
        Play play({});
        play.pass(3);
        QVERIFY(play.last.due.empty());
        QVERIFY(play.last.held == Suppression::NoRoute);
        QVERIFY(!play.last.why.isEmpty());
    }
    void matchers_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("matched");
        QTest::newRow("service") << "services"
                                 << "okta" << true;
        QTest::newRow("pattern") << "services"
                                 << "ok*" << true;
        QTest::newRow("another service") << "services"
                                         << "okta2" << false;
        QTest::newRow("tag") << "tags"
                             << "sso" << true;
        QTest::newRow("another tag") << "tags"
                                     << "db" << false;
        QTest::newRow("category") << "categories"
                                  << "identity" << true;
        QTest::newRow("kind") << "kinds"
                              << "http" << true;
        QTest::newRow("another kind") << "kinds"
                                      << "dns" << false;
    }
    void matchers()
    {
        QFETCH(const QString, list);
        QFETCH(const QString, word);
        QFETCH(const bool, matched);
        AlertFacts facts;
        facts.service = sid("okta");
        facts.category = QStringLiteral("identity");
        facts.tags = { QStringLiteral("sso"), QStringLiteral("eu") };
        facts.kinds = { QStringLiteral("http") };
        AlertMatcher matcher;
        const QHash<QString, QStringList *> lists { { QStringLiteral("services"), &matcher.services },
            { QStringLiteral("tags"), &matcher.tags }, { QStringLiteral("categories"), &matcher.categories },
            { QStringLiteral("kinds"), &matcher.kinds } };
        *lists.value(list) = { QStringLiteral("zzz"), word };
        QCOMPARE(matches(matcher, facts, kNoon), matched);
        QVERIFY(matches({}, facts, kNoon));
    }
    void weekTimes_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("at");
        QTest::addColumn<bool>("inside");
        QTest::addColumn<QString>("next");
        const auto row = [](const char *name, int days, int from, int to, const char *at, bool inside,
                             const char *next) {
            QTest::newRow(name) << days << from << to << QString::fromLatin1(at) << inside
                                << QString::fromLatin1(next);
        };
        constexpr int kWorkdays = 0x1f;
        // Paris, which is an hour ahead in winter and two in summer.
        row("in", kWorkdays, 540, 1020, "2026-11-16T08:00:00Z", true, "2026-11-16T16:00:00Z");
        row("before", kWorkdays, 540, 1020, "2026-11-16T07:59:59Z", false, "2026-11-16T08:00:00Z");
        row("weekend", kWorkdays, 540, 1020, "2026-11-14T12:00:00Z", false, "2026-11-16T08:00:00Z");
        row("over midnight", kWorkdays, 1320, 420, "2026-11-21T05:59:00Z", true, "2026-11-21T06:00:00Z");
        row("over midnight into a day off", kWorkdays, 1320, 420, "2026-11-22T02:00:00Z", false,
            "2026-11-23T21:00:00Z");
        row("always", 0x7f, 0, 0, "2026-11-21T06:00:00Z", true, "");
        row("never", 0, 0, 0, "2026-11-21T06:00:00Z", false, "");
        row("a whole day", 0x40, 0, 0, "2026-11-21T12:00:00Z", false, "2026-11-21T23:00:00Z");
        row("in the hour that comes twice, first", 0x40, 150, 170, "2026-10-25T00:30:00Z", true,
            "2026-10-25T00:50:00Z");
        row("in the hour that comes twice, between", 0x40, 150, 170, "2026-10-25T00:50:00Z", false,
            "2026-10-25T01:30:00Z");
        row("begins in the hour that is skipped", 0x40, 150, 240, "2026-03-29T00:59:00Z", false,
            "2026-03-29T01:00:00Z");
        row("ends in the hour that is skipped", 0x40, 60, 150, "2026-03-29T00:59:00Z", true,
            "2026-03-29T01:00:00Z");
        row("over the end of summer", kWorkdays, 1320, 420, "2026-10-24T03:00:00Z", true, "2026-10-24T05:00:00Z");
    }
    void weekTimes()
    {
        QFETCH(const int, days);
        QFETCH(const int, from);
        QFETCH(const int, to);
        QFETCH(const QString, at);
        QFETCH(const bool, inside);
        QFETCH(const QString, next);
        const WeekTimes times { static_cast<quint8>(days), from, to, "Europe/Paris" };
        QCOMPARE(contains(times, *parseTimestamp(at)), inside);
        const auto change = nextChange(times, *parseTimestamp(at));
        QCOMPARE(change ? toIso(*change) : QString(), next);
    }
};

std::unique_ptr<QObject> alertPolicyTest()
{
    return std::make_unique<AlertPolicyTest>();
}

#include "alertpolicytest.moc"
