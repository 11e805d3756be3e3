// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_hostedpages.h"

#include "testkit/hostedsamples.h"

#include "domain/maintenance.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

const QString kApi = QStringLiteral("API");
const QString kWeb = QStringLiteral("Web");

// incident.io

QByteArray ownPage(const QByteArray &entries, const QByteArray &planned = {}, const QByteArray &affected = {})
{
    return "{'name':'Shop','public_url':'https://status.example.com/','structure':{'items':[]},'components':["
           "{'id':'a','name':'API'},{'id':'b','name':'Web'}],'affected_components':["
        + affected + "],'ongoing_incidents':[" + entries + "],'scheduled_maintenances':[" + planned + "]}";
}

QByteArray ownEntry(const QByteArray &state, const QByteArray &impacts, const QByteArray &type = "incident")
{
    return "{'id':'i1','name':'Slow sign-in','type':'" + type + "','status':'" + state
        + "','published_at':'2026-04-24T08:00:00Z','component_impacts':[" + impacts
        + "],'updates':[{'id':'u1','to_status':'investigating','published_at':'2026-04-24T08:00:00Z','message_"
          "string':"
          "'We look.'},{'id':'u2','to_status':'"
        + state
        + "','published_at':'2026-04-24T09:00:00Z','message':{'type':'doc','text':'$undefined','content':[{'type':"
          "'paragraph','content':[{'type':'text','text':'Found.'}]}]}}]}";
}

QByteArray impact(const QByteArray &status, const QByteArray &end = "'$undefined'")
{
    return "{'component_id':'a','status':'" + status + "','start_at':'2026-04-24T08:00:00Z','end_at':" + end + "}";
}

Observation incidentio(const QByteArray &text, const QStringList &components = {})
{
    return readAs(QStringLiteral("incidentio"), text, components);
}

QByteArray widget(const QByteArray &ongoing, const QByteArray &running = {}, const QByteArray &planned = {})
{
    return "{'page_title':'Shop','ongoing_incidents':[" + ongoing + "],'in_progress_maintenances':[" + running
        + "],'scheduled_maintenances':[" + planned + "]}";
}

// Instatus, Better Stack

Observation instatus(const QByteArray &text, const QStringList &components = {})
{
    return readAs(QStringLiteral("instatus"), text, components);
}

QByteArray resource(const QByteArray &id, const QByteArray &name, const QByteArray &status)
{
    return "{'id':'" + id + "','type':'status_page_resource','attributes':{'public_name':'" + name + "','status':'"
        + status + "'}},";
}

QByteArray stack(const QByteArray &state, const QByteArray &items)
{
    return "{'data':{'attributes':{'company_name':'Shop','aggregate_state':'" + state + "'}},'included':[" + items
        + "{'id':'x','type':'status_page_section','attributes':{'name':'Core'}}]}";
}

QByteArray report(const QByteArray &type, const QByteArray &state, const QByteArray &from, const QByteArray &until)
{
    return "{'id':'r','type':'status_report','attributes':{'title':'Slow','report_type':'" + type
        + "','starts_at':'" + from + "','ends_at':" + until + ",'aggregate_state':'" + state
        + "','affected_resources':[{'status_page_resource_id':'a','status':'" + state
        + "'}]},'relationships':{'status_updates':{'data':[{'id':'u1'},{'id':'u2'}]}}},"
          "{'id':'u1','type':'status_update','attributes':{'message':'We "
          "look.','published_at':'2026-04-24T08:00:00Z',"
          "'affected_resources':[{'status':'downtime'},{'status':'degraded'}]}},"
          "{'id':'u2','type':'status_update','attributes':{'message':'Found.','published_at':'2026-04-24T09:00:"
          "00Z'}},";
}

Observation betterstack(const QByteArray &text, const QStringList &components = {})
{
    return readAs(QStringLiteral("betterstack"), text, components);
}

} // namespace

