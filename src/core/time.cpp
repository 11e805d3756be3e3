// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "core/time.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace Wf {

namespace {
    constexpr Millis kLongestDuration = std::chrono::days { 3653 };
}

QDateTime toDateTime(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMillis(at), Qt::UTC);
}

Instant fromDateTime(const QDateTime &at)
{
    return fromEpochMillis(at.toMSecsSinceEpoch());
}

QString toIso(Instant at)
{
    return toDateTime(std::chrono::floor<Seconds>(at)).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"));
}

QString isoDate(Instant at)
{
    return toDateTime(at).toString(QStringLiteral("yyyy-MM-dd"));
}

std::optional<Instant> parseTimestamp(QStringView text)
{
    static const QRegularExpression shape(QStringLiteral(
        R"(^\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|z|UTC|[+-]\d\d:?\d\d)?\s*$)"));
    if (text.size() > 64)
        return std::nullopt;
    const auto match = shape.match(text.toString());
    if (!match.hasMatch())
        return std::nullopt;
    const auto number = [&match](int group) { return match.capturedView(group).toInt(); };
    const QDate date(number(1), number(2), number(3));
    const int second = number(6) == 60 ? 59 : number(6); // a leap second is the last second of its minute
    const QTime time(number(4), number(5), second);
    if (!date.isValid() || !time.isValid() || date.year() < 1970)
        return std::nullopt;
    const qint64 fraction = match.captured(7).leftJustified(3, QLatin1Char('0')).left(3).toLongLong();
    qint64 offset = 0;
    const QString zone = match.captured(8);
    if (zone.startsWith(QLatin1Char('+')) || zone.startsWith(QLatin1Char('-'))) {
        const int hours = QStringView(zone).mid(1, 2).toInt();
        const int minutes = QStringView(zone).right(2).toInt();
        if (hours > 15 || minutes > 59)
            return std::nullopt;
        offset = (hours * 60 + minutes) * 60'000 * (zone.startsWith(QLatin1Char('-')) ? -1 : 1);
    }
    return fromEpochMillis(QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch() + fraction - offset);
}

std::optional<Millis> parseDuration(QStringView text)
{
    static const QRegularExpression shape(QStringLiteral(R"(^\s*(\d{1,12})\s*(ms|s|m|h|d)\s*$)"));
    const auto match = shape.match(text.toString());
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 count = match.capturedView(1).toLongLong();
    const QStringView unit = match.capturedView(2);
    const qint64 factor = unit == u"ms" ? 1
        : unit == u"s"                  ? 1000
        : unit == u"m"                  ? 60'000
        : unit == u"h"                  ? 3'600'000
                                        : 86'400'000;
    if (count <= 0 || count > kLongestDuration.count() / factor)
        return std::nullopt;
    return Millis { count * factor };
}

} // namespace Wf
