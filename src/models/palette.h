// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

#include <QString>

#include <optional>
#include <vector>

namespace Wf::Models {

/// Something that the command palette can find.
struct PaletteEntry {
    enum class Kind { Service, Page, Action };
    Kind kind = Kind::Service;
    QString key; ///< service id, page name, action name
    QString title;
    QString hint; ///< category, shortcut, …: shown at the right, found too
    std::optional<Domain::Display> display; ///< services only

    bool operator==(const PaletteEntry &) const = default;
};

/// All services, worst first.
[[nodiscard]] std::vector<PaletteEntry> serviceEntries(const Ports::Snapshot &snapshot);

/// How well `query` is found in `text`: its letters in order, case and accents aside; higher is better (starts of
/// words and runs of letters count more). Nothing when a letter is missing; an empty query finds everything with
/// 0.
[[nodiscard]] std::optional<int> fuzzyScore(const QString &query, const QString &text);

/// The entries that `query` finds, best first, equals in their order of `entries`; at most `limit`.
[[nodiscard]] std::vector<PaletteEntry> findEntries(
    const std::vector<PaletteEntry> &entries, const QString &query, int limit);

} // namespace Wf::Models
