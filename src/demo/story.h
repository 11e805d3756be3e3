// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "domain/history.h"
#include "domain/observation.h"

#include <QString>

namespace Wf::Demo {

/// What happens to one made-up service from one moment to the next one of its story.
struct Chapter {
    Instant from {};
    Domain::Status status = Domain::Status::Operational;
    Domain::Knowledge knowledge = Domain::Knowledge::Seen;
    QString title {}; ///< the vendor's headline, empty while all is well
    QString vendorState {}; ///< "investigating", "identified", "monitoring"
};

/// A service's chapters, oldest first, each lasting until the next; the last ones lie in the future.
using Story = std::vector<Chapter>;

/// Ninety days behind `now`, a lively last hour and what comes in the next half hour. The same for the same `now`
/// and service, on every computer.
[[nodiscard]] Story tellStory(const Domain::Service &service, Instant now);
/// The chapter that `at` lies in, or null before the first.
[[nodiscard]] const Chapter *chapterAt(const Story &story, Instant at);
/// What a poll of the service's page at `at` would bring.
[[nodiscard]] Domain::Observation observe(
    const Domain::MonitorSpec &monitor, const Domain::Service &service, const Story &story, Instant at);

} // namespace Wf::Demo
