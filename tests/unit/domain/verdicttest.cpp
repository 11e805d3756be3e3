// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/verdict.h"
#include "samples.h"

#include <QTest>

using namespace Samples;

/// What makes an answer good, in which words it is not, and what follows from it.
class VerdictTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bodies_data();
    void bodies();
    void values_data();
    void values();
    void headers_data();
    void headers();
    void otherKinds();
    void oneDefinitionOfUp_data();
    void oneDefinitionOfUp();
    void expiry_data();
    void expiry();
    void failureNamesTheFirstBrokenThing();
    void notAskedIsBlind();
    void keepsWhatIsBroken();
};

namespace {
CheckSpec webCheck()
{
    CheckSpec spec;
    spec.target = HttpSpec {};
    return spec;
}

HttpAnswer answering(const QByteArray &body, bool cut = false)
{
    HttpAnswer answer;
    answer.status = 200;
    answer.headers = { { "Content-Type", "application/json" }, { "X-Load", "0.75" }, { "Via", "a" },
        { "via", "b" } };
    answer.body = body;
    answer.bodyCut = cut;
    return answer;
}

CheckRun answered(int status)
{
    CheckRun run;
    run.end = CheckEnd::Answered;
    run.result.code = status;
    run.result.total = Millis { 100 };
    HttpAnswer answer;
    answer.status = status;
    run.result.assertions = judgeHttp(HttpSpec {}, answer);
    return run;
}
} // namespace

void VerdictTest::bodies_data()
{
    QTest::addColumn<QString>("demand"); // + contains, - not contains, ~ matches
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("cut");
    QTest::addColumn<QString>("said"); // empty: it held
    const auto row = [](const char *name, const char *demand, const QByteArray &body, bool cut, const char *said) {
        QTest::newRow(name) << QString::fromUtf8(demand) << body << cut << QString::fromUtf8(said);
    };
    row("there", "+ok", "all ok", false, "");
    row("not there", "+ok", "all bad", false, "body without \"ok\", expected containing \"ok\"");
    row("not in what was read", "+ok", "all", true, "in the first 3 bytes; the rest was not read");
    row("there in what was read", "+ok", "all ok", true, "");
    row("unwanted is away", "-error", "fine", false, "");
    row("unwanted is there", "-error", "an error", false, "body containing \"error\", expected without \"error\"");
    row("unwanted may be in the rest", "-error", "fine", true, "the rest was not read");
    row("letters beyond ASCII", "+ü", "f\xc3\xbcr", false, "");
    row("pattern", "~^v\\d+$", "v12", false, "");
    row("pattern in the middle", "~\\d+", "v12", false, "");
    row("pattern does not match", "~^v\\d+$", "12", false, "body not matching \"^v\\d+$\"");
    row("pattern that is none", "~(", "12", false, "the pattern cannot be read");
    row("pattern that never ends", "~^(a+)+$", QByteArray(60, 'a') + '!', false, "takes too many steps");
}

void VerdictTest::bodies()
{
    QFETCH(const QString, demand);
    QFETCH(const QByteArray, body);
    QFETCH(const bool, cut);
    QFETCH(const QString, said);
    HttpSpec spec;
    auto &list = demand.startsWith(u'+') ? spec.bodyContains
        : demand.startsWith(u'-')        ? spec.bodyNotContains
                                         : spec.bodyMatches;
    list.append(demand.mid(1));
    const auto outcomes = judgeHttp(spec, answering(body, cut));
    QCOMPARE(outcomes.size(), size_t(2));
    QVERIFY(outcomes[0].held);
    QCOMPARE(outcomes[1].held, said.isEmpty());
    QVERIFY2(failureText(outcomes[1]).contains(said), qPrintable(failureText(outcomes[1])));
}

