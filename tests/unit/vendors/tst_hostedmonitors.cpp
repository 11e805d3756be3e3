// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_hostedmonitors.h"

#include "testkit/hostedsamples.h"

#include "domain/maintenance.h"
#include "vendors/registry.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

const QString kApi = QStringLiteral("API");
const QString kWeb = QStringLiteral("Web");
const QString kKuma = QStringLiteral("uptime_kuma");
const QString kCachet = QStringLiteral("cachet");
const QString kSorry = QStringLiteral("sorryapp");

QByteArray kumaPage(const QByteArray &rest = {})
{
    return "{'config':{'title':'Shop'},'publicGroupList':[{'id':1,'name':'Core','monitorList':[{'id':7,'name':'"
           "API'},"
           "{'id':8,'name':'Web'}]}]"
        + rest + "}";
}

QByteArray beats(const QByteArray &api, const QByteArray &web)
{
    return "{'heartbeatList':{'7':[{'status':1},{'status':" + api + "}],'8':[{'status':0},{'status':" + web
        + "}]},'uptimeList':{'7_24':1}}";
}

QByteArray cachetComponents(const QByteArray &api)
{
    return "{'data':[{'id':1,'name':'API','status':" + api
        + ",'group_id':3,'enabled':true},{'id':2,'name':'Web','status':1,'group_id':0,'enabled':true},"
          "{'id':4,'name':'Old','status':4,'group_id':0,'enabled':false}]}";
}

QByteArray cachetIncident(const QByteArray &members)
{
    return "{'data':[{'id':9,'component_id':1,'name':'Slow','status':1,'message':'We look.','occurred_at':"
           "'2026-04-24 08:00:00','created_at':'2026-04-24 08:00:00','permalink':'https://s.example.com/9'"
        + members + "}]}";
}

QByteArray uptimecomPage(const QByteArray &members)
{
    return "{'data':{'name':'Shop','components':[{'id':1,'name':'API','status':'operational'},{'id':2,'name':'Web'"
           ","
           "'status':'operational'}],"
        + members + "}}";
}

} // namespace

void HostedMonitorsTest::kumaNeedsItsHeartbeats()
{
    const auto alone = readAs(kKuma, kumaPage());
    QCOMPARE(alone.failure, Failure::Parse);
    QVERIFY(alone.detail.contains(QLatin1String("heartbeats are missing")));
    QCOMPARE(readAll(kKuma, kumaPage(), { {} }).failure, Failure::Parse);
    const auto both = readAll(kKuma, kumaPage(), { beats("1", "1") });
    QCOMPARE(both.status, Status::Operational);
    QCOMPARE(both.pageName, QStringLiteral("Shop"));
    QCOMPARE(readAll(kKuma, beats("1", "0"), { kumaPage() }, { QStringLiteral("Core / Web") }).status,
        Status::MajorOutage);
    QCOMPARE(readAs(kKuma, beats("1", "0"), { QStringLiteral("8") }).status, Status::MajorOutage);
}

void HostedMonitorsTest::kumaCountsWhatIsDown()
{
    const auto page = [](const QByteArray &api, const QByteArray &web) {
        return readAll(kKuma, kumaPage(), { beats(api, web) });
    };
    QCOMPARE(page("0", "1").status, Status::PartialOutage);
    QCOMPARE(page("0", "0").status, Status::MajorOutage);
    QCOMPARE(page("2", "1").status, Status::Degraded);
    QVERIFY(page("3", "1").maintenance);
    QCOMPARE(readAll(kKuma, kumaPage(), { "{'heartbeatList':{'7':[{'status':1}]}}" }).failure, Failure::Unmapped);
}

void HostedMonitorsTest::kumaMaintenanceIsInItsOwnZone_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("from"); // empty: left out
    QTest::newRow("UTC") << QByteArray("'status':'under-maintenance','timezoneOffset':'+00:00'")
                         << "2026-04-24T09:00:00Z";
    QTest::newRow("two hours east") << QByteArray("'status':'under-maintenance','timezoneOffset':'+02:00'")
                                    << "2026-04-24T07:00:00Z";
    QTest::newRow("no zone") << QByteArray("'status':'scheduled'") << "2026-04-24T09:00:00Z";
    QTest::newRow("paused") << QByteArray("'status':'inactive'") << QString();
    QTest::newRow("odd") << QByteArray("'status':'unknown'") << QString();
}

