// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"
#include "storage/database.h"

namespace Wf::Storage {

/// One clean-up, done in short steps so that commits get their turn in between. What is exactly as old as the
/// limit stays. Alerts go first, then the messages nobody refers to any more, then events; an alert that outlives
/// its event keeps everything but the reference. Maintenances that are over, reports and closed incidents with
/// their notes go by the events' limit but never before 91 days, ended stretches of history by the same but never
/// before 400 days, sightings and what vendors published after 400 days or by the same but never before 91 days,
/// silences, own maintenances and states of monitors that left the catalogue after 91 days.
class Purge {
public:
    Purge(const Ports::Store::Retention &retention, Instant now);

    [[nodiscard]] bool isDone() const { return m_stage == Stage::Done; }
    /// One transaction of at most 500 rows; the last step shortens the write-ahead log.
    [[nodiscard]] Result<void> step(Database &database);
    [[nodiscard]] const Ports::Store::Purged &outcome() const { return m_purged; }

private:
    enum class Stage {
        Alerts,
        Outbox,
        Events,
        Maintenances,
        Reports,
        Incidents,
        Silences,
        Plans,
        Intervals,
        Sightings,
        Published,
        MonitorStates,
        Checkpoint,
        Done
    };

    /// Answers how many rows went.
    [[nodiscard]] Result<qint64> sweep(Database &database);
    void count(qint64 rows);

    std::optional<Instant> m_events;
    std::optional<Instant> m_alerts;
    std::optional<Instant> m_incidents;
    std::optional<Instant> m_history;
    Instant m_record; ///< of vendors
    Instant m_announced;
    Instant m_heardOf;
    Stage m_stage = Stage::Alerts;
    Ports::Store::Purged m_purged;
};

struct Checkpoint {
    bool busy = false; ///< somebody still reads: the log could not be shortened to nothing
    qint64 logPages = 0;
    qint64 checkpointed = 0;
};
/// Copies the write-ahead log into the database file and cuts it to nothing.
[[nodiscard]] Result<Checkpoint> checkpoint(Database &database);

} // namespace Wf::Storage
