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

} // namespace Wf
