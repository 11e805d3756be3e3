// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

#include <span>

namespace Wf::Vendors::Google {

/// A part that a dashboard of Google can publish about: a product or a place.
struct Part {
    QStringView name;
    QStringView id; ///< empty where it is not known
};

/// Status of the newest update of an incident that has no end, any letter case: what contains "outage" is a major
/// outage, else what contains "disruption" a partial one (degraded where `severity` is low), anything else
/// degraded: the incident is open, whatever it is called.
[[nodiscard]] Reading normalizeUpdate(QStringView status, QStringView severity);

/// The list incidents.json of a dashboard of Google, newest first, with months of history. Open is what has no end
/// and is not AVAILABLE again. Components are the `known` parts and those that the list names in any incident; no
/// other can be chosen. `site` is where the links of incidents begin.
[[nodiscard]] tl::expected<Page, BadDocument> readIncidents(
    const ParseInput &input, const QString &name, std::span<const Part> known, const QString &site);

/// https://www.google.com/appsstatus/dashboard/incidents.json
[[nodiscard]] tl::expected<Page, BadDocument> readWorkspace(const ParseInput &input);
/// https://status.cloud.google.com/incidents.json; places are components too ("us-central1"), and both together
/// ("us-central1 / Apigee").
[[nodiscard]] tl::expected<Page, BadDocument> readCloud(const ParseInput &input);

} // namespace Wf::Vendors::Google
