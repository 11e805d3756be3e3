// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Incidentio {

/// incident.io, four documents told apart by their shape: the copy of Statuspage's summary (/api/v2/summary.json),
/// the widget's summary (/api/v1/summary), the summary that the page itself uses (/proxy/HOST), and a list of
/// incidents and maintenances (/proxy/HOST/incidents). Fails for a page that only leads to sub-pages.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Incidentio
