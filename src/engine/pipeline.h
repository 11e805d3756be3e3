// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/options.h"
#include "engine/publishedkeeper.h"
#include "engine/sightingkeeper.h"
#include "engine/tick.h"
#include "engine/world.h"
#include "ports/session.h"

#include <QSet>

namespace Wf::Engine {

/// Applies observations and people's words to the world by the rules of the domain. Does no I/O and reads no
/// clock: the same world and the same input always give the same tick.
class Pipeline {
public:
    Pipeline(World &world, const EngineOptions &options)
        : m_world(world)
        , m_options(options)
        , m_sightings(world)
        , m_published(world)
    {
    }

    void observe(const std::vector<Domain::Observation> &observations, Tick &tick);
    [[nodiscard]] bool suspectsOffline(Instant now) const;
    /// NotFound, or Invalid with the field; otherwise whether the status changed and what it was.
    struct ManualResult {
        bool changed = false;
        Domain::Status previous = Domain::Status::Unknown;
    };
    [[nodiscard]] Result<ManualResult> setStatus(const Ports::ManualUpdate &update, Tick &tick);
    /// What the vendor's page told us by itself, as if it had been asked and were believed at once. False: nothing
    /// new.
    bool hearVendor(const Ports::VendorCall &call, Tick &tick);
    /// A monitor that is paused has no say; one that goes on begins anew, as unknown.
    void setPaused(const MonitorId &id, Ports::Pausing pausing, Tick &tick);
    /// The same, whether it was paused or not: what it said until now counts no more.
    void restart(const MonitorId &id, Ports::Pausing pausing, Tick &tick);
    /// Manual states whose time is over.
    void expireOverrides(Tick &tick);
    /// The catalogue changed: services whose monitors came or went are put together anew.
    void reconsider(Tick &tick);
    /// Copies what the tick changed into its batch; the last step before it is written.
    void seal(Tick &tick) const;

private:
    void noteConnectivity(const std::vector<Domain::Observation> &observations, Tick &tick);
    void remember(const Domain::Observation &observation, Tick &tick);
    void observeOne(const Domain::Observation &observation, Tick &tick);
    void sayWarnings(const ServiceId &service, const Domain::Observation &observation);
    struct Cause {
        QString source;
        const Ports::ManualUpdate *manual = nullptr;
    };
    void recombine(Entry &entry, const Cause &cause, Tick &tick);
    void noteStatusChange(Entry &entry, const Domain::ServiceState &before, const Cause &cause, Tick &tick);
    void noteHealthChange(Entry &entry, Tick &tick);
    void noteMaintenanceChange(
        const Entry &entry, const Domain::ServiceState &before, const Cause &cause, Tick &tick);
    [[nodiscard]] QString impactOf(const Entry &entry, const Domain::Transition &transition) const;

    World &m_world;
    const EngineOptions &m_options;
    SightingKeeper m_sightings;
    PublishedKeeper m_published;
    QSet<QString> m_said; ///< warnings that were logged already
};

} // namespace Wf::Engine
