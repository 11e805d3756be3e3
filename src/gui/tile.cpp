// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/tile.h"

#include "gui/appearance.h"
#include "gui/statusicon.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace Wf::Gui {

namespace {
    using Domain::Display;

    constexpr int kPadding = 12;
    constexpr int kIcon = 15;
    constexpr double kBarWidth = 84;
    constexpr int kPulses = 10; ///< seconds that a new trouble pulses

    bool isTrouble(Display display)
    {
        return display <= Display::Degraded;
    }

    QString elided(const QPainter &painter, const QString &text, double width)
    {
        return painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(width));
    }
} // namespace

QColor cellColour(const Domain::Cell &cell, const Theme &theme)
{
    if (!cell.covered)
        return theme.tint(theme.text3, 0.55);
    if (cell.knowledge == Domain::Knowledge::Maintenance)
        return theme.tint(theme.accent, 0.75);
    return cell.status == Domain::Status::Operational ? theme.tint(theme.operational, 0.55)
                                                      : theme.of(cell.status);
}

double cellShare(const Domain::Cell &cell)
{
    if (!cell.covered)
        return 0.4;
    if (cell.knowledge == Domain::Knowledge::Maintenance)
        return 0.7;
    switch (cell.status) {
    case Domain::Status::MajorOutage:
        return 1.0;
    case Domain::Status::PartialOutage:
        return 0.9;
    case Domain::Status::Degraded:
        return 0.8;
    case Domain::Status::Operational:
    case Domain::Status::Unknown:
        break;
    }
    return 0.6;
}

void paintCells(QPainter &painter, const QRectF &box, const std::vector<Domain::Cell> &cells, const Theme &theme)
{
    if (cells.empty())
        return;
    const double pitch = box.width() / static_cast<double>(cells.size());
    const double gap = pitch >= 3 ? 1 : pitch / 3;
    for (size_t i = 0; i < cells.size(); ++i) {
        const Domain::Cell &cell = cells[i];
        const double share = cellShare(cell);
        const QRectF bar(box.left() + static_cast<double>(i) * pitch, box.bottom() - box.height() * share,
            pitch - gap, box.height() * share);
        painter.fillRect(bar, cellColour(cell, theme));
    }
}

Tile::Tile(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setFocusPolicy(Qt::ClickFocus);
    setCursor(Qt::PointingHandCursor);
}

void Tile::setFace(const Models::TileFace &face)
{
    if (face == m_face)
        return;
    if (isTrouble(face.display) && face.display != m_face.display && !m_face.id.isEmpty())
        m_pulsesLeft = m_appearance.reducedMotion() ? 0 : kPulses;
    if (face.spoken != m_face.spoken) {
        setAccessibleName(face.spoken);
        setToolTip(face.spoken);
    }
    m_face = face;
    update();
}

void Tile::pulse()
{
    if (m_pulsesLeft == 0)
        return;
    --m_pulsesLeft;
    update(QRect(kRing + kPadding - 2, kRing + 8, kIcon + 4, kIcon + 8));
}

QColor Tile::headlineColour() const
{
    const Theme &theme = m_appearance.theme();
    const bool coloured = isTrouble(m_face.display) || m_face.display == Display::Maintenance;
    return coloured ? theme.of(m_face.display) : theme.text2;
}

/// The faintest ink is too faint on the ground of a state.
QColor Tile::noteColour() const
{
    const bool tinted = isTrouble(m_face.display) || m_face.display == Display::Maintenance;
    return tinted ? m_appearance.theme().text2 : m_appearance.theme().text3;
}