void VerdictTest::values_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said"); // empty: it held
    const auto row = [](const char *name, const char *path, const char *expected, const char *body,
                         const char *said) {
        QTest::newRow(name) << QString::fromUtf8(path) << QString::fromUtf8(expected) << QByteArray(body)
                            << QString::fromUtf8(said);
    };
    row("equal", "$.db", "up", R"({"db":"up"})", "");
    row("other", "$.db", "up", R"({"db":"down"})", "$.db down, expected up");
    row("missing", "$.db", "up", R"({})", "$.db missing, expected up");
    row("missing is not different", "$.db", "!= down", R"({})", "$.db missing, expected != down");
    row("null is a value", "$.err", "null", R"({"err":null})", "");
    row("numbers are compared as numbers", "$.p", "24.90", R"({"p":24.9})", "");
    row("large whole number", "$.id", "1234567", R"({"id":1234567})", "");
    row("texts are compared as texts", "$.v", "1.0", R"({"v":"1"})", "$.v 1, expected 1.0");
    row("less", "$.q", "< 25", R"({"q":24.9})", "");
    row("not less", "$.q", "< 24.9", R"({"q":24.9})", "$.q 24.9, expected < 24.9");
    row("number in a text", "$.q", ">= 3", R"({"q":"3"})", "");
    row("no number", "$.q", "> 3", R"({"q":"many"})", "$.q many, expected > 3");
    row("true", "$.ok", "true", R"({"ok":true})", "");
    row("matches", "$.v", "~^2\\.", R"({"v":"2.1"})", "");
    row("all of several", "$.n[*].s", "up", R"({"n":[{"s":"up"},{"s":"up"}]})", "");
    row("one of several is not", "$.n[*].s", "up", R"({"n":[{"s":"up"},{"s":"off"}]})",
        "$.n[*].s off, expected up");
    row("bare text", "$", "ok", R"("ok")", "");
    row("bare number", "$", "> 1", "2", "");
    row("no JSON", "$.db", "up", "<html>", "body that is no JSON");
    row("two documents", "$", "1", "1,2", "body that is no JSON");
    row("empty", "$.db", "up", "", "body that is no JSON");
    row("bad path", "db", "up", "{}", "a path begins with $");
}

void VerdictTest::values()
{
    QFETCH(const QString, path);
    QFETCH(const QString, expected);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, said);
    HttpSpec spec;
    spec.json = { { path, parseExpectation(expected) } };
    const auto outcomes = judgeHttp(spec, answering(body));
    QCOMPARE(outcomes.size(), size_t(2));
    QVERIFY2(failureText(outcomes[1]).contains(said), qPrintable(failureText(outcomes[1])));
    QCOMPARE(outcomes[1].held, said.isEmpty());
    const auto cut = judgeHttp(spec, answering("{\"db\":", true));
    QVERIFY(!cut[1].held);
}

void VerdictTest::headers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *expected, const char *said) {
        QTest::addRow("%s %s", name, expected)
            << QString::fromLatin1(name) << QString::fromLatin1(expected) << QString::fromLatin1(said);
    };
    row("content-type", "~json", "");
    row("Content-Type", "text/html", "header Content-Type application/json, expected text/html");
    row("X-Load", "< 0.8", "");
    row("X-Load", "0.750", "");
    row("Via", "a, b", "");
    row("Via", "< 3", "header Via a, b, expected < 3");
    row("X-None", "!= x", "header X-None missing, expected != x");
}

void VerdictTest::headers()
{
    QFETCH(const QString, name);
    QFETCH(const QString, expected);
    QFETCH(const QString, said);
    HttpSpec spec;
    spec.header = { { name, parseExpectation(expected) } };
    const auto outcomes = judgeHttp(spec, answering("{}"));
    QCOMPARE(outcomes[1].held, said.isEmpty());
    if (!said.isEmpty())
        QCOMPARE(failureText(outcomes[1]), said);
}

