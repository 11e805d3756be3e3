// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"
#include "ports/vendorcatalogue.h"

#include <QAbstractTableModel>
#include <QSet>

namespace Wf::Models {

/// What a search in the catalogue finds, best first: who it is, what for, and how it would be asked or why it
/// cannot be.
class VendorFinds final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { Name, Category, Kind, Columns };
    enum class Stand : quint8 { New, Watched, Refused };
    static constexpr std::size_t kMost = 200;

    using QAbstractTableModel::QAbstractTableModel;

    /// Where to look, and what is watched already.
    void setCatalogue(Ports::VendorList vendors, const Ports::Snapshot &world);
    void search(const QString &text);
    /// Of what was just added.
    void setWatched(const QString &vendor);
    [[nodiscard]] const Domain::VendorEntry &vendor(int row) const;
    [[nodiscard]] Stand stand(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;

    Ports::VendorList m_vendors;
    std::vector<Domain::VendorMatch> m_found; ///< into m_vendors
    QSet<QString> m_watched;
};

/// "Okta is watched already", "GitLab cannot be watched by its status page: …"; empty for one that can be added.
[[nodiscard]] QString refusalText(const Domain::VendorEntry &vendor, VendorFinds::Stand stand);

} // namespace Wf::Models
