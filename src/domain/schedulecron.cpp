// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/schedulecron.h"

#include "domain/inputtext.h"

#include <QStringList>

#include <bit>

namespace Wf::Domain {

namespace {
    constexpr qsizetype kMostExpression = 100;

    enum Place { Minute, Hour, Day, Month, Weekday };
    struct CronField {
        const char *name;
        int least;
        int most;
        const char *names; ///< three letters each, the first one is `least`; or nothing
        const char *advice;
    };
    constexpr CronField kFields[] {
        { "minute", 0, 59, "",
            "write 0 to 59, *, a list such as 0,30, a range such as 0-10 or a step such as */15" },
        { "hour", 0, 23, "", "write 0 to 23, *, a list such as 8,20, a range such as 9-17 or a step such as */2" },
        { "day", 1, 31, "",
            "write 1 to 31, *, a list, a range, a step, L for the last day or LW for the last workday" },
        { "month", 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC",
            "write 1 to 12 or JAN to DEC, *, a list, a range or a step" },
        { "weekday", 0, 7, "SUNMONTUEWEDTHUFRISAT",
            "write 0 to 7 or SUN to SAT, *, a list, a range such as 1-5, a step, 5L for the last Friday or 1#2 "
            "for "
            "the second Monday" },
    };

    /// What the items of one field say together.
    struct FieldSet {
        quint64 values = 0;
        bool last = false;
        bool lastWorkday = false;
        quint8 lastWeekdays = 0;
        std::array<quint8, 5> nthWeekdays {};
    };

    tl::unexpected<Error> wrong(const QString &sentence)
    {
        return failure(ErrorCode::Invalid, sentence, QStringLiteral("schedule"));
    }

    tl::unexpected<Error> wrongItem(Place place, QStringView text, const char *why)
    {
        const CronField &field = kFields[place];
        return wrong(
            QStringLiteral("the %1 field has %2, %3 (%4)")
                .arg(QLatin1String(field.name), quoted(text), QLatin1String(why), QLatin1String(field.advice)));
    }

    /// A number or a name of this field.
    std::optional<int> valueOf(Place place, QStringView text)
    {
        const CronField &field = kFields[place];
        const QLatin1String names(field.names);
        for (qsizetype at = 0; text.size() == 3 && at < names.size(); at += 3) {
            if (text == names.mid(at, 3))
                return field.least + static_cast<int>(at / 3);
        }
        const auto number = plainNumber(text);
        return number && *number >= field.least && *number <= field.most ? number : std::nullopt;
    }

    struct Range {
        int from = 0;
        int to = 0;
        bool open = false; ///< a single value: a step runs from it to the end of the field
    };

    Result<Range> rangeOf(Place place, QStringView text)
    {
        if (text == u"*")
            return Range { kFields[place].least, kFields[place].most };
        const qsizetype dash = text.indexOf(u'-');
        const auto from = valueOf(place, dash < 0 ? text : text.left(dash));
        const auto to = dash < 0 ? from : valueOf(place, text.mid(dash + 1));
        if (!from || !to)
            return wrongItem(place, text, "which it cannot hold");
        if (*to < *from)
            return wrongItem(place, text, "which runs backwards");
        return Range { *from, *to, dash < 0 };
    }

    Result<void> addRange(FieldSet &set, Place place, QStringView item, qsizetype slash)
    {
        const auto step = slash < 0 ? 1 : plainNumber(item.mid(slash + 1));
        if (!step || *step == 0)
            return wrongItem(place, item, "whose step is not a number above 0");
        auto range = rangeOf(place, slash < 0 ? item : item.left(slash));
        if (!range)
            return tl::unexpected(range.error());
        if (range->open && slash >= 0)
            range->to = kFields[place].most;
        for (int value = range->from; value <= range->to; value += *step)
            set.values |= 1ULL << value;
        return {};
    }

    /// "L", "LW": a step behind them means nothing, but it must be one.
    Result<void> addLastDay(FieldSet &set, QStringView item, qsizetype slash)
    {
        const auto step = slash < 0 ? 1 : plainNumber(item.mid(slash + 1));
        if (!step || *step == 0)
            return wrongItem(Day, item, "whose step is not a number above 0");
        (item.startsWith(u"LW") ? set.lastWorkday : set.last) = true;
        return {};
    }

    /// "5L": a number, never a name.
    Result<void> addLastWeekday(FieldSet &set, QStringView item)
    {
        const QStringView day = item.chopped(1);
        const auto number = plainNumber(day);
        if (!item.endsWith(u'L') || !number || *number > 7)
            return wrongItem(Weekday, item, "which it cannot hold");
        set.lastWeekdays |= static_cast<quint8>(1U << (*number % 7));
        return {};
    }

