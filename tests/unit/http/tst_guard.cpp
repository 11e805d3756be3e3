// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

using namespace Wf;
using namespace Wf::TestKit;

namespace {
/// One server with its own options for one test.
struct Served {
    explicit Served(const Http::HttpOptions &options = testOptions())
        : server(session, clock, options)
        , port(server.start().value_or(0))
    {
    }
    FakeSession session;
    StoppedClock clock;
    Http::HttpServer server;
    quint16 port;
};
} // namespace

class GuardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusals_data();
    void refusals();
    void slowHeaderIsTold408();
    void slowBodyIsTold408();
    void idleConnectionIsClosed();
    void handlerThatHangsIsAnsweredFor();
    void tooManyConnectionsAreTold503();
    void tooManyOfOneAddressAreTold503();
    void placesAreGivenBack();
    void pipelinedAnswersKeepTheirOrder();
    void connectionIsReused();
    void connectionCloseIsHonoured();
    void oldHttpIsClosed();
    void continueIsAnswered();
    void clientThatLeavesEarlyHarmsNobody();
    void stopAnswersWhatWaits();
};

void GuardTest::refusals_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("garbage") << QByteArray("\x16\x03\x01 nonsense\r\n\r\n") << 400;
    QTest::newRow("NUL") << QByteArray("GET /\0 HTTP/1.1\r\n\r\n", 19) << 400;
    QTest::newRow("big header") << get("/healthz", "X: " + QByteArray(5'000'000, 'x') + "\r\n") << 431;
    QTest::newRow("big body") << post("/api/admin/status", QByteArray(3'000'000, 'x'), {}) << 413;
    QTest::newRow("announced big body")
        << QByteArray("POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 300000000\r\n\r\n") << 413;
    QTest::newRow("ambiguous") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
                                             "Transfer-Encoding: chunked\r\n\r\n")
                               << 400;
    QTest::newRow("chunked") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                             << 411;
}

void GuardTest::refusals()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    Served served;
    RawClient client(served.port);
    const RawReply reply = client.ask(bytes);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("connection"), QByteArray("close"));
    QCOMPARE(reply.header("content-type"), QByteArray("application/json"));
    QVERIFY(reply.json()[u"data"].isNull());
    QVERIFY(!reply.code().isEmpty());
    QVERIFY(client.waitClosed());
}

void GuardTest::slowHeaderIsTold408()
{
    auto options = testOptions();
    options.limits.headTime = Millis { 30 };
    Served served(options);
    RawClient client(served.port);
    const RawReply reply = client.ask("GET /healthz HTTP/1.1\r\nHos");
    QCOMPARE(reply.status, 408);
    QCOMPARE(reply.code(), QStringLiteral("REQUEST_TIMEOUT"));
    QVERIFY(client.waitClosed());
}

void GuardTest::slowBodyIsTold408()
{
    auto options = testOptions();
    options.limits.bodyTime = Millis { 30 };
    Served served(options);
    RawClient client(served.port);
    QCOMPARE(client.ask("POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc").status, 408);
    QVERIFY(client.waitClosed());
}

void GuardTest::idleConnectionIsClosed()
{
    auto options = testOptions();
    options.limits.idleTime = Millis { 30 };
    Served served(options);
    RawClient client(served.port);
    QVERIFY(client.waitClosed());
}

void GuardTest::handlerThatHangsIsAnsweredFor()
{
    auto options = testOptions();
    options.limits.answerTime = Millis { 30 };
    Served served(options);
    served.session.hold();
    RawClient client(served.port);
    const RawReply reply = client.ask(get("/api/timeline"));
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.code(), QStringLiteral("TIMEOUT"));
    served.session.release(); // the late answer meets a closed connection
    QVERIFY(client.waitClosed());
    QCOMPARE(RawClient(served.port).ask(get("/healthz")).status, 200);
}

