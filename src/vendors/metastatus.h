// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Metastatus {

/// "No known issues", "Minor disruptions", "Some disruptions", "Medium disruptions", "Major disruptions", "High
/// disruptions".
[[nodiscard]] Reading normalizePhrase(QStringView phrase);

/// The products of Meta for businesses (metastatus.com/data/orgs.json). Components are "Product / Service"; a
/// service's id is "product/number", for its number alone is not unique.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Metastatus
