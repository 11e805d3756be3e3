// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/graph.h"
#include "ports/store.h"

namespace Wf::Demo {

/// Adds what became of the changes of status in `batch`, whose events have their ids and stand oldest first:
/// incidents with what explains them and what people said, the alerts of the last week, reports, a silence and an
/// own maintenance.
void tellIncidents(
    Ports::CommitBatch &batch, const Domain::Catalogue &catalogue, const Domain::Graph &graph, Instant now);

} // namespace Wf::Demo
