// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Betterstack {

/// Better Stack, /index.json: the page with its resources in sections, its reports and their updates. Resources
/// that are not monitored decide nothing; a page of which only some resources are down is a partial outage.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Betterstack
