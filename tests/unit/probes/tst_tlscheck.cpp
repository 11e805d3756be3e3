// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_tlscheck.h"

#include "checkkit.h"
#include "testkit/faketlsserver.h"

#include <QSslConfiguration>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Wf;
using namespace Wf::Domain;
using TestKit::Certificates;
using TestKit::FakeTlsServer;
using TestKit::KeyPair;
using Begins = FakeTlsServer::Begins;

namespace {
QString localNames()
{
    return QStringLiteral("DNS:localhost,IP:127.0.0.1");
}

QUrl urlOf(const QTcpServer &server)
{
    return QUrl(QStringLiteral("https://localhost:%1/").arg(server.serverPort()));
}

LinkSpec trusting(const Certificates &made)
{
    LinkSpec link;
    link.family = IpFamily::V4;
    link.caFile = made.authority();
    return link;
}

TlsSpec tls(const QTcpServer &server)
{
    TlsSpec spec;
    spec.host = QStringLiteral("localhost");
    spec.port = server.serverPort();
    return spec;
}
} // namespace

void TlsCheckTest::initTestCase()
{
    if (!m_made.areThere())
        QSKIP("The openssl program is not here: no certificates can be made.");
}

void TlsCheckTest::goodCertificate()
{
    FakeTlsServer server(m_made.make(localNames(), 90), Begins::Encrypted, {}, FakeTlsServer::web("fine"));
    CheckKit kit;
    const auto web = kit.run(CheckKit::web(urlOf(server)), trusting(m_made));
    QVERIFY2(web.result.failure.isEmpty(), qPrintable(web.result.failure));
    QCOMPARE(web.result.code, 200);
    const auto handshake = kit.run(tls(server), trusting(m_made));
    QVERIFY2(handshake.result.failure.isEmpty(), qPrintable(handshake.result.failure));
    for (const auto &run : { web, handshake }) {
        QVERIFY(run.result.certificate.has_value());
        QCOMPARE(run.result.certificate->subject, QStringLiteral("test server"));
        QCOMPARE(run.result.certificate->issuer, QStringLiteral("Test Authority"));
        QCOMPARE(run.result.certificate->protocol, QStringLiteral("TLSv1.3"));
        const int days = daysUntil(*run.result.certificate->notAfter, SystemClock().now());
        QVERIFY(days == 89 || days == 90);
        QVERIFY(run.result.phases.connect && run.result.phases.tls && run.result.phases.resolve);
        QCOMPARE(run.result.peer, QStringLiteral("127.0.0.1:%1").arg(server.serverPort()));
    }
}

void TlsCheckTest::expiringSoonDegrades()
{
    FakeTlsServer server(m_made.make(localNames(), 5), Begins::Encrypted, {}, FakeTlsServer::web("fine"));
    CheckKit kit;
    CheckSpec spec;
    spec.link = trusting(m_made);
    spec.certDays = 14;
    for (const CheckSpec::Target &target :
        { CheckSpec::Target(CheckKit::web(urlOf(server))), CheckSpec::Target(tls(server)) }) {
        spec.target = target;
        const auto run = kit.run(spec);
        QCOMPARE(statusOf(spec, run), Status::Degraded);
        QVERIFY2(run.result.failure.startsWith(QStringLiteral("certificate 4 days left"))
                || run.result.failure.startsWith(QStringLiteral("certificate 5 days left")),
            qPrintable(run.result.failure));
    }
}

void TlsCheckTest::faults_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("own");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QString>("said");
    const QString yesterday = isoDate(SystemClock().now() - std::chrono::days { 1 });
    QTest::newRow("expired")
        << localNames() << -1 << false << true
        << QStringLiteral("the certificate of localhost expired on %1 (issued by Test Authority)").arg(yesterday);
    QTest::newRow("wrong name")
        << QStringLiteral("DNS:other.example,DNS:more.example") << 90 << false << true
        << QStringLiteral("the certificate is not for localhost, but for more.example, other.example");
    QTest::newRow("self-signed") << localNames() << 90 << true << false
                                 << QStringLiteral("the certificate of localhost is self-signed");
    QTest::newRow("unknown authority") << localNames() << 90 << false << false
                                       << QStringLiteral("the certificate of localhost comes from an authority "
                                                         "that is not trusted here (issued by Test Authority)");
}

