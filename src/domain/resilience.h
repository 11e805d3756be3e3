// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QString>
#include <QUrl>

namespace Wf::Domain {

/// Delay before retry `n` (1, 2, …): min(5 s, 0.5 s·2^(n−1) + jitter), jitter in [0, 1) s.
[[nodiscard]] Millis retryDelay(int n, double jitter);
/// 408, 429, 500, 502, 503, 504.
[[nodiscard]] bool isTransientHttp(int status);
/// Host name of a URL, or the whole text when it has none.
[[nodiscard]] QString hostOf(const QString &url);

/// Retry-After of a webhook (S1 3.9): integer seconds or HTTP date, clamped to [1, 60] s; anything else is 2 s.
[[nodiscard]] Seconds parseRetryAfter(const QString &header, Instant now);
/// Retry-After of a vendor: as above but honest up to `ceiling`; nothing when absent, unreadable, or
/// not in the future.
[[nodiscard]] std::optional<Millis> vendorRetryAfter(const QString &header, Instant now, Millis ceiling);

/// How long an answer stays as it is by its headers (RFC 9111): max-age of Cache-Control less Age. Zero without
/// it, with no-cache or no-store, and where it cannot be read.
[[nodiscard]] Millis freshness(const QString &cacheControl, const QString &age);

enum class BreakerState : quint8 { Closed = 0, Opened = 1, HalfOpened = 2 };

/// Circuit breaker of one host (S1 1.5). Hard 4xx other than 408 and 429 do not trip it: the host is there.
class Breaker {
public:
    Breaker(int threshold, Millis ttl)
        : m_threshold(threshold)
        , m_ttl(ttl)
    {
    }
    /// False: do not ask. Opens half when the time is up, and then lets exactly one question through.
    [[nodiscard]] bool admit(Instant now);
    void succeeded();
    void failed(Instant now);
    /// The question that was let through gave no verdict (cancelled): let another one through.
    void abandoned();
    [[nodiscard]] BreakerState state() const { return m_state; }
    [[nodiscard]] std::optional<Instant> opensAgainAt() const;

private:
    int m_threshold;
    Millis m_ttl;
    BreakerState m_state = BreakerState::Closed;
    int m_failures = 0;
    Instant m_openedAt {};
    bool m_probing = false;
};

} // namespace Wf::Domain
