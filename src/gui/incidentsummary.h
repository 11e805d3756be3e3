// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

#include <QWidget>

class QPushButton;

namespace Wf::Gui {

class Appearance;
class InkLabel;
class StateIcon;

/// One active incident of the side panel.
class IncidentSummary final : public QWidget {
    Q_OBJECT

public:
    enum class Actions { Hidden, Shown };

    IncidentSummary(const Appearance &appearance, QWidget *parent);

    void show(const Ports::ServiceRow &row, Instant now, Actions actions);
    void tick(const Ports::ServiceRow &row, Instant now);

Q_SIGNALS:
    void activated();
    void statusRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void build();

    const Appearance &m_appearance;
    StateIcon *m_icon;
    InkLabel *m_name;
    InkLabel *m_facts;
    InkLabel *m_title;
    InkLabel *m_impact;
    QWidget *m_buttons;
    QPushButton *m_open;
    Domain::Display m_display = Domain::Display::Unknown;
    QUrl m_page;
};

} // namespace Wf::Gui
