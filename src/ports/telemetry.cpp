// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "ports/telemetry.h"

#include <algorithm>
#include <numeric>

namespace Wf::Ports {

void Distribution::note(double value)
{
    const auto bound = std::ranges::lower_bound(bounds, value);
    ++counts[static_cast<size_t>(bound - bounds.begin())];
    sum += value;
}

void Distribution::add(const Distribution &other)
{
    if (counts.empty()) {
        *this = other;
        return;
    }
    for (size_t i = 0; i < std::min(counts.size(), other.counts.size()); ++i)
        counts[i] += other.counts[i];
    sum += other.sum;
}

quint64 Distribution::count() const
{
    return std::accumulate(counts.begin(), counts.end(), quint64(0));
}

} // namespace Wf::Ports
