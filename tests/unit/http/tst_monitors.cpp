// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include <QJsonArray>

using namespace Wf;
using namespace Wf::TestKit;

namespace {
const QByteArray kToken = "Authorization: Bearer the-right-token\r\n";
const QByteArray kMonitor = "/api/monitors/okta%3Astatus-page";

struct Served {
    Served()
        : server(session, clock, testOptions())
        , port(server.start().value_or(0))
    {
    }
    [[nodiscard]] RawReply ask(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
        const QByteArray &headers = kToken) const
    {
        const QByteArray length = body.isEmpty()
            ? QByteArray()
            : "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
        return RawClient(port).ask(
            method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + length + headers + "\r\n" + body, method);
    }

    FakeSession session;
    StoppedClock clock;
    Http::HttpServer server;
    quint16 port;
};

Domain::Sample sample(Millis after)
{
    Domain::Sample result;
    result.at = sampleTime() + after;
    result.status = Domain::Status::Operational;
    result.total = std::chrono::milliseconds { 120 };
    result.code = 200;
    return result;
}
} // namespace

/// Monitors over the API: defined, changed, paused, read.
class MonitorsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writingNeedsAToken_data();
    void writingNeedsAToken();
    void createAnswersTheMonitor();
    void refusalsNameTheField();
    void refusalsOfTheEngine();
    void manyAtOnce();
    void exportIsYamlForThoseWhoMayWrite();
    void changeAndRemove();
    void pauseAndResume();
    void rotateGivesANewAddress();
    void rotateRefusesNonsense();
    void theAddressOfAFilesHeartbeat();
    void tryShowsWhatWasFound();
    void detectShowsWhatAPageIs();
    void detectRefusesNothing();
    void resultsTakeTheirParameters();
    void resultsRefuse_data();
    void resultsRefuse();
    void resultsSayWhereToGoOn();
    void summaryCounts();
    void pingsPage();
    void bodiesArePlainText();
};

void MonitorsTest::writingNeedsAToken_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *method, const QByteArray &target) {
        QTest::newRow(QByteArray(method + (' ' + target)).constData()) << QByteArray(method) << target;
    };
    row("POST", "/api/monitors");
    row("POST", "/api/monitors/bulk");
    row("POST", "/api/monitors/try");
    row("POST", "/api/monitors/pause");
    row("POST", "/api/monitors/resume");
    row("PATCH", kMonitor);
    row("DELETE", kMonitor);
    row("POST", kMonitor + "/check");
    row("POST", kMonitor + "/pause");
    row("POST", kMonitor + "/rotate-key");
    row("GET", kMonitor + "/definition");
    row("GET", "/api/detect?url=https://status.example.com");
    row("GET", kMonitor + "/pings/1/body");
}

void MonitorsTest::writingNeedsAToken()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    Served served;
    QCOMPARE(served.ask(method, target, {}, {}).status, 401);
    QCOMPARE(served.ask(method, target, {}, "Authorization: Bearer wrong\r\n").status, 403);
    QVERIFY(served.session.edits().isEmpty());
    QVERIFY(served.session.detected().isEmpty());
}

void MonitorsTest::createAnswersTheMonitor()
{
    Served served;
    const RawReply reply = served.ask("POST", "/api/monitors", "{\"kind\": \"http\", \"name\": \"shop\"}");
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.json()[u"data"][u"monitor"][u"id"].toString(), QStringLiteral("shop.http"));
    QCOMPARE(served.session.edits(), QStringList { QStringLiteral("create shop") });
}

void MonitorsTest::refusalsNameTheField()
{
    Served served;
    const RawReply reply = served.ask("POST", "/api/monitors", "{\"kind\": \"http\"}");
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.code(), QStringLiteral("VALIDATION_ERROR"));
    QCOMPARE(reply.json()[u"error"][u"field"].toString(), QStringLiteral("name"));
    QCOMPARE(served.ask("POST", "/api/monitors", "{").status, 422);
    QCOMPARE(served.ask("POST", "/api/monitors", "[]").status, 422);
    QCOMPARE(served.ask("POST", "/api/monitors").status, 422);
}

