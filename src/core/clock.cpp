// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "core/clock.h"

namespace Wf {

Instant SystemClock::now() const
{
    return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

Millis SystemClock::monotonic() const
{
    return std::chrono::floor<Millis>(std::chrono::steady_clock::now().time_since_epoch());
}

ShiftedClock::ShiftedClock(Instant start)
    : m_shift(start - m_system.now())
{
}

Instant ShiftedClock::now() const
{
    return m_system.now() + m_shift;
}

Millis ShiftedClock::monotonic() const
{
    return m_system.monotonic();
}

} // namespace Wf
