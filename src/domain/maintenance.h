// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

#include <span>

namespace Wf::Domain {

/// A maintenance whose end nobody told is believed for this long after its start.
constexpr Millis kOpenEndedMaintenance = std::chrono::hours { 24 };

/// Scheduled, in progress or verifying, begun, and not over (bounded when its end is unknown).
[[nodiscard]] bool isActive(const VendorMaintenance &maintenance, Instant now);
[[nodiscard]] bool anyActive(std::span<const VendorMaintenance> maintenances, Instant now);

/// A maintenance as remembered for a service.
struct MaintenanceRow {
    qint64 id = 0;
    ServiceId service;
    VendorMaintenance maintenance;
    bool vanished = false; ///< no longer listed by the vendor: over
    std::optional<Instant> plannedUntil {}; ///< the end as it was announced before it began; nothing: none was
    /// First reading after `plannedUntil` (and kOverrunTolerance) that still showed it going on.
    std::optional<Instant> lateAt {};
    std::optional<Instant> endedAt {}; ///< the first reading that showed it over; nothing: none did

    /// How long it lasted beyond its announced end, until now when it goes on; nothing: it did not.
    [[nodiscard]] std::optional<Millis> overrun(Instant now) const;
    bool operator==(const MaintenanceRow &) const = default;
};

/// People close a maintenance a little after it is over: that is no overrun.
constexpr Millis kOverrunTolerance = std::chrono::minutes { 5 };

/// `row` after its page was read and says `seen` of it. The vendor may move the announced end until the
/// maintenance has begun; after that it overruns.
[[nodiscard]] MaintenanceRow follow(MaintenanceRow row, const VendorMaintenance &seen, const ReadingTime &time);
/// The page lists it no more.
[[nodiscard]] MaintenanceRow vanish(MaintenanceRow row, Instant goneAt);

} // namespace Wf::Domain
