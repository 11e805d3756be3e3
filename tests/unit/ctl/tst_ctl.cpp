// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/report.h"
#include "apps/ctl/schedulecommand.h"
#include "apps/ctl/secretcommand.h"

#include <QTest>

namespace Wf {

using namespace Ctl;

/// What is understood from the command line, and what people read.
class CtlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheVerb_data();
    void findsTheVerb();
    void understands();
    void refuses_data();
    void refuses();
    void tokenComesFromTheEnvironment();
    void blindIsNeverGreen();
    void exitStatuses_data();
    void exitStatuses();
    void schedules_data();
    void schedules();
    void schedulesAreInTheHelp();
    void exportIsUnderstood();
    void exportIsPrintedAsItIs();
    void exportSaysWhyThereIsNone();
    void alertsAreUnderstood();
    void secretsAreUnderstood();
    void incidentsAreShownWithWhoTakesCare();
    void vendorsRecordIsShown();
    void emptyRecordIsNoData();
    void aBacktestStandsBesideWhatWasSent();
};

namespace {
    Arguments asking(Verb verb, Output output = Output::Text)
    {
        Arguments arguments;
        arguments.verb = verb;
        arguments.output = output;
        arguments.url = QUrl(QStringLiteral("http://127.0.0.1:8000"));
        return arguments;
    }
} // namespace

void CtlTest::findsTheVerb_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("rest");
    const auto row = [](const char *words, const char *verb, const char *rest) {
        QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(verb)
                             << QString::fromLatin1(rest);
    };
    row("detect https://x", "detect", "https://x");
    row("--url http://h:1 detect https://x --json", "detect", "https://x --json");
    row("--url=http://h:1 --token=T parse statuspage -", "parse", "statuspage -");
    row("--json detect https://x", "detect", "--json https://x");
    row("--token import show add", "show", "add");
    row("--url", "", "");
    row("--help", "", "--help");
}

void CtlTest::findsTheVerb()
{
    QFETCH(QString, words);
    QFETCH(QString, verb);
    QFETCH(QString, rest);
    const CommandLine command = commandOf(words.split(u' '));
    QCOMPARE(command.verb, verb);
    QCOMPARE(command.rest.join(u' '), rest);
}

void CtlTest::understands()
{
    const auto arguments =
        parseArguments(QStringLiteral("set okta Degraded --reason seen --json").split(QLatin1Char(' ')), {});
    QVERIFY(arguments.has_value());
    QCOMPARE(arguments->verb, Verb::Set);
    QCOMPARE(arguments->service, QStringLiteral("okta"));
    QCOMPARE(arguments->status, QStringLiteral("degraded"));
    QCOMPARE(arguments->output, Output::Json);
    QCOMPARE(arguments->url, QUrl(QStringLiteral("http://127.0.0.1:8000")));
    QCOMPARE(parseArguments({}, {})->verb, Verb::Help);
}

void CtlTest::refuses_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : { "sho", "show", "show a b", "set a degraded", "set a green --reason why",
             "status --loud", "--url ftp://x status", "--url nonsense status", "ack", "ack okta", "alerts",
             "alerts test", "alerts test --route a --channel b", "alerts explain", "alerts explain x",
             "alerts backtest --policy /no/such/file" })
        QTest::newRow(line) << QString::fromLatin1(line);
}

void CtlTest::refuses()
{
    QFETCH(const QString, line);
    const auto arguments = parseArguments(line.split(QLatin1Char(' ')), {});
    QVERIFY(!arguments.has_value());
    QVERIFY(!arguments.error().isEmpty());
}

void CtlTest::tokenComesFromTheEnvironment()
{
    QHash<QString, QString> environment { { QStringLiteral("ADMIN_API_TOKEN"), QStringLiteral("admin") } };
    const QStringList status { QStringLiteral("status") };
    QCOMPARE(parseArguments(status, environment)->token.reveal(), QStringLiteral("admin"));
    environment.insert(QStringLiteral("WATCHFLOOR_TOKEN"), QStringLiteral("own"));
    QCOMPARE(parseArguments(status, environment)->token.reveal(), QStringLiteral("own"));
    QCOMPARE(
        parseArguments(status + QStringList { QStringLiteral("--token"), QStringLiteral("given") }, environment)
            ->token.reveal(),
        QStringLiteral("given"));
}

