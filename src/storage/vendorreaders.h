// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"
#include "storage/database.h"

/// Questions about vendors.
namespace Wf::Storage {

[[nodiscard]] Result<Domain::VendorFacts> readVendorFacts(
    Database &database, const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks);
/// What may go on: open ones, and those that ended within kPublishedLinger; by id. Inside a transaction of the
/// caller.
[[nodiscard]] Result<std::vector<Domain::PublishedIncident>> readLatePublished(Database &database, Instant now);

} // namespace Wf::Storage
