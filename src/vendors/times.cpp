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
    constexpr double kLastMillis = 253'402'300'799'999.0; ///< the end of the year 9999
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
        Zone { QLatin1String("CET"), QLatin1String("+0100") },
        Zone { QLatin1String("CEST"), QLatin1String("+0200") },
    };

    constexpr QStringView kMonths = u"JanFebMarAprMayJunJulAugSepOctNovDec";

    /// "Mon, 20 Dec 2021 07:50:00 PST", the day of the week or not. By hand, for feeds are full of it and Qt takes
    /// as long for one as for all the rest of its entry.
    std::optional<Instant> fromMail(QStringView text)
    {
        std::array<QStringView, 5> words; // day, month, year, time, zone
        size_t count = 0;
        for (const QStringView word : text.mid(text.indexOf(u',') + 1).tokenize(u' ', Qt::SkipEmptyParts)) {
            if (count == words.size())
                return std::nullopt;
            words[count++] = word;
        }
        const auto [day, month, year, time, zoneName] = words;
        const QStringView name = zoneName; // what a lambda may take with it
        const qsizetype at = kMonths.indexOf(month, 0, Qt::CaseInsensitive);
        if (count < 4 || month.size() != 3 || at % 3 != 0 || day.size() > 2)
            return std::nullopt;
        const auto zone = std::ranges::find_if(
            kZones, [&](const Zone &one) { return name.compare(one.name, Qt::CaseInsensitive) == 0; });
        const QString number = QString::number(101 + at / 3).mid(1); // "01" to "12"
        const QStringView pad = day.size() == 1 ? QStringView(u"0") : QStringView();
        const QString start = year % u'-' % number % u'-' % pad % day % u'T' % time;
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
    if (!(millis > 0.0 && millis <= kLastMillis))
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

std::optional<Instant> timeOf(const JsonValue &value)
{
    return value.isNumber() ? readTime(value.toDouble()) : readTime(value.toString());
}

} // namespace Wf::Vendors
