// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/vendorfinds.h"

namespace Wf::Models {

void VendorFinds::setCatalogue(Ports::VendorList vendors, const Ports::Snapshot &world)
{
    beginResetModel();
    m_found.clear();
    m_vendors = std::move(vendors);
    m_watched.clear();
    for (const Ports::ServiceRow &service : world.services)
        m_watched.insert(service.id().value);
    endResetModel();
}

void VendorFinds::search(const QString &text)
{
    if (!m_vendors)
        return;
    beginResetModel();
    m_found = Domain::search(*m_vendors, { text, {}, kMost });
    endResetModel();
}

void VendorFinds::setWatched(const QString &vendor)
{
    m_watched.insert(vendor);
    if (!m_found.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

const Domain::VendorEntry &VendorFinds::vendor(int row) const
{
    return *m_found[static_cast<size_t>(row)].entry;
}

VendorFinds::Stand VendorFinds::stand(int row) const
{
    if (m_watched.contains(vendor(row).id))
        return Stand::Watched;
    return vendor(row).canBeAsked() ? Stand::New : Stand::Refused;
}

int VendorFinds::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

int VendorFinds::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant VendorFinds::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] { tr("Vendor"), tr("Category"), tr("Status page") };
    return section >= 0 && section < Columns ? titles[section] : QVariant();
}

QVariant VendorFinds::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Name
            ? QStringList { text(index.row(), Name), text(index.row(), Category), text(index.row(), Kind) }.join(
                QStringLiteral(", "))
            : text(index.row(), index.column());
    default:
        return {};
    }
}

QString VendorFinds::text(int row, int column) const
{
    const Domain::VendorEntry &entry = vendor(row);
    if (column == Name)
        return entry.name;
    if (column == Category)
        return entry.category;
    switch (stand(row)) {
    case Stand::Watched:
        return tr("is watched already");
    case Stand::Refused:
        return entry.note;
    case Stand::New:
        break;
    }
    return entry.kind;
}

QString refusalText(const Domain::VendorEntry &vendor, VendorFinds::Stand stand)
{
    switch (stand) {
    case VendorFinds::Stand::Watched:
        return VendorFinds::tr("%1 is watched already.").arg(vendor.name);
    case VendorFinds::Stand::Refused:
        return VendorFinds::tr("%1 cannot be watched by its status page: %2.").arg(vendor.name, vendor.note);
    case VendorFinds::Stand::New:
        break;
    }
    return {};
}

} // namespace Wf::Models
