// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/heartbeat.h"
#include "domain/pingkeys.h"
#include "domain/pinglimiter.h"
#include "samples.h"
#include "testkit/vectors.h"

using namespace Samples;
using Wf::TestKit::Fields;
using Wf::TestKit::recordedCases;

// Recorded scripts of a Healthchecks heartbeat, and what the second reference says about heartbeats in prose.
class VectorsHeartbeat final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void scenario_data();
    void scenario();
    void prose_data();
    void prose();
};

namespace {
std::optional<Instant> instant(const QJsonValue &text)
{
    return text.isString() ? parseTimestamp(text.toString()) : std::nullopt;
}

QString shown(std::optional<Instant> at)
{
    return at ? toIso(*at) : QStringLiteral("none");
}

HeartbeatSpec specOf(Fields check)
{
    HeartbeatSpec spec;
    const QString kind = check.text("kind");
    spec.schedule = kind.isEmpty()
        ? parseSimple(Seconds { check.number("timeout") }).value()
        : parseSchedule(scheduleKindFromWord(kind).value(), check.text("schedule"), check.text("tz")).value();
    spec.grace = Seconds { check.number("grace") };
    spec.manualResume = check.value("manual_resume").toBool();
    if (!check.leftovers().isEmpty())
        qFatal("a field of the check is not used: %s", qPrintable(check.leftovers().join(u' ')));
    return spec;
}

/// A heartbeat that a script plays on.
struct Player {
    HeartbeatSpec spec;
    HeartbeatState state {};
    std::vector<Flip> flips {};

    void take(const HeartbeatStep &step)
    {
        state = step.state;
        flips.insert(flips.end(), step.flips.begin(), step.flips.end());
    }
    void ping(PingKind kind, const QString &rid, Instant at)
    {
        PingRequest request;
        request.signal.kind = kind;
        request.rid = rid;
        request.at = at;
        take(apply(state, classify(request, spec, state), spec));
    }
    void act(Fields &step, const QString &op, Instant at)
    {
        if (const auto kind = pingKindFromWord(op))
            ping(*kind, step.text("rid"), at);
        else if (op == QLatin1String("sweep"))
            take(sweep(state, at));
        else if (op == QLatin1String("pause"))
            take(pause(state, at));
        else if (op != QLatin1String("resume"))
            qFatal("unknown step %s", qPrintable(op));
        else if (const auto resumed = resume(state, spec, at))
            take(*resumed);
        else
            QCOMPARE(resumed.error().detail, QStringLiteral("check is not paused"));
    }
};

void compare(const Player &player, Fields &step, Instant now)
{
    QCOMPARE(word(display(player.state, now)), step.text("status"));
    QCOMPARE(player.state.isStarted(), step.value("started").toBool());
    QCOMPARE(shown(player.state.graceStart()), shown(instant(step.value("next_ping"))));
    QCOMPARE(shown(player.state.deadline), shown(instant(step.value("deadline"))));
    QCOMPARE(shown(player.state.lastPing), shown(instant(step.value("last_ping"))));
    const QJsonValue duration = step.value("last_duration");
    QCOMPARE(player.state.lastDuration ? player.state.lastDuration->count() : -1,
        duration.isNull() ? -1 : duration.toInt() * 1000);
    QCOMPARE(player.state.pings, qint64 { step.number("n_pings") });
}

QString shown(const Flip &flip)
{
    return QStringLiteral("%1 %2->%3 %4 %5")
        .arg(toIso(flip.at), word(flip.from), word(flip.to), word(flip.reason),
            isTold(flip) ? QStringLiteral("told") : QStringLiteral("silent"));
}

QStringList expectedFlips(const QJsonObject &recorded)
{
    QStringList result;
    for (const auto each : recorded.value(QLatin1String("flips")).toArray()) {
        result.append(
            QStringLiteral("%1 %2->%3 %4 %5")
                .arg(each[QLatin1String("created")].toString(), each[QLatin1String("old")].toString(),
                    each[QLatin1String("new")].toString(), each[QLatin1String("reason")].toString(),
                    each[QLatin1String("alerts")].toBool() ? QStringLiteral("told") : QStringLiteral("silent")));
    }
    // The reference loses an outage that nobody looked at; here both flips are written, at the deadline and the
    // ping.
    if (recorded.value(QLatin1String("name")).toString().startsWith(QLatin1String("ping after the deadline")))
        result.append({ QStringLiteral("2026-01-05T00:06:00Z up->down timeout told"),
            QStringLiteral("2026-01-05T00:06:41Z down->up  told") });
    return result;
}
} // namespace

