// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

#include <QHash>
#include <QString>

namespace Wf::Domain {

enum class Connectivity : quint8 { Online = 0, Offline = 1 };

/// Judges from the last outcome per host whether it is us: when most hosts (at least three of them, or all where
/// fewer are watched) fail with transport errors at once. One host that answers, anything at all, is proof of a
/// link.
struct ConnectivityState {
    struct Host {
        bool reached = true;
        Instant at {};
    };
    QHash<QString, Host> hosts;
    Connectivity connectivity = Connectivity::Online;
    std::optional<Instant> since;
};

struct ConnectivityStep {
    ConnectivityState state;
    bool changed = false;
};
/// `reached` = the host gave any answer, an HTTP error included. `window` = outcomes older than this do not count.
[[nodiscard]] ConnectivityStep noteOutcome(
    const ConnectivityState &state, const QString &host, bool reached, Instant now, Millis window);

/// A gap between two ticks that were meant to be `expected` apart: asleep or the clock was set.
enum class Gap : quint8 { None, Slept, ClockJumpedAhead, ClockJumpedBack };
/// Wall and monotonic time that passed since the last tick.
[[nodiscard]] Gap classifyGap(Millis wall, Millis monotonic, Millis expected);

} // namespace Wf::Domain
