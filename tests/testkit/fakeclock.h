// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"

namespace Wf::TestKit {

/// Wall and monotonic time apart, moved by hand: for sleep and clocks that are set. Begins at noon UTC.
class FakeClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] Millis monotonic() const override { return m_monotonic; }
    void advance(Millis step)
    {
        m_now += step;
        m_monotonic += step;
    }
    /// Somebody set the clock, or the monotonic one stood still while asleep.
    void setWall(Instant now) { m_now = now; }

private:
    Instant m_now = fromEpochMillis(1'777'032'000'000); // 2026-04-24T12:00:00Z
    Millis m_monotonic { 5'000'000 };
};

} // namespace Wf::TestKit
