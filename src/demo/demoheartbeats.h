// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "ports/store.h"

namespace Wf::Demo {

/// The jobs of the made-up company that tell when they ran, added to the services they belong to.
void addHeartbeats(std::vector<Domain::Service> &services);

/// How such a job stands at `now`, and its last pings: one is on time, one late, one missing, one running.
struct Beat {
    Ports::HeartbeatRow row;
    std::vector<Ports::PingRow> pings; ///< oldest first
};
[[nodiscard]] Beat beatOf(const Domain::MonitorSpec &monitor, Instant now);

} // namespace Wf::Demo
