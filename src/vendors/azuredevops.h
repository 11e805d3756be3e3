// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::AzureDevOps {

/// healthy, advisory, degraded, unhealthy.
[[nodiscard]] Reading normalizeHealth(QStringView word);

/// Azure DevOps' _apis/status/health. A component is a service in a geography ("Boards / Europe"). A page that
/// calls itself degraded has a partial outage when several geographies are so.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::AzureDevOps
