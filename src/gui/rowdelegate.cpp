// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/rowdelegate.h"

#include "gui/statusicon.h"
#include "models/rowroles.h"

#include <QPainter>

namespace Wf::Gui {

using Models::RowRole::Icon;
using Models::RowRole::Lead;
using Models::RowRole::Name;
using Models::RowRole::Tone;
using Models::RowRole::Trail;

/// A line that is filled from both ends.
class RowDelegate::Line {
public:
    Line(QPainter &painter, const QRect &box)
        : m_painter(painter)
        , m_box(box)
    {
    }

    void icon(Domain::Display display, const Theme &theme)
    {
        constexpr int side = 14;
        paintStatusIcon(
            m_painter, QRectF(m_box.left(), m_box.center().y() - side / 2.0 + 1, side, side), display, theme);
        m_box.setLeft(m_box.left() + side + 8);
    }
    /// `width` 0: as wide as the text.
    void left(const QString &text, const QFont &font, const QColor &colour, int width)
    {
        const int own = QFontMetrics(font).horizontalAdvance(text) + 2;
        const int taken = std::min(width > 0 ? width : own, m_box.width());
        write({ m_box.left(), m_box.top(), taken, m_box.height() }, text, font, colour, Qt::AlignLeft);
        m_box.setLeft(m_box.left() + taken + 12);
    }
    void right(const QString &text, const QFont &font, const QColor &colour)
    {
        const int taken = std::min(QFontMetrics(font).horizontalAdvance(text), m_box.width() / 2);
        write(
            { m_box.right() - taken, m_box.top(), taken + 1, m_box.height() }, text, font, colour, Qt::AlignRight);
        m_box.setRight(m_box.right() - taken - 12);
    }

private:
    void write(const QRect &box, const QString &text, const QFont &font, const QColor &colour, Qt::Alignment side)
    {
        m_painter.setFont(font);
        m_painter.setPen(colour);
        const QString cut = QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width());
        m_painter.drawText(box, static_cast<int>(side | Qt::AlignVCenter | Qt::TextSingleLine), cut);
    }

    QPainter &m_painter;
    QRect m_box;
};

RowDelegate::RowDelegate(const Appearance &appearance, const RowColumns &columns, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_appearance(appearance)
    , m_columns(columns)
{
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 100, kRowHeight };
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = m_appearance.theme();
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (focused || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(focused ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
        painter->setBrush(theme.raised);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 5, 5);
    }
    Line line(*painter, option.rect.adjusted(4, 0, -4, 0));
    const QVariant tone = index.data(Tone);
    const auto toned = [&](ToneOn place, const QColor &otherwise) {
        return tone.isValid() && m_columns.toneOn == place ? theme.of(Domain::Display(tone.toInt())) : otherwise;
    };
    if (const QString lead = index.data(Lead).toString(); !lead.isEmpty())
        line.left(lead, m_appearance.font(FontRole::Number),
            m_columns.leadInk == Ink::Text2 ? theme.text2 : theme.text3, m_columns.lead);
    if (const QVariant icon = index.data(Icon); icon.isValid())
        line.icon(Domain::Display(icon.toInt()), theme);
    if (const QString trail = index.data(Trail).toString(); !trail.isEmpty())
        line.right(trail, m_appearance.font(FontRole::Small), toned(ToneOn::Trail, theme.text3));
    if (const QString name = index.data(Name).toString(); !name.isEmpty())
        line.left(name, m_appearance.font(FontRole::Base, m_columns.nameWeight), toned(ToneOn::Name, theme.text1),
            m_columns.name);
    line.left(index.data(Qt::DisplayRole).toString(), m_appearance.font(FontRole::Base), theme.text2,
        option.rect.width());
    painter->restore();
}

} // namespace Wf::Gui
