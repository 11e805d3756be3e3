// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/ticker.h"

#include <QTimer>

namespace Wf::Engine {

/// The real ticker: a timer of the thread that it was made in.
class TimerTicker final : public Ports::Ticker {
public:
    TimerTicker();
    void wakeIn(Millis delay, std::function<void()> wake) override;
    void cancel() override;

private:
    QTimer m_timer;
    std::function<void()> m_wake;
};

} // namespace Wf::Engine
