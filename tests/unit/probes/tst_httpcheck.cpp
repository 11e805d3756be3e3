// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_httpcheck.h"

#include "checkkit.h"

using namespace Wf;
using namespace Wf::Domain;
using TestKit::FakeHttpServer;
using TestKit::FakeRequest;
using TestKit::FakeResponse;
using Manner = FakeResponse::Manner;

namespace {
FakeResponse redirect(const QByteArray &to, int status = 302)
{
    return { status, "moved", { { "Location", to } } };
}

FakeResponse raw(const QByteArray &bytes)
{
    return { 0, bytes, {}, Manner::Raw };
}

RequestHeader header(const char *name, const char *value)
{
    return { name, Secret<QByteArray>(value) };
}

Micros sum(const Phases &phases)
{
    Micros total { 0 };
    for (const auto &each : { phases.resolve, phases.connect, phases.tls, phases.firstByte, phases.transfer })
        total += each.value_or(Micros { 0 });
    return total;
}
} // namespace

void HttpCheckTest::recordsStatusAndPhases()
{
    FakeHttpServer server;
    server.always("/", { 200, "hello", {}, Manner::Answer, Millis { 60 } });
    CheckKit kit;
    const auto run = kit.run(CheckKit::web(server.url()));
    QCOMPARE(run.end, CheckEnd::Answered);
    QCOMPARE(run.result.code, 200);
    QCOMPARE(run.result.bytes, 5);
    QCOMPARE(run.result.peer, QStringLiteral("127.0.0.1:%1").arg(server.serverPort()));
    QVERIFY(run.result.failure.isEmpty());
    QVERIFY(run.result.output.isEmpty());
    const Phases &phases = run.result.phases;
    QVERIFY(!phases.resolve && !phases.tls); // an address needs no look-up, http no handshake
    QVERIFY(phases.connect && phases.firstByte && phases.transfer);
    QVERIFY(*phases.firstByte >= Millis { 55 }); // the server waits 60 ms before it says anything
    QVERIFY(sum(phases) <= run.result.total);
    QCOMPARE(server.requests().front().headers.value("user-agent"), QByteArray("Watchfloor/" WF_VERSION));
    QTRY_COMPARE(server.openConnections(), 0);
}

void HttpCheckTest::sendsWhatItIsTold()
{
    FakeHttpServer server;
    server.always("/api?x=1", { 201, {} });
    CheckKit kit;
    HttpSpec spec = CheckKit::web(server.url(QStringLiteral("/api?x=1#part")));
    spec.method = "POST";
    spec.body = "{\"a\": 1}";
    spec.headers = { header("Content-Type", "application/json"), header("X-Key", "k"), header("X-Empty", "") };
    QCOMPARE(kit.run(spec).result.code, 201);
    const FakeRequest request = server.requests().front();
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path, QByteArray("/api?x=1"));
    QCOMPARE(request.body, QByteArray("{\"a\": 1}"));
    QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(request.headers.value("x-key"), QByteArray("k"));
    QVERIFY(request.headers.contains("x-empty"));
    QVERIFY(!request.headers.contains("expect"));
    for (const QByteArray method : { "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND" }) {
        spec.method = method;
        spec.body.clear();
        spec.headers.clear();
        kit.run(spec);
        QCOMPARE(server.requests().back().method, method);
        QVERIFY(!server.requests().back().headers.contains("content-type"));
    }
}

