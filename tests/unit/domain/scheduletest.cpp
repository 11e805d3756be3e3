// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/schedule.h"
#include "domain/schedulezone.h"
#include "samples.h"

using namespace Samples;

// What is taken for a schedule, what is refused and how, and when the next run is.
class ScheduleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runs_data();
    void runs();
    void guesses_data();
    void guesses();
    void refuses_data();
    void refuses();
    void zones_data();
    void zones();
    void simpleBounds();
    void keepsMilliseconds();
    void searchIsBounded();
    void survivesStorage();
};

namespace {
Instant at(const char *iso)
{
    return parseTimestamp(QString::fromLatin1(iso)).value_or(Instant {});
}

Schedule schedule(const QString &expression, const QString &zone)
{
    const auto parsed = parseSchedule(expression, zone);
    if (!parsed)
        qWarning("refused: %s", qPrintable(parsed.error().detail));
    return parsed.value_or(Schedule());
}

QStringList nextRuns(const Schedule &schedule, Instant after, int count)
{
    QStringList result;
    auto run = next(schedule, after);
    for (int i = 0; i < count && run; ++i, run = next(schedule, *run))
        result.append(toIso(*run));
    return result;
}
} // namespace

void ScheduleTest::runs_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *expression, const char *zone, const char *after,
                         const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(expression) << QString::fromLatin1(zone)
                            << QString::fromLatin1(after) << QString::fromLatin1(expected);
    };
    row("weekdays, over a weekend", "0 2 * * 1-5", "Europe/Paris", "2026-04-23T12:00:00Z",
        "2026-04-24T00:00:00Z 2026-04-27T00:00:00Z");
    row("last workday", "0 0 LW * *", "UTC", "2026-01-01T00:00:00Z",
        "2026-01-30T00:00:00Z 2026-02-27T00:00:00Z 2026-03-31T00:00:00Z 2026-04-30T00:00:00Z "
        "2026-05-29T00:00:00Z");
    row("last day or a date", "0 0 1,L 2 *", "UTC", "2027-12-31T00:00:00Z",
        "2028-02-01T00:00:00Z 2028-02-29T00:00:00Z 2029-02-01T00:00:00Z");
    row("a step behind the last day", "0 0 l/2 * *", "UTC", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z");
    row("weekday from 5 to the end", "0 0 * * 5/2", "UTC", "2026-01-01T00:00:00Z",
        "2026-01-02T00:00:00Z 2026-01-04T00:00:00Z 2026-01-09T00:00:00Z");
    row("either of the day fields", "0 0 13 * FRI", "UTC", "2026-02-06T00:00:00Z",
        "2026-02-13T00:00:00Z 2026-02-20T00:00:00Z");
    row("both, for a star begins one", "0 0 */100,1-7 * MON", "UTC", "2026-01-01T00:00:00Z",
        "2026-01-05T00:00:00Z 2026-02-02T00:00:00Z");
    row("Sunday by two numbers", "0 0 * * 0L", "UTC", "2026-01-01T00:00:00Z", "2026-01-25T00:00:00Z");
    row("range of one value with a step", "22-22/3 * * * *", "UTC", "2026-01-01T00:22:00Z",
        "2026-01-01T01:22:00Z");
    row("two fixed times in one gap are one run", "0,30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z",
        "2026-03-08T07:00:00Z 2026-03-09T06:00:00Z");
    row("a fixed job on a day that is skipped", "0 12 30 12 *", "Pacific/Apia", "2011-12-01T00:00:00Z",
        "2011-12-30T10:00:00Z 2012-12-29T22:00:00Z");
    row("a wild job on a day that is skipped", "0 * * * 5", "Pacific/Apia", "2011-12-29T20:00:00Z",
        "2012-01-05T10:00:00Z");
    row("years of two digits", "70..72-1-1", "UTC", "1970-06-01T00:00:00Z",
        "1971-01-01T00:00:00Z 1972-01-01T00:00:00Z");
    row("every other year", "2026/2-01-01", "UTC", "2026-06-01T00:00:00Z",
        "2028-01-01T00:00:00Z 2030-01-01T00:00:00Z");
    row("seconds", "12:34:50/4", "UTC", "2026-01-01T12:34:53Z",
        "2026-01-01T12:34:54Z 2026-01-01T12:34:58Z 2026-01-02T12:34:50Z");
    row("days from the end", "*-*~3/2 06:00", "UTC", "2026-02-01T00:00:00Z",
        "2026-02-26T06:00:00Z 2026-02-28T06:00:00Z 2026-03-29T06:00:00Z");
    row("a shorthand in a zone", "Daily Asia/Calcutta", "Europe/Paris", "2026-01-01T00:00:00Z",
        "2026-01-01T18:30:00Z");
    row("a line's zone beats the schedule's", "08:00 America/New_York\n09:00", "Europe/Paris",
        "2026-07-01T00:00:00Z", "2026-07-01T07:00:00Z 2026-07-01T12:00:00Z 2026-07-02T07:00:00Z");
    row("range of one value", "*-*-* 04:52:54..54", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T04:52:54Z");
    row("a hole in autumn", "*:0/30", "Europe/Riga", "2026-10-25T00:00:00Z",
        "2026-10-25T00:30:00Z 2026-10-25T02:00:00Z 2026-10-25T02:30:00Z");
    row("asked from inside the second pass", "*:0/30", "Europe/Riga", "2026-10-25T01:10:00Z",
        "2026-10-25T01:30:00Z 2026-10-25T02:00:00Z");
    row("a fixed time is over in the second pass", "03:30", "Europe/Riga", "2026-10-25T01:10:00Z",
        "2026-10-26T01:30:00Z");
    row("no more", "2019-01-01", "UTC", "2020-01-01T00:00:00Z", "");
    row("the last year", "12-31 23:59:59", "UTC", "2199-01-01T00:00:00Z", "2199-12-31T23:59:59Z");
    row("seconds of a period", "90", "", "2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z 2026-01-01T00:03:00Z");
}

void ScheduleTest::runs()
{
    QFETCH(const QString, expression);
    QFETCH(const QString, zone);
    QFETCH(const QString, after);
    QFETCH(const QString, expected);
    const QStringList runs = expected.split(u' ', Qt::SkipEmptyParts);
    const Schedule parsed = schedule(expression, zone);
    QVERIFY(parsed.kind() != ScheduleKind::Simple || parsed.expression() == expression);
    QCOMPARE(nextRuns(parsed, at(qPrintable(after)), std::max(1, static_cast<int>(runs.size()))), runs);
}

void ScheduleTest::guesses_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("kind");
    QTest::newRow("integer") << QStringLiteral(" 300 ") << static_cast<int>(ScheduleKind::Simple);
    QTest::newRow("five words") << QStringLiteral("0  2 * *\t1-5") << static_cast<int>(ScheduleKind::Cron);
    QTest::newRow("time") << QStringLiteral("12:34") << static_cast<int>(ScheduleKind::OnCalendar);
    QTest::newRow("four words") << QStringLiteral("Mon *-*-01 12:34 UTC")
                                << static_cast<int>(ScheduleKind::OnCalendar);
    QTest::newRow("five words on two lines")
        << QStringLiteral("Mon *-*-01 12:34\nTue 12:34") << static_cast<int>(ScheduleKind::OnCalendar);
}

