// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/time.h"
#include "ports/results.h"

namespace Wf::Engine {

/// What the engine is told once, at start or on a reload.
struct EngineOptions {
    Millis dedupWindow { std::chrono::hours { 24 } };
    int correlationThreshold = 3;
    ServiceId ssoBroker; ///< empty: none
    bool globalWebhook = false; ///< a Slack webhook for alerts is configured
    bool pollerHealthWebhook = false; ///< a Slack webhook of its own for poller-health notices is configured
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
