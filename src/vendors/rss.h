// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Rss {

/// Any feed of a status page, RSS 2.0 or Atom. An entry is open by its own word, else by its title; old ones are
/// not. A history feed of Statuspage can only say that something is open: degraded at most. Components are the
/// categories and the "Affected components" of all entries, open or not; no other can be chosen.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Rss
