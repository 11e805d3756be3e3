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

    /// `window`: in which changes of status are counted.
    void show(const Ports::ServiceRow &row, Millis window, Instant now, Actions actions);
    void tick(const Ports::ServiceRow &row, Millis window, Instant now);

Q_SIGNALS:
    void activated();
    void statusRequested();
    void acknowledgeRequested(qint64 incident);
    void silenceRequested();

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
    InkLabel *m_badges;
    QWidget *m_buttons;
    QPushButton *m_acknowledge;
    QPushButton *m_silence;
    QPushButton *m_setStatus;
    QPushButton *m_open;
    Domain::Display m_display = Domain::Display::Unknown;
    QUrl m_page;
    qint64 m_incident = 0;
};

} // namespace Wf::Gui
