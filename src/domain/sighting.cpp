// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/sighting.h"

#include "domain/catalogue.h"
#include "domain/median.h"
#include "domain/words.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr size_t kRecent = 20;

    bool goesOn(const Sighting &sighting, const Sides &sides, Instant now)
    {
        if (!sighting.endedAt || now - *sighting.endedAt <= kSightingLinger)
            return true;
        const auto lasts = [&](const std::optional<Instant> &since) {
            return since && *since <= *sighting.endedAt;
        };
        return lasts(sides.own) || lasts(sides.vendor);
    }

    void note(
        std::optional<Instant> &first, const std::optional<Instant> &since, const std::optional<Instant> &other)
    {
        if (!first && since && (!other || std::chrono::abs(*since - *other) <= kSightingReach))
            first = since;
    }

    void count(SightingSummary &summary, const Sighting &sighting)
    {
        if (const auto lag = sighting.lag())
            ++(*lag > Millis { 0 } ? summary.oursFirst : summary.vendorFirst);
        else if (sighting.endedAt)
            ++(sighting.ownAt ? summary.onlyOurs : summary.onlyVendor);
    }

    void arrange(SightingSummary &summary)
    {
        std::ranges::sort(summary.lags);
        std::ranges::sort(summary.recent, std::greater {},
            [](const Sighting &sighting) { return std::pair(beginningOf(sighting), sighting.id); });
        summary.recent.resize(std::min(summary.recent.size(), kRecent));
    }
} // namespace

Source sourceOf(const MonitorSpec &monitor)
{
    if (monitor.check)
        return Source::Own;
    if (monitor.isHeartbeat())
        return Source::Heartbeat;
    return monitor.isManual() ? Source::Person : Source::Vendor;
}

QString word(Source source)
{
    static constexpr Words::Table<4> kSources { QLatin1String("vendor"), QLatin1String("own_check"),
        QLatin1String("heartbeat"), QLatin1String("person") };
    return Words::of(kSources, source);
}

bool isVendorsPage(const MonitorSpec &monitor)
{
    return sourceOf(monitor) == Source::Vendor && monitor.asked;
}

bool hasVendorsPage(const Service &service)
{
    return std::ranges::any_of(service.monitors, isVendorsPage);
}

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
        ended.endedAt = std::max({ now, ended.ownAt.value_or(now), ended.vendorAt.value_or(now) });
        return ended;
    }
    Sighting next;
    next.service = service;
    if (latest && goesOn(*latest, sides, now))
        next = *latest;
    next.endedAt.reset();
    note(next.ownAt, sides.own, next.vendorAt);
    note(next.vendorAt, sides.vendor, next.ownAt);
    return latest == next ? std::nullopt : std::optional(next);
}

Instant beginningOf(const Sighting &sighting)
{
    const Instant never = Instant::max();
    return std::min(sighting.ownAt.value_or(never), sighting.vendorAt.value_or(never));
}

std::optional<Millis> SightingSummary::medianLag() const
{
    return medianOf(lags);
}

SightingSummary summarize(std::span<const Sighting> sightings, Instant since)
{
    SightingSummary summary;
    for (const Sighting &sighting : sightings) {
        if (beginningOf(sighting) < since)
            continue;
        count(summary, sighting);
        if (const auto lag = sighting.lag())
            summary.lags.push_back(*lag);
        summary.recent.push_back(sighting);
    }
    arrange(summary);
    return summary;
}

SightingSummary pool(SightingSummary a, const SightingSummary &b)
{
    a.oursFirst += b.oursFirst;
    a.vendorFirst += b.vendorFirst;
    a.onlyOurs += b.onlyOurs;
    a.onlyVendor += b.onlyVendor;
    a.lags.insert(a.lags.end(), b.lags.begin(), b.lags.end());
    a.recent.insert(a.recent.end(), b.recent.begin(), b.recent.end());
    arrange(a);
    return a;
}

} // namespace Wf::Domain
