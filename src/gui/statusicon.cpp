// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/statusicon.h"

#include "gui/appearance.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <cmath>
#include <numbers>

namespace Wf::Gui {

namespace {
    /// All shapes are drawn in a box of 16 by 16; `ground` is cut out of them.
    struct Pen {
        QPainter &painter;
        QColor colour;
        QColor ground;

        void fill(const QPainterPath &path) const { painter.fillPath(path, colour); }
        void stroke(const QPainterPath &path, double width, const QColor &ink) const
        {
            painter.strokePath(path, QPen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        }
        void cut(const QPainterPath &path, double width = 1.9) const { stroke(path, width, ground); }
    };

    QPainterPath lines(std::initializer_list<std::initializer_list<QPointF>> strokes)
    {
        QPainterPath path;
        for (const auto &points : strokes) {
            bool first = true;
            for (const QPointF &point : points) {
                if (first)
                    path.moveTo(point);
                else
                    path.lineTo(point);
                first = false;
            }
        }
        return path;
    }

    QPainterPath disc(double radius = 7)
    {
        QPainterPath path;
        path.addEllipse(QPointF(8, 8), radius, radius);
        return path;
    }

    void exclamation(const Pen &pen, double top, double bottom)
    {
        pen.cut(lines({ { { 8, top }, { 8, bottom - 3.2 } } }));
        QPainterPath dot;
        dot.addEllipse(QPointF(8, bottom), 1.1, 1.1);
        pen.painter.fillPath(dot, pen.ground);
    }

    void paintMajor(const Pen &pen)
    {
        QPainterPath square;
        square.addRoundedRect(QRectF(1, 1, 14, 14), 2.5, 2.5);
        pen.fill(square);
        pen.cut(lines({ { { 5.2, 5.2 }, { 10.8, 10.8 } }, { { 10.8, 5.2 }, { 5.2, 10.8 } } }), 2.1);
    }

    void paintPartial(const Pen &pen)
    {
        QPolygonF octagon;
        for (int i = 0; i < 8; ++i) {
            const double angle = std::numbers::pi / 8 + i * std::numbers::pi / 4;
            octagon << QPointF(8 + 7.5 * std::cos(angle), 8 + 7.5 * std::sin(angle));
        }
        QPainterPath path;
        path.addPolygon(octagon);
        path.closeSubpath();
        pen.fill(path);
        exclamation(pen, 4.4, 11.5);
    }

    void paintDegraded(const Pen &pen)
    {
        QPainterPath triangle = lines({ { { 8, 2.2 }, { 14.6, 13.8 }, { 1.4, 13.8 }, { 8, 2.2 } } });
        pen.fill(triangle);
        pen.stroke(triangle, 1.6, pen.colour);
        exclamation(pen, 6, 12.1);
    }

    void paintBlind(const Pen &pen, const QColor &strike)
    {
        for (const double radius : { 3.4, 7.0, 10.6 }) {
            QPainterPath wave;
            const QRectF box(8 - radius, 13 - radius, 2 * radius, 2 * radius);
            wave.arcMoveTo(box, 45);
            wave.arcTo(box, 45, 90);
            pen.stroke(wave, 1.7, pen.colour);
        }
        QPainterPath dot;
        dot.addEllipse(QPointF(8, 13), 1.4, 1.4);
        pen.fill(dot);
        pen.stroke(lines({ { { 2.2, 2.2 }, { 13.8, 14.2 } } }), 1.9, strike);
    }

    void paintUnknown(const Pen &pen)
    {
        pen.stroke(disc(6.4), 1.5, pen.colour);
        QPainterPath hook;
        hook.moveTo(5.9, 6.4);
        hook.cubicTo(5.9, 3.4, 10.3, 3.5, 10.2, 6.4);
        hook.cubicTo(10.1, 8.1, 8, 8, 8, 9.6);
        pen.stroke(hook, 1.6, pen.colour);
        QPainterPath dot;
        dot.addEllipse(QPointF(8, 11.9), 1, 1);
        pen.fill(dot);
    }

    void paintMaintenance(const Pen &pen)
    {
        pen.fill(disc());
        pen.cut(lines({ { { 4.9, 11.1 }, { 8.8, 7.2 } } }), 2.4);
        QPainterPath jaw;
        const QRectF box(7.4, 3.2, 5.4, 5.4);
        jaw.arcMoveTo(box, 80);
        jaw.arcTo(box, 80, 290);
        pen.cut(jaw, 1.7);
    }

    void paintOperational(const Pen &pen)
    {
        pen.fill(disc());
        pen.cut(lines({ { { 4.7, 8.3 }, { 7, 10.6 }, { 11.3, 5.8 } } }), 2);
    }

    /// Draws at the size asked for, so that the icon is sharp on every screen.
    class StatusIconEngine final : public QIconEngine {
    public:
        StatusIconEngine(Domain::Display display, Theme theme)
            : m_display(display)
            , m_theme(std::move(theme))
        {
        }
        void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
        {
            paintStatusIcon(*painter, rect, m_display, m_theme);
        }
        QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
        {
            QPixmap pixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            paint(&painter, QRect({}, size), mode, state);
            return pixmap;
        }
        [[nodiscard]] QIconEngine *clone() const override { return new StatusIconEngine(*this); }

    private:
        Domain::Display m_display;
        Theme m_theme;
    };
} // namespace

void paintStatusIcon(QPainter &painter, const QRectF &box, Domain::Display display, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = std::min(box.width(), box.height());
    painter.translate(box.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 16, side / 16);
    const Pen pen { painter, theme.of(display), theme.dark ? theme.background : theme.panel };
    switch (display) {
    case Domain::Display::MajorOutage:
        paintMajor(pen);
        break;
    case Domain::Display::PartialOutage:
        paintPartial(pen);
        break;
    case Domain::Display::Degraded:
        paintDegraded(pen);
        break;
    case Domain::Display::Blind:
        paintBlind(pen, theme.major);
        break;
    case Domain::Display::Unknown:
        paintUnknown(pen);
        break;
    case Domain::Display::Maintenance:
        paintMaintenance(pen);
        break;
    case Domain::Display::Operational:
        paintOperational(pen);
        break;
    }
    painter.restore();
}

QIcon statusIcon(Domain::Display display, const Theme &theme)
{
    return QIcon(new StatusIconEngine(display, theme));
}

} // namespace Wf::Gui
