// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/page.h"
#include "models/servicemodel.h"
#include "models/timelinemodel.h"

class QPushButton;
class QScrollArea;

namespace Wf::Gui {

class Appearance;
class IncidentPanel;
class InkLabel;
class TileGrid;
class TimelineView;

/// The engineer's view: the grid, worst first; beside it the active incidents and what happened.
class OverviewPage final : public Page {
    Q_OBJECT

public:
    explicit OverviewPage(const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;
    /// Services can be added by name: while there are none, a button offers it.
    void setAddable();
    [[nodiscard]] QPushButton *addButton() const { return m_add; }
    [[nodiscard]] TileGrid *grid() const { return m_grid; }
    [[nodiscard]] QScrollArea *scrollArea() const { return m_scroll; }

Q_SIGNALS:
    void addRequested();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeSide();
    QWidget *makeMain();

    const Appearance &m_appearance;
    Models::ServiceModel m_services;
    Models::TimelineModel m_timeline;
    TileGrid *m_grid;
    QScrollArea *m_scroll;
    InkLabel *m_empty; ///< instead of the grid while there is nothing to watch
    QPushButton *m_add = nullptr; ///< below it
    bool m_addable = false;
    IncidentPanel *m_incidents;
    TimelineView *m_events;
    QWidget *m_side;
};

} // namespace Wf::Gui
