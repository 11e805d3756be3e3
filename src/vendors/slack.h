// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Slack {

/// incident.type of an open entry: outage, incident, notice, maintenance. Any other type is degraded: something is
/// open, and the vendor does not say how bad it is.
[[nodiscard]] Reading normalizeType(QStringView word);

/// Slack's api/v2.0.0/current, or the list of api/v2.0.0/history where the address leads there. A list without an
/// active entry is operational; an object is so when it says "ok" and lists none. Services are components.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Slack
