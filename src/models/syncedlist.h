// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/rowdiff.h"

#include <QAbstractListModel>
#include <QAbstractTableModel>

#include <algorithm>
#include <functional>

namespace Wf::Models {

/// A list or table model over values that is brought up to date by exact insert, remove, move and change runs, so
/// that selection and scroll position survive.
template <class Row, class Base = QAbstractListModel> class SyncedList : public Base {
public:
    using Base::Base;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] const Row &at(int row) const { return m_rows[static_cast<size_t>(row)]; }

protected:
    /// All of these rows, in every column.
    void tellChange(int first, int last)
    {
        const QAbstractItemModel &model = *this; // a list keeps its column to itself
        Q_EMIT this->dataChanged(model.index(first, 0), model.index(last, model.columnCount() - 1));
    }
    /// `key` names a row, `same` says whether two rows of one key look alike.
    template <class Key, class Same> void sync(std::vector<Row> next, Key key, Same same)
    {
        for (const RowStep &step : diffRows(keys(m_rows, key), keys(next, key)))
            play(step, next);
        std::vector<Row> before = std::exchange(m_rows, std::move(next));
        tellChanges(before, same);
    }

private:
    template <class Key> static std::vector<QString> keys(const std::vector<Row> &rows, Key key)
    {
        std::vector<QString> result;
        result.reserve(rows.size());
        std::transform(rows.begin(), rows.end(), std::back_inserter(result), key);
        return result;
    }

    void play(const RowStep &step, const std::vector<Row> &next)
    {
        const auto begin = m_rows.begin();
        switch (step.kind) {
        case RowStep::Kind::Remove:
            this->beginRemoveRows({}, step.first, step.last);
            m_rows.erase(begin + step.first, begin + step.last + 1);
            this->endRemoveRows();
            break;
        case RowStep::Kind::Insert:
            this->beginInsertRows({}, step.first, step.last);
            m_rows.insert(begin + step.first, next.begin() + step.first, next.begin() + step.last + 1);
            this->endInsertRows();
            break;
        case RowStep::Kind::Move:
            this->beginMoveRows(
                {}, step.first, step.first, {}, step.last > step.first ? step.last + 1 : step.last);
            if (step.last > step.first)
                std::rotate(begin + step.first, begin + step.first + 1, begin + step.last + 1);
            else
                std::rotate(begin + step.last, begin + step.first, begin + step.first + 1);
            this->endMoveRows();
            break;
        }
    }

    template <class Same> void tellChanges(const std::vector<Row> &before, Same same)
    {
        int first = -1;
        const int size = static_cast<int>(m_rows.size());
        for (int row = 0; row <= size; ++row) {
            const bool changed = row < size && !same(before[static_cast<size_t>(row)], at(row));
            if (changed && first < 0)
                first = row;
            if (!changed && first >= 0) {
                tellChange(first, row - 1);
                first = -1;
            }
        }
    }

    std::vector<Row> m_rows;
};

} // namespace Wf::Models
