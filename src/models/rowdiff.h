// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <vector>

namespace Wf::Models {

/// One step on the way from an old list of rows to a new one; numbers are valid at the moment of the step.
struct RowStep {
    enum class Kind { Remove, Insert, Move };
    Kind kind = Kind::Remove;
    int first = 0; ///< Remove, Insert: first row of the run; Move: the row that moves
    int last = 0; ///< Remove, Insert: last row of the run; Move: where it stands afterwards

    bool operator==(const RowStep &) const = default;
};

/// The fewest moves, then runs of removals and insertions, that turn `before` into `after`. Keys are unique in
/// each list. Removals come first, moves next, insertions last (so an inserted row is where `after` has it).
[[nodiscard]] std::vector<RowStep> diffRows(const std::vector<QString> &before, const std::vector<QString> &after);

} // namespace Wf::Models
