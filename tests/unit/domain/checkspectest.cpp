// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/checkspec.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

/// How checks are written and shown.
class CheckSpecTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expectations_data();
    void expectations();
    void faultsOfExpectations_data();
    void faultsOfExpectations();
    void statusRanges_data();
    void statusRanges();
    void targets_data();
    void targets();
    void wordsComeBack();
};

void CheckSpecTest::expectations_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<int>("comparison");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("again");
    const auto row = [](const char *written, Comparison comparison, const char *value, const char *again) {
        QTest::newRow(written) << QString::fromLatin1(written) << int(comparison) << QString::fromLatin1(value)
                               << QString::fromLatin1(again);
    };
    row("up", Comparison::Equal, "up", "up");
    row("== up", Comparison::Equal, "up", "up");
    row("!= down", Comparison::NotEqual, "down", "!= down");
    row("<5", Comparison::Less, "5", "< 5");
    row(" <= 5 ", Comparison::LessOrEqual, "5", "<= 5");
    row("> 0.5", Comparison::Greater, "0.5", "> 0.5");
    row(">=3", Comparison::GreaterOrEqual, "3", ">= 3");
    row("~json", Comparison::Matches, "json", "~ json");
    row("", Comparison::Equal, "", "");
    row("a == b", Comparison::Equal, "a == b", "a == b");
}

void CheckSpecTest::expectations()
{
    QFETCH(const QString, written);
    QFETCH(const int, comparison);
    QFETCH(const QString, value);
    QFETCH(const QString, again);
    const Expectation read = parseExpectation(written);
    QCOMPARE(int(read.comparison), comparison);
    QCOMPARE(read.value, value);
    QCOMPARE(expectationText(read), again);
    QVERIFY(parseExpectation(again) == read);
}

void CheckSpecTest::faultsOfExpectations_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("fault");
    QTest::newRow("text") << QStringLiteral("up") << QString();
    QTest::newRow("number") << QStringLiteral("< 2.5") << QString();
    QTest::newRow("pattern") << QStringLiteral("~^ok$") << QString();
    QTest::newRow("no number") << QStringLiteral("< fast") << QStringLiteral("\"fast\" is no number");
    QTest::newRow("a duration is no number") << QStringLiteral("> 14d") << QStringLiteral("\"14d\" is no number");
    QTest::newRow("no pattern") << QStringLiteral("~(up") << QStringLiteral("cannot be read at character 4");
}

void CheckSpecTest::faultsOfExpectations()
{
    QFETCH(const QString, written);
    QFETCH(const QString, fault);
    const QString said = expectationFault(parseExpectation(written));
    QCOMPARE(said.isEmpty(), fault.isEmpty());
    QVERIFY2(said.contains(fault), qPrintable(said));
}

void CheckSpecTest::statusRanges_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("again"); // empty: refused
    QTest::newRow("one") << QStringLiteral("301") << QStringLiteral("301");
    QTest::newRow("range") << QStringLiteral("200-299") << QStringLiteral("200-299");
    QTest::newRow("list") << QStringLiteral("200-299,401 , 418") << QStringLiteral("200-299, 401, 418");
    QTest::newRow("edges") << QStringLiteral("100-599") << QStringLiteral("100-599");
    for (const char *bad :
        { "", "99", "600", "2xx", "299-200", "200-", "-299", "200,,300", "200-299-300", "0x12c" })
        QTest::newRow(bad[0] ? bad : "empty") << QString::fromLatin1(bad) << QString();
}

void CheckSpecTest::statusRanges()
{
    QFETCH(const QString, written);
    QFETCH(const QString, again);
    const auto ranges = parseStatusRanges(written);
    QCOMPARE(ranges.has_value(), !again.isEmpty());
    if (ranges)
        QCOMPARE(statusRangesText(*ranges), again);
}

void CheckSpecTest::targets_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    const auto row = [](int index, const char *kind, const QString &text, const char *host) {
        QTest::newRow(kind) << index << QString::fromLatin1(kind) << text << QString::fromLatin1(host);
    };
    row(0, "http", QStringLiteral("https://example.com:8443/a?key=…&flag"), "example.com");
    row(1, "tcp", QStringLiteral("mx1.example.com:25"), "mx1.example.com");
    row(2, "tls", QStringLiteral("[2001:db8::1]:443"), "2001:db8::1");
    row(3, "dns", QStringLiteral("example.com MX @9.9.9.9"), "9.9.9.9");
    row(4, "ping", QStringLiteral("Router"), "router");
    row(5, "websocket", QStringLiteral("wss://live.example.com/feed"), "live.example.com");
    row(6, "command", QStringLiteral("check_disk"), "check_disk");
    row(7, "domain", QStringLiteral("example.com"), "com");
}

void CheckSpecTest::targets()
{
    QFETCH(const int, index);
    QFETCH(const QString, kind);
    QFETCH(const QString, text);
    QFETCH(const QString, host);
    HttpSpec http;
    http.url = QUrl(QStringLiteral("https://user:pass@example.com:8443/a?key=secret&flag#part"));
    const TlsSpec tls { QStringLiteral("2001:db8::1"), 443, {}, {} };
    const DnsSpec dns { QStringLiteral("example.com"), DnsType::MX, QStringLiteral("9.9.9.9"), {} };
    WebSocketSpec socket;
    socket.url = QUrl(QStringLiteral("wss://live.example.com/feed"));
    const CommandSpec command { { QStringLiteral("/usr/lib/checks/check_disk"), QStringLiteral("--pass=x") },
        100 };
    const std::vector<CheckSpec::Target> all { http,
        TcpSpec { QStringLiteral("mx1.example.com"), 25, StartTls::Smtp, {}, {} }, tls, dns,
        PingSpec { QStringLiteral("Router"), 3, 56 }, socket, command,
        DomainSpec { QStringLiteral("example.com"), 30 } };
    CheckSpec spec;
    spec.target = all.at(size_t(index));
    QCOMPARE(kindWord(spec), kind);
    QCOMPARE(checkKinds().at(index), kind);
    QCOMPARE(targetText(spec), text);
    QCOMPARE(targetHost(spec), host);
}

void CheckSpecTest::wordsComeBack()
{
    for (int i = 0; i < 8; ++i)
        QVERIFY(dnsTypeFromWord(word(static_cast<DnsType>(i))) == static_cast<DnsType>(i));
    for (int i = 0; i < 5; ++i)
        QVERIFY(startTlsFromWord(word(static_cast<StartTls>(i))) == static_cast<StartTls>(i));
    QVERIFY(dnsTypeFromWord(u"mx") == DnsType::MX);
    QVERIFY(!dnsTypeFromWord(u"ANY"));
    QVERIFY(!startTlsFromWord(u"xmpp"));
}

std::unique_ptr<QObject> checkSpecTest()
{
    return std::make_unique<CheckSpecTest>();
}

#include "checkspectest.moc"
