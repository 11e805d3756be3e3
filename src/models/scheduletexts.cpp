// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/scheduletexts.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <bit>

namespace Wf::Models {

namespace {
    using Domain::WallPattern;
    using Domain::WallRule;

    struct ScheduleTexts {
        Q_DECLARE_TR_FUNCTIONS(ScheduleTexts)
    };

    constexpr quint32 kAllHours = 0xffffff;
    constexpr quint64 kAllMinutes = 0xfffffffffffffff;
    constexpr quint32 kAllDays = 0xfffffffe;
    constexpr quint16 kAllMonths = 0x1ffe;
    constexpr quint8 kAllWeekdays = 0x7f;
    constexpr quint8 kWorkdays = 0x3e;
    constexpr std::size_t kMostListed = 4;
    constexpr std::size_t kMostLines = 3;

    std::vector<int> numbersOf(quint64 bits)
    {
        std::vector<int> numbers;
        for (quint64 left = bits; left != 0; left &= left - 1)
            numbers.push_back(std::countr_zero(left));
        return numbers;
    }

    /// n where the set is 0, n, 2n, … and the next one would be 0 again.
    std::optional<int> stepOf(quint64 bits, int size)
    {
        for (int step = 1; step < size; ++step) {
            quint64 stepped = 0;
            for (int value = 0; value < size; value += step)
                stepped |= 1ULL << value;
            if (size % step == 0 && stepped == bits)
                return step;
        }
        return std::nullopt;
    }

    QString listed(const QStringList &items)
    {
        if (items.size() < 2)
            return items.value(0);
        return ScheduleTexts::tr("%1 and %2")
            .arg(items.mid(0, items.size() - 1).join(QStringLiteral(", ")), items.last());
    }

    QString weekdayName(int weekday)
    {
        static const std::array names { QT_TRANSLATE_NOOP("ScheduleTexts", "Sunday"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "Monday"), QT_TRANSLATE_NOOP("ScheduleTexts", "Tuesday"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "Wednesday"), QT_TRANSLATE_NOOP("ScheduleTexts", "Thursday"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "Friday"), QT_TRANSLATE_NOOP("ScheduleTexts", "Saturday") };
        return ScheduleTexts::tr(names[static_cast<std::size_t>(weekday % 7)]);
    }

    QString monthName(int month)
    {
        static const std::array names { QT_TRANSLATE_NOOP("ScheduleTexts", "January"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "February"), QT_TRANSLATE_NOOP("ScheduleTexts", "March"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "April"), QT_TRANSLATE_NOOP("ScheduleTexts", "May"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "June"), QT_TRANSLATE_NOOP("ScheduleTexts", "July"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "August"), QT_TRANSLATE_NOOP("ScheduleTexts", "September"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "October"), QT_TRANSLATE_NOOP("ScheduleTexts", "November"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "December") };
        return ScheduleTexts::tr(names[static_cast<std::size_t>(month - 1) % names.size()]);
    }

    template <class Name> QString namesOf(quint64 bits, Name name)
    {
        QStringList names;
        for (const int number : numbersOf(bits))
            names.append(name(number));
        return listed(names);
    }

