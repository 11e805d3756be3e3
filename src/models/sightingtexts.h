// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

/// Vendor's page and own checks, side by side: what each says now, and who saw trouble first.
namespace Wf::Models {

struct SourceLine {
    Domain::Display display = Domain::Display::Unknown;
    QString name; ///< "status page", "HTTP, sign-in page"
    QString text; ///< what it says: "503 in 84 ms, expected 200-299"
    QString age; ///< "12 s ago", "paused"

    bool operator==(const SourceLine &) const = default;
};
/// The service's monitors of one source, in the order of its definition.
[[nodiscard]] std::vector<SourceLine> sourceLines(
    const Ports::ServiceRow &row, Domain::Source source, Instant now);
/// "vendor page + 2 checks, the worst decides"
[[nodiscard]] QString monitorsInWords(const Ports::ServiceRow &row);

/// Ninety days in one or two sentences: who sees it first, by how much, and what only one side saw.
[[nodiscard]] QString sightingSentence(const Domain::SightingSummary &summary);

struct SightingLine {
    Instant at {};
    QString first; ///< "our checks first", "vendor first", "only our checks", …
    QString text; ///< "the vendor admitted it 12 min later, at 18:34"
    QString length; ///< "41 min", "goes on"
    bool open = false;
    QString toolTip; ///< both moments in full

    bool operator==(const SightingLine &) const = default;
};
/// The latest, newest first.
[[nodiscard]] std::vector<SightingLine> sightingLines(const Domain::SightingSummary &summary);

} // namespace Wf::Models
