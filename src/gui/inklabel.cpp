// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/inklabel.h"

#include <QPainter>
#include <QTextLayout>

namespace Wf::Gui {

namespace {
    constexpr int kLines = 2; ///< of TextFlow::TwoLines
}

InkLabel::InkLabel(const Appearance &appearance, const Look &look, QWidget *parent)
    : QLabel(parent)
    , m_appearance(appearance)
    , m_look(look)
{
    setTextFormat(Qt::PlainText);
    setFont(appearance.font(look.font, look.weight));
    setWordWrap(look.flow != TextFlow::OneLine);
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
    const int height = m_look.flow == TextFlow::OneLine ? sizeHint().height() : fontMetrics().lineSpacing();
    return { std::min(24, sizeHint().width()), height };
}

int InkLabel::heightForWidth(int width) const
{
    if (m_look.flow != TextFlow::TwoLines)
        return QLabel::heightForWidth(width);
    return fontMetrics().lineSpacing() * static_cast<int>(lines(width, kLines).size());
}

/// The text broken into at most so many lines, the last one cut.
QStringList InkLabel::lines(int width, int most) const
{
    QStringList result;
    QTextLayout layout(text(), font());
    layout.beginLayout();
    while (result.size() < most) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const bool last = result.size() + 1 == most;
        result.append(last ? fontMetrics().elidedText(text().mid(line.textStart()), Qt::ElideRight, width)
                           : text().mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return result.isEmpty() ? QStringList { QString() } : result;
}

bool InkLabel::showsAll() const
{
    const int width = contentsRect().width();
    switch (m_look.flow) {
    case TextFlow::OneLine:
        return sizeHint().width() <= this->width();
    case TextFlow::TwoLines:
        return !lines(width, kLines).back().endsWith(QChar(0x2026)) || text().endsWith(QChar(0x2026));
    case TextFlow::Wrapped:
        break;
    }
    return QLabel::heightForWidth(this->width()) <= height();
}

void InkLabel::paintEvent(QPaintEvent *event)
{
    if (m_look.flow == TextFlow::Wrapped || (m_look.flow == TextFlow::OneLine && showsAll())) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const int most = m_look.flow == TextFlow::OneLine ? 1 : kLines;
    const auto where = most == 1 ? alignment() : alignment() & ~Qt::AlignVertical_Mask;
    painter.drawText(
        contentsRect(), static_cast<int>(where), lines(contentsRect().width(), most).join(QLatin1Char('\n')));
}

} // namespace Wf::Gui