    QString periodText(Seconds period)
    {
        const qint64 seconds = period.count();
        if (seconds % 604'800 == 0)
            return seconds == 604'800 ? ScheduleTexts::tr("every week")
                                      : ScheduleTexts::tr("every %1 weeks").arg(seconds / 604'800);
        if (seconds % 86'400 == 0)
            return seconds == 86'400 ? ScheduleTexts::tr("every day")
                                     : ScheduleTexts::tr("every %1 days").arg(seconds / 86'400);
        if (seconds % 3'600 == 0)
            return seconds == 3'600 ? ScheduleTexts::tr("every hour")
                                    : ScheduleTexts::tr("every %1 hours").arg(seconds / 3'600);
        if (seconds % 60 == 0)
            return seconds == 60 ? ScheduleTexts::tr("every minute")
                                 : ScheduleTexts::tr("every %1 minutes").arg(seconds / 60);
        return ScheduleTexts::tr("every %1 seconds").arg(seconds);
    }

    /// Several times a day, evenly: "every 15 minutes"; nothing when it is not like that.
    std::optional<QString> rhythm(const WallPattern &pattern)
    {
        const bool allHours = pattern.hours == kAllHours;
        if (pattern.seconds != 1) {
            const auto step = stepOf(pattern.seconds, 60);
            if (!step || !allHours || pattern.minutes != kAllMinutes)
                return std::nullopt;
            return *step == 1 ? ScheduleTexts::tr("every second") : periodText(Seconds { *step });
        }
        if (const auto step = stepOf(pattern.minutes, 60); step && allHours)
            return periodText(Seconds { *step * 60 });
        if (std::popcount(pattern.minutes) != 1)
            return std::nullopt;
        const auto hours = stepOf(pattern.hours, 24);
        if (!hours)
            return std::nullopt;
        const QString text = periodText(Seconds { *hours * 3'600 });
        const int minute = std::countr_zero(pattern.minutes);
        return minute == 0 ? text : ScheduleTexts::tr("%1 at minute %2").arg(text).arg(minute);
    }

    /// "02:00 and 14:00"; nothing when those are many or have seconds.
    std::optional<QString> times(const WallPattern &pattern)
    {
        const auto hours = numbersOf(pattern.hours);
        const auto minutes = numbersOf(pattern.minutes);
        if (pattern.seconds != 1 || hours.size() * minutes.size() > kMostListed)
            return std::nullopt;
        QStringList texts;
        for (const int hour : hours) {
            for (const int minute : minutes)
                texts.append(QStringLiteral("%1:%2")
                                 .arg(hour, 2, 10, QLatin1Char('0'))
                                 .arg(minute, 2, 10, QLatin1Char('0')));
        }
        return listed(texts);
    }

    QString nthName(std::size_t index)
    {
        static const std::array names { QT_TRANSLATE_NOOP("ScheduleTexts", "first"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "second"), QT_TRANSLATE_NOOP("ScheduleTexts", "third"),
            QT_TRANSLATE_NOOP("ScheduleTexts", "fourth"), QT_TRANSLATE_NOOP("ScheduleTexts", "fifth") };
        return ScheduleTexts::tr(names[index]);
    }

    /// "second Monday", "last Friday"; nothing unless it is one of them alone.
    std::optional<QString> numberedWeekday(const WallPattern &pattern)
    {
        QStringList found;
        for (std::size_t i = 0; i < pattern.nthWeekdays.size(); ++i) {
            for (const int weekday : numbersOf(pattern.nthWeekdays[i]))
                found.append(ScheduleTexts::tr("%1 %2").arg(nthName(i), weekdayName(weekday)));
        }
        for (const int weekday : numbersOf(pattern.lastWeekdays))
            found.append(ScheduleTexts::tr("last %1").arg(weekdayName(weekday)));
        return found.size() == 1 ? std::optional(found.first()) : std::nullopt;
    }

    QString ofMonths(quint16 months)
    {
        return months == kAllMonths ? ScheduleTexts::tr("of every month")
                                    : ScheduleTexts::tr("of %1").arg(namesOf(months, monthName));
    }

    /// Days by their number in the month: "on day 1 of every month".
    std::optional<QString> dates(const WallPattern &pattern)
    {
        const QString months = ofMonths(pattern.months);
        const bool fromEnd = pattern.daysFromEnd != 0;
        if (pattern.days == 0 && pattern.daysFromEnd == 2 && !pattern.lastWorkday)
            return ScheduleTexts::tr("on the last day %1").arg(months);
        if (pattern.days == 0 && !fromEnd && pattern.lastWorkday)
            return ScheduleTexts::tr("on the last workday %1").arg(months);
        const auto days = numbersOf(pattern.days);
        if (fromEnd || pattern.lastWorkday || days.size() > kMostListed)
            return std::nullopt;
        const QString numbers = namesOf(pattern.days, [](int day) { return QString::number(day); });
        return (days.size() == 1 ? ScheduleTexts::tr("on day %1 %2") : ScheduleTexts::tr("on days %1 %2"))
            .arg(numbers, months);
    }

    std::optional<QString> weekdays(const WallPattern &pattern)
    {
        const quint64 fromMonday = (pattern.weekdays & kAllWeekdays) >> 1 | (pattern.weekdays & 1U) << 6;
        QString text;
        if (const auto numbered = numberedWeekday(pattern); numbered && pattern.weekdays == 0)
            return ScheduleTexts::tr("on the %1 %2").arg(*numbered, ofMonths(pattern.months));
        if (pattern.lastWeekdays != 0 || pattern.nthWeekdays != std::array<quint8, 5> {})
            return std::nullopt;
        if (pattern.weekdays == kAllWeekdays)
            text = ScheduleTexts::tr("every day");
        else if (pattern.weekdays == kWorkdays)
            text = ScheduleTexts::tr("every weekday");
        else
            text = ScheduleTexts::tr("every %1").arg(namesOf(fromMonday, [](int day) {
                return weekdayName(day + 1);
            }));
        return pattern.months == kAllMonths
            ? text
            : ScheduleTexts::tr("%1 in %2").arg(text, namesOf(pattern.months, monthName));
    }

    std::optional<QString> days(const WallPattern &pattern)
    {
        const bool monthsFew =
            pattern.months == kAllMonths || std::popcount(pattern.months) <= int { kMostListed };
        if (pattern.years || pattern.join == Domain::DayJoin::Or || !monthsFew)
            return std::nullopt;
        const bool anyDate = pattern.days == kAllDays;
        const bool anyWeekday = pattern.weekdays == kAllWeekdays;
        if (!anyDate && !anyWeekday)
            return std::nullopt;
        return anyDate ? weekdays(pattern) : dates(pattern);
    }

    QString inZone(const QString &text, const WallRule &rule)
    {
        return ScheduleTexts::tr("%1, %2").arg(text, QString::fromLatin1(rule.zone.id()));
    }

    std::optional<QString> ruleText(const WallRule &rule)
    {
        const auto onDays = days(rule.pattern);
        if (!onDays)
            return std::nullopt;
        if (const auto even = rhythm(rule.pattern)) {
            const bool always = onDays == ScheduleTexts::tr("every day");
            const QString text = always ? *even : ScheduleTexts::tr("%1, %2").arg(*even, *onDays);
            return always && rule.pattern.hours == kAllHours ? text : inZone(text, rule);
        }
        const auto at = times(rule.pattern);
        if (!at)
            return std::nullopt;
        return inZone(ScheduleTexts::tr("%1 at %2").arg(*onDays, *at), rule);
    }

    QString asWritten(const Domain::Schedule &schedule)
    {
        return ScheduleTexts::tr("%1, %2").arg(
            schedule.expression().split(QLatin1Char('\n')).join(QStringLiteral("; ")), schedule.zone());
    }
} // namespace

QString scheduleText(const Domain::Schedule &schedule)
{
    if (const auto period = schedule.period())
        return periodText(*period);
    QStringList texts;
    for (const WallRule &rule : schedule.rules()) {
        const auto text = ruleText(rule);
        if (!text || schedule.rules().size() > kMostLines)
            return asWritten(schedule);
        texts.append(*text);
    }
    return texts.join(QStringLiteral("; "));
}

} // namespace Wf::Models
