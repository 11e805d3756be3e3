// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/traffic.h"

namespace Wf::Domain {

namespace {
    qint64 hourOf(Instant at)
    {
        return std::chrono::floor<std::chrono::hours>(at.time_since_epoch()).count();
    }
} // namespace

Traffic &Traffic::operator+=(const Traffic &more)
{
    requests += more.requests;
    notModified += more.notModified;
    bytes += more.bytes;
    return *this;
}

void TrafficDay::add(const Traffic &traffic, Instant at)
{
    const qint64 number = hourOf(at);
    Hour &hour = m_hours.at(static_cast<size_t>((number % kHours + kHours) % kHours));
    if (hour.number != number)
        hour = { number, {} };
    hour.traffic += traffic;
}

Traffic TrafficDay::sum(Instant now) const
{
    const qint64 number = hourOf(now);
    Traffic all;
    for (const Hour &hour : m_hours) {
        if (hour.number > number - kHours && hour.number <= number)
            all += hour.traffic;
    }
    return all;
}

} // namespace Wf::Domain
