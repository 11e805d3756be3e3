// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_ownincidents.h"

#include "testkit/ownsamples.h"

#include "domain/maintenance.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

QStringList titles(const Observation &got)
{
    QStringList titles;
    for (const VendorIncident &one : got.incidents)
        titles.append(one.title);
    return titles;
}

Observation slack(const QByteArray &entries, const QStringList &components = {})
{
    return readAs(QStringLiteral("slack"), "{'status':'active','active_incidents':[" + entries + "]}", components);
}

Observation google(const QByteArray &incidents, const QStringList &components = {})
{
    return readAs(QStringLiteral("google_workspace"), '[' + incidents + ']', components);
}

QByteArray googleIncident(const QByteArray &id, const QByteArray &product, const QByteArray &status)
{
    return "{'id':'" + id + "','external_desc':'" + id + "','affected_products':[{'title':'" + product
        + "'}],'most_recent_update':{'status':'" + status + "'},'uri':'incidents/" + id + "'}";
}

Observation trust(const QByteArray &text, const QStringList &components = {})
{
    return readAs(QStringLiteral("salesforce_trust"), text, components);
}

Instant at(const char *text)
{
    return parseTimestamp(QString(QLatin1String(text))).value();
}

} // namespace

void OwnIncidentsTest::slackTellsItsFirstEntry()
{
    const auto got =
        slack("{'id':5,'type':'notice','title':'A note','url':'https://slack-status.com/5',"
              "'date_created':'2026-04-24T01:00:00-07:00','date_updated':'2026-04-24T02:00:00-07:00'},"
              "{'id':6,'type':'outage','title':'Down','status':'active','services':['Messaging']}");
    QCOMPARE(got.status, Status::MajorOutage);
    QCOMPARE(got.detail, QStringLiteral("A note"));
    QCOMPARE(titles(got), (QStringList { QStringLiteral("Down"), QStringLiteral("A note") })); // worst first
    const VendorIncident &note = got.incidents.at(1);
    QCOMPARE(note.id, QStringLiteral("5"));
    QCOMPARE(note.link, QUrl(QStringLiteral("https://slack-status.com/5")));
    QCOMPARE(note.startedAt, at("2026-04-24T08:00:00Z"));
    QCOMPARE(note.updatedAt, at("2026-04-24T09:00:00Z"));
    QCOMPARE(note.impact, Status::Degraded);
}

void OwnIncidentsTest::slackSortsItsNotes()
{
    const auto got = slack("{'id':5,'type':'incident','title':'Slow','notes':["
                           "{'date_created':'2026-04-24T01:00:00-07:00','body':'<p>First &amp; worst</p>'},"
                           "{'date_created':'2026-04-24T03:00:00-07:00','body':'Last'},"
                           "{'date_created':'2026-04-24T02:00:00-07:00','body':'Middle'}]}");
    const auto &updates = got.incidents.at(0).updates;
    QCOMPARE(updates.size(), size_t(3));
    QCOMPARE(updates[0].body, QStringLiteral("Last"));
    QCOMPARE(updates[2].body, QStringLiteral("First & worst"));
}

void OwnIncidentsTest::slackLeavesOutWhatIsNotInEffect()
{
    for (const char *state : { "scheduled", "resolved", "completed", "cancelled" }) {
        const auto got = slack(
            QByteArray("{'id':5,'type':'outage','title':'Later','status':'") + state + "','services':['Files']}");
        QCOMPARE(got.status, Status::Operational);
        QVERIFY(got.incidents.empty());
    }
    QCOMPARE(slack("{'id':5,'type':'notice','status':'paused'}").status, Status::Unknown);
}

void OwnIncidentsTest::slackIsDegradedWithoutAWordOfWhy()
{
    QCOMPARE(slack({}).status, Status::Degraded);
    // An entry that names no service may be about any.
    QCOMPARE(slack("{'id':5,'type':'incident','title':'All'}", { QStringLiteral("Huddles") }).status,
        Status::PartialOutage);
}

