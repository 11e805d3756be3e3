// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_othercheck.h"

#include "checkkit.h"
#include "probes/whois.h"
#include "testkit/faketlsserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <csignal>

using namespace Wf;
using namespace Wf::Domain;
using TestKit::FakeHttpServer;
using TestKit::FakeRequest;
using TestKit::FakeResponse;
using TestKit::FakeTlsServer;

namespace {
FakeTlsServer::Script silent()
{
    return [](const QByteArray &) { return QByteArray(); };
}

/// A server that says so much and no more, without encryption.
std::unique_ptr<FakeTlsServer> plainServer(const QByteArray &greeting, FakeTlsServer::Script script = silent())
{
    return std::make_unique<FakeTlsServer>(
        TestKit::KeyPair {}, FakeTlsServer::Begins::Plain, greeting, std::move(script));
}

TcpSpec tcp(const QTcpServer &server, const QByteArray &send = {}, const QString &expect = {})
{
    return { QStringLiteral("127.0.0.1"), server.serverPort(), StartTls::None, send, expect };
}

Probes::CheckOptions withCommands()
{
    Probes::CheckOptions options;
    options.commands = Probes::Commands::Allowed;
    return options;
}

CommandSpec shell(const QString &script)
{
    return { { QStringLiteral("/bin/sh"), QStringLiteral("-c"), script }, 64 * 1024 };
}

/// A WHOIS server answers one line and closes.
class WhoisServer final : public QTcpServer {
public:
    explicit WhoisServer(QByteArray answer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer = std::move(answer)] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket, answer] {
                m_asked.append(socket->readAll().trimmed());
                socket->write(answer);
                socket->disconnectFromHost();
            });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    [[nodiscard]] QByteArrayList asked() const { return m_asked; }

private:
    QByteArrayList m_asked;
};

QByteArray bootstrap(const FakeHttpServer &registry)
{
    return R"({"version": "1.0", "services": [[["test", "example"], [")" + registry.url().toEncoded()
        + R"(rdap/"]], [["broken"], []], 7]})";
}
} // namespace

void OtherCheckTest::tcpConnects()
{
    const auto server = plainServer({});
    CheckKit kit;
    const auto run = kit.run(tcp(*server));
    QVERIFY2(run.end == CheckEnd::Answered && run.result.failure.isEmpty(), qPrintable(run.reason));
    QVERIFY(run.result.phases.connect && !run.result.phases.firstByte);
    QCOMPARE(run.result.peer, QStringLiteral("127.0.0.1:%1").arg(server->serverPort()));
    TcpSpec named = tcp(*server);
    named.host = QStringLiteral("localhost"); // where it has two addresses, nobody listens at the other one
    const auto other = kit.run(named);
    QVERIFY2(other.end == CheckEnd::Answered, qPrintable(other.reason));
    QVERIFY(other.result.phases.resolve);
}

void OtherCheckTest::tcpConverses()
{
    const auto server = plainServer("hello\r\n",
        [](const QByteArray &line) { return line == "PING" ? QByteArray("+PONG\r\n") : QByteArray(); });
    CheckKit kit;
    const auto run = kit.run(tcp(*server, "PING\r\n", QStringLiteral("+PONG")));
    QVERIFY2(run.result.failure.isEmpty(), qPrintable(run.result.failure));
    QVERIFY(run.result.phases.firstByte);
    QVERIFY(run.result.output.contains(QStringLiteral("+PONG")));
    WhoisServer closing("other\r\n");
    const auto other = kit.run(tcp(closing, "x\r\n", QStringLiteral("+PONG")));
    QCOMPARE(other.end, CheckEnd::Answered);
    QCOMPARE(other.result.failure, QStringLiteral("answer \"other\", expected containing \"+PONG\""));
}

