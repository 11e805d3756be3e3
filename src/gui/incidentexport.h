// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

namespace Wf::Gui {

/// Writes Markdown as it is, or laid out on A4 where the file's name ends in ".pdf". Io with one sentence when
/// that does not work; a file that was there before is then as it was.
[[nodiscard]] Result<void> writeDocument(const QString &file, const QString &title, const QString &markdown);

} // namespace Wf::Gui
