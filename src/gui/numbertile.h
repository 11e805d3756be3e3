// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/card.h"
#include "models/servicetexts.h"

class QHBoxLayout;

namespace Wf::Gui {

/// One number with its name and its footnote.
class NumberTile final : public Card {
    Q_OBJECT

public:
    explicit NumberTile(const Appearance &appearance, QWidget *parent = nullptr);

    void show(const Models::NumberCard &card);

private:
    InkLabel *m_value;
    InkLabel *m_note;
};

/// A row of them; as many as there are numbers.
class NumberRow final : public QWidget {
    Q_OBJECT

public:
    explicit NumberRow(const Appearance &appearance, QWidget *parent = nullptr);

    void show(const std::vector<Models::NumberCard> &cards);

private:
    const Appearance &m_appearance;
    QHBoxLayout *m_layout;
    std::vector<NumberTile *> m_tiles;
};

} // namespace Wf::Gui
