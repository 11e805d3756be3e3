// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/sample.h"

#include "domain/observation.h"

namespace Wf::Domain {

namespace {

    constexpr qsizetype kLongestFailure = 300;

} // namespace

bool isTimed(const Sample &sample)
{
    const bool answered =
        sample.status == Status::Operational || sample.status == Status::Degraded || sample.code != 0;
    return answered && isKnown(sample.status) && sample.total > Micros::zero();
}

Sample sampleOf(const CheckResult &result, Status status, Instant at)
{
    return { at, status, result.phases, result.total, result.code, result.bytes,
        result.failure.left(kLongestFailure) };
}

Sample sampleOf(const Observation &observation)
{
    if (observation.check)
        return sampleOf(*observation.check, observation.status, observation.at);
    const bool good = observation.succeeded() && isUp(observation.status);
    return { .at = observation.at,
        .status = observation.status,
        .phases = {},
        .total = observation.latency,
        .code = observation.httpStatus,
        .bytes = observation.bytes,
        .failure = good ? QString() : observation.detail.left(kLongestFailure) };
}

} // namespace Wf::Domain
