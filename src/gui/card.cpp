// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/card.h"

#include "gui/accessible.h"
#include "gui/statusicon.h"
#include "models/words.h"

#include <QPainter>
#include <QScrollArea>

namespace Wf::Gui {

Card::Card(const Appearance &appearance, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_title(new InkLabel(appearance, { FontRole::Caption, Ink::Text2 }, this))
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(16, 12, 16, 12);
    m_body->setSpacing(8);
    m_body->addWidget(m_title);
    setTitle(title);
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setSpokenName(*this, title);
}

void Card::setTone(std::optional<Domain::Display> tone)
{
    m_tone = tone;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool blind = m_tone == Domain::Display::Blind;
    QPen border(m_tone ? theme.tint(theme.of(*m_tone), 0.6) : theme.line, 1, blind ? Qt::DashLine : Qt::SolidLine);
    painter.setPen(border);
    painter.setBrush(m_tone ? theme.tint(theme.of(*m_tone), 0.12) : theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

StateIcon::StateIcon(const Appearance &appearance, int side, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setFixedSize(side, side);
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void StateIcon::setDisplay(Domain::Display display)
{
    m_display = display;
    setSpokenName(*this, Models::label(display));
    update();
}

void StateIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatusIcon(painter, rect(), m_display, m_appearance.theme());
}

QVBoxLayout *makeScrollColumn(QWidget *page)
{
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *area = new QScrollArea(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    auto *content = new QWidget(area);
    content->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(22, 16, 22, 22);
    column->setSpacing(12);
    area->setWidget(content);
    content->setAutoFillBackground(false);
    outer->addWidget(area);
    return column;
}

} // namespace Wf::Gui
