// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "stage.h"
#include "tests.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpServer>

using namespace Wf;
using namespace Wf::Integration;

namespace {

constexpr const char *kGood = "services:\n"
                              "  - id: crm\n"
                              "    display_name: CRM\n"
                              "    category: sales\n"
                              "    poll_type: manual\n";

struct Run {
    int status = -1;
    QByteArray output;
    QList<QByteArray> said; ///< lines of standard error
};

Run runToTheEnd(TestKit::ServerProcess &server)
{
    server.forgetLog();
    server.launch();
    Run run;
    if (server.waitForExit())
        run.status = server.exitStatus();
    run.output = server.output();
    run.said = server.log().split('\n');
    run.said.removeAll(QByteArray());
    return run;
}

void pretendNewer(const QString &file)
{
    const QString name = QStringLiteral("newer");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA user_version = 9999")));
    }
    QSqlDatabase::removeDatabase(name);
}

QStringList arguments(const TestKit::ServerProcess &server, const QString &data, const QString &listen)
{
    return { QStringLiteral("--config"), server.configFolder(), QStringLiteral("--data"), data,
        QStringLiteral("--listen"), listen };
}

} // namespace

void StartupTest::checkConfig()
{
    TestKit::ServerProcess server;
    server.addArgument(QStringLiteral("--check-config"));
    server.configure(QStringLiteral("services.yaml"), kGood);
    Run run = runToTheEnd(server);
    QCOMPARE(run.status, 0);
    QVERIFY2(run.output.contains("1 services, no faults"), run.output.constData());
    QVERIFY2(run.said.isEmpty(), run.said.join('\n').constData());

    server.configure(QStringLiteral("services.yaml"), QByteArray(kGood) + "    tier: gold\n");
    run = runToTheEnd(server);
    QCOMPARE(run.status, 2);
    QVERIFY(run.output.isEmpty());
    QVERIFY2(!QDir(server.dataFolder()).exists(), "asking changes nothing");
}

void StartupTest::faultyConfigurationTouchesNothing()
{
    TestKit::ServerProcess server;
    server.configure(QStringLiteral("services.yaml"), QByteArray(kGood) + "    tier: gold\n    teir: x\n");
    server.configure(
        QStringLiteral("dependencies.yaml"), "dependencies:\n  nobody:\n    - {service: crm, impact: x}\n");
    server.setVariable("POLL_INTERVAL_SECONDS", QStringLiteral("often"));
    const Run run = runToTheEnd(server);
    QCOMPARE(run.status, 2);
    QVERIFY(run.output.isEmpty());
    const QByteArray said = run.said.join('\n');
    QVERIFY2(said.contains("/services.yaml:6:11: "), said.constData());
    QVERIFY2(said.contains("/services.yaml:7:5: "), said.constData());
    QVERIFY2(said.contains("(did you mean 'tier'?)"), said.constData());
    QVERIFY2(said.contains("POLL_INTERVAL_SECONDS is 'often'"), said.constData());
    QVERIFY2(said.contains("/dependencies.yaml:2:3: "), said.constData());
    QVERIFY2(!QDir(server.dataFolder()).exists(), "nothing was begun");
}

void StartupTest::cannotStart_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("port in use") << QStringLiteral("port");
    QTest::newRow("unwritable data folder") << QStringLiteral("folder");
    QTest::newRow("newer database") << QStringLiteral("newer");
    QTest::newRow("no database") << QStringLiteral("garbage");
}

void StartupTest::cannotStart()
{
    QFETCH(QString, what);
    TestKit::ServerProcess server;
    server.configure(QStringLiteral("services.yaml"), kGood);
    server.setVariable("LOG_LEVEL", QStringLiteral("CRITICAL"));
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QString freePort = QStringLiteral("127.0.0.1:0");
    if (what == QLatin1String("port"))
        server.setArguments(
            arguments(server, server.dataFolder(), QStringLiteral("127.0.0.1:%1").arg(other.serverPort())));
    if (what == QLatin1String("folder"))
        server.setArguments(
            arguments(server, server.configFolder() + QStringLiteral("/services.yaml/data"), freePort));
    if (what == QLatin1String("newer")) {
        QVERIFY2(server.start(), server.log().constData());
        QCOMPARE(server.stop(), 0);
        pretendNewer(server.database());
    }
    if (what == QLatin1String("garbage")) {
        QVERIFY(QDir().mkpath(server.dataFolder()));
        QFile file(server.database());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
    }
    const Run run = runToTheEnd(server);
    QVERIFY2(run.status == 3, run.said.join('\n').constData());
    QVERIFY2(run.said.size() == 1, run.said.join('\n').constData());
    QVERIFY2(run.said.at(0).contains(": "), run.said.at(0).constData()); // what is wrong, and what to do
    QVERIFY(run.output.isEmpty());
}

void StartupTest::secondInstanceIsRefused()
{
    TestKit::ServerProcess server;
    server.configure(QStringLiteral("services.yaml"), kGood);
    QVERIFY2(server.start(), server.log().constData());
    TestKit::ServerProcess second;
    second.setArguments(arguments(server, server.dataFolder(), QStringLiteral("127.0.0.1:0")));
    const Run run = runToTheEnd(second);
    QVERIFY2(run.status == 3, run.said.join('\n').constData());
    QVERIFY2(run.said.size() == 1 && run.said.at(0).contains(QByteArray::number(server.pid())),
        run.said.join('\n').constData());
    QCOMPARE(server.get(QStringLiteral("/healthz")).status, 200);
}
