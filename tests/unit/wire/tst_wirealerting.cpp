// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/sampleworld.h"
#include "wire/alertjson.h"
#include "wire/eventjson.h"
#include "wire/incidentjson.h"
#include "wire/matcherjson.h"
#include "wire/reportjson.h"
#include "wire/servicejson.h"
#include "wire/silencejson.h"
#include "wire/snapshotjson.h"

#include <QJsonDocument>
#include <QTest>

using namespace Wf;
using namespace std::chrono_literals;

namespace {
const QString kAdmin = QStringLiteral("admin");

Domain::Incident openIncident()
{
    Domain::Incident incident;
    incident.id = 7;
    incident.service = ServiceId(QStringLiteral("okta"));
    incident.openedAt = TestKit::sampleTime() - 125min;
    incident.status = Domain::Status::Degraded;
    incident.peak = Domain::Status::MajorOutage;
    incident.title = QStringLiteral("Sign-in errors");
    incident.vendorIncidentId = QStringLiteral("inc-okta");
    incident.told = { { QStringLiteral("everyone"), 0, Domain::TellingKind::First, Domain::Status::MajorOutage,
        TestKit::sampleTime() - 2h } };
    return incident;
}

Domain::Event changeAt(Millis ago)
{
    Domain::Event event;
    event.id = 3;
    event.service = ServiceId(QStringLiteral("okta"));
    event.previous = Domain::Status::Operational;
    event.next = Domain::Status::MajorOutage;
    event.vendorTitle = QStringLiteral("Sign-in errors");
    event.at = TestKit::sampleTime() - ago;
    return event;
}

Ports::AlertEntry sentAlert()
{
    Ports::AlertEntry entry;
    entry.record.id = 11;
    entry.record.service = ServiceId(QStringLiteral("okta"));
    entry.record.incident = 7;
    entry.record.newStatus = Domain::Status::MajorOutage;
    entry.record.route = QStringLiteral("everyone");
    entry.record.channel = QStringLiteral("ops");
    entry.record.why = QStringLiteral("it was held for 90 seconds");
    entry.record.at = TestKit::sampleTime() - 100min;
    entry.message = Domain::OutboxMessage {};
    entry.message->state = Domain::OutboxState::Delivered;
    entry.message->attempts = 2;
    entry.message->lastAnswer = QStringLiteral("HTTP 200");
    entry.message->finishedAt = TestKit::sampleTime() - 99min;
    return entry;
}

QString joined(const QJsonValue &list)
{
    QStringList texts;
    const QJsonArray values = list.toArray();
    for (const auto &value : values)
        texts.append(value.toString());
    return texts.join(u' ');
}
} // namespace

class WireAlertingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void silenceBodies_data();
    void silenceBodies();
    void silenceIsReadWhole();
    void planBodies_data();
    void planBodies();
    void planIsReadWhole();
    void silenceIsWrittenAsItIsRead();
    void ownAndVendorsMaintenancesStandTogether();
    void incidentHasEveryField();
    void storyMixesEverythingByTime();
    void serviceNamesItsIncident();
    void reportHasTheReferencesShape();
    void clustersNameTheirCause();
    void alertNamesItsWay();
    void explanationSaysWhatHappened();
    void explanationSaysWhatHeldIt();
    void trialAndBacktest();
};

