// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/sighting.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr size_t kRecent = 20;

    Instant beginning(const Sighting &sighting)
    {
        const Instant never = Instant::max();
        return std::min(sighting.ownAt.value_or(never), sighting.vendorAt.value_or(never));
    }

    bool goesOn(const Sighting &sighting, Instant now)
    {
        return !sighting.endedAt || now - *sighting.endedAt <= kSightingLinger;
    }

    void note(std::optional<Instant> &first, const std::optional<Instant> &since)
    {
        if (!first)
            first = since;
    }

    void count(SightingSummary &summary, const Sighting &sighting)
    {
        if (const auto lag = sighting.lag())
            ++(*lag > Millis { 0 } ? summary.oursFirst : summary.vendorFirst);
        else
            ++(sighting.ownAt ? summary.onlyOurs : summary.onlyVendor);
    }

    std::optional<Millis> median(std::vector<Millis> values)
    {
        if (values.empty())
            return std::nullopt;
        std::ranges::sort(values);
        const size_t middle = values.size() / 2;
        return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
} // namespace

std::optional<Millis> Sighting::lag() const
{
    return ownAt && vendorAt ? std::optional(*vendorAt - *ownAt) : std::nullopt;
}

std::optional<Sighting> follow(
    const std::optional<Sighting> &latest, const ServiceId &service, const Sides &sides, Instant now)
{
    if (sides.quiet()) {
        if (!latest || latest->endedAt)
            return std::nullopt;
        Sighting ended = *latest;
        ended.endedAt = now;
        return ended;
    }
    Sighting next;
    next.service = service;
    if (latest && goesOn(*latest, now))
        next = *latest;
    next.endedAt.reset();
    note(next.ownAt, sides.own);
    note(next.vendorAt, sides.vendor);
    return latest == next ? std::nullopt : std::optional(next);
}

SightingSummary summarize(std::span<const Sighting> sightings, Instant since)
{
    SightingSummary summary;
    std::vector<Millis> lags;
    for (const Sighting &sighting : sightings) {
        if (beginning(sighting) < since)
            continue;
        count(summary, sighting);
        if (const auto lag = sighting.lag())
            lags.push_back(*lag);
        summary.recent.push_back(sighting);
    }
    summary.medianLag = median(std::move(lags));
    std::ranges::sort(summary.recent, std::greater {}, beginning);
    summary.recent.resize(std::min(summary.recent.size(), kRecent));
    return summary;
}

} // namespace Wf::Domain
