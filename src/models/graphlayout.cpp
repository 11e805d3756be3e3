// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/graphlayout.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace Wf::Models {

namespace {
    constexpr int kOrderSweeps = 12;
    constexpr int kPlaceSweeps = 10;
    /// Bends of long edges reserve a row in each column they cross; past this many the picture is a hairball
    /// anyway.
    constexpr size_t kMaxBends = 20'000;

    size_t at(int index)
    {
        return static_cast<size_t>(index);
    }

    using Lists = std::vector<std::vector<int>>;

    /// The graph without cycles, plus the bends that long edges make. Real nodes come first.
    struct Layered {
        Lists next, previous;
        std::vector<int> layer;
        Lists columns; ///< nodes and bends of each layer, top to bottom
        int realNodes = 0;

        int add(int onLayer)
        {
            next.emplace_back();
            previous.emplace_back();
            layer.push_back(onLayer);
            return static_cast<int>(layer.size()) - 1;
        }
        void link(int from, int to)
        {
            next[at(from)].push_back(to);
            previous[at(to)].push_back(from);
        }
    };

    bool usable(const LayoutEdge &edge, int nodeCount)
    {
        return edge.from >= 0 && edge.to >= 0 && edge.from < nodeCount && edge.to < nodeCount
            && edge.from != edge.to;
    }

    /// Depth first without recursion: an edge into the path that is being walked closes a cycle.
    class CycleBreaker {
    public:
        CycleBreaker(int nodeCount, const std::vector<LayoutEdge> &edges)
            : m_edges(edges)
            , m_outgoing(at(nodeCount))
            , m_state(at(nodeCount), State::New)
            , m_reversed(edges.size(), false)
        {
            std::vector<int> incoming(at(nodeCount), 0);
            for (size_t i = 0; i < edges.size(); ++i) {
                if (!usable(edges[i], nodeCount))
                    continue;
                m_outgoing[at(edges[i].from)].push_back(static_cast<int>(i));
                ++incoming[at(edges[i].to)];
            }
            for (int node = 0; node < nodeCount; ++node) {
                if (incoming[at(node)] == 0)
                    walk(node);
            }
            for (int node = 0; node < nodeCount; ++node)
                walk(node);
        }
        std::vector<bool> take() { return std::move(m_reversed); }

    private:
        enum class State : quint8 { New, OnPath, Done };
        struct Step {
            int node;
            size_t nextEdge;
        };

        void walk(int root)
        {
            if (m_state[at(root)] != State::New)
                return;
            std::vector<Step> path { { root, 0 } };
            m_state[at(root)] = State::OnPath;
            while (!path.empty()) {
                Step &top = path.back();
                if (top.nextEdge == m_outgoing[at(top.node)].size()) {
                    m_state[at(top.node)] = State::Done;
                    path.pop_back();
                    continue;
                }
                const int edge = m_outgoing[at(top.node)][top.nextEdge++];
                const int target = m_edges[at(edge)].to;
                if (m_state[at(target)] == State::OnPath) {
                    m_reversed[at(edge)] = true;
                } else if (m_state[at(target)] == State::New) {
                    m_state[at(target)] = State::OnPath;
                    path.push_back({ target, 0 });
                }
            }
        }

        const std::vector<LayoutEdge> &m_edges;
        Lists m_outgoing;
        std::vector<State> m_state;
        std::vector<bool> m_reversed;
    };

    /// Longest path from the sources, in topological order.
    std::vector<int> longestPath(int nodeCount, const std::vector<LayoutEdge> &flow)
    {
        Lists next(at(nodeCount));
        std::vector<int> waiting(at(nodeCount), 0);
        for (const LayoutEdge &edge : flow) {
            next[at(edge.from)].push_back(edge.to);
            ++waiting[at(edge.to)];
        }
        std::vector<int> layer(at(nodeCount), 0);
        std::vector<int> ready;
        for (int node = 0; node < nodeCount; ++node) {
            if (waiting[at(node)] == 0)
                ready.push_back(node);
        }
        for (size_t i = 0; i < ready.size(); ++i) {
            for (const int target : next[at(ready[i])]) {
                layer[at(target)] = std::max(layer[at(target)], layer[at(ready[i])] + 1);
                if (--waiting[at(target)] == 0)
                    ready.push_back(target);
            }
        }
        return layer;
    }

