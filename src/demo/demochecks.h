// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "demo/story.h"
#include "domain/sample.h"
#include "domain/verdict.h"

namespace Wf::Demo {

/// The own checks of the made-up company, added to the services they belong to.
void addChecks(std::vector<Domain::Service> &services);

/// What a run of this check at `at` finds: quick by day and night as people use it, slow or failing as the story
/// of its service has it. The same for the same check and moment, on every computer.
[[nodiscard]] Domain::CheckRun runCheck(const Domain::MonitorSpec &monitor, const Story &story, Instant at);
/// Ninety days of results behind `now`: closer together the younger they are.
[[nodiscard]] std::vector<Domain::Sample> pastResults(
    const Domain::MonitorSpec &monitor, const Story &story, Instant now);

} // namespace Wf::Demo
