// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QListView>

namespace Wf::Gui {

/// A list of rows of one height that ends with a whole row, however high it is.
class WholeRowList : public QListView {
    Q_OBJECT

public:
    explicit WholeRowList(int rowHeight, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    const int m_rowHeight;
};

} // namespace Wf::Gui
