// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Auth0 {

/// Auth0's status page: the data of its page (_next/data/…/index.json), by itself or in its web page. Every region
/// is listed with its incidents; a component is an environment of a region ("US-1 / Production"). Impacts are the
/// words of Statuspage.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Auth0