void OwnIncidentsTest::slackHistoryShowsTheWorst()
{
    const auto got = readAs(QStringLiteral("slack"),
        "[{'id':1,'status':'active','type':'notice','title':'A'},{'id':2,'status':'active','type':'outage','title'"
        ":'B'},"
        "{'id':3,'status':'resolved','type':'outage','title':'C'}]");
    QCOMPARE(got.status, Status::MajorOutage);
    QCOMPARE(got.detail, QStringLiteral("B"));
    QCOMPARE(got.incidents.size(), size_t(2));
}

void OwnIncidentsTest::googleTakesTheWorstOfSeveral()
{
    const QByteArray both = googleIncident("one", "Gmail", "SERVICE_INFORMATION") + ','
        + googleIncident("two", "Gmail", "SERVICE_OUTAGE") + ','
        + googleIncident("three", "Google Chat", "SERVICE_DISRUPTION");
    QCOMPARE(google(both).detail, QStringLiteral("two"));
    const auto mail = google(both, { QStringLiteral("Gmail") });
    QCOMPARE(mail.status, Status::MajorOutage);
    QCOMPARE(mail.incidents.size(), size_t(2));
    QCOMPARE(mail.incidents.at(0).link,
        QUrl(QStringLiteral("https://www.google.com/appsstatus/dashboard/incidents/two")));
    QCOMPARE(google(both, { QStringLiteral("Google Drive") }).status, Status::Operational);
    QCOMPARE(google(both, { QStringLiteral("Google Mail") }).failure, Failure::Selector);
}

void OwnIncidentsTest::googleNeedsAnEndOrAvailable()
{
    QCOMPARE(google(googleIncident("a", "Gmail", "AVAILABLE")).status, Status::Operational);
    const auto ended =
        googleIncident("a", "Gmail", "SERVICE_OUTAGE").replace("'uri'", "'end':'2026-04-24T09:00:00Z','uri'");
    QCOMPARE(google(ended).status, Status::Operational);
    QCOMPARE(google("{'id':'a','affected_products':[{'title':'Gmail'}]}").failure, Failure::Parse);
    const auto low = googleIncident("a", "Gmail", "SERVICE_DISRUPTION").replace("'uri'", "'severity':'low','uri'");
    QCOMPARE(google(low).status, Status::Degraded);
}

void OwnIncidentsTest::googleSpeaksPlainly()
{
    const auto incident =
        googleIncident("a", "Gmail", "SERVICE_OUTAGE")
            .replace("'external_desc':'a'", "'external_desc':'**Title**\\nMail is late.\\n**More**\\nx'");
    QCOMPARE(google(incident).detail, QStringLiteral("Mail is late."));
}

void OwnIncidentsTest::googleCloudScopesByPlace()
{
    const QByteArray text = "[{'id':'a','external_desc':'Net','affected_products':[{'title':'Apigee'}],"
                            "'currently_affected_locations':[{'title':'Iowa (us-central1)','id':'us-central1'}],"
                            "'most_recent_update':{'status':'SERVICE_OUTAGE'}}]";
    const auto status = [&](const char *selector) {
        return readAs(QStringLiteral("google_cloud"), text, { QLatin1String(selector) }).status;
    };
    QCOMPARE(status("Apigee"), Status::MajorOutage);
    QCOMPARE(status("us-central1"), Status::MajorOutage);
    QCOMPARE(status("us-central1 / Apigee"), Status::MajorOutage);
    QCOMPARE(status("us-east1 / Apigee"), Status::Operational);
    QCOMPARE(status("us-central1 / Cloud Run"), Status::Operational);
    QCOMPARE(status("us-east1"), Status::Operational);
}

