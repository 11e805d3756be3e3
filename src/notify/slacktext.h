// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "notify/texts.h"

namespace Wf::Notify {

/// Slack's limits, in characters; a payload beyond them is refused as a whole.
constexpr qsizetype kSlackHeader = 150;
constexpr qsizetype kSlackSection = 3000;
constexpr qsizetype kSlackField = 2000;
constexpr qsizetype kSlackContext = 2000;
constexpr qsizetype kSlackUrl = 3000;
constexpr qsizetype kSlackFallback = 3000;
constexpr qsizetype kSlackButtonValue = 2000;
constexpr int kSlackBlocks = 50;

/// At most `limit` characters with & < > escaped, so that nothing in it is a mention or a link; the limit counts
/// the escaped text, entities are never cut.
[[nodiscard]] QString escapeAndCut(const QString &text, qsizetype limit);

} // namespace Wf::Notify
