// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Flashduty {

/// Flashduty, /api/widget/v1/summary.json, which lists only components in trouble and says how old it may grow: an
/// older one is refused. And /feed.rss, which tells only whether an incident is open.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Flashduty
