// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/maintenance.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    bool isGoingOn(const VendorMaintenance &maintenance)
    {
        return maintenance.state == MaintenanceState::InProgress
            || maintenance.state == MaintenanceState::Verifying;
    }
} // namespace

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

std::optional<Millis> MaintenanceRow::overrun(Instant now) const
{
    if (!lateAt || !plannedUntil)
        return std::nullopt;
    return std::max(endedAt.value_or(now), *lateAt) - *plannedUntil;
}

MaintenanceRow follow(MaintenanceRow row, const VendorMaintenance &seen, const ReadingTime &time)
{
    const bool begun = std::max(row.maintenance.state, seen.state) != MaintenanceState::Scheduled;
    if (!begun || !row.plannedUntil)
        row.plannedUntil = seen.scheduledUntil;
    row.maintenance = seen;
    if (seen.state == MaintenanceState::Completed) {
        if (!row.endedAt)
            row.endedAt = time.goneAt;
        return row;
    }
    row.endedAt.reset();
    if (isGoingOn(seen) && row.plannedUntil && !row.lateAt && time.at - *row.plannedUntil > kOverrunTolerance)
        row.lateAt = time.at;
    return row;
}

MaintenanceRow vanish(MaintenanceRow row, Instant goneAt)
{
    row.vanished = true;
    if (!row.endedAt)
        row.endedAt = goneAt;
    return row;
}

} // namespace Wf::Domain
