// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/servicetexts.h"

namespace Wf::Models {

/// What people notice of one service or one area, in words without technology.
struct NoticeLine {
    ServiceId service; ///< empty for an area where all is well
    Domain::Display display = Domain::Display::Operational;
    QString title;
    QString text;

    bool operator==(const NoticeLine &) const = default;
};

/// The state of the company's services for people who do not run them.
struct ExecutiveView {
    Domain::Display display = Domain::Display::Unknown;
    QString headline;
    QString explanation;
    std::vector<NumberCard> numbers; ///< affected, availability, disruptions, longest
    std::vector<NoticeLine> notices; ///< trouble first, worst first, then areas that are well; at most 10
    std::vector<int> disrupted; ///< services in trouble a day, oldest first; -1: that day nobody watched
};
[[nodiscard]] ExecutiveView executiveView(const Ports::Snapshot &snapshot, Instant now);

} // namespace Wf::Models