void CtlTest::blindIsNeverGreen()
{
    const QByteArray body = R"({"data": {"services": [
        {"id": "hub", "current_status": "operational", "effective_status": "unknown", "poller_health": "broken",
         "tier": "critical", "current_status_detail": "x\u001b[31my"},
        {"id": "okta", "current_status": "major_outage", "effective_status": "major_outage", "tier": "important"}]}})";
    const Report report = reportFor(asking(Verb::Services), { 200, body, {} });
    QCOMPARE(report.exitStatus, 0);
    QVERIFY(report.text.contains(QStringLiteral("unknown (blind)")));
    QVERIFY(!report.text.contains(QStringLiteral("operational")));
    QVERIFY(!report.text.contains(QChar(0x1b)));
    QVERIFY(report.text.indexOf(QStringLiteral("okta")) < report.text.indexOf(QStringLiteral("hub")));
}

void CtlTest::exitStatuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("expected");
    QTest::newRow("good") << 200 << QByteArray(R"({"data": {"status_text": "All well."}})") << 0;
    QTest::newRow("refused") << 401 << QByteArray(R"({"error": {"message": "No."}})") << 1;
    QTest::newRow("another server") << 200 << QByteArray("<html>") << 1;
    QTest::newRow("silence") << 0 << QByteArray() << 3;
}

void CtlTest::exitStatuses()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const int, expected);
    const Report report = reportFor(asking(Verb::Status), { status, body, QStringLiteral("refused") });
    QCOMPARE(report.exitStatus, expected);
    QCOMPARE(report.stream == Stream::Output, expected == 0);
    QVERIFY(report.text.endsWith(QLatin1Char('\n')));
}

void CtlTest::schedules_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitStatus");
    QTest::addColumn<QString>("text"); // all of the output, or a piece of the refusal
    const auto row = [](const char *name, const char *words, int exitStatus, const char *text) {
        QTest::newRow(name) << QString::fromLatin1(words).split(u'|') << exitStatus << QString::fromLatin1(text);
    };
    row("cron", "next|0 2 * * 1-5|--tz|Europe/Paris|--from|2026-04-24T00:00:00Z|--count|2", 0,
        "2026-04-27T00:00:00Z\n2026-04-28T00:00:00Z\n");
    row("seconds", "next|3600|--count|2|--from|2026-01-01T00:00:00+01:00", 0,
        "2026-01-01T00:00:00Z\n2026-01-01T01:00:00Z\n");
    row("calendar", "--count=1|next|Mon..Fri 18:00", 0, "2026-04-22T18:00:00Z\n");
    row("two lines", "next|09:00\n17:00|--count|3", 0,
        "2026-04-22T17:00:00Z\n2026-04-23T09:00:00Z\n2026-04-23T17:00:00Z\n");
    row("five when nothing is said", "next|hourly", 0,
        "2026-04-22T11:00:00Z\n2026-04-22T12:00:00Z\n2026-04-22T13:00:00Z\n2026-04-22T14:00:00Z\n"
        "2026-04-22T15:00:00Z\n");
    row("no more", "next|2019-01-01", 0, "");
    row("refused", "next|60 * * * *", 2, "the minute field has '60'");
    row("unknown zone", "next|* * * * *|--tz|Mars/Base", 2, "no time zone 'Mars/Base'");
    row("zone of a period", "next|60|--tz|Mars/Base", 2, "no time zone 'Mars/Base'");
    row("bad time", "next|* * * * *|--from|soon", 2, "--from");
    row("bad count", "next|* * * * *|--count|0", 2, "--count");
    row("unquoted", "next|*|*|*|*|*", 2, "in quotes");
    row("nothing", "next", 2, "write watchfloorctl schedule next");
    row("another verb", "last|* * * * *", 2, "write watchfloorctl schedule next");
    row("unknown option", "next|* * * * *|--loud", 2, "loud");
}

void CtlTest::schedules()
{
    QFETCH(const QStringList, words);
    QFETCH(const int, exitStatus);
    QFETCH(const QString, text);
    const Report report = scheduleReport(words, fromEpochMillis(1'776'852'000'000)); // 2026-04-22 10:00
    QCOMPARE(report.exitStatus, exitStatus);
    if (exitStatus == 0) {
        QCOMPARE(report.text, text);
        QVERIFY(report.stream == Stream::Output);
    } else {
        QVERIFY2(report.text.contains(text), qPrintable(report.text));
        QVERIFY(report.stream == Stream::Error && report.text.endsWith(u'\n'));
        QCOMPARE(report.text.count(u'\n'), 1);
    }
}

void CtlTest::schedulesAreInTheHelp()
{
    QVERIFY(usage().contains(QStringLiteral("schedule next")));
}

