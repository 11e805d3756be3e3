// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/alertpolicy.h"
#include "domain/detected.h"
#include "domain/silence.h"
#include "domain/verdict.h"
#include "ports/notifier.h"
#include "ports/results.h"
#include "ports/snapshot.h"
#include "ports/store.h"
#include "ports/telemetry.h"

#include <QFuture>
#include <QJsonObject>
#include <QObject>

namespace Wf::Ports {

struct ManualUpdate {
    ServiceId service;
    Domain::Status status = Domain::Status::Unknown;
    QString detail;
    QString reason; ///< 3…500 characters
    QString by;
    QString clientIp;
    std::optional<Instant> expiresAt; ///< in the future
};
struct ManualOutcome {
    bool changed = false;
    Domain::Status previous = Domain::Status::Unknown;
    ServiceRow row; ///< the service after the update
};

/// A request to the address of a heartbeat: by its key, or by the installation's ping key and a slug.
struct PingCall {
    QString uuid; ///< empty: by slug
    QString pingKey;
    QString slug;
    QString scheme { QStringLiteral("http") };
    enum class Unknown : quint8 { Refused, Created };
    Unknown unknownSlug = Unknown::Refused; ///< whether a slug that nobody knows makes a heartbeat
    Domain::PingRequest request;
};
/// What became of it. It is durable when the answer is there; NotFound and Conflict (more than one heartbeat has
/// this slug) come as errors.
struct PingOutcome {
    MonitorId monitor;
    enum class Taken : quint8 { Yes, Created, Limited };
    /// Limited: more than 50 a second; its state counts all the same, only the log lacks it.
    Taken taken = Taken::Yes;
    Domain::PingKind kind = Domain::PingKind::Success;
};

/// A key that was replaced: both are good until the end of the overlap.
struct KeyRotation {
    MonitorId monitor;
    Millis overlap { std::chrono::hours { 24 } };
};

/// A check that was run once, and what it would say of its service.
struct Trial {
    Domain::CheckRun run;
    Domain::Status verdict = Domain::Status::Unknown;
};

/// What a person does to an incident. `by`: who; `text`: what they say, may be empty except for a note.
struct IncidentAction {
    qint64 incident = 0;
    Domain::IncidentNote::Kind kind = Domain::IncidentNote::Kind::Note;
    QString by;
    QString text;
};

/// A letter through a route, or straight to a channel, that says that it is a test.
struct AlertTrial {
    QString route; ///< empty: `channel` counts
    QString channel;
    QString by;
};
struct AlertTrialOutcome {
    struct Each {
        QString channel;
        Delivery delivery;
    };
    std::vector<Each> deliveries;
};

/// What the vendor's page told us by itself.
struct VendorCall {
    ServiceId service;
    std::optional<Domain::Status> status; ///< nothing: ask the page instead of believing
    QString detail;
};

/// A policy replayed over what was stored.
struct BacktestQuery {
    Instant from {};
    Instant to {};
    std::optional<Domain::AlertPolicy> policy {}; ///< nothing: the one that decides now
};
struct BacktestMessage {
    Instant at {};
    ServiceId service;
    Domain::Telling telling;
    Domain::Status status = Domain::Status::Unknown;
    QString why;
};
struct BacktestResult {
    qint64 changes = 0; ///< that were replayed
    qint64 incidents = 0;
    std::vector<BacktestMessage> would; ///< oldest first, at most 10,000
    std::vector<Domain::AlertRecord> sent; ///< what was sent in that time, oldest first, at most 10,000
    qint64 held = 0; ///< decisions of the trial that told nobody
};

enum class Pausing : quint8 { Pause, Resume };

/// Counters of the engine since it started, for /metrics.
struct EngineStats {
    struct PollCount {
        ServiceId service;
        QString outcome;
        quint64 count = 0;
    };
    struct AlertCount {
        QString kind;
        QString label; ///< severity of sent ones, reason of suppressed ones
        quint64 count = 0;
    };
    struct PollDuration {
        QString pollType;
        std::vector<quint64> buckets; ///< not cumulative; bounds: kPollDurationBounds, then +Inf
        double sumSeconds = 0;
    };
    static constexpr double kPollDurationBounds[] { 0.1, 0.25, 0.5, 1, 2, 5, 10, 30 };
    std::vector<PollCount> polls;
    std::vector<AlertCount> sent;
    std::vector<AlertCount> suppressed;
    std::vector<PollDuration> durations;
    quint64 cyclesCompleted = 0;
    quint64 cyclesErrored = 0;
    std::optional<Instant> heartbeatAt; ///< last time the engine completed a tick
    quint64 starts = 0; ///< questions that were asked
    quint64 lateStarts = 0; ///< of those: more than a second after they were due
    qint64 outboxQueued = 0;
    qint64 outboxDead = 0;
    quint64 deliveries = 0;
    quint64 deliveryFailures = 0;
    bool databaseConnected = false;
};

/// The one seam between the engine and every face. All functions may be called from any thread; futures answer in
/// an unspecified thread: continue them with a context object. Signals are emitted in the engine's thread.
class Session : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// The latest snapshot, never null once the session is handed out.
    [[nodiscard]] virtual SnapshotPtr snapshot() const = 0;
    [[nodiscard]] virtual EngineStats stats() const = 0;
    /// As long as the catalogue is large: for /metrics, not for something that asks every second.
    [[nodiscard]] virtual Telemetry telemetry() const = 0;

