// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/letter.h"

#include "domain/words.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<8> kKinds { QLatin1String("incident"), QLatin1String("digest"), QLatin1String("health"),
        QLatin1String("connectivity"), QLatin1String("maintenance"), QLatin1String("test"),
        QLatin1String("prepared"), QLatin1String("channel") };

    struct Unit {
        qint64 seconds;
        QLatin1String name;
    };
    constexpr Unit kUnits[] { { 86'400, QLatin1String("day") }, { 3'600, QLatin1String("hour") },
        { 60, QLatin1String("minute") }, { 1, QLatin1String("second") } };

    QString counted(qint64 number, QLatin1String unit)
    {
        return QStringLiteral("%1 %2%3").arg(number).arg(unit, number == 1 ? QString() : QStringLiteral("s"));
    }

    qint64 secondsOf(Millis duration)
    {
        return std::max<qint64>(std::chrono::floor<Seconds>(duration).count(), 0);
    }

    bool isGraver(const Letter &a, const Letter &b)
    {
        return severity(a.to) > severity(b.to);
    }
} // namespace

QString word(LetterKind kind)
{
    return Words::of(kKinds, kind);
}

Letter digestOf(std::vector<Letter> letters, Instant at)
{
    if (letters.size() == 1)
        return std::move(letters.front());
    std::stable_sort(letters.begin(), letters.end(), isGraver);
    Letter digest;
    digest.kind = LetterKind::Digest;
    digest.key = letters.front().key;
    digest.at = at;
    digest.tier = std::ranges::min_element(letters, {}, &Letter::tier)->tier;
    digest.to = letters.front().to;
    digest.mention = std::ranges::max_element(letters, {}, &Letter::mention)->mention;
    digest.parts = std::move(letters);
    return digest;
}

QString intervalWords(Millis interval)
{
    const qint64 seconds = secondsOf(interval);
    const auto unit = std::ranges::find_if(kUnits, [&](const Unit &each) { return seconds >= each.seconds; });
    return unit == std::end(kUnits) ? counted(0, QLatin1String("second"))
                                    : counted(seconds / unit->seconds, unit->name);
}

QString durationWords(Millis duration)
{
    const qint64 seconds = secondsOf(duration);
    const QString clock = QStringLiteral("%1:%2:%3")
                              .arg(seconds % 86'400 / 3'600)
                              .arg(seconds % 3'600 / 60, 2, 10, QLatin1Char('0'))
                              .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    const qint64 days = seconds / 86'400;
    return days == 0 ? clock : counted(days, QLatin1String("day")) + QStringLiteral(", ") + clock;
}

} // namespace Wf::Domain
