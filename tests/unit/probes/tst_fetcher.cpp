// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_fetcher.h"

#include "askingkit.h"

using namespace Wf;
using namespace Wf::Probes;
using TestKit::FakeResponse;
using Manner = TestKit::FakeResponse::Manner;

void FetcherTest::asksAsItself()
{
    AskingKit kit;
    kit.server.always("/a?b=c", { 200, "hello" });
    const auto page = kit.get(QStringLiteral("/a?b=c"));
    QVERIFY(page);
    QCOMPARE(page->body, QByteArray("hello"));
    QCOMPARE(page->bytes, 5);
    QCOMPARE(page->httpStatus, 200);
    const auto &request = kit.server.requests().at(0);
    QCOMPARE(request.method, QByteArray("GET"));
    QCOMPARE(request.headers.value("user-agent"), QByteArray("Watchfloor/" WF_VERSION));
    QCOMPARE(request.headers.value("accept"), QByteArray("application/json"));
    QVERIFY(request.headers.value("accept-encoding").contains("gzip"));
    QVERIFY(!request.headers.contains("if-none-match"));
}

void FetcherTest::unpacksGzip()
{
    AskingKit kit;
    const QByteArray packed = QByteArray::fromHex("1f8b0800000000000203cb48cdc9c9070086a6103605000000");
    kit.server.always("/", { 200, packed, { { "Content-Encoding", "gzip" } } });
    const auto page = kit.get(QStringLiteral("/"));
    QVERIFY(page);
    QCOMPARE(page->body, QByteArray("hello"));
}

void FetcherTest::notModifiedGivesTheHeldBody()
{
    AskingKit kit;
    kit.server.once(
        "/", { 200, "first", { { "ETag", "W/\"7\"" }, { "Last-Modified", "Fri, 24 Apr 2026 10:00:00 GMT" } } });
    kit.server.once("/", { 304, {} });
    kit.server.once("/", { 200, "second" });
    kit.server.once("/", { 200, "third" });
    QCOMPARE(kit.get(QStringLiteral("/"))->body, QByteArray("first"));
    const auto held = kit.get(QStringLiteral("/"));
    QVERIFY(held);
    QCOMPARE(held->body, QByteArray("first"));
    QVERIFY(held->notModified);
    QCOMPARE(held->httpStatus, 304);
    QCOMPARE(held->bytes, 0);
    const auto &headers = kit.server.requests().at(1).headers;
    QCOMPARE(headers.value("if-none-match"), QByteArray("W/\"7\""));
    QCOMPARE(headers.value("if-modified-since"), QByteArray("Fri, 24 Apr 2026 10:00:00 GMT"));
    QCOMPARE(kit.get(QStringLiteral("/"))->body, QByteArray("second"));
    QCOMPARE(kit.get(QStringLiteral("/"))->body, QByteArray("third"));
    QVERIFY(!kit.server.requests().at(3).headers.contains("if-none-match"));
}

void FetcherTest::forgottenBodiesAreAskedForPlainly()
{
    AskingKit kit;
    kit.server.always("/", { 200, "x", { { "ETag", "\"1\"" } } });
    QVERIFY(kit.get(QStringLiteral("/")));
    kit.fetcher.forget(kit.server.url());
    QVERIFY(kit.get(QStringLiteral("/")));
    QVERIFY(!kit.server.requests().at(1).headers.contains("if-none-match"));
}

void FetcherTest::notModifiedWithoutReasonIsAFailure()
{
    AskingKit kit;
    kit.server.always("/", { 304, {} });
    QCOMPARE(kit.reasonOf(QStringLiteral("/")), QStringLiteral("request_error: ProtocolError"));
}