void ScheduleTest::guesses()
{
    QFETCH(const QString, expression);
    QFETCH(const int, kind);
    const auto parsed = parseSchedule(expression, {});
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().detail));
    QCOMPARE(static_cast<int>(parsed->kind()), kind);
}

void ScheduleTest::refuses_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *kind, const QString &expression, const char *sentence) {
        QTest::newRow(qPrintable(QString(QLatin1String(kind) + u' ' + expression.left(40))))
            << QString::fromLatin1(kind) << expression << QString::fromLatin1(sentence);
    };
    row("cron", QStringLiteral("61 * * * *"), "the minute field has '61'");
    row("cron", QStringLiteral("* 24 * * *"), "the hour field has '24'");
    row("cron", QStringLiteral("* * L-2 * *"), "L for the last day");
    row("cron", QStringLiteral("* * * * SAT-SUN"), "runs backwards");
    row("cron", QStringLiteral("* * * * 5L-6"), "the weekday field has '5L-6'");
    row("cron", QStringLiteral("* * * * L"), "the weekday field has 'L'");
    row("cron", QStringLiteral("*/0 * * * *"), "'*/0', whose step");
    row("cron", QStringLiteral("1//2 * * * *"), "'1//2', whose step");
    row("cron", QStringLiteral("* * L/0 * *"), "whose step");
    row("cron", QStringLiteral("0 0 30,31 2 *"), "none of the months has such a day");
    row("cron", QStringLiteral("@hourly"), "five fields, not 1");
    row("cron", QString(200, u'*'), "longer than 100 characters");
    row("cron", QStringLiteral("99999999999999999999 * * * *"), "the minute field has");
    row("oncalendar", QString(), "a line is empty");
    row("oncalendar", QStringLiteral("12:34\n\n13:00"), "line 2: a line is empty");
    row("oncalendar", QStringLiteral("12:34\n25:00"), "line 2: the hour has '25'");
    row("oncalendar", QStringLiteral("* * * * * *"), "has 6 words");
    row("oncalendar", QStringLiteral("12:34:56.5"), "without a fraction");
    row("oncalendar", QStringLiteral("1:2:3:4"), "4 parts");
    row("oncalendar", QStringLiteral("1-2-3-4 10:00"), "the date '1-2-3-4' has 4 parts");
    row("oncalendar", QStringLiteral("*-*~~1"), "parts");
    row("oncalendar", QStringLiteral("*~1..29"), "28");
    row("oncalendar", QStringLiteral("12:34 Mon"), "does not belong");
    row("oncalendar", QStringLiteral("Sat..Mon"), "runs backwards");
    row("oncalendar", QStringLiteral("2200-01-01"), "the year has '2200'");
    row("oncalendar", QStringLiteral("100-01-01"), "the year has '100'");
    row("oncalendar", QStringLiteral("2-30"), "matches no day");
    row("oncalendar", QStringLiteral("12:34 Europe/Surprise"), "no time zone 'Europe/Surprise'");
    row("oncalendar", QStringLiteral("Europe/Riga"), "the weekday has");
    row("oncalendar", QString(2000, u'a'), "longer than");
    row("oncalendar", QStringLiteral("12:00\n").repeated(40), "longer than");
    row("simple", QStringLiteral("9"), "10 to 2147483647");
    row("simple", QStringLiteral("-60"), "10 to 2147483647");
    row("simple", QStringLiteral("2147483648"), "10 to 2147483647");
    row("simple", QStringLiteral("5m"), "not a number of seconds");
}