    /// The part (connected component) of each node, numbered by its first node.
    std::vector<int> parts(int nodeCount, const std::vector<LayoutEdge> &flow)
    {
        std::vector<int> parent(at(nodeCount));
        std::iota(parent.begin(), parent.end(), 0);
        const auto root = [&parent](int node) {
            while (parent[at(node)] != node)
                node = parent[at(node)] = parent[at(parent[at(node)])];
            return node;
        };
        for (const LayoutEdge &edge : flow) {
            const int a = root(edge.from);
            const int b = root(edge.to);
            parent[at(std::max(a, b))] = std::min(a, b);
        }
        std::vector<int> result(at(nodeCount));
        for (int node = 0; node < nodeCount; ++node)
            result[at(node)] = root(node);
        return result;
    }

    void addBends(Layered &graph, const std::vector<LayoutEdge> &flow)
    {
        size_t bends = 0;
        for (const LayoutEdge &edge : flow)
            bends += at(graph.layer[at(edge.to)] - graph.layer[at(edge.from)] - 1);
        for (const LayoutEdge &edge : flow) {
            int last = edge.from;
            if (bends <= kMaxBends) {
                for (int l = graph.layer[at(edge.from)] + 1; l < graph.layer[at(edge.to)]; ++l) {
                    const int bend = graph.add(l);
                    graph.link(last, bend);
                    last = bend;
                }
            }
            graph.link(last, edge.to);
        }
    }

    void fillColumns(Layered &graph)
    {
        const auto deepest = std::max_element(graph.layer.begin(), graph.layer.end());
        graph.columns.resize(deepest == graph.layer.end() ? 0 : at(*deepest + 1));
        for (size_t node = 0; node < graph.layer.size(); ++node)
            graph.columns[at(graph.layer[node])].push_back(static_cast<int>(node));
    }

    double mean(const std::vector<int> &neighbours, const std::vector<double> &values, double fallback)
    {
        if (neighbours.empty())
            return fallback;
        double sum = 0;
        for (const int node : neighbours)
            sum += values[at(node)];
        return sum / static_cast<double>(neighbours.size());
    }

    /// Crossings between a column and the next, counted with a Fenwick tree over the next column's rows.
    qint64 crossings(const Layered &graph, size_t column, const std::vector<double> &row)
    {
        const size_t rows = graph.columns[column + 1].size();
        std::vector<qint64> tree(rows + 1, 0);
        qint64 placed = 0;
        qint64 result = 0;
        for (const int node : graph.columns[column]) {
            std::vector<size_t> targets;
            for (const int target : graph.next[at(node)]) {
                if (at(graph.layer[at(target)]) == column + 1)
                    targets.push_back(static_cast<size_t>(row[at(target)]));
            }
            for (const size_t target : targets) {
                qint64 notBelow = 0;
                for (size_t i = target + 1; i > 0; i -= i & (~i + 1))
                    notBelow += tree[i];
                result += placed - notBelow;
            }
            for (const size_t target : targets) {
                for (size_t i = target + 1; i <= rows; i += i & (~i + 1))
                    ++tree[i];
                ++placed;
            }
        }
        return result;
    }

    qint64 allCrossings(const Layered &graph, const std::vector<double> &row)
    {
        qint64 result = 0;
        for (size_t column = 0; column + 1 < graph.columns.size(); ++column)
            result += crossings(graph, column, row);
        return result;
    }

    void numberRows(const std::vector<int> &column, std::vector<double> &row)
    {
        for (size_t i = 0; i < column.size(); ++i)
            row[at(column[i])] = static_cast<double>(i);
    }

