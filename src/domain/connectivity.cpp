// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/connectivity.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr qsizetype kEnoughHosts = 3;
    constexpr Millis kLateFloor = Seconds { 30 };
    constexpr Millis kBackTolerance = Seconds { 1 };
    constexpr Millis kLongestSleep = std::chrono::days { 31 };

    std::optional<Instant> lastReached(const QHash<QString, ConnectivityState::Host> &hosts)
    {
        std::optional<Instant> latest;
        for (const auto &host : hosts) {
            if (host.reached)
                latest = std::max(latest.value_or(host.at), host.at);
        }
        return latest;
    }

    // Hosts that failed inside the window and since the last sign of life of any of them.
    qsizetype failingHosts(const QHash<QString, ConnectivityState::Host> &hosts, Instant now, Millis window)
    {
        const auto proof = lastReached(hosts);
        return std::count_if(hosts.begin(), hosts.end(), [&](const ConnectivityState::Host &host) {
            return !host.reached && now - host.at <= window && (!proof || host.at >= *proof);
        });
    }

    bool isOnThisComputer(const QString &host)
    {
        return host == QLatin1String("localhost") || host.startsWith(QLatin1String("127."))
            || host == QLatin1String("::1") || host.endsWith(QLatin1String(".localhost"));
    }

    bool looksOffline(const QHash<QString, ConnectivityState::Host> &hosts, Instant now, Millis window)
    {
        const qsizetype failing = failingHosts(hosts, now, window);
        return failing >= kEnoughHosts && failing * 2 > hosts.size();
    }
} // namespace

ConnectivityState watchHosts(const ConnectivityState &state, const QStringList &hosts)
{
    ConnectivityState next { .connectivity = state.connectivity, .since = state.since };
    next.outside = !std::all_of(hosts.begin(), hosts.end(), isOnThisComputer);
    for (const auto &host : hosts) {
        if (!next.outside || !isOnThisComputer(host))
            next.hosts.insert(host, state.hosts.value(host));
    }
    return next;
}

ConnectivityStep noteOutcome(
    ConnectivityState state, const QString &host, bool reached, Instant now, Millis window)
{
    const Connectivity before = state.connectivity;
    ConnectivityStep step { std::move(state), false };
    if (step.state.outside && isOnThisComputer(host))
        return step;
    step.state.hosts.insert(host, { reached, now });
    // What is offline stays so until somebody answers: failures that grow old prove nothing.
    if (reached)
        step.state.connectivity = Connectivity::Online;
    else if (looksOffline(step.state.hosts, now, window))
        step.state.connectivity = Connectivity::Offline;
    step.changed = step.state.connectivity != before;
    if (step.changed)
        step.state.since = now;
    return step;
}

bool suspectsOffline(const ConnectivityState &state, Instant now, Millis window)
{
    return state.connectivity == Connectivity::Online && failingHosts(state.hosts, now, window) >= kEnoughHosts;
}

Gap classifyGap(Millis wall, Millis monotonic, Millis expected)
{
    const Millis late = std::max(kLateFloor, 2 * expected);
    if (wall < -kBackTolerance || monotonic - wall > late)
        return Gap::ClockJumpedBack;
    if (wall - expected <= late)
        return Gap::None;
    return wall - monotonic > kLongestSleep ? Gap::ClockJumpedAhead : Gap::Slept;
}

} // namespace Wf::Domain