void MonitorsTest::refusalsOfTheEngine()
{
    Served served;
    const auto status = [&](ErrorCode code) {
        served.session.failWith(Error { code, QStringLiteral("because"), QStringLiteral("service") });
        const RawReply reply = served.ask("PATCH", kMonitor, "{\"interval\": \"5s\"}");
        return reply.json()[u"error"][u"message"].toString() == QStringLiteral("because") ? reply.status : 0;
    };
    QCOMPARE(status(ErrorCode::Conflict), 409); // it comes from a file
    QCOMPARE(status(ErrorCode::NotFound), 404);
    QCOMPARE(status(ErrorCode::Invalid), 422);
    QCOMPARE(status(ErrorCode::Unavailable), 503);
}

void MonitorsTest::manyAtOnce()
{
    Served served;
    const RawReply reply = served.ask("POST", "/api/monitors/bulk",
        "{\"monitors\": [{\"name\": \"a\"}, {\"kind\": \"http\"}, 7, {\"name\": \"b\"}]}");
    QCOMPARE(reply.status, 201);
    const QJsonArray lines = reply.json()[u"data"].toArray();
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0][u"id"].toString(), QStringLiteral("a.http"));
    QCOMPARE(lines[1][u"index"].toInt(), 1);
    QCOMPARE(lines[1][u"error"][u"field"].toString(), QStringLiteral("name"));
    QVERIFY(lines[2].toObject().contains(u"error"));
    QCOMPARE(lines[3][u"id"].toString(), QStringLiteral("b.http"));
    QCOMPARE(reply.json()[u"meta"][u"created"].toInt(), 2);
    QCOMPARE(reply.json()[u"meta"][u"refused"].toInt(), 2);
    QCOMPARE(served.ask("POST", "/api/monitors/bulk", "{\"monitors\": [{}]}").status, 422);
    QCOMPARE(served.ask("POST", "/api/monitors/bulk", "{\"monitors\": []}").status, 422);
    QCOMPARE(served.ask("POST", "/api/monitors/bulk", "{}").status, 422);
    QByteArray tooMany = "{\"monitors\": [{\"name\": \"x\"}";
    for (int i = 0; i < 500; ++i)
        tooMany += ",{\"name\": \"x\"}";
    QCOMPARE(served.ask("POST", "/api/monitors/bulk", tooMany + "]}").status, 422);
}

void MonitorsTest::changeAndRemove()
{
    Served served;
    const RawReply changed = served.ask("PATCH", kMonitor, "{\"interval\": \"5s\"}");
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.json()[u"data"][u"monitor"][u"id"].toString(), QStringLiteral("okta:status-page"));
    QCOMPARE(served.ask("PATCH", kMonitor, "[1]").status, 422);
    const RawReply removed = served.ask("DELETE", kMonitor);
    QCOMPARE(removed.status, 200);
    QVERIFY(removed.json()[u"data"][u"removed"].toBool());
    QCOMPARE(served.session.edits(),
        (QStringList { QStringLiteral("change okta:status-page"), QStringLiteral("remove okta:status-page") }));
    const RawReply wrong = served.ask("PUT", kMonitor, "{}");
    QCOMPARE(wrong.status, 405);
    QVERIFY(wrong.header("allow").contains("patch") && wrong.header("allow").contains("delete"));
}

void MonitorsTest::pauseAndResume()
{
    Served served;
    QVERIFY(served.ask("POST", kMonitor + "/pause").json()[u"data"][u"paused"].toBool());
    QVERIFY(!served.ask("POST", kMonitor + "/resume").json()[u"data"][u"paused"].toBool(true));
    QCOMPARE(served.ask("POST", "/api/monitors/pause", "{\"ids\": [\"a\", \"b\"]}").status, 200);
    QCOMPARE(served.ask("POST", "/api/monitors/resume", "{\"ids\": [\"a\"]}").status, 200);
    QCOMPARE(served.ask("POST", "/api/monitors/pause", "{\"ids\": []}").status, 422);
    QCOMPARE(served.ask("POST", "/api/monitors/pause", "{\"ids\": \"a\"}").status, 422);
    QCOMPARE(served.session.edits(),
        (QStringList { QStringLiteral("pause okta:status-page"), QStringLiteral("resume okta:status-page"),
            QStringLiteral("pause a b"), QStringLiteral("resume a") }));
}

