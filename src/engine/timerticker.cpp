// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/timerticker.h"

#include <algorithm>

namespace Wf::Engine {

TimerTicker::TimerTicker()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        // The callback may ask for the next wake-up, which replaces itself.
        const std::function<void()> wake = m_wake;
        wake();
    });
}

void TimerTicker::wakeIn(Millis delay, std::function<void()> wake)
{
    m_wake = std::move(wake);
    m_timer.start(std::clamp<Millis>(delay, Millis { 0 }, std::chrono::hours { 24 }));
}

void TimerTicker::cancel()
{
    m_timer.stop();
}

} // namespace Wf::Engine
