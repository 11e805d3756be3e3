// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/pinglimiter.h"
#include "engine/pipeline.h"

#include <QMultiHash>
#include <QSet>

#include <set>

namespace Wf::Engine {

/// Ticks in the order of time: what a heartbeat did is written at the moment when it did it, however late anybody
/// looked.
using Ticks = std::vector<Tick>;
/// The tick of this moment, a new one when the last is an earlier one.
[[nodiscard]] Tick &tickAt(Ticks &ticks, Instant at);

/// The heartbeats of the world: takes pings in, notices the missing ones, keeps keys. What they say about their
/// services goes through the pipeline like every other observation.
class HeartbeatKeeper {
public:
    HeartbeatKeeper(World &world, Pipeline &pipeline)
        : m_world(world)
        , m_pipeline(pipeline)
    {
    }

    /// What the store remembers; before adopt().
    void load(const std::vector<Ports::HeartbeatRow> &stored);
    /// Follows the catalogue: new heartbeats begin, changed ones are judged by their new rules, those that left
    /// are forgotten, but not those of `spared`: they cannot be read for now, and their addresses must outlast
    /// that.
    void adopt(const QSet<MonitorId> &spared, Instant now, Ticks &ticks);
    /// Everything whose time has come, in the order of time. While this computer is offline nothing is missed: no
    /// ping could have come.
    void sweep(Instant now, Ticks &ticks);
    /// The clock was set by so much: what it said before is moved along, so that nothing is late because of it.
    void shift(Millis by, Instant now, Ticks &ticks);

    /// The slug addresses' key (empty: there are none), and how many bytes of a ping's body are kept.
    void setPings(const QString &key, int bodyLimit)
    {
        m_pingKey = key;
        m_bodyLimit = bodyLimit;
    }
    /// Which heartbeat a call means: NotFound ("not found") or Conflict ("ambiguous slug").
    [[nodiscard]] Result<MonitorId> find(const Ports::PingCall &call, Instant now) const;
    [[nodiscard]] Ports::PingOutcome ping(
        const MonitorId &id, const Ports::PingCall &call, Instant now, Ticks &ticks);

    [[nodiscard]] Result<void> setPaused(const MonitorId &id, Ports::Pausing pausing, Instant now, Ticks &ticks);
    /// The new key; Conflict when the configuration fixes it.
    [[nodiscard]] Result<QString> rotate(const Ports::KeyRotation &rotation, Instant now, Ticks &ticks);

private:
    /// What a heartbeat says from a moment on.
    struct Word {
        Instant at {};
        MonitorId id;
        Domain::Status status = Domain::Status::Unknown;
        QString detail;
        std::optional<Domain::Flip> flip {}; ///< of what is remembered, that it comes with
    };
    /// How often one is pinged.
    struct Flow {
        Domain::PingLimiter limiter;
        qint64 flood = 0; ///< the line of the log that holds the newest ping of a flood; 0: there is none
    };
    [[nodiscard]] const Domain::HeartbeatSpec *specOf(const MonitorId &id) const;
    void sweepLoaded(const std::map<MonitorId, Domain::HeartbeatSpec> &wanted, Instant now, Ticks &ticks);
    void begin(const MonitorId &id, const Domain::HeartbeatSpec &spec, Instant now, Ticks &ticks);
    void follow(const MonitorId &id, const Domain::HeartbeatSpec &spec, Instant now, Ticks &ticks);
    void collect(const MonitorId &id, Instant now, std::vector<Word> &words) const;
    void take(const MonitorId &id, Domain::HeartbeatStep step, Instant now, Ticks &ticks);
    void tellFlips(const MonitorId &id, const Domain::HeartbeatStep &step, Ticks &ticks);
    void tell(const MonitorId &id, const Domain::Flip &flip, const Domain::HeartbeatVerdict &last, Ticks &ticks);
    void log(Ports::PingRow line, Flow &flow, Domain::PingAnswer answer, Tick &tick);
    void observe(const MonitorId &id, Domain::Status status, const QString &detail, Tick &tick);
    void schedule(const MonitorId &id, Instant now);
    void index();

    World &m_world;
    Pipeline &m_pipeline;
    QString m_pingKey;
    int m_bodyLimit = Domain::kMostPingBody;
    QHash<QString, MonitorId> m_byKey;
    QMultiHash<QString, MonitorId> m_bySlug;
    std::set<std::pair<Instant, MonitorId>> m_changes; ///< when each will say something else
    QHash<MonitorId, Instant> m_changeOf;
    QHash<MonitorId, Domain::HeartbeatSpec> m_specs; ///< by which each was judged last
    QHash<MonitorId, Flow> m_flows; ///< of those that were pinged in the last seconds
};

} // namespace Wf::Engine
