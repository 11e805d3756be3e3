// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "domain/connectivity.h"
#include "domain/detected.h"
#include "domain/event.h"
#include "domain/graph.h"
#include "domain/heartbeat.h"
#include "domain/history.h"
#include "domain/impact.h"
#include "domain/incident.h"
#include "domain/maintenance.h"
#include "domain/pingkeys.h"
#include "domain/servicestate.h"
#include "domain/sighting.h"
#include "domain/silence.h"
#include "domain/traffic.h"

#include <QMetaType>

#include <memory>

namespace Wf::Ports {

/// One run of a check, for a spark line.
struct RecentRun {
    Instant at {};
    Domain::Status status = Domain::Status::Unknown;
    std::chrono::microseconds total { 0 };

    bool operator==(const RecentRun &) const = default;
};

/// A heartbeat as every face shows it. The keys are its address: who knows them may ping.
struct HeartbeatView {
    Domain::HeartbeatState state;
    Domain::PingKeys keys;

    bool operator==(const HeartbeatView &) const = default;
};

struct MonitorRow {
    Domain::MonitorSpec spec;
    Domain::MonitorState state;
    std::optional<Instant> nextAt {}; ///< when it is asked next; nothing: it is not, or right now
    Shared<std::vector<RecentRun>> recent {}; ///< of an active check: its last runs, oldest first, at most 60
    Shared<HeartbeatView> heartbeat {};
    Domain::Traffic traffic {}; ///< of a page: the last 24 hours, since the start of the program at most
    Shared<Domain::Detection> moved {}; ///< the page cannot be read any more, and this is what became of it

    bool operator==(const MonitorRow &) const = default;
};

/// One service as every face shows it.
struct ServiceRow {
    Domain::Service service;
    Domain::ServiceState state;
    std::vector<MonitorRow> monitors;
    QString impact; ///< statement of the latest status event; empty when operational
    QStringList affected; ///< display names of the direct dependents, by severity
    int downstreamCount = 0; ///< direct dependents
    std::optional<double> uptime24h; ///< per cent, not rounded; nothing = no data
    std::optional<double> uptime7d;
    std::optional<double> uptime30d;
    double coverage30d = 0; ///< 0…1
    std::vector<Domain::Cell> week; ///< last 7 UTC days in 28 cells of 6 h
    std::vector<Domain::Cell> quarter; ///< last 90 UTC days, one cell a day, today last
    std::optional<Instant> nextPollAt; ///< soonest of its monitors
    Shared<Domain::Incident> incident {}; ///< that goes on; null: none
    QString explainedBy {}; ///< name of its probable root cause, while that one is in trouble
    QString silencedBy {}; ///< "silence of ann: …", "maintenance: …"; empty: alerts come through
    int turns = 0; ///< it goes up and down: changes of status in the flapping window; 0: it does not
    Shared<Domain::SightingSummary> sightings {}; ///< last 90 days; null: it has no vendor's page or no own check

    [[nodiscard]] const ServiceId &id() const { return service.id; }
    [[nodiscard]] Domain::Display display() const
    {
        return Domain::display(state.status, state.health, state.maintenance);
    }
    [[nodiscard]] std::optional<Instant> polledAt() const; ///< latest of its monitors
    [[nodiscard]] std::optional<Instant> succeededAt() const; ///< latest of its monitors
    [[nodiscard]] Millis interval() const; ///< shortest pace of its polled monitors; 0 when manual
    [[nodiscard]] const MonitorRow *primary() const; ///< the worst monitor; null never happens in a snapshot
    bool operator==(const ServiceRow &) const = default;
};

/// The order of every list: Display (worst first), tier, name.
[[nodiscard]] bool worseFirst(const ServiceRow &a, const ServiceRow &b);

/// Something that the operator of Watchfloor itself should know.
struct Notice {
    enum class Kind : quint8 { Configuration, Storage, Connectivity, Delivery, Clock };
    Kind kind = Kind::Configuration;
    QString text;
    Instant since {};

    bool operator==(const Notice &) const = default;
};

struct BreakerRow {
    QString host;
    int state = 0; ///< gauge value of circuit_breaker_state
    bool operator==(const BreakerRow &) const = default;
};

/// Everything the faces need at one instant. Immutable; shared as shared_ptr<const Snapshot>.
struct Snapshot {
    quint64 sequence = 0;
    Instant at {};
    std::shared_ptr<const Domain::Catalogue> catalogue;
    std::shared_ptr<const Domain::Graph> graph; ///< of the catalogue's dependencies
    std::vector<ServiceRow> services; ///< sorted by id, retired ones left out
    std::vector<Domain::Event> timeline; ///< newest first, all kinds, at most 200
    std::vector<Domain::MaintenanceRow> maintenances; ///< active or to come, soonest first
    std::vector<Domain::MaintenancePlan> plans; ///< own maintenances, active or to come, soonest first
    std::vector<Domain::Silence> silences; ///< active or to come, by id
    QStringList channels; ///< names that a route or a test may use
    Domain::AlertPolicy policy; ///< that decides
    Domain::SummaryCounts counts;
    Domain::Status overall = Domain::Status::Unknown;
    QString summaryText;
    Domain::Connectivity connectivity = Domain::Connectivity::Online;
    std::vector<Domain::Cell> day; ///< last 24 h of all services, worst, 144 cells of 10 min
    std::optional<Instant> lastPollAt; ///< latest poll of anything, failed or not
    std::optional<Instant> lastSuccessAt; ///< latest successful poll of anything
    std::vector<Notice> notices;
    std::vector<BreakerRow> breakers; ///< hosts whose breaker ever moved
    bool past = false; ///< a reconstruction of how it was, not how it is

    [[nodiscard]] const ServiceRow *find(const ServiceId &id) const;
    /// Services in trouble or blind, worst first.
    [[nodiscard]] std::vector<const ServiceRow *> problems() const;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace Wf::Ports

Q_DECLARE_METATYPE(Wf::Ports::SnapshotPtr)
