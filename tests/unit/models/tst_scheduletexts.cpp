// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/scheduletexts.h"

#include <QTest>

namespace Wf {

/// How people read a schedule.
class ScheduleTextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void says_data();
    void says();
};

void ScheduleTextsTest::says_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *expression, const char *text) {
        QTest::newRow(expression) << QString::fromLatin1(expression) << QString::fromLatin1(text);
    };
    row("300", "every 5 minutes");
    row("90", "every 90 seconds");
    row("3600", "every hour");
    row("86400", "every day");
    row("1209600", "every 2 weeks");
    row("* * * * *", "every minute");
    row("*/15 * * * *", "every 15 minutes");
    row("30 * * * *", "every hour at minute 30");
    row("0 */2 * * *", "every 2 hours, Europe/Paris");
    row("*/10 * * * 1-5", "every 10 minutes, every weekday, Europe/Paris");
    row("0 2 * * 1-5", "every weekday at 02:00, Europe/Paris");
    row("0 9,17 * * *", "every day at 09:00 and 17:00, Europe/Paris");
    row("15 6 * * 0,6", "every Saturday and Sunday at 06:15, Europe/Paris");
    row("0 0 1 * *", "on day 1 of every month at 00:00, Europe/Paris");
    row("0 0 1,15 3 *", "on days 1 and 15 of March at 00:00, Europe/Paris");
    row("0 0 L * *", "on the last day of every month at 00:00, Europe/Paris");
    row("0 0 LW */6 *", "on the last workday of January and July at 00:00, Europe/Paris");
    row("0 18 * * 5L", "on the last Friday of every month at 18:00, Europe/Paris");
    row("0 18 * * 1#2", "on the second Monday of every month at 18:00, Europe/Paris");
    row("0 8 * 7,8 *", "every day in July and August at 08:00, Europe/Paris");
    row("Mon..Fri 18:00 America/New_York", "every weekday at 18:00, America/New_York");
    row("minutely", "every minute");
    row("*:*:0/5", "every 5 seconds");
    row("quarterly", "on day 1 of January, April, July and October at 00:00, Europe/Paris");
    row("Mon 09:00\nFri 17:00 UTC", "every Monday at 09:00, Europe/Paris; every Friday at 17:00, UTC");
    // What has no short saying.
    row("0 0 13 * 5", "0 0 13 * 5, Europe/Paris");
    row("*/7 * * * *", "*/7 * * * *, Europe/Paris");
    row("0 9-17 * * *", "0 9-17 * * *, Europe/Paris");
    row("2027-01-01 12:00\ndaily", "2027-01-01 12:00; daily, Europe/Paris");
}

void ScheduleTextsTest::says()
{
    QFETCH(const QString, expression);
    QFETCH(const QString, text);
    const auto schedule = Domain::parseSchedule(expression, QStringLiteral("Europe/Paris"));
    QVERIFY(schedule.has_value());
    QCOMPARE(Models::scheduleText(*schedule), text);
}

} // namespace Wf

QTEST_GUILESS_MAIN(Wf::ScheduleTextsTest)
#include "tst_scheduletexts.moc"
