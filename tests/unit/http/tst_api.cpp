// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include <QFile>
#include <QJsonArray>
#include <QWebSocket>

using namespace Wf;
using namespace Wf::TestKit;

namespace {
const QByteArray kToken = "Authorization: Bearer the-right-token\r\n";
const QByteArray kUpdate =
    R"({"service_id":"okta","new_status":"degraded","reason":"User reported it","detail":"SSO slow"})";

struct Served {
    explicit Served(const Http::HttpOptions &options = testOptions())
        : server(session, clock, options)
        , port(server.start().value_or(0))
    {
    }
    [[nodiscard]] RawReply ask(const QByteArray &bytes, const QByteArray &method = "GET") const
    {
        return RawClient(port).ask(bytes, method);
    }
    [[nodiscard]] QUrl live() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/api/live").arg(port)); }

    FakeSession session;
    StoppedClock clock;
    Http::HttpServer server;
    quint16 port;
};

struct LiveClient {
    explicit LiveClient(const QUrl &url)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
            [this](const QString &text) { messages.append(QJsonDocument::fromJson(text.toUtf8()).object()); });
        socket.open(url);
    }
    QWebSocket socket;
    QList<QJsonObject> messages;
};
} // namespace

class ApiTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAnswer_data();
    void readsAnswer();
    void refusals_data();
    void refusals();
    void adminCodes_data();
    void adminCodes();
    void recordedAdminCases_data();
    void recordedAdminCases();
    void adminUpdateIsAudited();
    void unconfiguredServerWritesNothing();
    void strangersNeedATokenToRead();
    void headHasNoBody();
    void wrongMethodNamesTheRightOnes();
    void foreignHostIsRefused();
    void corsLetsOnlyListedOriginsRead();
    void timelinePages();
    void healthFollowsTheClock();
    void notReadyWithoutDatabase();
    void engineErrorsBecomeStatuses();
    void metricsAreWellFormed();
    void cachedAnswersFollowTheSnapshot();
    void checkAsksTheEngine();
    void slaHistoryCountsDays();
    void liveSendsSnapshotThenChanges();
    void liveIsGuarded();
    void portInUseIsOneSentence();
    void startsAgainAfterStop();
};

void ApiTest::readsAnswer_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("keys");
    const auto row = [](const char *path, const QByteArrayList &keys) {
        QTest::newRow(path) << QByteArray(path) << keys;
    };
    row("/api/services",
        { "services", "total", "healthy_count", "degraded_count", "outage_count", "unknown_count" });
    row("/api/services/okta", { "service", "downstream_impacts", "upstream_dependencies", "recent_events" });
    row("/api/services/uptime", { "days", "services" });
    row("/api/services/sla", { "services" });
    row("/api/services/sla/history?days=3", { "days", "services" });
    row("/api/services/graph", { "nodes", "links" });
    row("/api/timeline", { "events", "total" });
    row("/api/summary",
        { "overall_status", "status_text", "active_incidents", "upcoming_maintenances", "blind_count" });
    row("/api/maintenance", { "maintenances", "total" });
    row("/api/alerts", { "alerts", "total" });
    row("/api/monitors", { "monitors", "total" });
    row("/api/vendors", { "vendors", "total" });
    row("/api/monitors/okta%3Astatus-page", { "monitor" });
    row("/api/state?at=2026-04-24T09:00:00Z", { "services", "summary" });
}

void ApiTest::readsAnswer()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArrayList, keys);
    Served served;
    const RawReply reply = served.ask(get(path));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("content-type"), QByteArray("application/json"));
    QVERIFY(reply.json().contains(u"meta") && reply.json()[u"error"].isNull());
    for (const QByteArray &key : keys)
        QVERIFY2(reply.json()[u"data"].toObject().contains(QLatin1String(key)), key.constData());
    QVERIFY(!reply.body.contains("verysecret"));
}

void ApiTest::refusals_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *path, int status, const QString &code) {
        QTest::newRow(path) << QByteArray(path) << status << code;
    };
    row("/", 404, QStringLiteral("NOT_FOUND"));
    row("/api/nowhere", 404, QStringLiteral("NOT_FOUND"));
    row("/api/services/nonexistent-xyz", 404, QStringLiteral("SERVICE_NOT_FOUND"));
    row("/api/monitors/nonexistent", 404, QStringLiteral("MONITOR_NOT_FOUND"));
    row("/api/timeline?limit=many", 422, QStringLiteral("VALIDATION_ERROR"));
    row("/api/timeline?cursor=x", 422, QStringLiteral("VALIDATION_ERROR"));
    row("/api/services/sla/history?days=1.5", 422, QStringLiteral("VALIDATION_ERROR"));
    row("/api/state", 422, QStringLiteral("VALIDATION_ERROR"));
    row("/api/state?at=2036-01-01T00:00:00Z", 422, QStringLiteral("VALIDATION_ERROR"));
}

