// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"
#include "storage/database.h"

/// Questions. Each sees one consistent state of the database and blocks no writer.
namespace Wf::Storage {

[[nodiscard]] Result<Ports::StoredWorld> readWorld(Database &database, Instant now);
[[nodiscard]] Result<Ports::EventPage> readEvents(Database &database, const Ports::EventQuery &query);
/// All that touches [from, to), oldest first.
[[nodiscard]] Result<std::vector<Domain::Interval>> readHistory(
    Database &database, const Ports::HistoryQuery &query);

} // namespace Wf::Storage
