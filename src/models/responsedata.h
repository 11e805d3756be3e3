// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/monitortexts.h"

namespace Wf::Models {

/// Response times of one check over a stretch of time, ready to be drawn.
struct ResponseData {
    struct Point {
        Instant at {}; ///< middle of what it sums up
        Millis width { 0 };
        std::optional<Domain::Micros> p50; ///< nothing: no run was timed
        std::optional<Domain::Micros> p95;
        qint64 runs = 0;
        qint64 failures = 0;
        bool operator==(const Point &) const = default;
    };
    struct Outage {
        Instant from {};
        Instant to {};
        bool operator==(const Outage &) const = default;
    };
    Instant from {};
    Instant to {};
    std::vector<std::vector<Point>> lines; ///< runs of points; between two of them nobody looked
    std::vector<Outage> outages; ///< oldest first
    Domain::Micros highest { 0 };
    Ports::ResultSummary summary;

    bool operator==(const ResponseData &) const = default;
};

/// Summed up to some 200 points; `interval` is how often the check is asked, so that a gap is known as one.
[[nodiscard]] ResponseData responseData(const Ports::ResultPage &page, Instant from, Instant to, Millis interval);
/// "p50 84 ms, p95 210 ms, p99 540 ms over 1,440 runs, 99.79% up, 2 outages, the longest 14 min"
[[nodiscard]] QString responseText(const ResponseData &data);
/// "18:20: p50 84 ms, p95 210 ms, 5 runs, 1 failed"
[[nodiscard]] QString pointText(const ResponseData::Point &point, Instant now);
/// The point nearest to `at`; null when there is none.
[[nodiscard]] const ResponseData::Point *nearest(const ResponseData &data, Instant at);

/// A part of a check's time: "TLS 34 ms", share 0…1 of the whole.
struct PhasePart {
    QString name;
    Domain::Micros took { 0 };
    double share = 0;
    bool operator==(const PhasePart &) const = default;
};
[[nodiscard]] std::vector<PhasePart> phaseParts(const Domain::CheckResult &result);
/// Name and value of what else a run found: peer, certificate, redirects, size.
[[nodiscard]] std::vector<std::pair<QString, QString>> resultFacts(const Domain::CheckResult &result, Instant now);

} // namespace Wf::Models
