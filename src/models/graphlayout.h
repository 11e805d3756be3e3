// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"

#include <QPointF>
#include <QSizeF>

#include <vector>

namespace Wf::Models {

/// An arrow from one node to another, by index. Self-loops and cycles are legal.
struct LayoutEdge {
    int from = 0;
    int to = 0;

    bool operator==(const LayoutEdge &) const = default;
};

/// Sizes in scene units.
struct LayoutOptions {
    QSizeF node { 170, 44 };
    double columnGap = 120;
    double rowGap = 20;
    double componentGap = 44; ///< between parts of the graph that do not touch
};

/// Where everything stands: layers from left to right, upstream first.
struct GraphLayout {
    std::vector<QPointF> positions; ///< top left corner of each node
    std::vector<int> layers; ///< column of each node, 0 = leftmost
    std::vector<bool> reversed; ///< one an edge: drawn against the flow because it closes a cycle
    QSizeF size; ///< of all
};

/// A layered drawing (cycles broken, longest path, barycentres, least squares for the rows). Pure and
/// deterministic: the same input always gives the same picture. Edges with an index out of range are ignored.
[[nodiscard]] GraphLayout layOutGraph(
    int nodeCount, const std::vector<LayoutEdge> &edges, const LayoutOptions &options);

/// The services that take part in a dependency, in the order of the catalogue, and the edges between them.
struct DependencyPicture {
    std::vector<ServiceId> nodes;
    std::vector<LayoutEdge> edges; ///< parallel to `dependencies`
    std::vector<Domain::Dependency> dependencies; ///< without self-loops and unknown services
    int standalone = 0; ///< services that no dependency names
};
[[nodiscard]] DependencyPicture dependencyPicture(const Domain::Catalogue &catalogue);

} // namespace Wf::Models
