// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/schedulerule.h"

namespace Wf::Domain {

/// One line of systemd's OnCalendar: `[weekday] [date] [time] [zone]`, one to four words, at least one of the
/// first three, or a shorthand (minutely, hourly, daily, weekly, monthly, quarterly, semiannually, yearly,
/// annually) with or without a zone. The line's own zone beats `zone`.
///
/// Lists, `a..b`, `/step`, `*`; `~` counts days from the end of the month (1…28, a step behind a single one runs
/// to the last day); years 1970 to 2199, of two digits 00-69 = 20xx and 70-99 = 19xx; weekdays in full or three
/// letters, any case, also as `Mon-Fri`. A range of one value (`54..54`) is taken, as that value alone. No
/// fractions of a second.
///
/// Weekday and date must both match. A wall time that is skipped is dropped; in a repeated hour the first pass
/// counts, so `*:0/15` has a hole of an hour in autumn. Only who asks from inside the second pass about a line
/// whose hour or minute begins with `*` gets times of that pass, as systemd would say there.
[[nodiscard]] Result<WallRule> parseCalendarLine(QStringView line, const QTimeZone &zone);

} // namespace Wf::Domain