void Tile::paintFrame(QPainter &painter, const QRectF &card) const
{
    const Theme &theme = m_appearance.theme();
    const QColor colour = theme.of(m_face.display);
    const bool loud = isTrouble(m_face.display) || m_face.display == Display::Maintenance;
    const bool unseen = m_face.display == Display::Blind || m_face.display == Display::Unknown;
    QColor ground = loud ? theme.tint(colour, theme.dark ? 0.09 : 0.08) : unseen ? theme.background : theme.card;
    if (underMouse())
        ground = loud ? theme.tint(colour, 0.18) : theme.raised;
    QPen pen(loud ? theme.tint(colour, 0.65) : unseen ? theme.text3 : theme.line, 1);
    if (unseen)
        pen.setDashPattern({ 3, 3 });
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (m_face.freshness != Models::Freshness::Fresh) {
        QPainterPath clip;
        clip.addRoundedRect(card.adjusted(1, 1, -1, -1), 8, 8);
        painter.fillPath(clip, QBrush(theme.line, Qt::BDiagPattern));
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRoundedRect(card.adjusted(-1.5, -1.5, 1.5, 1.5), 9.5, 9.5);
    }
}

void Tile::paintHead(QPainter &painter, const QRectF &inner) const
{
    const Theme &theme = m_appearance.theme();
    painter.setOpacity(painter.opacity() * (m_pulsesLeft % 2 == 1 ? 0.35 : 1.0));
    const QRectF icon(inner.left(), inner.top() + 1, kIcon, kIcon);
    paintStatusIcon(painter, icon, m_face.display, theme);
    painter.setOpacity(m_face.freshness == Models::Freshness::Fresh ? 1.0 : 0.65);

    QRectF line(icon.right() + 9, inner.top() - 2, inner.right() - icon.right() - 9, 20);
    if (!m_face.age.isEmpty()) {
        painter.setFont(m_appearance.font(FontRole::Number));
        painter.setPen(noteColour());
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_face.age);
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(m_face.age) - 8);
    }
    painter.setFont(m_appearance.font(FontRole::Base, QFont::DemiBold));
    painter.setPen(theme.text1);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, elided(painter, m_face.name, line.width()));

    painter.setFont(m_appearance.font(FontRole::Caption));
    painter.setPen(headlineColour());
    const QRectF second(inner.left(), inner.top() + 26, inner.width(), 18);
    painter.drawText(second, Qt::AlignLeft | Qt::AlignVCenter, elided(painter, m_face.headline, second.width()));
}

void Tile::paintFoot(QPainter &painter, const QRectF &inner) const
{
    const Theme &theme = m_appearance.theme();
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintCells(painter, QRectF(inner.left(), inner.bottom() - 14, kBarWidth, 14), m_face.week, theme);
    painter.setRenderHint(QPainter::Antialiasing, true);

    const QRectF line(inner.left() + kBarWidth + 8, inner.bottom() - 15, inner.width() - kBarWidth - 8, 16);
    if (!m_face.pending.isEmpty()) {
        painter.setFont(m_appearance.font(FontRole::Small, QFont::Medium));
        painter.setPen(theme.degraded);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, elided(painter, m_face.pending, line.width()));
        return;
    }
    painter.setFont(m_appearance.font(FontRole::Number));
    painter.setPen(theme.text2);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_face.uptime);
    const double left = line.width() - painter.fontMetrics().horizontalAdvance(m_face.uptime) - 6;
    painter.setFont(m_appearance.font(FontRole::Small));
    painter.setPen(noteColour());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, elided(painter, m_face.kind, left));
}

void Tile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(kRing, kRing, -kRing, -kRing);
    paintFrame(painter, card);
    painter.setOpacity(m_face.freshness == Models::Freshness::Fresh ? 1.0 : 0.65);
    const QRectF inner = card.adjusted(kPadding, kPadding, -kPadding, -kPadding);
    paintHead(painter, inner);
    paintFoot(painter, inner);
}

void Tile::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT activated(m_face.id);
}

void Tile::enterEvent(QEnterEvent *)
{
    update();
}

void Tile::leaveEvent(QEvent *)
{
    update();
}

void Tile::focusInEvent(QFocusEvent *)
{
    update();
}

void Tile::focusOutEvent(QFocusEvent *)
{
    update();
}

} // namespace Wf::Gui
