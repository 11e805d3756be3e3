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

    bool operator==(const MaintenanceRow &) const = default;
};

} // namespace Wf::Domain
