// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/framing.h"

#include <QTest>

using namespace Wf::Http;

using Outcomes = QByteArrayList;
Q_DECLARE_METATYPE(Outcomes)

namespace {
/// "GET /a 1.1 keep [body]" for each request, "400" for a refusal; fed in pieces of `step` bytes.
Outcomes framed(const QByteArray &bytes, qsizetype step)
{
    RequestFramer framer({ 256, 64, 200 });
    Outcomes outcomes;
    QByteArray pending;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        pending += bytes.mid(at, step);
        while (!pending.isEmpty()) {
            pending.remove(0, framer.feed(pending));
            if (framer.state() == RequestFramer::State::Refused)
                return outcomes << QByteArray::number(framer.refusal().status);
            if (framer.state() != RequestFramer::State::Complete)
                continue;
            const Request request = framer.take();
            outcomes << request.method + ' ' + request.target + (request.keepAlive ? " keep" : " close")
                    + (request.webSocket ? " websocket" : "") + " [" + request.body + ']';
        }
    }
    return framer.state() == RequestFramer::State::Idle ? outcomes : outcomes << "more";
}
} // namespace

class FramingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cases_data();
    void cases();
    void pings_data();
    void pings();
    void aSlowPingCountsOnceItsBodyIsKept();
    void expectationIsTakenOnce();
    void queryIsDecoded();
};

void FramingTest::cases_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Outcomes>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const Outcomes &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    const QByteArray host = "Host: a\r\n";
    row("plain", "GET / HTTP/1.1\r\n" + host + "\r\n", { "GET / keep []" });
    row("line feeds alone", "GET / HTTP/1.1\nHost: a\n\n", { "GET / keep []" });
    row("empty lines first", "\r\n\r\nGET / HTTP/1.1\r\n" + host + "\r\n", { "GET / keep []" });
    row("body", "POST /a HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc", { "POST /a keep [abc]" });
    row("pipelined", "GET /a HTTP/1.1\r\n" + host + "\r\nGET /b HTTP/1.1\r\n" + host + "\r\n",
        { "GET /a keep []", "GET /b keep []" });
    row("body then next",
        "POST /a HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\n" + host + "\r\n",
        { "POST /a keep [abc]", "GET /b keep []" });
    row("close", "GET / HTTP/1.1\r\n" + host + "Connection: Close\r\n\r\n", { "GET / close []" });
    row("close in a list", "GET / HTTP/1.1\r\n" + host + "Connection: foo, close\r\n\r\n", { "GET / close []" });
    row("1.0", "GET / HTTP/1.0\r\n\r\n", { "GET / close []" });
    row("1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", { "GET / keep []" });
    row("websocket", "GET / HTTP/1.1\r\n" + host + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        { "GET / keep websocket []" });
    row("other upgrade", "GET / HTTP/1.1\r\n" + host + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        { "GET / keep []" });
    row("same length twice", "POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab",
        { "POST / keep [ab]" });
    row("differing lengths", "POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n",
        { "400" });
    row("length list", "POST / HTTP/1.1\r\n" + host + "Content-Length: 2, 2\r\n\r\nab", { "400" });
    row("negative length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", { "400" });
    row("plus length", "POST / HTTP/1.1\r\n" + host + "Content-Length: +2\r\n\r\n", { "400" });
    row("hex length", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0x2\r\n\r\n", { "400" });
    row("empty length", "POST / HTTP/1.1\r\n" + host + "Content-Length:\r\n\r\n", { "400" });
    row("huge length", "POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999999\r\n\r\n",
        { "413" });
    row("length and chunked",
        "POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", { "400" });
    row("chunked", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", { "411" });
    row("body at the limit", "POST / HTTP/1.1\r\n" + host + "Content-Length: 64\r\n\r\n" + QByteArray(64, 'x'),
        { "POST / keep [" + QByteArray(64, 'x') + ']' });
    row("body over the limit", "POST / HTTP/1.1\r\n" + host + "Content-Length: 65\r\n\r\n", { "413" });
    row("head over the limit", "GET / HTTP/1.1\r\n" + host + "X: " + QByteArray(300, 'x'), { "431" });
    row("no host", "GET / HTTP/1.1\r\n\r\n", { "400" });
    row("two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", { "400" });
    row("garbage", "\x16\x03\x01\x02 hello\r\n\r\n", { "400" });
    row("not http", "SSH-2.0-OpenSSH_9\r\n\r\n", { "400" });
    row("NUL in the line", QByteArray("GET /\0 HTTP/1.1\r\n", 17), { "400" });
    row("NUL first", QByteArray("\0\0\0", 3), { "400" });
    row("NUL in a header", "GET / HTTP/1.1\r\nHost: a" + QByteArray(1, '\0') + "\r\n", { "400" });
    row("version 2", "GET / HTTP/2.0\r\n" + host + "\r\n", { "505" });
    row("version 1.2", "GET / HTTP/1.2\r\n" + host + "\r\n", { "505" });
    row("blank before the colon", "GET / HTTP/1.1\r\n" + host + "Content-Length : 2\r\n\r\n", { "400" });
    row("folded header", "GET / HTTP/1.1\r\n" + host + "X: a\r\n b\r\n\r\n", { "400" });
    row("header without colon", "GET / HTTP/1.1\r\n" + host + "nonsense\r\n\r\n", { "400" });
    row("carriage return inside", "GET / HTTP/1.1\r\n" + host + "X: a\rb\r\n\r\n", { "400" });
    row("no target", "GET HTTP/1.1\r\n" + host + "\r\n", { "400" });
    row("absolute target", "GET http://a/ HTTP/1.1\r\n" + host + "\r\n", { "400" });
    row("two blanks", "GET  / HTTP/1.1\r\n" + host + "\r\n", { "400" });
    row("raw bytes in the target", "GET /\xff HTTP/1.1\r\n" + host + "\r\n", { "400" });
    row("odd expectation", "POST / HTTP/1.1\r\n" + host + "Expect: coffee\r\nContent-Length: 2\r\n\r\nab",
        { "417" });
    row("half a request", "GET / HTTP/1.1\r\nHost:", { "more" });
}

void FramingTest::cases()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Outcomes, expected);
    for (const qsizetype step : { bytes.size(), qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7) })
        QCOMPARE(framed(bytes, step), expected);
}

