// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>
#include <QHash>

class QVBoxLayout;

namespace Wf::Gui {

class Appearance;

/// One line of the sidebar: a word, and a count in red when there is one.
class NavButton final : public QAbstractButton {
    Q_OBJECT

public:
    NavButton(const Appearance &appearance, const QString &text, QWidget *parent);
    void setCount(int count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
    int m_count = 0;
};

/// The pages of the window, top to bottom.
class Sidebar final : public QWidget {
    Q_OBJECT

public:
    explicit Sidebar(const Appearance &appearance, QWidget *parent = nullptr);

    void addPage(const QString &name, const QString &title);
    void setCurrent(const QString &name); ///< a name that has no line lights none
    void setCount(const QString &name, int count);
    /// Small lines at the foot: where the engine runs, the API's address, the version.
    void setFooter(const QStringList &lines);

Q_SIGNALS:
    void pageChosen(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
    QVBoxLayout *m_layout;
    QHash<QString, NavButton *> m_buttons;
    QStringList m_footer;
};

} // namespace Wf::Gui
