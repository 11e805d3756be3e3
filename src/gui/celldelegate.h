// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"

#include <QStyledItemDelegate>

namespace Wf::Models {
struct Spark;
}

namespace Wf::Gui {

/// Paints the cells of a table from the roles of models/cellroles.h.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kRowHeight = 32;

    CellDelegate(const Appearance &appearance, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGround(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintTexts(QPainter &painter, QRect box, const QModelIndex &index) const;
    [[nodiscard]] QRect paintMark(QPainter &painter, const QRect &box, const QString &mark) const;

    const Appearance &m_appearance;
};

/// The small picture of the last runs.
void paintSpark(QPainter &painter, const QRectF &box, const Models::Spark &spark, const Theme &theme);

} // namespace Wf::Gui
