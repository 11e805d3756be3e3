// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/times.h"

#include <QStringBuilder>

#include <algorithm>
#include <array>

namespace Wf::Vendors {

namespace {

    /// Below it a number counts seconds, above it milliseconds: 1973 in milliseconds, the year 5138 in seconds.
    constexpr double kFirstMillis = 1e11;
    /// What is no time: "20261122" would be one of 1970, "20261122103000" one of 2612.
    constexpr double kFirstTime = 978'307'200'000.0; ///< 2001, in milliseconds
    constexpr double kLastTime = 4'102'444'800'000.0; ///< 2100
    constexpr qsizetype kLongestText = 64;

    struct Zone {
        QLatin1String name;
        QLatin1String offset;
    };
    /// Names of zones that RFC 822 knows, and those that feeds add to them.
    constexpr std::array kZones {
        Zone { QLatin1String("Z"), QLatin1String("Z") },
        Zone { QLatin1String("UT"), QLatin1String("Z") },
        Zone { QLatin1String("UTC"), QLatin1String("Z") },
        Zone { QLatin1String("GMT"), QLatin1String("Z") },
        Zone { QLatin1String("EST"), QLatin1String("-0500") },
        Zone { QLatin1String("EDT"), QLatin1String("-0400") },
        Zone { QLatin1String("CST"), QLatin1String("-0600") },
        Zone { QLatin1String("CDT"), QLatin1String("-0500") },
        Zone { QLatin1String("MST"), QLatin1String("-0700") },
        Zone { QLatin1String("MDT"), QLatin1String("-0600") },
        Zone { QLatin1String("PST"), QLatin1String("-0800") },
        Zone { QLatin1String("PDT"), QLatin1String("-0700") },
        Zone { QLatin1String("WET"), QLatin1String("Z") },
        Zone { QLatin1String("WEST"), QLatin1String("+0100") },
        Zone { QLatin1String("BST"), QLatin1String("+0100") },
        Zone { QLatin1String("EET"), QLatin1String("+0200") },
        Zone { QLatin1String("EEST"), QLatin1String("+0300") },
        Zone { QLatin1String("MSK"), QLatin1String("+0300") },
        Zone { QLatin1String("SGT"), QLatin1String("+0800") },
        Zone { QLatin1String("HKT"), QLatin1String("+0800") },
        Zone { QLatin1String("JST"), QLatin1String("+0900") },
        Zone { QLatin1String("KST"), QLatin1String("+0900") },
        Zone { QLatin1String("AEST"), QLatin1String("+1000") },
        Zone { QLatin1String("AEDT"), QLatin1String("+1100") },
        Zone { QLatin1String("NZST"), QLatin1String("+1200") },
        Zone { QLatin1String("NZDT"), QLatin1String("+1300") },
        Zone { QLatin1String("AKST"), QLatin1String("-0900") },
        Zone { QLatin1String("AKDT"), QLatin1String("-0800") },
        Zone { QLatin1String("HST"), QLatin1String("-1000") },
        Zone { QLatin1String("CET"), QLatin1String("+0100") },
        Zone { QLatin1String("CEST"), QLatin1String("+0200") },
    };

    constexpr std::array kMonths { QLatin1String("january"), QLatin1String("february"), QLatin1String("march"),
        QLatin1String("april"), QLatin1String("may"), QLatin1String("june"), QLatin1String("july"),
        QLatin1String("august"), QLatin1String("september"), QLatin1String("october"), QLatin1String("november"),
        QLatin1String("december") };

    /// "01" for "Jan", "Sept" or "January"; empty for anything else.
    QString numberOfMonth(QStringView name)
    {
        const auto month = std::ranges::find_if(kMonths, [&](QLatin1String full) {
            return name.size() >= 3 && name.size() <= full.size()
                && name.compare(full.first(name.size()), Qt::CaseInsensitive) == 0;
        });
        return month == kMonths.end() ? QString() : QString::number(101 + (month - kMonths.begin())).mid(1);
    }

    /// In four digits, as RFC 2822 reads two of them.
    QString fullYear(QStringView year)
    {
        if (year.size() != 2)
            return year.toString();
        return (year < u"50" ? QStringView(u"20") : QStringView(u"19")) % year;
    }

    QStringView zeroBefore(bool isShort)
    {
        return isShort ? QStringView(u"0") : QStringView();
    }

    /// "Mon, 20 Dec 2021 07:50:00 PST", the day of the week or not, and a comment behind it. By hand, for feeds
    /// are full of it and Qt takes as long for one as for all the rest of its entry.
    std::optional<Instant> fromMail(QStringView text)
    {
        std::array<QStringView, 5> words; // day, month, year, time, zone
        size_t count = 0;
        for (const QStringView word : text.mid(text.indexOf(u',') + 1).tokenize(u' ', Qt::SkipEmptyParts)) {
            if (word.startsWith(u'('))
                break;
            if (count == words.size())
                return std::nullopt;
            words[count++] = word;
        }
        const auto [day, month, year, time, zoneName] = words;
        const QStringView name = zoneName; // what a lambda may take with it
        const QString number = numberOfMonth(month);
        if (count < 4 || number.isEmpty() || day.size() > 2)
            return std::nullopt;
        const auto zone = std::ranges::find_if(
            kZones, [&](const Zone &one) { return name.compare(one.name, Qt::CaseInsensitive) == 0; });
        const QString start = fullYear(year) % u'-' % number % u'-' % zeroBefore(day.size() == 1) % day % u'T'
            % zeroBefore(time.indexOf(u':') == 1) % time;
        return parseTimestamp(zone == kZones.end() ? QString(start % zoneName) : QString(start % zone->offset));
    }

    /// "2025-04-10 13:00:00 +0000 UTC": the last word repeats the offset.
    std::optional<Instant> fromGo(QStringView text)
    {
        if (text.size() < 5 || text[4] != u'-')
            return std::nullopt;
        const auto words = text.split(u' ', Qt::SkipEmptyParts);
        if (words.size() < 3 || words.size() > 4 || words[2].size() != 5)
            return std::nullopt;
        const QString rfc = words[0].toString() + u'T' + words[1] + words[2].left(3) + u':' + words[2].mid(3);
        return parseTimestamp(rfc);
    }

} // namespace

std::optional<Instant> readTime(double number)
{
    const double millis = number < kFirstMillis ? number * 1000.0 : number;
    if (!(millis >= kFirstTime && millis <= kLastTime))
        return std::nullopt;
    return fromEpochMillis(static_cast<qint64>(millis));
}

std::optional<Instant> readTime(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.size() > kLongestText)
        return std::nullopt;
    if (trimmed.front().isLetter()) // the day of a week
        return fromMail(trimmed);
    if (const auto at = parseTimestamp(trimmed))
        return at;
    bool isNumber = false;
    const double number = trimmed.toDouble(&isNumber);
    if (isNumber)
        return readTime(number);
    const auto go = fromGo(trimmed);
    return go ? go : fromMail(trimmed);
}

bool isLocalTime(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    const qsizetype time = trimmed.indexOf(u':');
    if (time < 0 || trimmed.back().isLetter() || trimmed.back() == u')')
        return false;
    return !trimmed.mid(time).contains(u'+') && !trimmed.mid(time).contains(u'-');
}

std::optional<Instant> timeOf(const JsonValue &value)
{
    return value.isNumber() ? readTime(value.toDouble()) : readTime(value.toString());
}

} // namespace Wf::Vendors
