// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/time.h"
#include "domain/silence.h"
#include "ports/results.h"

namespace Wf::Engine {

/// What the engine is told once, at start or on a reload.
struct EngineOptions {
    Domain::AlertPolicy policy = Domain::defaultPolicy();
    QStringList channels; ///< that are defined, beside the built-in ones
    std::vector<Domain::MaintenancePlan> plans; ///< own maintenances of the files
    ServiceId ssoBroker; ///< empty: none
    bool healthWebhook = false; ///< poller-health notices have a Slack webhook of their own
    QString postmortems; ///< folder of the drafts; empty: none are written
    Millis eventRetention { 0 }; ///< 0 keeps for ever
    Millis alertRetention { 0 };
    Millis retentionInterval { std::chrono::hours { 168 } };
    Millis heartbeatInterval { std::chrono::seconds { 15 } };
    Millis upkeepInterval { std::chrono::minutes { 5 } }; ///< results are summed up so often
    QString pingKey; ///< of the slug addresses; empty: there are none
    bool pingCreates = false; ///< an unknown slug may make a heartbeat when the caller asks for it
    int pingBodyLimit = Domain::kMostPingBody; ///< bytes of a ping's body that are kept
    Ports::ResultLimits results; ///< how long results and pings are kept

    bool operator==(const EngineOptions &) const = default;
};

} // namespace Wf::Engine
