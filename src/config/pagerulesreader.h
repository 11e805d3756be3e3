// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/checker.h"
#include "config/reading.h"
#include "domain/pagerules.h"

#include <tl/expected.hpp>

namespace Wf::Config {

/// Reads `json:` of a monitor of that kind: where things stand in a vendor's JSON, and what its words mean.
/// `place` is named in sentences. What is not fit becomes a fault and is left out.
[[nodiscard]] Domain::PageRules readPageRules(const Place &place, Checker &checker);

/// The rules in a file of their own: what stands under `json:`, or a map with the one key `json`.
[[nodiscard]] tl::expected<Domain::PageRules, std::vector<Fault>> parsePageRules(
    const QByteArray &yaml, const QString &file);

} // namespace Wf::Config