void HostedPagesTest::incidentioTellsAnImpactThatGoesOn()
{
    const auto got = incidentio(ownPage(ownEntry("identified", impact("full_outage"))));
    QCOMPARE(got.status, Status::MajorOutage);
    QCOMPARE(got.detail, QStringLiteral("API: Slow sign-in"));
    QCOMPARE(
        incidentio(ownPage(ownEntry("identified", impact("full_outage"))), { kWeb }).status, Status::Operational);
    const auto over = incidentio(ownPage(ownEntry("monitoring", impact("full_outage", "'2026-04-24T09:00:00Z'"))));
    QCOMPARE(over.status, Status::Operational);
    QCOMPARE(over.incidents.size(), size_t(1));
    QCOMPARE(over.incidents.front().impact, Status::MajorOutage);
}

void HostedPagesTest::incidentioNamesIncidentsInFull()
{
    const auto got = incidentio(ownPage(ownEntry("identified", impact("partial_outage"))), { kApi });
    QCOMPARE(got.incidents.size(), size_t(1));
    const VendorIncident &incident = got.incidents.front();
    QCOMPARE(incident.id, QStringLiteral("i1"));
    QCOMPARE(incident.title, QStringLiteral("Slow sign-in"));
    QCOMPARE(incident.state, QStringLiteral("identified"));
    QCOMPARE(incident.impact, Status::PartialOutage);
    QCOMPARE(incident.link, QUrl(QStringLiteral("https://status.example.com/incidents/i1")));
    QCOMPARE(toIso(incident.startedAt.value()), QStringLiteral("2026-04-24T08:00:00Z"));
    QCOMPARE(toIso(incident.updatedAt.value()), QStringLiteral("2026-04-24T09:00:00Z"));
    QCOMPARE(incident.components, QStringList { kApi });
    QCOMPARE(bodies(incident),
        (QStringList { QStringLiteral("identified: Found."), QStringLiteral("investigating: We look.") }));
    QVERIFY(incidentio(ownPage(ownEntry("identified", impact("partial_outage"))), { kWeb }).incidents.empty());
    QVERIFY(incidentio(ownPage(ownEntry("resolved", {}))).incidents.empty());
}

void HostedPagesTest::incidentioWithoutComponentGoesByItsState_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QString>("status");
    QTest::newRow("investigating") << QByteArray("investigating") << QStringLiteral("degraded");
    QTest::newRow("identified") << QByteArray("identified") << QStringLiteral("degraded");
    QTest::newRow("monitoring") << QByteArray("monitoring") << QStringLiteral("operational");
    QTest::newRow("another word") << QByteArray("pondering") << QStringLiteral("unknown");
}

void HostedPagesTest::incidentioWithoutComponentGoesByItsState()
{
    QFETCH(QByteArray, state);
    QFETCH(QString, status);
    const auto got = incidentio(ownPage(ownEntry(state, {})));
    QCOMPARE(word(got.status), status);
    QCOMPARE(got.incidents.size(), size_t(1));
    QCOMPARE(incidentio(ownPage(ownEntry(state, {})), { kWeb }).incidents.size(), size_t(1));
}

void HostedPagesTest::incidentioMaintenanceCoversItsComponents()
{
    const auto running = ownEntry("maintenance_in_progress", impact("under_maintenance"), "maintenance");
    const auto got = incidentio(ownPage(running));
    QVERIFY(got.maintenance);
    QCOMPARE(got.incidents.size(), size_t(0));
    QCOMPARE(got.maintenances.size(), size_t(1));
    QCOMPARE(got.maintenances.front().state, MaintenanceState::InProgress);
    QCOMPARE(got.maintenances.front().description, QStringLiteral("Found."));
    QVERIFY(!incidentio(ownPage(running), { kWeb }).maintenance);
    const auto later =
        "{'component_id':'a','status':'under_maintenance','start_at':'2026-04-25T08:00:00Z','end_at':"
        "'2026-04-25T09:00:00Z'}";
    const auto planned =
        incidentio(ownPage({}, ownEntry("maintenance_scheduled", later, "maintenance")), { kApi });
    QCOMPARE(planned.status, Status::Operational);
    QVERIFY(!planned.maintenance);
    QCOMPARE(toIso(planned.maintenances.front().scheduledFor), QStringLiteral("2026-04-25T08:00:00Z"));
    QCOMPARE(toIso(planned.maintenances.front().scheduledUntil.value()), QStringLiteral("2026-04-25T09:00:00Z"));
    const auto over = incidentio(ownPage({}, ownEntry("maintenance_complete", later, "maintenance")));
    QCOMPARE(over.maintenances.front().state, MaintenanceState::Completed);
}