void OwnIncidentsTest::salesforceReadsWords_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("status");
    const auto row = [](const char *message, const char *status) {
        QTest::newRow(message) << QByteArray(message) << QString(QLatin1String(status));
    };
    row("'subject':'Slow logins'", "degraded");
    row("'subject':'Service Disruption on NA1'", "partial_outage");
    row("'subject':'An outage'", "partial_outage");
    row("'subject':'CRITICAL problem'", "major_outage");
    row("'subject':'Slow','maintenanceType':'majorRelease'", "major_outage");
    row("'other':1", "degraded");
}

void OwnIncidentsTest::salesforceReadsWords()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, status);
    const auto got = trust("[{'id':9,'isResolved':false,'message':{" + message + "}}]");
    QCOMPARE(word(got.status), status);
    QCOMPARE(got.incidents.at(0).id, QStringLiteral("9"));
    QCOMPARE(trust("[{'id':9,'isResolved':true,'message':{" + message + "}}]").status, Status::Operational);
}

void OwnIncidentsTest::salesforceReadsImpacts()
{
    const auto status = [](const char *core, const char *end) {
        return trust(QByteArray("[{'id':9,'isCore':") + core
            + ",'instanceKeys':['NA1'],'IncidentImpacts':[{'severity':"
              "'major','type':'serviceDisruption','startTime':'2026-04-24T09:00:00Z','endTime':"
            + end + "}]}]")
            .status;
    };
    QCOMPARE(status("true", "null"), Status::MajorOutage);
    QCOMPARE(status("false", "null"), Status::PartialOutage);
    QCOMPARE(status("true", "'2026-04-24T09:30:00Z'"), Status::Operational);
    QCOMPARE(trust("[{'id':9,'message':{'subject':'Says nothing'}}]").status, Status::Unknown);
}

void OwnIncidentsTest::salesforceScopesToAnInstance()
{
    const QByteArray text =
        "[{'id':9,'isResolved':false,'instanceKeys':['NA1'],'serviceKeys':['Core'],'message':"
        "{'subject':'Outage'},'IncidentEvents':[{'type':'update','message':'Older','createdAt':"
        "'2026-04-24T08:00:00Z'},{'type':'update','message':'Newer','createdAt':'2026-04-24T09:00:00Z'}]}]";
    const auto hit = trust(text, { QStringLiteral("na1") });
    QCOMPARE(hit.status, Status::PartialOutage);
    QCOMPARE(hit.incidents.at(0).updates.at(0).body, QStringLiteral("Newer"));
    const auto miss = trust(text, { QStringLiteral("EU7") });
    QCOMPARE(miss.status, Status::Operational);
    QVERIFY(miss.incidents.empty());
    // An entry that cannot be read may be about any instance.
    const auto unclear = trust("[{'id':9}]", { QStringLiteral("EU7") });
    QCOMPARE(unclear.status, Status::Unknown);
    QVERIFY(unclear.detail.contains(QLatin1String("EU7")));
    // An instance in trouble that lists nothing may be so in any of its services.
    const QByteArray silent = "{'key':'NA1','status':'MAJOR_INCIDENT_CORE','Services':[{'key':'Core'}]}";
    QCOMPARE(trust(silent, { QStringLiteral("Core") }).status, Status::MajorOutage);
}

void OwnIncidentsTest::salesforceMaintenance()
{
    const QByteArray text =
        "{'key':'NA1','status':'MAINTENANCE_CORE','isActive':true,'Maintenances':[{'id':3,'name':"
        "'Release','plannedStartTime':'2026-04-24T09:00:00Z','plannedEndTime':'2026-04-24T12:00:00Z',"
        "'MaintenanceEvents':[{'type':'inProgress','createdAt':'2026-04-24T09:00:00Z'}]},{'id':4,"
        "'name':'Past','plannedStartTime':'2026-04-20T09:00:00Z','MaintenanceEvents':[{'type':"
        "'completed'}]}]}";
    const auto got = trust(text);
    QCOMPARE(got.status, Status::Degraded);
    QVERIFY(got.maintenance);
    QCOMPARE(got.maintenances.size(), size_t(1));
    QCOMPARE(got.maintenances.at(0).title, QStringLiteral("Release"));
    QCOMPARE(got.maintenances.at(0).state, MaintenanceState::InProgress);
}

