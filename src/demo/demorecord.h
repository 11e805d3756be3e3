// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "demo/story.h"
#include "ports/store.h"

namespace Wf::Demo {

/// Adds what the vendor of the service published until `now`, without ids. One that own checks watch as well
/// softens the words of its longest incident in silence, and once took longer for a maintenance than announced.
void tellRecord(const Domain::Service &service, const Story &story, Instant now, Ports::CommitBatch &batch);

} // namespace Wf::Demo
