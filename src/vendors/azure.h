// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Azure {

/// The feed of Azure's status page, which holds what is open alone: it is empty while all is well. An entry that
/// speaks of an outage is a partial one, any other degraded. Components are the services and regions that entries
/// name; of others nothing is published.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Azure
