// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Adobe {

/// severity of an open event: Trivial, Potential, Minor, Major, Critical.
[[nodiscard]] Reading normalizeSeverity(QStringView word);

/// Adobe's StatusEvents: the incidents and maintenances of about forty days, by product. An incident is open for a
/// product that has no end. Components are products; the document names only those that something was published
/// about.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Adobe
