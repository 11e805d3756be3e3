// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <functional>

namespace Wf::Ports {

/// Wakes the engine once, at the earliest asked-for moment. Tests turn it by hand.
class Ticker {
public:
    Ticker() = default;
    Ticker(const Ticker &) = delete;
    Ticker &operator=(const Ticker &) = delete;
    virtual ~Ticker() = default;

    /// Replaces the wake-up that is set; a delay of zero or less wakes in the next turn of the event loop.
    virtual void wakeIn(Millis delay, std::function<void()> wake) = 0;
    virtual void cancel() = 0;
};

} // namespace Wf::Ports
