// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/event.h"
#include "domain/history.h"
#include "domain/incident.h"
#include "domain/maintenance.h"
#include "domain/publishedincident.h"
#include "domain/report.h"
#include "domain/servicestate.h"
#include "domain/sighting.h"
#include "domain/silence.h"
#include "domain/vendorrecord.h"
#include "ports/results.h"

#include <QFuture>

namespace Wf::Ports {

/// One change of one service's history; applied in order. `closed` updates the open row, `opened` inserts.
struct HistoryChange {
    ServiceId service;
    Domain::HistoryStep step;
};

/// Everything of one tick. Written in one transaction, or not at all.
struct CommitBatch {
    std::vector<Domain::Service> services; ///< registered or changed (configuration columns only)
    std::vector<Domain::MonitorState> monitors; ///< inserted or replaced by id
    std::vector<Domain::ServiceState> serviceStates; ///< inserted or replaced by id
    std::vector<HistoryChange> history;
    std::vector<Domain::Event> events; ///< inserted; ids are given by the engine, rising
    std::vector<Domain::AlertRecord> alerts; ///< inserted
    std::vector<Domain::OutboxMessage> outbox; ///< inserted or replaced by id
    std::vector<Domain::MaintenanceRow> maintenances; ///< inserted or replaced by id
    std::vector<ResultRow> results; ///< inserted; told again, a result is the same result
    std::vector<HeartbeatRow> heartbeats; ///< inserted or replaced by id
    std::vector<MonitorId> droppedHeartbeats; ///< their pings go too, with the next upkeep
    std::vector<PingRow> pings; ///< inserted or replaced by monitor and number
    std::vector<DefinitionRow> definitions; ///< inserted or replaced by id
    QStringList droppedDefinitions;
    std::vector<Domain::Sighting> sightings; ///< inserted or replaced by id
    std::vector<Domain::PublishedIncident> published; ///< inserted or replaced by id
    std::vector<Domain::Incident> incidents; ///< inserted or replaced by id
    std::vector<Domain::IncidentNote> notes; ///< inserted
    std::vector<Domain::Silence> silences; ///< inserted or replaced by id
    std::vector<Domain::MaintenancePlan> plans; ///< of origin App; inserted or replaced by id
    std::vector<Domain::Report> reports; ///< inserted
    std::optional<Instant> aliveAt; ///< "the engine was watching at": bounds what is covered

    [[nodiscard]] bool isEmpty() const
    {
        return services.empty() && monitors.empty() && serviceStates.empty() && history.empty() && events.empty()
            && alerts.empty() && outbox.empty() && maintenances.empty() && results.empty() && heartbeats.empty()
            && droppedHeartbeats.empty() && pings.empty() && definitions.empty() && droppedDefinitions.empty()
            && sightings.empty() && published.empty() && incidents.empty() && notes.empty() && silences.empty()
            && plans.empty() && reports.empty() && !aliveAt;
    }
};

/// What the engine needs to go on where it stopped.
struct StoredWorld {
    std::vector<Domain::Service> services; ///< all ever registered, retired included
    std::vector<Domain::MonitorState> monitors;
    std::vector<Domain::ServiceState> serviceStates;
    struct ServiceHistory {
        ServiceId service;
        std::vector<Domain::Interval> intervals; ///< of the last 91 days, oldest first
    };
    std::vector<ServiceHistory> history;
    std::vector<Domain::Event> timeline; ///< newest first, at most 200
    std::vector<Domain::AlertRecord> recentAlerts; ///< of the last 7 days, oldest first
    std::vector<Domain::OutboxMessage> outbox; ///< queued or sending
    std::vector<Domain::MaintenanceRow> maintenances; ///< not vanished, and not seen over for 91 days
    std::vector<HeartbeatRow> heartbeats; ///< by id
    std::vector<DefinitionRow> definitions; ///< by id
    std::vector<Domain::Sighting> sightings; ///< by id, of the last 91 days or going on
    std::vector<Domain::PublishedIncident> published; ///< by id, going on or ended within kPublishedLinger
    std::vector<Domain::Incident> incidents; ///< open, or closed within the last day; by id
    std::vector<Domain::Silence> silences; ///< not over at load time
    std::vector<Domain::MaintenancePlan> plans; ///< not ended, nor all over at load time; by id
    qint64 lastIncidentId = 0;
    qint64 lastNoteId = 0;
    qint64 lastSilenceId = 0;
    qint64 lastPlanId = 0;
    qint64 lastEventId = 0;
    qint64 lastAlertId = 0;
    qint64 lastOutboxId = 0;
    qint64 lastMaintenanceId = 0;
    qint64 lastSightingId = 0;
    qint64 lastPublishedId = 0;
    std::optional<Instant> aliveAt;
};

struct EventQuery {
    std::optional<ServiceId> service;
    bool statusChangesOnly = true; ///< S1's timeline
    std::optional<qint64> beforeId; ///< cursor: older than this id
    int limit = 50; ///< 1…500
};
struct EventPage {
    std::vector<Domain::Event> events; ///< newest first
    qint64 total = 0; ///< with the same filter, without limit and cursor
};

struct AlertQuery {
    std::optional<ServiceId> service;
    std::optional<qint64> incident {};
    std::optional<qint64> beforeId;
    int limit = 50;
};
struct AlertEntry {
    Domain::AlertRecord record;
    std::optional<Domain::OutboxMessage> message; ///< how its delivery went (the letter left out)
};
struct AlertPage {
    std::vector<AlertEntry> alerts; ///< newest first
    qint64 total = 0;
};

struct IncidentQuery {
    std::optional<ServiceId> service {};
    enum class Which : quint8 { All, Open, Closed };
    Which which = Which::All;
    std::optional<Instant> from {}; ///< open at or after
    std::optional<Instant> to {}; ///< opened before
    std::optional<qint64> beforeId {};
    int limit = 50; ///< 1…500
};
struct IncidentPage {
    std::vector<Domain::Incident> incidents; ///< newest first
    qint64 total = 0;
};

/// Everything that is remembered of one incident.
struct IncidentStory {
    Domain::Incident incident;
    std::vector<Domain::IncidentNote> notes; ///< oldest first
    /// Of its service from 15 minutes before it to a minute after it, oldest first, the last 500.
    std::vector<Domain::Event> events;
    std::vector<AlertEntry> alerts; ///< oldest first, the last 500
    std::vector<Domain::Incident> explained; ///< those that name it as their cause, by id, at most 500
    std::optional<Domain::Report> report;
    std::optional<Domain::Sighting> sighting; ///< who saw it first
};

struct ReportQuery {
    std::optional<ServiceId> service {};
    std::optional<qint64> beforeId {};
    int limit = 20; ///< 1…100
};

/// Of [from, to), at most 400 days.
struct VendorQuery {
    ServiceId service;
    Instant from {};
    Instant to {};
};

struct HistoryQuery {
    ServiceId service;
    Instant from {};
    Instant to {};
};

/// Remembers. Called from the engine's thread, answers there; works in its own. Calls are carried out in order.
class Store {
public:
    Store() = default;
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;
    virtual ~Store() = default;

