// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/bannercolumn.h"

#include "gui/card.h"
#include "gui/inklabel.h"

#include <QPushButton>

namespace Wf::Gui {

BannerColumn::BannerColumn(const Appearance &appearance, QWidget *page)
    : m_appearance(appearance)
    , m_page(page)
{
    setSpacing(8);
}

void BannerColumn::add()
{
    auto *card = new Card(m_appearance, {}, m_page);
    auto *text =
        new InkLabel(m_appearance, { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, card);
    auto *button = new QPushButton(card);
    card->body()->addWidget(text);
    card->body()->addWidget(button, 0, Qt::AlignLeft);
    addWidget(card);
    connect(button, &QPushButton::clicked, this, [this, position = m_cards.size()] {
        if (const auto offer = m_cards[position].offer)
            Q_EMIT accepted(*offer);
    });
    m_cards.push_back({ card, text, button, {} });
}

void BannerColumn::show(std::span<const Models::Banner> banners)
{
    while (m_cards.size() < banners.size())
        add();
    for (size_t i = 0; i < m_cards.size(); ++i) {
        Shown &shown = m_cards[i];
        shown.card->setVisible(i < banners.size());
        if (i >= banners.size())
            continue;
        shown.card->setTitle(banners[i].title);
        shown.card->setTone(banners[i].display);
        shown.text->setText(banners[i].text);
        shown.offer = banners[i].offer;
        shown.button->setVisible(shown.offer.has_value());
        shown.button->setText(shown.offer ? shown.offer->button : QString());
    }
}

} // namespace Wf::Gui
