// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "served.h"

using namespace Wf;
using namespace Wf::TestKit;

namespace {
Domain::Incident incident(qint64 id, const char *service, Millis openedAgo, std::optional<Millis> closedAgo = {})
{
    Domain::Incident result;
    result.id = id;
    result.service = ServiceId(QLatin1String(service));
    result.openedAt = sampleTime() - openedAgo;
    if (closedAgo)
        result.closedAt = sampleTime() - *closedAgo;
    result.status = Domain::Status::MajorOutage;
    result.peak = Domain::Status::MajorOutage;
    return result;
}

std::vector<Ports::IncidentStory> stories()
{
    std::vector<Ports::IncidentStory> list(3);
    list[0].incident = incident(3, "npm", 1h);
    list[1].incident = incident(2, "okta", 2h);
    list[2].incident = incident(1, "okta", 26h, 25h);
    list[1].notes = { { 1, 2, Domain::IncidentNote::Kind::Note, sampleTime(), QStringLiteral("ann"),
        QStringLiteral("looking") } };
    return list;
}

struct Incidents : Served {
    Incidents() { session.setStories(stories()); }
};
} // namespace

class IncidentsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void incidentsAreFiltered_data();
    void incidentsAreFiltered();
    void incidentsPage();
    void refusals_data();
    void refusals();
    void storyIsWhole();
    void peopleAct_data();
    void peopleAct();
    void whatIsOverStaysOver();
    void writingNeedsAToken_data();
    void writingNeedsAToken();
    void silencesComeAndGo();
    void unknownNamesCoverNobody_data();
    void unknownNamesCoverNobody();
    void maintenancesComeAndGo();
    void reportsPage();
    void clustersFollowTheWindow();
    void engineErrorsAreTold();
    void describedByItself();
};

void IncidentsTest::incidentsAreFiltered_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QList<int>>("ids");
    QTest::newRow("all") << QByteArray() << QList<int> { 3, 2, 1 };
    QTest::newRow("in words") << QByteArray("?status=all") << QList<int> { 3, 2, 1 };
    QTest::newRow("open") << QByteArray("?status=open") << QList<int> { 3, 2 };
    QTest::newRow("closed") << QByteArray("?status=closed") << QList<int> { 1 };
    QTest::newRow("service") << QByteArray("?service_id=okta") << QList<int> { 2, 1 };
    QTest::newRow("service, open") << QByteArray("?service_id=okta&status=open") << QList<int> { 2 };
    QTest::newRow("from") << QByteArray("?from=2026-04-24T00:00:00Z") << QList<int> { 3, 2 };
    QTest::newRow("to") << QByteArray("?to=2026-04-24T00:00:00Z") << QList<int> { 1 };
    QTest::newRow("cursor") << QByteArray("?cursor=3") << QList<int> { 2, 1 };
    QTest::newRow("nobody") << QByteArray("?service_id=nobody") << QList<int>();
}

void IncidentsTest::incidentsAreFiltered()
{
    QFETCH(QByteArray, query);
    QFETCH(QList<int>, ids);
    const Incidents served;
    const RawReply reply = served.read("/api/incidents" + query);
    QCOMPARE(reply.status, 200);
    QCOMPARE(idsOf(reply.json()[u"data"][u"incidents"]), ids);
}

void IncidentsTest::incidentsPage()
{
    const Incidents served;
    const QJsonObject first = served.read("/api/incidents?limit=2").json();
    QCOMPARE(first[u"meta"][u"next_cursor"].toString(), QStringLiteral("2"));
    QCOMPARE(first[u"data"][u"total"].toInt(), 3);
    const QJsonObject second = served.read("/api/incidents?limit=2&cursor=2").json();
    QCOMPARE(idsOf(second[u"data"][u"incidents"]), QList<int> { 1 });
    QVERIFY(second[u"meta"][u"next_cursor"].isNull());
}

