// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/sampleworld.h"
#include "wire/envelope.h"
#include "wire/eventjson.h"
#include "wire/manualbody.h"
#include "wire/servicejson.h"
#include "wire/sightingjson.h"
#include "wire/snapshotjson.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Wf;
using namespace std::chrono_literals;

namespace {
QJsonObject itemOf(const QJsonObject &services, const QString &id)
{
    for (const QJsonValue &item : services.value(u"services").toArray()) {
        if (item[u"id"].toString() == id)
            return item.toObject();
    }
    return {};
}

Ports::ServiceRow &rowOf(Ports::Snapshot &world, const char *id)
{
    return *std::ranges::find(world.services, ServiceId(QLatin1String(id)), &Ports::ServiceRow::id);
}
} // namespace

class WireTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manualBodies_data();
    void manualBodies();
    void manualBodyIsReadWhole();
    void listItemHasEveryField();
    void sightingsOfAService();
    void vendorsPoolTheirServices();
    void secretsStayInside();
    void blindIsNeverGreen();
    void countsAddUp();
    void summaryShape();
    void uptimeCoversSevenDays();
    void dailyUptimeRoundsOnlyAtTheEdge();
    void changeHoldsOnlyWhatDiffers();
    void healthWords_data();
    void healthWords();
    void alertDecisions();
};

void WireTest::manualBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const QByteArray longText(2001, 'x');
    QTest::newRow("no json") << QByteArray("{") << QStringLiteral("body");
    QTest::newRow("array") << QByteArray("[]") << QStringLiteral("body");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("body");
    QTest::newRow("no service") << QByteArray(R"({"new_status":"degraded","reason":"test"})")
                                << QStringLiteral("service_id");
    QTest::newRow("empty service") << QByteArray(R"({"service_id":"","new_status":"degraded","reason":"test"})")
                                   << QStringLiteral("service_id");
    QTest::newRow("long service") << QByteArray(
        R"({"service_id":")" + QByteArray(129, 'a') + R"(","new_status":"degraded","reason":"test"})")
                                  << QStringLiteral("service_id");
    QTest::newRow("bad status") << QByteArray(
        R"({"service_id":"a","new_status":"invalid_status","reason":"test"})")
                                << QStringLiteral("new_status");
    QTest::newRow("no reason") << QByteArray(R"({"service_id":"a","new_status":"degraded"})")
                               << QStringLiteral("reason");
    QTest::newRow("short reason") << QByteArray(R"({"service_id":"a","new_status":"degraded","reason":"no"})")
                                  << QStringLiteral("reason");
    QTest::newRow("number as reason") << QByteArray(R"({"service_id":"a","new_status":"degraded","reason":123})")
                                      << QStringLiteral("reason");
    QTest::newRow("long detail") << QByteArray(
        R"({"service_id":"a","new_status":"degraded","reason":"test","detail":")" + longText + R"("})")
                                 << QStringLiteral("detail");
    QTest::newRow("past expiry") << QByteArray(
        R"({"service_id":"a","new_status":"degraded","reason":"test","expires_at":"2020-01-01T00:00:00Z"})")
                                 << QStringLiteral("expires_at");
    QTest::newRow("no time") << QByteArray(
        R"({"service_id":"a","new_status":"degraded","reason":"test","expires_at":"tomorrow"})")
                             << QStringLiteral("expires_at");
    QTest::newRow("unknown keys") << QByteArray(
        R"({"service_id":"a","new_status":"degraded","reason":"test","colour":"red"})")
                                  << QStringLiteral("");
}

void WireTest::manualBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const auto update = Wire::parseManualUpdate(body, TestKit::sampleTime());
    QCOMPARE(update.has_value(), field.isEmpty());
    if (!update) {
        QCOMPARE(update.error().field, field);
        QCOMPARE(Wire::fault(update.error()).status, 422);
        QCOMPARE(Wire::fault(update.error()).code, QStringLiteral("VALIDATION_ERROR"));
    }
}

void WireTest::manualBodyIsReadWhole()
{
    const auto update = Wire::parseManualUpdate(
        R"({"service_id":"okta","new_status":"partial_outage","reason":"seen","detail":"SSO slow",
            "expires_at":"2026-04-24T12:00:00Z"})",
        TestKit::sampleTime());
    QVERIFY(update);
    QCOMPARE(update->service.value, QStringLiteral("okta"));
    QCOMPARE(update->status, Domain::Status::PartialOutage);
    QCOMPARE(update->detail, QStringLiteral("SSO slow"));
    QVERIFY(update->expiresAt == TestKit::sampleTime() + 2h);
}

