// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/results.h"
#include "storage/database.h"

namespace Wf::Storage {

/// Writes results as they come, one small row each. Inside a transaction of the caller. Invalid: a result from
/// before 1970.
[[nodiscard]] Result<void> writeResults(Database &database, const std::vector<Ports::ResultRow> &results);

/// One round of upkeep, done in short steps so that commits get their turn in between; each step is one
/// transaction that leaves everything right, so that the program may end after any of them. In this order: results
/// of hours that are over are packed and summed up, old hours become days, old single results go, then old pings.
class ResultKeeper {
public:
    ResultKeeper(const Ports::ResultLimits &limits, Instant now);

    [[nodiscard]] bool isDone() const { return m_stage == Stage::Done; }
    [[nodiscard]] Result<void> step(Database &database);
    [[nodiscard]] const Ports::ResultUpkeep &outcome() const { return m_done; }

private:
    enum class Stage { Pack, Fold, Age, Size, Pings, Done };
    enum class Step { More, Finished };

    [[nodiscard]] Result<Step> work(Database &database);
    [[nodiscard]] Result<Step> pack(Database &database);
    [[nodiscard]] Result<void> packOne(
        Database &database, qint64 slot, const std::vector<Domain::Sample> &samples);
    [[nodiscard]] Result<Step> fold(Database &database);
    [[nodiscard]] Result<Step> dropOld(Database &database);
    [[nodiscard]] Result<Step> dropMany(Database &database);
    /// Drops packed hours before `hour`, the oldest first.
    [[nodiscard]] Result<Step> dropBefore(Database &database, qint64 hour);
    [[nodiscard]] Result<Step> dropPings(Database &database);
    void refuse(qint64 count);

    Ports::ResultLimits m_limits;
    Instant m_now;
    Stage m_stage = Stage::Pack;
    qint64 m_pingsOf = 0; ///< the monitor whose pings were looked at last
    qint64 m_grown = 0; ///< bytes of packed results that this step added
    Ports::ResultUpkeep m_done;
};

} // namespace Wf::Storage
