// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/monitorfilter.h"

#include <algorithm>

namespace Wf::Models {

namespace {
    constexpr qsizetype kLongestText = 200;
}

MonitorFilter::MonitorFilter(QAbstractItemModel &rows, QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(CellRole::Sort);
    setSourceModel(&rows);
    sort(0);
}

void MonitorFilter::setText(const QString &text)
{
    const QStringList words = text.left(kLongestText).toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateFilter();
}

void MonitorFilter::setState(std::optional<RowState> state)
{
    if (state == m_state)
        return;
    m_state = state;
    invalidateFilter();
}

void MonitorFilter::setTier(std::optional<Domain::Tier> tier)
{
    if (tier == m_tier)
        return;
    m_tier = tier;
    invalidateFilter();
}

bool MonitorFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_state && index.data(CellRole::State).toInt() != static_cast<int>(*m_state))
        return false;
    if (m_tier && index.data(CellRole::Tier).toInt() != static_cast<int>(*m_tier))
        return false;
    if (m_words.isEmpty())
        return true;
    const QString all = index.data(CellRole::Filter).toString();
    return std::ranges::all_of(m_words, [&all](const QString &word) { return all.contains(word); });
}

} // namespace Wf::Models