void WireAlertingTest::silenceBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &body, const char *field) {
        QTest::newRow(name) << body << QString::fromLatin1(field);
    };
    row("no json", "{", "body");
    row("list", "[]", "body");
    row("about nothing", R"({"reason":"deploy","duration":"1h"})", "services");
    row("empty match", R"({"match":{},"reason":"deploy","duration":"1h"})", "match");
    row("match and services", R"({"match":{"tags":["a"]},"services":["okta"],"reason":"deploy","duration":"1h"})",
        "services");
    row("misspelt key", R"({"match":{"service":["okta"]},"reason":"deploy","duration":"1h"})", "match.service");
    row("match is a list", R"({"match":["okta"],"reason":"deploy","duration":"1h"})", "match");
    row("unknown tier", R"({"match":{"tiers":["high"]},"reason":"deploy","duration":"1h"})", "match.tiers");
    row("unknown status", R"({"match":{"statuses":["bad"]},"reason":"deploy","duration":"1h"})", "match.statuses");
    row("services is a text", R"({"services":"okta","reason":"deploy","duration":"1h"})", "services");
    row("services of numbers", R"({"services":[1],"reason":"deploy","duration":"1h"})", "services");
    row("no reason", R"({"services":["okta"],"duration":"1h"})", "reason");
    row("short reason", R"({"services":["okta"],"reason":"x","duration":"1h"})", "reason");
    row("blank reason", R"({"services":["okta"],"reason":"    ","duration":"1h"})", "reason");
    row("no end", R"({"services":["okta"],"reason":"deploy"})", "until");
    row("two ends", R"({"services":["okta"],"reason":"deploy","duration":"1h","until":"2026-04-25T00:00:00Z"})",
        "until");
    row("over already", R"({"services":["okta"],"reason":"deploy","until":"2026-04-23T00:00:00Z"})", "until");
    row("too long", R"({"services":["okta"],"reason":"deploy","duration":"91d"})", "until");
    row("no duration", R"({"services":["okta"],"reason":"deploy","duration":"long"})", "duration");
    row("no time", R"({"services":["okta"],"reason":"deploy","until":"tomorrow"})", "until");
    row("far away", R"({"services":["okta"],"reason":"deploy","duration":"1h","from":"2036-01-01T00:00:00Z"})",
        "from");
    row("good", R"({"services":["okta"],"reason":"deploy","duration":"1h"})", "");
    row("everything", R"({"services":["*"],"reason":"deploy","until":"2026-04-24T12:00:00+02:00"})", "until");
}

void WireAlertingTest::silenceBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const auto silence = Wire::parseSilence(body, kAdmin, TestKit::sampleTime());
    QCOMPARE(silence.has_value(), field.isEmpty());
    if (!silence) {
        QCOMPARE(silence.error().field, field);
        QCOMPARE(silence.error().code, ErrorCode::Invalid);
        QVERIFY2(silence.error().detail.endsWith(u'.') && silence.error().detail.size() > 10,
            qPrintable(silence.error().detail));
    }
}

void WireAlertingTest::silenceIsReadWhole()
{
    const auto silence = Wire::parseSilence(
        R"({"match":{"services":["pay-*"],"categories":["sales"],"tiers":["critical"],"tags":["sso"],
            "kinds":["http"],"statuses":["degraded"]},
            "reason":"Deploy of payments","author":" ann ","from":"2026-04-24T11:00:00Z",
            "until":"2026-04-24T12:30:00Z"})",
        kAdmin, TestKit::sampleTime());
    QVERIFY(silence);
    QCOMPARE(silence->match.services, QStringList(QStringLiteral("pay-*")));
    QCOMPARE(silence->match.categories, QStringList(QStringLiteral("sales")));
    QVERIFY(silence->match.tiers == std::vector { Domain::Tier::Critical });
    QVERIFY(silence->match.statuses == std::vector { Domain::Status::Degraded });
    QCOMPARE(silence->author, QStringLiteral("ann"));
    QVERIFY(silence->from == TestKit::sampleTime() + 1h && silence->until == TestKit::sampleTime() + 150min);
    const auto anonymous =
        Wire::parseSilence(R"({"services":["okta"],"reason":"deploy","duration":"30m"})", kAdmin, {});
    QVERIFY(anonymous);
    QCOMPARE(anonymous->author, kAdmin);
    QVERIFY(anonymous->from == Instant {} && anonymous->until == Instant { 30min });
}

