// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/tick.h"
#include "engine/world.h"

namespace Wf::Engine {

/// Keeps what vendors publish: their incidents with what was changed of them later, and their maintenances. Only a
/// page that could be read tells anything: what cannot be seen goes on.
class PublishedKeeper {
public:
    explicit PublishedKeeper(World &world)
        : m_world(world)
    {
    }

    /// What a page said, told before its monitor's state becomes that.
    void observe(const MonitorRef &monitor, const Domain::Observation &observation, Tick &tick);
    /// The monitor begins anew or rests: what only it knew of was over when it was asked last. Told before its
    /// state is cleared.
    void forget(const MonitorRef &monitor, Tick &tick);
    /// The catalogue changed: where no page is left, nothing goes on.
    void followAll(Tick &tick);

private:
    void followIncidents(const MonitorRef &monitor, const Domain::PageReading &page, Tick &tick);
    void keep(Entry &entry, Domain::PublishedIncident incident, Tick &tick);
    void followMaintenances(const MonitorRef &monitor, const std::vector<Domain::VendorMaintenance> &listed,
        const Domain::ReadingTime &time, Tick &tick);
    void keepMaintenance(const ServiceId &service, const Domain::VendorMaintenance &maintenance,
        const Domain::ReadingTime &time, Tick &tick);

    World &m_world;
};

/// What goes on ends here: the service is watched no more, or has no vendor's page.
void endPublished(World &world, Entry &entry, Instant now, Ports::CommitBatch &batch);

} // namespace Wf::Engine