void HostedMonitorsTest::kumaMaintenanceIsInItsOwnZone()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, from);
    const QByteArray text =
        kumaPage(",'maintenanceList':[{'id':2,'title':'Upgrade','description':'Rolling','timeslotList'"
                 ":[{'startDate':'2026-04-23 09:00','endDate':'2026-04-23 10:00'},{'startDate':"
                 "'2026-04-24 09:00','endDate':'2026-04-24 23:00'}],"
            + members + "}]");
    const auto got = readAll(kKuma, text, { beats("1", "1") });
    QCOMPARE(got.status, Status::Operational);
    QCOMPARE(got.maintenances.empty() ? QString() : toIso(got.maintenances.front().scheduledFor), from);
}

void HostedMonitorsTest::kumaNoticesDecideNothing()
{
    const QByteArray text = kumaPage(
        ",'incident':{'id':1,'style':'danger','title':'Errors','content':'We look.','pin':1,'createdDate':"
        "'2026-04-24 08:00:00','lastUpdatedDate':null},'incidents':[{'id':2,'style':'info','title':'Note'},"
        "{'id':3,'style':'info','title':'Done','active':false}]");
    const auto got = readAll(kKuma, text, { beats("1", "1") });
    QCOMPARE(got.status, Status::Operational);
    QCOMPARE(got.incidents.size(), size_t(2));
    QCOMPARE(got.incidents.front().title, QStringLiteral("Errors"));
    QCOMPARE(got.incidents.front().updates.at(0).body, QStringLiteral("We look."));
    QCOMPARE(toIso(got.incidents.front().startedAt.value()), QStringLiteral("2026-04-24T08:00:00Z"));
    QCOMPARE(readAll(kKuma, kumaPage(",'incident':null"), { beats("1", "1") }).incidents.size(), size_t(0));
}

void HostedMonitorsTest::cachetReadsItsDocumentsTogether()
{
    const QByteArray groups = "{'data':[{'id':3,'name':'Core','collapsed':0,'enabled_components':[]}]}";
    const QByteArray schedules =
        "{'data':[{'id':5,'name':'Upgrade','status':1,'scheduled_at':'2026-04-24 09:00:00',"
        "'completed_at':null,'components':[{'component_id':1}]}]}";
    const std::vector<QByteArray> others { groups, cachetIncident({}), schedules };
    const auto page = readAll(kCachet, cachetComponents("'3'"), others);
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(page.components.size(), size_t(2));
    const auto api = readAll(kCachet, cachetComponents("3"), others, { QStringLiteral("Core / API") });
    QCOMPARE(api.detail, QStringLiteral("Core / API: Slow"));
    QCOMPARE(api.incidents.front().impact, Status::PartialOutage);
    QVERIFY(api.maintenance);
    const auto web = readAll(kCachet, cachetComponents("3"), others, { kWeb });
    QCOMPARE(web.status, Status::Operational);
    QVERIFY(web.incidents.empty() && web.maintenances.empty());
    const auto status = QByteArray("{'data':{'status':'info','message':'Some issues'}}");
    QCOMPARE(readAll(kCachet, status, { cachetComponents("4") }).status, Status::MajorOutage);
    QCOMPARE(readAll(kCachet, status, { {} }).detail, QStringLiteral("Some issues"));
    QCOMPARE(readAs(kCachet, groups).failure, Failure::Parse);
    QCOMPARE(readAs(kCachet, schedules).failure, Failure::Parse);
}

void HostedMonitorsTest::cachetIncidentsGoByTheirUpdates()
{
    const auto open = readAs(kCachet,
        cachetIncident(",'is_resolved':false,'latest_status':3,'updates':[{'id':1,'status':3,'message':'Fixed?',"
                       "'created_at':'2026-04-24 09:00:00'}]"));
    QCOMPARE(open.status, Status::Degraded);
    QCOMPARE(open.incidents.at(0).state, QStringLiteral("watching"));
    QCOMPARE(open.incidents.front().updates.size(), size_t(2));
    QCOMPARE(open.incidents.front().updates.front().body, QStringLiteral("Fixed?"));
    QCOMPARE(open.incidents.front().link, QUrl(QStringLiteral("https://s.example.com/9")));
    for (const char *over :
        { ",'is_resolved':true", ",'latest_status':4", ",'latest_status':'4'", ",'latest_status':0" })
        QCOMPARE(readAs(kCachet, cachetIncident(over)).status, Status::Operational);
    QCOMPARE(readAs(kCachet, cachetIncident(",'latest_status':17")).status, Status::Degraded);
}

void HostedMonitorsTest::cachetSchedulesGoByTheirCode_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("active");
    QTest::newRow("upcoming, and late") << 0 << true;
    QTest::newRow("in progress") << 1 << true;
    QTest::newRow("complete") << 2 << false;
}

