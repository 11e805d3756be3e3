// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/rollup.h"

#include <array>
#include <map>

namespace Wf::Domain {

namespace {

    constexpr std::array kWords { u"auto", u"raw", u"minute", u"hour", u"day" };

    template <class T, class At, class What>
    std::vector<Bucket> collect(std::span<const T> parts, Millis width, At at, What what)
    {
        std::map<Instant, Tally> tallies;
        auto last = tallies.end(); // parts mostly come in the order of time
        for (const T &part : parts) {
            const Instant start = floorTo(at(part), width);
            if (last == tallies.end() || last->first != start)
                last = tallies.try_emplace(start).first;
            last->second.add(what(part));
        }
        std::vector<Bucket> buckets;
        buckets.reserve(tallies.size());
        for (auto &[start, tally] : tallies)
            buckets.push_back({ start, width, std::move(tally) });
        return buckets;
    }

} // namespace

QString word(Resolution resolution)
{
    return QString::fromUtf16(kWords.at(static_cast<size_t>(resolution)));
}

std::optional<Resolution> resolutionFromWord(QStringView word)
{
    const auto found = std::ranges::find_if(kWords, [word](const char16_t *known) { return word == known; });
    if (found == kWords.end())
        return std::nullopt;
    return static_cast<Resolution>(found - kWords.begin());
}

Millis widthOf(Resolution resolution)
{
    switch (resolution) {
    case Resolution::Minute:
        return std::chrono::minutes { 1 };
    case Resolution::Hour:
        return std::chrono::hours { 1 };
    case Resolution::Day:
        return std::chrono::days { 1 };
    case Resolution::Auto:
    case Resolution::Raw:
        break;
    }
    return Millis::zero();
}

void Tally::add(const Sample &sample)
{
    if (!isKnown(sample.status)) {
        ++unknown;
        return;
    }
    ++count;
    degraded += sample.status == Status::Degraded ? 1 : 0;
    failures += !isUp(sample.status) && sample.status != Status::Degraded ? 1 : 0;
    if (!isTimed(sample))
        return;
    min = latency.count() == 0 ? sample.total : std::min(min, sample.total);
    max = std::max(max, sample.total);
    sum += sample.total;
    latency.add(sample.total);
}

void Tally::add(const Tally &other)
{
    count += other.count;
    failures += other.failures;
    degraded += other.degraded;
    unknown += other.unknown;
    if (other.latency.count() == 0)
        return;
    min = latency.count() == 0 ? other.min : std::min(min, other.min);
    max = std::max(max, other.max);
    sum += other.sum;
    latency.merge(other.latency);
}

std::optional<double> Tally::uptime() const
{
    if (count == 0)
        return std::nullopt;
    return 100.0 * static_cast<double>(count - failures - degraded) / static_cast<double>(count);
}

std::optional<Micros> Tally::mean() const
{
    return latency.count() == 0 ? std::nullopt : std::optional(sum / latency.count());
}

std::optional<Micros> Tally::quantile(double share) const
{
    const auto value = latency.quantile(share);
    return value ? std::optional(std::clamp(*value, min, max)) : std::nullopt;
}

std::vector<Bucket> rollUp(std::span<const Sample> samples, Millis width)
{
    return collect(
        samples, width, [](const Sample &sample) { return sample.at; },
        [](const Sample &sample) -> const Sample & { return sample; });
}

std::vector<Bucket> rollUp(std::span<const Bucket> buckets, Millis width)
{
    return collect(
        buckets, width, [](const Bucket &bucket) { return bucket.start; },
        [](const Bucket &bucket) -> const Tally & { return bucket.tally; });
}

} // namespace Wf::Domain
