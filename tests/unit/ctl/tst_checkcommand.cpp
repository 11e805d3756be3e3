// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/checkcommand.h"
#include "domain/verdict.h"

#include <QTest>

namespace Wf {

using namespace Ctl;
using namespace Domain;

/// What `watchfloorctl check` understands, and what people read.
class CheckCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void targets_data();
    void targets();
    void options();
    void refuses_data();
    void refuses();
    void report();
    void reportOfAFailure();
    void notAskedIsNoSuccess();
};

namespace {
    QStringList words(const QString &line)
    {
        return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    }
} // namespace

void CheckCommandTest::targets_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *line, const char *kind, const char *text) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(kind) << QString::fromLatin1(text);
    };
    row("https://example.com/a", "http", "https://example.com/a");
    row("HTTP://example.com", "http", "http://example.com");
    row("tcp://example.com:5432", "tcp", "example.com:5432");
    row("smtp://mx.example.com", "tcp", "mx.example.com:25");
    row("imap://mx.example.com:1143", "tcp", "mx.example.com:1143");
    row("tls://example.com", "tls", "example.com:443");
    row("tls://[2001:db8::1]:8443", "tls", "[2001:db8::1]:8443");
    row("dns://example.com?type=mx", "dns", "example.com MX");
    row("dns://9.9.9.9/example.com", "dns", "example.com A @9.9.9.9");
    row("dns://_sip._tcp.example.com --type SRV --resolver 127.0.0.1:53", "dns",
        "_sip._tcp.example.com SRV @127.0.0.1:53");
    row("ping://router.example", "ping", "router.example");
    row("router.example --kind ping", "ping", "router.example");
    row("wss://example.com/live", "websocket", "wss://example.com/live");
    row("domain:example.com", "domain", "example.com");
    row("example.com --kind domain", "domain", "example.com");
    row("https://example.com:8443/x --kind tls", "tls", "example.com:8443");
    row("example.com:993 --kind tcp", "tcp", "example.com:993");
    row("--kind command -- /usr/bin/true --kind x", "command", "true");
}

void CheckCommandTest::targets()
{
    QFETCH(const QString, line);
    QFETCH(const QString, kind);
    QFETCH(const QString, text);
    const auto order = parseCheck(words(line));
    QVERIFY2(order.has_value(), order ? "" : qPrintable(order.error()));
    QCOMPARE(kindWord(order->spec), kind);
    QCOMPARE(targetText(order->spec), text);
}

void CheckCommandTest::options()
{
    const auto order = parseCheck({ QStringLiteral("https://example.com"), QStringLiteral("--expect-status"),
        QStringLiteral("301,200-204"), QStringLiteral("--timeout"), QStringLiteral("3s"),
        QStringLiteral("--insecure"), QStringLiteral("-6"), QStringLiteral("--expect"), QStringLiteral("ready"),
        QStringLiteral("--expect"), QStringLiteral("$.db != down"), QStringLiteral("--header"),
        QStringLiteral("X-Key: a:b"), QStringLiteral("--latency"), QStringLiteral("2s"),
        QStringLiteral("--degraded-latency"), QStringLiteral("500ms"), QStringLiteral("--cert-days"),
        QStringLiteral("14"), QStringLiteral("--redirects"), QStringLiteral("0"), QStringLiteral("--ca"),
        QStringLiteral("ca.pem") });
    QVERIFY2(order.has_value(), order ? "" : qPrintable(order.error()));
    QCOMPARE(order->timeout, Millis { 3000 });
    const auto &http = std::get<HttpSpec>(order->spec.target);
    QCOMPARE(statusRangesText(http.statuses), QStringLiteral("301, 200-204"));
    QCOMPARE(http.bodyContains, QStringList { QStringLiteral("ready") });
    QCOMPARE(http.json.at(0).name, QStringLiteral("$.db"));
    QVERIFY(http.json.at(0).expectation == parseExpectation(u"!= down"));
    QCOMPARE(http.headers.at(0).value.reveal(), QByteArray("a:b"));
    QCOMPARE(http.redirects, 0);
    QVERIFY(order->spec.link.insecure);
    QCOMPARE(order->spec.link.family, IpFamily::V6);
    QCOMPARE(order->spec.link.caFile, QStringLiteral("ca.pem"));
    QVERIFY(order->spec.latency == Millis { 2000 } && order->spec.degradedLatency == Millis { 500 });
    QVERIFY(order->spec.certDays == 14);
}

