// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_ownclouds.h"

#include "testkit/ownsamples.h"

#include "domain/maintenance.h"
#include "vendors/aws.h"

#include <QStringConverter>
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

Instant at(const char *text)
{
    return parseTimestamp(QString(QLatin1String(text))).value();
}

} // namespace

void OwnCloudsTest::pagerdutyKnowsSomeFromAll()
{
    const QByteArray text =
        "{'summary':{'open_incidents':[{'id':'1','title':'Late events','updates':[{'id':'u1','status':'resolved',"
        "'severity':'minor','created_at':'2026-04-24T08:00:00Z'},{'id':'u2','status':'detected','severity':'major'"
        ","
        "'message':'<p>Late</"
        "p>','created_at':'2026-04-24T09:00:00Z','impacted_business_services':[{'id':'a','name':"
        "'Events','severity':'major'}]}]}],'post_status_page_services':[{'id':'a','name':'Events'},{'id':'b','"
        "name':'Web'}]}}";
    const auto page = readAs(QStringLiteral("pagerduty"), text);
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(page.detail, QStringLiteral("Late events"));
    QCOMPARE(page.incidents.at(0).state, QStringLiteral("detected"));
    QCOMPARE(page.incidents.at(0).updates.at(0).body, QStringLiteral("Late"));
    QCOMPARE(readAs(QStringLiteral("pagerduty"), text, { QStringLiteral("Events") }).status, Status::MajorOutage);
    QCOMPARE(readAs(QStringLiteral("pagerduty"), text, { QStringLiteral("Web") }).status, Status::Operational);
}

void OwnCloudsTest::pagerdutyReadsItsWebPage()
{
    const QByteArray page = "<!doctype html><script id='data' type='application/json'>"
        + ownSample(QStringLiteral("pagerduty"), QStringLiteral("summary")) + "</script><p>{broken</p>";
    QCOMPARE(readAs(QStringLiteral("pagerduty"), page).status, Status::Operational);
    QCOMPARE(readAs(QStringLiteral("pagerduty"), page.left(120)).failure, Failure::Parse);
}

void OwnCloudsTest::pagerdutyLeavesOutWhatIsResolved()
{
    const auto got = readAs(QStringLiteral("pagerduty"),
        "{'posts':[{'id':'1','title':'Old','updates':[{'status':'resolved','severity':'major','created_at':"
        "'2026-04-24T09:00:00Z'},{'status':'detected','severity':'major','created_at':'2026-04-24T08:00:00Z'}]},"
        "{'id':'2','title':'Work','post_type':'maintenance','starts_at':'2026-04-24T09:00:00Z','updates':[{'"
        "status':"
        "'in progress'}]}]}");
    QVERIFY(got.incidents.empty());
    QVERIFY(got.maintenance);
    QCOMPARE(got.maintenances.at(0).state, MaintenanceState::InProgress);
}

void OwnCloudsTest::appleReadsACall()
{
    const QByteArray call =
        "\xEF\xBB\xBFjsonCallback(" + ownSample(QStringLiteral("apple"), QStringLiteral("services")) + ");\n";
    QCOMPARE(readAs(QStringLiteral("apple"), call).status, Status::Operational);
    QCOMPARE(readAs(QStringLiteral("apple"), call.left(40)).failure, Failure::Parse);
}

