// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/schedulecalendar.h"

#include "domain/inputtext.h"
#include "domain/schedulezone.h"

#include <QHash>
#include <QStringList>

namespace Wf::Domain {

namespace {
    constexpr int kMostReverseDay = 28;

    struct CalendarField {
        const char *name;
        int least;
        int most;
        const char *advice;
    };
    constexpr CalendarField kWeekday { "weekday", 0, 6,
        "write Mon to Sun, a list such as Mon,Wed or a range Mon..Fri" };
    constexpr CalendarField kYear { "year", 1970, 2199,
        "write 1970 to 2199, *, a list or a range such as 2026..2028" };
    constexpr CalendarField kMonth { "month", 1, 12, "write 1 to 12, *, a list, a range such as 3..5 or a step" };
    constexpr CalendarField kDay { "day", 1, 31, "write 1 to 31, *, a list, a range such as 1..7 or a step" };
    constexpr CalendarField kDayFromEnd { "day", 1, 28, "behind ~ write 1 to 28: 1 is the last day of the month" };
    constexpr CalendarField kHour { "hour", 0, 23, "write 0 to 23, *, a list, a range such as 9..17 or a step" };
    constexpr CalendarField kMinute { "minute", 0, 59,
        "write 0 to 59, *, a list, a range or a step such as 0/15" };
    constexpr CalendarField kSecond { "second", 0, 59,
        "write 0 to 59 without a fraction, *, a list, a range or a step" };

    tl::unexpected<Error> wrong(const QString &sentence)
    {
        return failure(ErrorCode::Invalid, sentence, QStringLiteral("schedule"));
    }

    tl::unexpected<Error> wrongItem(const CalendarField &field, QStringView text, const char *why)
    {
        return wrong(
            QStringLiteral("the %1 has %2, %3 (%4)")
                .arg(QLatin1String(field.name), quoted(text), QLatin1String(why), QLatin1String(field.advice)));
    }

    /// The values of a field, ascending steps from its least one.
    using Values = std::bitset<kPatternYears>;

    std::optional<int> weekdayValue(QStringView text)
    {
        static const QStringList names { QStringLiteral("monday"), QStringLiteral("tuesday"),
            QStringLiteral("wednesday"), QStringLiteral("thursday"), QStringLiteral("friday"),
            QStringLiteral("saturday"), QStringLiteral("sunday") };
        const QString wanted = text.toString().toLower();
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (wanted == names[i] || wanted == QStringView(names[i]).left(3))
                return static_cast<int>(i);
        }
        return std::nullopt;
    }

    std::optional<int> valueOf(const CalendarField &field, QStringView text)
    {
        if (&field == &kWeekday)
            return weekdayValue(text);
        auto number = plainNumber(text);
        if (number && &field == &kYear && *number < 100)
            *number += *number < 70 ? 2000 : 1900;
        return number && *number >= field.least && *number <= field.most ? number : std::nullopt;
    }

    struct Range {
        int from = 0;
        int to = 0;
        bool open = false; ///< a single value: a step runs from it to the end of the field
    };

    Result<Range> rangeOf(const CalendarField &field, QStringView text)
    {
        if (text == u"*" && &field != &kWeekday)
            return Range { field.least, field.most };
        const qsizetype dots = text.indexOf(u"..");
        const auto from = valueOf(field, dots < 0 ? text : text.left(dots));
        const auto to = dots < 0 ? from : valueOf(field, text.mid(dots + 2));
        if (!from || !to)
            return wrongItem(field, text, "which it cannot hold");
        if (*to < *from)
            return wrongItem(field, text, "which runs backwards");
        return Range { *from, *to, dots < 0 };
    }

