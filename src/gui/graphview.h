// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/graph.h"
#include "gui/edgeitem.h"
#include "ports/snapshot.h"

#include <QGraphicsView>
#include <QHash>

namespace Wf::Gui {

/// The dependency graph. Laid out once a catalogue; states are changed in place. The service under the pointer,
/// else the chosen one, is in focus: what it reaches stands out. Keys: arrows choose, Enter opens, Esc lets go, +
/// and − zoom, 0 fits.
class GraphView final : public QGraphicsView {
    Q_OBJECT

public:
    explicit GraphView(const Appearance &appearance, QWidget *parent = nullptr);

    void apply(const Ports::SnapshotPtr &snapshot, Instant now);
    void choose(const std::optional<ServiceId> &service);
    [[nodiscard]] std::optional<ServiceId> chosen() const { return m_chosen; }
    [[nodiscard]] std::optional<ServiceId> focus() const { return m_hovered ? m_hovered : m_chosen; }
    [[nodiscard]] const Domain::Graph *graph() const { return m_graph ? &*m_graph : nullptr; }
    [[nodiscard]] const NodeItem *node(const ServiceId &service) const { return m_nodes.value(service); }
    [[nodiscard]] int standalone() const { return m_standalone; }
    [[nodiscard]] bool isEmpty() const { return m_nodes.isEmpty(); }
    void fit();

Q_SIGNALS:
    void focusChanged();
    void serviceActivated(const Wf::ServiceId &service);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void rebuild(const Domain::Catalogue &catalogue);
    void recolour();
    void zoom(double factor);
    void hover(const NodeItem *node);
    [[nodiscard]] NodeItem *nodeAt(const QPoint &position) const;
    void moveChoice(int key);
    [[nodiscard]] const NodeItem *neighbour(const NodeItem &from, int key) const;
    [[nodiscard]] const NodeItem *worst() const;
    void emphasise();
    [[nodiscard]] std::optional<Domain::Display> troubleOf(const ServiceId &service) const;

    const Appearance &m_appearance;
    Ports::SnapshotPtr m_snapshot;
    Instant m_now {};
    std::shared_ptr<const Domain::Catalogue> m_catalogue;
    std::optional<Domain::Graph> m_graph;
    QHash<ServiceId, NodeItem *> m_nodes;
    std::vector<EdgeItem *> m_edges;
    std::optional<ServiceId> m_chosen;
    std::optional<ServiceId> m_hovered;
    int m_standalone = 0;
    bool m_fitted = true; ///< the user has not zoomed: keep all in view
};

} // namespace Wf::Gui
