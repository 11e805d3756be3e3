// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QByteArray>

namespace Wf::Domain {

/// Times of day on some days of the week, by the clocks of a zone: "22:00 to 07:00 from Monday to Friday". One
/// that goes over midnight belongs to the day on which it begins; from == to is the whole day.
struct WeekTimes {
    quint8 days = 0x7f; ///< bit 0 = Monday … bit 6 = Sunday
    int from = 0; ///< minutes after midnight, 0…1439
    int to = 0; ///< the first minute that is not in it
    QByteArray zone {}; ///< IANA name; empty: UTC

    bool operator==(const WeekTimes &) const = default;
};

[[nodiscard]] bool contains(const WeekTimes &times, Instant at);
/// The first moment after `at`, to the minute, at which contains() says otherwise; nothing when it never does. A
/// time that the clocks skip counts as the first after it.
[[nodiscard]] std::optional<Instant> nextChange(const WeekTimes &times, Instant at);

} // namespace Wf::Domain
