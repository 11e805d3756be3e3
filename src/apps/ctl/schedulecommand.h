// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/report.h"
#include "core/time.h"

#include <QStringList>

namespace Wf::Ctl {

/// `schedule next EXPR [--tz ZONE] [--from TIME] [--count N]`: the next runs, one ISO 8601 UTC line each, without
/// a server. `words` is what follows `schedule`. A refusal goes to the error stream with exit status 2; an
/// expression that has no more runs prints fewer lines or none.
[[nodiscard]] Report scheduleReport(const QStringList &words, Instant now);

} // namespace Wf::Ctl
