// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"

namespace Wf::TestKit {

/// A clock that stands still until a test moves it.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start = Instant { std::chrono::hours { 24 * 365 * 56 } })
        : m_now(start)
    {
    }

    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] Millis monotonic() const override { return m_monotonic; }
    void advance(Millis step)
    {
        m_now += step;
        m_monotonic += step;
    }

private:
    Instant m_now;
    Millis m_monotonic { 1'000'000 };
};

} // namespace Wf::TestKit
