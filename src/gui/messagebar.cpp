// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/messagebar.h"

#include "gui/announcer.h"
#include "gui/card.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace Wf::Gui {

MessageBar::MessageBar(const Appearance &appearance, const QString &action, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_icon(new StateIcon(appearance, 14, this))
    , m_text(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::Medium }, this))
    , m_button(new QPushButton(action, this))
    , m_announcer(new Announcer(this))
{
    setFixedHeight(38);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 0, 20, 0);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    m_button->setVisible(!action.isEmpty());
    connect(m_button, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    hide();
}

void MessageBar::show(const QString &text, Domain::Display tone)
{
    const bool news = isHidden() || text != m_text->text();
    m_tone = tone;
    m_icon->setDisplay(tone);
    m_icon->setVisible(tone != Domain::Display::Maintenance); // that shape would say that work is under way
    m_text->setText(text);
    m_text->setToolTip(text);
    setVisible(true);
    update();
    if (news)
        m_announcer->say(text);
}

QString MessageBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_appearance.theme();
    const QColor colour = theme.of(m_tone);
    painter.fillRect(rect(), theme.tint(colour, 0.16));
    painter.fillRect(QRect(0, 0, 3, height()), colour);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
}

} // namespace Wf::Gui
