// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/advance.h"
#include "domain/graph.h"

#include <QSet>
#include <span>

namespace Wf::Domain {

/// Why an alert was not sent; the words are S1's and stable. None = sent.
enum class Suppression : quint8 {
    None = 0,
    AggregatedUnderUpstream,
    MaintenanceWindow,
    Dedup,
    TierInformational,
    WebhookNotConfigured,
    WarmUp, ///< unknown to operational: never an alert, recorded all the same
    Offline, ///< this computer is offline: one notice instead of many
};
/// "aggregated_under_upstream", …; empty for None.
[[nodiscard]] QString word(Suppression suppression);
[[nodiscard]] std::optional<Suppression> suppressionFromWord(QStringView word);

/// `vendor:<service>:<incident>` when an incident id exists, else `fallback:<service>:<status>:<UTC date>`.
[[nodiscard]] QString dedupKey(const ServiceId &service, const QString &incidentId, Status status, Instant now);

/// An alert decision of the past, as far as dedup needs it.
struct PastAlert {
    QString dedupKey;
    Status status = Status::Unknown; ///< the status it announced
    Instant at {};
    Suppression suppressed = Suppression::None;
    bool failed = false; ///< its delivery was given up: it does not block a repeat

    bool operator==(const PastAlert &) const = default;
};

/// True when this level of this key was already announced within `window` and neither a recovery of the service
/// was announced since (then it is a new incident) nor is `status` worse than all that was announced (then it
/// escalates). `past` = alerts of this one service, any order.
[[nodiscard]] bool recentlyAlerted(
    std::span<const PastAlert> past, const QString &key, Status status, Millis window, Instant now);

enum class Mention : quint8 { None = 0, Here = 1 };
/// Which webhook: resolved to an address only at the moment of sending.
enum class WebhookTarget : quint8 { None = 0, Global = 1, ServiceOverride = 2, PollerHealth = 3 };

struct RouteInput {
    ServiceId service;
    Tier tier = Tier::Important;
    Transition transition;
    bool maintenanceActive = false;
    bool offline = false;
    QString aggregatedUnder; ///< display name of the upstream, empty when not grouped
    bool overrideConfigured = false;
    bool globalConfigured = false;
    std::vector<PastAlert> past;
    Millis dedupWindow { std::chrono::hours { 24 } };
};

struct RouteDecision {
    bool send = false;
    Suppression suppressed = Suppression::None;
    QString why; ///< the decision in one sentence, for the record
    WebhookTarget target = WebhookTarget::None;
    Mention mention = Mention::None;
    QString dedupKey;
    QString aggregatedUnder;

    bool operator==(const RouteDecision &) const = default;
};
/// First match wins: grouped, maintenance, dedup (never for a recovery), informational tier, no webhook, else
/// send.
[[nodiscard]] RouteDecision route(const RouteInput &input, Instant now);

struct CorrelationChange {
    ServiceId service;
    Status from = Status::Unknown;
    Status to = Status::Unknown;
};
struct CorrelationGroup {
    ServiceId upstream;
    std::vector<ServiceId> dependents; ///< direct downstream services that broke in the same batch
    bool operator==(const CorrelationGroup &) const = default;
};
/// S1 3.6: operational → not operational together with at least `threshold` of its direct dependents.
[[nodiscard]] std::vector<CorrelationGroup> correlate(
    std::span<const CorrelationChange> batch, const Graph &graph, int threshold);

} // namespace Wf::Domain
