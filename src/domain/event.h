// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/time.h"
#include "domain/letter.h"
#include "domain/status.h"

namespace Wf::Domain {

/// A row of the timeline. StatusChange rows are S1's status_events; the others are ours.
enum class EventKind : quint8 {
    StatusChange = 0,
    HealthChange = 1,
    MaintenanceBegan = 2,
    MaintenanceEnded = 3,
    Connectivity = 4,
    Retired = 5
};
[[nodiscard]] QString word(EventKind kind);
[[nodiscard]] std::optional<EventKind> eventKindFromWord(QStringView word);

struct Event {
    qint64 id = 0;
    ServiceId service {}; ///< empty for Connectivity
    EventKind kind = EventKind::StatusChange;
    Status previous = Status::Unknown;
    Status next = Status::Unknown;
    QString vendorTitle {};
    QString vendorDetail {};
    QString impact {};
    QString source {}; ///< the service's poll type, "manual", "webhook", "demo", "engine"
    QString vendorIncidentId {};
    Instant at {};
    QString updatedBy {}; ///< manual updates only
    QString reason {}; ///< manual updates; of a HealthChange the machine reason
    QString clientIp {};

    bool operator==(const Event &) const = default;
};

/// One alert decision, sent or not.
struct AlertRecord {
    qint64 id = 0;
    QString dedupKey;
    ServiceId service;
    std::optional<qint64> eventId;
    Tier tier = Tier::Important;
    Status newStatus = Status::Unknown;
    QString kind; ///< status_change, aggregated_upstream, poller_health, connectivity, maintenance, test
    Suppression suppressed = Suppression::None;
    QString why; ///< the decision in one sentence
    QString aggregatedUnder;
    std::optional<qint64> outboxId; ///< the message that carries it
    Instant at {};
    std::optional<qint64> incident {};
    QString route {}; ///< that led to the message; empty: none
    QString channel {}; ///< that carries it; empty: none
    TellingKind telling = TellingKind::First; ///< of an incident's

    bool operator==(const AlertRecord &) const = default;
};

enum class OutboxState : quint8 { Queued = 0, Sending = 1, Delivered = 2, Dead = 3 };
[[nodiscard]] QString word(OutboxState state);

/// A message on its way out. Neither address nor layout are in it: the channel adds them when it is sent.
struct OutboxMessage {
    qint64 id = 0;
    QString channel; ///< name of a channel; "slack" is the built-in one
    ServiceId service; ///< of the built-in channel: whose webhook, where the service has one of its own
    Letter letter;
    OutboxState state = OutboxState::Queued;
    int attempts = 0;
    Instant createdAt {};
    Instant nextAttemptAt {};
    std::optional<Instant> finishedAt;
    QString lastAnswer; ///< "HTTP 500", "request_error: …": never a secret
    bool gathered = false; ///< waits for its digest: joins whatever its channel has by then

    bool operator==(const OutboxMessage &) const = default;
};
/// Name of the built-in channel of poller-health and connectivity notices.
[[nodiscard]] QString healthChannel();

/// When to try again after `attempts` failures: Retry-After when given, else 2 s·2^(n−1), at most 15 min.
[[nodiscard]] Millis outboxBackoff(int attempts, std::optional<Millis> retryAfter);
/// Undelivered for longer than this is dead.
constexpr Millis kOutboxLifetime = std::chrono::hours { 24 };

} // namespace Wf::Domain
