// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_hostedgrids.h"

#include "testkit/hostedsamples.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

const QString kApi = QStringLiteral("API");

QByteArray grid(const QByteArray &overall, const QByteArray &europe, const QByteArray &incidents,
    const QByteArray &maintenances)
{
    return "{'result':{'status_overall':{'status':'As said','status_code':" + overall
        + "},'status':[{'id':'s1','name':'API','status_code':100,'containers':[{'id':'eu','name':'Europe','status_"
          "code':"
        + europe
        + "},{'id':'us','name':'America','status_code':100}]},{'id':'s2','name':'Web','status_code':100,'"
          "containers':["
          "{'id':'eu','name':'Europe','status_code':100}]}],'incidents':["
        + incidents + "],'maintenance':{'active':[" + maintenances + "],'upcoming':[]}}}";
}

QByteArray work(const QByteArray &end)
{
    return "{'_id':'m','name':'Upgrade','datetime_planned_start':'2026-04-24T08:00:00Z','datetime_planned_end':'"
        + end
        + "','messages':[{'details':'Begun.','datetime':'2026-04-24T08:00:00Z'}],'components_affected':[{'_id':'"
          "s1'}],"
          "'containers_affected':[{'_id':'eu'}]}";
}

Observation statusio(const QByteArray &text, const QStringList &components = {})
{
    return readAs(QStringLiteral("statusio"), text, components);
}

} // namespace

void HostedGridsTest::statusioKeepsPlacesApart()
{
    const QByteArray incident =
        "{'_id':'i','name':'Slow','datetime_open':'2026-04-24T08:00:00Z','messages':["
        "{'details':'Found.','state':200,'status':400,'datetime':'2026-04-24T09:00:00Z'},"
        "{'details':'We look.','state':100,'status':300,'datetime':'2026-04-24T08:00:00Z'}],"
        "'components_affected':[{'_id':'s1','name':'API'}],'containers_affected':[{'_id':'eu',"
        "'name':'Europe'}]}";
    const QByteArray text = grid("400", "400", incident, {});
    QCOMPARE(statusio(text).detail, QStringLiteral("Slow"));
    QCOMPARE(statusio(text, { QStringLiteral("API / Europe") }).status, Status::PartialOutage);
    QCOMPARE(statusio(text, { QStringLiteral("s1/eu") }).incidents.size(), size_t(1));
    for (const char *other : { "API / America", "Web / Europe" }) {
        const auto got = statusio(text, { QString::fromLatin1(other) });
        QCOMPARE(got.status, Status::Operational);
        QVERIFY(got.incidents.empty());
    }
    const auto got = statusio(text, { kApi });
    QCOMPARE(got.incidents.front().state, QStringLiteral("identified"));
    QCOMPARE(got.incidents.front().impact, Status::PartialOutage);
    QCOMPARE(bodies(got.incidents.front()),
        (QStringList { QStringLiteral("identified: Found."), QStringLiteral("investigating: We look.") }));
}

void HostedGridsTest::statusioMaintenanceEndsWhenPlanned()
{
    const auto running = statusio(grid("200", "200", {}, work("2026-04-24T11:00:00Z")));
    QVERIFY(running.maintenance);
    QCOMPARE(running.detail, QStringLiteral("Upgrade"));
    const QByteArray late = grid("200", "200", {}, work("2026-04-24T09:00:00Z"));
    QCOMPARE(statusio(late).status, Status::Operational);
    QVERIFY(!statusio(late).maintenance);
    QCOMPARE(statusio(late, { QStringLiteral("API / Europe") }).status, Status::Operational);
    QVERIFY(statusio(grid("200", "200", {}, {})).maintenance);
    QCOMPARE(statusio(grid("600", "600", {}, {})).detail, QStringLiteral("Security issue"));
    QCOMPARE(statusio(grid("500", "500", {}, work("2026-04-24T09:00:00Z"))).status, Status::MajorOutage);
}

void HostedGridsTest::statusioWithoutPageSaysSo()
{
    const auto got = statusio("{'status':{'error':'yes','message':'not found'}}");
    QCOMPARE(got.failure, Failure::Parse);
    QVERIFY(got.detail.contains(QLatin1String("knows no page of that id")));
}

void HostedGridsTest::cstateTakesTheWorstOfBoth()
{
    const auto page = [](const QByteArray &summary, const QByteArray &system) {
        return readAs(QStringLiteral("cstate"),
            "{'title':'Shop','summaryStatus':'" + summary
                + "','systems':[{'name':'API','category':'Core','status':'" + system
                + "'},{'name':'Web','category':'Core','status':'ok'}]}");
    };
    QCOMPARE(page("down", "notice").status, Status::MajorOutage);
    QCOMPARE(page("ok", "disrupted").status, Status::PartialOutage);
    QCOMPARE(page("ok", "disrupted").detail, QStringLiteral("Core / API: partial outage"));
    QCOMPARE(page("ok", "splendid").failure, Failure::Unmapped);
}

void HostedGridsTest::cstateIssuesAreToldOnce()
{
    const QByteArray issue =
        "{'title':'Slow','permalink':'https://s.example.com/1','filename':'one.md','severity':"
        "'disrupted','resolved':false,'createdAt':'2026-04-24 08:00:00 +0000 UTC','affected':['API',"
        "'Web']}";
    const QByteArray over =
        "{'title':'Old','permalink':'https://s.example.com/2','severity':'down','resolved':true}";
    const QByteArray text = "{'summaryStatus':'disrupted','pinnedIssues':[" + issue + "," + over
        + "],'systems':[{'name':'API','status':'disrupted','unresolvedIssues':[" + issue
        + "]},{'name':'Web','status':'disrupted','unresolvedIssues':[" + issue
        + "]},{'name':'Mail','status':'ok'}]}";
    const auto got = readAs(QStringLiteral("cstate"), text);
    QCOMPARE(got.incidents.size(), size_t(1));
    QCOMPARE(got.incidents.front().id, QStringLiteral("one.md"));
    QCOMPARE(toIso(got.incidents.front().startedAt.value()), QStringLiteral("2026-04-24T08:00:00Z"));
    QVERIFY(readAs(QStringLiteral("cstate"), text, { QStringLiteral("Mail") }).incidents.empty());
}
