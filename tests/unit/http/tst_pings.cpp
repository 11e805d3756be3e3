// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "rawclient.h"

using namespace Wf;
using namespace Wf::TestKit;
using Domain::PingKind;

namespace {
const QByteArray kUuid = "f4d9b5c1-0b5e-4f6a-9d3c-1a2b3c4d5e6f";
const QByteArray kRid = "11111111-2222-4333-8444-aaaaaaaaaaaa";

struct Served {
    explicit Served(const Http::HttpOptions &options = testOptions())
        : server(session, clock, options)
        , port(server.start().value_or(0))
    {
        session.acceptPings(QString::fromLatin1(kUuid));
    }
    [[nodiscard]] RawReply ask(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
        const QByteArray &body = {})
    {
        const QByteArray length =
            body.isEmpty() ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        return RawClient(port).ask(
            method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + length + headers + "\r\n" + body, method);
    }
    [[nodiscard]] Ports::PingCall last() const { return session.pingCalls().back(); }

    FakeSession session;
    StoppedClock clock;
    Http::HttpServer server;
    quint16 port;
};

QByteArray ping(const QByteArray &rest = {})
{
    return "/ping/" + kUuid + rest;
}
} // namespace

/// The protocol of pings, byte by byte.
class PingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signalsOfAUuid_data();
    void signalsOfAUuid();
    void refusals_data();
    void refusals();
    void everyMethodIsAPing_data();
    void everyMethodIsAPing();
    void aBrowsersQuestionIsNone();
    void successSaysOk();
    void slugs_data();
    void slugs();
    void aSlugMayBeMade();
    void runIds_data();
    void runIds();
    void whatTheJobSaysIsHandedOn();
    void aLongUserAgentIsCut();
    void theSenderIsThePeer();
    void aTrustedProxyNamesTheSender_data();
    void aTrustedProxyNamesTheSender();
    void theOtherSystemsAddress_data();
    void theOtherSystemsAddress();
    void aLongBodyIsReadToItsEnd_data();
    void aLongBodyIsReadToItsEnd();
    void aSlowLongBodyCountsAtTheDeadline();
    void theLimitOfBodiesIsSaid();
    void aFloodIsTold429();
    void engineErrorsHaveTheirStatus();
    void noTokenIsAsked();
};

void PingsTest::signalsOfAUuid_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("exitStatus");
    const auto row = [](const char *rest, PingKind kind, int exitStatus = -1) {
        QTest::newRow(*rest ? rest : "success") << QByteArray(rest) << static_cast<int>(kind) << exitStatus;
    };
    row("", PingKind::Success);
    row("/", PingKind::Success);
    row("/start", PingKind::Start);
    row("/fail", PingKind::Fail);
    row("/log", PingKind::Log);
    row("/0", PingKind::Success, 0);
    row("/1", PingKind::Fail, 1);
    row("/255", PingKind::Fail, 255);
}

void PingsTest::signalsOfAUuid()
{
    QFETCH(QByteArray, rest);
    QFETCH(int, kind);
    QFETCH(int, exitStatus);
    Served served;
    QCOMPARE(served.ask("GET", ping(rest)).status, 200);
    const Domain::PingSignal signal = served.last().request.signal;
    QCOMPARE(static_cast<int>(signal.kind), kind);
    QCOMPARE(signal.exitStatus.value_or(-1), exitStatus);
    QCOMPARE(served.last().uuid.toLatin1(), kUuid);
    QVERIFY(served.last().slug.isEmpty());
}

void PingsTest::refusals_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *name, const QByteArray &target, int status, const char *words) {
        QTest::newRow(name) << target << status << QByteArray(words);
    };
    row("unknown", "/ping/00000000-0000-0000-0000-000000000000", 404, "not found");
    row("upper case", "/ping/" + kUuid.toUpper(), 404, "not found");
    row("no uuid", "/ping/abc", 404, "not found");
    row("braces", "/ping/%7B" + kUuid + "%7D", 404, "not found");
    row("exit status 256", ping("/256"), 400, "invalid url format");
    row("huge exit status", ping("/99999999999999999999"), 400, "invalid url format");
    row("no signal", ping("/finish"), 404, "not found");
    row("upper case signal", ping("/START"), 404, "not found");
    row("upper case slug", "/ping/key/Backup", 400, "invalid url format");
    row("slug with a dot", "/ping/key/back.up", 400, "invalid url format");
    row("slug and 256", "/ping/key/backup/256", 400, "invalid url format");
    row("slug and no signal", "/ping/key/backup/finish", 404, "not found");
    row("slug with a slash behind it", "/ping/key/backup/", 404, "not found"); // the protocol knows no such form
    row("signal with a slash behind it", ping("/start/"), 404, "not found");
    row("more words", "/ping/key/backup/start/now", 404, "not found");
    row("nothing", "/ping/", 404, "not found");
    row("two slashes", "/api" + ping("//"), 404, "not found");
    row("bad rid", ping("?rid=1234"), 400, "invalid uuid format");
    row("empty rid", ping("?rid="), 400, "invalid uuid format");
    row("rid without dashes", ping("?rid=" + QByteArray(kRid).replace("-", "")), 400, "invalid uuid format");
}