void OtherCheckTest::tcpEndsAtTheDeadline()
{
    const auto server = plainServer("not this");
    CheckKit kit;
    VERIFY_ENDED(kit.run(tcp(*server, {}, QStringLiteral("ready")), {}, Millis { 200 }), Refused,
        "the answer did not contain \"ready\" within 200 ms: \"not this\"");
    TcpSpec mail = tcp(*server);
    mail.startTls = StartTls::Smtp;
    VERIFY_ENDED(kit.run(mail, {}, Millis { 200 }), Refused, "the server did not speak smtp within 200 ms");
}

void OtherCheckTest::tcpNobodyThere()
{
    quint16 port = 0;
    {
        const auto gone = plainServer({});
        port = gone->serverPort();
    }
    CheckKit kit;
    VERIFY_ENDED(kit.run(TcpSpec { QStringLiteral("127.0.0.1"), port, StartTls::None, {}, {} }), Unreached,
        "refuses the connection");
    VERIFY_ENDED(kit.run(TcpSpec { QStringLiteral("nowhere.invalid"), 25, StartTls::None, {}, {} }), Unreached,
        "cannot be found");
    VERIFY_ENDED(kit.run(TcpSpec {}), NotAsked, "write HOST:PORT");
}

void OtherCheckTest::pingsTheLoopback_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
    QTest::newRow("IPv6") << QStringLiteral("::1");
    QTest::newRow("name") << QStringLiteral("localhost");
}

void OtherCheckTest::pingsTheLoopback()
{
    QFETCH(const QString, host);
    CheckKit kit;
    const auto run = kit.run(PingSpec { host, 2, 56 });
    if (run.end == CheckEnd::NotAsked)
        QSKIP(qPrintable(run.reason));
    QVERIFY2(run.end == CheckEnd::Answered, qPrintable(run.reason));
    QVERIFY(run.result.output.startsWith(QStringLiteral("2 of 2 answered")));
    QVERIFY(run.result.failure.isEmpty());
    QVERIFY(run.result.total < Seconds { 1 });
}

void OtherCheckTest::pingWithoutAnswer()
{
    CheckKit kit;
    VERIFY_ENDED(kit.run(PingSpec { QStringLiteral("nowhere.invalid"), 1, 56 }), Unreached, "cannot be found");
    VERIFY_ENDED(kit.run(PingSpec { QStringLiteral("127.0.0.1"), 0, 56 }), NotAsked, "a count from 1 to 20");
    // 240.0.0.0/4 is nobody's: no way there, or no answer.
    const auto run = kit.run(PingSpec { QStringLiteral("240.0.0.1"), 2, 56 }, {}, Millis { 500 });
    QVERIFY2(run.end == CheckEnd::Unreached || run.end == CheckEnd::NotAsked, qPrintable(run.reason));
}