void CtlTest::exportIsUnderstood()
{
    const QHash<QString, QString> environment { { QStringLiteral("ADMIN_API_TOKEN"), QStringLiteral("admin") } };
    const auto arguments = parseArguments(
        { QStringLiteral("--url"), QStringLiteral("http://h:1"), QStringLiteral("export") }, environment);
    QVERIFY(arguments.has_value());
    QCOMPARE(arguments->verb, Verb::Export);
    QCOMPARE(arguments->url, QUrl(QStringLiteral("http://h:1")));
    QCOMPARE(arguments->token.reveal(), QStringLiteral("admin"));
    const auto refused = parseArguments({ QStringLiteral("export"), QStringLiteral("x") }, environment);
    QVERIFY(!refused.has_value());
    QCOMPARE(
        refused.error(), QStringLiteral("the command 'export' has too many words (see 'watchfloorctl help')"));
}

void CtlTest::exportIsPrintedAsItIs()
{
    const QByteArray yaml = "services:\n  - id: shop\n    display_name: \"Caf\xc3\xa9\"  # as  it is\n";
    for (const Output output : { Output::Text, Output::Json }) { // there is no JSON of a services.yaml
        const Report report = reportFor(asking(Verb::Export, output), { 200, yaml, {} });
        QCOMPARE(report.text.toUtf8(), yaml);
        QVERIFY(report.stream == Stream::Output);
        QCOMPARE(report.exitStatus, 0);
    }
}

void CtlTest::exportSaysWhyThereIsNone()
{
    const Arguments arguments = asking(Verb::Export);
    const Report refused = reportFor(arguments, { 401, R"({"error": {"message": "A token is needed."}})", {} });
    QCOMPARE(refused.text, QStringLiteral("watchfloorctl: the server answered 401: A token is needed.\n"));
    QVERIFY(refused.stream == Stream::Error);
    QCOMPARE(refused.exitStatus, 1);
    const Report silent = reportFor(arguments, { 0, {}, QStringLiteral("Connection refused") });
    QCOMPARE(silent.text,
        QStringLiteral("watchfloorctl: http://127.0.0.1:8000 cannot be reached: Connection refused\n"));
    QVERIFY(silent.stream == Stream::Error);
    QCOMPARE(silent.exitStatus, 3);
}

void CtlTest::alertsAreUnderstood()
{
    const auto parsed = [](const char *line) {
        return parseArguments(QString::fromLatin1(line).split(QLatin1Char(' ')), {}).value();
    };
    QCOMPARE(parsed("ack 17 --reason mine").verb, Verb::Acknowledge);
    QCOMPARE(parsed("ack 17").id, QStringLiteral("17"));
    QCOMPARE(parsed("alerts test --route nights").route, QStringLiteral("nights"));
    QCOMPARE(parsed("alerts explain 4").verb, Verb::AlertExplain);
    QCOMPARE(parsed("alerts backtest").since, QStringLiteral("30d"));
    QCOMPARE(parsed("alerts backtest --since 2d").since, QStringLiteral("2d"));
    QCOMPARE(parsed("incidents").verb, Verb::Incidents);
    QCOMPARE(parsed("vendor okta").verb, Verb::Vendor);
    QCOMPARE(parsed("vendor okta").service, QStringLiteral("okta"));
}

void CtlTest::secretsAreUnderstood()
{
    const auto order = parseSecret({ QStringLiteral("set"), QStringLiteral("slack.hook_1") });
    QVERIFY(order.has_value());
    QCOMPARE(order->what, SecretOrder::What::Set);
    QCOMPARE(order->name, QStringLiteral("slack.hook_1"));
    QVERIFY(!parseSecret({}));
    QVERIFY(!parseSecret({ QStringLiteral("set") }));
    QVERIFY(!parseSecret({ QStringLiteral("list"), QStringLiteral("a") }));
    QVERIFY(!parseSecret({ QStringLiteral("set"), QStringLiteral("a"), QStringLiteral("sesame") }));
    QVERIFY(
        parseSecret({ QStringLiteral("set"), QStringLiteral("a/b") }).error().contains(u"is no name of a secret"));
    QVERIFY(usage().contains(QStringLiteral("secret set NAME")));
}