void ScheduleTest::refuses()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, expression);
    QFETCH(const QString, sentence);
    const auto parsed =
        parseSchedule(scheduleKindFromWord(kind).value(), expression, QStringLiteral("Europe/Paris"));
    QVERIFY(!parsed.has_value());
    QVERIFY2(parsed.error().detail.contains(sentence), qPrintable(parsed.error().detail));
    QVERIFY2(parsed.error().detail.endsWith(u')'), "no advice");
    QVERIFY(parsed.error().detail.size() < 400 && !parsed.error().detail.contains(u'\n'));
    QVERIFY(parsed.error().code == ErrorCode::Invalid && !parsed.error().field.isEmpty());
}

void ScheduleTest::zones_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("expected"); // empty: refused
    const auto row = [](const char *given, const char *expected) {
        QTest::newRow(given) << QString::fromLatin1(given) << QString::fromLatin1(expected);
    };
    row("UTC", "UTC");
    row("Etc/UTC", "UTC");
    row("Zulu", "UTC");
    row("Europe/Paris", "Europe/Paris");
    row(" Europe/Kiev ", "Europe/Kyiv");
    row("Asia/Calcutta", "Asia/Kolkata");
    row("US/Eastern", "America/New_York");
    row("Etc/GMT+3", "Etc/GMT+3");
    row("Europe/Surprise", "");
    row("europe/paris", "");
    row("UTC+3", "");
    row("UTC+03:00", "");
    row("posix/Europe/Riga", "");
    row("localtime", "");
    row("../../etc/passwd", "");
    row("Factory", "");
    row("EST5EDT,M3.2.0,M11.1.0", "");
}

