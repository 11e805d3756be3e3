// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/inklabel.h"

#include <QStyledItemDelegate>

namespace Wf::Gui {

/// What the tone of a row colours.
enum class ToneOn : quint8 { Name, Trail };

/// Widths of the columns in front of the text; 0 = as wide as its own text.
struct RowColumns {
    int lead = 0;
    int name = 0;
    ToneOn toneOn = ToneOn::Trail;
    QFont::Weight nameWeight = QFont::Medium;
    Ink leadInk = Ink::Text3; ///< stronger on the ground of a state
};

/// Paints one line from the RowRole roles: icon, lead, name, text, trail.
class RowDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kRowHeight = 25;

    RowDelegate(const Appearance &appearance, const RowColumns &columns, QObject *parent);

    void setColumns(const RowColumns &columns) { m_columns = columns; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    class Line;

    const Appearance &m_appearance;
    RowColumns m_columns;
};

} // namespace Wf::Gui