void TlsCheckTest::faults()
{
    QFETCH(const QString, names);
    QFETCH(const int, days);
    QFETCH(const bool, own);
    QFETCH(const bool, trusted);
    QFETCH(const QString, said);
    const KeyPair pair =
        m_made.make(names, days, own ? Certificates::Signed::ByItself : Certificates::Signed::ByAuthority);
    FakeTlsServer server(pair, Begins::Encrypted, {}, FakeTlsServer::web("fine"));
    CheckKit kit;
    LinkSpec link = trusting(m_made);
    if (!trusted)
        link.caFile.clear();
    for (const auto &run : { kit.run(CheckKit::web(urlOf(server)), link), kit.run(tls(server), link) }) {
        QVERIFY2(run.end == CheckEnd::Refused, qPrintable(run.reason));
        QVERIFY2(run.reason.startsWith(said), qPrintable(run.reason));
        QVERIFY(run.result.certificate.has_value()); // seen, though not trusted
        QCOMPARE(run.result.certificate->issuer,
            own ? QStringLiteral("test server") : QStringLiteral("Test Authority"));
        QVERIFY(run.result.certificate->notAfter.has_value());
    }
    QVERIFY(server.lines().isEmpty());
}

void TlsCheckTest::insecureIsAChoice()
{
    FakeTlsServer server(m_made.make(QStringLiteral("DNS:x.example"), -1, Certificates::Signed::ByItself),
        Begins::Encrypted, {}, FakeTlsServer::web("fine"));
    CheckKit kit;
    LinkSpec link;
    link.family = IpFamily::V4;
    link.insecure = true;
    for (const auto &run : { kit.run(CheckKit::web(urlOf(server)), link), kit.run(tls(server), link) }) {
        QVERIFY2(run.result.failure.isEmpty(), qPrintable(run.result.failure));
        QVERIFY(run.result.certificate.has_value());
    }
}

void TlsCheckTest::nothingIsSentToTheUntrusted()
{
    FakeTlsServer server(m_made.make(localNames(), 90, Certificates::Signed::ByItself), Begins::Encrypted, {},
        FakeTlsServer::web("fine"));
    CheckKit kit;
    HttpSpec spec = CheckKit::web(urlOf(server));
    spec.bearer = Secret<QString>(QStringLiteral("secret"));
    QCOMPARE(kit.run(spec, trusting(m_made)).end, CheckEnd::Refused);
    QVERIFY(server.lines().isEmpty());
}

void TlsCheckTest::newestProtocolOnly()
{
    FakeTlsServer server(m_made.make(localNames(), 90), Begins::Encrypted, {}, FakeTlsServer::web("fine"));
    CheckKit kit;
    TlsSpec spec = tls(server);
    spec.minimumProtocol = QStringLiteral("TLSv1.2");
    QVERIFY(kit.run(spec, trusting(m_made)).result.failure.isEmpty());
    spec.minimumProtocol = QStringLiteral("TLS1.2");
    VERIFY_ENDED(kit.run(spec, trusting(m_made)), NotAsked, "\"TLS1.2\" is no version of TLS");
    spec.minimumProtocol = QStringLiteral("TLSv1.3");
    spec.serverName = QStringLiteral("www.example.com");
    VERIFY_ENDED(kit.run(spec, trusting(m_made)), Refused, "the certificate is not for www.example.com");
}

void TlsCheckTest::startTls_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QByteArrayList>("script"); // pairs: what is heard, what is said
    QTest::addColumn<QString>("expect");
    QTest::newRow("smtp") << int(StartTls::Smtp) << QByteArray("220-mx.example\r\n220 ready\r\n")
                          << QByteArrayList { "EHLO", "250-mx.example\r\n250-SIZE 1\r\n250 STARTTLS\r\n",
                                 "STARTTLS", "!220 go ahead\r\n" }
                          << QStringLiteral("mx.example");
    QTest::newRow("imap") << int(StartTls::Imap) << QByteArray("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n")
                          << QByteArrayList { "w1 STARTTLS", "!* something else\r\nw1 OK begin\r\n" } << QString();
    QTest::newRow("pop3") << int(StartTls::Pop3) << QByteArray("+OK ready\r\n")
                          << QByteArrayList { "STLS", "!+OK begin\r\n" } << QString();
    QTest::newRow("ftp") << int(StartTls::Ftp) << QByteArray("220 ready\r\n")
                         << QByteArrayList { "AUTH TLS", "!234 begin\r\n" } << QString();
}

void TlsCheckTest::startTls()
{
    QFETCH(const int, protocol);
    QFETCH(const QByteArray, greeting);
    QFETCH(const QByteArrayList, script);
    QFETCH(const QString, expect);
    FakeTlsServer server(m_made.make(localNames(), 90), Begins::Plain, greeting, [&](const QByteArray &line) {
        for (qsizetype i = 0; i < script.size(); i += 2) {
            if (line.startsWith(script.at(i)))
                return script.at(i + 1);
        }
        return QByteArray("500 what\r\n");
    });
    CheckKit kit;
    const TcpSpec spec { QStringLiteral("localhost"), server.serverPort(), static_cast<StartTls>(protocol), {},
        expect };
    const auto run = kit.run(spec, trusting(m_made));
    QVERIFY2(run.end == CheckEnd::Answered && run.result.failure.isEmpty(), qPrintable(run.result.failure));
    QVERIFY(run.result.certificate && run.result.phases.tls);
    QCOMPARE(run.result.certificate->issuer, QStringLiteral("Test Authority"));
    LinkSpec strange = trusting(m_made);
    strange.caFile.clear();
    VERIFY_ENDED(kit.run(spec, strange), Refused, "not trusted here");
}

