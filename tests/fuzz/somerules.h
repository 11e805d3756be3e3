// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/shared.h"
#include "domain/pagerules.h"

namespace Wf::Fuzz {

/// Rules of the dialect "json" that use all there is.
[[nodiscard]] Shared<Domain::PageRules> someRules();

} // namespace Wf::Fuzz