void PingsTest::refusals()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    Served served;
    const RawReply reply = served.ask("GET", target);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.body, words);
    QVERIFY(reply.header("content-type").startsWith("text/plain"));
    QCOMPARE(reply.header("access-control-allow-origin"), QByteArray("*"));
    for (const Ports::PingCall &call : served.session.pingCalls())
        QVERIFY(call.uuid.toLatin1() != kUuid); // whatever came through is no ping of ours
}

void PingsTest::everyMethodIsAPing_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char *method : { "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH" })
        QTest::newRow(method) << QByteArray(method);
}

void PingsTest::everyMethodIsAPing()
{
    QFETCH(QByteArray, method);
    Served served;
    for (const QByteArray &target : { ping(), QByteArray("/api" + ping("/")) }) {
        const RawReply reply = served.ask(method, target);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.isEmpty(), method == "HEAD");
        QCOMPARE(served.last().request.method.toLatin1(), method);
    }
    QCOMPARE(served.session.pingCalls().size(), size_t { 2 });
}

void PingsTest::aBrowsersQuestionIsNone()
{
    Served served;
    const RawReply reply = served.ask(
        "OPTIONS", ping(), "Origin: https://elsewhere.example\r\nAccess-Control-Request-Method: POST\r\n");
    QCOMPARE(reply.status, 204);
    QCOMPARE(reply.header("access-control-allow-origin"), QByteArray("*"));
    QVERIFY(served.session.pingCalls().empty());
}

void PingsTest::successSaysOk()
{
    Served served;
    const RawReply reply = served.ask("GET", ping());
    QCOMPARE(reply.body, QByteArray("OK"));
    QCOMPARE(reply.header("content-length"), QByteArray("2"));
    QCOMPARE(reply.header("ping-body-limit"), QByteArray("10000"));
    QCOMPARE(reply.header("access-control-allow-origin"), QByteArray("*"));
    QVERIFY(
        reply.header("cache-control").contains("no-store") || reply.header("cache-control").contains("no-cache"));
    QVERIFY(!reply.closed);
}

void PingsTest::slugs_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<int>("kind");
    QTest::newRow("success") << QByteArray() << static_cast<int>(PingKind::Success);
    QTest::newRow("start") << QByteArray("/start") << static_cast<int>(PingKind::Start);
    QTest::newRow("fail") << QByteArray("/fail") << static_cast<int>(PingKind::Fail);
    QTest::newRow("log") << QByteArray("/log") << static_cast<int>(PingKind::Log);
    QTest::newRow("7") << QByteArray("/7") << static_cast<int>(PingKind::Fail);
}

void PingsTest::slugs()
{
    QFETCH(QByteArray, rest);
    QFETCH(int, kind);
    Served served;
    QCOMPARE(served.ask("GET", "/ping/the_Key/my_back-up2" + rest).status, 200);
    QCOMPARE(served.last().pingKey, QStringLiteral("the_Key"));
    QCOMPARE(served.last().slug, QStringLiteral("my_back-up2"));
    QVERIFY(served.last().uuid.isEmpty());
    QCOMPARE(static_cast<int>(served.last().request.signal.kind), kind);
    QVERIFY(served.last().unknownSlug == Ports::PingCall::Unknown::Refused);
}

void PingsTest::aSlugMayBeMade()
{
    Served served;
    Ports::PingOutcome made;
    made.taken = Ports::PingOutcome::Taken::Created;
    served.session.setPingOutcome(made);
    const RawReply reply = served.ask("GET", "/ping/key/backup/start?create=1");
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.body, QByteArray("Created"));
    QVERIFY(served.last().unknownSlug == Ports::PingCall::Unknown::Created);
    (void)served.ask("GET", "/ping/key/backup?create=0");
    QVERIFY(served.last().unknownSlug == Ports::PingCall::Unknown::Refused);
    const size_t before = served.session.pingCalls().size();
    QCOMPARE(served.ask("GET", "/ping/key/backup?create=1&rid=x").status, 400); // and nothing was made
    QCOMPARE(served.session.pingCalls().size(), before);
}

void PingsTest::runIds_data()
{
    QTest::addColumn<QByteArray>("rid");
    QTest::newRow("lower case") << kRid;
    QTest::newRow("upper case") << kRid.toUpper();
}