void HostedPagesTest::incidentioComponentsOutOfNowhereCount()
{
    const auto got = incidentio(ownPage({}, {}, "{'component_id':'hidden','status':'full_outage'}"));
    QCOMPARE(got.status, Status::MajorOutage);
    QCOMPARE(got.components.size(), size_t(3));
}

void HostedPagesTest::incidentioListGoesByItsOpenEntries()
{
    const auto open = incidentio("[" + ownEntry("identified", impact("partial_outage")) + "]");
    QCOMPARE(open.status, Status::PartialOutage);
    QCOMPARE(open.detail, QStringLiteral("Slow sign-in"));
    QVERIFY(open.incidents.front().link.isEmpty());
    QCOMPARE(incidentio("[" + ownEntry("resolved", impact("partial_outage")) + "]").status, Status::Operational);
    const auto work = ownEntry("maintenance_in_progress", impact("under_maintenance"), "maintenance");
    QVERIFY(incidentio("{'incident_links':[" + work + "]}").maintenance);
}

void HostedPagesTest::widgetListsOnlyTrouble()
{
    const QByteArray text = widget(
        "{'id':'i','name':'Slow','status':'monitoring','url':'https://status.example.com/i','last_update_at':"
        "'2026-04-24T09:00:00Z','last_update_message':'Fixed?','current_worst_impact':'degraded_performance',"
        "'affected_components':[{'id':'a','name':'API','group_name':'Core','current_status':'degraded_performance'"
        "}]}");
    const auto got = incidentio(text);
    QCOMPARE(got.status, Status::Degraded);
    QCOMPARE(got.incidents.front().state, QStringLiteral("monitoring"));
    QCOMPARE(bodies(got.incidents.front()), QStringList { QStringLiteral("monitoring: Fixed?") });
    QCOMPARE(incidentio(text, { QStringLiteral("group:Core") }).status, Status::Degraded);
    const auto other = incidentio(text, { kWeb });
    QCOMPARE(other.status, Status::Operational);
    QVERIFY(other.incidents.empty());
    const auto everywhere = widget("{'id':'i','name':'Slow','status':'identified','affected_components':[]}");
    QCOMPARE(incidentio(everywhere).status, Status::Degraded);
    QCOMPARE(incidentio(everywhere, { kWeb }).status, Status::Degraded);
    const auto odd = widget("{'id':'i','name':'Slow','status':'identified','current_worst_impact':'splendid','"
                            "affected_components':[]}");
    QCOMPARE(incidentio(odd).failure, Failure::Unmapped);
}

void HostedPagesTest::widgetMaintenanceCoversItsComponents()
{
    const QByteArray entry =
        "{'id':'m','name':'Upgrade','status':'maintenance_in_progress','affected_components':["
        "{'id':'a','name':'API','current_status':'under_maintenance'}],'started_at':"
        "'2026-04-24T09:00:00Z','scheduled_end_at':'2026-04-24T11:00:00Z'}";
    QVERIFY(incidentio(widget({}, entry), { kApi }).maintenance);
    QVERIFY(!incidentio(widget({}, entry), { kWeb }).maintenance);
    const auto planned = incidentio(widget({}, {},
        "{'id':'m','name':'Upgrade','affected_components':[],'starts_at':'2026-04-25T09:00:00Z','ends_at':"
        "'2026-04-25T11:00:00Z'}"));
    QCOMPARE(planned.status, Status::Operational);
    QVERIFY(!planned.maintenance);
    QCOMPARE(planned.maintenances.size(), size_t(1));
    QCOMPARE(incidentio(widget({}, "{'id':'m','name':'Upgrade'}")).status, Status::Unknown);
}

