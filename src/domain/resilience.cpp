// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/resilience.h"

#include <algorithm>
#include <cmath>

namespace Wf::Domain {

namespace {
    constexpr Millis kFirstRetry { 500 };
    constexpr Millis kLongestRetry { 5000 };
    constexpr qint64 kWebhookDefaultSeconds = 2;
    constexpr qint64 kWebhookCeilingSeconds = 60;

    bool isWholeNumber(const QString &text)
    {
        return !text.isEmpty()
            && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    }

    std::optional<qint64> secondsUntilHttpDate(QString text, Instant now)
    {
        if (text.endsWith(QLatin1String("GMT")))
            text = text.chopped(3) + QLatin1String("+0000");
        const QDateTime at = QDateTime::fromString(text, Qt::RFC2822Date);
        if (!at.isValid())
            return std::nullopt;
        return (fromDateTime(at) - now).count() / 1000;
    }

    // What the header asks for in whole seconds, negative for a date that is past; nothing when unreadable.
    std::optional<qint64> askedSeconds(const QString &header, Instant now)
    {
        constexpr int kMostDigits = 9; // thirty years: more is the same as "very long"
        const QString text = header.trimmed();
        if (text.size() > 64)
            return std::nullopt;
        if (isWholeNumber(text))
            return text.size() > kMostDigits ? 999'999'999 : text.toLongLong();
        return secondsUntilHttpDate(text, now);
    }
} // namespace

Millis retryDelay(int n, double jitter)
{
    const int doublings = std::clamp(n - 1, 0, 10); // from the fourth on it is the ceiling anyway
    const Millis spread { std::llround(std::clamp(jitter, 0.0, 1.0) * 1000.0) };
    return std::min(kLongestRetry, kFirstRetry * (1 << doublings) + spread);
}

bool isTransientHttp(int status)
{
    switch (status) {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
        return true;
    default:
        return false;
    }
}

QString hostOf(const QString &url)
{
    const QString host = QUrl(url).host();
    return host.isEmpty() ? url : host;
}

Seconds parseRetryAfter(const QString &header, Instant now)
{
    const qint64 asked = askedSeconds(header, now).value_or(0);
    return Seconds { asked > 0 ? std::min(asked, kWebhookCeilingSeconds) : kWebhookDefaultSeconds };
}

std::optional<Millis> vendorRetryAfter(const QString &header, Instant now, Millis ceiling)
{
    const auto asked = askedSeconds(header, now);
    if (!asked || *asked <= 0)
        return std::nullopt;
    return std::min<Millis>(Seconds { *asked }, ceiling);
}

Millis freshness(const QString &cacheControl, const QString &age)
{
    qint64 maxAge = 0;
    for (const QStringView part : QStringView(cacheControl).split(u',')) {
        const QStringView directive = part.trimmed();
        if (directive.compare(u"no-cache", Qt::CaseInsensitive) == 0
            || directive.compare(u"no-store", Qt::CaseInsensitive) == 0)
            return Millis { 0 };
        if (directive.startsWith(u"max-age=", Qt::CaseInsensitive))
            maxAge = directive.mid(8).toInt();
    }
    return Seconds { std::max<qint64>(0, maxAge - std::max(0, age.toInt())) };
}

bool Breaker::admit(Instant now)
{
    if (m_state == BreakerState::Closed)
        return true;
    m_openedAt = std::min(m_openedAt, now); // a clock that was set back must not keep it open for longer
    if (m_state == BreakerState::Opened && now > m_openedAt + m_ttl)
        m_state = BreakerState::HalfOpened;
    if (m_state != BreakerState::HalfOpened || m_probing)
        return false;
    m_probing = true;
    return true;
}

void Breaker::succeeded()
{
    m_state = BreakerState::Closed;
    m_failures = 0;
    m_probing = false;
}

void Breaker::failed(Instant now)
{
    m_probing = false;
    if (m_state == BreakerState::Opened)
        return; // a straggler from before it opened
    if (m_state == BreakerState::Closed && ++m_failures < m_threshold)
        return;
    m_state = BreakerState::Opened;
    m_openedAt = now;
}

void Breaker::abandoned()
{
    m_probing = false;
}

std::optional<Instant> Breaker::opensAgainAt() const
{
    if (m_state != BreakerState::Opened)
        return std::nullopt;
    return m_openedAt + m_ttl;
}

} // namespace Wf::Domain
