// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/importlist.h"

#include "domain/checkspec.h"
#include "models/monitordraft.h"
#include "models/monitortexts.h"
#include "models/scheduletexts.h"

#include <QSet>

#include <algorithm>

namespace Wf::Models {

namespace {
    QSet<QString> identities(const Ports::Snapshot &world)
    {
        QSet<QString> known;
        for (const Ports::ServiceRow &service : world.services) {
            for (const Ports::MonitorRow &monitor : service.monitors)
                known.insert(Domain::identityOf(monitor.spec));
        }
        return known;
    }
} // namespace

void ImportList::show(const Domain::Import &import, const Ports::Snapshot &world)
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(import.monitors.size());
    const QSet<QString> known = identities(world);
    for (const Domain::Imported &monitor : import.monitors) {
        const Stand stand = !monitor.spec                       ? Stand::Refused
            : known.contains(Domain::identityOf(*monitor.spec)) ? Stand::Here
                                                                : Stand::New;
        m_rows.push_back({ monitor, stand, stand == Stand::New, {} });
    }
    endResetModel();
    Q_EMIT choiceChanged();
}

const QJsonObject &ImportList::definition(int row) const
{
    return m_rows[static_cast<size_t>(row)].monitor.definition;
}

int ImportList::count(Stand stand) const
{
    return static_cast<int>(std::ranges::count(m_rows, stand, &Row::stand));
}

std::vector<Domain::ImportNote> ImportList::troubles() const
{
    std::vector<Domain::ImportNote> notes;
    for (const Row &row : m_rows) {
        if (row.stand == Stand::Refused || row.stand == Stand::Failed)
            notes.push_back({ row.monitor.name, outcome(row) });
    }
    return notes;
}

std::vector<int> ImportList::chosen() const
{
    std::vector<int> rows;
    for (int row = 0; row < rowCount(); ++row) {
        const Row &each = m_rows[static_cast<size_t>(row)];
        if (each.ticked && isOpen(each))
            rows.push_back(row);
    }
    return rows;
}

void ImportList::setOutcome(int row, const std::optional<Error> &error)
{
    Row &each = m_rows[static_cast<size_t>(row)];
    each.stand = error ? Stand::Failed : Stand::Created;
    each.trouble = error ? draftProblem(*error) : QString();
    Q_EMIT dataChanged(index(row, 0), index(row, Columns - 1));
}

int ImportList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ImportList::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant ImportList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] { tr("Monitor"), tr("Kind"), tr("Target"), tr("What becomes of it") };
    return section >= 0 && section < Columns ? titles[section] : QVariant();
}

QVariant ImportList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(row, index.column());
    case Qt::CheckStateRole:
        return index.column() == Name ? QVariant(row.ticked ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == Name
            ? QStringList { row.monitor.name, text(row, Kind), text(row, Target), outcome(row) }.join(
                QStringLiteral(", "))
            : text(row, index.column());
    default:
        return {};
    }
}

bool ImportList::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    m_rows[static_cast<size_t>(index.row())].ticked = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index);
    Q_EMIT choiceChanged();
    return true;
}

Qt::ItemFlags ImportList::flags(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return Qt::NoItemFlags;
    const bool open = isOpen(m_rows[static_cast<size_t>(index.row())]);
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return open && index.column() == Name ? all | Qt::ItemIsUserCheckable : all;
}

QString ImportList::text(const Row &row, int column) const
{
    const std::optional<Domain::MonitorSpec> &spec = row.monitor.spec;
    switch (column) {
    case Name:
        return row.monitor.name;
    case Kind:
        return kindLabel(row.monitor.definition.value(QStringLiteral("kind")).toString());
    case Target:
        return !spec ? QString() : spec->heartbeat ? scheduleText(spec->heartbeat->schedule) : targetLine(*spec);
    default:
        return outcome(row);
    }
}

QString ImportList::outcome(const Row &row) const
{
    switch (row.stand) {
    case Stand::New:
        return tr("new");
    case Stand::Here:
        return tr("is here already");
    case Stand::Refused:
        return tr("cannot be taken over: %1").arg(row.monitor.refusal);
    case Stand::Created:
        return tr("created");
    case Stand::Failed:
        return tr("not created: %1").arg(row.trouble);
    }
    return {};
}

QString importText(const QString &format, const ImportList &list)
{
    using Stand = ImportList::Stand;
    QStringList parts { list.rowCount() == 1
            ? ImportList::tr("%1: one monitor").arg(format)
            : ImportList::tr("%1: %2 monitors").arg(format).arg(list.rowCount()) };
    const std::pair<Stand, QString> stands[] { { Stand::Created, ImportList::tr("%1 created") },
        { Stand::Failed, ImportList::tr("%1 not created") }, { Stand::Here, ImportList::tr("%1 here already") },
        { Stand::Refused, ImportList::tr("%1 cannot be taken over") } };
    for (const auto &[stand, words] : stands) {
        if (const int count = list.count(stand); count > 0)
            parts.append(words.arg(count));
    }
    return parts.join(QStringLiteral(", "));
}

QString importNotes(const std::vector<Domain::ImportNote> &notes)
{
    QStringList lines;
    for (const Domain::ImportNote &note : notes)
        lines.append(note.name.isEmpty() ? note.text : QStringLiteral("%1: %2").arg(note.name, note.text));
    return lines.join(u'\n');
}

} // namespace Wf::Models