void HostedPagesTest::instatusYieldsToWhatIsMoreExact()
{
    const auto summary = [](const QByteArray &status, const QByteArray &rest) {
        return instatus("{'page':{'name':'Shop','status':'" + status + "'}" + rest + "}");
    };
    const QByteArray good = ",'components':[{'id':'a','name':'API','status':'OPERATIONAL'}]";
    const QByteArray open =
        ",'activeIncidents':[{'id':'i','name':'Slow','status':'MONITORING','impact':'MAJOROUTAGE'}]";
    QCOMPARE(summary("HASISSUES", good).status, Status::Operational);
    QCOMPARE(summary("HASISSUES", good + open).status, Status::Operational);
    QCOMPARE(summary("HASISSUES", good + open).incidents.size(), size_t(1));
    QCOMPARE(summary("UP", open).status, Status::MajorOutage);
    QCOMPARE(summary("HASISSUES", {}).status, Status::Degraded);
    QVERIFY(summary("UNDERMAINTENANCE", good).maintenance);
    QCOMPARE(summary("FINE", good).failure, Failure::Unmapped);
    QCOMPARE(
        summary("UP", ",'activeIncidents':[{'name':'Slow','status':'RESOLVED','impact':'MAJOROUTAGE'}]").status,
        Status::Operational);
    QCOMPARE(summary("UP", ",'activeIncidents':{}").status, Status::Operational);
    QCOMPARE(summary("UP", ",'activeIncidents':'none'").failure, Failure::Parse);
    QCOMPARE(instatus("{'site':{'name':'Shop','status':'HASISSUES','mainStatus':'SOMEMAJOROUTAGE'}}").status,
        Status::MajorOutage);
}

void HostedPagesTest::instatusIncidentsAreNamedInFull()
{
    const auto got = instatus(
        "{'page':{'name':'Shop','status':'HASISSUES'},'activeIncidents':{'i9':{'id':'i9','name':{'default':'Slow'}"
        ","
        "'started':'2026-04-24T08:00:00Z','updatedAt':'2026-04-24T09:30:00Z','status':'IDENTIFIED','impact':"
        "'PARTIALOUTAGE','url':'https://shop.instatus.com/"
        "i9','updates':[{'id':'u1','started':'2026-04-24T08:00:00Z',"
        "'status':'INVESTIGATING','message':{'default':'We "
        "look.'}},{'id':'u2','started':'2026-04-24T09:00:00Z','status'"
        ":'IDENTIFIED','messageHtml':{'default':'<p>Found.</p>'}}]}}}");
    const VendorIncident &incident = got.incidents.at(0);
    QCOMPARE(incident.id, QStringLiteral("i9"));
    QCOMPARE(incident.title, QStringLiteral("Slow"));
    QCOMPARE(incident.impact, Status::PartialOutage);
    QCOMPARE(incident.link.host(), QStringLiteral("shop.instatus.com"));
    QCOMPARE(toIso(incident.updatedAt.value()), QStringLiteral("2026-04-24T09:30:00Z"));
    QCOMPARE(bodies(incident),
        (QStringList { QStringLiteral("IDENTIFIED: Found."), QStringLiteral("INVESTIGATING: We look.") }));
}

void HostedPagesTest::instatusMaintenanceEndsAfterItsMinutes_data()
{
    QTest::addColumn<QByteArray>("duration");
    QTest::addColumn<bool>("active");
    QTest::newRow("number") << QByteArray("60") << true;
    QTest::newRow("text") << QByteArray("'60'") << true;
    QTest::newRow("over") << QByteArray("15") << false;
    QTest::newRow("endless") << QByteArray("1e300") << true; // no end is told
    QTest::newRow("negative") << QByteArray("-5") << true;
}

void HostedPagesTest::instatusMaintenanceEndsAfterItsMinutes()
{
    QFETCH(QByteArray, duration);
    const auto got = instatus("{'page':{'status':'UP'},'activeMaintenances':[{'id':'m','name':'Upgrade','start':"
                              "'2026-04-24T09:30:00Z','status':'INPROGRESS','duration':"
        + duration + "},{'id':'n','name':'Odd','start':'2026-04-24T09:30:00Z','status':'CANCELLED'}]}");
    QCOMPARE(got.maintenances.size(), size_t(1));
    QCOMPARE(got.warnings.size(), 1);
    QTEST(isActive(got.maintenances.front(), kNow), "active");
    QCOMPARE(got.status, Status::Operational);
}

