// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "ports/ticker.h"

#include <QTimer>

#include <functional>
#include <vector>

namespace Wf::Bench {

class VirtualTicker;

/// Time that stands still while there is work and jumps to the next wake-up when there is none: an hour of
/// watching takes as long as its work.
class VirtualClock final : public Clock {
public:
    /// `mayJump` answers whether everything is done that has to be done before time goes on; after a no, what
    /// waits in the event loop runs first and it is asked again.
    VirtualClock(Instant start, std::function<bool()> mayJump);

    [[nodiscard]] Instant now() const override { return m_start + m_passed; }
    [[nodiscard]] Millis monotonic() const override { return m_passed; }

private:
    friend class VirtualTicker;
    void jump();

    Instant m_start;
    Millis m_passed { 0 };
    std::function<bool()> m_mayJump;
    std::vector<VirtualTicker *> m_tickers;
    QTimer m_idle; ///< fires when no event waits
};

class VirtualTicker final : public Ports::Ticker {
public:
    explicit VirtualTicker(VirtualClock &clock);
    void wakeIn(Millis delay, std::function<void()> wake) override;
    void cancel() override { m_wake = nullptr; }

private:
    friend class VirtualClock;

    VirtualClock &m_clock;
    Millis m_at { 0 };
    std::function<void()> m_wake; ///< empty: not set
};

} // namespace Wf::Bench
