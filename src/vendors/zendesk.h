// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Zendesk {

/// How bad an open incident is by its words alone: impact critical, major or minor, and "partial" or "outage" in
/// its title; the worse of both. A partial outage is a partial one. An impact that is none of these is degraded.
[[nodiscard]] Reading normalizeIncident(QStringView impact, QStringView title);

/// Zendesk's api/ssp/incidents.json (JSON:API). The marks `outage` and `degradation` decide where they are there,
/// else the words. Services are components. The list of services (services.json) says nothing of their state and
/// is refused.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Zendesk