void MonitorsTest::rotateGivesANewAddress()
{
    Served served;
    const RawReply reply = served.ask("POST", kMonitor + "/rotate-key", "{\"overlap\": \"2h\"}");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json()[u"data"][u"ping_path"].toString(),
        QStringLiteral("/ping/11111111-2222-4333-8444-555555555555"));
    QCOMPARE(served.ask("POST", kMonitor + "/rotate-key").status, 200);
}

void MonitorsTest::rotateRefusesNonsense()
{
    Served served;
    const RawReply reply = served.ask("POST", kMonitor + "/rotate-key", "{\"overlap\": \"soon\"}");
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.json()[u"error"][u"field"].toString(), QStringLiteral("overlap"));
    QCOMPARE(served.ask("POST", kMonitor + "/rotate-key", "{\"overlap\": 5}").status, 422);
    QVERIFY(served.session.edits().isEmpty());
}

void MonitorsTest::theAddressOfAFilesHeartbeat()
{
    Served served;
    const QString key = QStringLiteral("f4d9b5c1-0b5e-4f6a-9d3c-1a2b3c4d5e6f");
    served.session.change(QStringLiteral("okta"), [&](Ports::ServiceRow &row) {
        row.monitors.front().spec.heartbeat = Domain::HeartbeatSpec {};
        row.monitors.front().heartbeat = Ports::HeartbeatView { {}, { key, {}, {} } };
    });
    served.session.failWith(Error { ErrorCode::NotFound, QStringLiteral("it comes from a file"), {} });
    const RawReply own = served.ask("GET", kMonitor + "/definition");
    QCOMPARE(own.status, 200);
    QVERIFY(own.json()[u"data"][u"definition"].isNull());
    QCOMPARE(own.json()[u"data"][u"ping_path"].toString(), QStringLiteral("/ping/") + key);
    const RawReply other = served.ask("GET", "/api/monitors/npm%3Astatus-page/definition");
    QCOMPARE(other.status, 404);
    served.session.failWith(std::nullopt);
    for (const QByteArray &target : { kMonitor, QByteArray("/api/monitors"), QByteArray("/api/services/okta") }) {
        const RawReply open = served.ask("GET", target, {}, {});
        QCOMPARE(open.status, 200);
        QVERIFY2(!open.body.contains(key.toLatin1()), target.constData()); // who may read may not ping
    }
}

void MonitorsTest::tryShowsWhatWasFound()
{
    Served served;
    Domain::CheckRun run;
    run.end = Domain::CheckEnd::Answered;
    run.result.code = 503;
    run.result.total = std::chrono::milliseconds { 42 };
    run.result.failure = QStringLiteral("status 503, expected 200-299");
    run.result.assertions = { { QStringLiteral("status 200-299"), QStringLiteral("503"), false } };
    served.session.setTrial({ run, Domain::Status::Degraded });
    const RawReply reply =
        served.ask("POST", "/api/monitors/try", "{\"kind\": \"http\", \"url\": \"https://x/\"}");
    QCOMPARE(reply.status, 200);
    const QJsonObject data = reply.json()[u"data"].toObject();
    QCOMPARE(data[u"code"].toInt(), 503);
    QCOMPARE(data[u"total_ms"].toDouble(), 42.0);
    QCOMPARE(data[u"failure"].toString(), run.result.failure);
    QCOMPARE(reply.json()[u"meta"][u"status"].toString(), QStringLiteral("degraded"));
    QVERIFY(!data[u"assertions"][0][u"held"].toBool(true));
}

