// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Cstate {

/// cState, /index.json: systems in categories with their open issues. The worst of the summary and of the systems
/// decides, for the summary knows of issues that no system has.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Cstate
