// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/status.h"

#include <optional>
#include <span>
#include <vector>

namespace Wf::Domain {

/// A stretch of one service's history. Lists of them are ordered, do not overlap, and may have holes (not
/// covered).
struct Interval {
    Instant from {};
    std::optional<Instant> to; ///< empty: still open
    Status status = Status::Unknown;
    Knowledge knowledge = Knowledge::Seen;

    bool operator==(const Interval &) const = default;
};

/// How [from, to) of a list was spent, exact milliseconds.
struct Uptime {
    Millis up { 0 }; ///< seen (or said by a person) operational
    Millis down { 0 }; ///< seen degraded or worse
    Millis maintenance { 0 }; ///< left out of the percentage
    Millis uncovered { 0 }; ///< blind, unknown, or before anyone watched

    /// up of (up + down), or nothing when neither was seen. Not rounded.
    [[nodiscard]] std::optional<double> percent() const;
    /// Covered share of the window (0…1): up, down and maintenance.
    [[nodiscard]] double coverage() const;
    bool operator==(const Uptime &) const = default;
};
[[nodiscard]] Uptime uptime(std::span<const Interval> intervals, Instant from, Instant to);

/// The worst of one slice of time.
struct Cell {
    Status status = Status::Unknown; ///< worst seen; Unknown when nothing was seen
    Knowledge knowledge =
        Knowledge::Blind; ///< Maintenance when the worst is maintenance; Blind when nothing was seen
    bool covered = false; ///< something was seen

    bool operator==(const Cell &) const = default;
};
/// [from, to) in `count` equal slices, oldest first; slices after `now` are not covered.
[[nodiscard]] std::vector<Cell> cells(
    std::span<const Interval> intervals, Instant from, Instant to, int count, Instant now);
/// Element-wise worst of several services' cells (all of the same length).
[[nodiscard]] std::vector<Cell> worstOf(std::span<const std::vector<Cell>> rows);

/// The interval that covers `at`, or null.
[[nodiscard]] const Interval *intervalAt(std::span<const Interval> intervals, Instant at);

/// Closes the open interval and opens (status, knowledge) at `now`, when they differ; returns what changed.
struct HistoryStep {
    std::optional<Interval> closed; ///< the former open interval with its end
    std::optional<Interval> opened;
};
[[nodiscard]] HistoryStep extend(
    const std::vector<Interval> &intervals, Status status, Knowledge knowledge, Instant now);

} // namespace Wf::Domain
