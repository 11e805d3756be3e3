// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/servicetexts.h"

#include <QVBoxLayout>

#include <span>
#include <vector>

namespace Wf::Gui {

class Appearance;
class Card;
class InkLabel;

/// Cards above each other, one a banner. They are kept, so that nothing flickers and no focus is lost.
class BannerColumn final : public QVBoxLayout {
    Q_OBJECT

public:
    /// The cards are children of `page`.
    BannerColumn(const Appearance &appearance, QWidget *page);

    void show(std::span<const Models::Banner> banners);

private:
    void add();

    const Appearance &m_appearance;
    QWidget *m_page;
    std::vector<std::pair<Card *, InkLabel *>> m_cards;
};

} // namespace Wf::Gui