void ApiTest::refusals()
{
    QFETCH(QByteArray, path);
    Served served;
    const RawReply reply = served.ask(get(path));
    QTEST(reply.status, "status");
    QTEST(reply.code(), "code");
    QVERIFY(!reply.json()[u"error"][u"message"].toString().isEmpty());
    QVERIFY(!reply.closed);
}

void ApiTest::adminCodes_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const QByteArray json = "application/json";
    QTest::newRow("no token") << QByteArray() << json << kUpdate << 401;
    QTest::newRow("basic") << QByteArray("Authorization: Basic x\r\n") << json << kUpdate << 401;
    QTest::newRow("lower case") << QByteArray("Authorization: bearer the-right-token\r\n") << json << kUpdate
                                << 401;
    QTest::newRow("wrong") << QByteArray("Authorization: Bearer wrong-token\r\n") << json << kUpdate << 403;
    QTest::newRow("not ascii") << QByteArray("Authorization: Bearer \xc3\xa9\r\n") << json << kUpdate << 403;
    QTest::newRow("token before fields") << QByteArray() << json << QByteArray("{}") << 401;
    QTest::newRow("form") << kToken << QByteArray("text/plain") << kUpdate << 415;
    QTest::newRow("no json") << kToken << json << QByteArray("{") << 422;
    QTest::newRow("empty") << kToken << json << QByteArray() << 422;
    QTest::newRow("unknown service") << kToken << json << QByteArray(kUpdate).replace("okta", "nobody") << 404;
    QTest::newRow("good") << kToken << json << kUpdate << 200;
    QTest::newRow("good, charset") << kToken << QByteArray("application/json; charset=utf-8") << kUpdate << 200;
}

void ApiTest::adminCodes()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    Served served;
    const RawReply reply = served.ask(post("/api/admin/status", body, headers, type));
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("www-authenticate"), status == 401 ? QByteArray("bearer") : QByteArray());
    QCOMPARE(served.session.updates().size(), status == 200 ? size_t(1) : size_t(0));
}

void ApiTest::recordedAdminCases_data()
{
    QTest::addColumn<QJsonObject>("given");
    QTest::addColumn<int>("status");
    const QString beside = qEnvironmentVariable("WF_SOURCE_DIR") + QStringLiteral("/../shared");
    QFile file(qEnvironmentVariable("WF_SHARED", beside) + QStringLiteral("/vectors/itservicehealth.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The recorded cases are not here; set WF_SHARED to their folder.");
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    const QJsonArray cases = document.isArray() ? document.array() : document[u"cases"].toArray();
    for (const QJsonValue &entry : cases) {
        if (entry[u"area"].toString() == QLatin1String("api.admin")) {
            QTest::newRow(entry[u"name"].toString().toUtf8().constData())
                << entry[u"given"].toObject() << entry[u"then"][u"http"].toInt(200);
        }
    }
}

void ApiTest::recordedAdminCases()
{
    QFETCH(QJsonObject, given);
    QFETCH(int, status);
    auto options = testOptions();
    if (given.contains(u"server_token"))
        options.adminToken = {};
    Served served(options);
    const QString auth = given[u"auth"].toString();
    const QByteArray header = auth == QLatin1String("ok") ? kToken : "Authorization: " + auth.toUtf8() + "\r\n";
    QJsonObject body = given[u"body"].toObject();
    body.insert(u"service_id", QStringLiteral("okta")); // the one that our world has
    const RawReply reply = served.ask(post("/api/admin/status", QJsonDocument(body).toJson(), header));
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.json().keys(),
        (QStringList { QStringLiteral("data"), QStringLiteral("error"), QStringLiteral("meta") }));
    if (status == 200) {
        QCOMPARE(reply.json()[u"data"][u"current_status"], body[u"new_status"]);
        QCOMPARE(served.session.updates().front().reason, body[u"reason"].toString());
    }
}

void ApiTest::adminUpdateIsAudited()
{
    Served served;
    const RawReply reply = served.ask(post("/api/admin/status", kUpdate, kToken));
    QCOMPARE(reply.json()[u"data"][u"current_status"].toString(), QStringLiteral("degraded"));
    QCOMPARE(reply.json()[u"data"][u"current_status_detail"].toString(), QStringLiteral("SSO slow"));
    QCOMPARE(reply.json()[u"meta"][u"status_changed"].toBool(), true);
    QCOMPARE(reply.json()[u"meta"][u"previous_status"].toString(), QStringLiteral("major_outage"));
    QVERIFY(!reply.body.contains("verysecret"));
    const auto update = served.session.updates().front();
    QCOMPARE(update.by, QStringLiteral("admin"));
    QCOMPARE(update.reason, QStringLiteral("User reported it"));
    QCOMPARE(update.clientIp, QStringLiteral("127.0.0.1"));
}

