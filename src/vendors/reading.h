// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/status.h"

#include <QLatin1String>
#include <QString>

#include <algorithm>
#include <span>

namespace Wf::Vendors {

/// What one word of a vendor means. Maintenance reads as degraded with `maintenance` set.
struct Reading {
    Domain::Status status = Domain::Status::Unknown;
    bool maintenance = false;

    bool operator==(const Reading &) const = default;
};

inline constexpr Reading kOperational { Domain::Status::Operational, false };
inline constexpr Reading kDegraded { Domain::Status::Degraded, false };
inline constexpr Reading kPartialOutage { Domain::Status::PartialOutage, false };
inline constexpr Reading kMajorOutage { Domain::Status::MajorOutage, false };
inline constexpr Reading kMaintenance { Domain::Status::Degraded, true };
inline constexpr Reading kUnknown {};

/// A word of a vendor's vocabulary and its meaning.
struct Word {
    QLatin1String word;
    Reading reading;
};

/// The row of a table, whatever else is in its rows, whose `word` it is; letter case does not matter. Null where
/// there is none.
template <class Table> [[nodiscard]] auto findRow(const Table &table, QStringView word)
{
    const auto found = std::ranges::find_if(table, [&](const auto &row) {
        return word.size() == row.word.size() && word.compare(row.word, Qt::CaseInsensitive) == 0;
    });
    return found == std::ranges::end(table) ? nullptr : &*found;
}

/// The meaning of a word; letter case and outer white space do not matter. A word that is not in the table (the
/// empty one too) is kUnknown: never good, never an outage.
[[nodiscard]] Reading lookUp(std::span<const Word> table, QStringView word);

/// Which part decides when several are combined, 0 to 5: major outage > partial outage > degraded > unknown >
/// maintenance > operational. Unknown stays above the good so that an unreadable part cannot hide.
[[nodiscard]] int weight(const Reading &reading);
[[nodiscard]] Reading worse(const Reading &one, const Reading &other);

/// "partial outage", "under maintenance"
[[nodiscard]] QString phrase(const Reading &reading);

} // namespace Wf::Vendors
