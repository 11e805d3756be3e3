// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkresult.h"

namespace Wf::Domain {

struct Observation;

/// One run of one check as it is remembered. A monitor has at most one at the same millisecond.
struct Sample {
    Instant at {}; ///< when it was over
    Status status = Status::Unknown; ///< the verdict on this run alone
    Phases phases;
    Micros total { 0 };
    int code = 0; ///< HTTP status, exit status, DNS response code; 0 when none was received
    qint64 bytes = 0;
    QString failure; ///< what was not as it should be, at most 300 characters; empty when all was

    bool operator==(const Sample &) const = default;
};

/// The one meaning of "up", for states, percentages, charts and metrics alike.
[[nodiscard]] constexpr bool isUp(Status status)
{
    return status == Status::Operational;
}
/// The run says something about the target. Runs that do not (a fault of ours) count neither as up nor as down.
[[nodiscard]] constexpr bool isKnown(Status status)
{
    return status != Status::Unknown;
}
/// The target answered, well or badly, so that `total` says how fast it is: a refused connection is quick and a
/// deadline is slow, yet neither is a response time.
[[nodiscard]] bool isTimed(const Sample &sample);

/// What is kept of a result.
[[nodiscard]] Sample sampleOf(const CheckResult &result, Status status, Instant at);
/// The same of any answer: a vendor's page has a latency and a size, and no phases.
[[nodiscard]] Sample sampleOf(const Observation &observation);

} // namespace Wf::Domain
