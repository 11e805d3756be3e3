// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/nodeitem.h"

#include "gui/statusicon.h"

#include <QCursor>
#include <QPainter>

namespace Wf::Gui {

namespace {
    constexpr double kRing = 4;
    constexpr double kDimmed = 0.3;
} // namespace

NodeItem::NodeItem(const Appearance &appearance, ServiceId id, QSizeF size)
    : m_appearance(appearance)
    , m_id(std::move(id))
    , m_size(size)
{
    setFlag(ItemIsFocusable);
    setFlag(ItemIsSelectable);
    setAcceptHoverEvents(true);
    setCursor(Qt::PointingHandCursor);
    setZValue(1);
}

void NodeItem::setFace(const QString &name, Domain::Display display, const QString &spoken)
{
    if (name == m_name && display == m_display)
        return;
    m_name = name;
    m_display = display;
    setToolTip(spoken);
    update();
}

void NodeItem::setEmphasis(Emphasis emphasis)
{
    if (emphasis == m_emphasis)
        return;
    m_emphasis = emphasis;
    setOpacity(emphasis == Emphasis::Dimmed ? kDimmed : 1);
}

void NodeItem::setChosen(bool chosen)
{
    if (chosen == m_chosen)
        return;
    m_chosen = chosen;
    update();
}

QRectF NodeItem::boundingRect() const
{
    return QRectF({ 0, 0 }, m_size).adjusted(-kRing, -kRing, kRing, kRing);
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    using Domain::Display;
    const Theme &theme = m_appearance.theme();
    const QRectF box = QRectF({ 0, 0 }, m_size).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_chosen) {
        painter->setPen(QPen(theme.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 10, 10);
    }
    const bool calm = m_display == Display::Operational;
    QPen border(calm ? theme.line : theme.of(m_display), m_display == Display::MajorOutage ? 2 : 1.2);
    if (m_display == Display::Blind)
        border.setStyle(Qt::DashLine);
    painter->setPen(border);
    painter->setBrush(m_display <= Display::Degraded ? theme.tint(theme.of(m_display), 0.10) : theme.card);
    painter->drawRoundedRect(box, 8, 8);
    paintStatusIcon(*painter, QRectF(14, m_size.height() / 2 - 7.5, 15, 15), m_display, theme);
    const QFont font = m_appearance.font(FontRole::Base, QFont::Medium);
    const QRectF text(38, 0, m_size.width() - 48, m_size.height());
    painter->setFont(font);
    painter->setPen(theme.text1);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetricsF(font).elidedText(m_name, Qt::ElideRight, text.width()));
}

} // namespace Wf::Gui