void OwnCloudsTest::appleMergesAnEventOfSeveralServices()
{
    const QByteArray event =
        "{'messageId':'9','statusType':'Outage','eventStatus':'ongoing','usersAffected':'Some users are affected',"
        "'message':'Buying fails','epochStartDate':1777024800000}";
    const QByteArray text = "{'services':[{'serviceName':'Store','events':[" + event
        + "]},{'serviceName':'Books',"
          "'events':["
        + event
        + "]},{'serviceName':'Mail','events':[{'eventStatus':'upcoming','statusType':'Maintenance',"
          "'messageId':'10','message':'Soon','epochStartDate':1777111200000}]}]}";
    const auto page = readAs(QStringLiteral("apple"), text);
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(page.incidents.size(), size_t(1));
    QCOMPARE(page.incidents.at(0).components, (QStringList { QStringLiteral("Store"), QStringLiteral("Books") }));
    QCOMPARE(page.maintenances.size(), size_t(1));
    QCOMPARE(page.maintenances.at(0).state, MaintenanceState::Scheduled);
    const auto mail = readAs(QStringLiteral("apple"), text, { QStringLiteral("Mail") });
    QCOMPARE(mail.status, Status::Operational);
    QVERIFY(!mail.maintenance);
    QVERIFY(mail.incidents.empty());
    QCOMPARE(readAs(QStringLiteral("apple"), text, { QStringLiteral("Books") }).incidents.size(), size_t(1));
}

void OwnCloudsTest::appleBannerIsAboutEverything()
{
    const auto got = readAs(QStringLiteral("apple"),
        "{'drpost':true,'drMessage':'We are working on it','services':[{'serviceName':'Mail','events':[]}]}",
        { QStringLiteral("Mail") });
    QCOMPARE(got.status, Status::Degraded);
    QCOMPARE(titles(got), QStringList { QStringLiteral("We are working on it") });
}

