// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/results.h"
#include "storage/database.h"

namespace Wf::Storage {

/// A monitor that nobody knows has no results: that is no error.
[[nodiscard]] Result<Ports::ResultPage> readResults(Database &database, const Ports::ResultQuery &query);
[[nodiscard]] Result<Ports::ResultSummary> readSummary(Database &database, const Ports::SummaryQuery &query);

} // namespace Wf::Storage