void HostedPagesTest::instatusReadsItsComponentsBeside()
{
    const QByteArray summary = "{'page':{'name':'Shop','status':'UP'}}";
    const QByteArray components = "{'components':[{'id':'a','name':'API','status':'MAJOROUTAGE','children':[]}]}";
    const auto kind = QStringLiteral("instatus");
    QCOMPARE(readAll(kind, summary, { components }).status, Status::MajorOutage);
    QCOMPARE(readAll(kind, summary, { components }, { kApi }).detail, QStringLiteral("API: major outage"));
    QCOMPARE(readAll(kind, summary, { {} }, { kApi }).failure, Failure::Selector);
    const auto broken = readAll(kind, summary, { "<html>" });
    QCOMPARE(broken.status, Status::Operational);
    QCOMPARE(broken.warnings.size(), 1);
}

void HostedPagesTest::instatusListTellsOfTroubleOnly()
{
    const QByteArray scoped =
        "[{'id':'i','name':'Slow','status':'IDENTIFIED','impact':'PARTIALOUTAGE','components':["
        "{'id':'a','name':'API','status':'PARTIALOUTAGE'}]}]";
    QCOMPARE(instatus(scoped, { kApi }).status, Status::PartialOutage);
    QCOMPARE(instatus(scoped, { kWeb }).status, Status::Operational);
    const QByteArray wide =
        "[{'id':'i','name':'Slow','status':'IDENTIFIED','impact':'PARTIALOUTAGE','components':[]}]";
    QCOMPARE(instatus(wide).status, Status::PartialOutage);
    QCOMPARE(instatus(wide, { kWeb }).status, Status::PartialOutage);
    QCOMPARE(instatus("[{'id':'i','status':'RESOLVED','components':[]}]").status, Status::Operational);
}

void HostedPagesTest::betterstackCountsWhatIsDown()
{
    const QByteArray some = resource("a", "API", "downtime") + resource("b", "Web", "operational");
    QCOMPARE(betterstack(stack("downtime", some)).status, Status::PartialOutage);
    QCOMPARE(betterstack(stack("downtime", some)).detail, QStringLiteral("API: partial outage"));
    QCOMPARE(betterstack(stack("downtime", some), { kApi }).status, Status::MajorOutage);
    QCOMPARE(betterstack(stack("downtime", some), { kWeb }).status, Status::Operational);
    const QByteArray all = resource("a", "API", "downtime") + resource("b", "Web", "downtime");
    QCOMPARE(betterstack(stack("downtime", all)).status, Status::MajorOutage);
    const QByteArray none = resource("a", "API", "operational");
    QCOMPARE(betterstack(stack("degraded", none)).status, Status::Degraded);
    QCOMPARE(betterstack(stack("downtime", {})).status, Status::MajorOutage);
}

void HostedPagesTest::betterstackLeavesOutWhatIsNotMonitored()
{
    const QByteArray one = resource("a", "API", "operational") + resource("b", "Web", "not_monitored");
    QCOMPARE(betterstack(stack("operational", one)).status, Status::Operational);
    QCOMPARE(betterstack(stack("operational", one), { kWeb }).failure, Failure::Unmapped);
    const auto none = betterstack(stack("operational", resource("b", "Web", "not_monitored")));
    QCOMPARE(none.failure, Failure::Unmapped);
    QVERIFY(none.warnings.isEmpty());
}

void HostedPagesTest::betterstackReportsFollowTheSelection()
{
    const QByteArray two = resource("a", "API", "degraded") + resource("b", "Web", "operational");
    const QByteArray text = stack("degraded", two + report("manual", "degraded", "2026-04-24T08:00:00Z", "null"));
    const auto got = betterstack(text, { kApi });
    QCOMPARE(got.detail, QStringLiteral("API: Slow"));
    QCOMPARE(bodies(got.incidents.at(0)),
        (QStringList { QStringLiteral(": Found."), QStringLiteral("downtime: We look.") }));
    QCOMPARE(got.incidents.front().components, QStringList { kApi });
    QVERIFY(betterstack(text, { kWeb }).incidents.empty());
    for (const QByteArray &over : { report("manual", "resolved", "2026-04-24T08:00:00Z", "null"),
             report("automatic", "degraded", "2026-04-24T08:00:00Z", "'2026-04-24T09:00:00Z'") })
        QVERIFY(betterstack(stack("degraded", two + over)).incidents.empty());
    const auto odd =
        betterstack(stack("operational", report("manual", "pondering", "2026-04-24T08:00:00Z", "null")));
    QCOMPARE(odd.failure, Failure::Unmapped);
}

