// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_statuspage.h"

#include "vendors/statuspage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

const Instant kNow = parseTimestamp(u"2026-04-24T10:00:00Z").value();

/// A page in short: ' stands for ".
Observation read(QByteArray text, const QStringList &components = {})
{
    return Vendors::parse(*Vendors::findDialect(u"statuspage"), { text.replace('\'', '"'), components, kNow });
}

QByteArray page(const QByteArray &indicator, const QByteArray &components, const QByteArray &rest = {})
{
    return "{'page':{'name':'Shop'},'status':{'indicator':'" + indicator
        + "','description':'As said'},'components':[" + components + "]" + rest + "}";
}

constexpr auto kTwo =
    "{'id':'a','name':'API','status':'partial_outage'},{'id':'w','name':'Web','status':'operational'}";

QByteArray maintenance(const QByteArray &components, const QByteArray &status = "in_progress")
{
    return ",'scheduled_maintenances':[{'id':'m','status':'" + status
        + "','scheduled_for':'2026-04-24T09:00:00Z','scheduled_until':'2026-04-24T11:00:00Z','components':["
        + components + "]}]";
}

} // namespace

void StatuspageTest::unknownWordsAreNeverOperational()
{
    const auto indicator = read(page("splendid", {}));
    QCOMPARE(indicator.status, Status::Unknown);
    QCOMPARE(indicator.failure, Failure::Unmapped);
    QCOMPARE(indicator.reason, QStringLiteral("unmapped: indicator \"splendid\""));
    QCOMPARE(indicator.warnings, QStringList { QStringLiteral("unknown page indicator \"splendid\"") });
    const auto missing = read("{'status':{},'components':[]}");
    QCOMPARE(missing.failure, Failure::Unmapped);
    const auto component = read(page("none", "{'id':'a','name':'API','status':null}"), { QStringLiteral("API") });
    QCOMPARE(component.failure, Failure::Unmapped);
    QVERIFY(component.reason.startsWith(QLatin1String("unmapped: ")));
    const auto junk = read("{'components':[17,{'name':'A','status':'operational'}]}");
    QCOMPARE(junk.failure, Failure::Unmapped);
}

void StatuspageTest::anUnknownWordDoesNotHideAnOutage()
{
    const auto got =
        read("{'components':[{'name':'A','status':'zzz'},{'name':'B','status':'degraded_performance'}]}");
    QCOMPARE(got.status, Status::Degraded);
    QCOMPARE(got.failure, Failure::None);
    QCOMPARE(got.warnings.size(), 1);
    QCOMPARE(got.detail, QStringLiteral("B: degraded performance"));
    const auto planned =
        read("{'components':[{'name':'A','status':'zzz'},{'name':'B','status':'under_maintenance'}]}");
    QCOMPARE(planned.failure, Failure::Unmapped);
}

void StatuspageTest::anOutageDoesNotHideBehindMaintenance()
{
    const auto other = read(page("minor", kTwo, maintenance("{'id':'w','name':'Web'}")));
    QCOMPARE(other.status, Status::Degraded);
    QVERIFY(!other.maintenance);
    const auto nobody = read(page("minor", kTwo, maintenance({})));
    QVERIFY(!nobody.maintenance);
    const auto notYet = read(page("minor", kTwo, maintenance("{'id':'a'}", "completed")));
    QVERIFY(!notYet.maintenance);
}

void StatuspageTest::aListedMaintenanceExplainsItsOwnComponents()
{
    const auto whole = read(page("minor", kTwo, maintenance("{'id':'a','name':'API'}")));
    QVERIFY(whole.maintenance);
    const auto selected =
        read(page("minor", kTwo, maintenance("{'id':'a'}", "scheduled")), { QStringLiteral("API") });
    QCOMPARE(selected.status, Status::PartialOutage);
    QVERIFY(selected.maintenance);
    const auto healthy = read(page("minor", kTwo, maintenance("{'id':'w'}")), { QStringLiteral("Web") });
    QCOMPARE(healthy.status, Status::Operational);
    QVERIFY(healthy.maintenance);
    const auto both =
        read(page("minor", kTwo, maintenance("{'id':'w'}")), { QStringLiteral("Web"), QStringLiteral("API") });
    QVERIFY(!both.maintenance);
    QCOMPARE(both.maintenances.size(), size_t(1));
}

void StatuspageTest::aMaintenanceOfNobodyExplainsAPageWithoutBadComponents()
{
    QVERIFY(read(page("minor", {}, maintenance({}))).maintenance);
    QVERIFY(!read(page("none", {}, maintenance({}))).maintenance);
    QVERIFY(!read(page("minor", {}, maintenance("{'id':'gone','name':'Gone'}"))).maintenance);
    QVERIFY(read(page("maintenance", {})).maintenance);
}

void StatuspageTest::aGroupAloneMeansItsChildren()
{
    const QByteArray components = "{'id':'g','name':'EU','group':true,'status':'major_outage'},"
                                  "{'id':'a','name':'API','group_id':'g','status':'major_outage'},"
                                  "{'id':'b','name':'Bulk','group_id':'g','status':'degraded_performance'}";
    QVERIFY(read(page("major", components, maintenance("{'id':'g','name':'EU'}"))).maintenance);
    QVERIFY(!read(page("major", components, maintenance("{'id':'g','name':'EU'},{'id':'b'}"))).maintenance);
    const auto got = read(page("major", components), { QStringLiteral("EU") });
    QCOMPARE(got.components.size(), size_t(2));
    QCOMPARE(got.status, Status::MajorOutage);
    QCOMPARE(got.detail, QStringLiteral("EU / API: major outage"));
}

