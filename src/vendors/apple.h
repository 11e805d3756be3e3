// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Apple {

/// statusType of an event that goes on: Issue, Performance, Outage, Maintenance; degraded where there is none. An
/// outage of some users only is a partial one.
[[nodiscard]] Reading normalizeEvent(QStringView type, QStringView usersAffected);

/// Apple's system_status_….js: JSON, or JSONP ("jsonCallback({…});"). Services are components; events that are
/// over, or still to come, say nothing of how they are.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Apple
