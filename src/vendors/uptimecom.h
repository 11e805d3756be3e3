// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Uptimecom {

/// Uptime.com, the document that its page asks for itself (/statuspage/SLUG/…): components, groups with
/// subcomponents, open incidents and maintenances; and the list of incidents of its history page, which tells only
/// whether one is open.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Uptimecom