void PingsTest::runIds()
{
    QFETCH(QByteArray, rid);
    Served served;
    QCOMPARE(served.ask("GET", ping("/start?rid=" + rid)).status, 200);
    QCOMPARE(served.last().request.rid.toLatin1(), kRid);
}

void PingsTest::whatTheJobSaysIsHandedOn()
{
    Served served;
    const QByteArray log = "line one\nline two \xff\xfe";
    QCOMPARE(served.ask("POST", ping("/fail"), "User-Agent: backup/1.0\r\n", log).status, 200);
    const Domain::PingRequest request = served.last().request;
    QCOMPARE(request.body, log);
    QCOMPARE(request.userAgent, QStringLiteral("backup/1.0"));
    QCOMPARE(request.at, sampleTime());
    QVERIFY(!request.runtime);
    QCOMPARE(served.last().scheme, QStringLiteral("http"));
    QCOMPARE(served.ask("POST", ping(), {}, "runtime=1.5").status, 200);
    QCOMPARE(served.last().request.runtime, std::optional<Millis>(1500ms));
    QCOMPARE(served.ask("POST", ping(), {}, "{\"runtime\": 2}").status, 200);
    QCOMPARE(served.last().request.runtime, std::optional<Millis>(2s));
}

void PingsTest::aLongUserAgentIsCut()
{
    Served served;
    QCOMPARE(served.ask("GET", ping(), "User-Agent: " + QByteArray(300, 'u') + "\r\n").status, 200);
    QCOMPARE(served.last().request.userAgent.size(), Domain::kMostUserAgent);
    QCOMPARE(served.ask("GET", ping()).status, 200); // and none at all is fine
    QVERIFY(served.last().request.userAgent.isEmpty());
}

void PingsTest::theSenderIsThePeer()
{
    Served served;
    QCOMPARE(served.ask("GET", ping(), "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n").status, 200);
    QCOMPARE(served.last().request.source, QStringLiteral("127.0.0.1"));
    QCOMPARE(served.last().scheme, QStringLiteral("http"));
}

void PingsTest::aTrustedProxyNamesTheSender_data()
{
    QTest::addColumn<QByteArray>("forwarded");
    QTest::addColumn<QString>("source");
    QTest::newRow("one") << QByteArray("1.2.3.4") << QStringLiteral("1.2.3.4");
    QTest::newRow("first of many") << QByteArray("1.2.3.4, 10.0.0.1") << QStringLiteral("1.2.3.4");
    QTest::newRow("with a port") << QByteArray("1.2.3.4:5678") << QStringLiteral("1.2.3.4");
    QTest::newRow("version 6") << QByteArray("2001:db8::7") << QStringLiteral("2001:db8::7");
    QTest::newRow("mapped") << QByteArray("::ffff:1.2.3.4") << QStringLiteral("1.2.3.4");
    QTest::newRow("nonsense") << QByteArray("<script>") << QStringLiteral("127.0.0.1");
}

void PingsTest::aTrustedProxyNamesTheSender()
{
    QFETCH(QByteArray, forwarded);
    QFETCH(QString, source);
    auto options = testOptions();
    options.trustedProxies = { QStringLiteral("127.0.0.0/8") };
    Served served(options);
    QCOMPARE(
        served.ask("GET", ping(), "X-Forwarded-For: " + forwarded + "\r\nX-Forwarded-Proto: https\r\n").status,
        200);
    QCOMPARE(served.last().request.source, source);
    QCOMPARE(served.last().scheme, QStringLiteral("https"));
}

void PingsTest::theOtherSystemsAddress_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("GET ok") << QByteArray("GET") << "/api" + ping("/") << QByteArray() << 200;
    QTest::newRow("POST JSON") << QByteArray("POST") << "/api" + ping("/") << QByteArray("{}") << 200;
    QTest::newRow("POST form") << QByteArray("POST") << "/api" + ping("/") << QByteArray("a=b") << 200;
    QTest::newRow("POST empty") << QByteArray("POST") << "/api" + ping("/") << QByteArray() << 200;
    QTest::newRow("no trailing slash") << QByteArray("POST") << "/api" + ping() << QByteArray() << 200;
    QTest::newRow("upper case") << QByteArray("GET") << "/api/ping/" + kUuid.toUpper() + '/' << QByteArray()
                                << 200;
    QTest::newRow("unknown") << QByteArray("GET") << QByteArray("/api/ping/00000000-0000-0000-0000-000000000000/")
                             << QByteArray() << 404;
}

void PingsTest::theOtherSystemsAddress()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    Served served;
    const RawReply reply = served.ask(method, target, {}, body);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.header("content-type"), QByteArray("application/json"));
    if (status != 200) {
        QVERIFY(reply.json().contains(u"error"));
        return;
    }
    QCOMPARE(reply.json()[u"status"].toString(), QStringLiteral("ok"));
    QVERIFY(!reply.json()[u"message"].toString().isEmpty());
    QCOMPARE(served.last().uuid.toLatin1(), kUuid);
    const RawReply malformed = served.ask("GET", "/api/ping/abc/");
    QCOMPARE(malformed.status, 404);
    QVERIFY(malformed.header("content-type").startsWith("text/plain")); // as recorded
}

