// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/bulletin.h"
#include "vendors/intake.h"

namespace Wf::Vendors {

/// The entries of the summary that several products make for widgets: "ongoing_incidents",
/// "in_progress_maintenances" and "scheduled_maintenances", each with the components that it affects. Components
/// that are well are not listed. `words` are those for a component and for the impact of an incident.
void readWidget(Bulletin &bulletin, Intake &intake, const JsonObject &root, std::span<const Word> words);

} // namespace Wf::Vendors
