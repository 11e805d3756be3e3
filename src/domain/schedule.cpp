// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/schedule.h"

#include "domain/schedulecalendar.h"
#include "domain/schedulecron.h"
#include "domain/inputtext.h"
#include "domain/schedulezone.h"
#include "domain/words.h"

#include <QStringList>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<3> kKinds { QLatin1String("simple"), QLatin1String("cron"),
        QLatin1String("oncalendar") };
    constexpr qsizetype kMostCalendar = 1'000;
    constexpr qsizetype kMostLines = 20;

    tl::unexpected<Error> wrong(const QString &sentence)
    {
        return failure(ErrorCode::Invalid, sentence, QStringLiteral("schedule"));
    }

    Result<QTimeZone> zoneOrUtc(QStringView name)
    {
        return name.trimmed().isEmpty() ? QTimeZone::utc() : zoneNamed(name);
    }

    std::optional<Instant> earliest(const std::vector<WallRule> &rules, Instant after)
    {
        std::optional<Instant> first;
        for (const WallRule &rule : rules) {
            const auto run = nextRun(rule, after);
            if (run && (!first || *run < *first))
                first = run;
        }
        return first;
    }

    Result<std::vector<WallRule>> linesOf(QStringView text, const QTimeZone &zone)
    {
        const auto lines = text.split(u'\n');
        if (text.size() > kMostCalendar || lines.size() > kMostLines)
            return wrong(
                QStringLiteral("the schedule is longer than 20 lines or 1000 characters (write fewer lines)"));
        std::vector<WallRule> rules;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            auto rule = parseCalendarLine(lines[i], zone);
            if (!rule && lines.size() > 1)
                rule.error().detail.prepend(QStringLiteral("line %1: ").arg(i + 1));
            if (!rule)
                return tl::unexpected(rule.error());
            rules.push_back(*rule);
        }
        return rules;
    }
} // namespace

QString word(ScheduleKind kind)
{
    return Words::of(kKinds, kind);
}

std::optional<ScheduleKind> scheduleKindFromWord(QStringView word)
{
    return Words::find<ScheduleKind>(kKinds, word);
}

QString Schedule::expression() const
{
    return m_kind == ScheduleKind::Simple ? QString::number(m_period.count()) : m_expression;
}

QString Schedule::zone() const
{
    return QString::fromLatin1(m_zone.id());
}

std::optional<Seconds> Schedule::period() const
{
    return m_kind == ScheduleKind::Simple ? std::optional(m_period) : std::nullopt;
}

Result<Schedule> parseSimple(Seconds period)
{
    if (period < kShortestPeriod || period > kLongestPeriod)
        return wrong(QStringLiteral("a period of %1 seconds is out of bounds (write 10 to 2147483647 seconds)")
                         .arg(period.count()));
    Schedule schedule;
    schedule.m_period = period;
    return schedule;
}

Result<Schedule> parseCron(QStringView expression, QStringView zone)
{
    const auto where = zoneOrUtc(zone);
    if (!where)
        return tl::unexpected(where.error());
    auto rule = parseCronExpression(expression, *where);
    if (!rule)
        return tl::unexpected(rule.error());
    Schedule schedule;
    schedule.m_kind = ScheduleKind::Cron;
    schedule.m_expression = expression.trimmed().toString();
    schedule.m_zone = *where;
    schedule.m_rules = { *rule };
    return schedule;
}

Result<Schedule> parseOnCalendar(QStringView expression, QStringView zone)
{
    const auto where = zoneOrUtc(zone);
    if (!where)
        return tl::unexpected(where.error());
    auto rules = linesOf(expression.trimmed(), *where);
    if (!rules)
        return tl::unexpected(rules.error());
    if (!earliest(*rules, Instant {} - Seconds { 1 }))
        return wrong(QStringLiteral("%1 matches no day from 1970 to 2199 (write a date that exists)")
                         .arg(quoted(expression.trimmed())));
    Schedule schedule;
    schedule.m_kind = ScheduleKind::OnCalendar;
    schedule.m_expression = expression.trimmed().toString();
    schedule.m_zone = *where;
    schedule.m_rules = *rules;
    return schedule;
}

Result<Schedule> parseSchedule(QStringView expression, QStringView zone)
{
    const QStringView text = expression.trimmed();
    if (plainNumber(text))
        return zoneOrUtc(zone).and_then(
            [&](const QTimeZone &) { return parseSchedule(ScheduleKind::Simple, text, zone); });
    const bool oneLine = !text.contains(u'\n');
    const auto words = text.toString().simplified().split(u' ');
    return parseSchedule(oneLine && words.size() == 5 ? ScheduleKind::Cron : ScheduleKind::OnCalendar, text, zone);
}

Result<Schedule> parseSchedule(ScheduleKind kind, QStringView expression, QStringView zone)
{
    if (kind == ScheduleKind::Cron)
        return parseCron(expression, zone);
    if (kind == ScheduleKind::OnCalendar)
        return parseOnCalendar(expression, zone);
    bool isNumber = false;
    const qlonglong seconds = expression.trimmed().toLongLong(&isNumber);
    if (!isNumber)
        return wrong(QStringLiteral("the period %1 is not a number of seconds (write 10 to 2147483647)")
                         .arg(quoted(expression)));
    return parseSimple(Seconds { seconds });
}

std::optional<Instant> next(const Schedule &schedule, Instant after)
{
    if (const auto period = schedule.period())
        return after + *period;
    return earliest(schedule.rules(), after);
}

} // namespace Wf::Domain
