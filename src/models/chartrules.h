// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "ports/snapshot.h"

#include <optional>

/// How figures become marks and colours on charts and tiles.
namespace Wf::Models {

/// Of so many points every n-th bears a label: all of up to 12, every second of 24, every 4th of 48, every 8th of
/// 96, and beyond that a twelfth of them.
[[nodiscard]] int labelStep(int points);

/// Round times on an axis, few enough to be read: every n-th of what clocks and calendars count in.
struct TimeTicks {
    std::vector<Instant> at; ///< within the range, oldest first
    Millis step { 0 };
    bool operator==(const TimeTicks &) const = default;
};
/// Ticks of [from, to] as they are round at `offset` from UTC: whole minutes, hours, days.
[[nodiscard]] TimeTicks timeTicks(Instant from, Instant to, Seconds offset);

/// How good a percentage of uptime is. It is the percentage itself that counts, not its rounded text.
enum class Grade : quint8 { Good, Middling, Bad };
[[nodiscard]] Grade gradeOf(double uptime);
/// The colour of a grade is that of a state, so that themes and the colour-blind palette hold for both.
[[nodiscard]] Domain::Display displayOf(Grade grade);

/// How many of the checks that are watched are up, in per cent; nothing where none says anything: without checks
/// the honest answer is that nobody knows, neither 0 nor 100.
[[nodiscard]] std::optional<double> shareUp(const Ports::Snapshot &snapshot);

} // namespace Wf::Models
