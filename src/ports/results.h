// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/result.h"
#include "domain/heartbeat.h"
#include "domain/ping.h"
#include "domain/pingkeys.h"
#include "domain/rollup.h"

namespace Wf::Ports {

/// One result to remember. Told again (same monitor, same millisecond), it is the same result. One that comes late
/// is added to what was summed up already, as long as the single results of its hour are kept; after that it is
/// refused (see ResultUpkeep).
struct ResultRow {
    MonitorId monitor;
    Domain::Sample sample;

    bool operator==(const ResultRow &) const = default;
};

/// Results of [from, to), oldest first. Minute, hour and day are counted in UTC, and their first and last bucket
/// are whole ones. Auto takes the finest of them that gives at most 1,500 points.
struct ResultQuery {
    MonitorId monitor;
    Instant from {};
    Instant to {};
    Domain::Resolution resolution = Domain::Resolution::Auto;
    int limit = 1'500; ///< points, 1…5,000
};
struct ResultPage {
    Domain::Resolution resolution = Domain::Resolution::Raw; ///< what was taken, never Auto
    std::vector<Domain::Sample> samples; ///< when it is Raw
    /// When it is not; none is empty of runs. Where nothing as fine is left, wider ones (see `width`).
    std::vector<Domain::Bucket> buckets;
    std::optional<Instant> next; ///< ask again from here, with the same resolution; nothing: that was all
};

struct SummaryQuery {
    MonitorId monitor;
    Instant from {};
    Instant to {};
};
/// What [from, to) comes to; a figure without anything behind it is nothing. Exact but for the percentiles (within
/// 2 %). Where single results are gone, a day counts when its start lies in the range.
struct ResultSummary {
    qint64 count = 0; ///< runs that say something about the target
    qint64 failures = 0;
    qint64 degraded = 0;
    qint64 unknown = 0; ///< runs that say nothing, not in `count`
    std::optional<double> uptime; ///< per cent of the runs, not rounded
    std::optional<Domain::Micros> p50;
    std::optional<Domain::Micros> p95;
    std::optional<Domain::Micros> p99;
    std::optional<Domain::Micros> min;
    std::optional<Domain::Micros> mean;
    std::optional<Domain::Micros> max;

    bool operator==(const ResultSummary &) const = default;
};
[[nodiscard]] inline ResultSummary summaryOf(const Domain::Tally &tally)
{
    const auto timed = [&tally](Domain::Micros value) {
        return tally.latency.count() > 0 ? std::optional(value) : std::nullopt;
    };
    return { tally.count, tally.failures, tally.degraded, tally.unknown, tally.uptime(), tally.quantile(0.5),
        tally.quantile(0.95), tally.quantile(0.99), timed(tally.min), tally.mean(), timed(tally.max) };
}

/// What is kept of results and pings, and how long. Summed-up days are kept for ever.
struct ResultLimits {
    Millis single { std::chrono::days { 90 } }; ///< single results; zero keeps them for ever
    qint64 singleBytes = 0; ///< packed single results of all monitors, the oldest go first; 0 = no limit
    Millis hours { std::chrono::days { 7 } }; ///< hours become days after this
    Millis pings { std::chrono::days { 30 } };
    int pingsAtLeast = 100; ///< newest ones of each heartbeat that are kept whatever their age
    int pingsAtMost = 10'000; ///< of each heartbeat
    int pingBodiesAtMost = 1'000; ///< of each heartbeat: of older ones only the body goes

    bool operator==(const ResultLimits &) const = default;
};
/// What one round of summing up and clearing out did. A second round straight after it does nothing.
struct ResultUpkeep {
    qint64 packed = 0; ///< results that became part of a packed hour
    qint64 folded = 0; ///< hours that became part of a day
    qint64 purged = 0; ///< packed hours of single results that were dropped
    qint64 pings = 0; ///< pings that were dropped
    qint64 refused = 0; ///< results that came after the single results of their hour were dropped
    QString refusal; ///< one sentence about them; empty when there were none
    Domain::Micros longestStep { 0 }; ///< nobody waited longer than this for the writer
};

/// What is remembered of a heartbeat.
struct HeartbeatRow {
    MonitorId id;
    Domain::HeartbeatState state;
    Domain::PingKeys keys;

    bool operator==(const HeartbeatRow &) const = default;
};

/// One line of a heartbeat's ping log.
struct PingRow {
    MonitorId monitor;
    qint64 number =
        0; ///< HeartbeatState::pings once it was counted: from 1, rising; told again it is the same line
    Domain::Ping ping;
    std::optional<Millis> duration; ///< of the run that it ended
    QString scheme; ///< "http", "https"
    Domain::KeyUse key = Domain::KeyUse::Current;
    bool hasBody = false; ///< a body is kept; set by the store

    bool operator==(const PingRow &) const = default;
};
struct PingQuery {
    MonitorId monitor;
    std::optional<qint64> before; ///< cursor: pings with a lower number
    int limit = 100; ///< 1…1,000
};
struct PingPage {
    std::vector<PingRow> pings; ///< newest first; bodies left out, see pingBody()
    qint64 total = 0; ///< kept of this heartbeat
};

/// A service (or monitor) that was defined in the program and not in a file, as its JSON text.
struct DefinitionRow {
    QString id;
    QString json;
    Instant createdAt {};
    Instant updatedAt {};

    bool operator==(const DefinitionRow &) const = default;
};

} // namespace Wf::Ports
