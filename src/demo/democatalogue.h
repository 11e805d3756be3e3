// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"

namespace Wf::Demo {

/// A made-up company's forty services and what depends on what.
[[nodiscard]] Domain::Catalogue makeCatalogue();

} // namespace Wf::Demo