void IncidentsTest::refusals_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *path, int status, const char *code) {
        QTest::newRow(path) << QByteArray(path) << status << QString::fromLatin1(code);
    };
    row("/api/incidents?status=new", 422, "VALIDATION_ERROR");
    row("/api/incidents?from=yesterday", 422, "VALIDATION_ERROR");
    row("/api/incidents?limit=x", 422, "VALIDATION_ERROR");
    row("/api/incidents/99", 404, "INCIDENT_NOT_FOUND");
    row("/api/incidents/first", 404, "INCIDENT_NOT_FOUND");
    row("/api/incidents/-1", 404, "INCIDENT_NOT_FOUND");
    row("/api/alerts/99", 404, "ALERT_NOT_FOUND");
    row("/api/alerts/test", 405, "METHOD_NOT_ALLOWED");
    row("/api/alerts?why=because", 422, "VALIDATION_ERROR");
    row("/api/alerts?incident=x", 422, "VALIDATION_ERROR");
    row("/api/reports?limit=x", 422, "VALIDATION_ERROR");
    row("/api/timeline/clustered?window=x", 422, "VALIDATION_ERROR");
    row("/api/timeline/clustered?limit=x", 422, "VALIDATION_ERROR");
}

void IncidentsTest::refusals()
{
    QFETCH(QByteArray, path);
    const Incidents served;
    const RawReply reply = served.read(path);
    QTEST(reply.status, "status");
    QTEST(reply.code(), "code");
}

void IncidentsTest::storyIsWhole()
{
    const Incidents served;
    const QJsonValue data = served.read("/api/incidents/2").json()[u"data"];
    QCOMPARE(data[u"incident"][u"id"].toInt(), 2);
    QCOMPARE(data[u"notes"][0][u"text"].toString(), QStringLiteral("looking"));
    QCOMPARE(data[u"timeline"][0][u"by"].toString(), QStringLiteral("ann"));
    for (const char *key : { "events", "alerts", "explains", "first_seen", "report" })
        QVERIFY2(data.toObject().contains(QLatin1String(key)), key);
}

void IncidentsTest::peopleAct_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("text");
    const QString ann = QStringLiteral("ann");
    const QString admin = QStringLiteral("admin");
    const QByteArray named = R"({"author":"ann","text":"on it"})";
    QTest::newRow("ack") << QByteArray("ack") << named << 200 << ann << QStringLiteral("on it");
    QTest::newRow("ack without a word") << QByteArray("ack") << QByteArray() << 200 << admin << QString();
    QTest::newRow("ack, empty") << QByteArray("ack") << QByteArray("{}") << 200 << admin << QString();
    QTest::newRow("resolve") << QByteArray("resolve") << named << 200 << ann << QStringLiteral("on it");
    QTest::newRow("note") << QByteArray("notes") << QByteArray(R"({"text":" seen "})") << 201 << admin
                          << QStringLiteral("seen");
    QTest::newRow("note of nothing") << QByteArray("notes") << QByteArray(R"({"text":""})") << 422 << QString()
                                     << QString();
    QTest::newRow("note of blanks") << QByteArray("notes") << QByteArray(R"({"text":"   "})") << 422 << QString()
                                    << QString();
    QTest::newRow("no note") << QByteArray("notes") << QByteArray() << 422 << QString() << QString();
    QTest::newRow("long note") << QByteArray("notes")
                               << QByteArray(R"({"text":")" + QByteArray(2001, 'x') + R"("})") << 422 << QString()
                               << QString();
    QTest::newRow("no json") << QByteArray("ack") << QByteArray("[") << 422 << QString() << QString();
    QTest::newRow("author is a number")
        << QByteArray("ack") << QByteArray(R"({"author":1})") << 422 << QString() << QString();
}

void IncidentsTest::peopleAct()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const Incidents served;
    const RawReply reply = served.write("/api/incidents/2/" + path, body);
    QCOMPARE(reply.status, status);
    const auto actions = served.session.actions();
    QCOMPARE(actions.size(), status < 300 ? size_t(1) : size_t(0));
    if (actions.empty())
        return;
    QCOMPARE(reply.json()[u"data"][u"incident"][u"id"].toInt(), 2);
    QCOMPARE(actions[0].incident, 2);
    QTEST(actions[0].by, "by");
    QTEST(actions[0].text, "text");
}

void IncidentsTest::whatIsOverStaysOver()
{
    const Incidents served;
    QCOMPARE(served.write("/api/incidents/1/ack").status, 409);
    QCOMPARE(served.write("/api/incidents/1/notes", R"({"text":"late"})").status, 201);
    QCOMPARE(served.write("/api/incidents/9/ack").code(), QStringLiteral("INCIDENT_NOT_FOUND"));
    QCOMPARE(served.write("/api/incidents/x/ack").code(), QStringLiteral("INCIDENT_NOT_FOUND"));
}

