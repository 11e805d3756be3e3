// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/tick.h"
#include "engine/world.h"

namespace Wf::Engine {

/// Keeps "who saw it first": when our own checks of a service failed, and when its vendor's page admitted it.
/// - Own: active checks. Vendor: pages that are polled. Heartbeats and what people say are neither.
/// - Only a beginning that was watched is a measurement: the monitor was seen well shortly before. A trouble that
///   was there at first sight, or that began while nobody watched or while work was announced, opens nothing.
/// - What is opened goes on over restarts and gaps, and ends when both sides are well, or when one of them is gone
///   or paused.
class SightingKeeper {
public:
    explicit SightingKeeper(World &world)
        : m_world(world)
    {
    }

    /// What a monitor saw, told before its state becomes `next`'s.
    void observe(const MonitorRef &monitor, const Domain::Observation &observation, const Domain::Advance &next,
        Instant now);
    /// After the service was put together anew.
    void follow(Entry &entry, Tick &tick);
    /// The catalogue changed.
    void followAll(Tick &tick);
    /// What it says now nobody saw: it begins anew, or a person said it.
    void forget(const MonitorId &monitor) { m_watched.insert(monitor, {}); }

private:
    struct Trouble {
        Instant at {}; ///< first seen, or dated back by the vendor
        bool measured = false;
    };
    struct Watched {
        std::optional<Instant> clearAt {}; ///< last poll that showed no trouble
        std::optional<Instant> gapAt {}; ///< first poll of the trouble after nobody watched
        std::optional<Trouble> trouble {}; ///< a confirmed one
    };
    struct Reading {
        Domain::Sides sides {};
        bool measured = true; ///< on every side that is in trouble
        bool hidden = false; ///< a trouble that we cannot see now: nobody knows whether it is over
    };
    struct Side;

    Watched &watch(const Domain::MonitorState &before);
    [[nodiscard]] Reading read(const Entry &entry, Instant now) const;
    void addSide(Reading &reading, std::optional<Instant> &since, const Side &side) const;
    void keep(Entry &entry, const Domain::Sighting &sighting, Tick &tick);

    World &m_world;
    QHash<MonitorId, Watched> m_watched; ///< of services that both sides watch
};

/// It has a vendor's page and an own check, paused or not.
[[nodiscard]] bool hasBothSides(const Domain::Service &service);
/// What is open ends here: the service is watched no more, or not by both.
void endSighting(Entry &entry, Instant now, Ports::CommitBatch &batch);

} // namespace Wf::Engine
