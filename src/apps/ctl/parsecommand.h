// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/report.h"
#include "core/time.h"

#include <QIODevice>
#include <QStringList>

namespace Wf::Ctl {

/// `parse DIALECT FILE [--component SELECTOR]… [--now TIME] [--rules FILE]`: what a vendor's page says, read from
/// a file without a server, as one JSON object. `words` is what follows `parse`; `input` is read for a FILE of
/// "-". Exit status 0 when the page was readable, 1 when it was not, 2 for words that cannot be carried out.
[[nodiscard]] Report parseReport(const QStringList &words, QIODevice &input, Instant now);
/// What can be written after `parse`.
[[nodiscard]] QString parseUsage();

} // namespace Wf::Ctl
