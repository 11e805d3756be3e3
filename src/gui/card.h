// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/inklabel.h"

#include <QVBoxLayout>

namespace Wf::Gui {

/// A rounded box on the page; with a title when it has one.
class Card : public QWidget {
    Q_OBJECT

public:
    explicit Card(const Appearance &appearance, const QString &title = {}, QWidget *parent = nullptr);

    [[nodiscard]] QVBoxLayout *body() { return m_body; }
    void setTitle(const QString &title);
    /// Ground and border in the colour of a state; nothing = neutral. Blind is dashed.
    void setTone(std::optional<Domain::Display> tone);

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] const Appearance &appearance() const { return m_appearance; }

private:
    const Appearance &m_appearance;
    InkLabel *m_title;
    QVBoxLayout *m_body;
    std::optional<Domain::Display> m_tone;
};

/// The icon of a state as a widget.
class StateIcon final : public QWidget {
    Q_OBJECT

public:
    StateIcon(const Appearance &appearance, int side, QWidget *parent = nullptr);

    void setDisplay(Domain::Display display);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
    Domain::Display m_display = Domain::Display::Unknown;
};

/// Makes `page` scroll vertically and returns the column that its content goes into.
QVBoxLayout *makeScrollColumn(QWidget *page);

} // namespace Wf::Gui
