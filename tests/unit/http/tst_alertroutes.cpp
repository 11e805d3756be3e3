// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "served.h"

using namespace Wf;
using namespace Wf::TestKit;

namespace {
Ports::AlertEntry alert(qint64 id, Domain::Suppression why, qint64 incidentId)
{
    Ports::AlertEntry entry;
    entry.record.id = id;
    entry.record.service = ServiceId(QStringLiteral("okta"));
    entry.record.suppressed = why;
    entry.record.incident = incidentId;
    entry.record.at = sampleTime();
    return entry;
}

} // namespace

class AlertRoutesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void alertsAreFiltered();
    void filteredAlertsGoOn();
    void alertIsExplained();
    void alertsAreTried();
    void trialsNameWhatThereIs_data();
    void trialsNameWhatThereIs();
    void backtestReadsItsRange();
    void backtestFaults_data();
    void backtestFaults();
    void backtestTakesAPolicy();
};

void AlertRoutesTest::alertsAreFiltered()
{
    using enum Domain::Suppression;
    Served served;
    served.session.setAlerts({ alert(4, None, 2), alert(3, Silenced, 2), alert(2, None, 1), alert(1, Held, 1) });
    const auto ids = [&](const QByteArray &query) {
        return idsOf(served.read("/api/alerts" + query).json()[u"data"][u"alerts"]);
    };
    QCOMPARE(ids({}), (QList<int> { 4, 3, 2, 1 }));
    QCOMPARE(ids("?incident=2"), (QList<int> { 4, 3 }));
    QCOMPARE(ids("?service_id=npm"), QList<int>());
    QCOMPARE(ids("?why=sent"), (QList<int> { 4, 2 }));
    QCOMPARE(ids("?why=silenced"), QList<int> { 3 });
    QCOMPARE(ids("?why=held&incident=1"), QList<int> { 1 });
    QCOMPARE(ids("?why=held&incident=2"), QList<int>());
}

