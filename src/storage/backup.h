// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "storage/database.h"

#include "core/time.h"

namespace Wf::Storage {

/// Writes folder/watchfloor-YYYY-MM-DD.db (day of `now`, UTC), checked before it gets that name. A sound copy of
/// today is left alone, a damaged one is replaced. Answers the file. Then removes copies older than `keepDays`;
/// other files are never touched. Errors: Io.
[[nodiscard]] Result<QString> writeBackup(Database &database, const QString &folder, Instant now, int keepDays);

/// Removes watchfloor-YYYY-MM-DD.db older than `keepDays` days before `now`. Answers how many.
int removeOldBackups(const QString &folder, Instant now, int keepDays);

} // namespace Wf::Storage