void StatuspageTest::closedIncidentsAreLeftOut()
{
    const auto got = read(page("none", {},
        ",'incidents':[{'id':'1','status':'Resolved'},{'id':'2','status':'postmortem'},{'id':'3','status':'"
        "completed'},"
        "{'id':'4','status':'monitoring','shortlink':'javascript:alert(1)'}]"));
    QCOMPARE(got.incidents.size(), size_t(1));
    QCOMPARE(got.incidents.at(0).id, QStringLiteral("4"));
    QVERIFY(got.incidents.at(0).link.isEmpty());
}

void StatuspageTest::theWorstIncidentComesFirst()
{
    const auto got = read(page("major", {},
        ",'incidents':[{'id':'1','name':'Small','impact':'minor'},{'id':'2','name':'Odd','impact':'?'},"
        "{'id':'3','name':'Big','impact':'critical'}]"));
    QCOMPARE(got.detail, QStringLiteral("Big"));
    QStringList order;
    for (const auto &incident : got.incidents)
        order.append(incident.id);
    QCOMPARE(order, (QStringList { QStringLiteral("3"), QStringLiteral("1"), QStringLiteral("2") }));
}

void StatuspageTest::updatesNameComponentsWhereTheIncidentDoesNot()
{
    const QByteArray rest =
        ",'incidents':[{'id':'1','name':'Slow','incident_updates':[{'body':'x','affected_components':"
        "[{'code':'a','name':'API'}]}]}]";
    QCOMPARE(read(page("minor", kTwo, rest), { QStringLiteral("API") }).detail, QStringLiteral("API: Slow"));
    QVERIFY(read(page("minor", kTwo, rest), { QStringLiteral("Web") }).incidents.empty());
    QCOMPARE(read(page("minor", kTwo, rest)).incidents.at(0).components, QStringList { QStringLiteral("API") });
}

void StatuspageTest::unfinishedMaintenancesAreLeftOut()
{
    const auto got = read(page("none", {},
        ",'scheduled_maintenances':[{'id':'1'},{'scheduled_for':'2026-04-24T09:00:00Z'},"
        "{'id':'3','status':'exploded','scheduled_for':'2026-04-24T09:00:00Z'},"
        "{'id':'4','scheduled_for':'2026-04-25T09:00:00Z'},{'id':5,'scheduled_for':'2026-04-24T09:00:00Z'}]"));
    QCOMPARE(got.maintenances.size(), size_t(2));
    QCOMPARE(got.maintenances.at(0).id, QStringLiteral("5"));
    QCOMPARE(got.maintenances.at(0).title, QStringLiteral("Scheduled Maintenance"));
    QVERIFY(!got.maintenances.at(0).scheduledUntil);
    QCOMPARE(got.warnings.size(), 1);
}

void StatuspageTest::whatIsNoStatuspageIsAParseFailure_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("another kind") << QByteArray("{'status':'ok','active_incidents':[]}");
    QTest::newRow("components is no list") << QByteArray("{'components':{'a':1}}");
    QTest::newRow("only groups") << QByteArray("{'components':[{'id':'g','group':true,'status':'operational'}]}");
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("login page") << QByteArray("<html>sign in</html>");
}

void StatuspageTest::whatIsNoStatuspageIsAParseFailure()
{
    QFETCH(QByteArray, body);
    for (const QStringList &selection : { QStringList(), QStringList { QStringLiteral("API") } }) {
        const auto got = read(body, selection);
        QCOMPARE(got.failure, Failure::Parse);
        QCOMPARE(got.status, Status::Unknown);
        QVERIFY(got.reason.startsWith(QLatin1String("parse_error: ")));
        QVERIFY(got.detail.endsWith(u'.'));
    }
}

void StatuspageTest::aPageWithoutComponentsCannotBeSelectedFrom()
{
    const auto got = read("{'status':{'indicator':'none'}}", { QStringLiteral("API") });
    QCOMPARE(got.failure, Failure::Selector);
    QVERIFY(got.detail.contains(QLatin1String("lists no components")));
    QCOMPARE(read("{'status':{'indicator':'none'}}").status, Status::Operational);
}

void StatuspageTest::hostileSizesAreCut()
{
    QJsonArray components;
    QJsonArray incidents;
    for (int i = 0; i < 1100; ++i)
        components.append(QJsonObject {
            { QStringLiteral("name"), QString(2000, u'n') }, { QStringLiteral("status"), QString(500, u's') } });
    for (int i = 0; i < 300; ++i)
        incidents.append(
            QJsonObject { { QStringLiteral("id"), i }, { QStringLiteral("name"), QString(2000, u't') },
                { QStringLiteral("incident_updates"),
                    QJsonArray { QJsonObject { { QStringLiteral("body"), QString(9000, u'b') } } } } });
    const QJsonObject status { { QStringLiteral("indicator"), QStringLiteral("minor") } };
    const auto body = QJsonDocument(
        QJsonObject { { QStringLiteral("status"), status }, { QStringLiteral("components"), components },
            { QStringLiteral("incidents"), incidents } })
                          .toJson();
    const auto got = Vendors::parse(*Vendors::findDialect(u"statuspage"), { body, {}, kNow });
    QCOMPARE(got.status, Status::Degraded);
    QCOMPARE(got.components.size(), size_t(1000));
    QCOMPARE(got.incidents.size(), size_t(50));
    QVERIFY(got.detail.size() <= 500);
    QVERIFY(got.warnings.size() <= 20);
    QVERIFY(got.warnings.at(0).size() < 500);
    QCOMPARE(got.incidents.at(0).updates.at(0).body.size(), 2000);
}
