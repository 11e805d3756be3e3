// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_probesvectors.h"

#include "askingkit.h"
#include "domain/resilience.h"
#include "testkit/vectors.h"

using namespace Wf;
using namespace Wf::Probes;
using TestKit::Fields;

namespace {

FetchOptions optionsOf(Fields &given, int attempts)
{
    FetchOptions options;
    options.attempts = given.number("attempts", attempts);
    options.breakerThreshold = given.number("threshold", options.breakerThreshold);
    if (given.has("ttl_s"))
        options.breakerTtl = Millis { static_cast<qint64>(given.value("ttl_s").toDouble() * 1000) };
    return options;
}

void queueResponses(AskingKit &kit, Fields &given)
{
    for (const QJsonValue status : given.value("responses").toArray())
        kit.server.once("/", { status.toInt(), "x" });
}

void runRetry(Fields &given, Fields &then)
{
    AskingKit kit(optionsOf(given, 3));
    (void)given.value("timeout_s");
    queueResponses(kit, given);
    const auto page = kit.get(QStringLiteral("/"));
    if (then.has("error")) {
        QVERIFY(!page);
        QCOMPARE(page.error().reason, then.text("error"));
        return;
    }
    QVERIFY(page);
    QCOMPARE(page->httpStatus, then.number("status"));
    QCOMPARE(kit.server.count(), then.number("requests"));
}

/// The recorded word of a fetch: its reason, shortened for the breaker.
QString errorWord(const Fetched &page)
{
    if (page)
        return QStringLiteral("fine");
    return page.error().failure == Domain::Failure::CircuitOpen ? QStringLiteral("circuit_open")
                                                                : page.error().reason;
}

void runBreaker(Fields &given, Fields &then)
{
    AskingKit kit(optionsOf(given, 1));
    queueResponses(kit, given);
    if (then.has("errors")) {
        for (const QString &expected : then.texts("errors"))
            QCOMPARE(errorWord(kit.get(QStringLiteral("/"))), expected);
    } else {
        (void)kit.get(QStringLiteral("/"));
        (void)kit.get(QStringLiteral("/"));
        QCOMPARE(errorWord(kit.get(QStringLiteral("/"))), then.text("third"));
        kit.clock.advance(Millis { 600 });
        QCOMPARE(kit.get(QStringLiteral("/"))->httpStatus, then.number("fourth_status"));
    }
    QCOMPARE(kit.server.count(), then.number("requests"));
}

/// Hard refusals fail but do not suspend: the recorded rule is deliberately not kept.
void runHardRefusals(Fields &given, Fields &then)
{
    AskingKit kit(optionsOf(given, 1));
    queueResponses(kit, given);
    QCOMPARE(then.texts("errors").last(), QStringLiteral("circuit_open"));
    QCOMPARE(then.number("requests"), 3);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(errorWord(kit.get(QStringLiteral("/"))), QStringLiteral("http_404"));
    QCOMPARE(kit.server.count(), 4);
}

Problem problemOf(const QString &error)
{
    if (error == QLatin1String("circuit_open"))
        return circuitOpenProblem({}, {});
    if (error == QLatin1String("timeout"))
        return timeoutProblem();
    if (error.contains(QLatin1String("http ")))
        return httpProblem(error.section(u' ', 1).toInt());
    if (error.contains(u'('))
        return unexpectedProblem(error.section(u'(', 0, 0), error.section(u'\'', 1, 1));
    return transportProblem(error, {});
}

void runDescribe(Fields &given, Fields &then)
{
    const Problem problem = problemOf(given.text("error"));
    const QString reason = then.text("reason");
    const QString start = QStringLiteral("starts with ");
    if (reason.startsWith(start))
        QVERIFY(problem.reason.startsWith(reason.mid(start.size())));
    else
        QCOMPARE(problem.reason, reason);
    if (!then.has("detail"))
        return;
    const QString detail = then.text("detail");
    if (detail.startsWith(QLatin1String("contains ")))
        QVERIFY(problem.detail.contains(detail.section(u'\'', 1, 1), Qt::CaseInsensitive));
    else
        QCOMPARE(problem.detail, detail);
}

void runPoll(Fields &given, Fields &then, bool mended)
{
    AskingKit kit;
    VendorProber prober(kit.fetcher, kit.clock);
    kit.server.always("/", { given.number("http", 200), QJsonDocument(given.value("body").toObject()).toJson() });
    Domain::MonitorSpec monitor;
    if (given.has("component"))
        monitor.components = QStringList { given.text("component") };
    const auto future =
        prober.ask({ QStringLiteral("statuspage_json"), kit.server.url(), Seconds { 20 }, { monitor } });
    QTRY_VERIFY(future.isFinished());
    const auto got = future.result().at(0);
    if (mended) { // a selector that matches nothing is a fault of the configuration, not the state of the page
        QCOMPARE(then.text("status"), QStringLiteral("partial_outage"));
        QCOMPARE(got.failure, Domain::Failure::Selector);
        return;
    }
    QCOMPARE(Domain::word(got.status), then.text("status"));
    if (then.has("failure_reason_contains"))
        QVERIFY(got.reason.contains(then.text("failure_reason_contains")));
    else
        QCOMPARE(got.reason, then.text("failure_reason"));
}

void runHost(Fields &given, Fields &then)
{
    QCOMPARE(Domain::hostOf(given.text("url")), then.text("host"));
}

} // namespace

void ProbesVectors::recorded_data()
{
    QTest::addColumn<QJsonObject>("one");
    const QStringList areas { QStringLiteral("resilience.retry"), QStringLiteral("resilience.breaker"),
        QStringLiteral("resilience.describe_error"), QStringLiteral("resilience.host"),
        QStringLiteral("poller.statuspage") };
    for (const QJsonValue value : TestKit::recordedCases()) {
        const QJsonObject one = value.toObject();
        if (areas.contains(one.value(u"area").toString()))
            QTest::addRow(
                "%s: %s", qPrintable(one.value(u"area").toString()), qPrintable(one.value(u"name").toString()))
                << one;
    }
    if (TestKit::recordedCases().isEmpty())
        QTest::newRow("absent") << QJsonObject();
}

void ProbesVectors::recorded()
{
    QFETCH(QJsonObject, one);
    if (one.isEmpty())
        QSKIP("The recorded cases are not here; set WF_SHARED to the folder that has them.");
    const QString area = one.value(u"area").toString();
    Fields given(one.value(u"given").toObject());
    Fields then(one.value(u"then").toObject());
    if (area == QLatin1String("resilience.retry"))
        runRetry(given, then);
    else if (one.value(u"name").toString() == QLatin1String("hard 404 also counts"))
        runHardRefusals(given, then);
    else if (area == QLatin1String("resilience.breaker"))
        runBreaker(given, then);
    else if (area == QLatin1String("resilience.describe_error"))
        runDescribe(given, then);
    else if (area == QLatin1String("resilience.host"))
        runHost(given, then);
    else
        runPoll(given, then, one.value(u"disposition").toString() == QLatin1String("fix"));
    if (!QTest::currentTestFailed())
        QCOMPARE(given.leftovers() + then.leftovers(), QStringList());
}
