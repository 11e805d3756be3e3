// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"

#include <QLabel>

#include <optional>

namespace Wf::Gui {

enum class Ink : quint8 { Text1, Text2, Text3 };
/// One line, or two, are cut with an ellipsis where the text does not fit.
enum class TextFlow : quint8 { OneLine, TwoLines, Wrapped };

/// Text in a role's font and ink that follows the theme. Always plain text: what vendors write is never
/// interpreted.
class InkLabel final : public QLabel {
    Q_OBJECT

public:
    struct Look {
        FontRole font = FontRole::Base;
        Ink ink = Ink::Text1;
        QFont::Weight weight = QFont::Normal;
        TextFlow flow = TextFlow::OneLine;
    };
    InkLabel(const Appearance &appearance, const Look &look, QWidget *parent = nullptr);

    /// The colour of a state instead of the ink.
    void setTone(std::optional<Domain::Display> tone);
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    /// False where an ellipsis stands for a part of the text.
    [[nodiscard]] bool showsAll() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void recolour();
    [[nodiscard]] QStringList lines(int width, int most) const;

    const Appearance &m_appearance;
    const Look m_look;
    std::optional<Domain::Display> m_tone;
};

} // namespace Wf::Gui