void OwnIncidentsTest::zendeskScopesToServices()
{
    const QByteArray text =
        "{'data':[{'id':'7','type':'incident','attributes':{'name':'Slow','impact':'major','outage':false,"
        "'degradation':true,'status':'investigating','startedAt':'2026-04-24T09:00:00Z'},'relationships':"
        "{'incidentServices':{'data':[{'id':'s1','type':'incidentService'},{'id':'s2','type':'incidentService'}]},"
        "'incidentUpdates':{'data':[{'id':'u1','type':'incidentUpdate'}]}}}],'included':["
        "{'id':'s1','type':'incidentService','attributes':{'serviceId':'23','serviceName':'Chat','outage':true}},"
        "{'id':'s2','type':'incidentService','attributes':{'serviceName':'Voice','degradation':true,'resolvedAt':"
        "'2026-04-24T09:30:00Z'}},{'id':'u1','type':'incidentUpdate','attributes':{'description':'<b>Looking</b>',"
        "'createdAt':'2026-04-24T09:10:00Z'}}]}";
    const auto page = readAs(QStringLiteral("zendesk"), text);
    QCOMPARE(page.status, Status::Degraded);
    QCOMPARE(page.detail, QStringLiteral("Slow"));
    QCOMPARE(page.incidents.at(0).components, (QStringList { QStringLiteral("Chat"), QStringLiteral("Voice") }));
    QCOMPARE(page.incidents.at(0).updates.at(0).body, QStringLiteral("Looking"));
    QCOMPARE(readAs(QStringLiteral("zendesk"), text, { QStringLiteral("23") }).status, Status::PartialOutage);
    QCOMPARE(readAs(QStringLiteral("zendesk"), text, { QStringLiteral("Voice") }).status, Status::Operational);
    QCOMPARE(readAs(QStringLiteral("zendesk"), text, { QStringLiteral("Sales") }).incidents.size(), size_t(0));
}

void OwnIncidentsTest::whoIsTouchedIsAllOrTold()
{
    QByteArray keys = "'NA0'";
    for (int i = 1; i < 1500; ++i)
        keys += ",'NA" + QByteArray::number(i) + '\'';
    const QByteArray trust = "[{'id':1,'isResolved':false,'isCore':true,'message':{'subject':'Outage'},"
                             "'instanceKeys':["
        + keys + "],'serviceKeys':['core'],'IncidentImpacts':[{'severity':'major','endTime':null}]}]";
    QCOMPARE(readAs(QStringLiteral("salesforce_trust"), trust, { QStringLiteral("NA1200") }).status,
        Status::MajorOutage);
    const QByteArray half =
        "{'data':[{'id':'7','attributes':{'name':'Slow','impact':'major','outage':true},'relationships':"
        "{'incidentServices':{'data':[{'id':'s1'},{'id':'s2'}]}}}],'included':["
        "{'id':'s1','type':'incidentService','attributes':{'serviceName':'Chat'}}]}";
    QVERIFY(isTrouble(readAs(QStringLiteral("zendesk"), half, { QStringLiteral("Voice") }).status));
    const QByteArray told =
        "{'data':[{'id':'7','attributes':{'name':'Slow','impact':'major'},'relationships':{'incidentUpdates':"
        "{'data':[{'id':'u1'},{'id':'u2'}]}}}],'included':[{'id':'u2','type':'incidentUpdate','attributes':"
        "{'description':'Looking'}}]}";
    QCOMPARE(readAs(QStringLiteral("zendesk"), told).incidents.at(0).updates.size(), size_t(1));
}

