// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/connectivity.h"
#include "domain/outagereason.h"
#include "ports/store.h"

#include <set>

namespace Wf::Engine {

/// A service's status changed, as alerting needs it.
struct StatusChange {
    ServiceId service;
    Domain::Transition transition;
    qint64 eventId = 0;
    QString impact; ///< statement for people
};

/// A service went blind or can be seen again.
struct HealthChange {
    ServiceId service;
    Domain::HealthTransition transition;
    qint64 eventId = 0;
};

/// What is believed of an own check changed.
struct CheckChange {
    MonitorId monitor;
    Domain::Status from = Domain::Status::Unknown;
    Domain::Status to = Domain::Status::Unknown;
    std::optional<Domain::OutageReason> reason; ///< of trouble
};

struct HeartbeatFlip {
    MonitorId monitor;
    Domain::Flip flip;
};

/// A ping that told of a success.
struct Arrival {
    MonitorId monitor;
    enum class Punctuality : quint8 { OnTime, Late };
    Punctuality punctuality = Punctuality::OnTime;
};

/// One turn of the engine: everything that happened at `now` and has to be written together.
struct Tick {
    explicit Tick(Instant at)
        : now(at)
    {
    }

    Instant now;
    Ports::CommitBatch batch;
    std::vector<StatusChange> changes;
    std::vector<HealthChange> healthChanges;
    std::optional<Domain::Connectivity> connectivityChange;
    std::vector<CheckChange> checkChanges; ///< for counting, as the two below
    std::vector<HeartbeatFlip> flips;
    std::vector<Arrival> arrivals;
    std::set<ServiceId> maintained; ///< services whose maintenance began or ended
    std::set<ServiceId> touched; ///< services whose row in the snapshot is no longer true
    std::set<ServiceId> dirtyServices; ///< states to be written at the end of the turn
    std::set<MonitorId> dirtyMonitors;

    [[nodiscard]] bool hasTransition() const
    {
        return !changes.empty() || !healthChanges.empty() || connectivityChange;
    }
};

} // namespace Wf::Engine