void HostedMonitorsTest::cachetSchedulesGoByTheirCode()
{
    QFETCH(int, code);
    const QByteArray schedule =
        "{'data':[{'id':5,'name':'Upgrade','message':'Rolling','status':" + QByteArray::number(code)
        + ",'scheduled_at':'2026-04-24 09:00:00','completed_at':'2026-04-24 08:00:00'}]}";
    const auto got = readAll(kCachet, cachetComponents("1"), { schedule });
    QCOMPARE(got.maintenances.size(), size_t(1));
    QCOMPARE(got.maintenances.front().description, QStringLiteral("Rolling"));
    QTEST(isActive(got.maintenances.front(), kNow), "active");
}

void HostedMonitorsTest::firstPartsOfListsAreNeverWell()
{
    const QByteArray cachet = sampleOf(kCachet, QStringLiteral("components"));
    const QByteArray robot = sampleOf(QStringLiteral("uptimerobot"), QStringLiteral("older"));
    const std::vector<std::pair<QString, QByteArray>> parts {
        { kCachet, with(cachet, QStringLiteral("meta.pagination.total"), 40) },
        { QStringLiteral("uptimerobot"), with(robot, QStringLiteral("psp.totalMonitors"), 40) },
        { QStringLiteral("uptimerobot"), with(robot, QStringLiteral("psp.totalMonitors"), 40.0) },
        { QStringLiteral("uptimerobot"), with(robot, QStringLiteral("psp.totalMonitors"), QStringLiteral("40")) },
    };
    for (const auto &[kind, text] : parts) {
        const auto got = readAs(kind, text);
        QCOMPARE(got.failure, Failure::Unmapped);
        QVERIFY2(got.detail.contains(QLatin1String("2 of 40")), qPrintable(got.detail));
        QCOMPARE(readAs(kind, text, { kApi }).status, Status::Operational);
    }
    const auto uncounted = readAs(
        QStringLiteral("uptimerobot"), with(robot, QStringLiteral("psp.totalMonitors"), QStringLiteral("many")));
    QVERIFY2(uncounted.detail.contains(QLatin1String("2 of ?")), qPrintable(uncounted.detail));
    const QByteArray down =
        with(parts[1].second, QStringLiteral("psp.monitors.0.statusClass"), QStringLiteral("danger"));
    QCOMPARE(readAs(QStringLiteral("uptimerobot"), down).status, Status::PartialOutage);
}

void HostedMonitorsTest::pausedMonitorsDecideNothing()
{
    const auto robot = [](const QByteArray &api, const QByteArray &web) {
        return readAs(QStringLiteral("uptimerobot"),
            "{'status':'ok','data':[{'monitorId':7,'name':'API','statusClass':'" + api
                + "'},{'monitorId':8,'name':'Web','statusClass':'" + web + "'}]}");
    };
    QCOMPARE(robot("paused", "success").status, Status::Operational);
    QCOMPARE(robot("black", "danger").status, Status::MajorOutage);
    QCOMPARE(robot("success", "danger").status, Status::PartialOutage);
    QCOMPARE(robot("paused", "paused").failure, Failure::Unmapped);
    QCOMPARE(readAs(QStringLiteral("uptimerobot"), "{'status':'fail','data':[]}").failure, Failure::Parse);
}

void HostedMonitorsTest::uptimecomSaysOnlyWhetherAllIsWell()
{
    const auto page = [](const QByteArray &members) {
        return readAs(QStringLiteral("uptimecom"), uptimecomPage(members + ",'active_incidents':[]"));
    };
    QCOMPARE(page("'global_is_operational':false").status, Status::Degraded);
    QVERIFY(page("'global_is_operational':false,'has_components_under_maintenance_state':true").maintenance);
    const auto critical = page("'global_is_operational':false,'has_components_under_maintenance_state':true,"
                               "'has_components_under_critical_state':true");
    QVERIFY(critical.status == Status::Degraded && !critical.maintenance);
    QCOMPARE(readAs(QStringLiteral("uptimecom"), "{'error':'gone','data':{}}").failure, Failure::Parse);
    QCOMPARE(readAs(QStringLiteral("uptimecom"),
                 "{'data':{'past_incidents':[],'active_incidents':[{'id':1,'name':'Slow','starts_at':"
                 "'2026-04-24T08:00:00Z','ends_at':null,'incident_type':'INCIDENT'}]}}")
                 .status,
        Status::Degraded);
}

