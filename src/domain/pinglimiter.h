// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

namespace Wf::Domain {

/// How a ping is answered. It is applied to the state of its heartbeat either way: a limiter never loses a state.
enum class PingAnswer : quint8 {
    Ok, ///< applied, kept in the log, answered 200
    TooMany, ///< applied, not kept in the log unless it is the newest of its flood, answered 429
};

/// Token bucket of one key: 50 pings a second, 50 at once. A plain value: `take` before each ping.
class PingLimiter final {
public:
    [[nodiscard]] PingAnswer take(Instant now);
    /// How long until `take` says Ok again: for Retry-After; zero when it would now.
    [[nodiscard]] Millis retryAfter(Instant now) const;
    /// Nothing is owed: this bucket need not be remembered.
    [[nodiscard]] bool isFull(Instant now) const { return m_fullAt <= now; }

    bool operator==(const PingLimiter &) const = default;

private:
    [[nodiscard]] Instant fullAt(Instant now) const;

    Instant m_fullAt {}; ///< when the bucket will be full again
};

} // namespace Wf::Domain
