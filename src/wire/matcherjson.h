// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/alertpolicy.h"
#include "wire/bodyreader.h"

namespace Wf::Wire {

/// {"services", "categories", "tiers", "tags", "kinds", "statuses", "during"}: empty lists match everything.
[[nodiscard]] QJsonObject matcher(const Domain::AlertMatcher &match);

/// What a body is about: its object "match", or its list "services" alone. One that names nothing is refused:
/// services ["*"] says that everything is meant.
[[nodiscard]] Domain::AlertMatcher readMatcher(BodyReader &reader);

} // namespace Wf::Wire
