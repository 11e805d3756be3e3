// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/status.h"

#include <QWidget>

class QPushButton;

namespace Wf::Gui {

class Announcer;
class Appearance;
class InkLabel;
class StateIcon;

/// A coloured line across the window that says one thing, with at most one thing to do about it.
class MessageBar final : public QWidget {
    Q_OBJECT

public:
    MessageBar(const Appearance &appearance, const QString &action, QWidget *parent);

    void show(const QString &text, Domain::Display tone);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
    StateIcon *m_icon;
    InkLabel *m_text;
    QPushButton *m_button;
    Announcer *m_announcer;
    Domain::Display m_tone = Domain::Display::Unknown;
};

} // namespace Wf::Gui