void OtherCheckTest::webSocketOpensAndConverses()
{
    QWebSocketServer server(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray key;
    connect(&server, &QWebSocketServer::newConnection, this, [&] {
        QWebSocket *socket = server.nextPendingConnection();
        socket->setParent(&server);
        key = socket->request().rawHeader("X-Key");
        connect(socket, &QWebSocket::textMessageReceived, socket,
            [socket](const QString &text) { socket->sendTextMessage(QStringLiteral("you said ") + text); });
    });
    CheckKit kit;
    WebSocketSpec spec;
    spec.url = server.serverUrl();
    QCOMPARE(kit.run(spec).end, CheckEnd::Answered);
    spec.headers = { { "X-Key", Secret<QByteArray>("k") } };
    spec.send = QStringLiteral("hello");
    spec.expect = QStringLiteral("said hello");
    const auto run = kit.run(spec);
    QVERIFY2(run.end == CheckEnd::Answered && run.result.failure.isEmpty(), qPrintable(run.reason));
    QCOMPARE(run.result.code, 101);
    QCOMPARE(run.result.output, QStringLiteral("you said hello"));
    QCOMPARE(key, QByteArray("k"));
    QVERIFY(run.result.phases.connect && run.result.phases.firstByte);
    spec.subprotocol = QStringLiteral("graphql-ws");
    VERIFY_ENDED(kit.run(spec), Refused, "does not speak the subprotocol");
}

void OtherCheckTest::webSocketIsRefused()
{
    FakeHttpServer server;
    server.always("/", { 403, "no" });
    CheckKit kit;
    WebSocketSpec spec;
    spec.url = server.url();
    VERIFY_ENDED(kit.run(spec), NotAsked, "is no WebSocket address");
    spec.url.setScheme(QStringLiteral("ws"));
    VERIFY_ENDED(kit.run(spec), Refused, "does not open a WebSocket");
    spec.url = QUrl(QStringLiteral("ws://nowhere.invalid/"));
    VERIFY_ENDED(kit.run(spec), Unreached, "cannot be found");
}

void OtherCheckTest::webSocketMessagesAreBounded()
{
    QWebSocketServer server(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QWebSocketServer::newConnection, this, [&] {
        QWebSocket *socket = server.nextPendingConnection();
        socket->setParent(&server);
        socket->sendTextMessage(QString(3 * 1024 * 1024, u'x') + QStringLiteral("end"));
    });
    CheckKit kit;
    WebSocketSpec spec;
    spec.url = server.serverUrl();
    spec.expect = QStringLiteral("end");
    VERIFY_ENDED(kit.run(spec), Refused, "closed the WebSocket before the expected message came");
}

void OtherCheckTest::webSocketEndsAtTheDeadline()
{
    FakeHttpServer silentServer;
    silentServer.always("/", { 200, {}, {}, FakeResponse::Manner::Hang });
    CheckKit kit;
    WebSocketSpec spec;
    spec.url = silentServer.url();
    spec.url.setScheme(QStringLiteral("ws"));
    VERIFY_ENDED(kit.run(spec, {}, Millis { 200 }), Unreached, "within 200 ms");
}

void OtherCheckTest::commandsNeedLeave()
{
    CheckKit kit;
    VERIFY_ENDED(kit.run(shell(QStringLiteral("true"))), NotAsked, "ALLOW_COMMAND_CHECKS=true");
}

void OtherCheckTest::commandExitStatus_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("said");
    QTest::newRow("0") << QStringLiteral("echo fine") << int(Status::Operational) << QString();
    QTest::newRow("1") << QStringLiteral("echo hm; exit 1") << int(Status::Degraded)
                       << QStringLiteral("exit status 1, expected 0");
    QTest::newRow("2") << QStringLiteral("exit 2") << int(Status::PartialOutage)
                       << QStringLiteral("exit status 2, expected 0");
    QTest::newRow("signal") << QStringLiteral("kill -9 $$") << int(Status::PartialOutage)
                            << QStringLiteral("ended by a signal");
}

void OtherCheckTest::commandExitStatus()
{
    QFETCH(const QString, script);
    QFETCH(const int, status);
    QFETCH(const QString, said);
    CheckKit kit(withCommands());
    CheckSpec spec;
    spec.target = shell(script);
    spec.onFailure = Status::PartialOutage;
    const auto run = kit.run(spec);
    QCOMPARE(int(statusOf(spec, run)), status);
    QVERIFY2(run.result.failure.contains(said), qPrintable(run.result.failure));
}

void OtherCheckTest::commandOutputIsBounded()
{
    CheckKit kit(withCommands());
    CommandSpec spec = shell(QStringLiteral("head -c 3000000 /dev/zero | tr '\\0' 'y'; printf 'end' >&2"));
    spec.outputLimit = 1000;
    const auto run = kit.run(spec);
    QCOMPARE(run.end, CheckEnd::Answered);
    QCOMPARE(run.result.output.size(), 1000);
    QCOMPARE(run.result.bytes, 3'000'003);
}

