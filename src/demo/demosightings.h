// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "demo/story.h"
#include "domain/sighting.h"

namespace Wf::Demo {

/// Who saw each trouble of the story first, of a service that its vendor's page and own checks both watch; else
/// nothing. Without ids, oldest first; what goes on at `now` was seen by both.
[[nodiscard]] std::vector<Domain::Sighting> pastSightings(
    const Domain::Service &service, const Story &story, Instant now);

} // namespace Wf::Demo