void WireAlertingTest::planBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &rest, const char *field) {
        QTest::newRow(name) << QByteArray(R"({"title":"Patch night","services":["okta"])" + rest + "}")
                            << QString::fromLatin1(field);
    };
    row("good", R"(,"length":"1h")", "");
    row("weekly", R"(,"length":"1h","schedule":"Sun 02:00","zone":"Europe/Berlin")", "");
    row("cron", R"(,"length":"1h","schedule":"0 2 * * 0")", "");
    row("no end", "", "until");
    row("both ends", R"(,"length":"1h","until":"2026-04-24T12:00:00Z")", "until");
    row("ends before", R"(,"from":"2026-04-24T12:00:00Z","until":"2026-04-24T11:00:00Z")", "until");
    row("over", R"(,"from":"2026-04-20T12:00:00Z","length":"1h")", "until");
    row("too long", R"(,"length":"32d")", "until");
    row("no schedule", R"(,"length":"1h","schedule":"whenever")", "schedule");
    row("never", R"(,"length":"1h","schedule":"0 0 30 2 *")", "schedule");
    row("no zone", R"(,"length":"1h","schedule":"0 2 * * 0","zone":"Mars/Base")", "zone");
    row("zone of nothing", R"(,"length":"1h","zone":"Europe/Berlin")", "zone");
    row("notice to nobody", R"(,"length":"1h","notice_before":"1d")", "channels");
    row("notice too early", R"(,"length":"1h","notice_before":"60d","channels":["ops"])", "notice_before");
    row("notice", R"(,"length":"1h","notice_before":"1d","channels":["ops"])", "");
    QTest::newRow("no title") << QByteArray(R"({"services":["okta"],"length":"1h"})") << QStringLiteral("title");
    QTest::newRow("no services") << QByteArray(R"({"title":"Patch night","length":"1h"})")
                                 << QStringLiteral("services");
}

void WireAlertingTest::planBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const auto plan = Wire::parsePlan(body, kAdmin, TestKit::sampleTime());
    if (!plan)
        QVERIFY2(plan.error().detail.endsWith(u'.'), qPrintable(plan.error().detail));
    QCOMPARE(plan ? QString() : plan.error().field, field);
}

void WireAlertingTest::planIsReadWhole()
{
    const auto plan = Wire::parsePlan(
        R"({"title":"Patch night","description":"All of them","services":["okta","aws"],"author":"ann",
            "from":"2026-04-26T00:00:00Z","length":"2h","schedule":"0 2 * * 0","zone":"Europe/Berlin",
            "notice_before":"1d","channels":["ops"]})",
        kAdmin, TestKit::sampleTime());
    QVERIFY(plan);
    QCOMPARE(plan->origin, Domain::Origin::App);
    QCOMPARE(plan->match.services, (QStringList { QStringLiteral("okta"), QStringLiteral("aws") }));
    QVERIFY(plan->createdAt == TestKit::sampleTime() && plan->length == 2h && plan->noticeBefore == 24h);
    QCOMPARE(plan->schedule->zone(), QStringLiteral("Europe/Berlin"));
    QCOMPARE(plan->channels, QStringList(QStringLiteral("ops")));
}

void WireAlertingTest::silenceIsWrittenAsItIsRead()
{
    Domain::Silence silence;
    silence.id = 4;
    silence.match.tiers = { Domain::Tier::Critical };
    silence.match.during = Domain::WeekTimes { 0b0011111, 22 * 60, 7 * 60 + 5, "Europe/Berlin" };
    silence.reason = QStringLiteral("deploy");
    silence.from = TestKit::sampleTime() - 1h;
    silence.until = TestKit::sampleTime() + 1h;
    const QJsonObject json = Wire::silence(silence, TestKit::sampleTime());
    QCOMPARE(json[u"id"].toInt(), 4);
    QVERIFY(json[u"active"].toBool() && json[u"ended_at"].isNull());
    QCOMPARE(json[u"match"][u"tiers"].toArray(), QJsonArray { QStringLiteral("critical") });
    QCOMPARE(json[u"match"][u"during"][u"days"].toArray().size(), 5);
    QCOMPARE(json[u"match"][u"during"][u"to"].toString(), QStringLiteral("07:05"));
    QVERIFY(!Wire::silence(silence, TestKit::sampleTime() + 1h)[u"active"].toBool());
}

