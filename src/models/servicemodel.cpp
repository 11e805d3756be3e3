// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/servicemodel.h"

namespace Wf::Models {

namespace {
    std::optional<Instant> troubleSince(const Ports::ServiceRow &row, Domain::Display display)
    {
        if (display == Domain::Display::Blind) {
            const Ports::MonitorRow *monitor = row.primary();
            return monitor ? monitor->state.brokenSince : std::nullopt;
        }
        if (display == Domain::Display::Operational)
            return std::nullopt;
        if (display == Domain::Display::Unknown)
            return row.succeededAt();
        return row.state.changedAt;
    }

    /// The cells are those of whole UTC days; the rest of today has not happened, which is not "no data".
    std::vector<Domain::Cell> weekUntil(const std::vector<Domain::Cell> &week, Instant now)
    {
        constexpr Millis cell = std::chrono::hours { 6 };
        const auto begun = static_cast<size_t>((now - startOfDay(now)) / cell) + 1;
        const size_t ahead = 4 - std::min<size_t>(begun, 4);
        return { week.begin(), week.end() - static_cast<std::ptrdiff_t>(std::min(ahead, week.size())) };
    }
} // namespace

TileFace tileFace(const Ports::ServiceRow &row, Instant now, Era era)
{
    TileFace face;
    face.id = row.id();
    face.name = row.service.displayName;
    face.display = era == Era::Past ? row.display() : shown(row, now);
    face.freshness = era == Era::Past || row.state.isBlind() ? Freshness::Fresh : freshness(row, now);
    face.headline = shortHeadline(row, face.display);
    face.kind = kindWord(row);
    face.uptime = percent(row.uptime7d);
    face.pending = pendingBadge(row);
    if (const std::optional<Instant> since = troubleSince(row, face.display))
        face.age = span(now - *since);
    face.spoken = spoken(row, now);
    face.week = weekUntil(row.week, now);
    return face;
}

void ServiceModel::apply(const Ports::SnapshotPtr &snapshot)
{
    std::vector<const Ports::ServiceRow *> rows;
    rows.reserve(snapshot->services.size());
    for (const Ports::ServiceRow &row : snapshot->services)
        rows.push_back(&row);
    std::sort(rows.begin(), rows.end(), [](const auto *a, const auto *b) { return Ports::worseFirst(*a, *b); });
    const Ports::SnapshotPtr before = std::exchange(m_snapshot, snapshot); // old rows live until the runs are told
    sync(
        std::move(rows), [](const auto *row) { return row->id().value; },
        [](const auto *a, const auto *b) { return a == b || *a == *b; });
}

QVariant ServiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Ports::ServiceRow &row = *at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.service.displayName;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return spoken(row, m_snapshot->at);
    case ServiceRole::Id:
        return row.id().value;
    case ServiceRole::Face:
        return QVariant::fromValue(face(index.row(), m_snapshot->at));
    case ServiceRole::Category:
        return row.service.category;
    case ServiceRole::CategoryLabel:
        return m_snapshot->catalogue ? m_snapshot->catalogue->categoryLabel(row.service.category)
                                     : row.service.category;
    case ServiceRole::SortKey:
        return index.row();
    default:
        return {};
    }
}

TileFace ServiceModel::face(int row, Instant now) const
{
    return tileFace(*at(row), now, m_snapshot->past ? Era::Past : Era::Now);
}

int ServiceModel::rowOf(const ServiceId &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (at(row)->id() == id)
            return row;
    }
    return -1;
}

} // namespace Wf::Models
