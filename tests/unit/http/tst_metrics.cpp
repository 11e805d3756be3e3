// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// The text of /metrics, and the recorded cases about it.
#include "engine/statskeeper.h"
#include "http/exposition.h"
#include "http/metrics.h"
#include "rawclient.h"
#include "testkit/samplemonitors.h"
#include "testkit/vectors.h"

#include <QTest>

using namespace Wf;
using namespace Wf::TestKit;
using Domain::OutageReason;
using Http::MetricType;
using Http::Traffic;

namespace {

struct Scene {
    [[nodiscard]] QByteArrayList lines() const
    {
        return Http::metricsText({ world, stats, telemetry, traffic, sampleTime() }).split('\n');
    }

    Ports::Snapshot world = sampleSnapshot();
    Ports::EngineStats stats;
    Ports::Telemetry telemetry;
    Traffic traffic;
};

Ports::CheckCounts countsOf(const Ports::MonitorRow &row)
{
    Ports::CheckCounts counts;
    counts.monitor = row.spec.id;
    for (const OutageReason reason : Domain::usualReasons(*row.spec.check))
        counts.outages.begun.emplace(reason, 0);
    return counts;
}

/// A world with these checks in one service, and what was counted of them.
Scene sceneOf(std::vector<Ports::MonitorRow> rows)
{
    Scene scene;
    std::ranges::sort(rows, {}, [](const Ports::MonitorRow &row) { return row.spec.id; });
    for (const Ports::MonitorRow &row : rows)
        scene.telemetry.checks.push_back(countsOf(row));
    scene.world = withMonitors(std::move(scene.world), rows);
    return scene;
}

Ports::MonitorRow site(Domain::Status status = Domain::Status::Operational)
{
    return sampleCheck("okta", "sign-in", status);
}

QByteArray valueOf(const QByteArrayList &lines, const QByteArray &series)
{
    for (const QByteArray &line : lines) {
        if (line.startsWith(QByteArray(series + ' ')))
            return line.mid(series.size() + 1);
    }
    return {};
}

qsizetype seriesOf(const QByteArrayList &lines, const QByteArray &beginning)
{
    return std::count_if(
        lines.begin(), lines.end(), [&](const QByteArray &line) { return line.startsWith(beginning); });
}

const QByteArray kSite = R"(monitor_id="okta.sign-in",monitor_name="Okta / sign-in")";

const QByteArray kUrl = "url=\"https://sign-in.example/health\"";

/// The instruments of the other reference system, as "name type", and those of them that one program has no use
/// for.
const QByteArrayList kReference { "django_http_responses_5xx_total counter", "uptime_website_checks_total counter",
    "uptime_website_check_duration_seconds histogram", "uptime_website_response_time_seconds histogram",
    "uptime_website_status gauge", "uptime_website_consecutive_failures gauge",
    "uptime_website_uptime_percentage gauge", "uptime_downtime_events_total counter",
    "uptime_recovery_events_total counter", "uptime_downtime_duration_seconds histogram",
    "uptime_heartbeat_pings_total counter", "uptime_heartbeat_missed_total counter",
    "uptime_heartbeat_status gauge", "uptime_heartbeat_last_ping_timestamp gauge",
    "uptime_heartbeat_time_since_last_ping_seconds gauge", "uptime_alerts_sent_total counter",
    "uptime_alerts_failed_total counter", "uptime_alert_delivery_duration_seconds histogram",
    "uptime_alert_retry_attempts_total counter", "uptime_celery_task_duration_seconds histogram",
    "uptime_celery_task_total counter", "uptime_celery_queue_length gauge", "uptime_celery_active_tasks gauge",
    "uptime_celery_worker_pool_size gauge", "uptime_active_monitors_total gauge",
    "uptime_active_users_total gauge", "uptime_monitors_per_user gauge", "uptime_user_registrations_total counter",
    "uptime_api_requests_total counter", "uptime_api_auth_attempts_total counter",
    "uptime_db_query_duration_seconds histogram", "uptime_db_slow_queries_total counter",
    "uptime_db_connection_pool_size gauge", "uptime_redis_connection_errors_total counter",
    "uptime_external_api_requests_total counter", "uptime_external_api_duration_seconds histogram" };
const QByteArrayList kLeftOut { "django_http_responses_5xx_total", "uptime_celery_task_duration_seconds",
    "uptime_celery_task_total", "uptime_celery_queue_length", "uptime_celery_active_tasks",
    "uptime_celery_worker_pool_size", "uptime_active_users_total", "uptime_monitors_per_user",
    "uptime_user_registrations_total", "uptime_db_connection_pool_size", "uptime_redis_connection_errors_total" };

void exposition()
{
    FakeSession session;
    const StoppedClock clock;
    Http::HttpServer server(session, clock, testOptions());
    const quint16 port = server.start().value_or(0);
    const RawReply reply = RawClient(port).ask(get("/metrics"));
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("content-type").startsWith("text/plain; version=0.0.4"));
    const QByteArrayList lines = reply.body.split('\n');
    QHash<QByteArray, int> types;
    for (const QByteArray &instrument : kReference) {
        const QByteArray name = instrument.split(' ').front();
        ++types[instrument.split(' ').back()];
        if (kLeftOut.contains(name)) {
            QVERIFY2(!reply.body.contains(QByteArray("# TYPE " + name + ' ')), name.constData());
            continue;
        }
        // The name ends like a counter's: as a gauge no linter would let it pass.
        const bool untyped = name == "uptime_active_monitors_total";
        QVERIFY2(lines.contains("# TYPE " + (untyped ? name + " untyped" : instrument)), name.constData());
    }
    QCOMPARE(types.value("counter"), 16);
    QCOMPARE(types.value("gauge"), 13);
    QCOMPARE(types.value("histogram"), 7);
}

