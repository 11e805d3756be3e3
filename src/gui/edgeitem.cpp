// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/edgeitem.h"

#include "models/words.h"

#include <QPen>

namespace Wf::Gui {

namespace {
    constexpr double kWidths[] { 3.0, 2.2, 1.6, 1.0 }; ///< critical … low

    QRectF boxOf(const NodeItem &node)
    {
        return node.boundingRect().translated(node.pos()).adjusted(4, 4, -4, -4);
    }

    QPainterPath curve(const QRectF &from, const QRectF &to)
    {
        const QPointF begin(from.right(), from.center().y());
        const QPointF end(to.left(), to.center().y());
        const double bend = std::max(40.0, std::abs(end.x() - begin.x()) / 2);
        QPainterPath path(begin);
        path.cubicTo(begin + QPointF(bend, 0), end - QPointF(bend, 0), end);
        return path;
    }
} // namespace

EdgeItem::EdgeItem(
    const Appearance &appearance, const NodeItem &from, const NodeItem &to, const Domain::Dependency &edge)
    : QGraphicsPathItem(curve(boxOf(from), boxOf(to)))
    , m_appearance(appearance)
    , m_edge(edge)
{
    setToolTip(edge.impact.isEmpty()
            ? Models::label(edge.severity)
            : QString(edge.impact + u" (" + Models::label(edge.severity).toLower() + u')'));
    setFace({}, Emphasis::Normal);
}

void EdgeItem::setFace(std::optional<Domain::Display> trouble, Emphasis emphasis)
{
    const Theme &theme = m_appearance.theme();
    const QColor calm = emphasis == Emphasis::Reached ? theme.accent : theme.tint(theme.unknown, 0.45);
    QPen pen(trouble ? theme.tint(theme.of(*trouble), 0.75) : calm, kWidths[static_cast<size_t>(m_edge.severity)]);
    pen.setCapStyle(Qt::FlatCap);
    setPen(pen);
    setOpacity(emphasis == Emphasis::Dimmed ? 0.18 : 1);
    setZValue(emphasis == Emphasis::Reached ? 0.5 : 0);
}

} // namespace Wf::Gui
