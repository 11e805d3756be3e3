// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Concur {

/// The banner of SAP Concur (open.concur.com/api/v3/banner): shown while something is wrong, with one sentence and
/// no components. Its own list of incidents is 23 MB, which nobody should fetch.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Concur
