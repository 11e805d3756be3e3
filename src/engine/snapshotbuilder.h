// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/world.h"
#include "ports/snapshot.h"

#include <set>

namespace Wf::Engine {

/// Makes the faces' picture of the world. Rows are kept and only the touched ones are made anew, so that a change
/// of one service costs one row, not a thousand.
class SnapshotBuilder {
public:
    explicit SnapshotBuilder(const World &world)
        : m_world(world)
    {
    }

    /// The row of this service is made anew at the next build.
    void touch(const ServiceId &id) { m_touched.insert(id); }
    /// Sliding windows (uptime, bars) have moved on: every row is made anew.
    void touchAll() { m_all = true; }

    struct Extras {
        std::vector<Ports::Notice> notices;
        std::vector<Ports::BreakerRow> breakers;
        std::function<std::optional<Instant>(const ServiceId &)> nextPoll;
        QStringList channels;
        Domain::AlertPolicy policy;
    };
    [[nodiscard]] Ports::SnapshotPtr build(Instant now, const Extras &extras);
    /// One service as the next snapshot will show it; nothing when it is not watched.
    [[nodiscard]] std::optional<Ports::ServiceRow> rowOf(const ServiceId &id, Instant now) const;
    /// How it was: statuses from the intervals that cover `at`; what nobody remembers is left empty.
    [[nodiscard]] Ports::SnapshotPtr buildPast(Instant at) const;

private:
    [[nodiscard]] Ports::ServiceRow makeRow(const Entry &entry, Instant now) const;
    [[nodiscard]] Ports::MonitorRow monitorRow(const Entry &entry, size_t position, Instant now) const;
    [[nodiscard]] Ports::ServiceRow makePastRow(const Entry &entry, Instant at) const;
    void refreshRows(Instant now);
    [[nodiscard]] Shared<Domain::SightingSummary> sightingsOf(const Entry &entry, Instant now);
    void fillCoverage(Ports::Snapshot &snapshot, Instant now) const;
    void fillTotals(Ports::Snapshot &snapshot) const;

    /// What was summed up, of which change, and when the first of it leaves the window.
    struct Summed {
        Shared<Domain::SightingSummary> summary {};
        quint64 change = 0;
        std::optional<Instant> until {};
    };

    const World &m_world;
    std::map<ServiceId, Ports::ServiceRow> m_rows;
    std::map<ServiceId, Summed> m_summed; ///< of services that both sides watch
    std::map<ServiceId, std::vector<Domain::Cell>> m_day;
    std::vector<Domain::Cell> m_worstDay;
    std::set<ServiceId> m_touched;
    bool m_all = true;
    quint64 m_sequence = 0;
};

} // namespace Wf::Engine