void ApiTest::unconfiguredServerWritesNothing()
{
    auto options = testOptions();
    options.adminToken = {};
    Served served(options);
    const RawReply reply = served.ask(post("/api/admin/status", kUpdate, "Authorization: Bearer x\r\n"));
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.code(), QStringLiteral("ADMIN_NOT_CONFIGURED"));
}

void ApiTest::strangersNeedATokenToRead()
{
    auto options = testOptions();
    options.address = QHostAddress(QHostAddress::AnyIPv4);
    {
        Served served(options);
        QCOMPARE(served.ask(get("/api/services")).status, 401);
        QCOMPARE(served.ask(get("/nowhere")).status, 401);
        QCOMPARE(served.ask(get("/api/services", kToken)).status, 200);
        QCOMPARE(served.ask(get("/healthz")).status, 200);
    }
    options.publicRead = true;
    Served open(options);
    QCOMPARE(open.ask(get("/api/services")).status, 200);
    QCOMPARE(open.ask(post("/api/admin/status", kUpdate, {})).status, 401);
}

void ApiTest::headHasNoBody()
{
    Served served;
    RawClient client(served.port);
    const RawReply head = client.ask("HEAD /api/services HTTP/1.1\r\nHost: localhost\r\n\r\n", "HEAD");
    QCOMPARE(head.status, 200);
    QVERIFY(head.header("content-length").toInt() > 1000);
    QCOMPARE(client.ask(get("/healthz")).status, 200); // nothing of a body came in between
}