void VectorsHeartbeat::initTestCase()
{
    if (recordedCases(QStringLiteral("heartbeat-scenarios.json")).isEmpty())
        QSKIP("no recorded cases: set WF_SHARED to the folder that holds vectors/heartbeat-scenarios.json");
}

void VectorsHeartbeat::scenario_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    for (const auto each : recordedCases(QStringLiteral("heartbeat-scenarios.json")))
        QTest::newRow(qPrintable(each[QLatin1String("name")].toString())) << each.toObject();
}

// The reference never expects a first ping: two of its scripts run with that switched off.
void VectorsHeartbeat::scenario()
{
    QFETCH(const QJsonObject, recorded);
    const QJsonArray steps = recorded.value(QLatin1String("steps")).toArray();
    Player player { specOf(Fields(recorded.value(QLatin1String("check")).toObject())) };
    const QString name = recorded.value(QLatin1String("name")).toString();
    if (name == QLatin1String("never pinged") || name.endsWith(QLatin1String("resume goes to new")))
        player.spec.first = FirstPing::AwaitedForEver;
    player.state = newHeartbeat(player.spec, instant(steps.first()[QLatin1String("t")]).value());
    for (const auto each : steps) {
        Fields step(each.toObject());
        const Instant at = instant(step.value("t")).value();
        const QString op = step.text("op");
        if (op == QLatin1String("query"))
            compare(player, step, at);
        else
            player.act(step, op, at);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("at %1, %2").arg(toIso(at), op)));
        QVERIFY2(step.leftovers().isEmpty(), qPrintable(step.leftovers().join(u' ')));
    }
    QStringList flips;
    for (const Flip &flip : player.flips)
        flips.append(shown(flip));
    QCOMPARE(flips, expectedFlips(recorded));
}

namespace {
HeartbeatSpec every(Seconds period, Seconds grace)
{
    HeartbeatSpec spec;
    spec.schedule = parseSimple(period).value();
    spec.grace = grace;
    return spec;
}

Player player(const HeartbeatSpec &spec)
{
    return { spec, newHeartbeat(spec, noon()) };
}

void dueAtCreation()
{
    const Player made = player(every(Seconds { 86'400 }, Seconds { 60 }));
    QVERIFY(verdict(made.state, made.spec, noon()).status == Status::Unknown);
    QCOMPARE(*made.state.deadline, noon() + Seconds { 86'460 });
}

void acceptedPing()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    PingRequest request;
    request.source = QStringLiteral("192.0.2.7");
    request.userAgent = QStringLiteral("curl/8");
    request.at = noon() + seconds { 5 };
    const Ping kept = classify(request, played.spec, played.state);
    played.take(apply(played.state, kept, played.spec));
    QVERIFY(played.state.status == HeartbeatStatus::Up);
    QCOMPARE(*played.state.lastPing, request.at);
    QCOMPARE(*played.state.deadline, request.at + seconds { 120 });
    QVERIFY(kept.source == request.source && kept.userAgent == request.userAgent);
}

// Mended: the flip carries the deadline itself, not the moment of the detector's run.
void missDetection()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    played.ping(PingKind::Success, {}, noon());
    played.take(sweep(played.state, noon() + seconds { 121 }));
    QVERIFY(played.state.status == HeartbeatStatus::Down);
    QCOMPARE(played.flips.back().at, noon() + seconds { 120 });
    QVERIFY(isTold(played.flips.back()));
}

// The references differ: for Healthchecks, whose scripts are the finer ones, a look at the very deadline finds it
// down. A ping at that moment still keeps it up.
void exactlyDue()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    played.ping(PingKind::Success, {}, noon());
    const auto looked = sweep(played.state, noon() + seconds { 120 });
    QVERIFY(looked.state.status == HeartbeatStatus::Down);
    played.ping(PingKind::Success, {}, noon() + seconds { 120 });
    QCOMPARE(played.flips.size(), std::size_t { 1 });
    QVERIFY(played.state.status == HeartbeatStatus::Up);
}

void recovery()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    played.ping(PingKind::Fail, {}, noon());
    played.ping(PingKind::Success, {}, noon() + seconds { 30 });
    QVERIFY(played.state.status == HeartbeatStatus::Up);
    QCOMPARE(played.flips.back().at, noon() + seconds { 30 });
    QVERIFY(isTold(played.flips.back()));
}

// Here a ping ends a pause (Healthchecks' rule) unless the pause is one that only a person ends: afterwards the
// deadline counts again, instead of an "up" that nobody watches.
void pausedAndPinged()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    played.take(pause(played.state, noon()));
    played.ping(PingKind::Success, {}, noon() + seconds { 1 });
    QVERIFY(played.state.status == HeartbeatStatus::Up);
    QVERIFY(played.state.deadline.has_value());
}

void pausedAndOverdue()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    played.ping(PingKind::Success, {}, noon());
    played.take(pause(played.state, noon() + seconds { 30 }));
    QVERIFY(sweep(played.state, noon() + hours { 5 }).flips.empty());
    QVERIFY(display(played.state, noon() + hours { 5 }) == HeartbeatDisplay::Paused);
}

