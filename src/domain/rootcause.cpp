// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/rootcause.h"

#include <algorithm>
#include <deque>
#include <tuple>

namespace Wf::Domain {

namespace {
    constexpr qsizetype kMostKept = 300'000; ///< services in answers; one takes about 150 bytes

    /// A failing service and the failing ones that it depends on.
    struct Node {
        Failing failing;
        QSet<ServiceId> above;
    };
    using Nodes = QHash<ServiceId, Node>;

    Nodes nodesOf(std::span<const Failing> failing)
    {
        Nodes nodes;
        for (const Failing &each : failing)
            nodes.insert(each.service, { each, {} });
        return nodes;
    }

    /// The smaller of both is gone through.
    QSet<ServiceId> failingOf(const QSet<ServiceId> &above, const Nodes &nodes)
    {
        QSet<ServiceId> both;
        if (above.size() < nodes.size()) {
            for (const ServiceId &id : above) {
                if (nodes.contains(id))
                    both.insert(id);
            }
            return both;
        }
        for (auto node = nodes.begin(); node != nodes.end(); ++node) {
            if (above.contains(node.key()))
                both.insert(node.key());
        }
        return both;
    }

    /// Whoever explains stands before what it explains: fewer stand above it, and of a ring the first to fail.
    std::vector<const Node *> topDown(const Nodes &nodes)
    {
        std::vector<const Node *> order;
        order.reserve(static_cast<size_t>(nodes.size()));
        for (const Node &node : nodes)
            order.push_back(&node);
        std::ranges::sort(order, {}, [](const Node *node) {
            return std::tuple(node->above.size(), node->failing.since, node->failing.service);
        });
        return order;
    }

    /// Walks up, each service once.
    QSet<ServiceId> everythingAbove(const ServiceId &start, const Graph &graph)
    {
        QSet<ServiceId> above { start };
        std::deque<ServiceId> open { start };
        while (!open.empty()) {
            const std::vector<Dependency> edges = graph.upstream(open.front());
            open.pop_front();
            for (const Dependency &edge : edges) {
                if (above.contains(edge.upstream))
                    continue;
                above.insert(edge.upstream);
                open.push_back(edge.upstream);
            }
        }
        above.remove(start);
        return above;
    }

    struct Cause {
        Failing failing;
        QHash<ServiceId, Reached> reach;
        RootCause answer;
    };

    Cause causeOf(const Failing &failing, const std::vector<Reached> &below, const Nodes &nodes)
    {
        Cause cause { failing, {}, { failing.service, {}, {} } };
        for (const Reached &reached : below) {
            if (nodes.contains(reached.id))
                cause.reach.insert(reached.id, reached);
            else
                cause.answer.expected.push_back(reached);
        }
        return cause;
    }

    /// Of the causes above it.
    std::optional<size_t> nearest(
        const std::vector<Cause> &causes, const QHash<ServiceId, size_t> &places, const Node &node, Millis lead)
    {
        std::optional<size_t> best;
        const ServiceId &id = node.failing.service;
        const auto key = [&](size_t place) {
            const Cause &cause = causes[place];
            const Reached reached = cause.reach.value(id);
            return std::tuple(reached.hops, reached.severity, cause.failing.since, cause.failing.service);
        };
        for (const ServiceId &above : node.above) {
            const auto place = places.constFind(above);
            if (place == places.constEnd() || node.failing.since < causes[*place].failing.since - lead)
                continue;
            if (!best || key(*place) < key(*best))
                best = *place;
        }
        return best;
    }

    bool isGraver(const Cause &a, const Cause &b)
    {
        const auto key = [](const Cause &cause) {
            return std::tuple(-std::ssize(cause.answer.failing), -severity(cause.failing.status),
                cause.failing.since, cause.failing.service);
        };
        return key(a) < key(b);
    }
} // namespace

ReachMemory::Below ReachMemory::below(const ServiceId &service)
{
    if (const auto known = m_below.constFind(service); known != m_below.constEnd())
        return *known;
    const auto below = std::make_shared<const std::vector<Reached>>(m_graph->blastRadius(service));
    makeRoom(std::ssize(*below));
    m_below.insert(service, below);
    return below;
}

ReachMemory::Above ReachMemory::above(const ServiceId &service)
{
    if (const auto known = m_above.constFind(service); known != m_above.constEnd())
        return *known;
    const auto above = std::make_shared<const QSet<ServiceId>>(everythingAbove(service, *m_graph));
    makeRoom(above->size());
    m_above.insert(service, above);
    return above;
}

void ReachMemory::makeRoom(qsizetype more)
{
    m_kept += more;
    if (m_kept <= kMostKept)
        return;
    m_below.clear();
    m_above.clear();
    m_kept = more;
}

std::vector<RootCause> rootCauses(std::span<const Failing> failing, const Graph &graph, Millis lead)
{
    ReachMemory reach(graph);
    return rootCauses(failing, reach, lead);
}

std::vector<RootCause> rootCauses(std::span<const Failing> failing, ReachMemory &reach, Millis lead)
{
    Nodes nodes = nodesOf(failing);
    for (Node &node : nodes)
        node.above = failingOf(*reach.above(node.failing.service), nodes);
    std::vector<Cause> causes;
    QHash<ServiceId, size_t> places;
    for (const Node *node : topDown(nodes)) {
        const ServiceId &id = node->failing.service;
        if (const auto cause = nearest(causes, places, *node, lead)) {
            causes[*cause].answer.failing.push_back(causes[*cause].reach.value(id));
            continue;
        }
        places.insert(id, causes.size());
        causes.push_back(causeOf(node->failing, *reach.below(id), nodes));
    }
    std::ranges::sort(causes, isGraver);
    std::vector<RootCause> answers;
    answers.reserve(causes.size());
    for (Cause &cause : causes) {
        std::ranges::sort(cause.answer.failing, {},
            [](const Reached &reached) { return std::tuple(reached.hops, reached.severity, reached.id); });
        answers.push_back(std::move(cause.answer));
    }
    return answers;
}

} // namespace Wf::Domain
