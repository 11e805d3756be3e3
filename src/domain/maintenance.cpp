// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/maintenance.h"

#include <algorithm>

namespace Wf::Domain {

bool isActive(const VendorMaintenance &maintenance, Instant now)
{
    if (maintenance.state == MaintenanceState::Completed || maintenance.scheduledFor > now)
        return false;
    const Instant end = maintenance.scheduledUntil.value_or(maintenance.scheduledFor + kOpenEndedMaintenance);
    return now <= end;
}

bool anyActive(std::span<const VendorMaintenance> maintenances, Instant now)
{
    return std::any_of(
        maintenances.begin(), maintenances.end(), [now](const auto &each) { return isActive(each, now); });
}

} // namespace Wf::Domain
