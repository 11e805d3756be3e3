// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Site24x7 {

/// Site24x7 StatusIQ, the RSS feed of the page (/rss, /feed): one entry for each component, "NAME - STATUS"; the
/// newest entry of a component decides.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Site24x7
