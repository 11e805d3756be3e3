// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/graphview.h"

#include "models/graphlayout.h"
#include "models/words.h"

#include <QKeyEvent>
#include <QSet>

#include <cmath>
#include <limits>

namespace Wf::Gui {

namespace {
    constexpr double kMargin = 40;
    constexpr double kLargestFit = 1.15; ///< a small graph is not blown up
    constexpr double kLeastZoom = 0.1;
    constexpr double kMostZoom = 3;
    constexpr double kZoomStep = 1.2;
} // namespace

GraphView::GraphView(const Appearance &appearance, QWidget *parent)
    : QGraphicsView(parent)
    , m_appearance(appearance)
{
    setScene(new QGraphicsScene(this));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setTransformationAnchor(AnchorUnderMouse);
    setDragMode(ScrollHandDrag);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Dependency graph"));
    connect(&appearance, &Appearance::themeChanged, this, &GraphView::recolour);
    recolour();
}

void GraphView::recolour()
{
    scene()->setBackgroundBrush(m_appearance.theme().background);
    emphasise();
    scene()->update();
}

void GraphView::apply(const Ports::SnapshotPtr &snapshot, Instant now)
{
    m_snapshot = snapshot;
    m_now = now;
    if (snapshot->catalogue && snapshot->catalogue != m_catalogue) {
        const bool same = m_catalogue && m_catalogue->services == snapshot->catalogue->services
            && m_catalogue->dependencies == snapshot->catalogue->dependencies;
        m_catalogue = snapshot->catalogue;
        if (!same)
            rebuild(*m_catalogue);
    }
    for (NodeItem *node : std::as_const(m_nodes)) {
        if (const Ports::ServiceRow *row = snapshot->find(node->id()))
            node->setFace(row->service.displayName, snapshot->past ? row->display() : Models::shown(*row, now),
                Models::spoken(*row, now));
    }
    emphasise();
}

void GraphView::rebuild(const Domain::Catalogue &catalogue)
{
    m_hovered.reset();
    m_nodes.clear();
    m_edges.clear();
    scene()->clear();
    m_graph.emplace(catalogue);
    const Models::DependencyPicture picture = Models::dependencyPicture(catalogue);
    const Models::LayoutOptions options;
    const auto layout = Models::layOutGraph(static_cast<int>(picture.nodes.size()), picture.edges, options);
    m_standalone = picture.standalone;
    std::vector<NodeItem *> nodes;
    for (size_t i = 0; i < picture.nodes.size(); ++i) {
        nodes.push_back(new NodeItem(m_appearance, picture.nodes[i], options.node));
        nodes.back()->setPos(layout.positions[i]);
        scene()->addItem(nodes.back());
        m_nodes.insert(picture.nodes[i], nodes.back());
    }
    for (size_t i = 0; i < picture.edges.size(); ++i) {
        const auto [from, to] = picture.edges[i];
        m_edges.push_back(new EdgeItem(m_appearance, *nodes[static_cast<size_t>(from)],
            *nodes[static_cast<size_t>(to)], picture.dependencies[i]));
        scene()->addItem(m_edges.back());
    }
    scene()->setSceneRect(QRectF({ 0, 0 }, layout.size).adjusted(-kMargin, -kMargin, kMargin, kMargin));
    if (m_chosen && !m_nodes.contains(*m_chosen))
        choose({});
    if (m_fitted)
        fit();
}

void GraphView::fit()
{
    m_fitted = true;
    const QRectF all = scene()->sceneRect();
    if (all.isEmpty())
        return;
    const double scaleBy =
        std::min({ viewport()->width() / all.width(), viewport()->height() / all.height(), kLargestFit });
    resetTransform();
    scale(std::max(scaleBy, kLeastZoom), std::max(scaleBy, kLeastZoom));
    centerOn(all.center());
}

void GraphView::zoom(double factor)
{
    const double now = transform().m11();
    const double wanted = std::clamp(now * factor, kLeastZoom, kMostZoom);
    scale(wanted / now, wanted / now);
    m_fitted = false;
}

void GraphView::choose(const std::optional<ServiceId> &service)
{
    m_chosen = service && m_nodes.contains(*service) ? service : std::nullopt;
    for (NodeItem *node : std::as_const(m_nodes))
        node->setChosen(m_chosen && node->id() == *m_chosen);
    if (m_chosen)
        ensureVisible(m_nodes.value(*m_chosen), 30, 30);
    emphasise();
    Q_EMIT focusChanged();
}

void GraphView::hover(const NodeItem *node)
{
    const std::optional<ServiceId> hovered = node ? std::optional(node->id()) : std::nullopt;
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    emphasise();
    Q_EMIT focusChanged();
}

std::optional<Domain::Display> GraphView::troubleOf(const ServiceId &service) const
{
    const NodeItem *node = m_nodes.value(service);
    return node && node->display() <= Domain::Display::Degraded ? std::optional(node->display()) : std::nullopt;
}

void GraphView::emphasise()
{
    QSet<ServiceId> reached;
    const std::optional<ServiceId> root = focus();
    if (root && m_graph) {
        reached.insert(*root);
        for (const Domain::Reached &service : m_graph->blastRadius(*root))
            reached.insert(service.id);
    }
    const auto of = [&](bool inside) {
        return !root ? Emphasis::Normal : inside ? Emphasis::Reached : Emphasis::Dimmed;
    };
    for (NodeItem *node : std::as_const(m_nodes))
        node->setEmphasis(of(reached.contains(node->id())));
    const std::optional<Domain::Display> fromRoot = root ? troubleOf(*root) : std::nullopt;
    for (EdgeItem *edge : m_edges) {
        const bool inside =
            reached.contains(edge->dependency().upstream) && reached.contains(edge->dependency().downstream);
        const auto own = troubleOf(edge->dependency().upstream);
        edge->setFace(inside && fromRoot && (!own || *fromRoot < *own) ? fromRoot : own, of(inside));
    }
}

NodeItem *GraphView::nodeAt(const QPoint &position) const
{
    return dynamic_cast<NodeItem *>(itemAt(position));
}

void GraphView::mouseMoveEvent(QMouseEvent *event)
{
    hover(nodeAt(event->pos()));
    QGraphicsView::mouseMoveEvent(event);
}

void GraphView::mousePressEvent(QMouseEvent *event)
{
    if (const NodeItem *node = nodeAt(event->pos()))
        choose(node->id());
    QGraphicsView::mousePressEvent(event);
}

void GraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const NodeItem *node = nodeAt(event->pos()))
        Q_EMIT serviceActivated(node->id());
}

