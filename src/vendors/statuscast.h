// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Statuscast {

/// StatusCast, /status.json, /components.json and /incidents.json, alone or together, told apart by their shape.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);
/// Components and incidents for the address of the status.
[[nodiscard]] std::vector<QUrl> companions(const QUrl &url);

} // namespace Wf::Vendors::Statuscast