void PingsTest::aLongBodyIsReadToItsEnd_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qsizetype>("seen");
    const QByteArray log(3'000'000, 'l');
    const auto sized = [](qsizetype size) -> QByteArray {
        return "Content-Length: " + QByteArray::number(size) + "\r\n";
    };
    QTest::newRow("sized") << sized(log.size()) << log << qsizetype(1024 * 1024);
    QTest::newRow("expecting") << "Expect: 100-continue\r\n" + sized(20'000) << log.left(20'000)
                               << qsizetype(20'000);
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    QTest::newRow("chunked") << chunked << QByteArray("4\r\ndone\r\n0\r\n\r\n") << qsizetype(4);
    QTest::newRow("long and chunked") << chunked
                                      << QByteArray::number(log.size(), 16) + "\r\n" + log + "\r\n0\r\n\r\n"
                                      << qsizetype(1024 * 1024);
}

void PingsTest::aLongBodyIsReadToItsEnd()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(qsizetype, seen);
    Served served;
    RawClient client(served.port);
    client.send("PUT " + ping() + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    if (headers.contains("Expect"))
        QCOMPARE(client.read().status, 100);
    const RawReply reply = client.ask(body);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, QByteArray("OK"));
    QCOMPARE(served.last().request.body.size(), seen);
    QCOMPARE(client.ask(get("/healthz")).status, 200); // the next request is found behind it
}

void PingsTest::aSlowLongBodyCountsAtTheDeadline()
{
    auto options = testOptions();
    options.limits.framing.bodyBytes = 1000;
    options.limits.bodyTime = Millis { 50 };
    Served served(options);
    const QByteArray head = "POST " + ping() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n";
    RawClient enough(served.port);
    const RawReply reply = enough.ask(head + QByteArray(1200, 'x'));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("connection"), QByteArray("close"));
    QCOMPARE(served.last().request.body, QByteArray(1000, 'x'));
    RawClient tooLittle(served.port);
    QCOMPARE(tooLittle.ask(head + QByteArray(999, 'x')).status, 408);
    QCOMPARE(served.session.pingCalls().size(), size_t { 1 });
}

void PingsTest::theLimitOfBodiesIsSaid()
{
    auto options = testOptions();
    QCOMPARE(Served(options).ask("GET", ping()).header("ping-body-limit"), QByteArray("10000"));
    options.pingBodyLimit = 0;
    QCOMPARE(Served(options).ask("GET", ping()).header("ping-body-limit"), QByteArray("0"));
}

void PingsTest::aFloodIsTold429()
{
    Served served;
    Ports::PingOutcome limited;
    limited.taken = Ports::PingOutcome::Taken::Limited;
    served.session.setPingOutcome(limited);
    const RawReply plain = served.ask("GET", ping());
    QCOMPARE(plain.status, 429);
    QCOMPARE(plain.header("retry-after"), QByteArray("1"));
    const RawReply json = served.ask("GET", "/api" + ping("/"));
    QCOMPARE(json.status, 429);
    QVERIFY(json.json().contains(u"error"));
}

void PingsTest::engineErrorsHaveTheirStatus()
{
    Served served;
    const auto answers = [&](ErrorCode code, const char *detail) {
        served.session.failWith(Error { code, QString::fromLatin1(detail), {} });
        return served.ask("GET", "/ping/key/backup");
    };
    const RawReply ambiguous = answers(ErrorCode::Conflict, "ambiguous slug");
    QCOMPARE(ambiguous.status, 409);
    QCOMPARE(ambiguous.body, QByteArray("ambiguous slug"));
    const RawReply stranger = answers(ErrorCode::Forbidden, "wrong key");
    QCOMPARE(stranger.status, 404);
    QCOMPARE(stranger.body, QByteArray("not found"));
    QCOMPARE(answers(ErrorCode::Io, "disk full").status, 503);
    QCOMPARE(answers(ErrorCode::Unavailable, "shutting down").status, 503);
}

void PingsTest::noTokenIsAsked()
{
    Served served;
    QCOMPARE(served.ask("GET", ping(), "Authorization: Bearer nonsense\r\n").status, 200);
    QCOMPARE(served.ask("GET", ping(), "Host: hc.example.com\r\n").status, 400); // two hosts are none
    const QByteArray named = "GET " + ping() + " HTTP/1.1\r\nHost: hc.example.com\r\n\r\n";
    QCOMPARE(RawClient(served.port).ask(named).status, 200);
}

QTEST_GUILESS_MAIN(PingsTest)
#include "tst_pings.moc"
