// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <array>
#include <optional>

namespace Wf::Engine {

/// How many of the runs of the last day found the target up: this hour of UTC and the 23 before it.
class UptimeDay {
public:
    /// Runs of now: they take the place of what is there of any other day, a later one included, which only a
    /// clock that was set forward by mistake can have left.
    void add(Instant at, qint64 runs, qint64 up);
    /// Runs of before: refused when there is something of a later day.
    void recall(Instant at, qint64 runs, qint64 up);
    /// In per cent; nothing when there was no run. Hours after `now` do not count: see add().
    [[nodiscard]] std::optional<double> share(Instant now) const;

private:
    static constexpr qint32 kHours = 24;
    struct Slot { // there is one a check and hour: kept small
        qint32 hour = -kHours; ///< since 1970
        qint32 runs = 0;
        qint32 up = 0;
    };
    [[nodiscard]] Slot &slotOf(Instant at);

    std::array<Slot, kHours> m_slots;
};

} // namespace Wf::Engine
