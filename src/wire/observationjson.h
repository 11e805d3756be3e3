// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/detected.h"
#include "domain/servicestate.h"
#include "wire/values.h"

/// What a vendor's page says, as the API shows it.
namespace Wf::Wire {

[[nodiscard]] QJsonArray vendorIncidents(const std::vector<Domain::VendorIncident> &incidents);
[[nodiscard]] QJsonArray components(const std::vector<Domain::Component> &components);

/// One reading of a page by itself: {"status", "detail", "health", "reason", "maintenance", "page", "incidents",
/// "maintenances", "components", "warnings"}. Incidents carry their updates. `health` is that of a monitor which
/// saw nothing else before.
[[nodiscard]] QJsonObject observation(const Domain::Observation &observation);

/// {"found", "kind", "url", "name", "sentence", "moved_to", "steps", "preview"}; preview is an observation(), null
/// where nothing was found.
[[nodiscard]] QJsonObject detection(const Domain::Detection &detection);

} // namespace Wf::Wire