void IncidentsTest::writingNeedsAToken_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : { "/api/incidents/2/ack", "/api/incidents/2/resolve", "/api/incidents/2/notes",
             "/api/silences", "/api/maintenance", "/api/alerts/test", "/api/alerts/backtest" })
        QTest::newRow(path) << QByteArray(path);
}

void IncidentsTest::writingNeedsAToken()
{
    QFETCH(QByteArray, path);
    const Incidents served;
    QCOMPARE(RawClient(served.port).ask(post(path, "{}", {})).status, 401);
    QCOMPARE(RawClient(served.port).ask(post(path, "{}", "Authorization: Bearer x\r\n")).status, 403);
    QVERIFY(served.session.actions().empty() && served.session.silences().empty());
}

void IncidentsTest::silencesComeAndGo()
{
    const Incidents served;
    const RawReply made = served.write(
        "/api/silences", R"({"services":["okta","pay-*"],"reason":"deploy","author":"ann","duration":"2h"})");
    QCOMPARE(made.status, 201);
    const QJsonValue silence = made.json()[u"data"][u"silence"];
    QCOMPARE(silence[u"id"].toInt(), 1);
    QCOMPARE(silence[u"author"].toString(), QStringLiteral("ann"));
    QCOMPARE(silence[u"until"].toString(), QStringLiteral("2026-04-24T12:00:00Z"));
    QVERIFY(silence[u"active"].toBool());
    QCOMPARE(served.session.silences().size(), size_t(1));
    QCOMPARE(served.remove("/api/silences/1").status, 200);
    QCOMPARE(served.remove("/api/silences/2").code(), QStringLiteral("SILENCE_NOT_FOUND"));
    QCOMPARE(served.remove("/api/silences/x").status, 404);
    QCOMPARE(served.session.endings(), QStringList(QStringLiteral("silence 1 by admin")));
    QCOMPARE(served.read("/api/silences").json()[u"data"][u"total"].toInt(), 0);
    QCOMPARE(served.write("/api/silences", R"({"services":["okta"],"duration":"2h"})").json()[u"error"][u"field"],
        QJsonValue(QStringLiteral("reason")));
}

void IncidentsTest::unknownNamesCoverNobody_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::newRow("silence") << QByteArray("/api/silences")
                             << QByteArray(R"({"services":["okat"],"reason":"deploy","duration":"2h"})")
                             << QStringLiteral("services");
    QTest::newRow("maintenance") << QByteArray("/api/maintenance")
                                 << QByteArray(R"({"services":["okat"],"title":"Patch","length":"2h"})")
                                 << QStringLiteral("services");
    QTest::newRow("channel") << QByteArray("/api/maintenance")
                             << QByteArray(R"({"services":["okta"],"title":"Patch","length":"2h",
                                    "notice_before":"1h","channels":["fax"]})")
                             << QStringLiteral("channels");
}

void IncidentsTest::unknownNamesCoverNobody()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    Incidents served;
    served.session.publish(withChannels());
    const RawReply reply = served.write(path, body);
    QCOMPARE(reply.status, 422);
    QTEST(reply.json()[u"error"][u"field"].toString(), "field");
    QVERIFY(served.session.silences().empty() && served.session.plans().empty());
}

void IncidentsTest::maintenancesComeAndGo()
{
    Incidents served;
    served.session.publish(withChannels());
    const RawReply made = served.write("/api/maintenance",
        R"({"title":"Patch night","services":["okta"],"from":"2026-04-25T00:00:00Z","length":"2h",
            "schedule":"0 0 * * 6","zone":"Europe/Berlin","notice_before":"1d","channels":["ops"]})");
    QCOMPARE(made.status, 201);
    const QJsonValue plan = made.json()[u"data"][u"maintenance"];
    QCOMPARE(plan[u"origin"].toString(), QStringLiteral("app"));
    QCOMPARE(plan[u"author"].toString(), QStringLiteral("admin"));
    QCOMPARE(plan[u"scheduled_for"].toString(), QStringLiteral("2026-04-25T00:00:00Z"));
    QCOMPARE(served.session.plans().size(), size_t(1));
    QCOMPARE(served.remove("/api/maintenance/1").status, 200);
    QCOMPARE(served.remove("/api/maintenance/7").code(), QStringLiteral("MAINTENANCE_NOT_FOUND"));
    const QJsonValue listed = served.read("/api/maintenance").json()[u"data"][u"maintenances"];
    QCOMPARE(listed[0][u"origin"].toString(), QStringLiteral("vendor"));
}

