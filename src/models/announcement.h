// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

namespace Wf::Models {

/// What changed between two live snapshots, in words to be spoken: "Okta: major outage since 10:42; npm:
/// operational". Worst first, at most three services by name, then their number; empty when nothing changed that
/// is worth an interruption. A computer that goes offline is one sentence, not one a service.
[[nodiscard]] QString announcement(const Ports::Snapshot &before, const Ports::Snapshot &after);

} // namespace Wf::Models
