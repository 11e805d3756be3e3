// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "ports/ticker.h"

#include <algorithm>
#include <optional>

namespace Wf::TestKit {

/// A ticker that is turned by hand, on a clock that is moved by hand.
class ManualTicker final : public Ports::Ticker {
public:
    explicit ManualTicker(const Clock &clock)
        : m_clock(clock)
    {
    }

    void wakeIn(Millis delay, std::function<void()> wake) override
    {
        m_due = m_clock.monotonic() + std::max(delay, Millis { 0 });
        m_wake = std::move(wake);
        ++armed;
    }
    void cancel() override { m_due.reset(); }

    [[nodiscard]] std::optional<Millis> due() const { return m_due; }
    /// Wakes when the time has come.
    void turn()
    {
        if (!m_due || *m_due > m_clock.monotonic())
            return;
        m_due.reset();
        const std::function<void()> wake = m_wake;
        wake();
    }

    int armed = 0;

private:
    const Clock &m_clock;
    std::optional<Millis> m_due;
    std::function<void()> m_wake;
};

} // namespace Wf::TestKit
