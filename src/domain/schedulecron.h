// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/schedulerule.h"

namespace Wf::Domain {

/// Five fields (minute, hour, day of the month, month, weekday) as Debian's cron reads them: numbers, `*`, lists,
/// ranges, `/step`, JAN-DEC and SUN-SAT in any case, Sunday is 0 or 7, `a/n` runs from a to the end of the field
/// (`a-a/n` is a alone). Besides: day `L` and `LW`, weekday `5L` and `2#3`; a step behind L or LW means nothing.
/// No macros (@daily), no `?`, no `W`, no `L-n`.
///
/// When the day or the weekday field begins with `*`, both must match, else one suffices. When neither the minute
/// nor the hour field begins with `*`, the job is fixed: a run in a gap takes place in the first minute after it
/// and one in a repeated hour in the first pass; otherwise the job follows the clock on the wall. That holds for
/// changes of any length, also when a whole day is skipped.
[[nodiscard]] Result<WallRule> parseCronExpression(QStringView expression, const QTimeZone &zone);

} // namespace Wf::Domain
