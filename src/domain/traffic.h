// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <array>

namespace Wf::Domain {

/// What watching something costs its owner.
struct Traffic {
    qint64 requests = 0; ///< retries left out
    qint64 notModified = 0; ///< of these: answered with "as before", without a body
    qint64 bytes = 0; ///< of bodies, decompressed

    Traffic &operator+=(const Traffic &more);
    bool operator==(const Traffic &) const = default;
};

/// The traffic of the last 24 hours, by the hour. Starts empty with the program.
class TrafficDay {
public:
    static constexpr int kHours = 24;

    void add(const Traffic &traffic, Instant at);
    /// Of this hour and the 23 before it.
    [[nodiscard]] Traffic sum(Instant now) const;

private:
    struct Hour {
        qint64 number = -1; ///< hours since 1970; -1: never used
        Traffic traffic {};
    };
    std::array<Hour, kHours> m_hours {};
};

} // namespace Wf::Domain
