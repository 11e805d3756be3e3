// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Sorryapp {

/// Sorry (SorryApp), /api/v1/status, /components and /notices, alone or together. Its words know no outage:
/// whatever is wrong is degraded.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);
/// Components and notices for the address of the status.
[[nodiscard]] std::vector<QUrl> companions(const QUrl &url);

} // namespace Wf::Vendors::Sorryapp
