// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/virtualtime.h"

#include <algorithm>
#include <utility>

namespace Wf::Bench {

VirtualClock::VirtualClock(Instant start, std::function<bool()> mayJump)
    : m_start(start)
    , m_mayJump(std::move(mayJump))
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(0);
    QObject::connect(&m_idle, &QTimer::timeout, &m_idle, [this] { jump(); });
}

void VirtualClock::jump()
{
    VirtualTicker *next = nullptr;
    for (VirtualTicker *ticker : m_tickers) {
        if (ticker->m_wake && (!next || ticker->m_at < next->m_at))
            next = ticker;
    }
    if (!next)
        return;
    if (!m_mayJump())
        return m_idle.start();
    m_passed = std::max(m_passed, next->m_at);
    m_idle.start();
    std::exchange(next->m_wake, nullptr)();
}

VirtualTicker::VirtualTicker(VirtualClock &clock)
    : m_clock(clock)
{
    m_clock.m_tickers.push_back(this);
}

void VirtualTicker::wakeIn(Millis delay, std::function<void()> wake)
{
    m_at = m_clock.m_passed + std::max(delay, Millis { 0 });
    m_wake = std::move(wake);
    m_clock.m_idle.start();
}

} // namespace Wf::Bench
