// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/chunkreader.h"
#include "rawclient.h"
#include "testkit/samplemonitors.h"

#include <QJsonArray>

#include <atomic>

using namespace Wf;
using namespace Wf::TestKit;

namespace {
constexpr int kRuns = 100'000;
const QByteArray kTarget = "/api/monitors/okta.login/results?from=2026-01-01T00:00:00Z&to=2026-04-01T00:00:00Z";

Instant begin()
{
    return *parseTimestamp(QStringLiteral("2026-01-01T00:00:00Z"));
}

/// One run a second from `begin`, page by page as the store does it.
Ports::ResultPage pageOf(const Ports::ResultQuery &query, int runs)
{
    Ports::ResultPage page;
    auto at = static_cast<int>((query.from - begin()).count() / 1000);
    for (; at < runs && page.samples.size() < static_cast<size_t>(query.limit); ++at) {
        Domain::Sample sample;
        sample.at = begin() + Millis { at * qint64 { 1000 } };
        sample.status = Domain::Status::Operational;
        sample.total = Domain::Micros { 84'000 };
        sample.failure = QString(300, u'f');
        page.samples.push_back(sample);
    }
    if (at < runs)
        page.next = begin() + Millis { at * qint64 { 1000 } };
    return page;
}

struct Served {
    explicit Served(int runs, const Http::HttpOptions &options = testOptions())
        : session(withMonitors(sampleSnapshot(), { sampleCheck("okta", "login", Domain::Status::Operational) }))
        , server(session, clock, options)
        , port(server.start().value_or(0))
    {
        session.setResultSource([runs, this](const Ports::ResultQuery &query) {
            const qint64 ahead = made - read;
            furthest = std::max<qint64>(furthest, ahead);
            const Ports::ResultPage page = pageOf(query, runs);
            made += static_cast<qint64>(page.samples.size()) * 300;
            return page;
        });
    }
    /// Whether one more connection is let in, be it after a while.
    [[nodiscard]] bool hasRoom() const
    {
        return QTest::qWaitFor(
            [this] { return RawClient(port).ask(get("/healthz", "Connection: close\r\n")).status == 200; },
            20'000);
    }
    std::atomic<qint64> made { 0 }; ///< bytes of failures that were handed out
    std::atomic<qint64> read { 0 }; ///< bytes that the client has
    std::atomic<qint64> furthest { 0 }; ///< how far the server was ahead of its client
    FakeSession session;
    StoppedClock clock;
    Http::HttpServer server;
    quint16 port;
};

/// Reads at its own pace.
class Reader {
public:
    explicit Reader(const Served &served, const QByteArray &target = kTarget + "&format=ndjson&resolution=raw",
        const QByteArray &rest = " HTTP/1.1\r\nHost: localhost\r\n\r\n")
    {
        m_socket.setReadBufferSize(64 * 1024);
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), served.port);
        (void)QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
        m_socket.write("GET " + target + rest);
    }
    /// Up to `most` bytes; the head first.
    qint64 read(qint64 most)
    {
        (void)QTest::qWaitFor([this] { return m_socket.bytesAvailable() > 0 || isClosed(); });
        const QByteArray bytes = m_socket.read(most);
        QByteArray rest = bytes;
        if (!m_head.contains("\r\n\r\n")) {
            m_head += bytes;
            const qsizetype end = m_head.indexOf("\r\n\r\n");
            rest = end < 0 ? QByteArray() : m_head.mid(end + 4);
            m_head.truncate(end < 0 ? m_head.size() : end + 4);
        }
        if (m_head.contains("chunked"))
            (void)m_chunks.feed(rest, [this](QByteArrayView data) { m_body += data; });
        else
            m_body += rest;
        return bytes.size();
    }
    void readAll()
    {
        while (!isWhole() && (!isClosed() || m_socket.bytesAvailable() > 0))
            (void)read(1024 * 1024);
    }
    void leave() { m_socket.abort(); }
    [[nodiscard]] bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    [[nodiscard]] bool isWhole() const { return m_chunks.state() == Http::ChunkReader::State::Done; }
    [[nodiscard]] const QByteArray &head() const { return m_head; }
    [[nodiscard]] const QByteArray &body() const { return m_body; }

private:
    QTcpSocket m_socket;
    Http::ChunkReader m_chunks;
    QByteArray m_head;
    QByteArray m_body;
};
} // namespace