void WireAlertingTest::ownAndVendorsMaintenancesStandTogether()
{
    auto world = TestKit::sampleSnapshot();
    Domain::MaintenancePlan plan;
    plan.id = 5;
    plan.title = QStringLiteral("Patch night");
    plan.match.services = { QStringLiteral("okta") };
    plan.from = world.at + 2h;
    plan.length = 3h;
    world.plans = { plan };
    const QJsonArray items = Wire::maintenances(world)[u"maintenances"].toArray();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0][u"origin"].toString(), QStringLiteral("vendor"));
    QCOMPARE(items[0][u"status"].toString(), QStringLiteral("in_progress"));
    QCOMPARE(items[1][u"origin"].toString(), QStringLiteral("app"));
    QCOMPARE(items[1][u"service_id"].toString(), QStringLiteral("okta"));
    QCOMPARE(items[1][u"service_name"].toString(), QStringLiteral("Okta"));
    QCOMPARE(items[1][u"status"].toString(), QStringLiteral("scheduled"));
    QCOMPARE(items[1][u"scheduled_until"].toString(), QStringLiteral("2026-04-24T15:00:00Z"));
    world.plans[0].match.services = { QStringLiteral("*") };
    world.plans[0].origin = Domain::Origin::File;
    world.plans[0].schedule = *Domain::parseCron(u"0 2 * * 0", u"Europe/Berlin");
    const QJsonObject all = Wire::plan(world.plans[0], world);
    QVERIFY(all[u"service_id"].isNull());
    QCOMPARE(all[u"services"].toArray().size(), 12);
    QCOMPARE(all[u"origin"].toString(), QStringLiteral("file"));
    QCOMPARE(all[u"schedule"].toString(), QStringLiteral("0 2 * * 0"));
    QCOMPARE(all[u"length_seconds"].toInt(), 10'800);
}

void WireAlertingTest::incidentHasEveryField()
{
    const auto world = TestKit::sampleSnapshot();
    Domain::Incident incident = openIncident();
    QJsonObject json = Wire::incident(incident, world, world.at);
    QCOMPARE(json[u"state"].toString(), QStringLiteral("open"));
    QCOMPARE(json[u"service_name"].toString(), QStringLiteral("Okta"));
    QCOMPARE(json[u"status"].toString(), QStringLiteral("degraded"));
    QCOMPARE(json[u"peak_severity"].toString(), QStringLiteral("major_outage"));
    QCOMPARE(json[u"duration_seconds"].toInt(), 125 * 60);
    QCOMPARE(json[u"duration_human"].toString(), QStringLiteral("2h 5m"));
    QVERIFY(json[u"closed_at"].isNull() && json[u"acknowledged_by"].isNull() && json[u"explained_by"].isNull());
    QCOMPARE(json[u"told"][0][u"telling"].toString(), QStringLiteral("first"));
    incident.closedAt = incident.openedAt + 59s;
    incident.acknowledged = { world.at, QStringLiteral("ann") };
    incident.explainedBy = 6;
    json = Wire::incident(incident, world, world.at);
    QCOMPARE(json[u"state"].toString(), QStringLiteral("closed"));
    QCOMPARE(json[u"duration_human"].toString(), QStringLiteral("59s"));
    QCOMPARE(json[u"acknowledged_by"].toString(), QStringLiteral("ann"));
    QCOMPARE(json[u"explained_by"].toInt(), 6);
    QVERIFY(json[u"explained_by_name"].isNull()); // its cause is over
    QVERIFY(json[u"explained"].toBool());
}

void WireAlertingTest::storyMixesEverythingByTime()
{
    const auto world = TestKit::sampleSnapshot();
    Ports::IncidentStory story;
    story.incident = openIncident();
    story.events = { changeAt(125min) };
    story.alerts = { sentAlert() };
    story.notes = { { 1, 7, Domain::IncidentNote::Kind::Acknowledged, world.at - 95min, QStringLiteral("ann"),
        QStringLiteral("On it") } };
    story.explained = { openIncident() };
    story.sighting = Domain::Sighting { 1, story.incident.service, world.at - 130min, world.at - 120min, {} };
    const QJsonObject json = Wire::story(story, world, world.at);
    QStringList kinds;
    const QJsonArray timeline = json[u"timeline"].toArray();
    for (const auto &moment : timeline)
        kinds.append(moment[u"kind"].toString());
    QCOMPARE(kinds,
        (QStringList { QStringLiteral("event"), QStringLiteral("alert"), QStringLiteral("acknowledged"),
            QStringLiteral("vendor_update") }));
    QCOMPARE(timeline[0][u"text"].toString(), QStringLiteral("operational → major outage: Sign-in errors"));
    QCOMPARE(timeline[1][u"text"].toString(),
        QStringLiteral("sent to ops by route everyone: it was held for 90 seconds"));
    QCOMPARE(timeline[2][u"by"].toString(), QStringLiteral("ann"));
    QCOMPARE(timeline[3][u"text"].toString(), QStringLiteral("We are looking into it."));
    QCOMPARE(json[u"first_seen"][u"by"].toString(), QStringLiteral("own_check"));
    QCOMPARE(json[u"first_seen"][u"lag_seconds"].toInt(), 600);
    QCOMPARE(json[u"explains"].toArray().size(), 1);
    QVERIFY(json[u"report"].isNull());
}

