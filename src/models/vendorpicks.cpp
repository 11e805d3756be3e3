// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/vendorpicks.h"

#include "models/monitordraft.h"
#include "models/words.h"

#include <algorithm>

namespace Wf::Models {

int VendorPicks::add(const Domain::VendorEntry &vendor)
{
    if (const int known = rowOf(vendor.id); known >= 0)
        return known;
    if (rowCount() >= kMost)
        return -1;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_picks.push_back({ vendor });
    endInsertRows();
    return row;
}

void VendorPicks::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_picks.erase(m_picks.begin() + row);
    endRemoveRows();
}

int VendorPicks::rowOf(const QString &vendor) const
{
    const auto found = std::ranges::find(m_picks, vendor, [](const Pick &pick) { return pick.vendor.id; });
    return found == m_picks.end() ? -1 : static_cast<int>(found - m_picks.begin());
}

void VendorPicks::setTier(int row, Domain::Tier tier)
{
    at(row).tier = tier;
    changed(row);
}

void VendorPicks::setCategory(int row, const QString &category)
{
    at(row).vendor.category = category;
    changed(row);
}

void VendorPicks::setDependsOn(int row, const QStringList &services)
{
    at(row).dependsOn = services;
    changed(row);
}

void VendorPicks::setComponents(int row, const QStringList &selectors)
{
    at(row).vendor.components = selectors;
    changed(row);
}

QJsonObject VendorPicks::definition(int row) const
{
    return Ports::definitionOf(at(row).vendor, at(row).tier, dependsOn(row));
}

void VendorPicks::setOutcome(int row, const std::optional<Error> &error)
{
    at(row).stand = error ? Stand::Failed : Stand::Added;
    at(row).trouble = error ? draftProblem(*error) : QString();
    changed(row);
}

std::vector<int> VendorPicks::open() const
{
    std::vector<int> rows;
    for (int row = 0; row < rowCount(); ++row) {
        if (stand(row) != Stand::Added)
            rows.push_back(row);
    }
    return rows;
}

int VendorPicks::count(Stand stand) const
{
    return static_cast<int>(std::ranges::count(m_picks, stand, &Pick::stand));
}

void VendorPicks::changed(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, Columns - 1));
}

int VendorPicks::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_picks.size());
}

int VendorPicks::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant VendorPicks::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] { tr("Chosen"), tr("Category"), tr("Tier"), tr("What becomes of it") };
    return section >= 0 && section < Columns ? titles[section] : QVariant();
}

QVariant VendorPicks::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Pick &pick = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(pick, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Name
            ? QStringList { pick.vendor.name, text(pick, Category), text(pick, Tier), outcome(pick) }.join(
                QStringLiteral(", "))
            : text(pick, index.column());
    default:
        return {};
    }
}

QString VendorPicks::text(const Pick &pick, int column) const
{
    switch (column) {
    case Name:
        return pick.vendor.name;
    case Category:
        return pick.vendor.category;
    case Tier:
        return label(pick.tier);
    default:
        return outcome(pick);
    }
}

QString VendorPicks::outcome(const Pick &pick) const
{
    switch (pick.stand) {
    case Stand::Added:
        return tr("added");
    case Stand::Failed:
        return tr("not added: %1").arg(pick.trouble);
    case Stand::Waiting:
        break;
    }
    return pick.vendor.components.isEmpty() ? tr("the whole page")
                                            : tr("only %1").arg(pick.vendor.components.join(QStringLiteral(", ")));
}

QStringList likelyUpstreams(const Domain::VendorEntry &vendor, const Ports::Snapshot &snapshot)
{
    const QString identity = QStringLiteral("identity");
    QStringList brokers;
    for (const Ports::ServiceRow &row : snapshot.services) {
        if (row.service.category == identity && row.service.tier == Domain::Tier::Critical)
            brokers.append(row.id().value);
    }
    return brokers.size() == 1 && vendor.category != identity ? brokers : QStringList();
}

QString picksText(const VendorPicks &picks)
{
    QStringList parts { VendorPicks::tr("%1 added").arg(picks.count(VendorPicks::Stand::Added)) };
    if (const int failed = picks.count(VendorPicks::Stand::Failed); failed > 0)
        parts.append(VendorPicks::tr("%1 not added").arg(failed));
    return parts.join(QStringLiteral(", "));
}

} // namespace Wf::Models
