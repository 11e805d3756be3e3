// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/report.h"

#include <QTest>

namespace Wf {

using namespace Ctl;

/// What is understood from the command line, and what people read.
class CtlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void understands();
    void refuses_data();
    void refuses();
    void tokenComesFromTheEnvironment();
    void blindIsNeverGreen();
    void exitStatuses_data();
    void exitStatuses();
};

namespace {
    Arguments asking(Verb verb, Output output = Output::Text)
    {
        Arguments arguments;
        arguments.verb = verb;
        arguments.output = output;
        arguments.url = QUrl(QStringLiteral("http://127.0.0.1:8000"));
        return arguments;
    }
} // namespace

void CtlTest::understands()
{
    const auto arguments =
        parseArguments(QStringLiteral("set okta Degraded --reason seen --json").split(QLatin1Char(' ')), {});
    QVERIFY(arguments.has_value());
    QCOMPARE(arguments->verb, Verb::Set);
    QCOMPARE(arguments->service, QStringLiteral("okta"));
    QCOMPARE(arguments->status, QStringLiteral("degraded"));
    QCOMPARE(arguments->output, Output::Json);
    QCOMPARE(arguments->url, QUrl(QStringLiteral("http://127.0.0.1:8000")));
    QCOMPARE(parseArguments({}, {})->verb, Verb::Help);
}

void CtlTest::refuses_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : { "sho", "show", "show a b", "set a degraded", "set a green --reason why",
             "status --loud", "--url ftp://x status", "--url nonsense status" })
        QTest::newRow(line) << QString::fromLatin1(line);
}

void CtlTest::refuses()
{
    QFETCH(const QString, line);
    const auto arguments = parseArguments(line.split(QLatin1Char(' ')), {});
    QVERIFY(!arguments.has_value());
    QVERIFY(!arguments.error().isEmpty());
}

void CtlTest::tokenComesFromTheEnvironment()
{
    QHash<QString, QString> environment { { QStringLiteral("ADMIN_API_TOKEN"), QStringLiteral("admin") } };
    const QStringList status { QStringLiteral("status") };
    QCOMPARE(parseArguments(status, environment)->token.reveal(), QStringLiteral("admin"));
    environment.insert(QStringLiteral("WATCHFLOOR_TOKEN"), QStringLiteral("own"));
    QCOMPARE(parseArguments(status, environment)->token.reveal(), QStringLiteral("own"));
    QCOMPARE(
        parseArguments(status + QStringList { QStringLiteral("--token"), QStringLiteral("given") }, environment)
            ->token.reveal(),
        QStringLiteral("given"));
}

void CtlTest::blindIsNeverGreen()
{
    const QByteArray body = R"({"data": {"services": [
        {"id": "hub", "current_status": "operational", "effective_status": "unknown", "poller_health": "broken",
         "tier": "critical", "current_status_detail": "x\u001b[31my"},
        {"id": "okta", "current_status": "major_outage", "effective_status": "major_outage", "tier": "important"}]}})";
    const Report report = reportFor(asking(Verb::Services), { 200, body, {} });
    QCOMPARE(report.exitStatus, 0);
    QVERIFY(report.text.contains(QStringLiteral("unknown (blind)")));
    QVERIFY(!report.text.contains(QStringLiteral("operational")));
    QVERIFY(!report.text.contains(QChar(0x1b)));
    QVERIFY(report.text.indexOf(QStringLiteral("okta")) < report.text.indexOf(QStringLiteral("hub")));
}

void CtlTest::exitStatuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("expected");
    QTest::newRow("good") << 200 << QByteArray(R"({"data": {"status_text": "All well."}})") << 0;
    QTest::newRow("refused") << 401 << QByteArray(R"({"error": {"message": "No."}})") << 1;
    QTest::newRow("another server") << 200 << QByteArray("<html>") << 1;
    QTest::newRow("silence") << 0 << QByteArray() << 3;
}

void CtlTest::exitStatuses()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const int, expected);
    const Report report = reportFor(asking(Verb::Status), { status, body, QStringLiteral("refused") });
    QCOMPARE(report.exitStatus, expected);
    QCOMPARE(report.stream == Stream::Output, expected == 0);
    QVERIFY(report.text.endsWith(QLatin1Char('\n')));
}

} // namespace Wf

QTEST_GUILESS_MAIN(Wf::CtlTest)
#include "tst_ctl.moc"