    void sortColumn(std::vector<int> &column, const Lists &neighbours, std::vector<double> &row)
    {
        std::vector<std::pair<double, int>> keyed;
        keyed.reserve(column.size());
        for (const int node : column)
            keyed.emplace_back(mean(neighbours[at(node)], row, row[at(node)]), node);
        std::stable_sort(
            keyed.begin(), keyed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        std::transform(keyed.begin(), keyed.end(), column.begin(), [](const auto &pair) { return pair.second; });
        numberRows(column, row);
    }

    /// Barycentre sweeps down and up; the best order seen is kept.
    void reduceCrossings(Layered &graph)
    {
        std::vector<double> row(graph.layer.size(), 0);
        for (const auto &column : graph.columns)
            numberRows(column, row);
        Lists best = graph.columns;
        qint64 fewest = allCrossings(graph, row);
        for (int sweep = 0; sweep < kOrderSweeps && fewest > 0; ++sweep) {
            for (size_t i = 1; i < graph.columns.size(); ++i)
                sortColumn(graph.columns[i], graph.previous, row);
            for (size_t i = graph.columns.size() - 1; i-- > 0;)
                sortColumn(graph.columns[i], graph.next, row);
            if (const qint64 now = allCrossings(graph, row); now < fewest) {
                fewest = now;
                best = graph.columns;
            }
        }
        graph.columns = std::move(best);
    }

    /// Least squares: rows as near as possible to `wanted`, in order, at least `step[i]` below the one above.
    void placeColumn(const std::vector<int> &column, const std::vector<double> &wanted,
        const std::vector<double> &step, std::vector<double> &y)
    {
        struct Block {
            double sum;
            double count;
            double place() const { return sum / count; }
        };
        std::vector<Block> blocks;
        std::vector<size_t> sizes;
        double offset = 0;
        for (size_t i = 0; i < column.size(); ++i) {
            offset += step[i];
            blocks.push_back({ wanted[i] - offset, 1 });
            sizes.push_back(1);
            while (blocks.size() > 1 && blocks[blocks.size() - 2].place() > blocks.back().place()) {
                blocks[blocks.size() - 2].sum += blocks.back().sum;
                blocks[blocks.size() - 2].count += blocks.back().count;
                sizes[sizes.size() - 2] += sizes.back();
                blocks.pop_back();
                sizes.pop_back();
            }
        }
        offset = 0;
        size_t i = 0;
        for (size_t b = 0; b < blocks.size(); ++b) {
            for (size_t k = 0; k < sizes[b]; ++k, ++i) {
                offset += step[i];
                y[at(column[i])] = blocks[b].place() + offset;
            }
        }
    }

    /// Rows of one part: sweeps that pull every node to the middle of its neighbours.
    class RowPlacer {
    public:
        RowPlacer(const Layered &graph, const LayoutOptions &options)
            : m_graph(graph)
            , m_full(options.node.height() + options.rowGap)
            , m_y(graph.layer.size(), 0)
        {
            for (const auto &column : graph.columns)
                place(column, nullptr);
            for (int sweep = 0; sweep < kPlaceSweeps; ++sweep) {
                for (size_t i = 1; i < graph.columns.size(); ++i)
                    place(graph.columns[i], &graph.previous);
                for (size_t i = graph.columns.size(); i-- > 0;)
                    place(graph.columns[i], &graph.next);
            }
        }
        std::vector<double> take() { return std::move(m_y); }

    private:
        /// A bend needs less room than a node.
        double step(int above, int node) const
        {
            const double half = m_full / 2;
            const auto share = [this, half](int n) { return n < m_graph.realNodes ? half : half / 4; };
            return share(above) + share(node);
        }
        void place(const std::vector<int> &column, const Lists *neighbours)
        {
            std::vector<double> wanted, steps;
            for (size_t i = 0; i < column.size(); ++i) {
                steps.push_back(i == 0 ? 0 : step(column[i - 1], column[i]));
                const double here = m_y[at(column[i])];
                wanted.push_back(neighbours ? mean((*neighbours)[at(column[i])], m_y, here) : 0);
            }
            placeColumn(column, wanted, steps, m_y);
        }

        const Layered &m_graph;
        const double m_full;
        std::vector<double> m_y;
    };

    /// One connected part, by local indices; rows start at 0.
    std::vector<double> placePart(
        const std::vector<int> &layers, const std::vector<LayoutEdge> &flow, const LayoutOptions &options)
    {
        Layered graph;
        for (const int layer : layers)
            graph.add(layer);
        graph.realNodes = static_cast<int>(layers.size());
        addBends(graph, flow);
        fillColumns(graph);
        reduceCrossings(graph);
        std::vector<double> y = RowPlacer(graph, options).take();
        y.resize(layers.size());
        const double top = *std::min_element(y.begin(), y.end());
        for (double &value : y)
            value = std::round(value - top);
        return y;
    }

    struct Part {
        std::vector<int> nodes; ///< global indices
        std::vector<LayoutEdge> flow; ///< local indices
        std::vector<int> layers;
    };

    std::vector<Part> split(int nodeCount, const std::vector<LayoutEdge> &flow, const std::vector<int> &layers)
    {
        const std::vector<int> partOf = parts(nodeCount, flow);
        std::vector<int> slot(at(nodeCount), -1), local(at(nodeCount), 0);
        std::vector<Part> result;
        for (int node = 0; node < nodeCount; ++node) {
            int &index = slot[at(partOf[at(node)])];
            if (index < 0) {
                index = static_cast<int>(result.size());
                result.emplace_back();
            }
            Part &part = result[at(index)];
            local[at(node)] = static_cast<int>(part.nodes.size());
            part.nodes.push_back(node);
            part.layers.push_back(layers[at(node)]);
        }
        for (const LayoutEdge &edge : flow)
            result[at(slot[at(partOf[at(edge.from)])])].flow.push_back(
                { local[at(edge.from)], local[at(edge.to)] });
        std::stable_sort(result.begin(), result.end(),
            [](const Part &a, const Part &b) { return a.nodes.size() > b.nodes.size(); });
        return result;
    }

    std::vector<LayoutEdge> acyclic(
        int nodeCount, const std::vector<LayoutEdge> &edges, const std::vector<bool> &reversed)
    {
        std::vector<LayoutEdge> flow;
        for (size_t i = 0; i < edges.size(); ++i) {
            if (usable(edges[i], nodeCount))
                flow.push_back(reversed[i] ? LayoutEdge { edges[i].to, edges[i].from } : edges[i]);
        }
        return flow;
    }
} // namespace

GraphLayout layOutGraph(int nodeCount, const std::vector<LayoutEdge> &edges, const LayoutOptions &options)
{
    GraphLayout result;
    result.reversed = CycleBreaker(nodeCount, edges).take();
    const std::vector<LayoutEdge> flow = acyclic(nodeCount, edges, result.reversed);
    result.layers = longestPath(nodeCount, flow);
    result.positions.resize(at(nodeCount));
    double top = 0;
    double width = 0;
    for (const Part &part : split(nodeCount, flow, result.layers)) {
        const std::vector<double> rows = placePart(part.layers, part.flow, options);
        for (size_t i = 0; i < part.nodes.size(); ++i) {
            const double x = part.layers[i] * (options.node.width() + options.columnGap);
            result.positions[at(part.nodes[i])] = { x, top + rows[i] };
            width = std::max(width, x + options.node.width());
        }
        top += *std::max_element(rows.begin(), rows.end()) + options.node.height() + options.componentGap;
    }
    result.size = { width, std::max(0.0, top - options.componentGap) };
    return result;
}

DependencyPicture dependencyPicture(const Domain::Catalogue &catalogue)
{
    QSet<ServiceId> involved;
    for (const Domain::Dependency &edge : catalogue.dependencies) {
        if (edge.upstream != edge.downstream && catalogue.find(edge.upstream) && catalogue.find(edge.downstream))
            involved << edge.upstream << edge.downstream;
    }
    DependencyPicture picture;
    QHash<ServiceId, int> index;
    for (const Domain::Service &service : catalogue.services) {
        if (service.retired)
            continue;
        if (!involved.contains(service.id)) {
            ++picture.standalone;
            continue;
        }
        index.insert(service.id, static_cast<int>(picture.nodes.size()));
        picture.nodes.push_back(service.id);
    }
    for (const Domain::Dependency &edge : catalogue.dependencies) {
        if (edge.upstream == edge.downstream || !index.contains(edge.upstream) || !index.contains(edge.downstream))
            continue;
        picture.edges.push_back({ index.value(edge.upstream), index.value(edge.downstream) });
        picture.dependencies.push_back(edge);
    }
    return picture;
}

} // namespace Wf::Models
