// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Okta {

/// Category of an incident: Service Disruption, Service Degradation, Feature Disruption, Maintenance, Operational.
[[nodiscard]] Reading normalizeCategory(QStringView word);

/// The list of incidents that Okta's status page holds, by itself or in its web page. There is no other document:
/// Okta publishes no JSON of its own. Components are cells ("okta.com:7", or "OK7") and services of Okta
/// ("Workflows"). Open is what is not resolved.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Okta
