// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"
#include "domain/checkspec.h"

namespace Wf::Config {

struct ReadCheck {
    Domain::CheckSpec spec;
    QUrl shown; ///< address for display and keys, without secrets; empty for commands and domains
};

/// Keys of one kind of check, beside those that every monitor has.
[[nodiscard]] QStringList checkKeys(const QString &kind);
/// Keys of its `expect:`.
[[nodiscard]] QStringList expectKeys(const QString &kind);

/// Reads an active check of one of Domain::checkKinds(). Keys that it does not know are not looked at here.
[[nodiscard]] ReadCheck readCheck(const QString &kind, const Place &monitor, const Reading &reading);

} // namespace Wf::Config