void MonitorsTest::detectShowsWhatAPageIs()
{
    Served served;
    Domain::Detection detection;
    detection.kind = QStringLiteral("incidentio");
    detection.url = QUrl(QStringLiteral("https://status.new.example/api/v2/summary.json"));
    detection.movedTo = QUrl(QStringLiteral("https://status.new.example/"));
    detection.sentence = QStringLiteral("status.old.example moved to status.new.example.");
    detection.now.status = Domain::Status::Operational;
    detection.now.components = { { QStringLiteral("1"), QStringLiteral("API"), Domain::Status::Operational } };
    detection.steps = { { QUrl(QStringLiteral("https://status.old.example/")), QStringLiteral("is read") } };
    served.session.setDetection(detection);
    const RawReply reply = served.ask("GET", "/api/detect?url=https%3A%2F%2Fstatus.old.example");
    QCOMPARE(reply.status, 200);
    QCOMPARE(served.session.detected(), QList<QUrl> { QUrl(QStringLiteral("https://status.old.example")) });
    const QJsonObject data = reply.json()[u"data"].toObject();
    QVERIFY(data[u"found"].toBool());
    QCOMPARE(data[u"kind"].toString(), QStringLiteral("incidentio"));
    QCOMPARE(data[u"url"].toString(), detection.url.toString());
    QCOMPARE(data[u"moved_to"].toString(), QStringLiteral("https://status.new.example/"));
    QCOMPARE(data[u"sentence"].toString(), detection.sentence);
    QCOMPARE(data[u"preview"][u"status"].toString(), QStringLiteral("operational"));
    QCOMPARE(data[u"preview"][u"components"][0][u"name"].toString(), QStringLiteral("API"));
    QCOMPARE(data[u"steps"][0][u"outcome"].toString(), QStringLiteral("is read"));
}

void MonitorsTest::detectRefusesNothing()
{
    Served served;
    const RawReply reply = served.ask("GET", "/api/detect?url=%20");
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.json()[u"error"][u"field"].toString(), QStringLiteral("url"));
    QVERIFY(served.session.detected().isEmpty());
}

void MonitorsTest::resultsTakeTheirParameters()
{
    Served served;
    served.session.setResults({ Domain::Resolution::Raw, { sample(-2min), sample(-1min) }, {}, {} });
    const RawReply usual = served.ask("GET", kMonitor + "/results", {}, {});
    QCOMPARE(usual.status, 200);
    QCOMPARE(usual.json()[u"data"].toArray().size(), 2);
    QCOMPARE(usual.json()[u"data"][0][u"total_ms"].toDouble(), 120.0);
    QCOMPARE(usual.json()[u"meta"][u"resolution"].toString(), QStringLiteral("raw"));
    QVERIFY(usual.json()[u"meta"][u"next_from"].isNull());
    const Ports::ResultQuery day = served.session.resultQueries().back();
    QCOMPARE(day.monitor.value, QStringLiteral("okta:status-page"));
    QCOMPARE(day.to, sampleTime());
    QCOMPARE(day.from, sampleTime() - 24h);
    QCOMPARE(day.resolution, Domain::Resolution::Auto);
    QCOMPARE(served
                 .ask("GET",
                     kMonitor
                         + "/results?from=2026-04-01T00:00:00Z&to=2026-04-02T00:00:00%2B02:00"
                           "&resolution=hour&limit=999999",
                     {}, {})
                 .status,
        200);
    const Ports::ResultQuery asked = served.session.resultQueries().back();
    QCOMPARE(asked.resolution, Domain::Resolution::Hour);
    QCOMPARE(asked.limit, 5000);
    QCOMPARE(asked.to - asked.from, Millis(22h));
}

void MonitorsTest::resultsRefuse_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("field");
    QTest::newRow("from") << QByteArray("from=yesterday") << QStringLiteral("from");
    QTest::newRow("to") << QByteArray("to=x") << QStringLiteral("to");
    QTest::newRow("order") << QByteArray("from=2026-04-02T00:00:00Z&to=2026-04-01T00:00:00Z")
                           << QStringLiteral("from");
    QTest::newRow("resolution") << QByteArray("resolution=second") << QStringLiteral("resolution");
    QTest::newRow("limit") << QByteArray("limit=all") << QStringLiteral("limit");
}

