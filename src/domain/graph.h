// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"

#include <QHash>

namespace Wf::Domain {

/// A service reached from another over one or more edges.
struct Reached {
    ServiceId id;
    int hops = 1; ///< fewest edges from the start, over any path: 1 = direct
    EdgeSeverity severity = EdgeSeverity::High; ///< weakest edge on the strongest path: what really arrives
    QString impact; ///< text of the last edge on that path
    ServiceId via; ///< the service before it on that path

    bool operator==(const Reached &) const = default;
};

/// The dependency graph, built once per catalogue. Cycles are legal and end the walk.
class Graph {
public:
    explicit Graph(const Catalogue &catalogue);

    /// Direct edges, critical to low, then display name. A self-loop returns the service itself once.
    [[nodiscard]] std::vector<Dependency> downstream(const ServiceId &id) const;
    [[nodiscard]] std::vector<Dependency> upstream(const ServiceId &id) const;
    /// All that is reached from `id`, itself excluded, nearest and most severe first, then display name.
    [[nodiscard]] std::vector<Reached> blastRadius(const ServiceId &id) const;
    [[nodiscard]] QString displayName(const ServiceId &id) const;

private:
    QHash<ServiceId, std::vector<Dependency>> m_down;
    QHash<ServiceId, std::vector<Dependency>> m_up;
    QHash<ServiceId, QString> m_names;
};

} // namespace Wf::Domain