void ScheduleTest::zones()
{
    QFETCH(const QString, given);
    QFETCH(const QString, expected);
    const auto zone = zoneNamed(given);
    QCOMPARE(zone ? QString::fromLatin1(zone->id()) : QString(), expected);
    if (!zone) {
        QCOMPARE(zone.error().field, QStringLiteral("tz"));
        QVERIFY(zone.error().detail.contains(QStringLiteral("write an IANA name")));
    }
    const auto byRule = parseSchedule(QStringLiteral("0 0 * * *"), given);
    QCOMPARE(byRule ? byRule->zone() : QString(), expected);
}

void ScheduleTest::simpleBounds()
{
    QVERIFY(parseSimple(Seconds { 10 }).has_value());
    QVERIFY(!parseSimple(Seconds { 9 }).has_value());
    QVERIFY(parseSimple(Seconds { 2'147'483'647 }).has_value());
    QCOMPARE(Schedule().expression(), QStringLiteral("86400"));
    QVERIFY(!parseSchedule(QStringLiteral("60"), QStringLiteral("Nowhere/Else")).has_value());
}

void ScheduleTest::keepsMilliseconds()
{
    const Instant odd = noon() + Millis { 250 };
    QCOMPARE(*next(schedule(QStringLiteral("60"), {}), odd), odd + minutes { 1 });
    QCOMPARE(*next(schedule(QStringLiteral("*:*:*"), {}), odd), noon() + seconds { 1 });
    QCOMPARE(*next(schedule(QStringLiteral("* * * * *"), {}), noon() - Millis { 1 }), noon());
}

void ScheduleTest::searchIsBounded()
{
    // Fifty years ahead, not more: Mondays on 29 February are 40 years apart around 2100.
    const Schedule rare = schedule(QStringLiteral("0 0 29 2 */1,MON"), QStringLiteral("UTC"));
    QVERIFY(next(rare, at("2026-01-01T00:00:00Z")).has_value());
    const Schedule gone = schedule(QStringLiteral("2026-01-01"), QStringLiteral("Europe/Riga"));
    QVERIFY(!next(gone, at("2026-01-01T00:00:00Z")).has_value());
    QVERIFY(!next(schedule(QStringLiteral("daily"), {}), at("2199-12-31T00:00:00Z")).has_value());
    QVERIFY(!next(schedule(QStringLiteral("daily"), {}), at("9000-01-01T00:00:00Z")).has_value());
}

void ScheduleTest::survivesStorage()
{
    for (const char *expression : { "300", "0 2 * * 1-5", "Mon 09:00\nFri 17:00 Europe/Kiev" }) {
        const Schedule before = schedule(QString::fromLatin1(expression), QStringLiteral("Europe/Paris"));
        const auto after = parseSchedule(before.kind(), before.expression(), before.zone());
        QVERIFY(after.has_value());
        QVERIFY(*after == before);
        QVERIFY(scheduleKindFromWord(word(before.kind())) == before.kind());
    }
    QVERIFY(!(schedule(QStringLiteral("daily"), QStringLiteral("Europe/Paris"))
        == schedule(QStringLiteral("daily"), QStringLiteral("Europe/Riga"))));
}

std::unique_ptr<QObject> scheduleTest()
{
    return std::make_unique<ScheduleTest>();
}

#include "scheduletest.moc"
