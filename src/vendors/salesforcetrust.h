// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::SalesforceTrust {

/// status of an instance: OK, INFORMATIONAL_*, MAINTENANCE_*, MINOR_INCIDENT_*, MAJOR_INCIDENT_*, each CORE or
/// NONCORE.
[[nodiscard]] Reading normalizeInstance(QStringView word);

/// Salesforce Trust, API v1: the list of incidents (incidents/active), the list of instances
/// (instances/status/preview), one instance (instances/{key}/status) or one product (products/{key}). Instances
/// and services are components; the list of incidents names only those in trouble. Instances that are not active
/// are left out, those that are no production decide nothing unless they are chosen.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::SalesforceTrust
