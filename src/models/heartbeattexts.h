// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/monitortexts.h"
#include "ports/results.h"

namespace Wf::Models {

/// How a heartbeat is shown at `now`: on time operational, late degraded, down what its service is then, new and
/// paused unknown.
[[nodiscard]] Domain::Display shownBeat(const Ports::MonitorRow &monitor, Instant now);
/// "Up", "Late", "Down", "New", "Paused", with "running" while a run has not ended.
[[nodiscard]] QString beatText(const Ports::MonitorRow &monitor, Instant now);
[[nodiscard]] RowState beatState(const Ports::MonitorRow &monitor, Instant now);
/// "in 12 min", "14 min overdue", "running for 3 min"
[[nodiscard]] QString nextPingText(const Ports::MonitorRow &monitor, Instant now);
/// "success", "failure, exit status 3", "start", …
[[nodiscard]] QString pingText(const Domain::Ping &ping);
/// The shape that stands for it; nothing for one that ends no run.
[[nodiscard]] std::optional<Domain::Display> displayOf(Domain::PingKind kind);
/// Durations of the runs that these pings ended, oldest first; `pings` newest first.
[[nodiscard]] Spark durationBars(const std::vector<Ports::PingRow> &pings);
/// "the last 24 runs took 4 min to 6 min"
[[nodiscard]] QString durationText(const std::vector<Ports::PingRow> &pings);

/// Its address under the API ("http://127.0.0.1:8000"); without one only the path.
[[nodiscard]] QString pingAddress(const QString &api, const Ports::HeartbeatView &heartbeat);
/// One line for the end of a job.
[[nodiscard]] QString curlLine(const QString &address);

} // namespace Wf::Models
