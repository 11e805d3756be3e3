// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "gui/appearance.h"

#include <QTableView>
#include <QTimer>

#include <vector>

namespace Wf::Gui {

/// A sortable table of monitors, painted by CellDelegate; rows are chosen whole, several at a time. Letters are
/// left to the page and the window.
class CellTable final : public QTableView {
    Q_OBJECT

public:
    CellTable(const Appearance &appearance, QAbstractItemModel &rows, QWidget *parent = nullptr);

    /// One width a column; 0 shares what is left.
    void setWidths(const std::vector<int> &widths);
    [[nodiscard]] std::vector<MonitorId> selectedMonitors() const;
    [[nodiscard]] std::vector<MonitorId> visibleMonitors() const;
    [[nodiscard]] MonitorId currentMonitor() const;
    /// Makes its row the current one; false when it is not there.
    bool selectMonitor(const MonitorId &monitor);

Q_SIGNALS:
    void monitorActivated(const Wf::MonitorId &monitor);
    /// What is selected, or which row is the current one.
    void choiceChanged();
    /// Other rows may be in view than before; told when the scrolling rests.
    void viewMoved();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] MonitorId monitorAt(int row) const;

    QTimer m_rest;
};

} // namespace Wf::Gui
