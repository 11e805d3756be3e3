// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"
#include "ports/store.h"

namespace Wf::Models {

struct LogLine {
    Instant at {};
    QString kind; ///< "vendor", "alert sent", "status", …
    QString text;
    std::optional<Domain::Display> tone;

    bool operator==(const LogLine &) const = default;
};

/// What happened, what the vendor wrote and what was told to whom, newest first, at most `limit` lines.
[[nodiscard]] std::vector<LogLine> incidentLog(const std::vector<Domain::Event> &events,
    const std::vector<Ports::AlertEntry> &alerts, const Ports::ServiceRow &row, size_t limit);

/// All of one incident, oldest first: changes of status, what the vendor wrote meanwhile, what was decided about
/// alerts, what people said. `row`: of its service; null where it is not watched any more.
[[nodiscard]] std::vector<LogLine> incidentTimeline(
    const Ports::IncidentStory &story, const Ports::ServiceRow *row);

} // namespace Wf::Models
