// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/results.h"
#include "storage/database.h"

/// Heartbeats, the pings they got, and what was defined in the program.
namespace Wf::Storage {

// Inside a transaction of the caller.
[[nodiscard]] Result<void> writeHeartbeats(Database &database, const std::vector<Ports::HeartbeatRow> &heartbeats);
/// The pings of a dropped one go with the next upkeep.
[[nodiscard]] Result<void> dropHeartbeats(Database &database, const std::vector<MonitorId> &heartbeats);
[[nodiscard]] Result<void> writePings(Database &database, const std::vector<Ports::PingRow> &pings);
[[nodiscard]] Result<void> writeDefinitions(
    Database &database, const std::vector<Ports::DefinitionRow> &definitions);
[[nodiscard]] Result<void> dropDefinitions(Database &database, const QStringList &ids);

[[nodiscard]] Result<std::vector<Ports::HeartbeatRow>> readHeartbeats(Database &database);
[[nodiscard]] Result<std::vector<Ports::DefinitionRow>> readDefinitions(Database &database);
[[nodiscard]] Result<Ports::PingPage> readPings(Database &database, const Ports::PingQuery &query);
/// NotFound: no such ping is kept, or it had no body, or its body is too old.
[[nodiscard]] Result<QByteArray> readPingBody(Database &database, const MonitorId &monitor, qint64 number);

struct PingsCleared {
    qint64 dropped = 0;
    std::optional<qint64> next; ///< go on behind this monitor; nothing: all heartbeats were looked at
};
/// Looks at the first heartbeat behind monitor number `after`, drops at most 500 of its pings and 500 bodies.
/// Inside a transaction of the caller.
[[nodiscard]] Result<PingsCleared> clearPings(
    Database &database, qint64 after, const Ports::ResultLimits &limits, Instant now);

} // namespace Wf::Storage
