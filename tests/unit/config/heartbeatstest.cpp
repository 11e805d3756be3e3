// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "monitors.h"

namespace Wf {

using namespace Domain;

namespace {
    HeartbeatSpec heartbeat(const QByteArray &rest)
    {
        const MonitorSpec spec = monitorsOf("{kind: heartbeat, " + rest + "}").front();
        return spec.heartbeat ? *spec.heartbeat : HeartbeatSpec {};
    }
    void row(const char *name, const QByteArray &rest, const char *fault)
    {
        QTest::newRow(name) << QByteArray("{kind: heartbeat, " + rest + "}") << QString::fromUtf8(fault);
    }
} // namespace

void HeartbeatsTest::defaults()
{
    const MonitorSpec monitor = monitorsOf("{kind: heartbeat, schedule: 1d}").front();
    QVERIFY(monitor.isHeartbeat() && !monitor.isPolled() && !monitor.check);
    QCOMPARE(*monitor.heartbeat, HeartbeatSpec {});
    QCOMPARE(monitor.confirm, (ConfirmPolicy { 1, 1, Millis { 0 }, 3, FirstSight::Believed }));
    QVERIFY(monitor.url.isEmpty());
    QCOMPARE(monitor.name, QStringLiteral("heartbeat"));
    QCOMPARE(monitor.id.value, QStringLiteral("a.heartbeat"));
}

void HeartbeatsTest::schedules_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("zone");
    const auto add = [](const char *written, ScheduleKind kind, const char *expression, const char *zone) {
        QTest::newRow(written) << QByteArray(written) << static_cast<int>(kind) << QString::fromLatin1(expression)
                               << QString::fromLatin1(zone);
    };
    add("1d", ScheduleKind::Simple, "86400", "UTC");
    add("90s", ScheduleKind::Simple, "90", "UTC");
    add("3600", ScheduleKind::Simple, "3600", "UTC");
    add("'0 2 * * 1-5'", ScheduleKind::Cron, "0 2 * * 1-5", "UTC");
    add("'0 2 * * 1-5', tz: Europe/Paris", ScheduleKind::Cron, "0 2 * * 1-5", "Europe/Paris");
    add("'Mon..Fri 02:00'", ScheduleKind::OnCalendar, "Mon..Fri 02:00", "UTC");
    add("daily, tz: America/New_York", ScheduleKind::OnCalendar, "daily", "America/New_York");
    add("\"Mon 02:00\\nTue 03:00\"", ScheduleKind::OnCalendar, "Mon 02:00\nTue 03:00", "UTC");
}

void HeartbeatsTest::schedules()
{
    QFETCH(const QByteArray, written);
    QFETCH(const int, kind);
    QFETCH(const QString, expression);
    QFETCH(const QString, zone);
    const Schedule schedule = heartbeat("schedule: " + written).schedule;
    QCOMPARE(static_cast<int>(schedule.kind()), kind);
    QCOMPARE(schedule.expression(), expression);
    QCOMPARE(schedule.zone(), zone);
}

void HeartbeatsTest::everyKey()
{
    const HeartbeatSpec spec =
        heartbeat("schedule: 5m, grace: 2m, uuid: '${PING_UUID}', slug: nightly_backup-1, methods: POST, "
                  "manual_resume: yes, "
                  "filter: {failure: [error, fatal], success: 'done, finished', start: begin, otherwise: fail}, "
                  "await_first: true, down: degraded");
    HeartbeatSpec expected;
    expected.schedule = *parseSimple(Seconds { 300 });
    expected.grace = Seconds { 120 };
    expected.uuid = kUuid;
    expected.slug = QStringLiteral("nightly_backup-1");
    expected.methods = PingMethods::PostOnly;
    expected.manualResume = true;
    expected.filter = { Filtering::Body, { QStringLiteral("error"), QStringLiteral("fatal") },
        { QStringLiteral("done"), QStringLiteral("finished") }, { QStringLiteral("begin") }, NoKeyword::Fail };
    expected.first = FirstPing::AwaitedForEver;
    expected.downStatus = Status::Degraded;
    QCOMPARE(spec, expected);
    QCOMPARE(heartbeat("schedule: 1d, methods: any, await_first: false").first, FirstPing::Expected);
    QCOMPARE(
        heartbeat("schedule: 1d, filter: {success: ok, otherwise: ignore}").filter.otherwise, NoKeyword::Ignored);
}

