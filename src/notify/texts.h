// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/status.h"

#include <QString>

namespace Wf::Notify {

/// At most `limit` characters: whole grapheme clusters, an ellipsis for what is missing.
[[nodiscard]] QString cut(const QString &text, qsizetype limit);
/// The same as `written` writes it; the limit counts what is written, and no piece of that is cut. Writing must
/// not shorten.
[[nodiscard]] QString cutWritten(const QString &text, qsizetype limit, QString (*written)(const QString &));
/// Without control characters other than line feed and tab; line ends as line feeds.
[[nodiscard]] QString printable(const QString &text);
/// "Partial Outage"
[[nodiscard]] QString statusLabel(Domain::Status status);
[[nodiscard]] QString statusEmoji(Domain::Status status);
/// "2026-04-24 10:00 UTC"
[[nodiscard]] QString minuteTime(Instant at);
/// "2026-04-24 10:00:00 UTC"
[[nodiscard]] QString secondTime(Instant at);

} // namespace Wf::Notify
