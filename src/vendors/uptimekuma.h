// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::UptimeKuma {

/// Uptime Kuma: the heartbeats of a status page (/api/status-page/heartbeat/SLUG), whose newest decide, together
/// with the page (/api/status-page/SLUG), which has names, groups, incidents and maintenances. Heartbeats alone
/// are enough; the page alone tells no status and is refused. Some monitors down is a partial outage of the page.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);
/// The heartbeats for the address of the page, and the other way round.
[[nodiscard]] std::vector<QUrl> companions(const QUrl &url);

} // namespace Wf::Vendors::UptimeKuma
