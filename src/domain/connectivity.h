// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace Wf::Domain {

enum class Connectivity : quint8 { Online = 0, Offline = 1 };

/// Judges from the last outcome per host whether it is us: when most hosts, and at least three of them, fail with
/// transport errors at once. One host that answers, anything at all, is proof of a link; where fewer than three
/// hosts are watched, their silence cannot be told from ours and stays theirs.
struct ConnectivityState {
    struct Host {
        bool reached = true;
        Instant at {};
    };
    QHash<QString, Host> hosts {};
    bool outside = false; ///< hosts elsewhere are watched: then those on this computer say nothing about the link
    Connectivity connectivity = Connectivity::Online;
    std::optional<Instant> since;
};

struct ConnectivityStep {
    ConnectivityState state;
    bool changed = false;
};
/// The hosts that are watched now: outcomes of those that stay are kept, the rest is forgotten. Call it with the
/// catalogue's hosts before the first outcome, or the first host that fails is taken for all of them.
[[nodiscard]] ConnectivityState watchHosts(const ConnectivityState &state, const QStringList &hosts);
/// `reached` = the host gave any answer, an HTTP error included. `window` = outcomes older than this do not count.
/// Offline needs failures that are newer than the last answer of any host; online is back with the first answer.
[[nodiscard]] ConnectivityStep noteOutcome(
    ConnectivityState state, const QString &host, bool reached, Instant now, Millis window);

/// Three hosts failed since any of them last answered: not yet a verdict, but a reason to ask the others at once.
[[nodiscard]] bool suspectsOffline(const ConnectivityState &state, Instant now, Millis window);

/// A gap between two ticks that were meant to be `expected` apart: asleep or the clock was set.
enum class Gap : quint8 { None, Slept, ClockJumpedAhead, ClockJumpedBack };
/// Wall and monotonic time that passed since the last tick. With late = max(30 s, 2·expected):
/// - ClockJumpedBack: the wall went back by more than 1 s, or lags the monotonic clock by more than `late`;
/// - None: not more than `late` behind the plan;
/// - ClockJumpedAhead: the wall is more than 31 days ahead of the monotonic clock (no laptop sleeps that long: the
///   clock had been wrong);
/// - Slept: everything else, whether the monotonic clock ran while asleep or stood still.
[[nodiscard]] Gap classifyGap(Millis wall, Millis monotonic, Millis expected);

} // namespace Wf::Domain