void OwnIncidentsTest::zendeskLeavesOutWhatIsResolved()
{
    const auto status = [](const char *more) {
        return readAs(QStringLiteral("zendesk"),
            QByteArray("{'data':[{'id':'7','attributes':{'name':'Slow','impact':'critical','status':'monitoring',")
                + more + "}}]}")
            .status;
    };
    QCOMPARE(status("'resolvedAt':null"), Status::MajorOutage);
    QCOMPARE(status("'resolvedAt':'2026-04-24T09:00:00Z'"), Status::Operational);
    QCOMPARE(status("'internalToolsOnly':true"), Status::Operational);
    QCOMPARE(readAs(QStringLiteral("zendesk"), "{'data':[{'attributes':{'title':'Odd','impact':null}}]}").status,
        Status::Degraded);
    QCOMPARE(
        readAs(QStringLiteral("zendesk"), "{'data':[{'attributes':{'title':'Outage of Chat','impact':'minor'}}]}")
            .status,
        Status::MajorOutage);
}

void OwnIncidentsTest::zendeskMaintenance()
{
    const auto got = readAs(QStringLiteral("zendesk"),
        "{'data':[{'id':'7','attributes':{'name':'Work','impact':'minor','startedAt':'2026-04-24T09:00:00Z',"
        "'maintResolvesAt':'2026-04-24T12:00:00Z'}}]}");
    QCOMPARE(got.status, Status::Degraded);
    QVERIFY(got.maintenance);
    QVERIFY(isActive(got.maintenances.at(0), kNow));
    QVERIFY(got.incidents.empty());
}

void OwnIncidentsTest::ringcentralTellsTheFirstOfTheWorst()
{
    const QByteArray text =
        "[{'service':'Calling','region':'US','level':'Minor','alerts':[{'id':1,'title':'Echo'}]},"
        "{'service':'Fax','region':'EU','level':'Major','alerts':['Fax is slow']},"
        "{'service':'SMS','region':'EU','level':'Major','alerts':[]}]";
    const auto got = readAs(QStringLiteral("ringcentral"), text);
    QCOMPARE(got.status, Status::PartialOutage);
    QCOMPARE(got.detail, QStringLiteral("Fax (EU): Major"));
    QCOMPARE(titles(got), (QStringList { QStringLiteral("Fax is slow"), QStringLiteral("Echo") }));
    const auto us = readAs(QStringLiteral("ringcentral"), text, { QStringLiteral("US") });
    QCOMPARE(us.status, Status::Degraded);
    QCOMPARE(titles(us), QStringList { QStringLiteral("Echo") });
    QCOMPARE(readAs(QStringLiteral("ringcentral"), "[]").failure, Failure::Parse);
}

void OwnIncidentsTest::herokuShowsIncidentsAndWork()
{
    const auto got = readAs(QStringLiteral("heroku"),
        "{'status':[{'system':'Apps','status':'red'},{'system':'Data','status':'blue'}],'incidents':[{'id':1,'"
        "title':"
        "'Dynos','state':'open','full_url':'https://status.heroku.com/incidents/"
        "1','updates':[{'id':2,'contents':'Look',"
        "'update_type':'issue','created_at':'2026-04-24T09:00:00Z'}]},{'id':3,'title':'Old','state':'resolved'}],"
        "'scheduled':[{'id':4,'title':'Data "
        "work','resolved':false,'updates':[{'update_type':'maintenance','created_at':"
        "'2026-04-24T09:30:00Z'},{'update_type':'scheduled','created_at':'2026-04-20T09:30:00Z'}]},{'id':5,'title'"
        ":"
        "'Later','updates':[]}]}");
    QCOMPARE(got.status, Status::MajorOutage);
    QVERIFY(!got.maintenance);
    QCOMPARE(got.detail, QStringLiteral("Dynos"));
    QCOMPARE(got.incidents.size(), size_t(1));
    QCOMPARE(got.maintenances.size(), size_t(1));
    QCOMPARE(got.maintenances.at(0).scheduledFor, at("2026-04-24T09:30:00Z"));
}
