// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/shared.h"
#include "core/time.h"
#include "domain/status.h"

#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace Wf::Domain {

struct CheckResult;

/// Why a question got no usable answer. Each has a machine reason in Observation::reason (S1 1.6).
enum class Failure : quint8 {
    None = 0,
    Transport, ///< no connection: DNS, TCP, TLS, protocol; reason "request_error: <Class>"
    Timeout, ///< reason "timeout"
    TransientHttp, ///< 408, 429, 5xx after all retries; reason "transient_http_<code>"
    HardHttp, ///< any other non-2xx; reason "http_<code>"
    CircuitOpen, ///< not asked: the host's breaker is open; reason "circuit_breaker_open: <message>"
    Parse, ///< the body is not what the dialect promises; reason "parse_error: …"
    Selector, ///< a component selector matches nothing; reason "selector: …"
    Unmapped, ///< a status word nobody knows; reason "unmapped: …"
    Internal, ///< reason "unexpected: …"
};

/// Transport, Timeout, CircuitOpen: failures that say something about the way to the target, not about what it
/// answered.
[[nodiscard]] bool isTransport(Failure failure);

struct VendorUpdate {
    QString id;
    QString state;
    QString body; ///< untrusted text, cut to 2,000 characters
    std::optional<Instant> at;

    bool operator==(const VendorUpdate &) const = default;
};

struct VendorIncident {
    QString id;
    QString title;
    QString state; ///< the vendor's word: investigating, identified, monitoring, …
    Status impact = Status::Unknown;
    QUrl link;
    std::optional<Instant> startedAt;
    std::optional<Instant> updatedAt;
    std::vector<VendorUpdate> updates; ///< newest first, at most 20
    QStringList components; ///< names it touches

    bool operator==(const VendorIncident &) const = default;
};

enum class MaintenanceState : quint8 { Scheduled = 0, InProgress = 1, Verifying = 2, Completed = 3 };
[[nodiscard]] QString word(MaintenanceState state);
[[nodiscard]] std::optional<MaintenanceState> maintenanceStateFromWord(QStringView word);

struct VendorMaintenance {
    QString id;
    QString title;
    QString description;
    MaintenanceState state = MaintenanceState::Scheduled;
    Instant scheduledFor {};
    std::optional<Instant> scheduledUntil;
    QStringList components;
    QUrl link;

    bool operator==(const VendorMaintenance &) const = default;
};

struct Component {
    QString id;
    QString name; ///< "Group / Name" when it is in a group
    Status status = Status::Unknown;
    bool maintenance = false;
    bool selected = true; ///< counts for this monitor

    bool operator==(const Component &) const = default;
};

/// The answer to one question about one monitor. A failed question is an observation too.
/// `failure == None` exactly when `status != Unknown`.
struct Observation {
    MonitorId monitor;
    Instant at {}; ///< when the answer was complete
    Failure failure = Failure::None;
    QString reason; ///< machine reason of the failure, empty on success
    Status status = Status::Unknown;
    bool maintenance = false; ///< the status is explained by an active maintenance
    QString detail; ///< one line for people: what is wrong, or why we cannot see
    QString pageName;
    std::vector<VendorIncident> incidents; ///< open ones that touch the selection, worst first, at most 50
    std::vector<VendorMaintenance> maintenances; ///< that touch the selection, soonest first, at most 100
    std::vector<Component> components; ///< at most 1,000
    QStringList warnings; ///< for the log: unknown words and the like
    Millis latency { 0 };
    int httpStatus = 0; ///< 0 when none was received
    qint64 bytes = 0; ///< that came over the line for it, bodies only, decompressed
    bool notModified = false; ///< all of it
    int requests = 0; ///< that were sent for it: shared by all monitors of the question, retries left out
    int unchanged = 0; ///< of these: answered with "not modified"
    Millis freshFor { 0 }; ///< its owner says that asking earlier is of no use; 0: nothing said
    bool unreached = false; ///< an own check got no connection: its status counts, and so may our own link
    Shared<CheckResult> check; ///< of an active check

    [[nodiscard]] bool succeeded() const { return failure == Failure::None; }
    bool operator==(const Observation &) const;
};

/// When a page was read, and when what it lists no more was over: at this reading, or at the one before it when
/// nobody looked for long in between.
struct ReadingTime {
    Instant at {};
    Instant goneAt {};
};

/// Observation of a question that got no usable answer.
[[nodiscard]] Observation failedObservation(
    MonitorId monitor, Instant at, Failure failure, QString reason, QString detail);

/// S1's outcome label of the counter `poll_total`, from the machine reason; empty reason = "ok".
[[nodiscard]] QString outcomeLabel(const QString &reason);

} // namespace Wf::Domain
