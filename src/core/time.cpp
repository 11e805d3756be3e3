// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "core/time.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

namespace Wf {

namespace {

    constexpr Millis kLongestDuration = std::chrono::days { 3653 };
    constexpr qsizetype kLongestTimestamp = 64;
    constexpr int kMostFractionDigits = 9;
    constexpr int kMostOffsetHours = 15;

    /// Goes over a text from front to back. By hand, for a regular expression took longer than all the rest of
    /// reading a status page, which is full of timestamps.
    class Cursor {
    public:
        explicit Cursor(QStringView text)
            : m_text(text)
        {
        }

        [[nodiscard]] bool isAtEnd() const { return m_at == m_text.size(); }
        /// Steps over that character where it comes next.
        bool take(char16_t character)
        {
            if (next() != character)
                return false;
            ++m_at;
            return true;
        }
        bool takeWord(QStringView word)
        {
            if (!m_text.sliced(m_at).startsWith(word))
                return false;
            m_at += word.size();
            return true;
        }
        void skipBlanks()
        {
            while (next() == u' ' || (next() >= u'\t' && next() <= u'\r'))
                ++m_at;
        }
        std::optional<int> digit()
        {
            const char16_t character = next();
            if (character < u'0' || character > u'9')
                return std::nullopt;
            ++m_at;
            return character - u'0';
        }
        /// A number of just so many digits; -1 where there is none.
        int number(int digits)
        {
            int number = 0;
            for (int i = 0; i < digits; ++i) {
                const auto next = digit();
                if (!next)
                    return -1;
                number = number * 10 + *next;
            }
            return number;
        }

    private:
        /// A NUL, which no timestamp has, behind the end.
        [[nodiscard]] char16_t next() const { return isAtEnd() ? u'\0' : m_text[m_at].unicode(); }

        QStringView m_text;
        qsizetype m_at = 0;
    };

    std::optional<std::chrono::sys_days> readDay(Cursor &cursor)
    {
        const int year = cursor.number(4);
        const int month = cursor.take(u'-') ? cursor.number(2) : -1;
        const int day = cursor.take(u'-') ? cursor.number(2) : -1;
        if (year < 1970 || month < 1 || day < 1)
            return std::nullopt;
        const std::chrono::year_month_day date { std::chrono::year { year },
            std::chrono::month { static_cast<unsigned>(month) }, std::chrono::day { static_cast<unsigned>(day) } };
        return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
    }

    /// What follows the point, cut to milliseconds.
    std::optional<Millis> readFraction(Cursor &cursor)
    {
        int digits = 0;
        int millis = 0;
        for (auto next = cursor.digit(); next; next = cursor.digit()) {
            if (++digits <= 3)
                millis = millis * 10 + *next;
        }
        if (digits == 0 || digits > kMostFractionDigits)
            return std::nullopt;
        return Millis { digits == 1 ? millis * 100 : digits == 2 ? millis * 10 : millis };
    }

    std::optional<Millis> readTimeOfDay(Cursor &cursor)
    {
        const int hour = cursor.number(2);
        const int minute = cursor.take(u':') ? cursor.number(2) : -1;
        const bool hasSecond = cursor.take(u':');
        const int second = hasSecond ? cursor.number(2) : 0;
        const auto fraction = hasSecond && cursor.take(u'.') ? readFraction(cursor) : Millis { 0 };
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || !fraction)
            return std::nullopt;
        return std::chrono::hours { hour } + std::chrono::minutes { minute }
        + Seconds { std::min(second, 59) } // a leap second is the last second of its minute
        + *fraction;
    }

    /// "Z", "z", "UTC", "+02:00", "-0800"; none where there is no zone.
    std::optional<Millis> readOffset(Cursor &cursor)
    {
        const bool west = cursor.take(u'-');
        if (!west && !cursor.take(u'+')) {
            (void)(cursor.take(u'Z') || cursor.take(u'z') || cursor.takeWord(u"UTC"));
            return Millis { 0 };
        }
        const int hours = cursor.number(2);
        (void)cursor.take(u':');
        const int minutes = cursor.number(2);
        if (hours < 0 || hours > kMostOffsetHours || minutes < 0 || minutes > 59)
            return std::nullopt;
        const Millis offset = std::chrono::hours { hours } + std::chrono::minutes { minutes };
        return west ? -offset : offset;
    }

} // namespace

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
    if (text.size() > kLongestTimestamp)
        return std::nullopt;
    Cursor cursor(text);
    cursor.skipBlanks();
    const auto day = readDay(cursor);
    if (!day || !(cursor.take(u'T') || cursor.take(u' ')))
        return std::nullopt;
    const auto time = readTimeOfDay(cursor);
    cursor.skipBlanks();
    const auto offset = time ? readOffset(cursor) : std::nullopt;
    cursor.skipBlanks();
    if (!offset || !cursor.isAtEnd())
        return std::nullopt;
    return Instant { *day + *time - *offset };
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
