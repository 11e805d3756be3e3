// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/cluster.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    bool isNews(const Event &event)
    {
        const bool boot = event.previous == Status::Unknown && event.next == Status::Operational;
        return event.kind == EventKind::StatusChange && !boot;
    }

    bool older(const Event &a, const Event &b)
    {
        return a.at != b.at ? a.at < b.at : a.id < b.id;
    }

    size_t dependentsInside(const ServiceId &service, const std::vector<ServiceId> &services, const Graph &graph)
    {
        std::vector<ServiceId> inside;
        for (const Dependency &edge : graph.downstream(service)) {
            const bool known = std::ranges::find(inside, edge.downstream) != inside.end();
            if (edge.downstream != service && !known
                && std::ranges::find(services, edge.downstream) != services.end())
                inside.push_back(edge.downstream);
        }
        return inside.size();
    }

    /// `services` in the order of their first change; changes of the same moment by id.
    ServiceId rootCauseOf(const std::vector<ServiceId> &services, const Graph &graph)
    {
        ServiceId best;
        size_t most = 0;
        for (const ServiceId &service : services) {
            const size_t count = dependentsInside(service, services, graph);
            if (count > most) {
                most = count;
                best = service;
            }
        }
        return best;
    }

    void add(EventCluster &cluster, const Event &event)
    {
        if (cluster.events.empty()) {
            cluster.startedAt = event.at;
            cluster.severity = event.next;
        }
        cluster.endedAt = event.at;
        if (severity(event.next) > severity(cluster.severity))
            cluster.severity = event.next;
        cluster.events.push_back(event);
    }

    /// Events oldest first become the finished cluster.
    void finish(EventCluster &cluster, const Graph &graph)
    {
        std::vector<std::pair<Instant, ServiceId>> firsts;
        for (const Event &event : cluster.events) {
            if (std::ranges::find(firsts, event.service, &std::pair<Instant, ServiceId>::second) == firsts.end())
                firsts.emplace_back(event.at, event.service);
        }
        std::ranges::sort(firsts);
        for (const auto &[at, service] : firsts)
            cluster.services.push_back(service);
        cluster.rootCause = rootCauseOf(cluster.services, graph);
        std::ranges::reverse(cluster.events);
    }
} // namespace

std::vector<EventCluster> clusterEvents(std::vector<Event> events, Millis window, const Graph &graph)
{
    std::erase_if(events, [](const Event &event) { return !isNews(event); });
    std::ranges::sort(events, older);
    std::vector<EventCluster> clusters;
    for (const Event &event : events) {
        if (clusters.empty() || event.at - clusters.back().endedAt > window)
            clusters.emplace_back();
        add(clusters.back(), event);
    }
    for (EventCluster &cluster : clusters)
        finish(cluster, graph);
    std::ranges::reverse(clusters);
    return clusters;
}

} // namespace Wf::Domain