void VerdictTest::otherKinds()
{
    QVERIFY(judgeText({}, "anything", false).empty());
    QVERIFY(judgeText(QStringLiteral("220"), "220 ready", false)[0].held);
    QCOMPARE(failureText(judgeText(QStringLiteral("220"), "554 no\r\n", false)[0]),
        QStringLiteral("answer \"554 no\", expected containing \"220\""));
    QVERIFY(failureText(judgeText(QStringLiteral("x"), "yyy", true)[0]).contains(QStringLiteral("first 3 bytes")));

    TlsSpec tls;
    CertificateInfo certificate;
    certificate.protocol = QStringLiteral("TLSv1.2");
    QVERIFY(judgeTls(tls, certificate).empty());
    tls.minimumProtocol = QStringLiteral("TLSv1.2");
    QVERIFY(judgeTls(tls, certificate)[0].held);
    tls.minimumProtocol = QStringLiteral("TLSv1.3");
    QCOMPARE(
        failureText(judgeTls(tls, certificate)[0]), QStringLiteral("protocol TLSv1.2, expected TLSv1.3 or newer"));
    certificate.protocol.clear();
    QVERIFY(!judgeTls(tls, certificate)[0].held);

    DnsSpec dns { QStringLiteral("example.com"), DnsType::MX, {}, {} };
    const QStringList records { QStringLiteral("10 Mail.example.com") };
    QVERIFY(judgeDns(dns, records)[0].held);
    QCOMPARE(failureText(judgeDns(dns, {})[0]), QStringLiteral("MX no record, expected at least one record"));
    dns.expected = { QStringLiteral("mail.example.com."), QStringLiteral("10 mail.example.com"),
        QStringLiteral("20 mail.example.com") };
    const auto outcomes = judgeDns(dns, records);
    QVERIFY(outcomes[0].held && outcomes[1].held && !outcomes[2].held);
    QCOMPARE(failureText(outcomes[2]), QStringLiteral("MX 10 Mail.example.com, expected 20 mail.example.com"));

    QVERIFY(judgePing(3, 1)[0].held);
    QVERIFY(!judgePing(3, 0)[0].held);
}

void VerdictTest::oneDefinitionOfUp_data()
{
    QTest::addColumn<int>("code"); // HTTP status, or 1000 + exit status of a command
    QTest::addColumn<int>("millis");
    QTest::addColumn<int>("onFailure");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, int code, int millis, Status onFailure, Status status) {
        QTest::newRow(name) << code << millis << int(onFailure) << int(status);
    };
    row("200", 200, 100, Status::MajorOutage, Status::Operational);
    row("204 is up like 200", 204, 100, Status::MajorOutage, Status::Operational);
    row("301", 301, 100, Status::MajorOutage, Status::MajorOutage);
    row("503", 503, 100, Status::MajorOutage, Status::MajorOutage);
    row("503, configured", 503, 100, Status::Degraded, Status::Degraded);
    row("just in time", 200, 500, Status::MajorOutage, Status::Operational);
    row("slow", 200, 501, Status::MajorOutage, Status::Degraded);
    row("at the limit", 200, 2000, Status::MajorOutage, Status::Degraded);
    row("too slow", 200, 2001, Status::PartialOutage, Status::PartialOutage);
    row("exit 0", 1000, 100, Status::MajorOutage, Status::Operational);
    row("exit 1", 1001, 100, Status::MajorOutage, Status::Degraded);
    row("exit 2", 1002, 100, Status::MajorOutage, Status::MajorOutage);
}

void VerdictTest::oneDefinitionOfUp()
{
    QFETCH(const int, code);
    QFETCH(const int, millis);
    QFETCH(const int, onFailure);
    QFETCH(const int, status);
    CheckSpec spec = webCheck();
    spec.onFailure = static_cast<Status>(onFailure);
    spec.degradedLatency = Millis { 500 };
    spec.latency = Millis { 2000 };
    CheckRun run = answered(code);
    if (code >= 1000)
        run.result.assertions = judgeCommand(code - 1000);
    run.result.total = Millis { millis };
    judgeInCommon(spec, run, noon());
    QCOMPARE(int(statusOf(spec, run)), status);
    const Observation seen = conclude(MonitorId(QStringLiteral("m")), spec, run, noon());
    QCOMPARE(int(seen.status), status);
    QVERIFY(seen.succeeded());
    QVERIFY(!seen.unreached);
    QCOMPARE(seen.detail.isEmpty(), seen.status == Status::Operational);
    QVERIFY(seen.check && seen.check->code == run.result.code);
    QCOMPARE(seen.latency, Millis { millis });
}

