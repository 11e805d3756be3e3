// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/schedulepattern.h"

#include <QTimeZone>

namespace Wf::Domain {

/// What becomes of a wall time that is skipped when the clocks go forward.
enum class GapRule : quint8 {
    Dropped, ///< that run does not take place
    FirstMinuteAfter, ///< it takes place in the first minute that exists after the gap
};
/// What becomes of a wall time that comes twice when the clocks go back.
enum class FoldRule : quint8 {
    BothPasses,
    FirstPass,
    /// The first one; who asks from inside the second pass is already living in it and gets its times.
    FirstPassUnlessInside,
};
/// How far ahead is searched.
enum class Horizon : quint8 {
    FiftyYears, ///< to the end of the 50th year after the one asked from
    Year2200, ///< to the end of 2199
};

/// When a wall time pattern comes true in a zone.
struct WallRule {
    WallPattern pattern;
    QTimeZone zone = QTimeZone::utc();
    GapRule gap = GapRule::Dropped;
    FoldRule fold = FoldRule::BothPasses;
    Horizon horizon = Horizon::FiftyYears;

    bool operator==(const WallRule &) const = default;
};

/// The first run strictly after `after`, on a whole second; nothing when there is none within the horizon.
[[nodiscard]] std::optional<Instant> nextRun(const WallRule &rule, Instant after);

} // namespace Wf::Domain
