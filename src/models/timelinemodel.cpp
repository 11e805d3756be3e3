// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/timelinemodel.h"

#include "models/words.h"

namespace Wf::Models {

namespace {
    TimelineRow timelineRow(const Domain::Event &event, const Ports::Snapshot &snapshot)
    {
        const Ports::ServiceRow *service = snapshot.find(event.service);
        const QString name = service ? service->service.displayName : event.service.value;
        return { event.id, event.service, moment(event.at, snapshot.at), describe(event, name), event.impact,
            displayOf(event) };
    }
} // namespace

void TimelineModel::apply(const Ports::SnapshotPtr &snapshot)
{
    std::vector<TimelineRow> rows;
    rows.reserve(snapshot->timeline.size());
    for (const Domain::Event &event : snapshot->timeline)
        rows.push_back(timelineRow(event, *snapshot));
    sync(
        std::move(rows), [](const TimelineRow &row) { return QString::number(row.id); },
        [](const TimelineRow &a, const TimelineRow &b) { return a == b; });
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TimelineRow &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::AccessibleTextRole:
        return QString(row.time + u", " + row.text);
    case Qt::ToolTipRole:
        return row.impact.isEmpty() ? row.text : QString(row.text + u'\n' + row.impact);
    case TimelineRole::Time:
        return row.time;
    case TimelineRole::Display:
        return static_cast<int>(row.display);
    case TimelineRole::Service:
        return row.service.value;
    case TimelineRole::Impact:
        return row.impact;
    default:
        return {};
    }
}

} // namespace Wf::Models
