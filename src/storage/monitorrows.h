// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/servicestate.h"
#include "storage/database.h"

/// What is remembered of monitors: what changes with every poll, and apart from it the long lists of a vendor's
/// page.
namespace Wf::Storage {

/// Inserts or replaces by id; the lists are written when they differ from what is there. Inside a transaction of
/// the caller.
[[nodiscard]] Result<void> writeMonitorStates(Database &database, const std::vector<Domain::MonitorState> &states);
/// All, by id.
[[nodiscard]] Result<std::vector<Domain::MonitorState>> readMonitorStates(Database &database);
/// Removes monitors that are in no service and were not heard of since `before`, at most `limit`; answers how
/// many.
[[nodiscard]] Result<qint64> dropMonitorStates(Database &database, Instant before, int limit);

} // namespace Wf::Storage
