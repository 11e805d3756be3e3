// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/graph.h"

#include <QSet>

#include <algorithm>
#include <queue>
#include <tuple>

namespace Wf::Domain {

namespace {
    using Names = QHash<ServiceId, QString>;
    using Edges = QHash<ServiceId, std::vector<Dependency>>;
    using End = ServiceId Dependency::*;

    QString nameOf(const Names &names, const ServiceId &id)
    {
        return names.value(id, id.value);
    }

    bool byName(const Names &names, const ServiceId &a, const ServiceId &b)
    {
        const int order = nameOf(names, a).compare(nameOf(names, b), Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a < b;
    }

    // Strongest first; of two edges between the same services only the stronger one tells something.
    void arrange(std::vector<Dependency> &edges, const Names &names, End far)
    {
        std::stable_sort(edges.begin(), edges.end(), [&](const Dependency &a, const Dependency &b) {
            return a.severity != b.severity ? a.severity < b.severity : byName(names, a.*far, b.*far);
        });
        QSet<ServiceId> seen;
        const auto isRepeated = [&](const Dependency &each) {
            const bool repeated = seen.contains(each.*far);
            seen.insert(each.*far);
            return repeated;
        };
        std::vector<Dependency> kept;
        std::copy_if(edges.begin(), edges.end(), std::back_inserter(kept),
            [&](const Dependency &each) { return !isRepeated(each); });
        edges = std::move(kept);
    }

    const std::vector<Dependency> &edgesOf(const Edges &edges, const ServiceId &id)
    {
        static const std::vector<Dependency> none;
        const auto found = edges.constFind(id);
        return found == edges.constEnd() ? none : *found;
    }

    // Fewest edges from `start` to everything below it.
    QHash<ServiceId, int> distances(const Edges &down, const ServiceId &start)
    {
        QHash<ServiceId, int> hops { { start, 0 } };
        std::queue<ServiceId> waiting;
        waiting.push(start);
        while (!waiting.empty()) {
            const ServiceId at = waiting.front();
            waiting.pop();
            for (const auto &edge : edgesOf(down, at)) {
                if (!hops.contains(edge.downstream)) {
                    hops.insert(edge.downstream, hops.value(at) + 1);
                    waiting.push(edge.downstream);
                }
            }
        }
        return hops;
    }

    struct Candidate {
        EdgeSeverity weakest;
        int length;
        int order; ///< of discovery, so that equals come out the same way every time
        const Dependency *last;

        bool operator<(const Candidate &other) const // a priority queue gives the greatest first
        {
            return std::tie(other.weakest, other.length, other.order) < std::tie(weakest, length, order);
        }
    };

    // Widest paths from `start`: of all ways to a service the one whose weakest edge is strongest, then the
    // shortest.
    std::vector<Candidate> strongestPaths(const Edges &down, const ServiceId &start)
    {
        std::vector<Candidate> settled;
        QSet<ServiceId> done { start };
        std::priority_queue<Candidate> queue;
        int order = 0;
        const auto spread = [&](const ServiceId &from, EdgeSeverity weakest, int length) {
            for (const auto &edge : edgesOf(down, from)) {
                if (!done.contains(edge.downstream))
                    queue.push({ std::max(weakest, edge.severity), length, order++, &edge });
            }
        };
        spread(start, EdgeSeverity::Critical, 1);
        while (!queue.empty()) {
            const Candidate best = queue.top();
            queue.pop();
            if (done.contains(best.last->downstream))
                continue;
            done.insert(best.last->downstream);
            settled.push_back(best);
            spread(best.last->downstream, best.weakest, best.length + 1);
        }
        return settled;
    }
} // namespace

Graph::Graph(const Catalogue &catalogue)
{
    for (const auto &service : catalogue.services)
        m_names.insert(service.id, service.displayName);
    for (const auto &edge : catalogue.dependencies) {
        m_down[edge.upstream].push_back(edge);
        m_up[edge.downstream].push_back(edge);
    }
    for (auto &edges : m_down)
        arrange(edges, m_names, &Dependency::downstream);
    for (auto &edges : m_up)
        arrange(edges, m_names, &Dependency::upstream);
}

std::vector<Dependency> Graph::downstream(const ServiceId &id) const
{
    return edgesOf(m_down, id);
}

std::vector<Dependency> Graph::upstream(const ServiceId &id) const
{
    return edgesOf(m_up, id);
}

std::vector<Reached> Graph::blastRadius(const ServiceId &id) const
{
    const auto hops = distances(m_down, id);
    std::vector<Reached> result;
    for (const auto &path : strongestPaths(m_down, id)) {
        const Dependency &last = *path.last;
        result.push_back(
            { last.downstream, hops.value(last.downstream), path.weakest, last.impact, last.upstream });
    }
    std::sort(result.begin(), result.end(), [this](const Reached &a, const Reached &b) {
        if (a.hops != b.hops)
            return a.hops < b.hops;
        return a.severity != b.severity ? a.severity < b.severity : byName(m_names, a.id, b.id);
    });
    return result;
}

QString Graph::displayName(const ServiceId &id) const
{
    return nameOf(m_names, id);
}

} // namespace Wf::Domain
