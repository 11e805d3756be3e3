// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_dnscheck.h"

#include "checkkit.h"
#include "probes/dnsmessage.h"

#include <QNetworkDatagram>
#include <QStandardPaths>
#include <QUdpSocket>

using namespace Wf;
using namespace Wf::Domain;

namespace {
quint16 freePort()
{
    QUdpSocket socket;
    socket.bind(QHostAddress::LocalHost);
    return socket.localPort();
}

QString dnsmasq()
{
    const QString found = QStandardPaths::findExecutable(QStringLiteral("dnsmasq"));
    return found.isEmpty() ? QStandardPaths::findExecutable(
               QStringLiteral("dnsmasq"), { QStringLiteral("/usr/sbin"), QStringLiteral("/sbin") })
                           : found;
}

/// Answers every question with its own bytes and the given flags, or with something else altogether.
class Resolver final : public QUdpSocket {
public:
    explicit Resolver(std::function<QByteArray(QByteArray)> answer)
    {
        bind(QHostAddress::LocalHost);
        connect(this, &QUdpSocket::readyRead, this, [this, answer = std::move(answer)] {
            while (hasPendingDatagrams()) {
                const auto question = receiveDatagram();
                const QByteArray reply = answer(question.data());
                if (!reply.isEmpty())
                    writeDatagram(question.makeReply(reply));
            }
        });
    }
    [[nodiscard]] QString address() const { return QStringLiteral("127.0.0.1:%1").arg(localPort()); }
};

QByteArray withCode(QByteArray question, char code)
{
    question[2] = static_cast<char>(question[2] | static_cast<char>(0x80));
    question[3] = code;
    return question;
}

DnsSpec asking(const QString &name, DnsType type, const QString &resolver)
{
    return { name, type, resolver, {} };
}
} // namespace

void DnsCheckTest::initTestCase()
{
    const QString program = dnsmasq();
    if (program.isEmpty())
        return; // the tests that need it skip
    m_resolver = QStringLiteral("127.0.0.1:%1").arg(freePort());
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(program,
        { QStringLiteral("--no-daemon"), QStringLiteral("--conf-file=/dev/null"), QStringLiteral("--no-resolv"),
            QStringLiteral("--no-hosts"), QStringLiteral("--pid-file="), QStringLiteral("--user="),
            QStringLiteral("--bind-interfaces"), QStringLiteral("--listen-address=127.0.0.1"),
            QStringLiteral("--port=") + m_resolver.section(u':', 1), QStringLiteral("--local=/example/"),
            QStringLiteral("--host-record=www.example,192.0.2.7,2001:db8::7"),
            QStringLiteral("--host-record=www.example,192.0.2.8"),
            QStringLiteral("--cname=alias.example,www.example"),
            QStringLiteral("--mx-host=example,mail.example,10"),
            QStringLiteral("--mx-host=example,backup.example,20"),
            QStringLiteral("--txt-record=example,v=spf1 -all,second part"),
            QStringLiteral("--srv-host=_sip._tcp.example,sip.example,5060,1,2"),
            QStringLiteral("--ptr-record=7.2.0.192.in-addr.arpa,www.example"),
            QStringLiteral("--dns-rr=example,2,026e73076578616d706c6500") });
    QByteArray said;
    while (!said.contains("started") && m_server.waitForReadyRead(10'000))
        said += m_server.readAll();
    QVERIFY2(said.contains("started"), said.constData());
}

void DnsCheckTest::cleanupTestCase()
{
    m_server.kill();
    m_server.waitForFinished();
}

void DnsCheckTest::records_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("records");
    const auto row = [](const char *name, DnsType type, const char *records) {
        QTest::newRow(qPrintable(word(type)))
            << QString::fromLatin1(name) << int(type) << QString::fromLatin1(records);
    };
    row("www.example", DnsType::A, "192.0.2.7\n192.0.2.8");
    row("www.example", DnsType::AAAA, "2001:db8::7");
    row("alias.example", DnsType::CNAME, "www.example");
    row("example", DnsType::MX, "10 mail.example\n20 backup.example");
    row("192.0.2.7", DnsType::PTR, "www.example");
    row("_sip._tcp.example", DnsType::SRV, "1 2 5060 sip.example");
    row("example", DnsType::TXT, "v=spf1 -allsecond part");
    row("example", DnsType::NS, "ns.example");
}

void DnsCheckTest::records()
{
    if (m_resolver.isEmpty())
        QSKIP("dnsmasq is not here.");
    QFETCH(const QString, name);
    QFETCH(const int, type);
    QFETCH(const QString, records);
    CheckKit kit;
    const auto run = kit.run(asking(name, static_cast<DnsType>(type), m_resolver));
    QVERIFY2(run.end == CheckEnd::Answered, qPrintable(run.reason));
    QCOMPARE(run.result.output, records);
    QVERIFY(run.result.failure.isEmpty());
    QCOMPARE(run.result.peer, m_resolver);
    QVERIFY(run.result.phases.firstByte);
}

void DnsCheckTest::expectedValues()
{
    if (m_resolver.isEmpty())
        QSKIP("dnsmasq is not here.");
    CheckKit kit;
    DnsSpec spec = asking(QStringLiteral("alias.example"), DnsType::A, m_resolver);
    spec.expected = { QStringLiteral("192.0.2.8"), QStringLiteral("192.0.2.7") };
    QVERIFY(kit.run(spec).result.failure.isEmpty()); // through the alias
    spec.expected.append(QStringLiteral("192.0.2.9"));
    QCOMPARE(kit.run(spec).result.failure, QStringLiteral("A 192.0.2.7, 192.0.2.8, expected 192.0.2.9"));
    DnsSpec none = asking(QStringLiteral("www.example"), DnsType::MX, m_resolver);
    QCOMPARE(kit.run(none).result.failure, QStringLiteral("MX no record, expected at least one record"));
}

void DnsCheckTest::nobodyKnowsTheName()
{
    if (m_resolver.isEmpty())
        QSKIP("dnsmasq is not here.");
    CheckKit kit;
    const auto run = kit.run(asking(QStringLiteral("gone.example"), DnsType::A, m_resolver));
    VERIFY_ENDED(run, Refused, "gone.example: the name does not exist (NXDOMAIN)");
    QCOMPARE(run.result.code, 3);
}

void DnsCheckTest::failuresAreToldApart_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("format") << 1 << QStringLiteral("(FORMERR)");
    QTest::newRow("failed") << 2 << QStringLiteral("the resolver failed (SERVFAIL)");
    QTest::newRow("no name") << 3 << QStringLiteral("(NXDOMAIN)");
    QTest::newRow("refused") << 5 << QStringLiteral("refuses to answer (REFUSED)");
    QTest::newRow("other") << 9 << QStringLiteral("code 9");
}

