// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/controlstyle.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace Wf::Gui {

namespace {
    constexpr int kArrowRoom = 28; ///< at the right end of a field that opens a list
    constexpr int kFieldHeight = 30;
    constexpr int kFieldPadding = 10;
    constexpr int kBox = 16; ///< side of a check box
} // namespace

ControlStyle::ControlStyle(Theme theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(std::move(theme))
{
}

/// Strong enough to be seen on every ground (3:1), unlike the lines between things.
QColor ControlStyle::edge(const QStyleOption &option) const
{
    return option.state.testFlag(State_Enabled) ? m_theme.text3 : m_theme.line;
}

void ControlStyle::paintCheckBox(QPainter &painter, const QStyleOption &option) const
{
    const bool checked = option.state.testFlag(State_On);
    const bool enabled = option.state.testFlag(State_Enabled);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(checked && enabled ? m_theme.accent : edge(option), 1));
    painter.setBrush(checked ? (enabled ? m_theme.accent : m_theme.line) : m_theme.card);
    painter.drawRoundedRect(box, 4, 4);
    if (!checked)
        return;
    QPainterPath tick;
    tick.moveTo(box.left() + box.width() * 0.24, box.top() + box.height() * 0.53);
    tick.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.71);
    tick.lineTo(box.left() + box.width() * 0.77, box.top() + box.height() * 0.31);
    const QColor ink = m_theme.dark ? m_theme.background : m_theme.panel;
    painter.strokePath(tick, QPen(ink, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void ControlStyle::paintFocus(QPainter &painter, const QRect &box) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.accent, 2));
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 5, 5);
}

void ControlStyle::paintField(QPainter &painter, const QStyleOptionComplex &option) const
{
    const bool hovered = option.state.testFlag(State_MouseOver) && option.state.testFlag(State_Enabled);
    painter.setPen(edge(option));
    painter.setBrush(hovered ? m_theme.raised : m_theme.card);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (option.state.testFlag(State_HasFocus))
        paintFocus(painter, option.rect);
    const QPointF middle(option.rect.right() - kArrowRoom / 2.0 + 1, option.rect.center().y() + 1.5);
    QPainterPath arrow;
    arrow.moveTo(middle + QPointF(-4, -2));
    arrow.lineTo(middle + QPointF(0, 2));
    arrow.lineTo(middle + QPointF(4, -2));
    const QColor ink = option.state.testFlag(State_Enabled) ? m_theme.text2 : m_theme.text3;
    painter.strokePath(arrow, QPen(ink, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void ControlStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element != PE_IndicatorCheckBox && element != PE_FrameFocusRect)
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (element == PE_IndicatorCheckBox)
        paintCheckBox(*painter, *option);
    else
        paintFocus(*painter, option->rect);
    painter->restore();
}

/// The words of a field stand where its frame leaves room for them, in the ink of every other text.
void ControlStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *field = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (element != CE_ComboBoxLabel || !field || field->editable)
        return QProxyStyle::drawControl(element, option, painter, widget);
    QRect line = subControlRect(CC_ComboBox, field, SC_ComboBoxEditField, widget);
    if (!field->currentIcon.isNull()) {
        const QSize size = field->iconSize;
        field->currentIcon.paint(
            painter, QRect(line.topLeft() + QPoint(0, (line.height() - size.height()) / 2), size));
        line.setLeft(line.left() + size.width() + 8);
    }
    painter->setPen(field->state.testFlag(State_Enabled) ? m_theme.text1 : m_theme.text3);
    painter->drawText(line, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
        option->fontMetrics.elidedText(field->currentText, Qt::ElideRight, line.width()));
}

void ControlStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control != CC_ComboBox)
        return QProxyStyle::drawComplexControl(control, option, painter, widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintField(*painter, *option);
    painter->restore();
}

QRect ControlStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control != CC_ComboBox)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const QRect &all = option->rect;
    if (part == SC_ComboBoxEditField)
        return visualRect(option->direction, all, all.adjusted(kFieldPadding, 2, -kArrowRoom, -2));
    if (part == SC_ComboBoxArrow)
        return visualRect(
            option->direction, all, QRect(all.right() - kArrowRoom + 1, all.top(), kArrowRoom, all.height()));
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QSize ControlStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    const QSize usual = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type != CT_ComboBox)
        return usual;
    return { size.width() + kFieldPadding + kArrowRoom + 4, std::max(kFieldHeight, size.height() + 8) };
}

int ControlStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return kBox;
    case PM_CheckBoxLabelSpacing:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

} // namespace Wf::Gui
