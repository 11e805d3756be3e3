// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/json.h"
#include "vendors/page.h"

namespace Wf::Vendors {

/// A word of a vendor for the state of a maintenance.
struct PlanWord {
    QLatin1String word;
    Domain::MaintenanceState state;
};

/// The state that a word means; nothing, and a warning, when it is not in the table.
[[nodiscard]] std::optional<Domain::MaintenanceState> planState(
    Page &page, std::span<const PlanWord> table, const QString &word);
/// For vendors that tell only times.
[[nodiscard]] Domain::MaintenanceState planStateAt(
    const std::optional<Instant> &from, const std::optional<Instant> &until, Instant now);

/// lookUp() with a warning for a word that is not in the table. `what` is what the vendor calls it ("incident
/// impact"), `whose` the name of what carries it.
[[nodiscard]] Reading readWord(
    Page &page, std::span<const Word> table, const QString &word, QLatin1String what, const QString &whose = {});
/// Adds a component of that status; comes back for what else is to be said of it.
Leaf &addLeaf(Page &page, Candidate who, std::span<const Word> table, const QString &word);
/// Newest first, at most kMostUpdates; those without a time last.
void arrange(std::vector<Domain::VendorUpdate> &updates);
/// How a vendor writes the bodies of its updates.
enum class Markup : quint8 { Plain, Html };
/// The members of an update.
struct UpdateKeys {
    QLatin1String id { "id" };
    QLatin1String state { "status" };
    QLatin1String body { "message" };
    QLatin1String at { "created_at" };
    QLatin1String list { "updates" };
    Markup markup = Markup::Plain;
};
[[nodiscard]] std::vector<Domain::VendorUpdate> updatesAt(const JsonObject &item, const UpdateKeys &keys);
/// The names, one line each, that an entry lists as touched. None where there are too many to keep: an entry that
/// names nothing is about everything.
[[nodiscard]] std::vector<QString> touchedAt(const JsonObject &item, QLatin1String list);
/// The components of a list member, each by its "id" and its "name".
[[nodiscard]] Scope scopeAt(const JsonObject &item, QLatin1String list, const Directory &directory);

/// Adds an open incident; sorts its updates and fills what follows from the rest (names, last update).
void addIncident(Page &page, ScopedIncident found);
/// Adds a maintenance that has an id and a start; others are left out. Sorts and fills likewise: the description
/// is the newest update where there is none.
void addMaintenance(Page &page, ScopedMaintenance found, std::vector<Domain::VendorUpdate> updates = {});

/// The worst of the leaves that count; operational where there are none.
[[nodiscard]] Reading worstOf(const std::vector<Leaf> &leaves);
/// What is said of the page as a whole, once its leaves are there: becomes the headline where it is worse than all
/// of them and than what was said before, and where there is nothing else to go by. Components that the vendor
/// does not watch are nothing to hide behind: a page with no others stays unknown unless something bad is said.
void raise(Page &page, Headline headline);
/// For a list of incidents alone: degraded while one is open, for such a list does not tell how bad it is.
void raiseForIncidents(Page &page);
/// How many a document says that there are: a number, or a text of digits. Nothing where it does not say, -1 where
/// that is no count.
[[nodiscard]] std::optional<qint64> countAt(const JsonObject &item, QLatin1String key);
/// For a list that comes in pieces, of which we have only the first: as long as it shows no trouble the page is
/// unknown, as it is when the `total` is no count. `advice` tells how to get the rest.
void raiseForMissingPart(Page &page, qsizetype shown, std::optional<qint64> total, const QString &advice);

} // namespace Wf::Vendors
