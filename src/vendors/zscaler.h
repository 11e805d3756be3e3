// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Zscaler {

/// Names of severities: Service Disruption, Service Degradation, Under Investigation; Informational, No Service
/// Impact and Security Advisory are notices.
[[nodiscard]] Reading normalizeSeverity(QStringView name);

/// The cloud status of one Zscaler cloud (trust.zscaler.com). Components are its services; posts that are in
/// progress are open.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Zscaler