void ApiTest::wrongMethodNamesTheRightOnes()
{
    Served served;
    const RawReply reply = served.ask(post("/api/services", "{}", {}));
    QCOMPARE(reply.status, 405);
    QCOMPARE(reply.code(), QStringLiteral("METHOD_NOT_ALLOWED"));
    QCOMPARE(reply.header("allow"), QByteArray("get, head"));
    QCOMPARE(served.ask(get("/api/admin/status")).header("allow"), QByteArray("post"));
    QCOMPARE(served.ask("DELETE /api/services/uptime HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
}

void ApiTest::foreignHostIsRefused()
{
    Served served;
    const auto asHost = [&](const QByteArray &host) {
        return served.ask("GET /api/services HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status;
    };
    QCOMPARE(asHost("evil.example"), 403);
    QCOMPARE(asHost("127.0.0.1:8000"), 200);
    QCOMPARE(asHost("[::1]:8000"), 200);
    QCOMPARE(served.ask("GET /api/services HTTP/1.1\r\nHost: evil.example\r\n" + kToken + "\r\n").status, 200);
}

void ApiTest::corsLetsOnlyListedOriginsRead()
{
    auto options = testOptions();
    options.corsOrigins = { QStringLiteral("https://board.example") };
    Served served(options);
    const QByteArray header = "access-control-allow-origin";
    const QByteArray good = "Origin: https://board.example\r\n";
    QCOMPARE(served.ask(get("/api/services", good)).header(header), QByteArray("https://board.example"));
    QCOMPARE(served.ask(get("/api/timeline", good)).header(header), QByteArray("https://board.example"));
    QVERIFY(served.ask(get("/api/services", "Origin: https://evil.example\r\n")).header(header).isEmpty());
    const RawReply preflight = served.ask("OPTIONS /api/admin/status HTTP/1.1\r\nHost: a\r\n" + good
        + "Access-Control-Request-Method: POST\r\n\r\n");
    QCOMPARE(preflight.status, 200);
    QCOMPARE(preflight.header("access-control-allow-methods"), QByteArray("get, post, patch, delete"));
}

void ApiTest::timelinePages()
{
    Served served;
    QByteArray cursor;
    QList<int> ids;
    for (int page = 0; page < 4; ++page) {
        const auto json = served.ask(get("/api/timeline?limit=10" + cursor)).json();
        QCOMPARE(json[u"data"][u"total"].toInt(), 25);
        for (const auto &event : json[u"data"][u"events"].toArray())
            ids.append(event[u"id"].toInt());
        if (json[u"meta"][u"next_cursor"].isNull())
            break;
        cursor = "&cursor=" + json[u"meta"][u"next_cursor"].toString().toLatin1();
    }
    QCOMPARE(ids.size(), 25);
    QVERIFY(std::is_sorted(ids.begin(), ids.end(), std::greater<>()));
    QCOMPARE(served.ask(get("/api/timeline?limit=9999")).json()[u"meta"][u"limit"].toInt(), 200);
    QCOMPARE(served.ask(get("/api/timeline?service_id=okta")).json()[u"data"][u"total"].toInt(), 12);
}

void ApiTest::healthFollowsTheClock()
{
    Served served;
    const RawReply boot = served.ask(get("/api/health"));
    QCOMPARE(boot.json()[u"status"].toString(), QStringLiteral("healthy"));
    QCOMPARE(boot.json()[u"database"].toString(), QStringLiteral("connected"));
    QVERIFY(boot.json().contains(u"version"));
    QCOMPARE(served.ask(get("/healthz")).json()[u"status"].toString(), QStringLiteral("ok"));
    Ports::EngineStats stats = served.session.stats();
    stats.heartbeatAt = sampleTime() - std::chrono::seconds(120);
    served.session.setStats(stats);
    const RawReply stale = served.ask(get("/healthz"));
    QCOMPARE(stale.status, 503);
    QCOMPARE(stale.json()[u"status"].toString(), QStringLiteral("stale"));
    QCOMPARE(stale.json()[u"heartbeat_age_seconds"].toDouble(), 120.0);
}

void ApiTest::notReadyWithoutDatabase()
{
    Served served;
    QCOMPARE(served.ask(get("/readyz")).status, 200);
    Ports::EngineStats stats = served.session.stats();
    stats.databaseConnected = false;
    served.session.setStats(stats);
    QCOMPARE(served.ask(get("/readyz")).status, 503);
    QCOMPARE(served.ask(get("/api/health")).json()[u"status"].toString(), QStringLiteral("unhealthy"));
}

void ApiTest::engineErrorsBecomeStatuses()
{
    Served served;
    served.session.failWith(Error { ErrorCode::Unavailable, QStringLiteral("The storage is busy.") });
    const RawReply reply = served.ask(get("/api/timeline"));
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.code(), QStringLiteral("UNAVAILABLE"));
    QCOMPARE(served.ask(get("/api/services/sla/history")).status, 503);
    QCOMPARE(served.ask(get("/api/services")).status, 200);
}

void ApiTest::metricsAreWellFormed()
{
    Served served;
    Ports::EngineStats stats = served.session.stats();
    stats.polls = { { ServiceId(QStringLiteral("okta")), QStringLiteral("ok"), 7 } };
    stats.durations = { { QStringLiteral("statuspage_json"), { 1, 2, 0, 0, 0, 0, 0, 0, 4 }, 99.5 } };
    stats.sent = { { QStringLiteral("status_change"), QStringLiteral("critical"), 2 } };
    stats.suppressed = { { QStringLiteral("status_change"), QStringLiteral("dedup"), 3 } };
    served.session.setStats(stats);
    const RawReply reply = served.ask(get("/metrics"));
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("content-type").startsWith("text/plain; version=0.0.4"));
    const QByteArrayList lines = reply.body.split('\n');
    for (const QByteArray &expected : QByteArrayList { "poll_total{service=\"okta\",outcome=\"ok\"} 7",
             "service_status{service=\"okta\"} 3", "service_status{service=\"legacy-crm\"} 4",
             "poller_health_state{service=\"pypi\"} 2", "circuit_breaker_state{host=\"status.pypi.example\"} 1",
             "alerts_sent_total{kind=\"status_change\",severity=\"critical\"} 2",
             "alerts_suppressed_total{kind=\"status_change\",reason=\"dedup\"} 3",
             "poll_duration_seconds_bucket{poll_type=\"statuspage_json\",le=\"0.25\"} 3",
             "poll_duration_seconds_bucket{poll_type=\"statuspage_json\",le=\"+Inf\"} 7",
             "poll_duration_seconds_count{poll_type=\"statuspage_json\"} 7",
             "poll_cycles_total{outcome=\"completed\"} 0", "scheduler_last_heartbeat_seconds 0" })
        QVERIFY2(lines.contains(expected), expected.constData());
    QVERIFY(reply.body.contains("process_resident_memory_bytes") && reply.body.contains("watchfloor_build_info"));
}

void ApiTest::cachedAnswersFollowTheSnapshot()
{
    Served served;
    const RawReply before = served.ask(get("/api/services"));
    QCOMPARE(served.ask(get("/api/services")).body, before.body);
    served.session.change(QStringLiteral("aws"), [](auto &row) { row.state.status = Domain::Status::Degraded; });
    QCOMPARE(served.ask(get("/api/services")).json()[u"data"][u"degraded_count"].toInt(), 3);
    QCOMPARE(served.ask(get("/api/services?category=identity")).json()[u"data"][u"total"].toInt(), 1);
}

void ApiTest::checkAsksTheEngine()
{
    Served served;
    QCOMPARE(served.ask(post("/api/monitors/okta:status-page/check", {}, {})).status, 401);
    QCOMPARE(served.ask(post("/api/monitors/nobody/check", {}, kToken)).status, 404);
    QVERIFY(served.session.asked().empty());
    QCOMPARE(served.ask(post("/api/monitors/okta:status-page/check", {}, kToken)).status, 202);
    QCOMPARE(served.session.asked().front().value, QStringLiteral("okta:status-page"));
}

void ApiTest::slaHistoryCountsDays()
{
    using namespace std::chrono_literals;
    Served served;
    const Instant now = sampleTime();
    served.session.setHistory(ServiceId(QStringLiteral("okta")),
        { { now - 48h, now - 1h, Domain::Status::Operational, Domain::Knowledge::Seen },
            { now - 1h, std::nullopt, Domain::Status::MajorOutage, Domain::Knowledge::Seen } });
    const auto json = served.ask(get("/api/services/sla/history?days=2")).json();
    QCOMPARE(json[u"data"][u"days"].toArray(),
        (QJsonArray { QStringLiteral("2026-04-23"), QStringLiteral("2026-04-24") }));
    QCOMPARE(json[u"data"][u"services"][u"okta"][0][u"uptime"].toDouble(), 100.0);
    QCOMPARE(json[u"data"][u"services"][u"okta"][1][u"uptime"].toDouble(), 90.0);
    QVERIFY(json[u"data"][u"services"][u"npm"][1][u"uptime"].isNull());
    QCOMPARE(served.ask(get("/api/services/sla/history?days=500")).json()[u"meta"][u"days_requested"].toInt(), 90);
}

void ApiTest::liveSendsSnapshotThenChanges()
{
    Served served;
    LiveClient client(served.live());
    QTRY_COMPARE(client.messages.size(), 1);
    QCOMPARE(client.messages[0][u"type"].toString(), QStringLiteral("snapshot"));
    QCOMPARE(client.messages[0][u"services"].toArray().size(), 12);
    served.session.change(QStringLiteral("aws"), [](auto &row) { row.state.status = Domain::Status::Degraded; });
    QTRY_COMPARE(client.messages.size(), 2);
    QCOMPARE(client.messages[1][u"type"].toString(), QStringLiteral("change"));
    QCOMPARE(client.messages[1][u"services"].toArray().size(), 1);
    QCOMPARE(client.messages[1][u"services"][0][u"effective_status"].toString(), QStringLiteral("degraded"));
    QVERIFY(client.messages[1][u"summary"].toObject().contains(u"overall_status"));
    served.server.stop();
    QTRY_COMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
}

void ApiTest::liveIsGuarded()
{
    auto options = testOptions();
    options.liveClients = 1;
    Served served(options);
    const QByteArray upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    QCOMPARE(served.ask(get("/api/live", upgrade + "Origin: https://evil.example\r\n")).status, 403);
    QCOMPARE(served.ask(get("/api/services", upgrade)).status, 404);
    RawClient first(served.port);
    QCOMPARE(first.ask(get("/api/live", upgrade)).status, 101);
    QTRY_COMPARE(served.ask(get("/api/live", upgrade)).status, 503);
    options.address = QHostAddress(QHostAddress::AnyIPv4);
    Served remote(options);
    QCOMPARE(remote.ask(get("/api/live", upgrade)).status, 401);
    QCOMPARE(remote.ask(get("/api/live", upgrade + kToken)).status, 101);
}

void ApiTest::portInUseIsOneSentence()
{
    Served served;
    auto options = testOptions();
    options.port = served.port;
    Http::HttpServer second(served.session, served.clock, options);
    const auto started = second.start();
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::Conflict);
    QVERIFY(started.error().detail.contains(QString::number(served.port)));
}

void ApiTest::startsAgainAfterStop()
{
    FakeSession session;
    StoppedClock clock;
    Http::HttpServer server(session, clock, testOptions());
    for (int i = 0; i < 3; ++i) {
        const auto port = server.start();
        QVERIFY(port);
        QCOMPARE(
            RawClient(*port).ask(get("/api/openapi.json")).json()[u"openapi"].toString(), QStringLiteral("3.0.3"));
        server.stop();
    }
}

QTEST_GUILESS_MAIN(ApiTest)
#include "tst_api.moc"
