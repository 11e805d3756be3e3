// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Statusio {

/// Status.io, /1.0/status/PAGE: systems as groups, their containers (regions and the like) as components with the
/// id "SYSTEM/CONTAINER". The page's own code is the headline. A maintenance that is listed past its planned end
/// no longer counts.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Statusio
