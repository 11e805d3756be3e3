// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

/// Silences and own maintenances in words, and what they can be chosen to cover.
namespace Wf::Models {

/// Something that a silence or a maintenance may cover.
struct Scope {
    QString text; ///< "Okta", "all of Identity", "all that is tagged sso"
    Domain::AlertMatcher match;

    bool operator==(const Scope &) const = default;
};
/// With a service: itself, its category, its tags. Without: all services by name, all categories, all tags,
/// everything.
[[nodiscard]] std::vector<Scope> scopesOf(
    const Ports::Snapshot &snapshot, const std::optional<ServiceId> &service);

/// "Okta and GitHub", "all of Identity, critical tier"; "everything" where nothing is asked.
[[nodiscard]] QString matcherText(const Domain::AlertMatcher &match, const Domain::Catalogue *catalogue);

/// A silence or a maintenance as one entry of a list.
struct QuietLine {
    qint64 id = 0; ///< 0: it cannot be ended here
    QString what; ///< what it covers
    QString when; ///< "until 18:22, 41 min left"
    QString why; ///< reason and author; of a maintenance its title
    bool active = false;

    bool operator==(const QuietLine &) const = default;
};
/// Those that hold first, then by their beginning.
[[nodiscard]] std::vector<QuietLine> silenceLines(const Ports::Snapshot &snapshot, Instant now);
[[nodiscard]] std::vector<QuietLine> planLines(const Ports::Snapshot &snapshot, Instant now);

} // namespace Wf::Models
