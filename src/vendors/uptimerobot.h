// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::UptimeRobot {

/// UptimeRobot, /api/getMonitorList/KEY in its older ("psp") and newer ("data") form. Paused monitors decide
/// nothing; some monitors down is a partial outage of the page. A list of which only the first part came is
/// unknown as long as that part is well. The event feed (/api/getEventFeed/KEY) tells no status and is refused.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::UptimeRobot
