// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::PagerDuty {

/// all_good, minor, major.
[[nodiscard]] Reading normalizeSeverity(QStringView word);

/// A status page of PagerDuty, its own or a customer's: the document {summary} that the page holds, by itself or
/// in its web page, or the list of api/posts. A major incident is a major outage of the services that it names so,
/// and of the page where those are all of them; else it is a partial outage of the page.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::PagerDuty
