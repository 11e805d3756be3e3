// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "ports/snapshot.h"
#include "ports/vendorcatalogue.h"

#include <QAbstractTableModel>

#include <optional>

namespace Wf::Models {

/// The vendors that were chosen, each with its tier, category and parts, and what becomes of it.
class VendorPicks final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { Name, Category, Tier, Outcome, Columns };
    enum class Stand : quint8 { Waiting, Added, Failed };
    static constexpr int kMost = 500;

    using QAbstractTableModel::QAbstractTableModel;

    /// The row of the vendor; one that is there already stays as it is. -1: the list is full.
    int add(const Domain::VendorEntry &vendor);
    void remove(int row);
    [[nodiscard]] int rowOf(const QString &vendor) const;
    [[nodiscard]] const Domain::VendorEntry &vendor(int row) const { return at(row).vendor; }
    [[nodiscard]] Domain::Tier tier(int row) const { return at(row).tier; }
    [[nodiscard]] Stand stand(int row) const { return at(row).stand; }
    void setTier(int row, Domain::Tier tier);
    void setCategory(int row, const QString &category);
    /// Ids of the services that it needs.
    [[nodiscard]] QStringList dependsOn(int row) const { return at(row).dependsOn; }
    void setDependsOn(int row, const QStringList &services);
    /// None: the whole page.
    void setComponents(int row, const QStringList &selectors);
    /// What Session::createMonitor() takes.
    [[nodiscard]] QJsonObject definition(int row) const;
    /// Nothing: it was added.
    void setOutcome(int row, const std::optional<Error> &error);
    /// Rows that are still to be added, those that failed among them.
    [[nodiscard]] std::vector<int> open() const;
    [[nodiscard]] int count(Stand stand) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Pick {
        Domain::VendorEntry vendor {};
        Domain::Tier tier = Domain::Tier::Important;
        Stand stand = Stand::Waiting;
        QString trouble {};
        QStringList dependsOn {};
    };
    [[nodiscard]] const Pick &at(int row) const { return m_picks[static_cast<size_t>(row)]; }
    [[nodiscard]] Pick &at(int row) { return m_picks[static_cast<size_t>(row)]; }
    [[nodiscard]] QString text(const Pick &pick, int column) const;
    [[nodiscard]] QString outcome(const Pick &pick) const;
    void changed(int row);

    std::vector<Pick> m_picks;
};

/// What a vendor will most likely need of what is watched already: what people sign in with, when that is clear:
/// there is just one critical service of the category "identity", and the vendor is none itself.
[[nodiscard]] QStringList likelyUpstreams(const Domain::VendorEntry &vendor, const Ports::Snapshot &snapshot);
/// "2 added, 1 not added"
[[nodiscard]] QString picksText(const VendorPicks &picks);

} // namespace Wf::Models
