// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/event.h"
#include "domain/graph.h"

namespace Wf::Domain {

/// Changes of status that followed each other closely: probably one trouble of several services.
struct EventCluster {
    ServiceId rootCause {}; ///< the one that most others in it depend on directly; empty: nobody on nobody
    Status severity = Status::Unknown; ///< the worst new status
    Instant startedAt {};
    Instant endedAt {};
    std::vector<ServiceId> services {}; ///< each once, in the order of their first change
    std::vector<Event> events {}; ///< newest first

    bool operator==(const EventCluster &) const = default;
};

/// Groups changes of status, in any order: one that comes more than `window` after the one before begins a new
/// cluster. What a service said first after it was unknown and well is no news and left out, as is what is no
/// change of status. Of several possible root causes the one that changed first, then by id. Newest cluster first.
[[nodiscard]] std::vector<EventCluster> clusterEvents(
    std::vector<Event> events, Millis window, const Graph &graph);

} // namespace Wf::Domain
