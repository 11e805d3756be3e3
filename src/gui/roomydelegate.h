// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace Wf::Gui {

/// Rows that a finger or a tired eye can tell apart.
class RoomyDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        constexpr int kRowSpace = 12;
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, kRowSpace);
    }
};

} // namespace Wf::Gui
