// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Stripe {

/// up, degraded, down.
[[nodiscard]] Reading normalizeStatus(QStringView word);

/// Stripe's /current, or /current/full. The page's own word is the headline; services are components. In the full
/// form a service has no word but a warning: one that has a warning is as bad as the page, degraded at the least.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Stripe
