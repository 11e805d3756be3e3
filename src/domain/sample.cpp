// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/sample.h"

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

} // namespace Wf::Domain