void HostedPagesTest::betterstackMaintenanceGoesByItsTimes()
{
    const QByteArray two = resource("a", "API", "operational") + resource("b", "Web", "operational");
    const auto work = [&](const QByteArray &state, const QByteArray &from, const QByteArray &until) {
        return betterstack(stack("operational", two + report("maintenance", state, from, until)), { kApi });
    };
    const auto running = work("maintenance", "2026-04-24T09:00:00Z", "'2026-04-24T11:00:00Z'");
    QVERIFY(running.maintenance);
    QCOMPARE(running.maintenances.at(0).state, MaintenanceState::InProgress);
    const auto planned = work("maintenance", "2026-04-25T09:00:00Z", "'2026-04-25T11:00:00Z'");
    QVERIFY(!planned.maintenance);
    QCOMPARE(planned.maintenances.at(0).state, MaintenanceState::Scheduled);
    for (const auto &over : { work("resolved", "2026-04-24T09:00:00Z", "'2026-04-24T11:00:00Z'"),
             work("maintenance", "2026-04-24T08:00:00Z", "'2026-04-24T09:00:00Z'") }) {
        QVERIFY(!over.maintenance);
        QCOMPARE(over.maintenances.at(0).state, MaintenanceState::Completed);
    }
}

void HostedPagesTest::flashdutyGrowsStale()
{
    const QByteArray text = sampleOf(QStringLiteral("flashduty"), QStringLiteral("summary"));
    const auto at = [&](const char *time, const QJsonValue &allowed) {
        const QByteArray aged = with(text, QStringLiteral("generated_at"), QString::fromLatin1(time));
        return readAs(QStringLiteral("flashduty"), with(aged, QStringLiteral("max_stale_seconds"), allowed));
    };
    QCOMPARE(at("2026-04-24T09:58:00Z", 120).status, Status::Operational);
    QCOMPARE(at("2026-04-24T09:57:59Z", 120).failure, Failure::Parse);
    QVERIFY(at("2026-04-24T09:57:59Z", 120).reason.contains(QLatin1String("stale: 121 s old")));
    QCOMPARE(at("2026-04-24T09:57:59Z", QJsonValue()).failure, Failure::Parse);
    QCOMPARE(at("2026-04-22T09:57:59Z", 1e300).failure, Failure::Parse);
    QCOMPARE(at("2026-04-24T10:05:00Z", 120).status, Status::Operational);
}

void HostedPagesTest::flashdutyFeedTellsWhatIsOpen()
{
    const auto feed = [](const QByteArray &items) {
        return readAs(QStringLiteral("flashduty"),
            "<rss version=\"2.0\"><channel><title>Shop</title>" + items + "</channel></rss>");
    };
    const auto item = [](const QByteArray &state, const QByteArray &time) -> QByteArray {
        return "<item><title>Slow</title><link>https://s.example.com/1</link><guid>g1</guid><pubDate>Fri, 24 Apr "
               "2026 "
            + time + " +0000</pubDate><description>&lt;p&gt;&lt;strong&gt;Status:&lt;/strong&gt; " + state
            + "&lt;/p&gt;&lt;p&gt;We look.&lt;/p&gt;&lt;p&gt;&lt;strong&gt;Affected components:&lt;/strong&gt; "
              "API, "
              "Web&lt;/p&gt;</description></item>";
    };
    const auto open = feed(item("monitoring", "08:00:00"));
    QCOMPARE(open.status, Status::Degraded);
    QCOMPARE(open.incidents.at(0).components, (QStringList { kApi, kWeb }));
    QCOMPARE(feed(item("resolved", "08:00:00")).status, Status::Operational);
    QCOMPARE(feed(item("monitoring", "08:00:00") + item("resolved", "09:00:00")).status, Status::Operational);
    QCOMPARE(feed(item("pondering", "08:00:00")).failure, Failure::Unmapped);
    QCOMPARE(feed("<item>").failure, Failure::Parse);
}