void CheckCommandTest::refuses_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *line, const char *said) {
        QTest::newRow(*line ? line : "nothing") << QString::fromLatin1(line) << QString::fromLatin1(said);
    };
    row("", "needs a target");
    row("example.com", "what kind of check");
    row("gopher://example.com", "what kind of check");
    row("https://a https://b", "one too many");
    row("tcp://example.com", "names no host and port");
    row("example.com --kind http", "is no web address");
    row("https://a --kind web", "'web' is no kind of check");
    row("https://a --expect-status 2xx", "write 200-299,401");
    row("https://a --timeout 10", "is no duration");
    row("https://a --latency soon", "is no duration");
    row("https://a --cert-days many", "whole numbers");
    row("https://a --redirects many", "whole numbers");
    row("https://a --header nonsense", "--header needs a name and a value");
    row("https://a --expect $.a", "says no value");
    row("https://a --expect $a", "character 2 of the path");
    row("dns://a?type=ANY", "is no record type");
    row("https://a --loud", "loud");
}

void CheckCommandTest::refuses()
{
    QFETCH(const QString, line);
    QFETCH(const QString, said);
    const auto order = parseCheck(words(line));
    QVERIFY(!order.has_value());
    QVERIFY2(order.error().contains(said), qPrintable(order.error()));
}

void CheckCommandTest::report()
{
    const Instant now = *parseTimestamp(u"2026-01-15T00:00:00Z");
    const auto order = parseCheck(
        { QStringLiteral("https://example.com/health"), QStringLiteral("--cert-days"), QStringLiteral("14") });
    CheckRun run;
    run.end = CheckEnd::Answered;
    run.result.phases.resolve = Micros { 12'340 };
    run.result.phases.tls = Micros { 123'456 };
    run.result.total = Micros { 200'000 };
    run.result.code = 200;
    run.result.bytes = 1256;
    run.result.peer = QStringLiteral("192.0.2.1:443");
    run.result.certificate = CertificateInfo { QStringLiteral("example.com"), QStringLiteral("R3"), {},
        now + std::chrono::days { 9 }, QStringLiteral("TLSv1.3") };
    run.result.assertions = { { QStringLiteral("status 200-299"), QStringLiteral("status 200"), true } };
    judgeInCommon(order->spec, run, now);
    const Report seen = checkReport(*order, run, now);
    QCOMPARE(seen.exitStatus, 1);
    QCOMPARE(seen.text,
        QStringLiteral("http https://example.com/health\n"
                       "\n"
                       "  resolve             12.3 ms\n"
                       "  TLS                123.5 ms\n"
                       "  total              200.0 ms\n"
                       "\n"
                       "  peer           192.0.2.1:443\n"
                       "  status         200\n"
                       "  received       1,256 bytes\n"
                       "  certificate    example.com, issued by R3, until 2026-01-24 (9 days left), TLSv1.3\n"
                       "\n"
                       "  ✓ status 200\n"
                       "  ✗ certificate 9 days left, until 2026-01-24, expected at least 14 days left\n"
                       "\n"
                       "degraded: certificate 9 days left, until 2026-01-24, expected at least 14 days left\n"));
}

void CheckCommandTest::reportOfAFailure()
{
    const auto order =
        parseCheck({ QStringLiteral("https://example.com/?key=secret"), QStringLiteral("--insecure") });
    CheckRun run;
    run.end = CheckEnd::Refused;
    run.reason = QStringLiteral("it said \x1b[31mred");
    run.result.hops = { QStringLiteral("https://example.org/") };
    judgeInCommon(order->spec, run, {});
    const Report seen = checkReport(*order, run, {});
    QCOMPARE(seen.exitStatus, 2);
    QVERIFY(!seen.text.contains(QStringLiteral("secret")));
    QVERIFY(!seen.text.contains(QChar(0x1b)));
    QVERIFY(seen.text.contains(QStringLiteral("not verified (--insecure)")));
    QVERIFY(seen.text.contains(QStringLiteral("redirected to  https://example.org/")));
    QVERIFY(seen.text.endsWith(QStringLiteral("\nmajor_outage: it said [31mred\n")));
}

void CheckCommandTest::notAskedIsNoSuccess()
{
    const auto order = parseCheck({ QStringLiteral("ping://example.com") });
    CheckRun run;
    run.reason = QStringLiteral("not permitted");
    judgeInCommon(order->spec, run, {});
    const Report seen = checkReport(*order, run, {});
    QCOMPARE(seen.exitStatus, 2);
    QVERIFY(seen.text.contains(QStringLiteral("unknown, not asked: not permitted")));
    QVERIFY(!seen.text.contains(QStringLiteral("total")));
}

} // namespace Wf

QTEST_GUILESS_MAIN(Wf::CheckCommandTest)
#include "tst_checkcommand.moc"
