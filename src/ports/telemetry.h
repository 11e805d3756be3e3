// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"

#include <QString>

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
    void note(double value);
    [[nodiscard]] quint64 count() const;
};

/// What was counted of one active check since the program started.
struct CheckCounts {
    MonitorId monitor {};
    quint64 succeeded = 0;
    quint64 failed = 0;
    Distribution total {}; ///< seconds of whole runs
    std::map<int, Distribution>
        answers {}; ///< seconds until the first byte came, by status code; HTTP checks only
    std::map<QString, quint64> outages {}; ///< confirmed ones that began, by reason (one word)
    quint64 recoveries = 0;
    Distribution outageLength {}; ///< seconds, of those that ended
    std::optional<double> uptimeDay {}; ///< per cent of the runs of the last 24 h
};

struct HeartbeatCounts {
    MonitorId monitor {};
    quint64 onTime = 0;
    quint64 late = 0; ///< came when it was late or down
    quint64 missed = 0; ///< deadlines that passed
};

/// Attempts to deliver messages of one sort over one channel.
struct DeliveryCounts {
    QString kind {}; ///< word of the message's target: "global", "service", "poller_health"
    QString channel {};
    quint64 delivered = 0;
    std::map<QString, quint64> failed {}; ///< by sort of error (one word)
    quint64 retries = 0;
    Distribution delay {}; ///< seconds from the decision to the delivery
};

/// Calls of the store: how long the caller waited.
struct StoreCounts {
    QString model {}; ///< "batch", "events", "results", …
    QString operation {}; ///< "write" or "read"
    quint64 slow = 0; ///< took longer than 100 ms
    quint64 failed = 0;
    Distribution duration {}; ///< seconds
};

/// Questions to one vendor's host.
struct VendorCounts {
    QString host {};
    quint64 succeeded = 0;
    quint64 failed = 0;
    Distribution duration {}; ///< seconds
};

/// Everything that is counted for /metrics and for nothing else: as long as the catalogue is large, so it is
/// gathered when it is asked for.
struct Telemetry {
    std::vector<CheckCounts> checks {};
    std::vector<HeartbeatCounts> heartbeats {};
    std::vector<DeliveryCounts> deliveries {};
    std::vector<StoreCounts> store {};
    std::vector<VendorCounts> vendors {};
    Distribution startLateness {}; ///< seconds between the time a check was due and the time it was asked
    qint64 checksRunning = 0;
    qint64 checksWaiting = 0; ///< for a place
    quint64 checksDropped = 0; ///< not asked because too many waited
};

} // namespace Wf::Ports
