// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/rootcause.h"

#include <QSet>

#include <algorithm>
#include <deque>
#include <tuple>

namespace Wf::Domain {

namespace {
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

    /// Walks up, each service once.
    void lookUp(Node &node, const Nodes &nodes, const Graph &graph)
    {
        const ServiceId &start = node.failing.service;
        QSet<ServiceId> seen { start };
        std::deque<ServiceId> open { start };
        while (!open.empty()) {
            const std::vector<Dependency> edges = graph.upstream(open.front());
            open.pop_front();
            for (const Dependency &edge : edges) {
                if (seen.contains(edge.upstream))
                    continue;
                seen.insert(edge.upstream);
                open.push_back(edge.upstream);
                if (nodes.contains(edge.upstream))
                    node.above.insert(edge.upstream);
            }
        }
    }

    /// Whoever explains stands before what it explains: fewer stand above it, and of a ring the first to fail.
    std::vector<ServiceId> topDown(const Nodes &nodes)
    {
        std::vector<ServiceId> order;
        order.reserve(static_cast<size_t>(nodes.size()));
        for (auto node = nodes.begin(); node != nodes.end(); ++node)
            order.push_back(node.key());
        std::ranges::sort(order, {}, [&nodes](const ServiceId &id) {
            const Node &node = *nodes.find(id);
            return std::tuple(node.above.size(), node.failing.since, id);
        });
        return order;
    }

    struct Cause {
        Failing failing;
        QHash<ServiceId, Reached> reach;
        RootCause answer;
    };

    Cause causeOf(const Failing &failing, const Graph &graph, const Nodes &nodes)
    {
        Cause cause { failing, {}, { failing.service, {}, {} } };
        for (const Reached &reached : graph.blastRadius(failing.service)) {
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

std::vector<RootCause> rootCauses(std::span<const Failing> failing, const Graph &graph, Millis lead)
{
    Nodes nodes = nodesOf(failing);
    for (Node &node : nodes)
        lookUp(node, nodes, graph);
    std::vector<Cause> causes;
    QHash<ServiceId, size_t> places;
    for (const ServiceId &id : topDown(nodes)) {
        const Node &node = *nodes.constFind(id);
        if (const auto cause = nearest(causes, places, node, lead)) {
            causes[*cause].answer.failing.push_back(causes[*cause].reach.value(id));
            continue;
        }
        places.insert(id, causes.size());
        causes.push_back(causeOf(node.failing, graph, nodes));
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