void WireTest::listItemHasEveryField()
{
    const auto item = itemOf(Wire::services(TestKit::sampleSnapshot(), std::nullopt), QStringLiteral("okta"));
    const QByteArrayList fields { "id", "display_name", "category", "current_status", "current_status_detail",
        "poll_type", "status_page_url", "last_polled_at", "last_status_change_at", "consecutive_failures",
        "last_success_at", "last_failure_reason", "poller_health", "tier", "pending_status",
        "pending_status_count", "pending_status_since", "maintenance", "effective_status", "origin", "monitors",
        "owner", "runbook_url", "tags", "quorum" };
    for (const QByteArray &field : fields)
        QVERIFY2(item.contains(QLatin1String(field)), field.constData());
    QCOMPARE(item[u"current_status"].toString(), QStringLiteral("major_outage"));
    QCOMPARE(item[u"last_polled_at"].toString(), QStringLiteral("2026-04-24T09:59:40Z"));
    QVERIFY(item[u"pending_status"].isNull());
    QCOMPARE(item[u"monitors"][0][u"latency_ms"].toInt(), 120);
    QCOMPARE(item[u"monitors"][0][u"source"].toString(), QStringLiteral("vendor"));
    QVERIFY(item[u"quorum"].isNull());
    QVERIFY(!item.contains(u"sightings"));
}