void GuardTest::tooManyConnectionsAreTold503()
{
    auto options = testOptions();
    options.limits.connections = 2;
    Served served(options);
    RawClient first(served.port);
    RawClient second(served.port);
    QCOMPARE(first.ask(get("/healthz")).status, 200);
    QCOMPARE(second.ask(get("/healthz")).status, 200);
    RawClient third(served.port);
    const RawReply reply = third.read();
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.code(), QStringLiteral("TOO_MANY_CONNECTIONS"));
    QVERIFY(third.waitClosed());
}

void GuardTest::tooManyOfOneAddressAreTold503()
{
    auto options = testOptions();
    options.limits.perAddress = 1;
    Served served(options);
    RawClient first(served.port);
    QCOMPARE(first.ask(get("/healthz")).status, 200);
    QCOMPARE(RawClient(served.port).read().status, 503);
    QCOMPARE(first.ask(get("/healthz")).status, 200);
}

void GuardTest::placesAreGivenBack()
{
    auto options = testOptions();
    options.limits.perAddress = 1;
    Served served(options);
    for (int i = 0; i < 5; ++i) {
        const auto served200 = [&] {
            return RawClient(served.port).ask(get("/healthz", "Connection: close\r\n")).status == 200;
        };
        QVERIFY(QTest::qWaitFor(served200));
    }
}

void GuardTest::pipelinedAnswersKeepTheirOrder()
{
    Served served;
    served.session.hold();
    RawClient client(served.port);
    client.send(get("/api/timeline") + get("/healthz") + get("/nowhere"));
    // The slow one is first: nothing may overtake it. Another connection shows that the server got that far.
    QCOMPARE(RawClient(served.port).ask(get("/healthz")).status, 200);
    served.session.release();
    QVERIFY(client.read().json()[u"data"].toObject().contains(u"events"));
    QVERIFY(client.read().json().contains(u"heartbeat_age_seconds"));
    QCOMPARE(client.read().status, 404);
}

void GuardTest::connectionIsReused()
{
    Served served;
    RawClient client(served.port);
    for (int i = 0; i < 50; ++i) {
        const RawReply reply = client.ask(get("/api/services"));
        QCOMPARE(reply.status, 200);
        QVERIFY(!reply.closed);
    }
}

void GuardTest::connectionCloseIsHonoured()
{
    Served served;
    RawClient client(served.port);
    const RawReply reply = client.ask(get("/healthz", "Connection: close\r\n"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("connection"), QByteArray("close"));
    QVERIFY(client.waitClosed());
}

void GuardTest::oldHttpIsClosed()
{
    Served served;
    RawClient client(served.port);
    QCOMPARE(client.ask("GET /healthz HTTP/1.0\r\n\r\n").status, 200);
    QVERIFY(client.waitClosed());
}

void GuardTest::continueIsAnswered()
{
    Served served;
    RawClient client(served.port);
    QCOMPARE(client
                 .ask("POST /api/admin/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                      "Expect: 100-continue\r\nAuthorization: Bearer the-right-token\r\n"
                      "Content-Type: application/json\r\n\r\n")
                 .status,
        100);
    QCOMPARE(client.ask("{}").status, 422);
}

void GuardTest::clientThatLeavesEarlyHarmsNobody()
{
    Served served;
    served.session.hold();
    {
        RawClient client(served.port);
        client.send(get("/api/timeline"));
        QCOMPARE(RawClient(served.port).ask(get("/healthz")).status, 200);
    }
    served.session.release();
    QCOMPARE(RawClient(served.port).ask(get("/healthz")).status, 200);
}

void GuardTest::stopAnswersWhatWaits()
{
    Served served;
    served.session.hold();
    RawClient client(served.port);
    client.send(get("/api/timeline"));
    QCOMPARE(RawClient(served.port).ask(get("/healthz")).status, 200);
    served.server.stop();
    QCOMPARE(client.read().status, 503);
    served.session.release();
    QVERIFY(client.waitClosed());
}

QTEST_GUILESS_MAIN(GuardTest)
#include "tst_guard.moc"