void CtlTest::incidentsAreShownWithWhoTakesCare()
{
    const QByteArray body = R"({"data": {"incidents": [
        {"id": 4, "service_id": "okta", "status": "major_outage", "opened_at": "2026-04-24T10:00:00Z",
         "duration_human": "5m", "acknowledged_by": "ann", "explained": false, "title": "Login"},
        {"id": 5, "service_id": "zoom", "status": "degraded", "acknowledged_by": null, "explained": true,
         "explained_by_name": "Okta"},
        {"id": 6, "service_id": "erp", "status": "degraded", "acknowledged_by": null, "explained": false}]}})";
    const Report report = reportFor(asking(Verb::Incidents), { 200, body, {} });
    QCOMPARE(report.exitStatus, 0);
    for (const char *words : { "taken care of by ann", "explained by Okta", "nobody yet", "Login" })
        QVERIFY2(report.text.contains(QLatin1String(words)), qPrintable(report.text));
    QCOMPARE(reportFor(asking(Verb::Incidents), { 200, R"({"data": {"incidents": []}})", {} }).text,
        QStringLiteral("No incident goes on.\n"));
}

void CtlTest::vendorsRecordIsShown()
{
    const QByteArray body = R"({"data": {"service": {"id": "okta", "display_name": "Okta"},
        "incidents": {"count": 3, "open": 1, "notices": 0, "total_seconds": 14400, "median_seconds": 2460,
                      "longest_seconds": 9000},
        "last_30_days": {"count": 0}, "admission": {"median_lag_seconds": 720},
        "uptime": {"declared": 99.98, "observed": 99.1, "observed_by": "own_checks", "own_runs": 4000},
        "quiet_edits": 1, "maintenances": 4,
        "published": [{"seen_at": "2026-04-20T10:00:00Z", "started_at": null, "ended_at": null, "peak": "degraded",
                       "title": "Delays\u001b[31m", "duration_seconds": 60,
                       "edits": [{"at": "2026-04-20T11:00:00Z", "what": "title", "before": "Outage",
                                  "after": "Delays", "quiet": true}]}],
        "overruns": [{"scheduled_for": "2026-04-01T02:00:00Z", "title": "Upgrade", "overrun_seconds": 5100}]}})";
    const Report report = reportFor(asking(Verb::Vendor), { 200, body, {} });
    QCOMPARE(report.exitStatus, 0);
    for (const char *words : { "Okta", "3, 4.0 h in all, median 41 min, longest 2.5 h, 1 open now",
             "12 min after our checks (median)", "99.98 %", "99.10 % (4000 runs of own checks)", "1 of 4 overran",
             "goes on", "edited quietly", "was: Outage", "1.4 h late" })
        QVERIFY2(report.text.contains(QLatin1String(words)), qPrintable(report.text));
    QVERIFY(!report.text.contains(QChar(0x1b)));
}

void CtlTest::emptyRecordIsNoData()
{
    const QByteArray body = R"({"data": {"service": {"id": "okta", "display_name": "Okta"},
        "incidents": {"count": 0}, "last_30_days": {"count": 0}, "admission": null,
        "uptime": {"declared": null, "observed": null, "observed_by": null}, "quiet_edits": 0, "maintenances": 0,
        "published": [], "overruns": []}})";
    const QString text = reportFor(asking(Verb::Vendor), { 200, body, {} }).text;
    for (const char *words : { "none", "nothing to compare", "no data", "0 of 0 overran" })
        QVERIFY2(text.contains(QLatin1String(words)), qPrintable(text));
    QVERIFY(!text.contains(QLatin1String("SINCE")));
}

void CtlTest::aBacktestStandsBesideWhatWasSent()
{
    const QByteArray body = R"({"data": {"changes": 4, "incidents": 2, "held": 1,
        "would": [{"at": "2026-04-24T11:00:00Z", "service_id": "okta", "status": "degraded", "telling": "first",
                   "channels": ["ops", "mail"], "why": "Login"}],
        "sent": [{"created_at": "2026-04-24T10:00:00Z", "service_id": "zoom", "new_status": "degraded",
                  "telling": "first", "channel": "slack", "why": "Sent."}]}})";
    const Report report = reportFor(asking(Verb::AlertBacktest), { 200, body, {} });
    QVERIFY(report.text.indexOf(QLatin1String("was")) < report.text.indexOf(QLatin1String("would")));
    QVERIFY(report.text.contains(QLatin1String("ops+mail")));
    QVERIFY2(report.text.contains(QLatin1String(
                 "4 changes made 2 incidents: 1 messages would have been sent and 1 held; 1 were sent.")),
        qPrintable(report.text));
}

} // namespace Wf

QTEST_GUILESS_MAIN(Wf::CtlTest)
#include "tst_ctl.moc"