/// Results as a stream: whole, in order, as fast as the client reads and no faster.
class StreamsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSlowReaderHoldsTheServerBack();
    void aReaderThatStopsIsGivenUp();
    void aReaderThatLeavesEndsTheAsking();
    void anEmptyRangeIsAnEmptyBody();
    void csvHasALineOfNames();
    void oldHttpEndsWithTheConnection();
    void theConnectionIsUsedAgain();
    void theHeadAloneAsksForOnePage();
    void whatIsWrongIsToldBeforeAnyByte_data();
    void whatIsWrongIsToldBeforeAnyByte();
    void jsonStaysTheUsualForm();
    void anErrorOnTheWayBreaksOff();
};

void StreamsTest::aSlowReaderHoldsTheServerBack()
{
    Served served(kRuns);
    Reader reader(served);
    while (!reader.isWhole() && !reader.isClosed())
        served.read += reader.read(64 * 1024);
    QVERIFY(reader.isWhole());
    QVERIFY(reader.head().contains("Content-Type: application/x-ndjson\r\n"));
    QVERIFY(reader.head().contains("Watchfloor-Resolution: raw\r\n"));
    QCOMPARE(reader.body().count('\n'), qsizetype(kRuns));
    const QByteArrayList lines = reader.body().split('\n');
    QCOMPARE(
        QJsonDocument::fromJson(lines.front()).object()[u"at"].toString(), QStringLiteral("2026-01-01T00:00:00Z"));
    QCOMPARE(QJsonDocument::fromJson(lines.at(kRuns - 1)).object()[u"at"].toString(),
        QStringLiteral("2026-01-02T03:46:39Z"));
    // What the sockets of the system hold, and one page; far from the whole.
    QVERIFY2(served.furthest < 12'000'000, QByteArray::number(served.furthest.load()).constData());
    QCOMPARE(served.session.resultQueries().size(), size_t { 50 });
}

void StreamsTest::aReaderThatStopsIsGivenUp()
{
    auto options = testOptions();
    options.limits.idleTime = Millis { 100 };
    options.limits.perAddress = 1;
    Served served(kRuns, options);
    Reader reader(served);
    (void)reader.read(1000);
    QVERIFY(served.hasRoom()); // once the server has given up
    const size_t asked = served.session.resultQueries().size();
    QVERIFY(asked < 50);
    reader.readAll();
    QVERIFY(!reader.isWhole());
    QCOMPARE(served.session.resultQueries().size(), asked);
}

void StreamsTest::aReaderThatLeavesEndsTheAsking()
{
    auto options = testOptions();
    options.limits.perAddress = 1;
    Served served(kRuns, options);
    Reader reader(served);
    for (int i = 0; i < 10; ++i)
        (void)reader.read(16 * 1024);
    reader.leave();
    QVERIFY(served.hasRoom());
    const size_t asked = served.session.resultQueries().size();
    QVERIFY(asked < 50);
    QVERIFY(served.hasRoom());
    QCOMPARE(served.session.resultQueries().size(), asked);
}

void StreamsTest::anEmptyRangeIsAnEmptyBody()
{
    Served served(0);
    Reader lines(served);
    lines.readAll();
    QVERIFY(lines.isWhole());
    QVERIFY(lines.head().startsWith("HTTP/1.1 200"));
    QVERIFY(lines.body().isEmpty());
    Reader table(served, kTarget + "&format=csv&resolution=raw");
    table.readAll();
    QVERIFY(table.isWhole());
    QCOMPARE(table.body().count('\n'), qsizetype(1));
}

