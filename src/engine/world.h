// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/connectivity.h"
#include "domain/graph.h"
#include "domain/history.h"
#include "domain/maintenance.h"
#include "domain/servicestate.h"
#include "domain/silence.h"
#include "ports/snapshot.h"
#include "ports/store.h"

#include <deque>
#include <map>

namespace Wf::Engine {

/// All that is remembered of one service while the engine runs.
struct Entry {
    Domain::Service service;
    Domain::ServiceState state;
    std::vector<Domain::MonitorState> monitors; ///< in the order of service.monitors
    std::vector<Domain::Interval> history; ///< last 91 days, oldest first
    Shared<Domain::Incident> incident; ///< that goes on; null: none
    QString explainedBy; ///< name of its probable root cause, while that one is in trouble
    QString silencedBy; ///< what keeps its alerts silent, in words; empty: nothing
    int turns = 0; ///< changes of status, while it goes up and down; 0: it does not
    std::vector<Domain::Sighting> sightings; ///< last 91 days and what goes on, by id
    quint64 sightingsChange = 0; ///< grows with every change of them
    std::vector<Domain::PublishedIncident> published; ///< go on or ended within kPublishedLinger, by id
    QString impact; ///< statement of the latest status event; empty when operational
    bool broken = false; ///< none of its pollers sees anything, whatever a person says
    bool silencedHealth = false; ///< broke while we were offline: its return is no news either
};

/// True when the service is polled and every one of its pollers is broken.
[[nodiscard]] bool cannotSee(const Entry &entry);

/// Nobody watched for long before `now`: what began or ended since `before` succeeded did so at an unknown time.
[[nodiscard]] bool wasAway(const Domain::MonitorState &before, const Domain::MonitorSpec &spec, Instant now);

/// What an alert policy may ask of a service; without the status.
[[nodiscard]] Domain::AlertFacts factsOf(const Entry &entry);

/// Where a monitor stands, and the host that it asks.
struct MonitorRef {
    Entry *entry = nullptr;
    size_t position = 0;
    QString host;

    [[nodiscard]] Domain::MonitorState &state() const { return entry->monitors[position]; }
    [[nodiscard]] const Domain::MonitorSpec &spec() const { return entry->service.monitors[position]; }
};

/// A vendor's maintenance is told apart by the service that it touches and the vendor's own id.
using MaintenanceKey = std::pair<ServiceId, QString>;

/// The engine's whole mutable state: one thread, no locks.
struct World {
    std::shared_ptr<const Domain::Catalogue> catalogue = std::make_shared<Domain::Catalogue>();
    std::shared_ptr<const Domain::Graph> graph = std::make_shared<Domain::Graph>(Domain::Catalogue {});
    std::map<ServiceId, Entry> entries; ///< watched services; retired ones are not here
    std::deque<Domain::Event> timeline; ///< newest first
    QHash<MonitorId, MonitorRef> monitors;
    std::map<MonitorId, Ports::HeartbeatRow> heartbeats; ///< of the catalogue
    QHash<MonitorId, Domain::TrafficDay> traffic; ///< of the pages
    QHash<MonitorId, Shared<Domain::Detection>> moved; ///< what became of pages that cannot be read any more
    QHash<MonitorId, Shared<std::vector<Ports::RecentRun>>> recent; ///< last runs of the active checks
    QHash<MonitorId, Instant> nextAsk; ///< when each polled monitor is asked next
    std::map<MaintenanceKey, Domain::MaintenanceRow> maintenances; ///< not vanished
    std::vector<Domain::Silence> silences; ///< not over
    std::vector<Domain::MaintenancePlan> plans; ///< own maintenances that are not over, of files and of people
    Domain::ConnectivityState connectivity;
    qint64 lastEventId = 0;
    qint64 lastAlertId = 0;
    qint64 lastOutboxId = 0;
    qint64 lastMaintenanceId = 0;
    qint64 lastSightingId = 0;
    qint64 lastPublishedId = 0;
    qint64 lastNoteId = 0;
    qint64 lastSilenceId = 0;
    qint64 lastPlanId = 0;

    [[nodiscard]] Entry *find(const ServiceId &id);
    [[nodiscard]] const Entry *find(const ServiceId &id) const;
    [[nodiscard]] bool isOffline() const { return connectivity.connectivity == Domain::Connectivity::Offline; }
    /// Gives the event its id and puts it on the timeline, which is bounded.
    Domain::Event &record(Domain::Event event);
};

/// Extends the service's history to what its state says at `now`, and notes the change for the store. After a gap
/// or blindness nothing counts as seen before a poll has succeeded.
void extendHistory(World &world, Entry &entry, Instant now, Ports::CommitBatch &batch);
/// Nobody watched from `at` on: closes the open intervals of all polled services there.
void closeHistories(World &world, Instant at, Ports::CommitBatch &batch);

/// The service as its monitors, people and own maintenances make it at `now`.
[[nodiscard]] Domain::ServiceState stateOf(const World &world, const Entry &entry, Instant now);

/// Brings the world to a catalogue: stored or running services are kept, new ones begin, missing ones are retired.
void adoptCatalogue(World &world, std::shared_ptr<const Domain::Catalogue> catalogue,
    const Ports::StoredWorld *stored, Instant now, Ports::CommitBatch &batch);

} // namespace Wf::Engine
