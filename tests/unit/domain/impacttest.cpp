// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/impact.h"
#include "samples.h"

#include <numeric>

using namespace Samples;

class ImpactTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statements_data();
    void statements();
    void edgesSpeak();
    void manyDependents();
    void signInBroker();
    void longVendorTextIsCut();
    void summaries_data();
    void summaries();
};

namespace {
ImpactInput input(Status to, const QString &detail = {})
{
    return { sid("idp"), QStringLiteral("Okta"), Status::Operational, to, detail, false, {} };
}

ImpactInput withGraph(ImpactInput result, const Graph &graph)
{
    result.downstream = graph.blastRadius(result.service);
    return result;
}

const Graph &noGraph()
{
    static const Graph graph { Catalogue {} };
    return graph;
}
} // namespace

void ImpactTest::statements_data()
{
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, Status to, const QString &detail, const QString &expected) {
        QTest::newRow(name) << int(to) << detail << expected;
    };
    row("degraded", Status::Degraded, QStringLiteral(" Slow  logins \n"),
        QStringLiteral("Okta is experiencing degraded performance. Slow logins"));
    row("blank detail", Status::Degraded, QStringLiteral("  \n "),
        QStringLiteral("Okta is experiencing degraded performance."));
    row("partial", Status::PartialOutage, {}, QStringLiteral("Okta is experiencing a partial outage."));
    row("major", Status::MajorOutage, QStringLiteral("Down."),
        QStringLiteral(u"\u26A0\uFE0F Okta is experiencing a MAJOR OUTAGE. Down."));
    row("unknown", Status::Unknown, {}, QStringLiteral("Okta is experiencing degraded performance."));
    row("recovered", Status::Operational, QStringLiteral("ignored"),
        QStringLiteral("Okta has recovered and is operational again."));
    row("placeholders are text", Status::Degraded, QStringLiteral("{name} %1 %2"),
        QStringLiteral("Okta is experiencing degraded performance. {name} %1 %2"));
}

void ImpactTest::statements()
{
    QFETCH(int, to);
    QFETCH(QString, detail);
    QFETCH(QString, expected);
    QCOMPARE(impactStatement(input(static_cast<Status>(to), detail), noGraph()), expected);
}

void ImpactTest::edgesSpeak()
{
    using E = EdgeSeverity;
    const Graph graph(catalogue({ { "idp", "GitHub", E::Critical, "SSO login unavailable." },
        { "idp", "Wiki", E::High }, { "GitHub", "Actions", E::Medium, "builds stop" } }));
    QCOMPARE(impactStatement(withGraph(input(Status::PartialOutage, QStringLiteral("Some users")), graph), graph),
        QStringLiteral(
            "Okta is experiencing a partial outage. Some users. This may impact: GitHub (SSO login "
            "unavailable; critical), Wiki (high). One more is reached indirectly: Actions through GitHub."));
}

void ImpactTest::manyDependents()
{
    Catalogue many;
    for (int i = 0; i < 15; ++i)
        many.dependencies.push_back(
            { sid("idp"), ServiceId(QStringLiteral("service-%1").arg(i, 2, 10, QLatin1Char('0'))),
                QStringLiteral("a text that is quite a bit longer than anybody should write here, really"),
                EdgeSeverity::High });
    for (int i = 0; i < 4; ++i)
        many.dependencies.push_back(
            { sid("service-03"), ServiceId(QStringLiteral("far-%1").arg(i)), {}, EdgeSeverity::Low });
    const Graph graph(many);
    const QString text = impactStatement(withGraph(input(Status::MajorOutage, QString(400, u'x')), graph), graph);
    for (int i = 0; i < 12; ++i)
        QVERIFY(text.contains(QStringLiteral("service-%1").arg(i, 2, 10, QLatin1Char('0'))));
    QVERIFY(text.contains(QStringLiteral(" and 3 more.")));
    QVERIFY(text.contains(QStringLiteral("4 more are reached indirectly, for example far-0 through service-03.")));
    QVERIFY2(text.size() <= 900, qPrintable(QString::number(text.size())));
}

