// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/rowdiff.h"

#include <QHash>

#include <algorithm>

namespace Wf::Models {

namespace {
    QHash<QString, int> positions(const std::vector<QString> &keys)
    {
        QHash<QString, int> result;
        result.reserve(static_cast<qsizetype>(keys.size()));
        for (size_t i = 0; i < keys.size(); ++i)
            result.insert(keys[i], static_cast<int>(i));
        return result;
    }

    /// Runs of removals, from the end so that earlier numbers stay valid; what stays, as positions in `after`.
    std::vector<int> removeGone(
        const std::vector<QString> &before, const QHash<QString, int> &wanted, std::vector<RowStep> &steps)
    {
        std::vector<int> kept;
        for (int row = static_cast<int>(before.size()) - 1; row >= 0; --row) {
            const auto at = wanted.constFind(before[static_cast<size_t>(row)]);
            if (at != wanted.constEnd())
                kept.push_back(*at);
            else if (!steps.empty() && steps.back().first == row + 1)
                steps.back().first = row;
            else
                steps.push_back({ RowStep::Kind::Remove, row, row });
        }
        std::reverse(kept.begin(), kept.end());
        return kept;
    }

    /// Members of one longest rising subsequence: the rows that need not move.
    std::vector<bool> restingRows(const std::vector<int> &kept, size_t size)
    {
        std::vector<size_t> tails;
        std::vector<size_t> previous(kept.size(), kept.size());
        for (size_t i = 0; i < kept.size(); ++i) {
            const auto place = std::lower_bound(
                tails.begin(), tails.end(), kept[i], [&](size_t index, int value) { return kept[index] < value; });
            if (place != tails.begin())
                previous[i] = *std::prev(place);
            if (place == tails.end())
                tails.push_back(i);
            else
                *place = i;
        }
        std::vector<bool> resting(size, false);
        for (size_t i = tails.empty() ? kept.size() : tails.back(); i < kept.size(); i = previous[i])
            resting[static_cast<size_t>(kept[i])] = true;
        return resting;
    }

    /// Each row that must move goes right behind the row that precedes it in the new order.
    void moveRows(std::vector<int> &kept, size_t size, std::vector<RowStep> &steps)
    {
        const std::vector<bool> resting = restingRows(kept, size);
        std::vector<int> order = kept;
        std::sort(order.begin(), order.end());
        for (size_t i = 0; i < order.size(); ++i) {
            if (resting[static_cast<size_t>(order[i])])
                continue;
            const auto from = std::find(kept.begin(), kept.end(), order[i]);
            const int row = static_cast<int>(from - kept.begin());
            kept.erase(from);
            const auto to = i == 0 ? kept.begin() : std::find(kept.begin(), kept.end(), order[i - 1]) + 1;
            const int target = static_cast<int>(to - kept.begin());
            kept.insert(to, order[i]);
            if (row != target)
                steps.push_back({ RowStep::Kind::Move, row, target });
        }
    }

    void insertNew(const std::vector<int> &kept, size_t size, std::vector<RowStep> &steps)
    {
        size_t next = 0;
        bool open = false;
        for (size_t row = 0; row < size; ++row) {
            const bool there = next < kept.size() && kept[next] == static_cast<int>(row);
            if (there)
                ++next;
            else if (open)
                steps.back().last = static_cast<int>(row);
            else
                steps.push_back({ RowStep::Kind::Insert, static_cast<int>(row), static_cast<int>(row) });
            open = !there;
        }
    }
} // namespace

std::vector<RowStep> diffRows(const std::vector<QString> &before, const std::vector<QString> &after)
{
    std::vector<RowStep> steps;
    if (before == after)
        return steps;
    std::vector<int> kept = removeGone(before, positions(after), steps);
    moveRows(kept, after.size(), steps);
    insertNew(kept, after.size(), steps);
    return steps;
}

} // namespace Wf::Models
