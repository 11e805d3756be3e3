// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Statuspage {

/// What one word of the vendor means. Maintenance reads as degraded with `maintenance` set; an unknown word (the
/// empty one too) as Unknown.
struct Reading {
    Domain::Status status = Domain::Status::Unknown;
    bool maintenance = false;

    bool operator==(const Reading &) const = default;
};

/// component.status: operational, degraded_performance, partial_outage, major_outage, under_maintenance.
/// Letter case and outer white space do not matter.
[[nodiscard]] Reading normalizeComponent(QStringView word);
/// status.indicator: none, minor, major, critical, maintenance. Likewise.
[[nodiscard]] Reading normalizeIndicator(QStringView word);
/// incident.impact: the words of the indicator.
[[nodiscard]] Domain::Status normalizeImpact(QStringView word);

/// Atlassian Statuspage, API v2: summary.json, status.json or components.json. Without a selection the page's own
/// indicator decides, or the worst leaf component where there is no indicator; with one, the worst selected leaf:
/// major > partial > degraded > unknown > maintenance > operational. Groups are never counted themselves.
[[nodiscard]] Domain::Observation parse(const ParseInput &input);

} // namespace Wf::Vendors::Statuspage
