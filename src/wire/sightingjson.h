// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"
#include "wire/values.h"

/// "Who saw it first": a vendor's page or our own checks, over the last 90 days.
namespace Wf::Wire {

/// median_lag_seconds, ours_first, vendor_first, only_ours, only_vendor, recent (newest first); null when there is
/// nothing to compare. Lags are positive when our checks were first.
[[nodiscard]] QJsonValue sightings(const Shared<Domain::SightingSummary> &summary);
/// GET /api/vendors: the hosts of status pages with their services, and the same figures of all of them together.
[[nodiscard]] QJsonObject vendors(const Ports::Snapshot &world);

} // namespace Wf::Wire