void TlsCheckTest::startTlsRefused()
{
    FakeTlsServer server(
        m_made.make(localNames(), 90), Begins::Plain, "220 ready\r\n", [](const QByteArray &line) {
            return line.startsWith("EHLO") ? QByteArray("250 mx\r\n") : QByteArray("502 no encryption here\r\n");
        });
    CheckKit kit;
    TcpSpec spec { QStringLiteral("localhost"), server.serverPort(), StartTls::Smtp, {}, {} };
    VERIFY_ENDED(kit.run(spec, trusting(m_made)), Refused,
        "does not begin encryption (STARTTLS): \"502 no encryption here\"");
    spec.startTls = StartTls::Imap;
    VERIFY_ENDED(kit.run(spec, trusting(m_made)), Refused, "does not greet as imap does: \"220 ready\"");
}

/// A real SMTP server of Python's, where it is installed.
void TlsCheckTest::mailServer()
{
    const KeyPair pair = m_made.make(localNames(), 5);
    QProcess server;
    server.start(QFile::exists(QStringLiteral("/usr/bin/python3")) ? QStringLiteral("/usr/bin/python3")
                                                                   : QStringLiteral("python3"),
        { QStringLiteral("-c"), QStringLiteral(R"(
import ssl, sys, time
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
controller = Controller(Sink(), hostname='127.0.0.1', port=int(sys.argv[3]), tls_context=context)
controller.start()
print('ready', flush=True)
sys.stdin.read()
)"),
            pair.certificateFile, pair.keyFile, [] {
                QTcpServer free;
                free.listen(QHostAddress::LocalHost);
                return QString::number(free.serverPort());
            }() });
    const auto port = static_cast<quint16>(server.arguments().last().toUInt());
    const bool ready = server.waitForReadyRead(15'000);
    const auto stop = qScopeGuard([&] {
        server.closeWriteChannel();
        server.kill();
        server.waitForFinished();
    });
    if (!ready)
        QSKIP("python3-aiosmtpd is not here.");
    CheckKit kit;
    CheckSpec spec;
    spec.link = trusting(m_made);
    spec.certDays = 14;
    spec.target = TcpSpec { QStringLiteral("localhost"), port, StartTls::Smtp, {}, QStringLiteral("220 ") };
    const auto run = kit.run(spec);
    QVERIFY2(run.end == CheckEnd::Answered, qPrintable(run.reason));
    QCOMPARE(statusOf(spec, run), Status::Degraded);
    QVERIFY2(run.result.failure.startsWith(QStringLiteral("certificate ")), qPrintable(run.result.failure));
}

void TlsCheckTest::secureWebSocket()
{
    const KeyPair pair = m_made.make(localNames(), 90);
    QWebSocketServer server(QStringLiteral("test"), QWebSocketServer::SecureMode);
    QSslConfiguration configuration;
    configuration.setLocalCertificate(pair.certificate);
    configuration.setPrivateKey(pair.key);
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    CheckKit kit;
    WebSocketSpec spec;
    spec.url = QUrl(QStringLiteral("wss://localhost:%1/").arg(server.serverPort()));
    LinkSpec link;
    link.caFile = m_made.authority();
    const auto run = kit.run(spec, link);
    QVERIFY2(run.end == CheckEnd::Answered, qPrintable(run.reason));
    QVERIFY(run.result.certificate.has_value());
    link.caFile.clear();
    VERIFY_ENDED(kit.run(spec, link), Refused, "not trusted here");
    link.insecure = true;
    QCOMPARE(kit.run(spec, link).end, CheckEnd::Answered);
}

void TlsCheckTest::plainServerIsNoTlsServer()
{
    TestKit::FakeHttpServer plain;
    CheckKit kit;
    QUrl url = plain.url();
    url.setScheme(QStringLiteral("https"));
    const auto web = kit.run(CheckKit::web(url), {}, Seconds { 2 });
    QVERIFY2(web.end != CheckEnd::Answered, qPrintable(web.reason));
    TlsSpec spec = tls(plain);
    spec.host = QStringLiteral("127.0.0.1");
    const auto handshake = kit.run(spec, {}, Millis { 500 });
    QVERIFY2(handshake.end == CheckEnd::Refused, qPrintable(handshake.reason));
}