void OtherCheckTest::commandHasNoSecrets()
{
    qputenv("ADMIN_API_TOKEN", "very-secret");
    CheckKit kit(withCommands());
    const auto run = kit.run(shell(QStringLiteral("env")));
    qunsetenv("ADMIN_API_TOKEN");
    QVERIFY(run.result.output.contains(QStringLiteral("PATH=")));
    QVERIFY(!run.result.output.contains(QStringLiteral("very-secret")));
}

void OtherCheckTest::commandGroupEndsWithIt()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("pid"));
    CheckKit kit(withCommands());
    // A child of the child that does not listen to SIGTERM.
    const auto run = kit.run(
        shell(QStringLiteral("(trap '' TERM; sh -c 'echo $PPID' > %1; sleep 60) & wait; sleep 60").arg(file)), {},
        Millis { 400 });
    VERIFY_ENDED(run, Refused, "the program did not end within 400 ms");
    QFile pidFile(file);
    QVERIFY(pidFile.open(QIODevice::ReadOnly));
    const auto pid = static_cast<pid_t>(pidFile.readAll().trimmed().toLongLong());
    QVERIFY(pid > 1);
    const auto isGone = [pid] {
        QFile state(QStringLiteral("/proc/%1/stat").arg(pid));
        return !state.open(QIODevice::ReadOnly) || state.readAll().contains(") Z ");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isGone(), 10'000);
}

void OtherCheckTest::commandThatIsNotThere()
{
    CheckKit kit(withCommands());
    VERIFY_ENDED(
        kit.run(CommandSpec { { QStringLiteral("/nowhere/check") }, 100 }), NotAsked, "cannot be started");
    VERIFY_ENDED(kit.run(CommandSpec {}), NotAsked, "names no program");
}

void OtherCheckTest::domainByRdap()
{
    FakeHttpServer registry;
    registry.always("/rdap/domain/name.test",
        { 200, R"({"events": [{"eventAction": "registration", "eventDate": "2001-01-01T00:00:00Z"},
            {"eventAction": "expiration", "eventDate": "2049-05-06T07:08:09Z"}]})" });
    registry.always("/rdap/domain/moved.test", { 302, {}, { { "Location", "/rdap/domain/name.test" } } });
    registry.always("/rdap/domain/vague.test", { 200, "{}" });
    FakeHttpServer iana;
    iana.always("/dns.json", { 200, bootstrap(registry) });
    Probes::CheckOptions options;
    options.rdapBootstrap = iana.url(QStringLiteral("/dns.json"));
    CheckKit kit(options);
    for (const char *name : { "name.test", "Moved.TEST" }) {
        const auto run = kit.run(DomainSpec { QString::fromLatin1(name), 30 });
        QVERIFY2(run.end == CheckEnd::Answered && run.result.failure.isEmpty(), qPrintable(run.reason));
        QCOMPARE(toIso(*run.result.domainExpiry), QStringLiteral("2049-05-06T07:08:09Z"));
    }
    QCOMPARE(registry.requests().front().headers.value("accept"),
        QByteArray("application/rdap+json, application/json"));
    VERIFY_ENDED(kit.run(DomainSpec { QStringLiteral("vague.test"), 30 }), NotAsked,
        "does not say when vague.test expires");
    VERIFY_ENDED(kit.run(DomainSpec { QStringLiteral("gone.test"), 30 }), Refused, "gone.test is not registered");
    VERIFY_ENDED(kit.run(DomainSpec { QStringLiteral("test"), 30 }), NotAsked, "this is no domain name");
}