void FramingTest::pings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Outcomes>("expected");
    const auto chunked = [](const char *name, const QByteArray &body, const Outcomes &expected,
                             const QByteArray &target = "/ping/a") {
        QTest::newRow(name) << "PUT " + target + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + body << expected;
    };
    const QByteArray next = "GET /b HTTP/1.1\r\nHost: a\r\n\r\n";
    const QByteArray x64(64, 'x');
    chunked("empty", "0\r\n\r\n", { "PUT /ping/a keep []" });
    chunked("one chunk", "3\r\nabc\r\n0\r\n\r\n", { "PUT /ping/a keep [abc]" });
    chunked("the other address", "3\r\nabc\r\n0\r\n\r\n", { "PUT /api/ping/a/ keep [abc]" }, "/api/ping/a/");
    chunked("chunks, then the next", "2\r\nab\r\n00B\r\n0123456789A\r\n0\r\n\r\n" + next,
        { "PUT /ping/a keep [ab0123456789A]", "GET /b keep []" });
    chunked("extensions and trailers", "1;q=\"a\"\r\na\r\n1 ; x\r\nb\r\n0;z\r\nX-Sum: 1\r\nY: 2\r\n\r\n" + next,
        { "PUT /ping/a keep [ab]", "GET /b keep []" });
    chunked("line ends in the data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", { "PUT /ping/a keep [\r\n\r\n]" });
    chunked("longer than is kept", "60\r\n" + QByteArray(96, 'x') + "\r\n0\r\n\r\n" + next,
        { "PUT /ping/a keep [" + x64 + ']', "GET /b keep []" });
    chunked("without an end", "100\r\n" + QByteArray(256, 'x'), { "PUT /ping/a close [" + x64 + ']', "more" });
    chunked("no size", "\r\nabc", { "400" });
    chunked("no number", "xyz\r\nabc", { "400" });
    chunked("negative", "-1\r\nabc", { "400" });
    chunked("huge size", "ffffffffffffffff\r\nabc", { "400" });
    chunked("blank before the size", " 3\r\nabc", { "400" });
    chunked("line feed alone", "3\nabc", { "400" });
    chunked("data past its size", "2\r\nabc\r\n0\r\n\r\n", { "400" });
    chunked("NUL in an extension", "2;" + QByteArray(1, '\0') + "\r\nab\r\n", { "400" });
    chunked("half", "3\r\nab", { "more" });
    chunked("elsewhere", "0\r\n\r\n", { "411" }, "/pings");
    const auto row = [](const char *name, const QByteArray &head, const QByteArray &rest,
                         const Outcomes &expected) { QTest::newRow(name) << head + "\r\n" + rest << expected; };
    const QByteArray post = "POST /ping/a HTTP/1.1\r\nHost: a\r\n";
    row("long body", post + "Content-Length: 199\r\n", QByteArray(199, 'x') + next,
        { "POST /ping/a keep [" + x64 + ']', "GET /b keep []" });
    row("body past what is read", post + "Content-Length: 9999999\r\n", QByteArray(200, 'x'),
        { "POST /ping/a close [" + x64 + ']' });
    row("length and chunked", post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", {}, { "400" });
    row("compressed", post + "Transfer-Encoding: gzip, chunked\r\n", {}, { "501" });
    row("chunked twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", {}, { "501" });
    row("chunked of 1.0", "POST /ping/a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n", {}, { "400" });
}

void FramingTest::pings()
{
    cases();
}

void FramingTest::aSlowPingCountsOnceItsBodyIsKept()
{
    const QByteArray head = " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n";
    RequestFramer framer({ 256, 64 });
    QVERIFY(!framer.cutShort());
    (void)framer.feed(QByteArray("POST /ping/a" + head + QByteArray(63, 'x')));
    QVERIFY(!framer.cutShort()); // the word that decides may be still to come
    (void)framer.feed("y");
    QVERIFY(framer.cutShort());
    QCOMPARE(framer.state(), RequestFramer::State::Complete);
    const Request request = framer.take();
    QCOMPARE(request.body, QByteArray(QByteArray(63, 'x') + 'y'));
    QVERIFY(!request.keepAlive);
    RequestFramer other({ 256, 100 });
    (void)other.feed(QByteArray("POST /elsewhere" + head + QByteArray(99, 'x')));
    QVERIFY(!other.cutShort());
}

void FramingTest::expectationIsTakenOnce()
{
    RequestFramer framer({});
    (void)framer.feed("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QCOMPARE(framer.state(), RequestFramer::State::Body);
    QVERIFY(framer.takeExpectation());
    QVERIFY(!framer.takeExpectation());
}

void FramingTest::queryIsDecoded()
{
    Request request;
    request.target = "/api/services?category=a%20b+c&x";
    QCOMPARE(request.path(), QByteArray("/api/services"));
    QCOMPARE(
        request.query().queryItemValue(QStringLiteral("category"), QUrl::FullyDecoded), QStringLiteral("a b c"));
}

QTEST_GUILESS_MAIN(FramingTest)
#include "tst_framing.moc"
