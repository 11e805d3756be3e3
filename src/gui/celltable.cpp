// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/celltable.h"

#include "gui/celldelegate.h"
#include "models/cellroles.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace Wf::Gui {

CellTable::CellTable(const Appearance &appearance, QAbstractItemModel &rows, QWidget *parent)
    : QTableView(parent)
{
    setModel(&rows);
    setItemDelegate(new CellDelegate(appearance, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setSortingEnabled(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(CellDelegate::kRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    sortByColumn(0, Qt::AscendingOrder);
    m_rest.setSingleShot(true);
    m_rest.setInterval(120);
    connect(&m_rest, &QTimer::timeout, this, &CellTable::viewMoved);
    const auto moved = [this] { m_rest.start(); };
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &m_rest, moved);
    for (const auto signal : { &QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved })
        connect(&rows, signal, &m_rest, moved);
    connect(&rows, &QAbstractItemModel::layoutChanged, &m_rest, moved);
    connect(this, &QTableView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT monitorActivated(monitorAt(index.row())); });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &CellTable::choiceChanged);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CellTable::choiceChanged);
    connect(&appearance, &Appearance::themeChanged, viewport(), qOverload<>(&QWidget::update));
}

void CellTable::setWidths(const std::vector<int> &widths)
{
    for (int column = 0; column < static_cast<int>(widths.size()); ++column) {
        const int width = widths[static_cast<size_t>(column)];
        horizontalHeader()->setSectionResizeMode(
            column, width == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (width > 0)
            setColumnWidth(column, width);
    }
}

MonitorId CellTable::monitorAt(int row) const
{
    return MonitorId(model()->index(row, 0).data(Models::CellRole::Monitor).toString());
}

std::vector<MonitorId> CellTable::selectedMonitors() const
{
    std::vector<MonitorId> monitors;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        monitors.push_back(monitorAt(index.row()));
    return monitors;
}

std::vector<MonitorId> CellTable::visibleMonitors() const
{
    std::vector<MonitorId> monitors;
    const int first = rowAt(0);
    if (first < 0)
        return monitors;
    const int below = rowAt(viewport()->height() - 1);
    const int last = below < 0 ? model()->rowCount() - 1 : below;
    for (int row = first; row <= last; ++row)
        monitors.push_back(monitorAt(row));
    return monitors;
}

MonitorId CellTable::currentMonitor() const
{
    return currentIndex().isValid() ? monitorAt(currentIndex().row()) : MonitorId();
}

bool CellTable::selectMonitor(const MonitorId &monitor)
{
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (monitorAt(row) != monitor)
            continue;
        selectRow(row);
        return true;
    }
    return false;
}

void CellTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    const bool down = event->key() == Qt::Key_J;
    if (plain && (down || event->key() == Qt::Key_K)) {
        QKeyEvent arrow(QEvent::KeyPress, down ? Qt::Key_Down : Qt::Key_Up, Qt::NoModifier);
        QTableView::keyPressEvent(&arrow);
    } else if (plain && !event->text().isEmpty() && event->text().front().isPrint()
        && event->key() != Qt::Key_Space) {
        event->ignore(); // a key of the page or the window, not the begin of a row's name
    } else {
        QTableView::keyPressEvent(event);
    }
}

void CellTable::focusInEvent(QFocusEvent *event)
{
    if (!currentIndex().isValid() && model()->rowCount() > 0 && event->reason() != Qt::MouseFocusReason)
        selectRow(0);
    QTableView::focusInEvent(event);
}

void CellTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    m_rest.start();
}

} // namespace Wf::Gui
