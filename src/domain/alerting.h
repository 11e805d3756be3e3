// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/advance.h"

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
    Held, ///< for a while: it may be a part of something greater, or pass
    Silenced, ///< a person wanted to hear no more of it
    QuietHours, ///< the route's quiet time
    NoRoute, ///< no route of the policy matches
    Flapping, ///< it comes and goes, which was told
    Improved, ///< better, but not well: written down only
    Acknowledged, ///< somebody takes care of it
};
/// "aggregated_under_upstream", …; empty for None.
[[nodiscard]] QString word(Suppression suppression);
[[nodiscard]] std::optional<Suppression> suppressionFromWord(QStringView word);

/// What an incident's messages call it, for a button that acknowledges: `vendor:<service>:<incident>` when the
/// vendor gave an id, else `fallback:<service>:<status>:<UTC date>`.
[[nodiscard]] QString dedupKey(const ServiceId &service, const QString &incidentId, Status status, Instant now);

enum class Mention : quint8 { None = 0, Here = 1 };

} // namespace Wf::Domain