    [[nodiscard]] virtual QFuture<Result<EventPage>> events(const EventQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<AlertPage>> alerts(const AlertQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<std::vector<Domain::Interval>>> history(const HistoryQuery &query) = 0;
    /// The snapshot as it would have been at `at`, from the intervals; marked `past`.
    [[nodiscard]] virtual QFuture<Result<SnapshotPtr>> stateAt(Instant at) = 0;
    [[nodiscard]] virtual QFuture<Result<ManualOutcome>> setStatus(const ManualUpdate &update) = 0;
    /// Asks now; empty = everything. Answers when the questions are on their way.
    [[nodiscard]] virtual QFuture<Result<void>> checkNow(const std::optional<ServiceId> &service) = 0;
    /// The same for one monitor.
    [[nodiscard]] virtual QFuture<Result<void>> checkMonitor(const MonitorId &monitor) = 0;
    /// Answers when it is durable.
    [[nodiscard]] virtual QFuture<Result<PingOutcome>> ping(const PingCall &call) = 0;

    [[nodiscard]] virtual QFuture<Result<IncidentPage>> incidents(const IncidentQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<IncidentStory>> incident(qint64 id) = 0;
    /// NotFound; Conflict: it is over already (except for a note). Answers with the incident as it is then.
    [[nodiscard]] virtual QFuture<Result<Domain::Incident>> act(const IncidentAction &action) = 0;
    /// By the dedup key that its messages carry.
    [[nodiscard]] virtual QFuture<Result<Domain::Incident>> acknowledge(
        const QString &dedupKey, const QString &by) = 0;
    /// Answers with its id.
    [[nodiscard]] virtual QFuture<Result<qint64>> addSilence(const Domain::Silence &silence) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> endSilence(qint64 id, const QString &by) = 0;
    [[nodiscard]] virtual QFuture<Result<qint64>> addMaintenance(const Domain::MaintenancePlan &plan) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> endMaintenance(qint64 id) = 0;
    [[nodiscard]] virtual QFuture<Result<std::vector<Domain::Report>>> reports(const ReportQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<AlertTrialOutcome>> tryAlert(const AlertTrial &trial) = 0;
    [[nodiscard]] virtual QFuture<Result<BacktestResult>> backtest(const BacktestQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> vendorCalled(const VendorCall &call) = 0;

    /// What the vendor of a service is worth, from all that was seen of its page in that time. NotFound: there is
    /// no such service, or it has no vendor's page; Invalid: `from` is not before `to`.
    [[nodiscard]] virtual QFuture<Result<Domain::VendorRecord>> vendorRecord(const VendorQuery &query) = 0;

    [[nodiscard]] virtual QFuture<Result<ResultPage>> results(const ResultQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<ResultSummary>> summary(const SummaryQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<PingPage>> pings(const PingQuery &query) = 0;
    /// NotFound where the ping had none or it was cleared out.
    [[nodiscard]] virtual QFuture<Result<QByteArray>> pingBody(const MonitorId &monitor, qint64 number) = 0;

    /// Monitors that are defined in the program (`origin: app`), in the words of services.yaml as JSON: the keys
    /// of a monitor, and of its service ("service", "display_name", "category", "tier", …) where it is not one
    /// that is there. Invalid names the field; Conflict for a service that comes from a file.
    [[nodiscard]] virtual QFuture<Result<MonitorId>> createMonitor(const QJsonObject &definition) = 0;
    /// Only the named keys change; null takes a key back to its default.
    [[nodiscard]] virtual QFuture<Result<void>> changeMonitor(
        const MonitorId &monitor, const QJsonObject &change) = 0;
    /// Its service goes with its last monitor.
    [[nodiscard]] virtual QFuture<Result<void>> removeMonitor(const MonitorId &monitor) = 0;
    /// As it was defined, without secrets; NotFound for one that comes from a file.
    [[nodiscard]] virtual QFuture<Result<QJsonObject>> definition(const MonitorId &monitor) = 0;
    /// All that was defined in the program, as the text of a services.yaml without secrets.
    [[nodiscard]] virtual QFuture<Result<QString>> exportDefinitions() = 0;
    /// Runs a check once, without remembering it. Invalid when the definition is none of a check.
    [[nodiscard]] virtual QFuture<Result<Trial>> tryCheck(const QJsonObject &definition) = 0;
    /// What the address of a status page is: dialect, what to ask, what it says now. Asks outside addresses, at
    /// most four. Invalid when it is no web address; a page that is not recognised is an answer, too.
    [[nodiscard]] virtual QFuture<Result<Domain::Detection>> detect(const QUrl &url) = 0;
    /// Monitors of either origin; unknown ones are NotFound, and then nothing is changed.
    [[nodiscard]] virtual QFuture<Result<void>> setPaused(
        const std::vector<MonitorId> &monitors, Pausing pausing) = 0;
    /// The new key of a heartbeat; Conflict when the configuration fixes it.
    [[nodiscard]] virtual QFuture<Result<QString>> rotateKey(const KeyRotation &rotation) = 0;

Q_SIGNALS:
    void snapshotPublished(const Wf::Ports::SnapshotPtr &snapshot);
};

} // namespace Wf::Ports