void OwnCloudsTest::awsReadsUtf16()
{
    QStringEncoder encode(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    const QByteArray wide = encode.encode(QStringLiteral("[ ]"));
    QCOMPARE(wide.size(), 8);
    QCOMPARE(readAs(QStringLiteral("aws"), wide).status, Status::Operational);
    QCOMPARE(readAs(QStringLiteral("aws"), wide.left(7)).failure, Failure::Parse);
}

void OwnCloudsTest::awsLeavesOutWhatIsOver()
{
    const auto status = [](const char *more) {
        return readAs(QStringLiteral("aws"), QByteArray("[{'arn':'a','service':'ec2-us-east-1',") + more + "}]")
            .status;
    };
    QCOMPARE(status("'status':'3','summary':'Errors'"), Status::MajorOutage);
    QCOMPARE(status("'status':3,'summary':'Errors'"), Status::MajorOutage);
    QCOMPARE(status("'status':'3','summary':'Errors','end_time':'1777024800'"), Status::Operational);
    QCOMPARE(status("'status':'2','summary':'[RESOLVED] Errors'"), Status::Operational);
}

void OwnCloudsTest::awsScopesByRegion()
{
    const QByteArray text =
        "[{'arn':'a','date':'1777020000','region_name':'Ohio','service':'multipleservices-us-east-2','status':'2',"
        "'summary':'Errors','event_log':[{'message':'First','status':1,'timestamp':1777020000},{'message':'Last',"
        "'status':2,'timestamp':1777021000}],'impacted_services':{'ec2-us-east-2':{'service_name':'Amazon EC2',"
        "'current':'3','max':'3'},'iam':{'service_name':'AWS IAM','current':'0','max':'1'}}}]";
    const auto status = [&](const char *selector) {
        return readAs(QStringLiteral("aws"), text, { QLatin1String(selector) }).status;
    };
    QCOMPARE(status("ec2-us-east-2"), Status::MajorOutage);
    QCOMPARE(status("Amazon EC2"), Status::MajorOutage);
    QCOMPARE(status("ec2"), Status::MajorOutage);
    QCOMPARE(status("us-east-2"), Status::MajorOutage);
    QCOMPARE(status("glob:ec2-*"), Status::MajorOutage);
    QCOMPARE(status("iam"), Status::Operational);
    QCOMPARE(status("us-east-1"), Status::Operational);
    const auto page = readAs(QStringLiteral("aws"), text);
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(page.incidents.at(0).updates.at(0).body, QStringLiteral("Last"));
    QCOMPARE(page.incidents.at(0).updatedAt, at("2026-04-24T08:56:40Z"));
}

void OwnCloudsTest::awsServicesBeyondTheLimitAreUnknown()
{
    QByteArray services;
    for (int i = 0; i < 20'001; ++i)
        services += (i > 0 ? ",'s" : "'s") + QByteArray::number(i) + "-us-east-1':{'current':'1'}";
    const QByteArray text =
        "[{'arn':'a','service':'s0-us-east-1','status':'1','summary':'Errors','impacted_services':{" + services
        + "}}]";
    const auto got = readAs(QStringLiteral("aws"), text, { QStringLiteral("ec2-us-west-1") });
    QCOMPARE(got.status, Status::Unknown);
    QCOMPARE(got.components.size(), size_t(1000));
    QCOMPARE(readAs(QStringLiteral("aws"), text).status, Status::Degraded);
}

void OwnCloudsTest::awsPlaces_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("region");
    const auto row = [](const char *key, const char *service, const char *region) {
        QTest::newRow(key) << QString(QLatin1String(key)) << QString(QLatin1String(service))
                           << QString(QLatin1String(region));
    };
    row("ec2-us-east-1", "ec2", "us-east-1");
    row("acm-pca-me-central-1", "acm-pca", "me-central-1");
    row("internetconnectivity-us-gov-west-1", "internetconnectivity", "us-gov-west-1");
    row("iam", "iam", "");
    row("route53-private-dns", "route53-private-dns", "");
    row("", "", "");
    row("us-east-1", "us-east-1", "");
}

void OwnCloudsTest::awsPlaces()
{
    QFETCH(QString, key);
    const auto place = Vendors::Aws::placeOf(key);
    QTEST(place.service, "service");
    QTEST(place.region, "region");
}

void OwnCloudsTest::microsoftTellsIssuesOfAnOverview()
{
    const auto got = readAs(QStringLiteral("microsoft365"),
        "{'value':[{'id':'Teams','service':'Teams','status':'serviceOperational','issues':[{'id':'T1','title':'"
        "Calls',"
        "'service':'Teams','status':'serviceInterruption','isResolved':false,'lastModifiedDateTime':"
        "'2026-04-24T09:00:00.1234567Z','posts':[{'createdDateTime':'2026-04-24T09:00:00Z','postType':'regular',"
        "'description':{'contentType':'html','content':'<p>Calls drop</p>'}}]}]}]}");
    QCOMPARE(got.status, Status::Operational); // the overview decides
    QCOMPARE(got.incidents.at(0).impact, Status::MajorOutage);
    QCOMPARE(got.incidents.at(0).updates.at(0).body, QStringLiteral("Calls drop"));
    QVERIFY(got.incidents.at(0).updatedAt.has_value());
    const auto feature = readAs(QStringLiteral("microsoft365"),
        "{'value':[{'id':'T1','title':'Calls','service':'Teams','status':'serviceInterruption','isResolved':false,"
        "'featureGroup':'Audio and Video'}]}");
    QCOMPARE(feature.status, Status::PartialOutage);
}

void OwnCloudsTest::microsoftFirstPageIsNotAll()
{
    const auto got = readAs(QStringLiteral("microsoft365"),
        "{'@odata.nextLink':'https://graph.microsoft.com/"
        "x','value':[{'id':'T1','title':'Old','service':'Teams','status':"
        "'serviceRestored','isResolved':true}]}");
    QCOMPARE(got.status, Status::Unknown);
    QVERIFY(!got.warnings.isEmpty());
    const QByteArray none =
        "{'@odata.context':'https://graph.microsoft.com/v1.0/$metadata#admin/serviceAnnouncement/";
    QCOMPARE(readAs(QStringLiteral("microsoft365"), none + "issues','value':[]}").status, Status::Operational);
    QCOMPARE(
        readAs(QStringLiteral("microsoft365"), none + "healthOverviews','value':[]}").failure, Failure::Parse);
}

void OwnCloudsTest::microsoftPostsByService()
{
    const QByteArray text =
        "[{'ServiceDisplayName':'OneDrive','Id':'1','Title':'Sync','Message':'Sync is slow','Status':"
        "'Service degradation'},{'ServiceDisplayName':'Outlook','Status':'Service restored'}]";
    const auto page = readAs(QStringLiteral("microsoft365"), text);
    QCOMPARE(page.status, Status::Degraded);
    QCOMPARE(page.detail, QStringLiteral("Sync"));
    QCOMPARE(
        readAs(QStringLiteral("microsoft365"), text, { QStringLiteral("Outlook") }).status, Status::Operational);
}

void OwnCloudsTest::oktaScopesToCells()
{
    const QByteArray text =
        "<html><div>[{'attributes':{'type':'Incident__c'},'Name':'I-1','Status__c':'Investigating','Category__c':"
        "'Service Disruption','Incident_Title__c':'Logins "
        "[fail]','Impacted_Cells__c':'okta.com:7;oktapreview.com:3',"
        "'Okta_Sub_Service__c':'Workflows','Log__c':'Looking'}]</div></html>";
    const auto page = readAs(QStringLiteral("okta"), text);
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(page.detail, QStringLiteral("Logins [fail]"));
    QCOMPARE(readAs(QStringLiteral("okta"), text, { QStringLiteral("OK7") }).status, Status::PartialOutage);
    QCOMPARE(readAs(QStringLiteral("okta"), text, { QStringLiteral("Workflows") }).status, Status::PartialOutage);
    QCOMPARE(readAs(QStringLiteral("okta"), text, { QStringLiteral("OK8") }).status, Status::Operational);
    QCOMPARE(readAs(QStringLiteral("okta"), text, { QStringLiteral("OK700") }).failure, Failure::Selector);
    QCOMPARE(readAs(QStringLiteral("okta"), "[]").failure, Failure::Parse);
}

void OwnCloudsTest::awsKnowsItsRegions_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<QString>("outcome"); // of a page that lists nothing
    QTest::newRow("region") << "us-east-1"
                            << "well";
    QTest::newRow("region of the government") << " US-Gov-West-1 "
                                              << "well";
    QTest::newRow("European sovereign") << "eusc-de-east-1"
                                        << "well";
    QTest::newRow("group") << "group:eu-west-3"
                           << "well";
    QTest::newRow("service in a region") << "ec2-eu-west-3"
                                         << "untold";
    QTest::newRow("service") << "Amazon EC2"
                             << "untold";
    QTest::newRow("glob") << "glob:ec2-*"
                          << "untold";
    QTest::newRow("no region") << "us-east-9"
                               << "refused";
    QTest::newRow("service in no region") << "ec2-us-eats-1"
                                          << "refused";
    QTest::newRow("glob over no region") << "glob:*-eu-west-9"
                                         << "refused";
}

