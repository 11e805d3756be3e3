// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/bannercolumn.h"

#include "gui/card.h"
#include "gui/inklabel.h"

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
    card->body()->addWidget(text);
    addWidget(card);
    m_cards.emplace_back(card, text);
}

void BannerColumn::show(std::span<const Models::Banner> banners)
{
    while (m_cards.size() < banners.size())
        add();
    for (size_t i = 0; i < m_cards.size(); ++i) {
        const auto &[card, text] = m_cards[i];
        card->setVisible(i < banners.size());
        if (i >= banners.size())
            continue;
        card->setTitle(banners[i].title);
        card->setTone(banners[i].display);
        text->setText(banners[i].text);
    }
}

} // namespace Wf::Gui