void editReschedules()
{
    Player played = player(every(Seconds { 86'400 }, Seconds { 60 }));
    played.spec = every(Seconds { 60 }, Seconds { 60 });
    played.take(edit(played.state, played.spec, noon() + seconds { 10 }));
    QCOMPARE(*played.state.deadline, noon() + seconds { 120 });
}

void minimumInterval()
{
    QVERIFY(!parseSimple(Seconds { 9 }).has_value());
    QVERIFY(parseSimple(Seconds { 10 }).has_value());
    QVERIFY(parseSimple(Seconds { 2'147'483'647 }).has_value());
    QVERIFY(!parseSimple(Seconds { 2'147'483'648 }).has_value());
}

void negativeGrace()
{
    QVERIFY(!parseGrace(Seconds { -100 }).has_value());
    QCOMPARE(parseGrace(Seconds { -100 }).error().field, QStringLiteral("grace"));
}

void runtimeIsKept()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    PingRequest request;
    request.runtime = statedRuntime("runtime=1.5");
    request.at = noon();
    played.take(apply(played.state, classify(request, played.spec, played.state), played.spec));
    QCOMPARE(*played.state.lastDuration, Millis { 1500 });
}

// Cut to 200 characters, as Healthchecks does: inside the 255 of the other reference.
void longUserAgent()
{
    PingRequest request;
    request.userAgent = QString(300, u'x');
    QCOMPARE(classify(request, {}, {}).userAgent, QString(200, u'x'));
}

// Mended: what the limiter answers 429 is applied all the same.
void floodKeepsTheNewest()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    PingLimiter limiter;
    int refused = 0;
    for (int i = 0; i < 200; ++i) {
        const Instant at = noon() + Millis { i * 5 };
        refused += limiter.take(at) == PingAnswer::TooMany ? 1 : 0;
        played.ping(PingKind::Success, {}, at);
    }
    QVERIFY2(refused >= 100 - 5 && refused <= 150, qPrintable(QString::number(refused)));
    QCOMPARE(*played.state.lastPing, noon() + Millis { 995 });
    QCOMPARE(played.state.pings, qint64 { 200 });
}

void earlyDailyJob()
{
    Player played = player(every(Seconds { 86'400 }, Seconds { 60 }));
    PingLimiter limiter;
    for (const int second : { 0, 86'398, 172'796 }) {
        QVERIFY(limiter.take(noon() + seconds { second }) == PingAnswer::Ok);
        played.ping(PingKind::Success, {}, noon() + seconds { second });
        QCOMPARE(*played.state.deadline, noon() + seconds { second + 86'460 });
    }
    QCOMPARE(played.flips.size(), std::size_t { 1 }); // new to up
}

void oneMiss()
{
    Player played = player(every(Seconds { 60 }, Seconds { 60 }));
    played.ping(PingKind::Success, {}, noon());
    for (int minute = 0; minute < 60; ++minute)
        played.take(sweep(played.state, noon() + minutes { minute }));
    QCOMPARE(played.flips.size(), std::size_t { 2 });
}

void keyRotation()
{
    const QString a = QStringLiteral("A");
    const QString b = QStringLiteral("B");
    const PingKeys keys = rotate({ a, {}, {} }, b, hours { 24 }, noon());
    QVERIFY(keyUse(keys, b, noon()) == KeyUse::Current);
    QVERIFY(keyUse(keys, a, noon() + hours { 24 } - Millis { 1 }) == KeyUse::Previous);
    QVERIFY(!accepts(keys, a, noon() + hours { 24 }));
    QVERIFY(accepts(keys, b, noon() + hours { 24 }));
}

const QHash<QString, void (*)()> &prosaic()
{
    static const QHash<QString, void (*)()> table {
        { QStringLiteral("heartbeat: due time at creation"), dueAtCreation },
        { QStringLiteral("heartbeat: accepted ping"), acceptedPing },
        { QStringLiteral("heartbeat: miss detection"), missDetection },
        { QStringLiteral("heartbeat: exactly at due time"), exactlyDue },
        { QStringLiteral("heartbeat: recovery"), recovery },
        { QStringLiteral("heartbeat: paused heartbeat pinged"), pausedAndPinged },
        { QStringLiteral("heartbeat: paused heartbeat overdue"), pausedAndOverdue },
        { QStringLiteral("heartbeat: edit does not reschedule (upstream defect)"), editReschedules },
        { QStringLiteral("heartbeat: minimum interval"), minimumInterval },
        { QStringLiteral("heartbeat: negative grace (upstream defect)"), negativeGrace },
        { QStringLiteral("heartbeat: runtime lost (upstream defect)"), runtimeIsKept },
        { QStringLiteral("heartbeat: long user agent (upstream defect)"), longUserAgent },
        { QStringLiteral("ping-limiter: dropped ping still 200"), floodKeepsTheNewest },
        { QStringLiteral("ping-limiter: early daily job (upstream defect)"), earlyDailyJob },
        { QStringLiteral("target: early ping accepted"), earlyDailyJob },
        { QStringLiteral("target: ping flood never loses state"), floodKeepsTheNewest },
        { QStringLiteral("target: one miss per period"), oneMiss },
        { QStringLiteral("target: key rotation with overlap"), keyRotation },
    };
    return table;
}
} // namespace

void VectorsHeartbeat::prose_data()
{
    QTest::addColumn<QString>("key");
    const QJsonArray cases = recordedCases(QStringLiteral("uptime-monitor.json"));
    if (cases.isEmpty())
        QTest::newRow("absent") << QString();
    for (const auto each : cases) {
        const QString area = each[QLatin1String("area")].toString();
        const QString key = QString(area + u": " + each[QLatin1String("name")].toString());
        if (area == QLatin1String("heartbeat") || area == QLatin1String("ping-limiter") || prosaic().contains(key))
            QTest::newRow(qPrintable(key)) << key;
    }
}

void VectorsHeartbeat::prose()
{
    QFETCH(const QString, key);
    if (key.isEmpty())
        QSKIP("no recorded cases: set WF_SHARED to the folder that holds vectors/uptime-monitor.json");
    QVERIFY2(prosaic().contains(key), "nobody plays this case");
    prosaic().value(key)();
}

std::unique_ptr<QObject> vectorsHeartbeat()
{
    return std::make_unique<VectorsHeartbeat>();
}

#include "vectorsheartbeat.moc"