    Result<void> addItem(Values &values, const CalendarField &field, QStringView item)
    {
        const qsizetype slash = &field == &kWeekday ? -1 : item.indexOf(u'/');
        const auto step = slash < 0 ? 1 : plainNumber(item.mid(slash + 1));
        if (!step || *step == 0)
            return wrongItem(field, item, "whose step is not a number above 0");
        auto range = rangeOf(field, slash < 0 ? item : item.left(slash));
        if (!range)
            return tl::unexpected(range.error());
        // Counted from the end of the month, days run towards 1, the last one.
        const bool fromEnd = &field == &kDayFromEnd;
        if (range->open && slash >= 0)
            (fromEnd ? range->from : range->to) = fromEnd ? field.least : field.most;
        for (int i = 0; i <= range->to - range->from; i += *step) {
            const int value = fromEnd ? range->to - i : range->from + i;
            values.set(static_cast<std::size_t>(value - field.least));
        }
        return {};
    }

    Result<Values> valuesOf(const CalendarField &field, QStringView text)
    {
        Values values;
        const auto items = text.split(u',');
        for (const QStringView item : items) {
            if (item == u"*" && items.size() > 1)
                return wrongItem(field, text, "where * stands in a list");
            if (const auto added = addItem(values, field, item); !added)
                return tl::unexpected(added.error());
        }
        return values;
    }

    /// As bits at the values themselves.
    quint64 bitsOf(const CalendarField &field, const Values &values)
    {
        quint64 bits = 0;
        for (int value = field.least; value <= field.most; ++value) {
            if (values.test(static_cast<std::size_t>(value - field.least)))
                bits |= 1ULL << value;
        }
        return bits;
    }

    template <class Bits> Result<void> assign(Bits &target, const CalendarField &field, QStringView text)
    {
        const auto values = valuesOf(field, text);
        if (!values)
            return tl::unexpected(values.error());
        target = static_cast<Bits>(bitsOf(field, *values));
        return {};
    }

    Result<void> assignTime(WallRule &rule, QStringView word)
    {
        const auto parts = word.split(u':');
        if (parts.size() > 3)
            return wrong(QStringLiteral("the time %1 has %2 parts (write HH:MM or HH:MM:SS)")
                             .arg(quoted(word))
                             .arg(parts.size()));
        if (parts[0].startsWith(u'*') || parts[1].startsWith(u'*'))
            rule.fold = FoldRule::FirstPassUnlessInside;
        WallPattern &pattern = rule.pattern;
        return assign(pattern.hours, kHour, parts[0])
            .and_then([&] { return assign(pattern.minutes, kMinute, parts[1]); })
            .and_then(
                [&] { return assign(pattern.seconds, kSecond, parts.size() > 2 ? parts[2] : QStringView(u"0")); });
    }

    Result<void> assignDay(WallPattern &pattern, QStringView text)
    {
        if (!text.startsWith(u'~'))
            return assign(pattern.days, kDay, text);
        if (text == u"~*") // every day, whichever end it is counted from
            return {};
        pattern.days = 0;
        return assign(pattern.daysFromEnd, kDayFromEnd, text.mid(1));
    }

    Result<void> assignYear(WallPattern &pattern, QStringView text)
    {
        if (text == u"*")
            return {};
        const auto values = valuesOf(kYear, text);
        if (!values)
            return tl::unexpected(values.error());
        pattern.years = *values;
        return {};
    }

    /// "2026-11-30", "11-30", "*-02~1"
    Result<void> assignDate(WallPattern &pattern, QStringView word)
    {
        const QString text = word.toString().replace(u'~', QStringLiteral("-~"));
        const auto parts = QStringView(text).split(u'-');
        if (parts.size() < 2 || parts.size() > 3)
            return wrong(
                QStringLiteral("the date %1 has %2 parts (write YYYY-MM-DD, MM-DD or *-MM~1 for the last day "
                               "of a month)")
                    .arg(quoted(word))
                    .arg(parts.size()));
        const qsizetype month = parts.size() - 2;
        return assignYear(pattern, parts.size() == 3 ? parts[0] : QStringView(u"*"))
            .and_then([&] { return assign(pattern.months, kMonth, parts[month]); })
            .and_then([&] { return assignDay(pattern, parts[month + 1]); });
    }

