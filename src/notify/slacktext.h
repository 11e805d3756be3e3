// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/status.h"

#include <QString>

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

/// At most `limit` characters: whole grapheme clusters, an ellipsis for what is missing.
[[nodiscard]] QString cut(const QString &text, qsizetype limit);
/// The same with & < > escaped; the limit counts the escaped text, entities are never cut.
[[nodiscard]] QString escapeAndCut(const QString &text, qsizetype limit);
/// "Partial Outage"
[[nodiscard]] QString statusLabel(Domain::Status status);
[[nodiscard]] QString statusEmoji(Domain::Status status);
/// "2026-04-24 10:00 UTC"
[[nodiscard]] QString slackTime(Instant at);

} // namespace Wf::Notify