void OtherCheckTest::domainByWhois()
{
    FakeHttpServer iana; // knows no registry, as if it could not be reached
    WhoisServer whois("Domain Name: NAME.OTHER\r\n   Registry Expiry Date: 2020-02-03T04:05:06Z\r\n");
    Probes::CheckOptions options;
    options.rdapBootstrap = iana.url(QStringLiteral("/dns.json"));
    options.whoisHost = QStringLiteral("127.0.0.1");
    options.whoisPort = whois.serverPort();
    CheckKit kit(options);
    CheckSpec spec;
    spec.target = DomainSpec { QStringLiteral("name.other"), 30 };
    const auto run = kit.run(spec);
    QVERIFY2(run.end == CheckEnd::Answered, qPrintable(run.reason));
    QCOMPARE(whois.asked(), QByteArrayList { "name.other" });
    QCOMPARE(run.result.failure, QStringLiteral("domain expired on 2020-02-03, expected at least 30 days left"));
    QCOMPARE(statusOf(spec, run), Status::MajorOutage);
}

void OtherCheckTest::domainUnknown()
{
    FakeHttpServer iana;
    WhoisServer whois("No match for domain \"GONE.OTHER\".\r\n");
    Probes::CheckOptions options;
    options.rdapBootstrap = iana.url(QStringLiteral("/dns.json"));
    options.whoisHost = QStringLiteral("127.0.0.1");
    options.whoisPort = whois.serverPort();
    CheckKit kit(options);
    VERIFY_ENDED(kit.run(DomainSpec { QStringLiteral("gone.other"), 30 }), Refused,
        "gone.other is not registered, says 127.0.0.1");
    WhoisServer mute("");
    options.whoisPort = mute.serverPort();
    CheckKit other(options);
    VERIFY_ENDED(other.run(DomainSpec { QStringLiteral("x.other"), 30 }), Refused,
        "closed the connection without an answer");
}

void OtherCheckTest::registriesAreRemembered()
{
    FakeHttpServer registry;
    FakeHttpServer iana;
    iana.always("/dns.json", { 200, bootstrap(registry) });
    Probes::CheckOptions options;
    options.rdapBootstrap = iana.url(QStringLiteral("/dns.json"));
    CheckKit kit(options);
    for (int i = 0; i < 3; ++i)
        kit.run(DomainSpec { QStringLiteral("gone.example"), 30 });
    QCOMPARE(iana.count(), 1);
    QCOMPARE(registry.count(), 3);
}

void OtherCheckTest::readsWhois_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expiry"); // empty: none
    QTest::addColumn<bool>("unknown");
    const auto row = [](const char *name, const char *text, const char *expiry, bool unknown = false) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(expiry) << unknown;
    };
    row("com", "   Registry Expiry Date: 2028-09-14T04:00:00Z\r\n", "2028-09-14T04:00:00Z");
    row("ru", "paid-till:     2027-03-15T21:00:00Z\n", "2027-03-15T21:00:00Z");
    row("uk", "        Expiry date:  14-Feb-2027\n", "2027-02-14T00:00:00Z");
    row("jp", "[Expires on]                    2027/08/31\n", "2027-08-31T00:00:00Z");
    row("br", "expires:     20270304\n", "2027-03-04T00:00:00Z");
    row("cz", "expire:       24.02.2027\n", "2027-02-24T00:00:00Z");
    row("fi", "expires............: 31.8.2027 10:20:30\n", "2027-08-31T00:00:00Z");
    row("cn", "Expiration Time: 2027-03-17 12:48:36\n", "2027-03-17T12:48:36Z");
    row("no date in it", "Expiry date: never\n", "");
    row("nothing", "Domain: x\n", "");
    row("not registered", "No match for \"X.COM\".\n", "", true);
    row("free", "Status: free\n", "", true);
    row("empty", "", "");
}

void OtherCheckTest::readsWhois()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, expiry);
    QFETCH(const bool, unknown);
    const auto read = Probes::readWhois(text);
    QCOMPARE(read.expiry ? toIso(*read.expiry) : QString(), expiry);
    QCOMPARE(read.unknown, unknown);
    QCOMPARE(
        Probes::readReferral("% IANA\nrefer:        whois.nic.example\n\n"), QStringLiteral("whois.nic.example"));
    QVERIFY(Probes::readReferral(text).isEmpty());
}