void VerdictTest::expiry_data()
{
    QTest::addColumn<int>("hours"); // until the certificate ends; 9999: there is none
    QTest::addColumn<QString>("said");
    QTest::newRow("enough") << 24 * 14 << QString();
    QTest::newRow("an hour short") << 24 * 14
            - 1 << QStringLiteral("certificate 13 days left, until 2026-01-28, expected at least 14 days left");
    QTest::newRow("a day") << 24 << QStringLiteral("certificate 1 day left");
    QTest::newRow("past") << -1 << QStringLiteral("certificate expired on");
    QTest::newRow("none") << 9999 << QStringLiteral("the answer came without encryption");
}

void VerdictTest::expiry()
{
    QFETCH(const int, hours);
    QFETCH(const QString, said);
    const Instant now = *parseTimestamp(u"2026-01-15T00:00:00Z");
    CheckSpec spec = webCheck();
    spec.certDays = 14;
    CheckRun run = answered(200);
    if (hours != 9999) {
        run.result.certificate = CertificateInfo {};
        run.result.certificate->notAfter = now + std::chrono::hours { hours };
    }
    judgeInCommon(spec, run, now);
    QCOMPARE(statusOf(spec, run), said.isEmpty() ? Status::Operational : Status::Degraded);
    QVERIFY2(run.result.failure.contains(said), qPrintable(run.result.failure));

    CheckSpec named;
    named.target = DomainSpec { QStringLiteral("example.com"), 14 };
    CheckRun registered;
    registered.end = CheckEnd::Answered;
    registered.result.domainExpiry = now + std::chrono::hours { hours };
    judgeInCommon(named, registered, now);
    const Status expected = hours <= 0 ? Status::MajorOutage
        : hours < 24 * 14              ? Status::Degraded
                                       : Status::Operational;
    QCOMPARE(statusOf(named, registered), expected);
}

void VerdictTest::failureNamesTheFirstBrokenThing()
{
    CheckSpec spec = webCheck();
    spec.degradedLatency = Millis { 50 };
    CheckRun run = answered(503);
    judgeInCommon(spec, run, noon());
    QCOMPARE(run.result.failure, QStringLiteral("status 503, expected 200-299"));
    CheckRun slow = answered(200);
    judgeInCommon(spec, slow, noon());
    QCOMPARE(slow.result.failure, QStringLiteral("total 100 ms, expected at most 50 ms"));
    CheckRun away;
    away.end = CheckEnd::Unreached;
    away.reason = QStringLiteral("refused");
    judgeInCommon(spec, away, noon());
    QCOMPARE(away.result.failure, QStringLiteral("refused"));
    const Observation seen = conclude(MonitorId(QStringLiteral("m")), spec, away, noon());
    QCOMPARE(seen.status, Status::MajorOutage);
    QVERIFY(seen.unreached);
    QVERIFY(seen.succeeded());
}

void VerdictTest::notAskedIsBlind()
{
    const CheckSpec spec = webCheck();
    CheckRun run;
    run.reason = QStringLiteral("not allowed");
    judgeInCommon(spec, run, noon());
    const Observation seen = conclude(MonitorId(QStringLiteral("m")), spec, run, noon());
    QVERIFY(!seen.succeeded());
    QCOMPARE(seen.status, Status::Unknown);
    QCOMPARE(seen.detail, QStringLiteral("not allowed"));
    QVERIFY(seen.reason.startsWith(QStringLiteral("unexpected: ")));
}

void VerdictTest::keepsWhatIsBroken()
{
    HttpSpec demanding;
    for (int i = 0; i < 80; ++i)
        demanding.bodyContains.append(i == 79 ? QStringLiteral("gone") : QStringLiteral("x"));
    CheckRun run;
    run.end = CheckEnd::Answered;
    run.result.assertions = judgeHttp(demanding, answering("x"));
    judgeInCommon(webCheck(), run, noon());
    QCOMPARE(run.result.assertions.size(), size_t(50));
    QCOMPARE(statusOf(webCheck(), run), Status::MajorOutage);
}

std::unique_ptr<QObject> verdictTest()
{
    return std::make_unique<VerdictTest>();
}

#include "verdicttest.moc"
