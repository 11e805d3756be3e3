// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::JsonRules {

/// Any JSON, by the rules of the monitor (domain/pagerules.h). The page's own word is the headline; without rules
/// for it the worst component decides, and with neither the worst open incident: none is open = operational, one
/// whose impact the rules do not read = degraded. Fails without rules, when the status is not there or no word,
/// and when a list that is not optional is not there.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::JsonRules
