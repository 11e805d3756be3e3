// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/rollup.h"
#include "engine/tick.h"
#include "engine/uptimeday.h"
#include "engine/world.h"
#include "ports/notifier.h"
#include "ports/prober.h"
#include "ports/session.h"

#include <map>
#include <mutex>

namespace Wf::Engine {

/// Counts what /metrics tells. The engine's thread counts; any thread may read, and then what there is is put
/// together: nobody pays for it before. Whatever is counted by name exists from the start with zero, so that a
/// first event is a change that can be seen.
class StatsKeeper {
public:
    StatsKeeper();

    /// Follows the catalogue: what is new begins at zero, what left it is forgotten.
    void follow(const World &world);
    /// Runs, outages, pings and decisions of a tick; delivered alerts are counted when decided, as the reference
    /// does.
    void count(const Tick &tick);
    void countPoll(const ServiceId &service, const Domain::Observation &observation);
    /// Words of a vendor's page that its dialect does not know.
    void countUnmapped(const QString &kind, qsizetype words);
    /// A vendor's `host` is empty for own checks.
    struct Answered {
        QString pollType;
        QString host;
        const Domain::Observation *first = nullptr; ///< of its observations; null: there is none
        Millis took { 0 };
    };
    void countAnswer(const Answered &answered);
    void countStart(Millis late);
    void countCycle();
    void countLostAnswer();
    /// One attempt; `message` as it is after it.
    void countDelivery(const Domain::OutboxMessage &message, const Ports::Delivery &delivery);

    enum class Access : quint8 { Read, Write };
    enum class Ended : quint8 { Well, Badly };
    struct StoreCall {
        const char *model = nullptr;
        Access access = Access::Read;
        Ended ended = Ended::Well;
        Millis took { 0 };
    };
    void countStoreCall(const StoreCall &call);
    /// What the store remembers of a check's last day.
    void recall(const MonitorId &monitor, Instant at, const Domain::Tally &tally);

    struct Outbox {
        qint64 waiting = 0;
        qint64 dead = 0;
        quint64 delivered = 0;
        quint64 failures = 0;
    };
    enum class Database : quint8 { Failing, Connected };
    void noteState(const Outbox &outbox, Database database, const Ports::CheckLoad &load);
    void noteBeat(Instant now);

    [[nodiscard]] Ports::EngineStats stats() const;
    [[nodiscard]] Ports::Telemetry telemetry() const;

private:
    struct Check {
        Ports::CheckCounts counts;
        UptimeDay day;
        bool answersHttp = false;
        std::optional<Instant> downSince;
    };
    struct Heartbeat {
        Ports::HeartbeatCounts counts;
        std::optional<Instant> downSince;
    };
    void followMonitor(const Entry &entry, size_t position, std::map<MonitorId, Check> &checks,
        std::map<MonitorId, Heartbeat> &heartbeats, std::map<QString, Ports::VendorCounts> &vendors);
    void countRun(const Ports::ResultRow &row);
    void countChange(const CheckChange &change, Instant at);
    void countFlip(const HeartbeatFlip &flip);
    void countArrival(const Arrival &arrival);
    void countAlert(const Domain::AlertRecord &alert);
    template <class Counts, class Kept> void copyInSteps(const Kept &kept, std::vector<Counts> &copy) const;
    [[nodiscard]] Ports::CheckCounts copyOf(const Check &check) const;
    [[nodiscard]] Ports::HeartbeatCounts copyOf(const Heartbeat &heartbeat) const { return heartbeat.counts; }

    mutable std::mutex m_mutex;
    Ports::EngineStats m_stats; ///< all of it that is no list
    std::map<std::pair<ServiceId, QString>, quint64> m_polls;
    std::map<std::pair<QString, QString>, quint64> m_sent;
    std::map<std::pair<QString, QString>, quint64> m_suppressed;
    std::map<QString, Ports::EngineStats::PollDuration> m_durations;
    std::map<MonitorId, Check> m_checks;
    std::map<MonitorId, Heartbeat> m_heartbeats;
    std::map<std::pair<QString, QString>, Ports::DeliveryCounts> m_deliveries; ///< by kind and channel
    std::map<std::pair<QString, QString>, Ports::StoreCounts> m_store; ///< by model and operation
    std::map<QString, Ports::VendorCounts> m_vendors; ///< by host
    std::map<QString, quint64> m_unmapped; ///< by kind
    Ports::Distribution m_lateness { Ports::kLatenessBounds };
    Ports::CheckLoad m_load;
};

/// In one word out of few why an attempt failed: "timeout", "connection", "rate_limited", "server_error",
/// "rejected", "not_configured", "interrupted".
[[nodiscard]] QString deliveryErrorWord(const QString &answer);

} // namespace Wf::Engine
