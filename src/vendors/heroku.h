// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Heroku {

/// green, yellow, red, blue (maintenance).
[[nodiscard]] Reading normalizeColour(QStringView word);

/// Heroku's api/v4/current-status; the systems (Apps, Data, Tools) are components. Incidents do not say which
/// systems they are about.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Heroku
