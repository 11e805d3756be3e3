// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/page.h"

#include "core/time.h"

namespace Wf::Vendors {

/// What a page says about the selected components (none: about the whole page) at that time. Without a selection
/// the headline decides, or the worst leaf where there is none; with one, the worst selected leaf. Incidents and
/// maintenances are those that touch the selection or name no component at all. Fails with Failure::Selector when
/// a selector matches nothing, with Failure::Unmapped when the word that decides is not known.
[[nodiscard]] Domain::Observation observe(const Page &page, const QStringList &selectors, Instant now);

} // namespace Wf::Vendors
