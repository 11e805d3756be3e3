// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Cachet {

/// Cachet 1 and 2, /api/v1/components, /incidents, /schedules, /components/groups and /status, told apart by their
/// shape. Components decide; the status or the open incidents where there are none of them. Groups or schedules
/// alone tell no status and are refused.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);
/// The other documents for the address of components or of the status.
[[nodiscard]] std::vector<QUrl> companions(const QUrl &url);

} // namespace Wf::Vendors::Cachet