void uptimePercentage()
{
    Scene scene = sceneOf({ site() });
    QVERIFY(valueOf(scene.lines(), "uptime_website_uptime_percentage{" + kSite + '}').isEmpty());
    scene.telemetry.checks.front().uptimeDay = 99.5;
    QCOMPARE(valueOf(scene.lines(), "uptime_website_uptime_percentage{" + kSite + '}'), QByteArray("99.5"));
}

/// Mended: what is paused is not active.
void activeMonitors()
{
    std::vector<Ports::MonitorRow> rows;
    rows.reserve(14);
    for (int number = 0; number < 11; ++number)
        rows.push_back(
            sampleCheck("okta", qPrintable(QStringLiteral("site-%1").arg(number)), Domain::Status::Operational));
    rows.front().state.paused = true;
    for (const char *name : { "backup", "report", "sync" })
        rows.push_back(sampleHeartbeat("okta", name));
    Scene scene;
    scene.world = withMonitors(std::move(scene.world), rows);
    const QByteArrayList lines = scene.lines();
    QCOMPARE(valueOf(lines, R"(uptime_active_monitors_total{monitor_type="website"})"), QByteArray("10"));
    QCOMPARE(valueOf(lines, R"(uptime_active_monitors_total{monitor_type="heartbeat"})"), QByteArray("3"));
}

void histogramBuckets()
{
    Scene scene = sceneOf({ site() });
    Ports::Distribution answers(Ports::kAnswerBounds);
    for (const double seconds : { 0.05, 0.3, 12.0 })
        answers.note(seconds);
    scene.telemetry.checks.front().answers.emplace(200, answers);
    const QByteArrayList lines = scene.lines();
    const QByteArray labels = kSite + R"(,status_code="200")";
    const auto bucket = [&](const char *bound) {
        return valueOf(
            lines, "uptime_website_response_time_seconds_bucket{" + labels + ",le=\"" + QByteArray(bound) + "\"}");
    };
    QCOMPARE(bucket("0.05"), QByteArray("1"));
    QCOMPARE(bucket("0.5"), QByteArray("2"));
    QCOMPARE(bucket("10"), QByteArray("2"));
    QCOMPARE(bucket("+Inf"), QByteArray("3"));
    QCOMPARE(valueOf(lines, "uptime_website_response_time_seconds_count{" + labels + '}'), QByteArray("3"));
    QCOMPARE(valueOf(lines, "uptime_website_response_time_seconds_sum{" + labels + '}').toDouble(), 12.35);
}

void slowQueries()
{
    Engine::StatsKeeper keeper;
    using Engine::StatsKeeper;
    for (const int millis : { 100, 101 })
        keeper.countStoreCall(
            { "events", StatsKeeper::Access::Read, StatsKeeper::Ended::Well, Millis { millis } });
    Scene scene;
    scene.telemetry = keeper.telemetry();
    QCOMPARE(valueOf(scene.lines(), R"(uptime_db_slow_queries_total{model="events",operation="read"})"),
        QByteArray("1"));
}

