// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/sidepanel.h"

#include <QPainter>

namespace Wf::Gui {

SidePanel::SidePanel(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void SidePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().panel);
    painter.fillRect(QRect(0, 0, 1, height()), m_appearance.theme().line);
}

} // namespace Wf::Gui
