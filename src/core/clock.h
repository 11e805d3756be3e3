// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

namespace Wf {

/// The only door to the wall clock. Domain code never sees it: time is an argument there.
class Clock {
public:
    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual Instant now() const = 0;
    /// Never goes back; its zero means nothing; may or may not run while the computer sleeps.
    [[nodiscard]] virtual Millis monotonic() const = 0;
};

/// The computer's clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Millis monotonic() const override;
};

/// A clock that showed `start` when it was made and runs on from there: for demonstrations at a chosen time.
class ShiftedClock final : public Clock {
public:
    explicit ShiftedClock(Instant start);

    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Millis monotonic() const override;

private:
    SystemClock m_system;
    Millis m_shift;
};

} // namespace Wf
