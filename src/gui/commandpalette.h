// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/palette.h"

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace Wf::Gui {

class Appearance;

/// Finds services, pages and actions by a few letters. Lies over its parent; Esc or a click elsewhere closes it.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    CommandPalette(const Appearance &appearance, QWidget *parent);

    void open(std::vector<Models::PaletteEntry> entries);
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] const std::vector<Models::PaletteEntry> &found() const { return m_found; }

Q_SIGNALS:
    void chosen(const Wf::Models::PaletteEntry &entry);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &query);
    void choose(int row);
    bool handleKey(int key);

    const Appearance &m_appearance;
    QLineEdit *m_field;
    QListWidget *m_list;
    std::vector<Models::PaletteEntry> m_entries;
    std::vector<Models::PaletteEntry> m_found;
};

} // namespace Wf::Gui