    /// "2#3", "TUE#3"
    Result<void> addNthWeekday(FieldSet &set, QStringView item, qsizetype hash)
    {
        const auto day = valueOf(Weekday, item.left(hash));
        const auto nth = plainNumber(item.mid(hash + 1));
        if (!day || !nth || *nth < 1 || *nth > 5)
            return wrongItem(Weekday, item, "which it cannot hold");
        set.nthWeekdays[static_cast<std::size_t>(*nth - 1)] |= static_cast<quint8>(1U << (*day % 7));
        return {};
    }

    Result<void> addItem(FieldSet &set, Place place, QStringView item)
    {
        if (item.isEmpty())
            return wrongItem(place, item, "and an item must not be empty");
        if (place == Weekday && item.contains(u'L'))
            return addLastWeekday(set, item);
        if (const qsizetype hash = item.indexOf(u'#'); place == Weekday && hash >= 0)
            return addNthWeekday(set, item, hash);
        const qsizetype slash = item.indexOf(u'/');
        const QStringView base = slash < 0 ? item : item.left(slash);
        if (place == Day && (base == u"L" || base == u"LW"))
            return addLastDay(set, item, slash);
        return addRange(set, place, item, slash);
    }

    Result<FieldSet> fieldOf(Place place, QStringView text)
    {
        FieldSet set;
        const auto items = text.split(u',');
        for (const QStringView item : items) {
            if (const auto added = addItem(set, place, item); !added)
                return tl::unexpected(added.error());
        }
        return set;
    }

    /// Sunday, which is 0 and 7, becomes 0.
    quint8 weekdaysOf(quint64 values)
    {
        return static_cast<quint8>((values & 0x7f) | (values >> 7 & 1));
    }

    WallPattern patternOf(const std::array<FieldSet, 5> &fields)
    {
        WallPattern pattern;
        pattern.minutes = fields[Minute].values;
        pattern.hours = static_cast<quint32>(fields[Hour].values);
        pattern.days = static_cast<quint32>(fields[Day].values);
        pattern.daysFromEnd = fields[Day].last ? 1U << 1 : 0;
        pattern.lastWorkday = fields[Day].lastWorkday;
        pattern.months = static_cast<quint16>(fields[Month].values);
        pattern.weekdays = weekdaysOf(fields[Weekday].values);
        pattern.lastWeekdays = fields[Weekday].lastWeekdays;
        pattern.nthWeekdays = fields[Weekday].nthWeekdays;
        return pattern;
    }

    /// 30 February, 31 April: a first day that is in none of the months.
    bool isImpossibleDay(const WallPattern &pattern)
    {
        static constexpr quint16 kLongMonths = 0b1'0101'1010'1010;
        static constexpr quint16 kFebruary = 1 << 2;
        if (pattern.days == 0 || pattern.daysFromEnd != 0 || pattern.lastWorkday)
            return false;
        const int longest = (pattern.months & kLongMonths) != 0 ? 31 : pattern.months == kFebruary ? 29 : 30;
        return std::countr_zero(pattern.days) > longest;
    }

    QStringList fieldTexts(QStringView expression)
    {
        return expression.toString().simplified().toUpper().split(u' ', Qt::SkipEmptyParts);
    }

    Result<WallRule> checked(WallRule rule, QStringView dayText)
    {
        using namespace std::chrono;
        if (isImpossibleDay(rule.pattern))
            return wrongItem(Day, dayText, "and none of the months has such a day");
        WallRule anywhere = rule;
        anywhere.zone = QTimeZone::utc();
        if (!nextRun(anywhere, sys_days { year { 2000 } / January / 1 }))
            return wrong(QStringLiteral("the expression matches no day in 50 years (write a day, a month and a "
                                        "weekday that come together)"));
        return rule;
    }
} // namespace

Result<WallRule> parseCronExpression(QStringView expression, const QTimeZone &zone)
{
    if (expression.trimmed().size() > kMostExpression)
        return wrong(QStringLiteral("the cron expression is longer than 100 characters (write a shorter one)"));
    const QStringList texts = fieldTexts(expression);
    if (texts.size() != 5)
        return wrong(
            QStringLiteral("%1 is no cron expression: it needs five fields, not %2 (write minute, hour, day, "
                           "month and weekday, such as 0 2 * * 1-5)")
                .arg(quoted(expression.trimmed()))
                .arg(texts.size()));
    std::array<FieldSet, 5> fields;
    for (const Place place : { Minute, Hour, Day, Month, Weekday }) {
        const auto field = fieldOf(place, texts[place]);
        if (!field)
            return tl::unexpected(field.error());
        fields[place] = *field;
    }
    const auto isWild = [&texts](Place place) { return texts[place].startsWith(u'*'); };
    WallRule rule { patternOf(fields), zone };
    rule.pattern.join = isWild(Day) || isWild(Weekday) ? DayJoin::And : DayJoin::Or;
    if (!isWild(Minute) && !isWild(Hour)) {
        rule.gap = GapRule::FirstMinuteAfter;
        rule.fold = FoldRule::FirstPass;
    }
    return checked(rule, texts[Day]);
}

} // namespace Wf::Domain
