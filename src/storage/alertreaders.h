// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"
#include "storage/database.h"

namespace Wf::Storage {

[[nodiscard]] Result<Ports::AlertPage> readAlerts(Database &database, const Ports::AlertQuery &query);
/// The last `most` of one incident, oldest first. Inside a transaction of the caller.
[[nodiscard]] Result<std::vector<Ports::AlertEntry>> readAlertsOf(Database &database, qint64 incident, int most);

} // namespace Wf::Storage
