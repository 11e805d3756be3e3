// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "pingvectorstest.h"

#include "testkit/serverprocess.h"
#include "testkit/vectors.h"

#include <QTcpSocket>

#include <functional>

using namespace Wf;
using TestKit::ServerProcess;

namespace {

const QByteArray kToken = "the-right-token";
const QByteArray kNobody = "00000000-0000-0000-0000-000000000000";

/// A server with one heartbeat that was defined over its API.
struct Desk {
    Desk()
    {
        server.configure(QStringLiteral("services.yaml"),
            "categories: {jobs: Jobs}\n"
            "services:\n"
            "  - {id: cron, display_name: Cron, category: jobs, tier: important, poll_type: manual}\n");
        server.setVariable("ADMIN_API_TOKEN", QString::fromLatin1(kToken));
        QVERIFY2(server.start(), server.log().constData());
        const auto made = server.post(QStringLiteral("/api/monitors"),
            { { QStringLiteral("kind"), QStringLiteral("heartbeat") },
                { QStringLiteral("name"), QStringLiteral("Nightly") },
                { QStringLiteral("schedule"), QStringLiteral("1d") } },
            kToken);
        const QJsonObject monitor = made.data()[u"monitor"].toObject();
        path = QStringLiteral("/api/monitors/") + monitor[u"id"].toString();
        key = monitor[u"ping_path"].toString().section(u'/', -1).toLatin1();
    }

    /// Status and body of one request over a connection of its own.
    struct Said {
        int status = 0;
        QByteArray type;
        QByteArray body;
        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    };
    [[nodiscard]] Said say(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
        const QByteArray &body = {}) const
    {
        const QUrl address(server.url());
        QTcpSocket socket;
        socket.connectToHost(address.host(), static_cast<quint16>(address.port()));
        socket.write(method + ' ' + target
            + " HTTP/1.1\r\nHost: testserver\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
        (void)QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }, 10'000);
        const QByteArray all = socket.readAll();
        const qsizetype end = all.indexOf("\r\n\r\n");
        const qsizetype type = all.toLower().indexOf("content-type: ") + 14;
        return { all.mid(9, 3).toInt(), all.mid(type, all.indexOf("\r\n", type) - type), all.mid(end + 4) };
    }
    [[nodiscard]] int pings()
    {
        return server.get(path + QStringLiteral("/pings"), kToken).json()[u"meta"][u"total"].toInt(-1);
    }

