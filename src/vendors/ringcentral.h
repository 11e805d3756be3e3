// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::RingCentral {

/// Good, Informational, Minor, Major, Critical.
[[nodiscard]] Reading normalizeLevel(QStringView word);

/// RingCentral's list of services in regions: {category, service, region, level, alerts}. A component is a service
/// in its region ("US / Calling"); one of an unknown level, or of none, is unknown.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::RingCentral