void WireAlertingTest::serviceNamesItsIncident()
{
    auto world = TestKit::sampleSnapshot();
    Ports::ServiceRow &row = world.services.front();
    QJsonObject json = Wire::service(row);
    for (const char *field : { "incident", "silenced_by", "flapping" })
        QVERIFY2(json.contains(QLatin1String(field)) && json[QLatin1String(field)].isNull(), field);
    Domain::Incident incident = openIncident();
    incident.acknowledged = { world.at, QStringLiteral("ann") };
    row.incident = incident;
    row.explainedBy = QStringLiteral("Cloudflare");
    row.silencedBy = QStringLiteral("silence of ann: deploy");
    row.turns = 6;
    json = Wire::service(row);
    QCOMPARE(json[u"incident"][u"id"].toInt(), 7);
    QCOMPARE(json[u"incident"][u"acknowledged_by"].toString(), QStringLiteral("ann"));
    QCOMPARE(json[u"incident"][u"explained_by"].toString(), QStringLiteral("Cloudflare"));
    QCOMPARE(json[u"silenced_by"].toString(), QStringLiteral("silence of ann: deploy"));
    QCOMPARE(json[u"flapping"][u"changes"].toInt(), 6);
}

void WireAlertingTest::reportHasTheReferencesShape()
{
    Domain::Report report;
    report.id = 2;
    report.service = ServiceId(QStringLiteral("okta"));
    report.name = QStringLiteral("Okta");
    report.startedAt = TestKit::sampleTime() - 48h;
    report.resolvedAt = TestKit::sampleTime();
    report.peak = Domain::Status::MajorOutage;
    report.affected = { QStringLiteral("Slack") };
    report.events = 2;
    report.summary = QStringLiteral("Okta experienced major outage for 48h.");
    const QJsonObject json = Wire::reports({ report })[u"reports"][0].toObject();
    QCOMPARE(json.keys(),
        (QStringList { QStringLiteral("affected_downstream"), QStringLiteral("created_at"),
            QStringLiteral("duration_human"), QStringLiteral("duration_seconds"), QStringLiteral("event_count"),
            QStringLiteral("id"), QStringLiteral("impact_summary"), QStringLiteral("peak_severity"),
            QStringLiteral("resolved_at"), QStringLiteral("service_id"), QStringLiteral("service_name"),
            QStringLiteral("started_at") }));
    QCOMPARE(json[u"duration_seconds"].toInt(), 172'800);
    QCOMPARE(json[u"duration_human"].toString(), QStringLiteral("48h"));
    QCOMPARE(json[u"affected_downstream"].toArray(), QJsonArray { QStringLiteral("Slack") });
}

void WireAlertingTest::clustersNameTheirCause()
{
    const auto world = TestKit::sampleSnapshot();
    Domain::EventCluster cluster;
    cluster.rootCause = ServiceId(QStringLiteral("okta"));
    cluster.severity = Domain::Status::MajorOutage;
    cluster.startedAt = cluster.endedAt = world.at;
    cluster.services = { cluster.rootCause };
    cluster.events = { changeAt(0s) };
    Domain::EventCluster alone = cluster;
    alone.rootCause = {};
    const QJsonObject json = Wire::clusters({ cluster, alone }, world);
    QCOMPARE(json[u"total_clusters"].toInt(), 2);
    QCOMPARE(json[u"total_events"].toInt(), 2);
    QCOMPARE(json[u"clusters"][0][u"root_cause"][u"name"].toString(), QStringLiteral("Okta"));
    QVERIFY(json[u"clusters"][1][u"root_cause"].isNull());
    QCOMPARE(json[u"clusters"][0][u"service_count"].toInt(), 1);
}

void WireAlertingTest::alertNamesItsWay()
{
    const QJsonObject json = Wire::alert(sentAlert(), TestKit::sampleSnapshot());
    QCOMPARE(json[u"incident_id"].toInt(), 7);
    QCOMPARE(json[u"route"].toString(), QStringLiteral("everyone"));
    QCOMPARE(json[u"channel"].toString(), QStringLiteral("ops"));
    QCOMPARE(json[u"telling"].toString(), QStringLiteral("first"));
    QVERIFY(Wire::alert({}, TestKit::sampleSnapshot())[u"telling"].isNull());
}

void WireAlertingTest::explanationSaysWhatHappened()
{
    const auto world = TestKit::sampleSnapshot();
    Ports::AlertEntry entry = sentAlert();
    const auto words = [&] { return joined(Wire::alertExplanation(entry, world)[u"explanation"]); };
    for (const char *part : { "about Okta (incident 7)", "to tell people", "Why: It was held for 90 seconds.",
             "of the kind 'first'", "It goes to ops by route everyone.", "Tried 2 times",
             "the last answer was: HTTP 200", "delivered at 2026-04-24T08:21:00Z" })
        QVERIFY2(words().contains(QLatin1String(part)), qPrintable(words()));
    entry.message->state = Domain::OutboxState::Dead;
    QVERIFY(words().contains(u"given up"));
    entry.message->state = Domain::OutboxState::Queued;
    entry.message->attempts = 0;
    entry.message->lastAnswer.clear();
    entry.message->nextAttemptAt = world.at;
    QVERIFY2(words().contains(u"Not tried so far. The next try is at 2026-04-24T10:00:00Z."), qPrintable(words()));
}

void WireAlertingTest::explanationSaysWhatHeldIt()
{
    Ports::AlertEntry entry = sentAlert();
    entry.message.reset();
    entry.record.suppressed = Domain::Suppression::AggregatedUnderUpstream;
    entry.record.aggregatedUnder = QStringLiteral("cloudflare");
    const QString words = joined(Wire::alertExplanation(entry, TestKit::sampleSnapshot())[u"explanation"]);
    QVERIFY2(words.contains(u"to tell nobody")
            && words.contains(u"What held it: aggregated under upstream (cloudflare)."),
        qPrintable(words));
}

void WireAlertingTest::trialAndBacktest()
{
    Ports::AlertTrialOutcome outcome;
    Ports::Delivery delivery;
    delivery.outcome = Ports::Delivery::Outcome::Rejected;
    delivery.answer = QStringLiteral("HTTP 404");
    delivery.took = 120ms;
    outcome.deliveries = { { QStringLiteral("ops"), delivery } };
    const QJsonValue each = Wire::alertTrial(outcome)[u"deliveries"][0];
    QCOMPARE(each[u"outcome"].toString(), QStringLiteral("rejected"));
    QCOMPARE(each[u"took_ms"].toInt(), 120);
    Ports::BacktestResult result;
    result.changes = 12;
    result.would = { { TestKit::sampleTime(), ServiceId(QStringLiteral("okta")), {}, Domain::Status::Degraded,
        QStringLiteral("worse") } };
    result.would[0].telling.channels = { QStringLiteral("ops") };
    result.sent = { sentAlert().record };
    const QJsonObject json = Wire::backtest(result, TestKit::sampleSnapshot());
    QCOMPARE(json[u"changes"].toInt(), 12);
    QCOMPARE(json[u"would"][0][u"channels"].toArray(), QJsonArray { QStringLiteral("ops") });
    QCOMPARE(json[u"sent"][0][u"id"].toInt(), 11);
}

QTEST_GUILESS_MAIN(WireAlertingTest)
#include "tst_wirealerting.moc"
