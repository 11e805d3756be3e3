// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/graph.h"

#include <QSet>

#include <memory>
#include <span>

namespace Wf::Domain {

/// A service in trouble now.
struct Failing {
    ServiceId service {};
    Instant since {};
    Status status = Status::Unknown;
};

/// A failing service and what it explains.
struct RootCause {
    ServiceId service {};
    std::vector<Reached> failing {}; ///< dependents in trouble, nearest and most severe first
    std::vector<Reached> expected {}; ///< dependents that are well so far, in the same order

    bool operator==(const RootCause &) const = default;
};

/// Vendors admit late: a dependent may have failed that much earlier than what it depends on and still be
/// explained by it.
constexpr Millis kRootCauseLead = std::chrono::minutes { 15 };

/// What a graph says of the services that fail, kept until the next time: it is mostly the same few, and finding
/// it takes most of the work. Forgets all when it has become much. Not for several threads at once.
class ReachMemory {
public:
    using Below = std::shared_ptr<const std::vector<Reached>>;
    using Above = std::shared_ptr<const QSet<ServiceId>>;

    /// The graph has to live longer.
    explicit ReachMemory(const Graph &graph)
        : m_graph(&graph)
    {
    }

    /// Graph::blastRadius().
    [[nodiscard]] Below below(const ServiceId &service);
    /// Everything that it depends on, directly or not, itself excluded.
    [[nodiscard]] Above above(const ServiceId &service);

private:
    void makeRoom(qsizetype more);

    const Graph *m_graph;
    QHash<ServiceId, Below> m_below;
    QHash<ServiceId, Above> m_above;
    qsizetype m_kept = 0; ///< services in all answers
};

/// Groups what fails now under its probable causes. A service is explained by a failing one that it depends on,
/// directly or not, unless it failed more than `lead` before that one. Causes are the topmost failing services; of
/// services that depend on each other the one that failed first, then by id. What several causes explain belongs
/// to the nearest, then to the one that reaches it most severely, then to the earliest, then by id. Each failing
/// service is in exactly one answer: as a cause (also alone) or as explained. Most explained first, then worst
/// status, earliest, id.
[[nodiscard]] std::vector<RootCause> rootCauses(
    std::span<const Failing> failing, ReachMemory &reach, Millis lead = kRootCauseLead);
[[nodiscard]] std::vector<RootCause> rootCauses(
    std::span<const Failing> failing, const Graph &graph, Millis lead = kRootCauseLead);

} // namespace Wf::Domain