void AlertRoutesTest::filteredAlertsGoOn()
{
    using enum Domain::Suppression;
    Served served;
    std::vector<Ports::AlertEntry> entries;
    for (qint64 id = 1'200; id > 0; --id)
        entries.push_back(alert(id, id % 400 == 0 ? Silenced : None, 2));
    served.session.setAlerts(entries);
    QList<int> found;
    QByteArray cursor;
    int pages = 0;
    for (; pages < 10; ++pages) {
        const QJsonObject page = served.read("/api/alerts?why=silenced&limit=10" + cursor).json();
        QVERIFY(page[u"data"][u"total"].isNull());
        found += idsOf(page[u"data"][u"alerts"]);
        if (page[u"meta"][u"next_cursor"].isNull())
            break;
        cursor = "&cursor=" + page[u"meta"][u"next_cursor"].toString().toLatin1();
    }
    QCOMPARE(found, (QList<int> { 1'200, 800, 400 }));
    QCOMPARE(pages, 2); // three looks of 500
}

void AlertRoutesTest::alertIsExplained()
{
    Served served;
    served.session.setAlerts({ alert(4, Domain::Suppression::Silenced, 2) });
    const QJsonValue found = served.read("/api/alerts/4").json()[u"data"][u"alert"];
    QCOMPARE(found[u"id"].toInt(), 4);
    QVERIFY(found[u"explanation"].toArray().size() >= 2);
    QCOMPARE(served.read("/api/alerts/5").status, 404); // not its neighbour
    QCOMPARE(served.read("/api/alerts/9223372036854775807").status, 404);
}

void AlertRoutesTest::alertsAreTried()
{
    Served served;
    served.session.publish(withChannels());
    Ports::AlertTrialOutcome outcome;
    outcome.deliveries = { { QStringLiteral("ops"), {} } };
    outcome.deliveries[0].delivery.outcome = Ports::Delivery::Outcome::Delivered;
    served.session.setAlertTrial(outcome);
    const RawReply reply = served.write("/api/alerts/test", R"({"channel":"ops","author":"ann"})");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json()[u"data"][u"deliveries"][0][u"outcome"].toString(), QStringLiteral("delivered"));
    const QByteArray route = withChannels().policy.routes.front().name.toUtf8();
    QCOMPARE(served.write("/api/alerts/test", R"({"route":")" + route + R"("})").status, 200);
    const auto trials = served.session.alertTrials();
    QCOMPARE(trials[0].channel, QStringLiteral("ops"));
    QCOMPARE(trials[0].by, QStringLiteral("ann"));
    QCOMPARE(trials[1].route.toUtf8(), route);
    QCOMPARE(trials[1].by, QStringLiteral("admin"));
}

void AlertRoutesTest::trialsNameWhatThereIs_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::newRow("nothing") << QByteArray("{}") << QStringLiteral("route");
    QTest::newRow("both") << QByteArray(R"({"route":"a","channel":"ops"})") << QStringLiteral("route");
    QTest::newRow("no route") << QByteArray(R"({"route":"nowhere"})") << QStringLiteral("route");
    QTest::newRow("no channel") << QByteArray(R"({"channel":"fax"})") << QStringLiteral("channel");
    QTest::newRow("no body") << QByteArray() << QStringLiteral("body");
}

void AlertRoutesTest::trialsNameWhatThereIs()
{
    QFETCH(QByteArray, body);
    Served served;
    served.session.publish(withChannels());
    const RawReply reply = served.write("/api/alerts/test", body);
    QCOMPARE(reply.status, 422);
    QTEST(reply.json()[u"error"][u"field"].toString(), "field");
    QVERIFY(served.session.alertTrials().empty());
}

void AlertRoutesTest::backtestReadsItsRange()
{
    Served served;
    Ports::BacktestResult result;
    result.changes = 3;
    served.session.setBacktest(result);
    const QJsonObject json = served.write("/api/alerts/backtest", R"({"since":"30d"})").json();
    QCOMPARE(json[u"data"][u"changes"].toInt(), 3);
    QCOMPARE(json[u"meta"][u"from"].toString(), QStringLiteral("2026-03-25T10:00:00Z"));
    QCOMPARE(served.write("/api/alerts/backtest", R"({"from":"2026-04-01T00:00:00Z","to":"2036-04-02T00:00:00Z"})")
                 .status,
        200);
    QCOMPARE(served.write("/api/alerts/backtest", R"({"since":"2026-04-01T00:00:00Z"})").status, 200);
    const auto queries = served.session.backtests();
    QVERIFY(queries[0].to == sampleTime() && queries[0].from == sampleTime() - 24h * 30);
    QVERIFY(queries[1].to == sampleTime()); // the future is not replayed
    QVERIFY(!queries[0].policy);
}

void AlertRoutesTest::backtestFaults_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const QByteArray &body, const char *field) {
        QTest::newRow(name) << body << QString::fromLatin1(field);
    };
    row("no range", "{}", "since");
    row("two ranges", R"({"since":"30d","from":"2026-04-01T00:00:00Z"})", "since");
    row("no duration", R"({"since":"long ago"})", "since");
    row("too long", R"({"since":"500d"})", "since");
    row("future", R"({"from":"2030-04-01T00:00:00Z"})", "from");
    row("backwards", R"({"from":"2026-04-02T00:00:00Z","to":"2026-04-01T00:00:00Z"})", "from");
    row("policy without reader", R"({"since":"30d","policy":"routes: []"})", "policy");
    row("policy is a number", R"({"since":"30d","policy":1})", "policy");
}

void AlertRoutesTest::backtestFaults()
{
    QFETCH(QByteArray, body);
    const Served served;
    const RawReply reply = served.write("/api/alerts/backtest", body);
    QCOMPARE(reply.status, 422);
    QTEST(reply.json()[u"error"][u"field"].toString(), "field");
    QVERIFY(served.session.backtests().empty());
}

void AlertRoutesTest::backtestTakesAPolicy()
{
    auto options = testOptions();
    options.policyReader = [](const QByteArray &text) -> Result<Domain::AlertPolicy> {
        if (text != "routes: [a]\n")
            return failure(ErrorCode::Invalid, QStringLiteral("line 1: no route"), QStringLiteral("routes"));
        Domain::AlertPolicy policy;
        policy.hold = Millis { 7 };
        return policy;
    };
    const Served served(options);
    QCOMPARE(served.write("/api/alerts/backtest", R"({"since":"1d","policy":"routes: [a]\n"})").status, 200);
    QVERIFY(served.session.backtests()[0].policy && served.session.backtests()[0].policy->hold == Millis { 7 });
    const RawReply wrong = served.write("/api/alerts/backtest", R"({"since":"1d","policy":"routes: 1"})");
    QCOMPARE(wrong.status, 422);
    QCOMPARE(wrong.json()[u"error"][u"message"].toString(), QStringLiteral("line 1: no route"));
    QCOMPARE(served.session.backtests().size(), size_t(1));
}

QTEST_GUILESS_MAIN(AlertRoutesTest)
#include "tst_alertroutes.moc"
