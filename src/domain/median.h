// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <span>

namespace Wf::Domain {

/// The middle one, or half way between the two in the middle; `sorted` is least first. Nothing of nothing.
[[nodiscard]] inline std::optional<Millis> medianOf(std::span<const Millis> sorted)
{
    if (sorted.empty())
        return std::nullopt;
    const size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

} // namespace Wf::Domain