void HostedMonitorsTest::uptimecomMaintenanceGoesByItsTimes()
{
    const auto entry = [](const QByteArray &type, const QByteArray &from, const QByteArray &until) -> QByteArray {
        return "{'id':5,'name':'Work','incident_type':'" + type + "','starts_at':'" + from + "','ends_at':" + until
            + ",'affected_components':[{'id':1,'name':'API','status':'major-outage'}],'updates':[{'id':1,'"
              "description':"
              "'We look.','incident_state':'investigating','updated_at':'2026-04-24T08:00:00Z'}]}";
    };
    const auto page = [&](const QByteArray &type, const QByteArray &from, const QByteArray &until) {
        return readAs(QStringLiteral("uptimecom"),
            uptimecomPage("'global_is_operational':true,'active_incidents':[" + entry(type, from, until) + "]"),
            { kApi });
    };
    const auto open = page("INCIDENT", "2026-04-24T08:00:00Z", "null");
    QCOMPARE(open.incidents.at(0).impact, Status::MajorOutage);
    QCOMPARE(open.incidents.front().state, QStringLiteral("investigating"));
    QVERIFY(page("INCIDENT", "2026-04-24T08:00:00Z", "'2026-04-24T09:00:00Z'").incidents.empty());
    const auto planned = page("SCHEDULED_MAINTENANCE", "2026-04-25T08:00:00Z", "'2026-04-25T09:00:00Z'");
    QVERIFY(planned.incidents.empty() && !planned.maintenance);
    QCOMPARE(planned.maintenances.at(0).state, MaintenanceState::Scheduled);
    QVERIFY(page("SCHEDULED_MAINTENANCE", "2026-04-24T08:00:00Z", "'2026-04-24T11:00:00Z'").maintenance);
    const auto web = readAs(QStringLiteral("uptimecom"),
        uptimecomPage("'global_is_operational':true,'active_incidents':["
            + entry("INCIDENT", "2026-04-24T08:00:00Z", "null") + "]"),
        { kWeb });
    QVERIFY(web.incidents.empty());
}

void HostedMonitorsTest::sorryNoticesFollowTheSelection()
{
    const QByteArray components =
        "{'components':[{'id':1,'name':'API','state':'degraded'},{'id':2,'name':'Web','state':"
        "'operational'}]}";
    const QByteArray notices =
        "{'notices':[{'id':5,'subject':'Slow','type':'unplanned','state':'recovering','timeline_state':'present',"
        "'began_at':'2026-04-24T08:00:00Z','components':[{'id':1}],'updates':[{'id':1,'state':'recovering','"
        "content':"
        "'<p>Soon.</p>','created_at':'2026-04-24T09:00:00Z'}]},{'id':6,'subject':'Old','type':'unplanned','state':"
        "'resolved','timeline_state':'past'},{'id':7,'subject':'Upgrade','type':'planned','state':'underway','"
        "begins_at':"
        "'2026-04-24T09:00:00Z','ends_at':'2026-04-24T11:00:00Z','components':[{'id':2}]}]}";
    const QByteArray status = "{'page':{'name':'Shop','state':'degraded'}}";
    const auto page = readAll(kSorry, status, { components, notices });
    QCOMPARE(page.status, Status::Degraded);
    QCOMPARE(page.incidents.size(), size_t(1));
    QCOMPARE(page.maintenances.size(), size_t(1));
    const auto api = readAll(kSorry, status, { components, notices }, { kApi });
    QCOMPARE(api.detail, QStringLiteral("API: Slow"));
    QCOMPARE(api.incidents.front().updates.at(0).body, QStringLiteral("Soon."));
    QVERIFY(!api.maintenance);
    const auto web = readAll(kSorry, status, { components, notices }, { kWeb });
    QVERIFY(web.incidents.empty() && web.maintenance);
    QCOMPARE(readAs(kSorry, notices).status, Status::Degraded);
}

void HostedMonitorsTest::statuscastReadsItsDocumentsTogether()
{
    const auto kind = QStringLiteral("statuscast");
    const QByteArray status = "{'Status':'Available','StatusText':'All is well'}";
    const QByteArray components = "[{'id':1,'text':'API','CurrentStatus':'PartialOutage'}]";
    const QByteArray incidents =
        "[{'Id':4,'Title':'Slow','Status':'InProgress','IncidentType':'PartialOutage','ShortUrl':"
        "'https://s.example.com/4','DateToPost':'2026-04-24T08:00:00Z'},{'Id':5,'Title':"
        "'Upgrade','Status':'Scheduled','DateToPost':'2026-04-25T08:00:00Z'},{'Id':6,'Title':"
        "'Old','Status':'Resolved'}]";
    const auto page = readAll(kind, status, { components, incidents });
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(page.incidents.size(), size_t(1));
    QCOMPARE(page.incidents.front().impact, Status::PartialOutage);
    QCOMPARE(page.maintenances.at(0).state, MaintenanceState::Scheduled);
    QCOMPARE(readAs(kind, incidents).status, Status::Degraded);
    QCOMPARE(readAs(kind, status).detail, QStringLiteral("All is well"));
}

