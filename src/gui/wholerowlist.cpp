// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/wholerowlist.h"

namespace Wf::Gui {

WholeRowList::WholeRowList(int rowHeight, QWidget *parent)
    : QListView(parent)
    , m_rowHeight(rowHeight)
{
    setUniformItemSizes(true);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

/// The margin comes from the height of the whole list, so that setting it does not change it again.
void WholeRowList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    setViewportMargins(0, 0, 0, height() > m_rowHeight ? height() % m_rowHeight : 0);
}

} // namespace Wf::Gui