void WireTest::sightingsOfAService()
{
    auto world = TestKit::sampleSnapshot();
    Ports::ServiceRow &okta = rowOf(world, "okta");
    const auto detail = [&] {
        return Wire::serviceDetail(okta, world, {})[u"service"].toObject().value(u"sightings");
    };
    QVERIFY(detail().isNull()); // nothing to compare
    const Instant begin = TestKit::sampleTime() - 24h;
    okta.sightings =
        Domain::summarize(std::vector<Domain::Sighting> { { 1, okta.id(), begin, begin + 90'500ms, begin + 1h },
                              { 2, okta.id(), begin + 2h, std::nullopt, std::nullopt } },
            begin);
    const QJsonObject shown = detail().toObject();
    QCOMPARE(shown[u"median_lag_seconds"].toDouble(), 90.5);
    QCOMPARE(shown[u"ours_first"].toInt(), 1);
    for (const char *none : { "vendor_first", "only_ours", "only_vendor" })
        QCOMPARE(shown[QLatin1String(none)], QJsonValue(0));
    const QJsonArray recent = shown[u"recent"].toArray();
    QCOMPARE(recent.size(), 2);
    QCOMPARE(recent.at(0).toObject(),
        (QJsonObject { { QStringLiteral("own_at"), QStringLiteral("2026-04-23T12:00:00Z") },
            { QStringLiteral("vendor_at"), QJsonValue() }, { QStringLiteral("ended_at"), QJsonValue() },
            { QStringLiteral("lag_seconds"), QJsonValue() } }));
    QCOMPARE(recent.at(1)[u"lag_seconds"].toDouble(), 90.5);
}

void WireTest::vendorsPoolTheirServices()
{
    auto world = TestKit::sampleSnapshot();
    const Instant begin = TestKit::sampleTime() - 24h;
    const auto lag = [&](Seconds after) {
        return Domain::summarize(
            std::vector<Domain::Sighting> { { 1, {}, begin, begin + after, begin + 1h } }, begin - 1h);
    };
    for (const char *id : { "aws", "snowflake", "fastly" })
        rowOf(world, id).service.statusPageUrl = QUrl(QStringLiteral("https://me:pw@status.big.example/page"));
    rowOf(world, "aws").sightings = lag(600s);
    rowOf(world, "snowflake").sightings = lag(-60s);
    rowOf(world, "zoom").service.statusPageUrl.clear();
    const QJsonObject answer = Wire::vendors(world);
    const QJsonArray vendors = answer[u"vendors"].toArray();
    QCOMPARE(answer[u"total"].toInt(), 9); // 12 services, three of one vendor, one of people
    const auto of = [&](const QString &host) {
        for (const QJsonValue &vendor : vendors) {
            if (vendor[u"host"].toString() == host)
                return vendor.toObject();
        }
        return QJsonObject {};
    };
    const QJsonObject big = of(QStringLiteral("status.big.example"));
    QCOMPARE(big[u"services"].toArray().size(), 3);
    QCOMPARE(big[u"services"][0],
        (QJsonObject { { QStringLiteral("id"), QStringLiteral("aws") },
            { QStringLiteral("display_name"), QStringLiteral("AWS") }, { QStringLiteral("compared"), true } }));
    QCOMPARE(big[u"sightings"],
        (QJsonObject { { QStringLiteral("median_lag_seconds"), 270.0 }, { QStringLiteral("ours_first"), 1 },
            { QStringLiteral("vendor_first"), 1 }, { QStringLiteral("only_ours"), 0 },
            { QStringLiteral("only_vendor"), 0 } }));
    QVERIFY(of(QStringLiteral("status.zoom.example"))[u"sightings"].isNull()); // of the address that is asked
    QVERIFY(!QJsonDocument(answer).toJson().contains("pw"));
}

void WireTest::secretsStayInside()
{
    auto world = TestKit::sampleSnapshot();
    for (auto &row : world.services)
        row.service.statusPageUrl = QUrl(QStringLiteral("https://user:hunter2@status.example/"));
    const Ports::EventPage page { TestKit::sampleEvents(3), 3 };
    QByteArray all = QJsonDocument(Wire::liveSnapshot(world)).toJson();
    all +=
        QJsonDocument(Wire::serviceDetail(*world.find(ServiceId(QStringLiteral("okta"))), world, page)).toJson();
    all += QJsonDocument(Wire::monitors(world)).toJson();
    QVERIFY(!all.contains("verysecret"));
    QVERIFY(!all.contains("hunter2"));
    QVERIFY(!all.contains("192.0.2.7"));
    QVERIFY(!all.contains("summary.json"));
}

void WireTest::blindIsNeverGreen()
{
    const auto item = itemOf(Wire::services(TestKit::sampleSnapshot(), std::nullopt), QStringLiteral("pypi"));
    QCOMPARE(item[u"current_status"].toString(), QStringLiteral("operational"));
    QCOMPARE(item[u"effective_status"].toString(), QStringLiteral("unknown"));
    QCOMPARE(item[u"poller_health"].toString(), QStringLiteral("broken"));
    QCOMPARE(item[u"blind_since"].toString(), QStringLiteral("2026-04-24T09:50:00Z"));
    QCOMPARE(item[u"last_failure_reason"].toString(), QStringLiteral("timeout"));
}

void WireTest::countsAddUp()
{
    const auto answer = Wire::services(TestKit::sampleSnapshot(), std::nullopt);
    QCOMPARE(answer[u"total"].toInt(), 12);
    QCOMPARE(answer[u"healthy_count"].toInt(), 6);
    QCOMPARE(answer[u"degraded_count"].toInt(), 2);
    QCOMPARE(answer[u"outage_count"].toInt(), 2);
    QCOMPARE(answer[u"unknown_count"].toInt(), 2);
    QCOMPARE(answer[u"blind_count"].toInt(), 1);
    QCOMPARE(answer[u"maintenance_count"].toInt(), 1);
    QCOMPARE(answer[u"services"][0][u"category"].toString(), QStringLiteral("collaboration"));
    QCOMPARE(Wire::services(TestKit::sampleSnapshot(), QStringLiteral("nowhere"))[u"total"].toInt(), 0);
}

void WireTest::summaryShape()
{
    const auto summary = Wire::summary(TestKit::sampleSnapshot());
    QCOMPARE(summary[u"overall_status"].toString(), QStringLiteral("major_outage"));
    const auto incidents = summary[u"active_incidents"].toArray();
    QStringList order;
    for (const auto &incident : incidents)
        order.append(incident[u"service"][u"id"].toString());
    QCOMPARE(order, (QStringList { QStringLiteral("okta"), QStringLiteral("github"), QStringLiteral("npm") }));
    QCOMPARE(incidents[0][u"affected_services"].toArray().size(), 3);
    QCOMPARE(incidents[0][u"started_at"].toString(), QStringLiteral("2026-04-24T08:00:00Z"));
    QCOMPARE(summary[u"upcoming_maintenances"].toArray().size(), 2);
    QCOMPARE(summary[u"blind_count"].toInt(), 1);
}

void WireTest::uptimeCoversSevenDays()
{
    const auto uptime = Wire::uptime(TestKit::sampleSnapshot());
    const auto days = uptime[u"days"].toArray();
    QCOMPARE(days.size(), 7);
    QCOMPARE(days.first().toString(), QStringLiteral("2026-04-18"));
    QCOMPARE(days.last().toString(), QStringLiteral("2026-04-24"));
    const auto okta = uptime[u"services"][u"okta"];
    QCOMPARE(okta[u"2026-04-23"].toString(), QStringLiteral("operational"));
    QCOMPARE(okta[u"2026-04-24"].toString(), QStringLiteral("major_outage"));
    QVERIFY(uptime[u"services"][u"legacy-crm"].toObject().isEmpty());
}

void WireTest::dailyUptimeRoundsOnlyAtTheEdge()
{
    const Instant now = TestKit::sampleTime();
    const std::vector<Domain::Interval> history {
        { now - 34h, now - 1h, Domain::Status::Operational, Domain::Knowledge::Seen },
        { now - 1h, std::nullopt, Domain::Status::MajorOutage, Domain::Knowledge::Seen },
    };
    const auto days = Wire::dailyUptime(history, 3, now);
    QVERIFY(days[0][u"uptime"].isNull()); // nobody watched
    QCOMPARE(days[1][u"uptime"].toDouble(), 100.0);
    QCOMPARE(days[2][u"uptime"].toDouble(), 90.0); // nine of the ten hours that today has had
    QCOMPARE(Wire::percent(99.722'222).toDouble(), 99.72);
}

void WireTest::changeHoldsOnlyWhatDiffers()
{
    const auto before = TestKit::sampleSnapshot();
    auto after = before;
    after.services[0].state.status = Domain::Status::Degraded;
    after.services.pop_back();
    const auto change = Wire::liveChange(before, after);
    QCOMPARE(change[u"services"].toArray().size(), 1);
    QCOMPARE(change[u"services"][0][u"id"].toString(), QStringLiteral("aws"));
    QCOMPARE(change[u"removed"].toArray(), QJsonArray { QStringLiteral("zoom") });
}

void WireTest::healthWords_data()
{
    QTest::addColumn<int>("age");
    QTest::addColumn<bool>("database");
    QTest::addColumn<QString>("word");
    QTest::newRow("fresh") << 20 << true << QStringLiteral("healthy");
    QTest::newRow("exactly 120") << 120 << true << QStringLiteral("healthy");
    QTest::newRow("late") << 121 << true << QStringLiteral("degraded");
    QTest::newRow("very late") << 301 << true << QStringLiteral("unhealthy");
    QTest::newRow("never polled") << -1 << true << QStringLiteral("healthy");
    QTest::newRow("no database") << 20 << false << QStringLiteral("unhealthy");
}

void WireTest::healthWords()
{
    QFETCH(int, age);
    QFETCH(bool, database);
    auto world = TestKit::sampleSnapshot();
    world.lastPollAt.reset();
    if (age >= 0)
        world.lastPollAt = TestKit::sampleTime() - Seconds(age);
    Ports::EngineStats stats;
    stats.databaseConnected = database;
    const auto health = Wire::health(world, stats, TestKit::sampleTime());
    QTEST(health[u"status"].toString(), "word");
    QCOMPARE(health[u"poll_age_seconds"].isNull(), age < 0);
    QCOMPARE(health[u"services_polled"].toInt(), 11);
    QVERIFY(!health[u"version"].toString().isEmpty());
}

void WireTest::alertDecisions()
{
    const auto world = TestKit::sampleSnapshot();
    Ports::AlertEntry entry;
    entry.record.service = ServiceId(QStringLiteral("okta"));
    entry.record.suppressed = Domain::Suppression::Dedup;
    entry.record.why = QStringLiteral("announced an hour ago");
    auto json = Wire::alert(entry, world);
    QCOMPARE(json[u"decision"].toString(), QStringLiteral("suppressed"));
    QCOMPARE(json[u"suppressed_reason"].toString(), QStringLiteral("dedup"));
    QVERIFY(json[u"delivery"].isNull());
    entry.record.suppressed = Domain::Suppression::None;
    entry.message = Domain::OutboxMessage {};
    entry.message->attempts = 3;
    entry.message->letter.prepared = "secret payload";
    json = Wire::alert(entry, world);
    QCOMPARE(json[u"decision"].toString(), QStringLiteral("held"));
    QCOMPARE(json[u"delivery"][u"attempts"].toInt(), 3);
    QVERIFY(!QJsonDocument(json).toJson().contains("secret payload"));
}

QTEST_GUILESS_MAIN(WireTest)
#include "tst_wire.moc"