void HttpCheckTest::headHasNoBody()
{
    FakeHttpServer server;
    server.always("/", raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"));
    CheckKit kit;
    HttpSpec spec = CheckKit::web(server.url());
    spec.method = "HEAD";
    const auto run = kit.run(spec);
    QCOMPARE(run.end, CheckEnd::Answered);
    QCOMPARE(run.result.bytes, 0);
    QCOMPARE(server.requests().front().method, QByteArray("HEAD"));
}

void HttpCheckTest::basicAndBearer()
{
    FakeHttpServer server;
    server.always("/", { 200, {} });
    CheckKit kit;
    HttpSpec spec = CheckKit::web(server.url());
    spec.user = QStringLiteral("me");
    spec.password = Secret<QString>(QStringLiteral("pass:word"));
    kit.run(spec);
    QCOMPARE(server.requests().back().headers.value("authorization"),
        QByteArray("Basic " + QByteArray("me:pass:word").toBase64()));
    HttpSpec inAddress = CheckKit::web(server.url());
    inAddress.url.setUserInfo(QStringLiteral("a:b"));
    kit.run(inAddress);
    QCOMPARE(server.requests().back().headers.value("authorization"),
        QByteArray("Basic " + QByteArray("a:b").toBase64()));
    HttpSpec bearer = CheckKit::web(server.url());
    bearer.bearer = Secret<QString>(QStringLiteral("t0ken"));
    kit.run(bearer);
    QCOMPARE(server.requests().back().headers.value("authorization"), QByteArray("Bearer t0ken"));
}

void HttpCheckTest::redirectsAddUp()
{
    FakeHttpServer server;
    FakeResponse slow = redirect("/b?key=secret");
    slow.delay = Millis { 50 };
    server.always("/a", slow);
    server.always("/b?key=secret", { 200, "here", {}, Manner::Answer, Millis { 50 } });
    CheckKit kit;
    const auto run = kit.run(CheckKit::web(server.url(QStringLiteral("/a"))));
    QCOMPARE(run.result.code, 200);
    QCOMPARE(server.count(), 2);
    QCOMPARE(
        run.result.hops, QStringList { QStringLiteral("http://127.0.0.1:%1/b?key=…").arg(server.serverPort()) });
    QVERIFY(*run.result.phases.firstByte >= Millis { 90 });
    QVERIFY(sum(run.result.phases) <= run.result.total);
}

void HttpCheckTest::firstAnswerIsJudgedWithoutRedirects()
{
    FakeHttpServer server;
    server.always("/", redirect("/elsewhere", 301));
    CheckKit kit;
    HttpSpec spec = CheckKit::web(server.url());
    spec.redirects = 0;
    spec.statuses = { { 301, 301 } };
    const auto run = kit.run(spec);
    QVERIFY2(run.result.failure.isEmpty(), qPrintable(run.result.failure));
    QCOMPARE(run.result.code, 301);
    QCOMPARE(server.count(), 1);
    server.always("/", { 302, "no Location" });
    spec.redirects = 5;
    QCOMPARE(kit.run(spec).result.failure, QStringLiteral("status 302, expected 301"));
}

void HttpCheckTest::redirectsDoNotGoOnForEver()
{
    FakeHttpServer server;
    server.always("/", redirect("/"));
    CheckKit kit;
    HttpSpec spec = CheckKit::web(server.url());
    spec.redirects = 3;
    VERIFY_ENDED(kit.run(spec), Refused, "redirected more than 3 times");
    QCOMPARE(server.count(), 4);
}

void HttpCheckTest::redirectsLeadOnlyToTheWeb()
{
    FakeHttpServer server;
    server.always("/", redirect("file:///etc/passwd"));
    CheckKit kit;
    VERIFY_ENDED(kit.run(CheckKit::web(server.url())), Refused, "which is no web address");
}

void HttpCheckTest::methodsAfterRedirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](int status, const char *method, const char *after) {
        QTest::addRow("%d %s", status, method) << status << QByteArray(method) << QByteArray(after);
    };
    row(301, "POST", "GET");
    row(302, "POST", "GET");
    row(302, "PUT", "PUT");
    row(303, "PUT", "GET");
    row(303, "HEAD", "HEAD");
    row(307, "POST", "POST");
    row(308, "POST", "POST");
}

void HttpCheckTest::methodsAfterRedirects()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, after);
    FakeHttpServer server;
    FakeResponse away = redirect("/b", status);
    away.body.clear();
    server.always("/a", away);
    server.always("/b", { 200, {} });
    CheckKit kit;
    HttpSpec spec = CheckKit::web(server.url(QStringLiteral("/a")));
    spec.method = method;
    spec.body = method == "HEAD" ? "" : "data";
    kit.run(spec);
    QCOMPARE(server.count(), 2);
    QCOMPARE(server.requests().back().method, after);
    QCOMPARE(server.requests().back().body, after == "GET" || after == "HEAD" ? QByteArray() : QByteArray("data"));
}

void HttpCheckTest::nothingSecretGoesToAnotherHost()
{
    FakeHttpServer other;
    other.always("/in", { 200, {} });
    FakeHttpServer server;
    server.always("/same", redirect("/out"));
    server.always("/out", redirect("http://x:y@127.0.0.1:" + QByteArray::number(other.serverPort()) + "/in"));
    CheckKit kit;
    HttpSpec spec = CheckKit::web(server.url(QStringLiteral("/same")));
    spec.user = QStringLiteral("me");
    spec.password = Secret<QString>(QStringLiteral("secret"));
    spec.headers = { header("X-Api-Key", "secret"), header("Cookie", "a=secret"), header("Accept", "text/plain") };
    QCOMPARE(kit.run(spec).result.code, 200);
    QVERIFY(server.requests().back().headers.contains("authorization")); // the same host may have it
    QVERIFY(server.requests().back().headers.contains("x-api-key"));
    const FakeRequest strange = other.requests().front();
    for (const char *name : { "authorization", "x-api-key", "cookie", "proxy-authorization" })
        QVERIFY2(!strange.headers.contains(name), name);
    QCOMPARE(strange.headers.value("accept"), QByteArray("text/plain"));
}

