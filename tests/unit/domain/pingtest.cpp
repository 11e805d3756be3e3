// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/ping.h"
#include "domain/pingkeys.h"
#include "domain/pinglimiter.h"
#include "samples.h"

using namespace Samples;

// The small rules around a ping: its address, its keys, its limiter, its runs.
class PingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signalWords_data();
    void signalWords();
    void shapes();
    void keywords();
    void runtimes_data();
    void runtimes();
    void bodiesAreCut();
    void runs();
    void keys();
    void limiter();
    void limiterSurvivesAClockSetBack();
};

void PingTest::signalWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(expected);
    };
    row("", "success");
    row("start", "start");
    row("fail", "fail");
    row("log", "log");
    row("0", "success 0");
    row("007", "fail 7");
    row("255", "fail 255");
    row("256", "invalid url format");
    row("99999999999999999999", "invalid url format");
    row("success", "not found");
    row("ign", "not found");
    row("START", "not found");
    row("-1", "not found");
}

void PingTest::signalWords()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    const auto signal = pingSignal(text);
    const QString status =
        signal && signal->exitStatus ? QString(u' ' + QString::number(*signal->exitStatus)) : QString();
    QCOMPARE(signal ? QString(word(signal->kind) + status) : signal.error().detail, expected);
}

void PingTest::shapes()
{
    const QString uuid = QStringLiteral("0f8fad5b-d9cb-469f-a165-70867728950e");
    QVERIFY(isCanonicalUuid(uuid, LetterCase::Lower));
    QVERIFY(!isCanonicalUuid(uuid.toUpper(), LetterCase::Lower));
    QVERIFY(isCanonicalUuid(uuid.toUpper(), LetterCase::Any));
    for (const QString &wrong : { QString(), QString(uuid).remove(u'-'), QString(u'{' + uuid + u'}'),
             uuid.chopped(1), QString(uuid).replace(u'f', u'g'), QString(uuid).replace(8, 1, u'0') })
        QVERIFY2(!isCanonicalUuid(wrong, LetterCase::Any), qPrintable(wrong));
    QVERIFY(isSlug(QStringLiteral("db-backup_2")));
    QVERIFY(!isSlug(QString()) && !isSlug(QStringLiteral("Db")) && !isSlug(QStringLiteral("a b"))
        && !isSlug(QString(101, u'a')));
    for (const PingKind kind :
        { PingKind::Success, PingKind::Start, PingKind::Fail, PingKind::Log, PingKind::Ignored })
        QVERIFY(pingKindFromWord(word(kind)) == kind);
}

void PingTest::keywords()
{
    QCOMPARE(*parseKeywords(u" done , all good,, ", QStringLiteral("success_kw")),
        QStringList({ QStringLiteral("done"), QStringLiteral("all good") }));
    QVERIFY(parseKeywords(QString(200, u'x'), QStringLiteral("start_kw")).has_value());
    const auto tooLong = parseKeywords(QString(201, u'x'), QStringLiteral("start_kw"));
    QVERIFY(!tooLong && tooLong.error().field == QStringLiteral("start_kw"));
}

void PingTest::runtimes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("millis"); // -1: none
    QTest::newRow("form") << QByteArray("runtime=1.5") << 1500;
    QTest::newRow("one of several") << QByteArray("a=b&runtime=2&c=d") << 2000;
    QTest::newRow("json") << QByteArray(R"({"runtime": 1.5})") << 1500;
    QTest::newRow("json text") << QByteArray(R"({"runtime": "0.25"})") << 250;
    QTest::newRow("zero") << QByteArray("runtime=0") << 0;
    for (const char *none :
        { "", "runtime", "runtime=", "runtime=-1", "runtime=abc", "runtime=nan", "runtime=inf", "runtime=1e99",
            R"({"runtime": null})", R"({"runtime": [1]})", R"({"runtime")", "the runtime was 3 s" })
        QTest::newRow(none) << QByteArray(none) << -1;
    QTest::newRow("huge") << QByteArray(QByteArray("runtime=1&x=") + QByteArray(9000, 'x')) << -1;
}

