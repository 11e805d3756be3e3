// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/exposition.h"
#include "http/metrics.h"

namespace Wf::Http {

/// Own checks and heartbeats, one by one.
void addMonitors(Exposition &text, const MetricsInput &input);
/// How Watchfloor itself does: deliveries, the API, the database, vendors' hosts, the queue of the checks.
void addWorkings(Exposition &text, const MetricsInput &input);

} // namespace Wf::Http