void OwnCloudsTest::awsKnowsItsRegions()
{
    QFETCH(QString, selector);
    const auto got = readAs(QStringLiteral("aws"), "[]", { selector });
    const QString outcome = got.failure == Failure::Selector ? QStringLiteral("refused")
        : got.warnings.isEmpty()                             ? QStringLiteral("well")
                                                             : QStringLiteral("untold");
    QTEST(outcome, "outcome");
    QCOMPARE(got.status, outcome == QStringLiteral("refused") ? Status::Unknown : Status::Operational);
}

void OwnCloudsTest::auth0MergesRegions()
{
    const auto region = [](const char *name, const char *items) -> QByteArray {
        return QByteArray("{'region':'") + name + "','environment':'Production','response':{'incidents':[" + items
            + "]}}";
    };
    const char *slow =
        "{'id':'1','name':'Slow','status':'identified','impact':'major','updated_at':'2026-04-24T09:00:00Z'}";
    const char *rest =
        "{'id':'2','name':'Old','status':'resolved','impact':'major'},{'id':'3','name':'Secret','status':"
        "'identified','impact':'critical','isPrivate':true},{'id':'4','name':'Work','status':'in_progress',"
        "'impact':'maintenance','scheduled_for':'2026-04-24T09:00:00Z'}";
    const QByteArray text = "{'props':{'pageProps':{'activeIncidents':[" + region("US-1", slow) + ','
        + region("EU-1", slow) + ',' + region("AU", rest) + "]}}}";
    const auto page = readAs(QStringLiteral("auth0"), text);
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(titles(page), QStringList { QStringLiteral("Slow") });
    QCOMPARE(page.incidents.at(0).components.size(), 2);
    const auto au = readAs(QStringLiteral("auth0"), text, { QStringLiteral("AU / Production") });
    QCOMPARE(au.status, Status::Degraded);
    QVERIFY(au.maintenance);
    QCOMPARE(au.maintenances.size(), size_t(1));
}

