// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Microsoft365 {

/// status of Graph's service health, in any letter case: serviceOperational, serviceDegradation, …
[[nodiscard]] Reading normalizeHealth(QStringView word);
/// Status of a public post: Available, Operational, Service restored, and texts with "degradation",
/// "investigating" or "interruption" in them.
[[nodiscard]] Reading normalizePost(QStringView word);

/// Microsoft 365: Graph's healthOverviews or issues ({value}), the public posts of status.cloud.microsoft (one, or
/// a list by service), or the older index of portal.office.com ({Services}). Services are components. A first page
/// with more to come is unknown as long as it shows no trouble.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Microsoft365