void HttpCheckTest::cookiesLastForOneCheck()
{
    FakeHttpServer server;
    FakeResponse login = redirect("/b");
    login.headers.emplace_back("Set-Cookie", "session=1; Path=/");
    server.always("/a", login);
    server.always("/b", { 200, {} });
    CheckKit kit;
    kit.run(CheckKit::web(server.url(QStringLiteral("/a"))));
    QCOMPARE(server.requests().back().headers.value("cookie"), QByteArray("session=1"));
    kit.run(CheckKit::web(server.url(QStringLiteral("/a"))));
    QVERIFY(!server.requests()[2].headers.contains("cookie"));
}

void HttpCheckTest::readsNoMoreThanAllowed()
{
    FakeHttpServer server;
    server.always("/", { 200, QByteArray(300'000, 'x') + "end" });
    CheckKit kit;
    HttpSpec spec = CheckKit::web(server.url());
    spec.bodyLimit = 100'000;
    spec.bodyContains = { QStringLiteral("end") };
    const auto run = kit.run(spec);
    QCOMPARE(run.end, CheckEnd::Answered);
    QCOMPARE(run.result.bytes, 100'000);
    QVERIFY2(run.result.failure.contains(QStringLiteral("the rest was not read")), qPrintable(run.result.failure));
    QCOMPARE(run.result.output.size(), 2000);
    spec.bodyLimit = 300'003; // just enough
    QVERIFY(kit.run(spec).result.failure.isEmpty());
}

void HttpCheckTest::unpacksWithinTheLimit()
{
    FakeHttpServer server;
    const QByteArray packed = qCompress(QByteArray(50'000'000, 'a')).mid(4); // zlib, as "deflate" has it
    QVERIFY(packed.size() < 100'000);
    server.always("/", { 200, packed, { { "Content-Encoding", "deflate" } } });
    CheckKit kit;
    const auto run = kit.run(CheckKit::web(server.url()));
    QCOMPARE(run.end, CheckEnd::Answered);
    QCOMPARE(run.result.bytes, 1024 * 1024);
    server.always("/", { 200, "no such thing", { { "Content-Encoding", "gzip" } } });
    VERIFY_ENDED(kit.run(CheckKit::web(server.url())), Refused, "cannot be unpacked");
}

void HttpCheckTest::headersAreBounded()
{
    FakeHttpServer server;
    QByteArray many = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 100; ++i)
        many += "X-" + QByteArray::number(i) + ": " + QByteArray(1000, 'h') + "\r\n";
    server.always("/", raw(many + "\r\n"));
    CheckKit kit;
    VERIFY_ENDED(kit.run(CheckKit::web(server.url())), Refused, "longer than 64 KiB");
}

void HttpCheckTest::deadlineIsForEverything()
{
    FakeHttpServer server;
    server.always("/", { 200, QByteArray(5000, 'd'), {}, Manner::Dribble });
    CheckKit kit;
    const auto run = kit.run(CheckKit::web(server.url()), {}, Millis { 400 });
    VERIFY_ENDED(run, Refused, "did not finish its answer within 400 ms: status 200 and");
    QVERIFY(run.result.total >= Millis { 400 });
    QVERIFY(run.result.bytes > 0 && run.result.bytes < 5000);
    QCOMPARE(run.result.failure, run.reason);
    server.always("/loop", redirect("/loop"));
    server.handle([](const FakeRequest &) {
        FakeResponse slow = redirect("/loop");
        slow.delay = Millis { 100 };
        return slow;
    });
    HttpSpec spec = CheckKit::web(server.url(QStringLiteral("/loop")));
    spec.redirects = 1000;
    const auto looped = kit.run(spec, {}, Millis { 450 });
    QVERIFY(looped.end != CheckEnd::Answered);
    QVERIFY(looped.result.hops.size() <= 5);
}

void HttpCheckTest::silenceIsUnreached()
{
    FakeHttpServer server;
    server.always("/", { 200, {}, {}, Manner::Hang });
    CheckKit kit;
    const auto run = kit.run(CheckKit::web(server.url()), {}, Millis { 300 });
    VERIFY_ENDED(run, Unreached, "did not answer within 300 ms");
    QCOMPARE(run.result.code, 0);
    QVERIFY(run.result.phases.connect);
}

void HttpCheckTest::brokenAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("without an answer");
    QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << QStringLiteral("does not answer in HTTP");
    QTest::newRow("too short") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
                               << QStringLiteral("before its answer was complete");
    QTest::newRow("broken chunks") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n")
                                   << QStringLiteral("broke the connection before its answer was complete");
    QTest::newRow("chunks without end")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n")
        << QStringLiteral("before its answer was complete");
}

void HttpCheckTest::brokenAnswers()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, said);
    FakeHttpServer server;
    server.always("/", raw(bytes));
    CheckKit kit;
    const auto run = kit.run(CheckKit::web(server.url()));
    QCOMPARE(run.end, CheckEnd::Refused);
    QVERIFY2(run.reason.contains(said), qPrintable(run.reason));
}

void HttpCheckTest::nobodyThere()
{
    QUrl url;
    {
        FakeHttpServer gone;
        url = gone.url();
    }
    CheckKit kit;
    VERIFY_ENDED(kit.run(CheckKit::web(url)), Unreached, "refuses the connection");
    VERIFY_ENDED(kit.run(CheckKit::web(QUrl(QStringLiteral("http://nowhere.invalid/")))), Unreached,
        "the host name nowhere.invalid cannot be found");
}

void HttpCheckTest::whatCannotBeAsked_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("said");
    const QString good = QStringLiteral("http://127.0.0.1:9/");
    QTest::newRow("ftp") << QStringLiteral("ftp://u:p@127.0.0.1/x") << QByteArray("GET") << QByteArray("A")
                         << QByteArray("b") << QStringLiteral("\"ftp://127.0.0.1/x\" is no web address");
    QTest::newRow("no scheme") << QStringLiteral("example") << QByteArray("GET") << QByteArray("A")
                               << QByteArray("b") << QStringLiteral("is no web address");
    QTest::newRow("method") << good << QByteArray("GET / HTTP/1.1\r\nX:") << QByteArray("A") << QByteArray("b")
                            << QStringLiteral("is no HTTP method");
    QTest::newRow("header name") << good << QByteArray("GET") << QByteArray("A B") << QByteArray("b")
                                 << QStringLiteral("the header \"A B\" cannot be sent");
    QTest::newRow("header value") << good << QByteArray("GET") << QByteArray("A") << QByteArray("b\r\nC: d")
                                  << QStringLiteral("the header \"A\" cannot be sent");
}