    ServerProcess server;
    QString path;
    QByteArray key;
};

void accepted(Desk &desk, const QByteArray &method, const QByteArray &headers = {}, const QByteArray &body = {})
{
    const Desk::Said said = desk.say(method, "/api/ping/" + desk.key + '/', headers, body);
    QCOMPARE(said.status, 200);
    if (method == "HEAD")
        return;
    QCOMPARE(said.json()[u"status"].toString(), QStringLiteral("ok"));
    QVERIFY(!said.json()[u"message"].toString().isEmpty());
}

void getOk(Desk &desk)
{
    accepted(desk, "GET");
    QTRY_COMPARE(desk.pings(), 1);
}

void postOk(Desk &desk)
{
    accepted(desk, "POST", "Content-Type: application/json\r\n", "{\"a\": 1}");
    accepted(desk, "POST", "Content-Type: application/x-www-form-urlencoded\r\n", "a=1");
    accepted(desk, "POST");
    QTRY_COMPARE(desk.pings(), 3);
}

void unknownKey(Desk &desk)
{
    const Desk::Said said = desk.say("GET", "/api/ping/" + kNobody + '/');
    QCOMPARE(said.status, 404);
    QVERIFY(said.json().contains(u"error"));
}

void malformedKey(Desk &desk)
{
    const Desk::Said said = desk.say("GET", "/api/ping/abc/");
    QCOMPARE(said.status, 404);
    QVERIFY(!said.type.contains("json"));
}

/// Mended: letters of either case name the same key.
void upperCaseKey(Desk &desk)
{
    QCOMPARE(desk.say("GET", "/api/ping/" + desk.key.toUpper() + '/').status, 200);
    QTRY_COMPARE(desk.pings(), 1);
}

/// Mended: no detour over a redirect, which many jobs do not follow.
void noTrailingSlash(Desk &desk)
{
    QCOMPARE(desk.say("GET", "/api/ping/" + desk.key).status, 200);
    QCOMPARE(desk.say("POST", "/api/ping/" + desk.key).status, 200);
    QTRY_COMPARE(desk.pings(), 2);
}

/// Mended: whatever a job can send is a sign of life.
void headAndPut(Desk &desk)
{
    accepted(desk, "HEAD");
    accepted(desk, "PUT");
    QTRY_COMPARE(desk.pings(), 2);
}

void peerAddress(Desk &desk)
{
    accepted(desk, "GET", "X-Forwarded-For: 1.2.3.4\r\n");
    QTRY_COMPARE(desk.pings(), 1);
    const auto log = desk.server.get(desk.path + QStringLiteral("/pings"), kToken).json()[u"data"].toArray();
    QCOMPARE(log[0][u"remote_addr"].toString(), QStringLiteral("127.0.0.1"));
}

void afterDeletion(Desk &desk)
{
    QCOMPARE(desk.say("DELETE", desk.path.toLatin1(), "Authorization: Bearer " + kToken + "\r\n").status, 200);
    const Desk::Said said = desk.say("GET", "/api/ping/" + desk.key + '/');
    QCOMPARE(said.status, 404);
    QVERIFY(said.json().contains(u"error"));
}

/// Ours names the path: who stands behind a proxy knows its own address better. Either form of it is answered.
void pingUrl(Desk &desk)
{
    const QJsonObject data = desk.server.get(desk.path + QStringLiteral("/definition"), kToken).data();
    QCOMPARE(data[u"ping_path"].toString().toLatin1(), QByteArray("/ping/" + desk.key));
    QCOMPARE(desk.say("GET", "/ping/" + desk.key).status, 200);
    accepted(desk, "GET");
}

using Play = void (*)(Desk &);
const QHash<QString, Play> &plays()
{
    static const QHash<QString, Play> all {
        { QStringLiteral("GET ok"), getOk },
        { QStringLiteral("POST ok"), postOk },
        { QStringLiteral("unknown key"), unknownKey },
        { QStringLiteral("malformed key"), malformedKey },
        { QStringLiteral("uppercase key (upstream defect)"), upperCaseKey },
        { QStringLiteral("no trailing slash (upstream defect)"), noTrailingSlash },
        { QStringLiteral("HEAD and PUT (upstream defect)"), headAndPut },
        { QStringLiteral("peer address"), peerAddress },
        { QStringLiteral("after deletion"), afterDeletion },
        { QStringLiteral("ping url form"), pingUrl },
    };
    return all;
}

} // namespace

void PingVectorsTest::recorded_data()
{
    QTest::addColumn<QString>("name");
    const QJsonArray cases = TestKit::recordedCases(QStringLiteral("uptime-monitor.json"));
    if (cases.isEmpty())
        QTest::newRow("absent") << QString();
    for (const QJsonValue each : cases) {
        if (each[u"area"].toString() == QLatin1String("ping-endpoint"))
            QTest::newRow(qPrintable(each[u"name"].toString())) << each[u"name"].toString();
    }
}

void PingVectorsTest::recorded()
{
    QFETCH(const QString, name);
    if (name.isEmpty())
        QSKIP("no recorded cases: set WF_SHARED to the folder that holds vectors/uptime-monitor.json");
    QVERIFY2(plays().contains(name), "nobody plays this case");
    Desk desk;
    QVERIFY(!desk.key.isEmpty());
    plays().value(name)(desk);
}