void FetcherTest::tooLargeIsRefused()
{
    FetchOptions options;
    options.bodyLimit = 1000;
    AskingKit kit(options);
    kit.server.always("/announced", { 200, QByteArray(1001, 'x') });
    kit.server.always("/fits", { 200, QByteArray(1000, 'x') });
    kit.server.always("/chunked", { 200, "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(5000, 'x'), {}, Manner::Raw });
    QCOMPARE(kit.reasonOf(QStringLiteral("/announced")), QStringLiteral("request_error: BodyTooLarge"));
    QCOMPARE(kit.reasonOf(QStringLiteral("/chunked")), QStringLiteral("request_error: BodyTooLarge"));
    QCOMPARE(kit.server.count(), 2); // asking again would not make it smaller
    QCOMPARE(kit.reasonOf(QStringLiteral("/fits")), QStringLiteral("fine"));
}

void FetcherTest::aBombIsRefused()
{
    AskingKit kit;
    // 64 MiB of zeros as a zlib stream; HTTP's "deflate" is that stream without Qt's length in front.
    const QByteArray bomb = qCompress(QByteArray(64 * 1024 * 1024, '\0'), 9).mid(4);
    kit.server.always("/", { 200, bomb, { { "Content-Encoding", "deflate" } } });
    const auto page = kit.get(QStringLiteral("/"));
    QVERIFY(!page);
    QVERIFY2(page.error().reason.startsWith(QLatin1String("request_error: ")), qPrintable(page.error().reason));
}

void FetcherTest::dribblingEndsAtTheDeadline()
{
    AskingKit kit;
    kit.server.always("/", { 200, QByteArray(5000, 'x'), {}, Manner::Dribble });
    const auto page = kit.get(kit.server.url(), Millis { 150 });
    QVERIFY(!page);
    QCOMPARE(page.error().failure, Domain::Failure::Timeout);
    QCOMPARE(page.error().reason, QStringLiteral("timeout"));
    QTRY_COMPARE(kit.server.openConnections(), 0);
}

void FetcherTest::silenceEndsAtTheDeadline()
{
    AskingKit kit;
    kit.server.always("/", { 200, {}, {}, Manner::Hang });
    QCOMPARE(kit.get(kit.server.url(), Millis { 100 }).error().detail, QStringLiteral("Poll timeout"));
    QCOMPARE(kit.fetcher.running(), 0);
}

void FetcherTest::redirectsAreFollowedButNotForEver()
{
    AskingKit kit;
    kit.server.always("/old", { 302, {}, { { "Location", "/new" } } });
    kit.server.always("/new", { 200, "moved" });
    kit.server.always("/loop", { 302, {}, { { "Location", "/loop" } } });
    kit.server.always("/nowhere", { 302, {} });
    QCOMPARE(kit.get(QStringLiteral("/old"))->body, QByteArray("moved"));
    const int before = kit.server.count();
    QCOMPARE(kit.reasonOf(QStringLiteral("/loop")), QStringLiteral("request_error: TooManyRedirects"));
    QVERIFY(kit.server.count() - before <= 6);
    QCOMPARE(kit.reasonOf(QStringLiteral("/nowhere")), QStringLiteral("http_302"));
}

void FetcherTest::nothingListensThere()
{
    AskingKit kit;
    const QUrl url = kit.server.url();
    kit.server.close();
    const auto page = kit.get(url);
    QCOMPARE(page.error().reason, QStringLiteral("request_error: ConnectError"));
    QCOMPARE(page.error().failure, Domain::Failure::Transport);
    QCOMPARE(page.error().detail, QStringLiteral("127.0.0.1 refuses the connection."));
}

void FetcherTest::everyNetworkErrorHasASentence()
{
    const QString host = QStringLiteral("status.example.com");
    for (int code = 1; code < 500; ++code) {
        const auto problem = networkProblem(QNetworkReply::NetworkError(code), host, QStringLiteral("as Qt says"));
        QCOMPARE(problem.failure, Domain::Failure::Transport);
        QVERIFY(problem.reason.startsWith(QLatin1String("request_error: ")));
        QVERIFY(!problem.detail.isEmpty() && !problem.detail.contains(QLatin1String("%1")));
    }
    const auto missing = networkProblem(QNetworkReply::HostNotFoundError, host, {});
    QCOMPARE(missing.reason, QStringLiteral("request_error: HostNotFound"));
    QCOMPARE(missing.detail, QStringLiteral("The host name status.example.com cannot be found."));
    const auto tls =
        networkProblem(QNetworkReply::SslHandshakeFailedError, host, QStringLiteral("It has expired"));
    QCOMPARE(tls.reason, QStringLiteral("request_error: TlsError"));
    QVERIFY(tls.detail.endsWith(QLatin1String("It has expired")));
    AskingKit kit;
    QCOMPARE(kit.get(QUrl(QStringLiteral("http://a..invalid/"))).error().reason,
        QStringLiteral("request_error: InvalidUrl"));
}

void FetcherTest::garbageIsATransportFailure()
{
    AskingKit kit;
    kit.server.always("/noise", { 200, QByteArray("\0\xff\xfe nonsense\r\n\r\n", 17), {}, Manner::Raw });
    kit.server.always("/short", { 200, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", {}, Manner::Raw });
    kit.server.always("/shut", { 200, {}, {}, Manner::Close });
    for (const char *path : { "/noise", "/short", "/shut" }) {
        AskingKit fresh; // the breaker of the first would answer for the others
        const auto page = fresh.get(kit.server.url(QString::fromLatin1(path)));
        QVERIFY2(!page, path);
        QCOMPARE(page.error().failure, Domain::Failure::Transport);
        QVERIFY(!page.error().detail.isEmpty());
    }
}

void FetcherTest::onlyTheWebIsAsked()
{
    AskingKit kit;
    for (const char *address : { "file:///etc/passwd", "ftp://127.0.0.1/x", "", "nonsense" }) {
        const auto page = kit.get(QUrl(QString::fromLatin1(address)));
        QVERIFY2(!page, address);
        QCOMPARE(page.error().reason, QStringLiteral("request_error: UnsupportedProtocol"));
    }
}

void FetcherTest::credentialsAndCookiesStayHome()
{
    AskingKit kit;
    kit.server.always("/", { 200, "x", { { "Set-Cookie", "a=b" } } });
    QVERIFY(kit.get(QStringLiteral("/")));
    QVERIFY(kit.get(QStringLiteral("/")));
    QVERIFY(!kit.server.requests().at(1).headers.contains("cookie"));
    kit.server.always("/login", { 401, {}, { { "WWW-Authenticate", "Basic realm=\"x\"" } } });
    QCOMPARE(kit.reasonOf(QStringLiteral("/login")), QStringLiteral("http_401"));
}
