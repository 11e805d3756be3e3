// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/schedule.h"

namespace Wf::Models {

/// A schedule as people say it: "every 5 minutes", "every weekday at 02:00, Europe/Paris", "on the last Friday of
/// every month at 18:00, UTC". What has no short saying reads as it was written, with its zone.
[[nodiscard]] QString scheduleText(const Domain::Schedule &schedule);

} // namespace Wf::Models
