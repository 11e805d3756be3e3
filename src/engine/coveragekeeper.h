// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/letterwriter.h"
#include "engine/options.h"
#include "engine/tick.h"
#include "engine/world.h"
#include "ports/session.h"

#include <set>

namespace Wf::Engine {

/// Silences and own maintenances: who takes them on, when they begin and end, and what they cover.
class CoverageKeeper {
public:
    CoverageKeeper(World &world, const EngineOptions &options)
        : m_world(world)
        , m_options(options)
    {
    }

    /// What the store remembers; before adopt().
    void load(const Ports::StoredWorld &stored, Instant now);
    /// The files say something else.
    void adopt();

    [[nodiscard]] Result<qint64> add(const Domain::Silence &silence, Tick &tick);
    [[nodiscard]] Result<void> endSilence(qint64 id, const QString &by, Tick &tick);
    [[nodiscard]] Result<qint64> add(const Domain::MaintenancePlan &plan, Tick &tick);
    /// Conflict: it comes from a file.
    [[nodiscard]] Result<void> endPlan(qint64 id, Tick &tick);

    struct Notice {
        Domain::MaintenancePlan plan;
        Domain::Letter letter;
    };
    struct Turn {
        bool changed = false; ///< something is covered that was not, or the other way round
        std::vector<Notice> notices; ///< that are due since the last turn
    };
    /// To be called every turn.
    [[nodiscard]] Turn follow(Tick &tick);

private:
    [[nodiscard]] std::set<qint64> activePlans(Instant now) const;
    [[nodiscard]] std::set<qint64> activeSilences(Instant now) const;
    [[nodiscard]] std::vector<Notice> noticesUntil(Instant now) const;
    void dropOld(Instant now);
    void showAll(Tick &tick);

    World &m_world;
    const EngineOptions &m_options;
    std::vector<Domain::MaintenancePlan> m_own; ///< of people
    std::set<qint64> m_plans; ///< active ones
    std::set<qint64> m_silences;
    std::optional<Instant> m_followed; ///< the last turn; notices up to it were given
};

} // namespace Wf::Engine
