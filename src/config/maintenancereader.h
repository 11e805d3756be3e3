// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/matcherreader.h"
#include "domain/silence.h"

namespace Wf::Config {

/// Reads one entry of `maintenance:` in alerts.yaml, without its channels. Nothing when it is no map.
[[nodiscard]] std::optional<Domain::MaintenancePlan> readMaintenance(
    const Place &entry, MatcherReader &matchers, Checker &checker);

} // namespace Wf::Config