void HttpCheckTest::whatCannotBeAsked()
{
    QFETCH(const QString, url);
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, said);
    CheckKit kit;
    HttpSpec spec = CheckKit::web(QUrl(url));
    spec.method = method;
    spec.headers = { { name, Secret<QByteArray>(value) } };
    const auto run = kit.run(spec);
    QCOMPARE(run.end, CheckEnd::NotAsked);
    QVERIFY2(run.reason.contains(said), qPrintable(run.reason));
    LinkSpec link;
    link.caFile = QStringLiteral("/nowhere/ca.pem");
    VERIFY_ENDED(kit.run(CheckKit::web(QUrl(QStringLiteral("https://127.0.0.1:9/"))), link), NotAsked,
        "/nowhere/ca.pem (ca_file) cannot be read");
}

void HttpCheckTest::proxyIsUsedOnlyWhenNamed()
{
    FakeHttpServer server;
    server.always("/", { 200, {} });
    FakeHttpServer proxy;
    proxy.handle([](const FakeRequest &) { return FakeResponse { 418, {} }; });
    qputenv("http_proxy", proxy.url().toString().toLatin1());
    CheckKit kit;
    QCOMPARE(kit.run(CheckKit::web(server.url())).result.code, 200);
    qunsetenv("http_proxy");
    QCOMPARE(proxy.count(), 0);
    HttpSpec spec = CheckKit::web(server.url());
    QUrl address = proxy.url();
    address.setUserInfo(QStringLiteral("p:q"));
    spec.proxy = Secret<QString>(address.toString());
    QCOMPARE(kit.run(spec).result.code, 418);
    QCOMPARE(proxy.requests().front().headers.value("proxy-authorization"),
        QByteArray("Basic " + QByteArray("p:q").toBase64()));
}

void HttpCheckTest::families()
{
    FakeHttpServer server(QHostAddress::LocalHost);
    server.always("/", { 200, {} });
    CheckKit kit;
    QUrl url = server.url();
    url.setHost(QStringLiteral("localhost"));
    LinkSpec v4;
    v4.family = IpFamily::V4;
    const auto run = kit.run(CheckKit::web(url), v4);
    QCOMPARE(run.result.code, 200);
    QVERIFY(run.result.phases.resolve);
    LinkSpec v6;
    v6.family = IpFamily::V6;
    QCOMPARE(kit.run(CheckKit::web(url), v6).end, CheckEnd::Unreached);
}
