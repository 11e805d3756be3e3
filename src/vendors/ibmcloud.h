// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::IbmCloud {

/// sev of an open incident: 1 a major outage, 2 a partial one, 3 and 4 degraded.
[[nodiscard]] Reading normalizeSeverity(QStringView word);

/// IBM Cloud's getEnhancedStatus. Components are its resources ("is-vpc", "Virtual Private Cloud"), and those in
/// trouble also by region ("us-south / Virtual Private Cloud"). Announcements, release notes and bulletins are no
/// incidents.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::IbmCloud
