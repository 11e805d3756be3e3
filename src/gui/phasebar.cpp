// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/phasebar.h"

#include "gui/accessible.h"

#include <QPainter>

namespace Wf::Gui {

namespace {
    constexpr int kBar = 16;
    constexpr int kGap = 14;

    /// Steps from the accent to the ground: neighbours differ in lightness, not in hue alone.
    QColor shade(const Theme &theme, size_t number)
    {
        constexpr double shares[] { 0.95, 0.45, 0.75, 0.3, 0.6 };
        return theme.tint(theme.accent, shares[number % std::size(shares)]);
    }
} // namespace

PhaseBar::PhaseBar(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void PhaseBar::show(const std::vector<Models::PhasePart> &parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    QStringList spoken;
    for (const Models::PhasePart &part : m_parts)
        spoken.append(QStringLiteral("%1 %2").arg(part.name, Models::tookText(part.took)));
    setSpokenName(*this, spoken.join(QStringLiteral(", ")));
    setToolTip(spoken.join(u'\n'));
    update();
}

void PhaseBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    const QFont font = m_appearance.font(FontRole::Small);
    const QFontMetrics metrics(font);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    double left = 0;
    int word = 0;
    for (size_t i = 0; i < m_parts.size(); ++i) {
        const Models::PhasePart &part = m_parts[i];
        const double wide = width() * part.share;
        painter.fillRect(QRectF(left, 0, std::max(1.0, wide - 1), kBar), shade(theme, i));
        left += wide;
        const QString text = QStringLiteral("%1 %2").arg(part.name, Models::tookText(part.took));
        painter.fillRect(QRect(word, kBar + 14, 8, 8), shade(theme, i));
        painter.setPen(theme.text2);
        painter.drawText(word + 13, kBar + 14 + metrics.ascent() - 2, text);
        word += 13 + metrics.horizontalAdvance(text) + kGap;
    }
}

} // namespace Wf::Gui
