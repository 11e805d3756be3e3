// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/cellroles.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace Wf::Models {

/// A table of monitors or incidents, sorted by CellRole::Sort, with the rows that hold all of some words, are in
/// one state and of one tier.
class MonitorFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit MonitorFilter(QAbstractItemModel &rows, QObject *parent = nullptr);

    /// Words that must all be found somewhere in a row; empty finds all.
    void setText(const QString &text);
    void setState(std::optional<RowState> state);
    void setTier(std::optional<Domain::Tier> tier);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
    std::optional<RowState> m_state;
    std::optional<Domain::Tier> m_tier;
};

} // namespace Wf::Models