const QHash<QString, void (*)()> kCases { { QStringLiteral("exposition"), exposition },
    { QStringLiteral("uptime percentage job (upstream defect)"), uptimePercentage },
    { QStringLiteral("active monitors"), activeMonitors },
    { QStringLiteral("histogram buckets"), histogramBuckets },
    { QStringLiteral("slow query threshold"), slowQueries } };

} // namespace

class MetricsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recorded_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto each : recordedCases(QStringLiteral("uptime-monitor.json"))) {
            const QString name = each[u"name"].toString();
            if (each[u"area"] == QLatin1String("metrics"))
                QTest::newRow(qUtf8Printable(name)) << name;
        }
        if (recordedCases(QStringLiteral("uptime-monitor.json")).isEmpty())
            QTest::newRow("absent") << QString();
    }
    void recorded()
    {
        QFETCH(QString, name);
        if (name.isEmpty())
            QSKIP("the recorded cases are not here: WF_SHARED does not name their folder");
        const auto play = kCases.value(name);
        QVERIFY2(play, qUtf8Printable(name));
        play();
    }

    void textIsWhatPrometheusReads()
    {
        Http::Exposition text;
        text.begin("a_total", MetricType::Counter, "Something");
        text.add({}, quint64(1'000'000));
        text.add(Http::labels({ { "a", QStringLiteral("x\"y\\z\nw") }, { "b", QStringLiteral("é") } }), 0.1);
        text.begin("b_seconds", MetricType::Gauge, "Nothing");
        text.add({}, 1'763'800'000.125);
        text.add({}, 1e21);
        text.add({}, -std::numeric_limits<double>::infinity());
        QCOMPARE(text.text(),
            QByteArray("# HELP a_total Something\n# TYPE a_total counter\na_total 1000000\n"
                       "a_total{a=\"x\\\"y\\\\z\\nw\",b=\"\xc3\xa9\"} 0.1\n"
                       "# HELP b_seconds Nothing\n# TYPE b_seconds gauge\nb_seconds 1763800000.125\n"
                       "b_seconds 1e+21\nb_seconds -Inf\n"));
    }

    void aCheckIsToldWhole()
    {
        Scene scene = sceneOf({ site() });
        Ports::CheckCounts &counts = scene.telemetry.checks.front();
        counts.succeeded = 41;
        counts.failed = 2;
        counts.failing = 1;
        counts.outages.begun[OutageReason::StatusCode] = 3;
        counts.outages.recoveries = 2;
        counts.outages.length.note(400);
        counts.total.note(0.2);
        const QByteArrayList lines = scene.lines();
        const auto told = [&](const QByteArray &name, const QByteArray &more) {
            return valueOf(lines, name + '{' + kSite + more + '}');
        };
        QCOMPARE(told("uptime_website_checks_total", R"(,status="success")"), QByteArray("41"));
        QCOMPARE(told("uptime_website_checks_total", R"(,status="failure")"), QByteArray("2"));
        QCOMPARE(told("uptime_website_status", "," + kUrl), QByteArray("1"));
        QCOMPARE(told("uptime_website_consecutive_failures", {}), QByteArray("1"));
        QCOMPARE(
            told("uptime_downtime_events_total", R"(,monitor_type="website",reason="status")"), QByteArray("3"));
        QCOMPARE(told("uptime_downtime_events_total", R"(,monitor_type="website",reason="tls")"), QByteArray("0"));
        QCOMPARE(told("uptime_recovery_events_total", R"(,monitor_type="website")"), QByteArray("2"));
        QCOMPARE(told("uptime_downtime_duration_seconds_bucket", R"(,le="300")"), QByteArray("0"));
        QCOMPARE(told("uptime_downtime_duration_seconds_bucket", R"(,le="600")"), QByteArray("1"));
        QCOMPARE(told("uptime_website_check_duration_seconds_count", {}), QByteArray("1"));
        QCOMPARE(told("uptime_website_tcp_connection_time_seconds", {}), QByteArray("0.02"));
        QVERIFY(told("uptime_website_dns_resolution_time_seconds", {}).isEmpty()); // the address was a number
        QVERIFY(told("uptime_website_ssl_expiry_timestamp_seconds", {}).isEmpty());
        QCOMPARE(told("uptime_website_last_check_timestamp", {}).toDouble(),
            static_cast<double>(toEpochMillis(sampleTime())) / 1000 - 20);
    }

    void aCertificateHasAnEnd()
    {
        Ports::MonitorRow row = site();
        Domain::CheckResult result = *row.state.check;
        result.certificate = Domain::CertificateInfo {};
        result.certificate->notAfter = sampleTime() + std::chrono::days { 12 };
        row.state.check = result;
        const QByteArray value =
            valueOf(sceneOf({ row }).lines(), "uptime_website_ssl_expiry_timestamp_seconds{" + kSite + '}');
        QCOMPARE(value.toDouble() - static_cast<double>(toEpochMillis(sampleTime())) / 1000, 12 * 86'400.0);
    }

    void unseenIsNeitherUpNorDown_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("health");
        QTest::addColumn<bool>("paused");
        QTest::addColumn<QByteArray>("value");
        using Domain::PollerHealth;
        using Domain::Status;
        const auto row = [](const char *name, Status status, PollerHealth health, bool paused, const char *value) {
            QTest::newRow(name) << int(status) << int(health) << paused << QByteArray(value);
        };
        row("up", Status::Operational, PollerHealth::Healthy, false, "1");
        row("up, one question failed", Status::Operational, PollerHealth::Degraded, false, "1");
        row("slow", Status::Degraded, PollerHealth::Healthy, false, "0");
        row("down", Status::MajorOutage, PollerHealth::Healthy, false, "0");
        row("not asked yet", Status::Unknown, PollerHealth::Healthy, false, "");
        row("blind", Status::Operational, PollerHealth::Broken, false, "");
        row("paused", Status::Operational, PollerHealth::Healthy, true, "");
    }
    void unseenIsNeitherUpNorDown()
    {
        QFETCH(int, status);
        QFETCH(int, health);
        QFETCH(bool, paused);
        QFETCH(QByteArray, value);
        Ports::MonitorRow row = site(Domain::Status(status));
        row.state.health = Domain::PollerHealth(health);
        row.state.paused = paused;
        QCOMPARE(valueOf(sceneOf({ row }).lines(), "uptime_website_status{" + kSite + "," + kUrl + '}'), value);
    }

    void addressesCarryNoSecrets()
    {
        Ports::MonitorRow row = site();
        Domain::CheckSpec spec = *row.spec.check;
        std::get<Domain::HttpSpec>(spec.target).url =
            QUrl(QStringLiteral("https://me:hunter2@sign-in.example/health?token=s3cret&deep#part"));
        row.spec.check = spec;
        const QByteArray text = sceneOf({ row }).lines().join('\n');
        QVERIFY(text.contains(kUrl));
        for (const char *secret : { "hunter2", "s3cret", "?token", "me:hunter", "#part" })
            QVERIFY2(!text.contains(secret), secret);
    }

    void thousandsOfChecksShareTheirHistograms()
    {
        const auto manyChecks = [](int count) {
            std::vector<Ports::MonitorRow> rows;
            rows.reserve(static_cast<size_t>(count));
            for (int number = 0; number < count; ++number)
                rows.push_back(sampleCheck(
                    "okta", qPrintable(QStringLiteral("s%1").arg(number)), Domain::Status::Operational));
            Scene scene = sceneOf(std::move(rows));
            for (Ports::CheckCounts &counts : scene.telemetry.checks) {
                counts.total.note(0.2);
                counts.outages.length.note(120);
                counts.answers.emplace(200, Ports::Distribution(Ports::kAnswerBounds)).first->second.note(0.1);
            }
            return scene.lines();
        };
        const QByteArrayList apart = manyChecks(1'000);
        QCOMPARE(seriesOf(apart, "uptime_website_check_duration_seconds_count"), 1'000);
        QCOMPARE(seriesOf(apart, "uptime_website_response_time_seconds_count"), 1'000);
        const QByteArrayList together = manyChecks(1'001);
        const QByteArray all = R"(monitor_id="*",monitor_name="*")";
        QCOMPARE(
            valueOf(together, "uptime_website_check_duration_seconds_count{" + all + '}'), QByteArray("1001"));
        QCOMPARE(valueOf(together, "uptime_downtime_duration_seconds_sum{" + all + '}'), QByteArray("120120"));
        QCOMPARE(valueOf(together, "uptime_website_response_time_seconds_count{" + all + R"(,status_code="200"})"),
            QByteArray("1001"));
        QCOMPARE(seriesOf(together, "uptime_website_check_duration_seconds_count"), 1);
        QCOMPARE(seriesOf(together, "uptime_website_checks_total{"), 2'002); // counters stay apart
        QCOMPARE(
            seriesOf(together, "uptime_downtime_events_total{"), 0); // and those that never happened are left out
    }

    void aHeartbeatIsToldWhole()
    {
        Scene scene;
        const Ports::MonitorRow row = sampleHeartbeat("okta", "backup");
        scene.world = withMonitors(std::move(scene.world), { row });
        Ports::HeartbeatCounts counts;
        counts.monitor = row.spec.id;
        counts.onTime = 7;
        counts.late = 1;
        counts.missed = 2;
        counts.outages.begun = { { OutageReason::Missed, 2 }, { OutageReason::Failed, 0 } };
        scene.telemetry.heartbeats = { counts };
        const QByteArrayList lines = scene.lines();
        const QByteArray beat = R"(heartbeat_id="okta.backup",heartbeat_name="Okta / backup")";
        QCOMPARE(
            valueOf(lines, "uptime_heartbeat_pings_total{" + beat + R"(,status="on_time"})"), QByteArray("7"));
        QCOMPARE(valueOf(lines, "uptime_heartbeat_pings_total{" + beat + R"(,status="late"})"), QByteArray("1"));
        QCOMPARE(valueOf(lines, "uptime_heartbeat_missed_total{" + beat + '}'), QByteArray("2"));
        QCOMPARE(valueOf(lines, "uptime_heartbeat_status{" + beat + '}'), QByteArray("1"));
        QCOMPARE(valueOf(lines, "uptime_heartbeat_time_since_last_ping_seconds{" + beat + '}'), QByteArray("600"));
        QCOMPARE(valueOf(lines, "uptime_heartbeat_grace_period_seconds{" + beat + '}'), QByteArray("1800"));
        QCOMPARE(valueOf(lines,
                     R"(uptime_downtime_events_total{monitor_id="okta.backup",monitor_name="Okta / backup",)"
                     R"(monitor_type="heartbeat",reason="missed"})"),
            QByteArray("2"));
    }

    void requestsAreCountedByTheirPatterns()
    {
        FakeSession session;
        const StoppedClock clock;
        Http::HttpServer server(session, clock, testOptions());
        const quint16 port = server.start().value_or(0);
        const auto ask = [&](const QByteArray &bytes) { return RawClient(port).ask(bytes).status; };
        QCOMPARE(ask(get("/api/services/okta")), 200);
        QCOMPARE(ask(get("/api/services/nobody-at-all")), 404);
        QCOMPARE(ask(get("/somewhere/else")), 404);
        QCOMPARE(ask("BREW /api/summary HTTP/1.1\r\nHost: localhost\r\n\r\n"), 405);
        QCOMPARE(ask("nonsense\r\n\r\n"), 400);
        QCOMPARE(ask(post("/api/admin/status", "{}", {})), 401);
        QCOMPARE(ask(post("/api/admin/status", "{}", "Authorization: Bearer wrong\r\n")), 403);
        QCOMPARE(
            ask(post("/api/monitors/okta:status-page/check", {}, "Authorization: Bearer the-right-token\r\n")),
            202);
        const RawReply reply = RawClient(port).ask(get("/metrics"));
        const QByteArrayList lines = reply.body.split('\n');
        const auto requests = [&](const char *endpoint, const char *method, int status) {
            return valueOf(lines,
                QStringLiteral(R"(uptime_api_requests_total{endpoint="%1",method="%2",status_code="%3"})")
                    .arg(QLatin1String(endpoint), QLatin1String(method))
                    .arg(status)
                    .toLatin1());
        };
        QCOMPARE(requests("/api/services/{id}", "GET", 200), QByteArray("1"));
        QCOMPARE(requests("/api/services/{id}", "GET", 404), QByteArray("1"));
        QCOMPARE(requests("/api/services/{id}", "GET", 503), QByteArray("0")); // there before it happens
        QCOMPARE(requests("unknown", "GET", 404), QByteArray("1"));
        QCOMPARE(requests("/api/summary", "other", 405), QByteArray("1"));
        QCOMPARE(requests("unknown", "other", 400), QByteArray("1"));
        QCOMPARE(valueOf(lines, R"(uptime_api_auth_attempts_total{status="missing"})"), QByteArray("1"));
        QCOMPARE(valueOf(lines, R"(uptime_api_auth_attempts_total{status="wrong"})"), QByteArray("1"));
        QCOMPARE(valueOf(lines, R"(uptime_api_auth_attempts_total{status="success"})"), QByteArray("1"));
        QVERIFY(!reply.body.contains("nobody-at-all") && !reply.body.contains("BREW"));
    }
};

QTEST_GUILESS_MAIN(MetricsTest)

#include "tst_metrics.moc"
