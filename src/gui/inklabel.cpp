// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/inklabel.h"

#include <QPainter>

namespace Wf::Gui {

InkLabel::InkLabel(const Appearance &appearance, const Look &look, QWidget *parent)
    : QLabel(parent)
    , m_appearance(appearance)
    , m_look(look)
{
    setTextFormat(Qt::PlainText);
    setFont(appearance.font(look.font, look.weight));
    setWordWrap(look.flow == TextFlow::Wrapped);
    connect(&appearance, &Appearance::themeChanged, this, &InkLabel::recolour);
    recolour();
}

void InkLabel::setTone(std::optional<Domain::Display> tone)
{
    if (tone == m_tone)
        return;
    m_tone = tone;
    recolour();
}

void InkLabel::recolour()
{
    const Theme &theme = m_appearance.theme();
    const QColor inks[] { theme.text1, theme.text2, theme.text3 };
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_tone ? theme.of(*m_tone) : inks[static_cast<size_t>(m_look.ink)]);
    setPalette(colours);
}

QSize InkLabel::minimumSizeHint() const
{
    if (m_look.flow == TextFlow::Wrapped)
        return QLabel::minimumSizeHint();
    return { std::min(24, sizeHint().width()), sizeHint().height() };
}

void InkLabel::paintEvent(QPaintEvent *event)
{
    if (m_look.flow == TextFlow::Wrapped || sizeHint().width() <= width()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QString cut = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
    painter.drawText(contentsRect(), static_cast<int>(alignment() | Qt::TextSingleLine), cut);
}

} // namespace Wf::Gui
