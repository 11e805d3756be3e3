// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/celldelegate.h"

#include "gui/statusicon.h"
#include "models/cellroles.h"

#include <QPainter>
#include <QPainterPath>

namespace Wf::Gui {

namespace Role = Models::CellRole;

namespace {
    constexpr int kIconSide = 15;
    constexpr int kGap = 8;

    bool isTrouble(Domain::Display display)
    {
        return display < Domain::Display::Blind;
    }

    /// A line; where a run failed a bar stands from top to bottom behind it.
    void paintLine(QPainter &painter, const QRectF &box, const Models::Spark &spark, const Theme &theme)
    {
        const double step = box.width() / static_cast<double>(std::max<size_t>(1, spark.points.size() - 1));
        QPainterPath line;
        for (size_t i = 0; i < spark.points.size(); ++i) {
            const Models::Spark::Point &point = spark.points[i];
            const QPointF at(
                box.left() + step * static_cast<double>(i), box.bottom() - box.height() * point.height);
            if (i == 0)
                line.moveTo(at);
            else
                line.lineTo(at);
            if (isTrouble(point.display)) {
                QColor colour = theme.of(point.display);
                colour.setAlphaF(0.55F);
                const double wide = std::max(2.0, step);
                painter.fillRect(QRectF(at.x() - wide / 2, box.top(), wide, box.height()), colour);
            }
        }
        painter.strokePath(line, QPen(theme.accent, 1.3));
    }

    void paintBars(QPainter &painter, const QRectF &box, const Models::Spark &spark, const Theme &theme)
    {
        const double step = std::min(9.0, box.width() / static_cast<double>(spark.points.size()));
        double left = box.right() - step * static_cast<double>(spark.points.size());
        for (const Models::Spark::Point &point : spark.points) {
            const double high = std::max(2.0, box.height() * point.height);
            const QColor colour =
                isTrouble(point.display) ? theme.of(point.display) : theme.tint(theme.operational, 0.6);
            painter.fillRect(QRectF(left, box.bottom() - high, std::max(1.5, step - 2), high), colour);
            left += step;
        }
    }
} // namespace

void paintSpark(QPainter &painter, const QRectF &box, const Models::Spark &spark, const Theme &theme)
{
    if (spark.points.empty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (spark.style == Models::Spark::Style::Bars)
        paintBars(painter, box, spark, theme);
    else
        paintLine(painter, box, spark, theme);
    painter.restore();
}

CellDelegate::CellDelegate(const Appearance &appearance, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_appearance(appearance)
{
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 80, kRowHeight };
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(*painter, option, index);
    const QRect box = option.rect.adjusted(kGap, 0, -kGap, 0);
    if (const QVariant spark = index.data(Role::Spark); spark.isValid())
        paintSpark(*painter, box.adjusted(0, 7, 0, -8), spark.value<Models::Spark>(), m_appearance.theme());
    else
        paintTexts(*painter, box, index);
    painter->restore();
}

void CellDelegate::paintGround(
    QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = m_appearance.theme();
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(option.rect, theme.raised);
    painter.setPen(theme.tint(theme.line, 0.8));
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(QPen(theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
    }
    if (option.state.testFlag(QStyle::State_Selected) && index.column() == 0)
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.accent);
}

QRect CellDelegate::paintMark(QPainter &painter, const QRect &box, const QString &mark) const
{
    const Theme &theme = m_appearance.theme();
    const QFont font = m_appearance.font(FontRole::Small);
    const int wide = QFontMetrics(font).horizontalAdvance(mark) + 12;
    const QRect frame(box.right() - wide, box.center().y() - 8, wide, 17);
    painter.setPen(theme.degraded);
    painter.setBrush(theme.tint(theme.degraded, 0.12));
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(font);
    painter.drawText(frame, Qt::AlignCenter, mark);
    return box.adjusted(0, 0, -wide - kGap, 0);
}

void CellDelegate::paintTexts(QPainter &painter, QRect box, const QModelIndex &index) const
{
    const Theme &theme = m_appearance.theme();
    const QVariant said = index.data(Qt::TextAlignmentRole);
    const int side = said.isValid() ? said.toInt() : static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    const auto write = [&](const QString &text, const QFont &font, const QColor &colour) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(
            box, side | Qt::TextSingleLine, QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width()));
        box.setLeft(std::min(box.right(), box.left() + QFontMetrics(font).horizontalAdvance(text) + kGap));
    };
    if (const QVariant icon = index.data(Role::Icon); icon.isValid()) {
        paintStatusIcon(painter, QRectF(box.left(), box.center().y() - kIconSide / 2.0 + 1, kIconSide, kIconSide),
            Domain::Display(icon.toInt()), theme);
        box.setLeft(box.left() + kIconSide + kGap);
    }
    if (const QString mark = index.data(Role::Mark).toString(); !mark.isEmpty())
        box = paintMark(painter, box, mark);
    if (const QString strong = index.data(Role::Strong).toString(); !strong.isEmpty())
        write(strong, m_appearance.font(FontRole::Base, QFont::Medium), theme.text1);
    const QVariant tone = index.data(Role::Tone);
    const bool figure = index.data(Role::Figure).toBool();
    write(index.data(Qt::DisplayRole).toString(), m_appearance.font(figure ? FontRole::Number : FontRole::Base),
        tone.isValid() ? theme.of(Domain::Display(tone.toInt())) : theme.text2);
}

} // namespace Wf::Gui
