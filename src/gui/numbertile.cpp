// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/numbertile.h"

#include "gui/accessible.h"

#include <QHBoxLayout>

namespace Wf::Gui {

NumberTile::NumberTile(const Appearance &appearance, QWidget *parent)
    : Card(appearance, {}, parent)
    , m_value(new InkLabel(appearance, { FontRole::Headline, Ink::Text1, QFont::Bold }, this))
    , m_note(new InkLabel(appearance, { FontRole::Small, Ink::Text3, QFont::Normal, TextFlow::TwoLines }, this))
{
    body()->addWidget(m_value);
    body()->addWidget(m_note);
    body()->addStretch(1);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
}

void NumberTile::show(const Models::NumberCard &card)
{
    setTitle(card.title);
    m_value->setText(card.value);
    m_value->setTone(card.tone);
    m_note->setText(card.note);
    m_note->setToolTip(card.note);
    setSpokenName(*this, QStringList { card.title, card.value, card.note }.join(QLatin1String(", ")));
}

NumberRow::NumberRow(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(12);
}

void NumberRow::show(const std::vector<Models::NumberCard> &cards)
{
    while (m_tiles.size() < cards.size()) {
        m_tiles.push_back(new NumberTile(m_appearance, this));
        m_layout->addWidget(m_tiles.back(), 1);
    }
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i]->setVisible(i < cards.size());
        if (i < cards.size())
            m_tiles[i]->show(cards[i]);
    }
}

} // namespace Wf::Gui