void GraphView::leaveEvent(QEvent *event)
{
    hover(nullptr);
    QGraphicsView::leaveEvent(event);
}

void GraphView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (m_fitted)
        fit();
}

void GraphView::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    if (!m_chosen && event->reason() != Qt::MouseFocusReason && worst())
        choose(worst()->id());
}

void GraphView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QGraphicsView::wheelEvent(event);
        return;
    }
    zoom(std::pow(kZoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

void GraphView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        moveChoice(event->key());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_chosen)
            Q_EMIT serviceActivated(*m_chosen);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kZoomStep);
        return;
    case Qt::Key_Minus:
        zoom(1 / kZoomStep);
        return;
    case Qt::Key_0:
        fit();
        return;
    case Qt::Key_Escape:
        if (m_chosen) {
            choose({});
            return;
        }
        break;
    default:
        break;
    }
    event->ignore(); // the window has its own keys
}

void GraphView::moveChoice(int key)
{
    const NodeItem *from = m_chosen ? m_nodes.value(*m_chosen) : nullptr;
    if (const NodeItem *next = from ? neighbour(*from, key) : worst())
        choose(next->id());
}

/// The nearest one that lies mostly in the direction of the key.
const NodeItem *GraphView::neighbour(const NodeItem &from, int key) const
{
    const NodeItem *best = nullptr;
    double nearest = std::numeric_limits<double>::max();
    for (const NodeItem *node : m_nodes) {
        const QPointF way = node->pos() - from.pos();
        const bool across = key == Qt::Key_Left || key == Qt::Key_Right;
        const double sign = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
        const double along = sign * (across ? way.x() : way.y());
        const double aside = std::abs(across ? way.y() : way.x());
        if (along < 1 || (!across && aside > 1))
            continue;
        const double distance = along * (across ? 2 : 1) + aside;
        if (distance < nearest || (distance == nearest && best && node->id() < best->id())) {
            nearest = distance;
            best = node;
        }
    }
    return best;
}

const NodeItem *GraphView::worst() const
{
    const NodeItem *best = nullptr;
    for (const NodeItem *node : m_nodes) {
        const auto place = [](const NodeItem &n) { return std::tuple(n.display(), n.pos().x(), n.pos().y()); };
        if (!best || place(*node) < place(*best))
            best = node;
    }
    return best;
}

} // namespace Wf::Gui