    Result<void> assignWeekdays(WallPattern &pattern, QStringView word)
    {
        QString text = word.toString().replace(u'-', QStringLiteral(".."));
        if (text.endsWith(u','))
            text.chop(1);
        quint32 fromMonday = 0;
        const auto assigned = assign(fromMonday, kWeekday, text);
        pattern.weekdays = static_cast<quint8>((fromMonday << 1 & 0x7f) | (fromMonday >> 6 & 1)); // from Sunday
        return assigned;
    }

    bool isDate(QStringView word)
    {
        const QChar first = word.front();
        return (word.contains(u'-') || word.contains(u'~')) && (first == u'*' || (first >= u'0' && first <= u'9'));
    }

    QString written(const QString &shorthand)
    {
        static const QHash<QString, QString> meanings {
            { QStringLiteral("minutely"), QStringLiteral("*-*-* *:*:00") },
            { QStringLiteral("hourly"), QStringLiteral("*-*-* *:00:00") },
            { QStringLiteral("daily"), QStringLiteral("*-*-* 00:00:00") },
            { QStringLiteral("weekly"), QStringLiteral("Mon *-*-* 00:00:00") },
            { QStringLiteral("monthly"), QStringLiteral("*-*-01 00:00:00") },
            { QStringLiteral("quarterly"), QStringLiteral("*-01,04,07,10-01 00:00:00") },
            { QStringLiteral("semiannually"), QStringLiteral("*-01,07-01 00:00:00") },
            { QStringLiteral("yearly"), QStringLiteral("*-01-01 00:00:00") },
            { QStringLiteral("annually"), QStringLiteral("*-01-01 00:00:00") },
        };
        return meanings.value(shorthand.toLower());
    }

    /// A last word that can only be meant as a zone: neither weekday, date nor time.
    bool looksLikeZone(const QString &word)
    {
        const QString firstDay = word.section(u',', 0, 0).section(u'-', 0, 0).section(QStringLiteral(".."), 0, 0);
        return word.front().isLetter() && !word.contains(u':') && !weekdayValue(firstDay);
    }

    Result<WallRule> ruleOf(QStringList words, WallRule rule)
    {
        if (!words.isEmpty() && words.last().contains(u':')) {
            if (const auto time = assignTime(rule, words.takeLast()); !time)
                return tl::unexpected(time.error());
        }
        if (!words.isEmpty() && isDate(words.last())) {
            if (const auto date = assignDate(rule.pattern, words.takeLast()); !date)
                return tl::unexpected(date.error());
        }
        if (words.size() > 1)
            return wrong(
                QStringLiteral("%1 stands where it does not belong (write weekday, date, time and zone in "
                               "this order, each at most once, such as Mon..Fri *-*-01 18:00 Europe/Paris)")
                    .arg(quoted(words.last())));
        if (!words.isEmpty()) {
            if (const auto weekdays = assignWeekdays(rule.pattern, words.first()); !weekdays)
                return tl::unexpected(weekdays.error());
        }
        return rule;
    }
} // namespace

Result<WallRule> parseCalendarLine(QStringView line, const QTimeZone &zone)
{
    WallRule rule { {}, zone, GapRule::Dropped, FoldRule::FirstPass, Horizon::Year2200 };
    QStringList words = line.toString().simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return wrong(QStringLiteral("a line is empty (write a time such as Mon..Fri 18:00, or daily)"));
    if (words.size() > 4)
        return wrong(QStringLiteral("%1 has %2 words (write one to four: weekday, date, time and zone; a cron "
                                    "expression has five fields)")
                         .arg(quoted(line))
                         .arg(words.size()));
    if (words.size() > 1 && looksLikeZone(words.last())) {
        const auto own = zoneNamed(words.takeLast());
        if (!own)
            return tl::unexpected(own.error());
        rule.zone = *own;
    }
    if (const QString meaning = words.size() == 1 ? written(words.first()) : QString(); !meaning.isEmpty())
        words = meaning.split(u' ');
    return ruleOf(words, rule);
}

} // namespace Wf::Domain