void MonitorsTest::resultsRefuse()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, field);
    Served served;
    const RawReply reply = served.ask("GET", kMonitor + "/results?" + query, {}, {});
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.json()[u"error"][u"field"].toString(), field);
    QVERIFY(served.session.resultQueries().empty());
    QCOMPARE(served.ask("GET", "/api/monitors/nobody/results", {}, {}).status, 404);
}

void MonitorsTest::resultsSayWhereToGoOn()
{
    Served served;
    served.session.setResults({ Domain::Resolution::Raw, { sample(-2min) }, {}, sampleTime() - 1min });
    const RawReply reply = served.ask("GET", kMonitor + "/results?limit=1", {}, {});
    QCOMPARE(reply.json()[u"meta"][u"next_from"].toString(), QStringLiteral("2026-04-24T09:59:00Z"));
}

void MonitorsTest::summaryCounts()
{
    Served served;
    Ports::ResultSummary summary;
    summary.count = 10;
    summary.failures = 1;
    summary.uptime = 90.0;
    summary.p95 = std::chrono::milliseconds { 250 };
    served.session.setSummary(summary);
    const RawReply reply = served.ask("GET", kMonitor + "/summary", {}, {});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json()[u"data"][u"count"].toInt(), 10);
    QCOMPARE(reply.json()[u"data"][u"p95_ms"].toDouble(), 250.0);
    QVERIFY(reply.json()[u"data"][u"p50_ms"].isNull());
    QCOMPARE(served.ask("GET", "/api/monitors/nobody/summary", {}, {}).status, 404);
}

void MonitorsTest::pingsPage()
{
    Served served;
    Ports::PingPage page;
    page.total = 5;
    for (const qint64 number : { 5, 4 }) {
        Ports::PingRow row;
        row.number = number;
        row.ping.kind = Domain::PingKind::Fail;
        row.ping.exitStatus = 3;
        row.ping.source = QStringLiteral("192.0.2.7");
        row.hasBody = number == 5;
        page.pings.push_back(row);
    }
    served.session.setPings(page);
    const RawReply full = served.ask("GET", kMonitor + "/pings?limit=2", {}, {});
    QCOMPARE(full.status, 200);
    QCOMPARE(full.json()[u"data"][0][u"type"].toString(), QStringLiteral("fail"));
    QCOMPARE(full.json()[u"data"][0][u"exit_status"].toInt(), 3);
    QVERIFY(full.json()[u"data"][0][u"has_body"].toBool());
    QCOMPARE(full.json()[u"meta"][u"total"].toInt(), 5);
    QCOMPARE(full.json()[u"meta"][u"next_cursor"].toString(), QStringLiteral("4"));
    QVERIFY(served.ask("GET", kMonitor + "/pings?limit=3", {}, {}).json()[u"meta"][u"next_cursor"].isNull());
    QCOMPARE(served.ask("GET", kMonitor + "/pings?cursor=x", {}, {}).status, 422);
    QCOMPARE(served.ask("GET", "/api/monitors/nobody/pings", {}, {}).status, 404);
}

void MonitorsTest::exportIsYamlForThoseWhoMayWrite()
{
    Served served;
    const RawReply reply = served.ask("GET", "/api/monitors/export");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("content-type"), QByteArray("application/yaml"));
    QVERIFY(reply.header("content-disposition").contains("services.yaml"));
    QCOMPARE(reply.body, QByteArray("services: []\n"));
    QCOMPARE(served.ask("GET", "/api/monitors/export", {}, {}).status, 401);
    served.session.failWith(Error { ErrorCode::Unavailable, QStringLiteral("shutting down"), {} });
    QCOMPARE(served.ask("GET", "/api/monitors/export").status, 503);
}

void MonitorsTest::bodiesArePlainText()
{
    Served served;
    const RawReply reply = served.ask("GET", kMonitor + "/pings/7/body");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, QByteArray("body of ping 7"));
    QVERIFY(reply.header("content-type").startsWith("text/plain"));
    QCOMPARE(reply.header("x-content-type-options"), QByteArray("nosniff"));
    QCOMPARE(served.ask("GET", kMonitor + "/pings/seven/body").status, 404);
}

QTEST_GUILESS_MAIN(MonitorsTest)
#include "tst_monitors.moc"