void OwnCloudsTest::zscalerPutsBothListsTogether()
{
    const auto got = readAs(QStringLiteral("zscaler"),
        "{'data':{'severity':[{'tid':'20','name':'Service "
        "Disruption'}],'category':[{'subCategory':[{'tid':'1','name':"
        "'DNS','category_status':[{'id':'5','alias':'/posts/5','title':'Down','severityTid':'20','status':'In "
        "Progress',"
        "'from':'Fri, 24 Apr 2026 09:00:00 "
        "UTC','description':'<p>Look</p>'}],'issues':[{'alias':'/posts/5','title':'Down',"
        "'severityTid':'20','status':'In Progress'},{'alias':'/posts/4','title':'Old','severityTid':'20','status':"
        "'Resolved'}]},{'tid':'2','name':'PAC'}]}]}}");
    QCOMPARE(got.status, Status::MajorOutage);
    QCOMPARE(titles(got), QStringList { QStringLiteral("Down") });
    QCOMPARE(got.incidents.at(0).id, QStringLiteral("5"));
    QCOMPARE(got.incidents.at(0).startedAt, at("2026-04-24T09:00:00Z"));
    QCOMPARE(got.incidents.at(0).link, QUrl(QStringLiteral("https://trust.zscaler.com/posts/5")));
}

void OwnCloudsTest::concurShowsABanner()
{
    const QByteArray text =
        "{'data':{'display':true,'text':{'de':'Wir suchen.','en':'<b>We</b> look.'}},'success':true}";
    const auto got = readAs(QStringLiteral("concur"), text);
    QCOMPARE(got.status, Status::Degraded);
    QCOMPARE(titles(got), QStringList { QStringLiteral("We look.") });
    QCOMPARE(got.detail, QStringLiteral("We look."));
    const auto german = readAs(QStringLiteral("concur"), "{'data':{'display':true,'text':{'de':'Wir suchen.'}}}");
    QCOMPARE(titles(german), QStringList { QStringLiteral("Wir suchen.") });
    QCOMPARE(readAs(QStringLiteral("concur"), "{'data':{'display':true,'text':{}}}").status, Status::Degraded);
    QCOMPARE(
        readAs(QStringLiteral("concur"), "{'data':{'display':false},'success':false}").failure, Failure::Parse);
    QCOMPARE(readAs(QStringLiteral("concur"), text, { QStringLiteral("Travel") }).failure, Failure::Selector);
}

void OwnCloudsTest::metaHasProductsAndServices()
{
    const QByteArray text =
        "[{'id':'ads','name':'Ads','services':[{'id':1,'name':'Delivery','status':'No known "
        "issues'}]},{'id':'api','name':"
        "'Graph API','services':[{'id':1,'name':'Platform Status','status':'Medium disruptions'}]}]";
    const auto all = readAs(QStringLiteral("meta"), text);
    QCOMPARE(all.status, Status::PartialOutage);
    QCOMPARE(all.detail, QStringLiteral("Graph API / Platform Status: partial outage"));
    QCOMPARE(readAs(QStringLiteral("meta"), text, { QStringLiteral("glob:Ads / *") }).status, Status::Operational);
    QCOMPARE(readAs(QStringLiteral("meta"), text, { QStringLiteral("api/1") }).status, Status::PartialOutage);
    QCOMPARE(readAs(QStringLiteral("meta"), "[]").failure, Failure::Parse);
    QCOMPARE(readAs(QStringLiteral("meta"), "[{'id':'ads','name':'Ads','services':[]}]").failure, Failure::Parse);
}