void IncidentsTest::reportsPage()
{
    Incidents served;
    std::vector<Domain::Report> reports(3);
    for (size_t i = 0; i < reports.size(); ++i) {
        reports[i].id = 3 - qint64(i);
        reports[i].service = ServiceId(i == 1 ? QStringLiteral("npm") : QStringLiteral("okta"));
    }
    served.session.setReports(reports);
    const QJsonObject first = served.read("/api/reports?limit=2").json();
    QCOMPARE(idsOf(first[u"data"][u"reports"]), (QList<int> { 3, 2 }));
    QCOMPARE(first[u"data"][u"total"].toInt(), 2);
    QCOMPARE(first[u"meta"][u"next_cursor"].toString(), QStringLiteral("2"));
    QCOMPARE(idsOf(served.read("/api/reports?cursor=2").json()[u"data"][u"reports"]), QList<int> { 1 });
    const QJsonObject npm = served.read("/api/reports?service_id=npm").json();
    QCOMPARE(idsOf(npm[u"data"][u"reports"]), QList<int> { 2 });
    QCOMPARE(npm[u"meta"][u"service_id_filter"].toString(), QStringLiteral("npm"));
}

void IncidentsTest::clustersFollowTheWindow()
{
    const Incidents served;
    const QJsonObject one = served.read("/api/timeline/clustered").json();
    QCOMPARE(one[u"meta"][u"window"].toInt(), 300);
    QCOMPARE(one[u"data"][u"total_clusters"].toInt(), 1); // one change a minute
    QCOMPARE(one[u"data"][u"total_events"].toInt(), 25);
    QCOMPARE(one[u"data"][u"clusters"][0][u"severity"].toString(), QStringLiteral("major_outage"));
    QVERIFY(one[u"data"][u"clusters"][0][u"root_cause"].isNull()); // npm does not depend on Okta directly
    QCOMPARE(served.read("/api/timeline/clustered?window=1").json()[u"meta"][u"window"].toInt(), 60);
    QCOMPARE(
        served.read("/api/timeline/clustered?limit=3").json()[u"data"][u"clusters"][0][u"event_count"].toInt(), 3);
}

void IncidentsTest::engineErrorsAreTold()
{
    Incidents served;
    served.session.failWith(Error { ErrorCode::Unavailable, QStringLiteral("The storage is busy.") });
    for (const char *path : { "/api/incidents", "/api/incidents/2", "/api/reports", "/api/alerts/4" })
        QCOMPARE(served.read(path).status, 503);
    QCOMPARE(served.write("/api/incidents/2/ack").status, 503);
    QCOMPARE(
        served.write("/api/silences", R"({"services":["okta"],"reason":"deploy","duration":"2h"})").status, 503);
    QCOMPARE(served.remove("/api/silences/1").status, 503);
}

void IncidentsTest::describedByItself()
{
    const Incidents served;
    const QJsonValue paths = served.read("/api/openapi.json").json()[u"paths"];
    for (const char *path :
        { "/api/incidents", "/api/incidents/{id}", "/api/incidents/{id}/ack", "/api/incidents/{id}/resolve",
            "/api/incidents/{id}/notes", "/api/silences", "/api/silences/{id}", "/api/maintenance",
            "/api/maintenance/{id}", "/api/reports", "/api/timeline/clustered", "/api/alerts", "/api/alerts/{id}",
            "/api/alerts/test", "/api/alerts/backtest", "/api/webhooks/statuspage/{service_id}",
            "/api/webhooks/statuspage/{service_id}/{token}", "/api/slack/interactivity", "/api/slack/slash" })
        QVERIFY2(paths.toObject().contains(QLatin1String(path)), path);
    QVERIFY(paths[u"/api/maintenance"].toObject().contains(u"post"));
    QVERIFY(paths[u"/api/maintenance/{id}"].toObject().contains(u"delete"));
}

QTEST_GUILESS_MAIN(IncidentsTest)
#include "tst_incidents.moc"
