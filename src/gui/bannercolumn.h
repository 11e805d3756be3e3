// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/servicetexts.h"

#include <QVBoxLayout>

#include <span>
#include <vector>

class QPushButton;

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

Q_SIGNALS:
    void accepted(const Wf::Models::Banner::Offer &offer);

private:
    struct Shown {
        Card *card = nullptr;
        InkLabel *text = nullptr;
        QPushButton *button = nullptr;
        std::optional<Models::Banner::Offer> offer {};
    };
    void add();

    const Appearance &m_appearance;
    QWidget *m_page;
    std::vector<Shown> m_cards;
};

} // namespace Wf::Gui