void PingTest::runtimes()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, millis);
    QCOMPARE(statedRuntime(body).value_or(Millis { -1 }), Millis { millis });
}

void PingTest::bodiesAreCut()
{
    KeywordFilter filter;
    filter.failure = { QString(), QStringLiteral("x") }; // an empty word is in every text: it means nothing
    QVERIFY(meaningOf(filter, "abc") == PingKind::Ignored);
    QVERIFY(meaningOf(filter, "\xff\xfe x") == PingKind::Fail);
}

void PingTest::runs()
{
    const auto ping = [](PingKind kind, int second, const char *rid = "") {
        Ping result;
        result.kind = kind;
        result.at = noon() + seconds { second };
        result.rid = QString::fromLatin1(rid);
        return result;
    };
    std::vector<Ping> pings { ping(PingKind::Success, 0), ping(PingKind::Start, 1, "a"),
        ping(PingKind::Start, 2, "b"), ping(PingKind::Log, 3, "a"), ping(PingKind::Success, 11, "a"),
        ping(PingKind::Fail, 22, "b"), ping(PingKind::Success, 23, "b"), ping(PingKind::Start, 30),
        ping(PingKind::Success, 30 + 72 * 3600 + 1), ping(PingKind::Success, 300'000) };
    pings.back().runtime = Millis { 5 };
    std::vector<qint64> found;
    for (const auto &duration : runDurations(pings))
        found.push_back(duration ? duration->count() : -1);
    QCOMPARE(found, (std::vector<qint64> { -1, -1, -1, -1, 10'000, 20'000, -1, -1, -1, 5 }));
}

void PingTest::keys()
{
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    const QString c = QStringLiteral("c");
    PingKeys keys { a, {}, {} };
    QVERIFY(!accepts(keys, {}, noon()) && !accepts(keys, b, noon()));
    QVERIFY(!accepts({}, {}, noon()));
    keys = rotate(keys, b, hours { 24 }, noon());
    QVERIFY(rotate(keys, b, hours { 1 }, noon()) == keys);
    keys = rotate(keys, c, hours { 24 }, noon() + hours { 1 });
    QVERIFY(accepts(keys, c, noon() + hours { 2 }) && accepts(keys, b, noon() + hours { 2 }));
    QVERIFY(!accepts(keys, a, noon() + hours { 2 }));
    QVERIFY(withoutExpired(keys, noon() + hours { 2 }) == keys);
    QVERIFY((withoutExpired(keys, noon() + hours { 25 }) == PingKeys { c, {}, {} }));
    QVERIFY(!accepts(rotate(keys, a, Millis { 0 }, noon()), c, noon()));
}

void PingTest::limiter()
{
    PingLimiter limiter;
    for (int i = 0; i < 50; ++i)
        QVERIFY(limiter.take(noon()) == PingAnswer::Ok);
    QVERIFY(limiter.take(noon()) == PingAnswer::TooMany);
    QCOMPARE(limiter.retryAfter(noon()), Millis { 20 });
    QVERIFY(!limiter.isFull(noon() + Millis { 999 }) && limiter.isFull(noon() + Millis { 1000 }));
    QVERIFY(limiter.take(noon() + Millis { 19 }) == PingAnswer::TooMany);
    QVERIFY(limiter.take(noon() + Millis { 20 }) == PingAnswer::Ok);
    // Fifty a second, evenly, for ever.
    PingLimiter steady;
    for (int i = 0; i < 500; ++i)
        QVERIFY(steady.take(noon() + Millis { i * 20 }) == PingAnswer::Ok);
}

void PingTest::limiterSurvivesAClockSetBack()
{
    PingLimiter limiter;
    for (int i = 0; i < 60; ++i)
        (void)limiter.take(noon());
    QVERIFY(limiter.take(noon() - hours { 5 }) == PingAnswer::Ok);
    QVERIFY(limiter.isFull(noon()));
}

std::unique_ptr<QObject> pingTest()
{
    return std::make_unique<PingTest>();
}

#include "pingtest.moc"