    [[nodiscard]] virtual QFuture<Result<StoredWorld>> load(Instant now) = 0;
    /// Durable when the future answers. Batches that wait together share one transaction (group commit).
    [[nodiscard]] virtual QFuture<Result<void>> commit(CommitBatch batch) = 0;
    [[nodiscard]] virtual QFuture<Result<EventPage>> events(const EventQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<AlertPage>> alerts(const AlertQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<std::vector<Domain::Interval>>> history(const HistoryQuery &query) = 0;
    /// What went on in that time, at most 5,000 of a kind, the newest; `ownChecks`: monitors whose runs count.
    [[nodiscard]] virtual QFuture<Result<Domain::VendorFacts>> vendorFacts(
        const VendorQuery &query, const std::vector<MonitorId> &ownChecks) = 0;
    [[nodiscard]] virtual QFuture<Result<IncidentPage>> incidents(const IncidentQuery &query) = 0;
    /// NotFound: there is none of this id.
    [[nodiscard]] virtual QFuture<Result<IncidentStory>> incident(qint64 id) = 0;
    [[nodiscard]] virtual QFuture<Result<std::vector<Domain::Report>>> reports(const ReportQuery &query) = 0;
    /// A monitor that nobody knows has no results; that is no error.
    [[nodiscard]] virtual QFuture<Result<ResultPage>> results(const ResultQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<ResultSummary>> summary(const SummaryQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<PingPage>> pings(const PingQuery &query) = 0;
    /// NotFound: no such ping is kept, or no body of it.
    [[nodiscard]] virtual QFuture<Result<QByteArray>> pingBody(const MonitorId &monitor, qint64 number) = 0;
    /// Packs and sums up results, drops old ones and old pings, in short steps between the commits. To be called
    /// every few minutes; what was missed, or cut short by the end of the program, is made up for by the next
    /// call.
    [[nodiscard]] virtual QFuture<Result<ResultUpkeep>> maintainResults(
        Instant now, const ResultLimits &limits) = 0;
    /// Drops events and alerts older than the limits (zero keeps for ever), in an order that no reference forbids;
    /// by the limit of the events also closed incidents with their notes, reports and maintenances that are over,
    /// but none of the last 91 days, and ended stretches of history, but none of the last 400 days; ended
    /// sightings and what vendors published by the same limit, but none of the last 91 days, or after 400 days
    /// when events are kept for ever; silences and own maintenances that have been over for 91 days; and the
    /// states of monitors that left the catalogue and were not heard of for 91 days.
    struct Retention {
        Millis events { 0 };
        Millis alerts { 0 };
    };
    struct Purged {
        qint64 events = 0;
        qint64 alerts = 0;
        qint64 outbox = 0;
        qint64 intervals = 0;
        qint64 monitorStates = 0;
        qint64 incidents = 0;
        qint64 reports = 0;
    };
    [[nodiscard]] virtual QFuture<Result<Purged>> purge(const Retention &retention, Instant now) = 0;
};

} // namespace Wf::Ports
