// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/histogram.h"
#include "domain/sample.h"

#include <span>

namespace Wf::Domain {

/// How finely results are told.
enum class Resolution : quint8 { Auto = 0, Raw = 1, Minute = 2, Hour = 3, Day = 4 };
/// "auto", "raw", "minute", "hour", "day"
[[nodiscard]] QString word(Resolution resolution);
[[nodiscard]] std::optional<Resolution> resolutionFromWord(QStringView word);
/// The width of one bucket; zero for Auto and Raw.
[[nodiscard]] Millis widthOf(Resolution resolution);

/// The start of the stretch of that width, counted from 1970-01-01T00:00Z, that `at` lies in.
[[nodiscard]] constexpr Instant floorTo(Instant at, Millis width)
{
    const Millis since = at.time_since_epoch();
    const Millis rest = since % width;
    return Instant { since - (rest < Millis::zero() ? rest + width : rest) };
}
[[nodiscard]] constexpr Instant ceilTo(Instant at, Millis width)
{
    const Instant floor = floorTo(at, width);
    return floor == at ? at : floor + width;
}

/// What many runs come to. Adding up is associative and commutative: buckets may be merged in any order.
struct Tally {
    qint64 count = 0; ///< runs that say something about the target
    qint64 failures = 0; ///< of those: neither up nor merely degraded
    qint64 degraded = 0; ///< of those: slow, or short of something
    qint64 unknown = 0; ///< runs that say nothing, not in `count`
    Micros sum { 0 }; ///< of the response times
    Micros min { 0 }; ///< zero when none was timed, like max
    Micros max { 0 };
    Histogram latency; ///< the response times (see isTimed)

    void add(const Sample &sample);
    void add(const Tally &other);
    /// up of `count` in per cent, not rounded; nothing when `count` is 0.
    [[nodiscard]] std::optional<double> uptime() const;
    /// Exact; nothing when none was timed, like the quantiles.
    [[nodiscard]] std::optional<Micros> mean() const;
    /// Within 2 %, and never outside of min … max.
    [[nodiscard]] std::optional<Micros> quantile(double share) const;

    bool operator==(const Tally &) const = default;
};

/// The runs of [start, start + width).
struct Bucket {
    Instant start {};
    Millis width { 0 };
    Tally tally;

    bool operator==(const Bucket &) const = default;
};

/// Buckets of that width, oldest first, none empty. Samples and smaller buckets may come in any order; a bucket
/// counts where its start lies.
[[nodiscard]] std::vector<Bucket> rollUp(std::span<const Sample> samples, Millis width);
[[nodiscard]] std::vector<Bucket> rollUp(std::span<const Bucket> buckets, Millis width);

} // namespace Wf::Domain
