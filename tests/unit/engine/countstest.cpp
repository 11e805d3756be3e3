// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "beats.h"
#include "domain/verdict.h"
#include "engine/localsession.h"
#include "rig.h"

using namespace Samples;
using Wf::Domain::CheckEnd;
using Wf::Domain::Micros;
using Wf::Domain::OutageReason;
using Wf::Engine::StatsKeeper;
using Wf::Engine::UptimeDay;
using Wf::Ports::Telemetry;

namespace {
Wf::Domain::CheckSpec webCheck()
{
    Wf::Domain::HttpSpec http;
    http.url = QUrl(QStringLiteral("https://shop.example/health"));
    Wf::Domain::CheckSpec spec;
    spec.target = http;
    return spec;
}

/// A site of our own, asked every minute; trouble is believed the second time.
Wf::Domain::Service site(const char *name)
{
    Wf::Domain::Service result = service(name);
    result.pollType = QStringLiteral("http");
    Wf::Domain::MonitorSpec &spec = result.monitors.front();
    spec.kind = QStringLiteral("http");
    spec.check = webCheck();
    spec.interval = 60s;
    spec.confirm = { 2, 1, Wf::Millis { 0 }, 3, Wf::Domain::FirstSight::Confirmed };
    return result;
}

/// What a run of it finds: an HTTP status, after this long.
Wf::Domain::Observation run(int code, Micros firstByte = Micros { 80'000 })
{
    Wf::Domain::CheckRun run;
    run.end = code > 0 ? CheckEnd::Answered : CheckEnd::Unreached;
    run.reason = code > 0 ? QString() : QStringLiteral("shop.example:443 refuses the connection");
    run.result.code = code;
    run.result.total = firstByte + Micros { 20'000 };
    if (code > 0) {
        run.result.phases.tls = Micros { 0 };
        run.result.phases.firstByte = firstByte;
        run.result.assertions = { { QStringLiteral("status 200-299"), QStringLiteral("status %1").arg(code),
            code >= 200 && code < 300, false } };
    }
    Wf::Domain::judgeInCommon(webCheck(), run, {});
    return Wf::Domain::conclude({}, webCheck(), run, {});
}

Wf::Domain::Observation notAsked()
{
    Wf::Domain::CheckRun run;
    run.reason = QStringLiteral("the file with the authorities (ca_file) cannot be read");
    Wf::Domain::judgeInCommon(webCheck(), run, {});
    return Wf::Domain::conclude({}, webCheck(), run, {});
}

Wf::Ports::CheckCounts checkOf(const Rig &rig)
{
    return rig.engine->counts()->telemetry().checks.front();
}

Wf::Ports::HeartbeatCounts beatCounts(const Rig &rig)
{
    return rig.engine->counts()->telemetry().heartbeats.front();
}

std::optional<Wf::Ports::StoreCounts> storeCounts(const Telemetry &telemetry, const char *model)
{
    for (const Wf::Ports::StoreCounts &counts : telemetry.store) {
        if (counts.model == QLatin1String(model))
            return counts;
    }
    return std::nullopt;
}
} // namespace

Q_DECLARE_METATYPE(Wf::Domain::Observation)
Q_DECLARE_METATYPE(Wf::Domain::OutageReason)

class CountsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsThereFromTheStart()
    {
        Rig rig;
        rig.start({ site("a"), beating("b"), service("c") });
        const Telemetry telemetry = rig.engine->counts()->telemetry();
        QCOMPARE(telemetry.checks.size(), size_t { 1 });
        const auto reasons = telemetry.checks.front().outages.begun;
        QVERIFY(reasons.contains(OutageReason::StatusCode) && reasons.contains(OutageReason::Tls));
        QVERIFY(!reasons.contains(OutageReason::ExitStatus));
        QCOMPARE(telemetry.heartbeats.front().outages.begun.size(), size_t { 2 });
        QCOMPARE(telemetry.deliveries.size(), size_t { 3 });
        QCOMPARE(telemetry.deliveries.front().failed.size(), size_t { 7 });
        QCOMPARE(telemetry.vendors.front().host, QStringLiteral("c.example"));
        QVERIFY(storeCounts(telemetry, "ping_body"));
    }

    void runsAreCountedByTheOneMeaningOfUp()
    {
        Rig rig;
        rig.prober.say(id("a"), run(200));
        rig.start({ site("a") });
        rig.run(3min);
        auto counts = checkOf(rig);
        QVERIFY(counts.succeeded >= 3);
        QCOMPARE(counts.failed, quint64 { 0 });
        QCOMPARE(counts.total.count(), counts.succeeded);
        QCOMPARE(counts.answers.at(200).count(), counts.succeeded);
        QCOMPARE(counts.answers.at(200).counts[1], counts.succeeded); // between 0.05 and 0.1 s
        rig.prober.say(id("a"), run(503));
        rig.run(5min);
        counts = checkOf(rig);
        QVERIFY(counts.failed > 1 && counts.failing == counts.failed);
        QCOMPARE(counts.answers.at(503).count(), counts.failed);
        const auto failed = counts.failed;
        rig.prober.say(id("a"), notAsked()); // a fault of ours says nothing about the site
        rig.run(3min);
        QCOMPARE(checkOf(rig).failed, failed);
        QCOMPARE(checkOf(rig).failing, failed);
        rig.prober.say(id("a"), run(200));
        rig.run(2min);
        QCOMPARE(checkOf(rig).failing, quint64 { 0 });
    }

    void outagesAreCountedOnceConfirmed()
    {
        Rig rig;
        rig.prober.say(id("a"), run(200));
        rig.start({ site("a") });
        rig.run(90s);
        rig.prober.say(id("a"), run(503));
        for (int second = 0; second < 90 && checkOf(rig).failed == 0; ++second)
            rig.run(1s);
        QCOMPARE(checkOf(rig).failed, quint64 { 1 });
        QCOMPARE(checkOf(rig).outages.begun.at(OutageReason::StatusCode), quint64 { 0 }); // seen once only
        rig.run(5min);
        const Wf::Instant since = *rig.row("a").monitors.front().state.changedAt;
        auto outages = checkOf(rig).outages;
        QCOMPARE(outages.begun.at(OutageReason::StatusCode), quint64 { 1 });
        QCOMPARE(outages.recoveries, quint64 { 0 });
        rig.prober.say(id("a"), run(200));
        rig.run(3min);
        const Wf::Instant until = *rig.row("a").monitors.front().state.changedAt;
        outages = checkOf(rig).outages;
        QCOMPARE(outages.recoveries, quint64 { 1 });
        QCOMPARE(outages.length.count(), quint64 { 1 });
        QCOMPARE(outages.length.sum, static_cast<double>((until - since).count()) / 1000);
    }

    void anOutageOutlastsARestart()
    {
        Rig rig;
        rig.prober.say(id("a"), run(503));
        rig.start({ site("a") });
        rig.run(10min);
        const Wf::Instant since = *rig.row("a").monitors.front().state.changedAt;
        rig.make();
        rig.prober.say(id("a"), run(200));
        rig.start({ site("a") });
        rig.run(2min);
        const auto outages = checkOf(rig).outages;
        QCOMPARE(outages.begun.at(OutageReason::StatusCode), quint64 { 0 }); // it began before
        QCOMPARE(outages.recoveries, quint64 { 1 });
        const Wf::Instant until = *rig.row("a").monitors.front().state.changedAt;
        QCOMPARE(outages.length.sum, static_cast<double>((until - since).count()) / 1000);
    }

    void reasons_data()
    {
        QTest::addColumn<Wf::Domain::Observation>("observation");
        QTest::addColumn<OutageReason>("reason");
        const auto refused = [](const char *why) {
            auto observation = run(200);
            Wf::Domain::CheckResult result = *observation.check;
            result.assertions.clear();
            result.failure = QLatin1String(why);
            observation.check = result;
            return observation;
        };
        const auto demand = [](const char *expected, const char *found) {
            Wf::Domain::CheckRun run;
            run.end = CheckEnd::Answered;
            run.result.total = Micros { 1000 };
            run.result.assertions = { { QLatin1String(expected), QLatin1String(found), false, false } };
            Wf::Domain::judgeInCommon(webCheck(), run, {});
            return Wf::Domain::conclude({}, webCheck(), run, {});
        };
        QTest::newRow("status") << run(503) << OutageReason::StatusCode;
        QTest::newRow("no connection") << run(0) << OutageReason::Unreached;
        QTest::newRow("nothing came in time") << run(0, Micros { 10'000'000 }) << OutageReason::Timeout;
        auto handshake = refused("no secure connection to shop.example:443 is possible");
        Wf::Domain::CheckResult result = *handshake.check;
        result.phases.tls.reset();
        handshake.check = result;
        QTest::newRow("no encryption") << handshake << OutageReason::Tls;
        QTest::newRow("closed without an answer") << refused("it closed the connection") << OutageReason::Protocol;
        QTest::newRow("too slow") << demand("total at most 500 ms", "total 1200 ms") << OutageReason::Latency;
        QTest::newRow("body") << demand("body containing \"ok\"", "body without \"ok\"")
                              << OutageReason::Assertion;
        QTest::newRow("certificate") << demand("certificate at least 14 days left", "certificate 3 days left")
                                     << OutageReason::Certificate;
        QTest::newRow("command") << demand("exit status 0", "exit status 2") << OutageReason::ExitStatus;
        QTest::newRow("protocol version")
            << demand("protocol TLSv1.3 or newer", "protocol TLSv1.2") << OutageReason::Tls;
    }
    void reasons()
    {
        QFETCH(Wf::Domain::Observation, observation);
        QFETCH(OutageReason, reason);
        QCOMPARE(Wf::Domain::reasonOf(webCheck(), observation, 10s), reason);
    }

    void aTargetCannotMakeEndlessSeries()
    {
        Rig rig;
        rig.start({ site("a") });
        for (int code = 400; code < 440; ++code) {
            rig.prober.say(id("a"), run(code));
            rig.run(60s);
        }
        const auto answers = checkOf(rig).answers;
        QCOMPARE(answers.size(), size_t { 11 });
        QVERIFY(answers.at(4).count() >= 20); // 4xx
    }

    void heartbeatsAreCountedByTheirDeadlines()
    {
        Rig rig;
        rig.start({ beating("b") }); // a minute, and half a minute's grace
        QVERIFY(ping(rig));
        rig.run(50s);
        QVERIFY(ping(rig));
        rig.run(70s); // overdue, in its grace
        QVERIFY(ping(rig));
        QCOMPARE(beatCounts(rig).onTime, quint64 { 2 });
        QCOMPARE(beatCounts(rig).late, quint64 { 1 });
        rig.run(120s); // the deadline passed after 90 s
        QCOMPARE(beatCounts(rig).missed, quint64 { 1 });
        QVERIFY(ping(rig));
        const auto counts = beatCounts(rig);
        QCOMPARE(counts.late, quint64 { 2 });
        QCOMPARE(counts.outages.begun.at(OutageReason::Missed), quint64 { 1 });
        QCOMPARE(counts.outages.recoveries, quint64 { 1 });
        QCOMPARE(counts.outages.length.sum, 30.0); // from the very deadline
        QVERIFY(ping(rig, call(kKey, Wf::Domain::PingKind::Fail)));
        QCOMPARE(beatCounts(rig).outages.begun.at(OutageReason::Failed), quint64 { 1 });
        QCOMPARE(beatCounts(rig).missed, quint64 { 1 });
        QCOMPARE(beatCounts(rig).onTime, quint64 { 2 });
    }

    void aDayIsTwentyFourHours()
    {
        UptimeDay day;
        const Wf::Instant noon = Wf::TestKit::FakeClock().now();
        QVERIFY(!day.share(noon));
        day.add(noon - 23h, 10, 0);
        day.add(noon, 30, 30);
        QCOMPARE(day.share(noon), 75.0);
        QCOMPARE(day.share(noon + 1h), 100.0); // the first of them left
        day.recall(noon - 24h, 10, 0); // told too late: that hour is over
        QCOMPARE(day.share(noon), 75.0);
        day.recall(noon - 1h, 40, 40);
        day.recall(noon, 20, 5); // more of this very hour
        QCOMPARE(day.share(noon), 75.0);
        QCOMPARE(day.share(noon + 1h), 100.0 * 75 / 90);
        QVERIFY(!day.share(noon + 24h));
    }

    void aClockSetForwardLeavesNothing()
    {
        UptimeDay day;
        const Wf::Instant noon = Wf::TestKit::FakeClock().now();
        const Wf::Instant wrong = noon + std::chrono::days { 3650 };
        day.add(noon - 1h, 10, 10);
        day.add(wrong, 10, 0);
        day.add(wrong + 1h, 10, 0);
        QCOMPARE(day.share(wrong + 1h), 0.0);
        QCOMPARE(day.share(noon), 100.0); // the clock is right again
        day.recall(noon, 10, 0); // there is something of a later day yet
        QCOMPARE(day.share(noon), 100.0);
        day.add(noon, 30, 0);
        QCOMPARE(day.share(noon), 25.0);
        QCOMPARE(day.share(noon + 1h), 25.0);
    }

    void aRestartDoesNotForgetTheDay()
    {
        Rig rig;
        rig.prober.say(id("a"), run(503));
        rig.start({ site("a") });
        rig.run(90min + 25s);
        rig.prober.say(id("a"), run(200));
        rig.run(30min);
        const std::optional<double> before = checkOf(rig).uptimeDay;
        QVERIFY(before && *before > 20 && *before < 30);
        rig.make();
        rig.prober.holding = true; // nothing new is found
        rig.start({ site("a") });
        rig.run(1s);
        QCOMPARE(checkOf(rig).uptimeDay, before);
    }

    void deliveriesAreCountedByTheirErrors()
    {
        Rig rig;
        const auto failing = [&](const char *answer) {
            rig.notifier.script.push_back(
                { Wf::Ports::Delivery::Outcome::Retry, QLatin1String(answer), std::nullopt });
        };
        for (const char *answer : { "timeout", "request_error: HostNotFoundError", "HTTP 429", "HTTP 503: down" })
            failing(answer);
        rig.start({ service("a") });
        rig.run(2s);
        rig.prober.say(id("a"), Status::MajorOutage);
        rig.run(5min);
        const auto counts = rig.engine->counts()->telemetry().deliveries.front();
        QCOMPARE(counts.kind, QStringLiteral("global"));
        QCOMPARE(counts.channel, QStringLiteral("slack"));
        QCOMPARE(counts.delivered, quint64 { 1 });
        QCOMPARE(counts.retries, quint64 { 4 });
        for (const char *word : { "timeout", "connection", "rate_limited", "server_error" })
            QCOMPARE(counts.failed.at(QLatin1String(word)), quint64 { 1 });
        QCOMPARE(counts.failed.at(QStringLiteral("rejected")), quint64 { 0 });
        QCOMPARE(counts.delay.count(), quint64 { 1 });
        QVERIFY(counts.delay.sum >= 2 + 4 + 8 + 16); // the pauses between the attempts
        QCOMPARE(Wf::Engine::deliveryErrorWord(QStringLiteral("no webhook configured")),
            QStringLiteral("not_configured"));
        QCOMPARE(
            Wf::Engine::deliveryErrorWord(QStringLiteral("HTTP 404: no_service")), QStringLiteral("rejected"));
        QCOMPARE(Wf::Engine::deliveryErrorWord(QStringLiteral("cancelled")), QStringLiteral("interrupted"));
    }

    void aStoreCallIsSlowAboveATenthOfASecond()
    {
        StatsKeeper keeper;
        for (const Wf::Millis took : { 100ms, 101ms })
            keeper.countStoreCall({ "events", StatsKeeper::Access::Read, StatsKeeper::Ended::Well, took });
        const auto counts = storeCounts(keeper.telemetry(), "events");
        QCOMPARE(counts->slow, quint64 { 1 });
        QCOMPARE(counts->duration.count(), quint64 { 2 });
        QCOMPARE(counts->duration.counts[5], quint64 { 1 }); // up to 0.1 s, the bound included
        QCOMPARE(counts->failed, quint64 { 0 });
    }

    void callersOfTheStoreAreTimed()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.store.holding = true;
        rig.run(3s);
        const auto before = storeCounts(rig.engine->counts()->telemetry(), "batch");
        rig.store.release();
        settle();
        auto after = storeCounts(rig.engine->counts()->telemetry(), "batch");
        QVERIFY(after->duration.count() > before->duration.count());
        QVERIFY(after->slow > before->slow && after->duration.sum > before->duration.sum + 1);
        rig.store.holding = false;
        rig.store.failing = true;
        rig.run(30s);
        QVERIFY(storeCounts(rig.engine->counts()->telemetry(), "batch")->failed > 0);
        QCOMPARE(storeCounts(rig.engine->counts()->telemetry(), "world")->duration.count(), quint64 { 1 });
    }

    void startsAreLateAfterASecond()
    {
        StatsKeeper keeper;
        for (const Wf::Millis late : { 0ms, 1000ms, 1001ms })
            keeper.countStart(late);
        QCOMPARE(keeper.stats().starts, quint64 { 3 });
        QCOMPARE(keeper.stats().lateStarts, quint64 { 1 });
        QCOMPARE(keeper.telemetry().startLateness.count(), quint64 { 3 });
        QCOMPARE(keeper.telemetry().startLateness.sum, 2.001);
    }

    void vendorsAreCountedByHost()
    {
        Rig rig;
        rig.start({ service("a") });
        rig.run(2min);
        auto counts = rig.engine->counts()->telemetry().vendors.front();
        QCOMPARE(counts.host, QStringLiteral("a.example"));
        QVERIFY(counts.succeeded >= 2);
        const auto succeeded = counts.succeeded;
        rig.prober.fail(id("a"));
        rig.run(2min);
        counts = rig.engine->counts()->telemetry().vendors.front();
        QVERIFY(counts.failed > 0);
        const auto failed = counts.failed;
        rig.prober.fail(id("a"), Wf::Domain::Failure::CircuitOpen); // nobody was asked
        rig.run(5min);
        counts = rig.engine->counts()->telemetry().vendors.front();
        QCOMPARE(counts.failed, failed);
        QCOMPARE(counts.succeeded, succeeded);
    }

    void unknownWordsAreCountedAtEachReadingAndToldOnce()
    {
        Rig rig;
        rig.start({ service("a"), service("b") });
        const auto words = [&rig] { return rig.engine->counts()->telemetry().unmapped; };
        QCOMPARE(words().size(), size_t { 1 }); // from the start, with zero
        QCOMPARE(words().front().kind, QStringLiteral("statuspage"));
        QCOMPARE(words().front().words, quint64 { 0 });
        static int told = 0;
        told = 0;
        const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
            told += text.contains(QStringLiteral("purple")) || text.contains(QStringLiteral("green")) ? 1 : 0;
        });
        Wf::Domain::Observation odd;
        odd.status = Wf::Domain::Status::Operational;
        odd.warnings = { QStringLiteral("unknown status \"purple\""), QStringLiteral("unknown status \"green\"") };
        rig.prober.say(id("a"), odd);
        rig.run(5min);
        qInstallMessageHandler(before);
        QCOMPARE(told, 2);
        QVERIFY(words().front().words >= 8);
        QCOMPARE(words().front().words % 2, quint64 { 0 });
    }

    void theSessionReadsThem()
    {
        Rig rig;
        Wf::Engine::LocalSession session(*rig.engine);
        rig.prober.say(id("a"), run(200));
        rig.start({ site("a") });
        rig.run(2min);
        QVERIFY(session.telemetry().checks.front().succeeded > 0);
        QVERIFY(session.stats().starts > 0);
        rig.engine.reset();
        QVERIFY(session.telemetry().checks.front().succeeded > 0); // what was counted outlives the engine
    }

    void whatLeftTheCatalogueIsForgotten()
    {
        Rig rig;
        rig.prober.say(id("a"), run(200));
        rig.start({ site("a"), service("c") });
        rig.run(2min);
        const auto succeeded = checkOf(rig).succeeded;
        rig.engine->reload(catalogue({ site("a"), site("b") }), rig.options);
        settle();
        const Telemetry telemetry = rig.engine->counts()->telemetry();
        QCOMPARE(telemetry.checks.size(), size_t { 2 });
        QVERIFY(telemetry.checks.front().succeeded >= succeeded);
        QVERIFY(telemetry.vendors.empty());
    }
};

std::unique_ptr<QObject> countsTest()
{
    return std::make_unique<CountsTest>();
}

#include "countstest.moc"
