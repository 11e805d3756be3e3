// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Instatus {

/// Instatus: /summary.json, /v2/components.json (a tree) or /v3/components.json (a flat list), both in one, the
/// data that the page carries in itself ("site"), and its list of open incidents. The worst component decides;
/// without components the worst open incident or the page's own word.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);
/// The components for the address of a summary.
[[nodiscard]] std::vector<QUrl> companions(const QUrl &url);

} // namespace Wf::Vendors::Instatus