void HeartbeatsTest::faults_data()
{
    QTest::addColumn<QByteArray>("monitor");
    QTest::addColumn<QString>("expected");
    row("no schedule", "grace: 1h",
        "1:1: monitors[0] has no schedule (write 'schedule: 1d', '0 2 * * 1-5' or 'Mon..Fri 02:00')");
    row("interval", "schedule: 1d, interval: 1d",
        "1:33: monitors[0]: unknown key 'interval' (did you mean 'schedule'?)");
    row("confirm", "schedule: 1d, confirm: {down: 2}",
        "1:33: monitors[0]: unknown key 'confirm' (did you mean 'grace'?)");
    row("timezone", "schedule: 1d, timezone: UTC",
        "1:33: monitors[0]: unknown key 'timezone' (did you mean 'tz'?)");
    row("short period", "schedule: 5s",
        "1:29: monitors[0]: schedule: a period of 5 seconds is out of bounds (write 10 to 2147483647 seconds)");
    row("odd period", "schedule: 1500ms",
        "1:29: monitors[0]: schedule: '1500ms' is no whole number of seconds (write a period such as 5m or 1d)");
    row("schedule of lists", "schedule: [1d]",
        "1:29: monitors[0]: schedule is not a text (write it in quotes, or after '|' on lines of its own)");
    row("grace", "schedule: 1d, grace: 0s",
        "1:40: monitors[0]: grace is '0s' (write a duration from 1s to 365d, such as 500ms, 30s, 5m, 1h or 2d)");
    row("odd grace", "schedule: 1d, grace: 1500ms",
        "1:40: monitors[0]: grace is '1500ms' (write whole seconds, such as 90s)");
    row("uuid", "schedule: 1d, uuid: sesame",
        "1:39: monitors[0]: uuid is not usable (write 8-4-4-4-12 hexadecimal digits, or ${NAME} of an environment "
        "variable)");
    row("unset uuid", "schedule: 1d, uuid: '${NO_SUCH}'",
        "1:39: monitors[0]: uuid: the environment variable NO_SUCH is not set (set it, or write the value "
        "itself)");
    row("uuid twice",
        "schedule: 1d, uuid: '" + kUuid.toUtf8() + "'}, {kind: heartbeat, schedule: 1d, uuid: '" + kUuid.toUtf8()
            + "'",
        "1:118: monitors[1]: uuid belongs to another heartbeat already (give every heartbeat its own)");
    row("slug", "schedule: 1d, slug: Nightly",
        "1:39: monitors[0]: slug is 'Nightly' (write 1 to 100 of a-z, 0-9, '_' and '-')");
    row("methods", "schedule: 1d, methods: GET", "1:42: monitors[0]: methods is 'GET' (write POST or any)");
    row("filter", "schedule: 1d, filter: error",
        "1:41: monitors[0]: filter is not a map (write 'key: value' lines)");
    row("filter key", "schedule: 1d, filter: {failed: error, success: ok}",
        "1:42: monitors[0]: filter: unknown key 'failed' (write failure, success, start or otherwise)");
    row("no words", "schedule: 1d, filter: {otherwise: fail}",
        "1:41: monitors[0]: filter has no words (write {failure: [error], success: [done]})");
    row("otherwise", "schedule: 1d, filter: {success: ok, otherwise: succeed}",
        "1:66: monitors[0]: filter: otherwise is 'succeed' (write ignore or fail)");
    row("manual_resume", "schedule: 1d, manual_resume: 2",
        "1:48: monitors[0]: manual_resume is '2' (write true or false)");
    row("await_first", "schedule: 1d, await_first: never",
        "1:46: monitors[0]: await_first is 'never' (write true or false)");
    row("down", "schedule: 1d, down: unknown",
        "1:39: monitors[0]: down is 'unknown' (write degraded, partial_outage or major_outage)");
}

void HeartbeatsTest::faults()
{
    QFETCH(const QByteArray, monitor);
    QFETCH(const QString, expected);
    QCOMPARE(monitorFaults(monitor, monitorEnvironment()).join(QLatin1Char('\n')), expected);
}

void HeartbeatsTest::schedulesAreTried()
{
    for (const char *schedule : { "'61 * * * *'", "'0 0 30 2 *'", "'Someday 02:00'", "'* * * * * *'" }) {
        const QStringList found =
            monitorFaults(QByteArray("{kind: heartbeat, schedule: ") + schedule + "}", monitorEnvironment());
        QCOMPARE(found.size(), 1);
        QVERIFY2(
            found.first().startsWith(QStringLiteral("1:29: monitors[0]: schedule: ")), qPrintable(found.first()));
        QVERIFY2(found.first().endsWith(QLatin1Char(')')), qPrintable(found.first()));
    }
    const QStringList zone =
        monitorFaults("{kind: heartbeat, schedule: 1d, tz: Europe/Pariss}", monitorEnvironment());
    QCOMPARE(zone.size(), 1);
    QVERIFY2(zone.first().startsWith(QStringLiteral("1:37: monitors[0]: tz: ")), qPrintable(zone.first()));
}

void HeartbeatsTest::sharedSlugsAreToldOf()
{
    QStringList warnings;
    const auto monitors = monitorsOf("{kind: heartbeat, schedule: 1d, slug: x},\n{kind: heartbeat, schedule: 1d, "
                                     "slug: x, name: other}",
        &warnings);
    QCOMPARE(monitors.size(), std::size_t { 2 });
    QCOMPARE(warnings.size(), 1);
    QVERIFY(warnings.first().endsWith(
        QStringLiteral("monitors[1]: slug 'x' belongs to another heartbeat, too; pings to it are refused")));
}

} // namespace Wf