void OwnCloudsTest::ibmScopesToResourceAndRegion()
{
    const QByteArray text =
        "{'resources':[{'resourceID':'is-vpc','displayName':'VPC'},{'resourceID':'cos','displayName':'Storage'}],"
        "'statusItems':[{'id':'I1','type':'incident','state':'confirmed','sev':1,'shortDescription':'Down','"
        "resourceIDs':"
        "['is-vpc'],'regions':['us-south']},{'id':'A1','type':'announcement','state':''},{'id':'M1','type':'"
        "maintenance',"
        "'state':'scheduled','shortDescription':'Work','outageStart':1777021200000,'outageEnd':1777032000000,'"
        "resourceIDs':"
        "['cos']}]}";
    const auto page = readAs(QStringLiteral("ibm_cloud"), text);
    QCOMPARE(page.status, Status::MajorOutage);
    QCOMPARE(titles(page), QStringList { QStringLiteral("Down") });
    QCOMPARE(readAs(QStringLiteral("ibm_cloud"), text, { QStringLiteral("us-south / VPC") }).status,
        Status::MajorOutage);
    const auto storage = readAs(QStringLiteral("ibm_cloud"), text, { QStringLiteral("cos") });
    QVERIFY(storage.maintenance);
    QCOMPARE(storage.maintenances.at(0).state, MaintenanceState::InProgress);
    QVERIFY(storage.incidents.empty());
    const QByteArray odd =
        "{'statusItems':[],'resources':[{'resourceID':'cos','displayName':'Storage','regions':[{"
        "'regionId':'us-south','status':''},{'regionId':'eu-de','status':'strange'}]}]}";
    QCOMPARE(readAs(QStringLiteral("ibm_cloud"), odd, { QStringLiteral("cos") }).status, Status::Unknown);
    QCOMPARE(readAs(QStringLiteral("ibm_cloud"), odd).status, Status::Unknown);
    QCOMPARE(readAs(QStringLiteral("ibm_cloud"), "{'resources':[],'statusItems':[{'type':'surprise'}]}").status,
        Status::Unknown);
}

void OwnCloudsTest::adobeFollowsProducts()
{
    const QByteArray text = "{'incidentEvent':{'incidents':{'1':{'id':'1','products':{'p':{'id':'p','name':'"
                            "Express','startedOn':1777020000,"
                            "'history':{'b':{'status':'Opened','severity':'Minor','statusTime':1777020000,'"
                            "titleToken':'t','messageToken':'m'},"
                            "'a':{'status':'Opened','severity':'Major','statusTime':1777021000,'titleToken':'t','"
                            "messageToken':'m'}}},'q':"
                            "{'id':'q','name':'Sign','endedOn':1777020600,'history':{'a':{'status':'Closed','"
                            "severity':'Critical'}}}}}},"
                            "'messages':{'en':{'t':{'textMessage':'Slow &amp; "
                            "late'},'m':{'textMessage':'<p>Look</p>'}}}},'maintenanceEvent':"
                            "{'maintenance':{'9':{'id':'9','status':'started','startedOn':1777020000,'products':{'"
                            "r':{'id':'r','name':'Stock',"
                            "'history':{'a':{'status':'Started'}}}}}}}}";
    const auto page = readAs(QStringLiteral("adobe"), text);
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(page.detail, QStringLiteral("Slow & late"));
    QCOMPARE(page.incidents.at(0).updates.size(), size_t(2));
    QCOMPARE(readAs(QStringLiteral("adobe"), text, { QStringLiteral("Express") }).status, Status::PartialOutage);
    QCOMPARE(readAs(QStringLiteral("adobe"), text, { QStringLiteral("Sign") }).status, Status::Operational);
    QVERIFY(readAs(QStringLiteral("adobe"), text, { QStringLiteral("Stock") }).maintenance);
}
