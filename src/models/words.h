// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "ports/snapshot.h"

/// Words that people read. Nothing below this room writes a sentence for the screen.
namespace Wf::Models {

[[nodiscard]] QString label(Domain::Display display); ///< "Partial outage"
[[nodiscard]] QString label(Domain::Status status);
[[nodiscard]] QString label(Domain::PollerHealth health);
[[nodiscard]] QString label(Domain::Tier tier);
[[nodiscard]] QString label(Domain::EdgeSeverity severity);
[[nodiscard]] QString label(Ports::Notice::Kind kind);

/// "12 s", "41 min", "1 h 05", "3 d"; less than nothing reads "0 s".
[[nodiscard]] QString span(Millis duration);
/// "12 s ago"; "never" without a moment.
[[nodiscard]] QString ago(const std::optional<Instant> &at, Instant now);
/// Local time of day "18:22"; with the date ("24 Apr 18:22") when that is another day than `now`.
[[nodiscard]] QString moment(Instant at, Instant now);
/// "99.98%", cut and never rounded up, so that only a faultless time reads 100.00%; "–" without data.
[[nodiscard]] QString percent(const std::optional<double> &value);

/// How far what we show can be trusted by its age alone.
enum class Freshness : quint8 {
    Fresh,
    Stale, ///< older than two intervals
    Expired, ///< older than four: shown as unknown
};
struct FreshnessText {
    Freshness level = Freshness::Fresh;
    QString text; ///< "polled 12 s ago", "no data yet"
};
[[nodiscard]] Freshness freshness(const Ports::ServiceRow &row, Instant now);
/// Of the whole picture: judged by the shortest interval of all polled services. A poll that nobody answered makes
/// nothing fresh: where all are blind it is the last answer that counts.
[[nodiscard]] FreshnessText freshness(const Ports::Snapshot &snapshot, Instant now);
/// What a row shows at `now`: its display, or unknown when what it says has expired.
[[nodiscard]] Domain::Display shown(const Ports::ServiceRow &row, Instant now);
/// Counts of what the rows show at `now`.
[[nodiscard]] Domain::SummaryCounts countShown(const Ports::Snapshot &snapshot, Instant now);
/// The worst that the snapshot shows at `now`; unknown when nothing is known.
[[nodiscard]] Domain::Display worstShown(const Ports::Snapshot &snapshot, Instant now);

/// The one sentence: "1 major outage, 3 degraded, 1 without signal", "All 29 services operational".
[[nodiscard]] QString sentence(const Ports::Snapshot &snapshot, Instant now);
/// One sentence for people about a failure of ours: what kind it is, then its detail.
[[nodiscard]] QString sentence(const Error &error);
/// What to say where incidents would stand while there are none: blindness is not health.
[[nodiscard]] QString noIncidents(const Domain::SummaryCounts &counts);
/// "1 issue · 1 no signal", "all operational": the rollup of a group of services.
[[nodiscard]] QString rollup(const Domain::SummaryCounts &counts);
void count(Domain::SummaryCounts &counts, Domain::Display display);

/// What is wrong, or why we cannot see, or the state in one word.
[[nodiscard]] QString headline(const Ports::ServiceRow &row, Domain::Display display);
/// The same in few words, for a tile: of a blind one why, and how often that was seen.
[[nodiscard]] QString shortHeadline(const Ports::ServiceRow &row, Domain::Display display);
/// A machine reason of a failed poll in two or three words: "circuit_breaker_open: …" is "not asked". What
/// is not known stays as it is, without what follows the colon.
[[nodiscard]] QString failureWord(const QString &reason);
/// "→ Degraded 2/3" while a change waits for confirmation, else empty.
[[nodiscard]] QString pendingBadge(const Ports::ServiceRow &row);
/// How the service is known: "vendor", "HTTP", "heartbeat", "manual", …
[[nodiscard]] QString kindWord(const Ports::ServiceRow &row);
/// "GitHub, partial outage, since 18:45, Actions: delayed workflow starts": for screen readers.
[[nodiscard]] QString spoken(const Ports::ServiceRow &row, Instant now);

/// A row of the timeline: "GitHub: operational → partial outage".
[[nodiscard]] QString describe(const Domain::Event &event, const QString &serviceName);
/// The shape that stands for an event.
[[nodiscard]] Domain::Display displayOf(const Domain::Event &event);

} // namespace Wf::Models
