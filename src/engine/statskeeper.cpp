// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/statskeeper.h"

#include <algorithm>
#include <iterator>

namespace Wf::Engine {

void StatsKeeper::countPoll(const ServiceId &service, const Domain::Observation &observation)
{
    ++m_polls[{ service, Domain::outcomeLabel(observation.reason) }];
}

void StatsKeeper::countQuestion(const QString &pollType, Millis took)
{
    constexpr auto &bounds = Ports::EngineStats::kPollDurationBounds;
    Ports::EngineStats::PollDuration &duration = m_durations[pollType];
    duration.pollType = pollType;
    duration.buckets.resize(std::size(bounds) + 1);
    const double seconds = static_cast<double>(took.count()) / 1000.0;
    const auto bucket = std::lower_bound(std::begin(bounds), std::end(bounds), seconds);
    ++duration.buckets[static_cast<size_t>(bucket - std::begin(bounds))];
    duration.sumSeconds += seconds;
}

void StatsKeeper::countAlerts(const std::vector<Domain::AlertRecord> &alerts)
{
    for (const Domain::AlertRecord &alert : alerts) {
        if (alert.suppressed != Domain::Suppression::None) {
            ++m_suppressed[{ alert.kind, Domain::word(alert.suppressed) }];
            continue;
        }
        const bool health = alert.kind == QLatin1String("poller_health");
        const QString severity = !health                 ? Domain::word(alert.tier)
            : alert.newStatus == Domain::Status::Unknown ? Domain::word(Domain::PollerHealth::Broken)
                                                         : Domain::word(Domain::PollerHealth::Healthy);
        ++m_sent[{ alert.kind, severity }];
    }
}

Ports::EngineStats StatsKeeper::assemble() const
{
    Ports::EngineStats stats;
    for (const auto &[key, count] : m_polls)
        stats.polls.push_back({ key.first, key.second, count });
    for (const auto &[key, count] : m_sent)
        stats.sent.push_back({ key.first, key.second, count });
    for (const auto &[key, count] : m_suppressed)
        stats.suppressed.push_back({ key.first, key.second, count });
    for (const auto &[type, duration] : m_durations)
        stats.durations.push_back(duration);
    stats.cyclesCompleted = cyclesCompleted;
    stats.cyclesErrored = cyclesErrored;
    stats.lateStarts = lateStarts;
    stats.heartbeatAt = heartbeatAt;
    return stats;
}

} // namespace Wf::Engine
