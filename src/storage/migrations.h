// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "storage/database.h"

namespace Wf::Storage {

/// One numbered step of the schema, a file NNNN_name.sql.
struct Migration {
    int number = 0;
    QString name; ///< file name without folder
    QByteArray sql; ///< statements, each ending with a semicolon at the end of a line

    [[nodiscard]] QString checksum() const; ///< SHA-256, hexadecimal
};

/// The steps that this program knows, ascending.
[[nodiscard]] std::vector<Migration> builtInMigrations();

/// Reads only. Errors: NewerSchema (written by a newer program), Conflict (a step that was applied differs from
/// the program's, or the file belongs to another program), Io.
[[nodiscard]] Result<void> checkSchema(Database &database, const std::vector<Migration> &migrations);

/// Applies what is missing, each step in one transaction; a step that fails leaves the state before it. Answers
/// how many were applied.
[[nodiscard]] Result<int> migrate(Database &database, const std::vector<Migration> &migrations, Instant now);

/// The statements of a file, comments left out. At most 1,000.
[[nodiscard]] QStringList statementsOf(const QByteArray &sql);

} // namespace Wf::Storage
