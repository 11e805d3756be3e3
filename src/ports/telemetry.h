// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "domain/outagereason.h"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace Wf::Ports {

/// A histogram as Prometheus knows it.
struct Distribution {
    std::span<const double> bounds {}; ///< rising, of static storage
    std::vector<quint64> counts {}; ///< one a bound and one for what lies above; not cumulative
    double sum = 0;

    Distribution() = default;
    explicit Distribution(std::span<const double> upperBounds)
        : bounds(upperBounds)
        , counts(upperBounds.size() + 1)
    {
    }
    /// A value on a bound counts below it.
    void note(double value);
    /// Both have the same bounds, or one has none yet.
    void add(const Distribution &other);
    [[nodiscard]] quint64 count() const;
};

/// Upper bounds in seconds.
inline constexpr double kRunBounds[] { 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60 };
inline constexpr double kAnswerBounds[] { 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 };
inline constexpr double kOutageBounds[] { 60, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400 };
inline constexpr double kDeliveryBounds[] { 0.5, 1, 2, 5, 10, 30, 60, 300 };
inline constexpr double kStoreBounds[] { 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1 };
inline constexpr double kVendorBounds[] { 0.1, 0.5, 1, 2, 5, 10, 30 };
inline constexpr double kLatenessBounds[] { 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30 };
/// A call of the store that takes longer is a slow one.
inline constexpr Millis kSlowStoreCall { 100 };

/// Confirmed outages of one check or heartbeat. What is usual for it is there from the start, with zero.
struct OutageCounts {
    std::map<Domain::OutageReason, quint64> begun {};
    quint64 recoveries = 0;
    Distribution length { kOutageBounds }; ///< of those that ended
};

/// What was counted of one active check since the program started.
struct CheckCounts {
    MonitorId monitor {};
    quint64 succeeded = 0; ///< runs that found it up
    quint64 failed = 0; ///< runs that found it in trouble; runs that say nothing are neither
    quint64 failing = 0; ///< of those, how many in a row up to now
    Distribution total { kRunBounds }; ///< of whole runs that say something
    /// Until the first byte of an HTTP answer came, by status code. A target cannot make it grow without end: what
    /// is beyond the first codes is counted under 1 to 5 for 1xx to 5xx.
    std::map<int, Distribution> answers {};
    OutageCounts outages {};
    std::optional<double> uptimeDay {}; ///< per cent of the runs of this hour and the 23 before; nothing: none
};

struct HeartbeatCounts {
    MonitorId monitor {};
    quint64 onTime = 0; ///< successes
    quint64 late = 0; ///< successes that came when it was overdue
    quint64 missed = 0; ///< deadlines that passed
    OutageCounts outages {};
};

/// Attempts to deliver messages of one sort over one channel.
struct DeliveryCounts {
    QString kind {}; ///< whom they go to: "global", "service", "poller_health"
    QString channel {};
    quint64 delivered = 0;
    std::map<QString, quint64> failed {}; ///< by sort of error (one word out of few)
    quint64 retries = 0; ///< attempts that were not the first
    Distribution delay { kDeliveryBounds }; ///< from the decision to the delivery
};

/// Calls of the store: how long the caller waited.
struct StoreCounts {
    QString model {}; ///< "batch", "events", "results", …
    QString operation {}; ///< "write" or "read"
    quint64 slow = 0;
    quint64 failed = 0;
    Distribution duration { kStoreBounds };
};

/// Questions to one vendor's host.
struct VendorCounts {
    QString host {};
    quint64 succeeded = 0;
    quint64 failed = 0;
    Distribution duration { kVendorBounds };
};

/// Readings of vendors' pages that met something unknown: a word, a state. Each reading counts, so that the
/// counter moves for as long as it is there.
struct UnmappedCounts {
    QString kind {}; ///< of the dialect
    quint64 words = 0;
};

/// How busy the checks are.
struct CheckLoad {
    qint64 running = 0;
    qint64 waiting = 0; ///< for a place
    quint64 dropped = 0; ///< not asked because too many waited
    Distribution waited { kLatenessBounds }; ///< for a place, of those that got one
};

/// Everything that is counted for /metrics and for nothing else: as long as the catalogue is large, so it is
/// gathered when it is asked for.
struct Telemetry {
    std::vector<CheckCounts> checks {}; ///< by id
    std::vector<HeartbeatCounts> heartbeats {}; ///< by id
    std::vector<DeliveryCounts> deliveries {};
    std::vector<StoreCounts> store {};
    std::vector<VendorCounts> vendors {};
    std::vector<UnmappedCounts> unmapped {}; ///< by kind
    Distribution startLateness { kLatenessBounds }; ///< between when a question was due and when it was asked
    CheckLoad load {};
};

} // namespace Wf::Ports
