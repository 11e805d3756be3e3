// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/servicetexts.h"
#include "ports/session.h"

/// What is said about incidents: badges of a service, numbers and facts of one incident.
namespace Wf::Models {

/// A short remark beside a service in trouble.
struct Badge {
    QString text; ///< "acknowledged by ann 12 min ago"
    std::optional<Domain::Display> tone;

    bool operator==(const Badge &) const = default;
};
/// Acknowledged, explained, silenced, going up and down: what there is to say, in that order. `window`: in which
/// changes are counted.
[[nodiscard]] std::vector<Badge> incidentBadges(const Ports::ServiceRow &row, Millis window, Instant now);
/// The same on one line; empty when there is nothing to say.
[[nodiscard]] QString badgeLine(const Ports::ServiceRow &row, Millis window, Instant now);
/// Somebody takes care of it, or its cause speaks for it, or nobody wants to hear of it: it needs no more noise.
[[nodiscard]] bool isCaredFor(const Ports::ServiceRow &row);
/// "6 changes in 30 min"
[[nodiscard]] QString turnsText(int turns, Millis window);

/// What an incident took of the error budget of 30 days.
struct BudgetBurn {
    Millis budget { 0 }; ///< all of it
    double share = 0; ///< taken, 1 = all

    bool operator==(const BudgetBurn &) const = default;
};
constexpr Millis kBudgetWindow = std::chrono::days { 30 };
/// Nothing without a goal (per cent), or where the goal leaves no budget.
[[nodiscard]] std::optional<BudgetBurn> budgetBurn(const std::optional<double> &goal, Millis duration);
/// "95% of 43 min in 30 days"; may be more than all of it.
[[nodiscard]] QString budgetText(const BudgetBurn &burn);

/// From the opening to the end, or to `now`.
[[nodiscard]] Millis durationOf(const Domain::Incident &incident, Instant now);
/// What it shows: its status while it goes on, the worst it was afterwards.
[[nodiscard]] Domain::Display displayOf(const Domain::Incident &incident);
/// "Major outage", "Over"
[[nodiscard]] QString stateText(const Domain::Incident &incident);
/// "acknowledged by ann", "resolved by bob"; empty: by nobody.
[[nodiscard]] QString careText(const Domain::Incident &incident);
/// "Our checks, 7 min before the vendor"; empty when nobody knows.
[[nodiscard]] QString firstSeenText(const std::optional<Domain::Sighting> &sighting);
/// To whom something was delivered, each once; in the order of the messages.
[[nodiscard]] QStringList channelsTold(const Ports::IncidentStory &story);

/// Duration, worst, who saw it first, budget, messages: what there is to say, in that order.
[[nodiscard]] std::vector<NumberCard> incidentNumbers(
    const Ports::IncidentStory &story, const Domain::Service *service, Instant now);
/// "since 18:22, 41 min · critical tier · identity team"
[[nodiscard]] QString incidentFacts(const Domain::Incident &incident, const Domain::Service *service, Instant now);
/// Explained, acknowledged, resolved, reopened: what must be known before the numbers.
[[nodiscard]] std::vector<Banner> incidentBanners(
    const Ports::IncidentStory &story, const Ports::Snapshot &snapshot, Instant now);

} // namespace Wf::Models