void HostedMonitorsTest::site24x7TakesTheNewestOfEach()
{
    const auto feed = [](const QByteArray &items) {
        return readAs(QStringLiteral("site24x7"),
            "<rss version=\"2.0\"><channel><title>Shop</title>" + items + "</channel></rss>");
    };
    const auto item = [](const QByteArray &title, const QByteArray &time) -> QByteArray {
        return "<item><title>" + title
            + "</title><link>https://s.example.com#/components/a</link><pubDate>Fri, 24 Apr "
              "2026 "
            + time + " +0000</pubDate></item>";
    };
    QCOMPARE(
        feed(item("shop - api - Major Outage", "08:00:00")).detail, QStringLiteral("shop - api: major outage"));
    const auto newest = feed(item("api - Major Outage", "08:00:00") + item("api - Operational", "09:00:00"));
    QCOMPARE(newest.status, Status::Operational);
    QCOMPARE(newest.components.size(), size_t(1));
    QVERIFY(feed(item("api - Under Maintenance", "08:00:00")).maintenance);
    QCOMPARE(feed(item("api - Informational", "08:00:00")).status, Status::Operational);
    QCOMPARE(feed(item("api - Splendid", "08:00:00")).failure, Failure::Unmapped);
    QCOMPARE(feed(item("api", "08:00:00")).failure, Failure::Unmapped);
    QCOMPARE(feed({}).failure, Failure::Parse);
}

void HostedMonitorsTest::furtherAddressesLieBesideTheFirst_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QStringList>("others");
    const auto row = [](const char *kind, const char *address, const QStringList &others) {
        QTest::addRow("%s %s", kind, address)
            << QString::fromLatin1(kind) << QString::fromLatin1(address) << others;
    };
    row("instatus", "https://s.example.com/summary.json",
        { QStringLiteral("https://s.example.com/v2/components.json") });
    row("instatus", "https://s.example.com/v3/components.json", {});
    row("uptime_kuma", "https://s.example.com/api/status-page/shop",
        { QStringLiteral("https://s.example.com/api/status-page/heartbeat/shop") });
    row("uptime_kuma", "https://s.example.com/api/status-page/heartbeat/shop",
        { QStringLiteral("https://s.example.com/api/status-page/shop") });
    row("uptime_kuma", "https://s.example.com/status/shop", {});
    row("cachet", "https://s.example.com/api/v1/components?per_page=50",
        { QStringLiteral("https://s.example.com/api/v1/components/groups"),
            QStringLiteral("https://s.example.com/api/v1/incidents?sort=id&order=desc&per_page=20"),
            QStringLiteral("https://s.example.com/api/v1/schedules") });
    row("cachet", "https://s.example.com/api/v1/status",
        { QStringLiteral("https://s.example.com/api/v1/components?per_page=1000"),
            QStringLiteral("https://s.example.com/api/v1/incidents?sort=id&order=desc&per_page=20"),
            QStringLiteral("https://s.example.com/api/v1/schedules") });
    row("cachet", "https://s.example.com/api/v1/incidents", {});
    row("sorryapp", "https://s.example.com/api/v1/status",
        { QStringLiteral("https://s.example.com/api/v1/components"),
            QStringLiteral("https://s.example.com/api/v1/notices") });
    row("sorryapp", "https://s.example.com/api/v1/status.json",
        { QStringLiteral("https://s.example.com/api/v1/components.json"),
            QStringLiteral("https://s.example.com/api/v1/notices.json") });
    row("statuscast", "https://s.example.com/status.json",
        { QStringLiteral("https://s.example.com/components.json"),
            QStringLiteral("https://s.example.com/incidents.json") });
}

void HostedMonitorsTest::furtherAddressesLieBesideTheFirst()
{
    QFETCH(QString, kind);
    QFETCH(QString, address);
    QStringList got;
    for (const QUrl &other : Vendors::findDialect(kind)->companions(QUrl(address)))
        got.append(other.toString());
    QVERIFY(got.size() <= static_cast<qsizetype>(Vendors::kMostCompanions));
    QTEST(got, "others");
}