void DnsCheckTest::failuresAreToldApart()
{
    QFETCH(const int, code);
    QFETCH(const QString, said);
    Resolver resolver([code](const QByteArray &question) { return withCode(question, static_cast<char>(code)); });
    CheckKit kit;
    const auto run = kit.run(asking(QStringLiteral("x.example"), DnsType::A, resolver.address()));
    QCOMPARE(run.end, CheckEnd::Refused);
    QVERIFY2(run.reason.contains(said), qPrintable(run.reason));
}

void DnsCheckTest::silenceEndsAtTheDeadline()
{
    int asked = 0;
    Resolver resolver([&asked](const QByteArray &) {
        ++asked;
        return QByteArray();
    });
    CheckKit kit;
    const auto run =
        kit.run(asking(QStringLiteral("x.example"), DnsType::A, resolver.address()), {}, Millis { 600 });
    QCOMPARE(run.end, CheckEnd::Unreached);
    QVERIFY2(run.reason.contains(QStringLiteral("not answer")), qPrintable(run.reason));
    QVERIFY(asked >= 2); // a lost packet is no outage: it is asked again
}

void DnsCheckTest::nobodyListens()
{
    CheckKit kit;
    const auto run =
        kit.run(asking(QStringLiteral("x.example"), DnsType::A, QStringLiteral("127.0.0.1:%1").arg(freePort())),
            {}, Seconds { 2 });
    QCOMPARE(run.end, CheckEnd::Unreached);
}

void DnsCheckTest::garbageIsNoAnswer()
{
    Resolver resolver([](const QByteArray &question) { return QByteArray(question.left(2) + "garbage"); });
    CheckKit kit;
    const auto run =
        kit.run(asking(QStringLiteral("x.example"), DnsType::A, resolver.address()), {}, Millis { 600 });
    QVERIFY2(run.end == CheckEnd::Unreached || run.end == CheckEnd::Refused, qPrintable(run.reason));
    QVERIFY(!run.reason.isEmpty());
}

void DnsCheckTest::resolverMustBeAnAddress()
{
    CheckKit kit;
    VERIFY_ENDED(kit.run(asking(QStringLiteral("x"), DnsType::A, QStringLiteral("dns.example"))), NotAsked,
        "the resolver \"dns.example\" is no address");
    VERIFY_ENDED(kit.run(asking({}, DnsType::A, {})), NotAsked, "names no host");
}

void DnsCheckTest::hostileMessages_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("readable");
    const QByteArray head = QByteArray::fromHex("000181800001000100000000");
    const QByteArray question = QByteArray::fromHex("0161000001 0001");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("short") << head.left(11) << false;
    QTest::newRow("no question") << head << false;
    QTest::newRow("no answer") << head + question << false;
    QTest::newRow("name points to itself") << head + question + QByteArray::fromHex("c013") << false;
    QTest::newRow("record too long") << head + question + QByteArray::fromHex("c00c0001000100000001ffff7f000001")
                                     << false;
    QTest::newRow("short address") << head + question + QByteArray::fromHex("c00c00010001000000010002 7f00")
                                   << true;
    QTest::newRow("good") << head + question + QByteArray::fromHex("c00c000100010000000100047f000001") << true;
}

void DnsCheckTest::hostileMessages()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, readable);
    for (int type = 0; type < 8; ++type) {
        const auto message = Probes::readDnsMessage(bytes, static_cast<DnsType>(type));
        QCOMPARE(message.has_value(), readable);
    }
}
