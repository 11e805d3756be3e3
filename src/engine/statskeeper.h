// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"
#include "engine/tick.h"
#include "ports/session.h"

#include <map>

namespace Wf::Engine {

/// Counts what /metrics tells. Lives in the engine's thread; handed out as a copy.
class StatsKeeper {
public:
    void countPoll(const ServiceId &service, const Domain::Observation &observation);
    void countQuestion(const QString &pollType, Millis took);
    /// Counts the decisions of a tick: delivered ones are counted when recorded, as the reference does.
    void countAlerts(const std::vector<Domain::AlertRecord> &alerts);

    [[nodiscard]] Ports::EngineStats assemble() const;

    quint64 cyclesCompleted = 0;
    quint64 cyclesErrored = 0;
    quint64 lateStarts = 0;
    std::optional<Instant> heartbeatAt;

private:
    std::map<std::pair<ServiceId, QString>, quint64> m_polls;
    std::map<std::pair<QString, QString>, quint64> m_sent;
    std::map<std::pair<QString, QString>, quint64> m_suppressed;
    std::map<QString, Ports::EngineStats::PollDuration> m_durations;
};

} // namespace Wf::Engine
