// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"
#include "storage/database.h"

/// Questions about incidents. Each sees one consistent state of the database and blocks no writer.
namespace Wf::Storage {

[[nodiscard]] Result<Ports::IncidentPage> readIncidents(Database &database, const Ports::IncidentQuery &query);
[[nodiscard]] Result<Ports::IncidentStory> readStory(Database &database, qint64 incident);
[[nodiscard]] Result<std::vector<Domain::Report>> readReports(Database &database, const Ports::ReportQuery &query);
/// What may go on: open ones, and those that closed within the last day; by id. Inside a transaction of the
/// caller.
[[nodiscard]] Result<std::vector<Domain::Incident>> readLateIncidents(Database &database, Instant now);

} // namespace Wf::Storage
