// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "heartbeatstest.h"

#include "testkit/serverprocess.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpSocket>

using namespace Wf;
using TestKit::ServerProcess;

namespace {

const QByteArray kUuid = "f4d9b5c1-0b5e-4f6a-9d3c-1a2b3c4d5e6f";
const QString kMonitor = QStringLiteral("/api/monitors/backup.heartbeat");
const QByteArray kToken = "the-right-token";
constexpr int kKills = 20;

void configure(ServerProcess &server)
{
    server.configure(QStringLiteral("services.yaml"),
        "categories: {jobs: Jobs}\n"
        "services:\n"
        "  - id: backup\n"
        "    display_name: Backup\n"
        "    category: jobs\n"
        "    tier: important\n"
        "    monitors:\n"
        "      - kind: heartbeat\n"
        "        schedule: 1d\n"
        "        uuid: "
            + kUuid + "\n");
    server.setVariable("ADMIN_API_TOKEN", QString::fromLatin1(kToken));
}

/// One connection that pings and reads answers, as a job's curl would.
class Job {
public:
    explicit Job(const QString &url)
    {
        const QUrl address(url);
        m_socket.connectToHost(address.host(), static_cast<quint16>(address.port()));
        (void)QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
    }
    void send(const QByteArray &path)
    {
        m_socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        m_socket.flush();
    }
    /// How many pings were answered with "OK" until now.
    [[nodiscard]] int answered()
    {
        m_said += m_socket.readAll();
        return static_cast<int>(m_said.count("\r\n\r\nOK"));
    }
    [[nodiscard]] const QByteArray &said() const { return m_said; }

private:
    QTcpSocket m_socket;
    QByteArray m_said;
};

int pingsOf(ServerProcess &server, const QString &monitor)
{
    const QJsonObject found = server.get(monitor).data()[u"monitor"].toObject();
    return found[u"heartbeat"].toObject()[u"n_pings"].toInt(-1);
}

} // namespace

void HeartbeatsTest::aPingIsSeenInTheApi()
{
    ServerProcess server;
    configure(server);
    QVERIFY2(server.start(), server.log().constData());
    QCOMPARE(pingsOf(server, kMonitor), 0);
    Job job(server.url());
    job.send("/ping/" + kUuid + "/start");
    job.send("/ping/" + kUuid);
    QTRY_COMPARE_WITH_TIMEOUT(job.answered(), 2, 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(pingsOf(server, kMonitor), 2, 10'000);
    QCOMPARE(
        server.service(QStringLiteral("backup"))[u"current_status"].toString(), QStringLiteral("operational"));
    const QJsonArray log = server.get(kMonitor + QStringLiteral("/pings")).json()[u"data"].toArray();
    QCOMPARE(log.size(), 2);
    QCOMPARE(log[0][u"type"].toString(), QStringLiteral("success"));
    QVERIFY(log[0][u"duration"].isDouble());
    QCOMPARE(log[1][u"type"].toString(), QStringLiteral("start"));
    QVERIFY(!server.get(kMonitor).body.contains(kUuid));
    QCOMPARE(server.stop(), 0);
    QVERIFY(!server.log().contains(kUuid));
}

void HeartbeatsTest::anAnsweredPingOutlivesAKill()
{
    QRandomGenerator random(20'261'122);
    ServerProcess server;
    configure(server);
    int least = 0; // pings that must be there: all that were answered
    int most = 0; // and those that may be: all that were sent
    for (int kill = 0; kill < kKills; ++kill) {
        QVERIFY2(server.start(), server.log().constData());
        const int found = pingsOf(server, kMonitor);
        QVERIFY2(found >= least && found <= most,
            qPrintable(
                QStringLiteral("%1 pings are there, %2 were answered, %3 sent").arg(found).arg(least).arg(most)));
        least = most = found;
        Job job(server.url());
        const int wanted = random.bounded(1, 30);
        for (int i = 0; i < wanted + 5; ++i, ++most)
            job.send("/ping/" + kUuid);
        QTRY_VERIFY2_WITH_TIMEOUT(job.answered() >= wanted, job.said().constData(), 10'000);
        server.kill();
        least += job.answered();
    }
    QVERIFY2(server.start(), server.log().constData());
    QVERIFY(pingsOf(server, kMonitor) >= least);
    const QJsonObject meta = server.get(kMonitor + QStringLiteral("/pings?limit=1000")).json()[u"meta"].toObject();
    QCOMPARE(meta[u"total"].toInt(), pingsOf(server, kMonitor)); // the log lacks none of them
    QCOMPARE(server.stop(), 0);
}

void HeartbeatsTest::aDefinedHeartbeatOutlivesAKill()
{
    ServerProcess server;
    configure(server);
    QVERIFY2(server.start(), server.log().constData());
    const auto made = server.post(QStringLiteral("/api/monitors"),
        { { QStringLiteral("kind"), QStringLiteral("heartbeat") },
            { QStringLiteral("name"), QStringLiteral("Nightly") },
            { QStringLiteral("schedule"), QStringLiteral("0 2 * * 1-5") },
            { QStringLiteral("tz"), QStringLiteral("Europe/Paris") } },
        kToken);
    QVERIFY2(made.status == 201, made.body.constData());
    const QJsonObject monitor = made.data()[u"monitor"].toObject();
    const QByteArray path = monitor[u"ping_path"].toString().toLatin1();
    QVERIFY2(path.startsWith("/ping/"), made.body.constData());
    server.kill();
    QVERIFY2(server.start(), server.log().constData());
    Job job(server.url());
    job.send(path);
    QTRY_COMPARE_WITH_TIMEOUT(job.answered(), 1, 10'000);
    server.kill();
    QVERIFY2(server.start(), server.log().constData());
    QCOMPARE(pingsOf(server, QStringLiteral("/api/monitors/") + monitor[u"id"].toString()), 1);
    QCOMPARE(server.stop(), 0);
}

/// As people do it: no length is known, and the log is longer than anybody keeps.
void HeartbeatsTest::curlPipesALogIntoAPing()
{
    const QString curl = QStandardPaths::findExecutable(QStringLiteral("curl"));
    if (curl.isEmpty())
        QSKIP("curl is not installed");
    ServerProcess server;
    configure(server);
    server.setVariable("PING_BODY_LIMIT", QStringLiteral("5000"));
    QVERIFY2(server.start(), server.log().constData());
    QProcess job;
    job.start(curl,
        { QStringLiteral("-sS"), QStringLiteral("-i"), QStringLiteral("-T"), QStringLiteral("-"),
            server.url() + QStringLiteral("/ping/") + QString::fromLatin1(kUuid) });
    QVERIFY(job.waitForStarted());
    const QByteArray log(3'000'000, 'l');
    job.write(log);
    job.closeWriteChannel();
    QVERIFY(QTest::qWaitFor([&job] { return job.state() == QProcess::NotRunning; }, 30'000));
    const QByteArray said = job.readAllStandardOutput();
    QVERIFY2(job.exitCode() == 0 && said.contains("200 OK") && said.endsWith("OK"), said.constData());
    QVERIFY2(said.contains("Ping-Body-Limit: 5000\r\n"), said.constData());
    const auto kept = server.get(kMonitor + QStringLiteral("/pings/1/body"), kToken);
    QCOMPARE(kept.body, log.left(5000));
    QCOMPARE(server.stop(), 0);
}