void ImpactTest::signInBroker()
{
    const Graph graph(catalogue({ { "idp", "GitHub" }, { "idp", "Wiki" } }));
    ImpactInput broker = withGraph(input(Status::MajorOutage, QStringLiteral("Down")), graph);
    broker.ssoBroker = true;
    QString text = impactStatement(broker, graph);
    QVERIFY(text.startsWith(QStringLiteral(u"\u26A0\uFE0F SSO authentication is unavailable: Okta")));
    QVERIFY(text.contains(QStringLiteral("may impact signing in to: GitHub, Wiki.")));
    QVERIFY(text.contains(QStringLiteral("avoid logging out")));
    broker.to = Status::Degraded;
    text = impactStatement(broker, graph);
    QVERIFY(
        text.startsWith(QStringLiteral("SSO authentication")) && text.contains(QStringLiteral("may be affected")));
    QVERIFY(text.contains(QStringLiteral("GitHub, Wiki")) && !text.contains(QStringLiteral("logging out")));
    broker.to = Status::MajorOutage;
    broker.downstream.clear();
    QVERIFY(impactStatement(broker, graph).contains(QStringLiteral("Down. Please avoid logging out")));
    broker.to = Status::Operational;
    QVERIFY(impactStatement(broker, graph).contains(QStringLiteral("recovered")));
}

void ImpactTest::longVendorTextIsCut()
{
    const QString text = impactStatement(input(Status::Degraded, QString(9000, u'x')), noGraph());
    QVERIFY(text.size() < 300);
    QVERIFY(text.endsWith(QChar(0x2026)));
}

void ImpactTest::summaries_data()
{
    QTest::addColumn<QVector<int>>("counts"); // major, partial, degraded, blind, unknown, maintenance, operational
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("overall");
    const auto row = [](const char *name, const QVector<int> &counts, const char *text, Status overall) {
        QTest::newRow(name) << counts << QString::fromLatin1(text) << int(overall);
    };
    row("empty", { 0, 0, 0, 0, 0, 0, 0 }, "No services are monitored.", Status::Unknown);
    row("nothing yet", { 0, 0, 0, 0, 10, 0, 0 }, "No data yet for 10 services.", Status::Unknown);
    row("nothing yet, one", { 0, 0, 0, 0, 1, 0, 0 }, "No data yet for 1 service.", Status::Unknown);
    row("all blind", { 0, 0, 0, 10, 0, 0, 0 }, "0 of 10 monitored services are operational; 10 cannot be seen.",
        Status::Unknown);
    row("all up", { 0, 0, 0, 0, 0, 0, 29 }, "All 29 monitored services are operational.", Status::Operational);
    row("one up", { 0, 0, 0, 0, 0, 0, 1 }, "The one monitored service is operational.", Status::Operational);
    row("partly blind", { 0, 0, 0, 1, 0, 1, 27 },
        "27 of 29 monitored services are operational; 1 cannot be seen, 1 in maintenance.", Status::Operational);
    row("trouble", { 1, 0, 1, 2, 0, 0, 25 },
        "2 active incidents across 29 monitored services. A, B. 2 cannot be seen.", Status::MajorOutage);
    row("degraded", { 0, 0, 2, 0, 0, 0, 1 }, "2 active incidents across 3 monitored services. A, B.",
        Status::Degraded);
    row("partial", { 0, 1, 1, 0, 0, 0, 1 }, "2 active incidents across 3 monitored services. A, B.",
        Status::PartialOutage);
    row("only maintenance", { 0, 0, 0, 0, 0, 2, 0 },
        "0 of 2 monitored services are operational; 2 in maintenance.", Status::Operational);
}

void ImpactTest::summaries()
{
    QFETCH(QVector<int>, counts);
    QFETCH(QString, text);
    QFETCH(int, overall);
    SummaryCounts sum;
    sum.major = counts.at(0);
    sum.partial = counts.at(1);
    sum.degraded = counts.at(2);
    sum.blind = counts.at(3);
    sum.unknown = counts.at(4);
    sum.maintenance = counts.at(5);
    sum.operational = counts.at(6);
    sum.total = std::accumulate(counts.begin(), counts.end(), 0);
    QCOMPARE(summaryText(sum, { QStringLiteral("A"), QStringLiteral("B") }), text);
    QCOMPARE(static_cast<int>(overallStatus(sum)), overall);
}

std::unique_ptr<QObject> impactTest()
{
    return std::make_unique<ImpactTest>();
}

#include "impacttest.moc"
