// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Statuspage {

/// component.status: operational, degraded_performance, partial_outage, major_outage, under_maintenance.
/// Letter case and outer white space do not matter.
[[nodiscard]] Reading normalizeComponent(QStringView word);
/// status.indicator: none, minor, major, critical, maintenance. Likewise.
[[nodiscard]] Reading normalizeIndicator(QStringView word);
/// incident.impact: the words of the indicator.
[[nodiscard]] Domain::Status normalizeImpact(QStringView word);

/// Atlassian Statuspage, API v2: summary.json, status.json or components.json. The page's own indicator is the
/// headline; groups are no leaves. Fails when the body is no object, or has neither a status nor components.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);
/// The same for a document that is taken apart already: products that speak Statuspage's format beside their own.
[[nodiscard]] tl::expected<Page, BadDocument> readSummary(const JsonObject &root);

} // namespace Wf::Vendors::Statuspage
