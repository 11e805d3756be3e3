// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/pinglimiter.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr int kPingsPerSecond = 50;
    constexpr int kBurst = 50;
    constexpr Millis kTokenTime = Millis { 1000 } / kPingsPerSecond;
    constexpr Millis kWholeBucket = kTokenTime * kBurst;
} // namespace

// A bucket never needs longer than itself to fill: what says so was written before the clock was set back.
Instant PingLimiter::fullAt(Instant now) const
{
    return m_fullAt > now + kWholeBucket ? now : std::max(m_fullAt, now);
}

PingAnswer PingLimiter::take(Instant now)
{
    if (retryAfter(now) > Millis { 0 })
        return PingAnswer::TooMany;
    m_fullAt = fullAt(now) + kTokenTime;
    return PingAnswer::Ok;
}

Millis PingLimiter::retryAfter(Instant now) const
{
    return std::max(fullAt(now) + kTokenTime - now - kWholeBucket, Millis { 0 });
}

} // namespace Wf::Domain