void StreamsTest::csvHasALineOfNames()
{
    Served served(3000);
    served.session.setResultSource([](const Ports::ResultQuery &query) {
        Ports::ResultPage page = pageOf(query, 3000);
        page.samples.front().failure = QStringLiteral("=1+1, \"quoted\"");
        return page;
    });
    Reader reader(served, kTarget + "&resolution=raw", " HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n");
    reader.readAll();
    QVERIFY(reader.isWhole());
    const QByteArrayList lines = reader.body().split('\n');
    QCOMPARE(lines.size(), qsizetype(3002)); // names, runs, and what is behind the last line end
    QCOMPARE(lines.at(0),
        QByteArray("at,status,up,total_ms,resolve_ms,connect_ms,tls_ms,first_byte_ms,transfer_ms,"
                   "code,bytes,failure\r"));
    QCOMPARE(
        lines.at(1), QByteArray("2026-01-01T00:00:00Z,operational,true,84,,,,,,0,0,\"'=1+1, \"\"quoted\"\"\"\r"));
}

void StreamsTest::oldHttpEndsWithTheConnection()
{
    Served served(5000);
    Reader reader(served, kTarget + "&format=ndjson", " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    reader.readAll();
    QVERIFY(reader.isClosed());
    QVERIFY(!reader.head().contains("chunked"));
    QVERIFY(!reader.head().contains("Content-Length"));
    QVERIFY(reader.head().contains("Connection: close"));
    QCOMPARE(reader.body().count('\n'), qsizetype(5000));
}

void StreamsTest::theConnectionIsUsedAgain()
{
    Served served(0);
    RawClient client(served.port);
    const RawReply stream = client.ask(get(kTarget + "&format=ndjson"));
    QCOMPARE(stream.status, 200);
    QCOMPARE(stream.header("transfer-encoding"), QByteArray("chunked"));
    QCOMPARE(stream.header("connection"), QByteArray("keep-alive"));
    client.skip("0\r\n\r\n");
    QCOMPARE(client.ask(get("/healthz")).status, 200);
}

void StreamsTest::theHeadAloneAsksForOnePage()
{
    Served served(kRuns);
    RawClient client(served.port);
    const QByteArray head = "HEAD " + kTarget + "&format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n";
    QCOMPARE(client.ask(head, "HEAD").status, 200);
    QCOMPARE(client.ask(get("/healthz")).status, 200); // nothing is between the two
    QCOMPARE(served.session.resultQueries().size(), size_t { 1 });
}

void StreamsTest::whatIsWrongIsToldBeforeAnyByte_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::newRow("monitor") << QByteArray("/api/monitors/nobody/results?format=ndjson") << 404;
    QTest::newRow("format") << QByteArray(kTarget + "&format=xml") << 422;
    QTest::newRow("limit") << QByteArray(kTarget + "&format=csv&limit=10") << 422;
    QTest::newRow("range") << QByteArray("/api/monitors/okta.login/results?format=csv&from=yesterday") << 422;
}

void StreamsTest::whatIsWrongIsToldBeforeAnyByte()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    Served served(10);
    const RawReply reply = RawClient(served.port).ask(get(target));
    QCOMPARE(reply.status, status);
    QVERIFY(!reply.code().isEmpty());
}

void StreamsTest::jsonStaysTheUsualForm()
{
    Served served(10);
    for (const QByteArray &accept : { QByteArray(), QByteArray("Accept: text/html, */*\r\n") }) {
        const RawReply reply = RawClient(served.port).ask(get(kTarget, accept));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json()[u"data"].toArray().size(), 10);
    }
}

void StreamsTest::anErrorOnTheWayBreaksOff()
{
    Served served(kRuns);
    Reader reader(served);
    (void)reader.read(1000);
    served.session.failWith(Error { ErrorCode::Io, QStringLiteral("the disk is gone"), {} });
    reader.readAll();
    QVERIFY(!reader.isWhole());
    QVERIFY(reader.isClosed());
}

QTEST_GUILESS_MAIN(StreamsTest)
#include "tst_streams.moc"
