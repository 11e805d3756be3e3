// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/heartbeatmodel.h"

#include "models/scheduletexts.h"
#include "models/words.h"

namespace Wf::Models {

namespace {
    constexpr int kPings = 48; ///< a run is two of them where it tells its begin

    std::vector<MonitorPlace> beatsOf(const Ports::Snapshot &snapshot)
    {
        std::vector<MonitorPlace> rows;
        for (const Ports::ServiceRow &service : snapshot.services) {
            for (const Ports::MonitorRow &monitor : service.monitors) {
                if (monitor.spec.isHeartbeat())
                    rows.push_back({ &service, &monitor });
            }
        }
        return rows;
    }

    bool looksSame(const MonitorPlace &a, const MonitorPlace &b)
    {
        return a.service->service.displayName == b.service->service.displayName
            && (a.monitor == b.monitor || *a.monitor == *b.monitor);
    }
} // namespace

HeartbeatModel::HeartbeatModel(Ports::Session &session, QObject *parent)
    : SyncedList(parent)
    , m_runs(
          *this,
          [&session](const MonitorId &monitor, Instant) {
              return session.pings({ monitor, std::nullopt, kPings });
          },
          [this](const MonitorId &monitor) {
              for (int row = 0; row < rowCount(); ++row) {
                  if (at(row).monitor->spec.id == monitor)
                      tellChange(row, row);
              }
          })
{
}

void HeartbeatModel::apply(const Ports::SnapshotPtr &snapshot)
{
    const Ports::SnapshotPtr before = std::exchange(m_snapshot, snapshot); // old rows live until the runs are told
    m_now = snapshot->at;
    std::vector<MonitorPlace> next = beatsOf(*snapshot);
    for (const MonitorPlace &place : next) {
        const Ports::PingPage *known = m_runs.find(place.monitor->spec.id);
        const qint64 pings = place.monitor->heartbeat ? place.monitor->heartbeat->state.pings : 0;
        if (known && !known->pings.empty() && known->pings.front().number < pings)
            m_runs.expire(place.monitor->spec.id);
    }
    sync(
        std::move(next), [](const MonitorPlace &place) { return place.monitor->spec.id.value; }, looksSame);
}

void HeartbeatModel::wantRuns(const std::vector<MonitorId> &monitors)
{
    m_runs.want(monitors, m_now);
}

int HeartbeatModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant HeartbeatModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] = { tr("State"), tr("Job"), tr("Expected"), tr("Last ping"), tr("Next ping"),
        tr("Last runs") };
    return section >= 0 && section < Columns ? titles[section] : QVariant();
}

QVariant HeartbeatModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MonitorPlace &place = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(place, index.column());
    case Qt::ToolTipRole:
        return index.column() == Durations ? durationText(runs(place)) : text(place, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() == State) // the first cell speaks for its row
            return QStringList { monitorName(place), text(place, State).toLower(), text(place, Schedule) }.join(
                QLatin1String(", "));
        return index.column() == Durations
            ? durationText(runs(place))
            : QString(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QStringLiteral(": ")
                + text(place, index.column()));
    case CellRole::Sort:
        return sortKey(place, index.column());
    case CellRole::Monitor:
        return place.monitor->spec.id.value;
    case CellRole::Service:
        return place.service->id().value;
    case CellRole::State:
        return static_cast<int>(beatState(*place.monitor, m_now));
    case CellRole::Filter:
        return QStringList { monitorName(place), text(place, State), text(place, Schedule),
            place.monitor->spec.heartbeat->slug }
            .join(u' ')
            .toCaseFolded();
    default:
        return look(place, index.column(), role);
    }
}

QString HeartbeatModel::text(const MonitorPlace &place, int column) const
{
    const Ports::MonitorRow &monitor = *place.monitor;
    switch (column) {
    case State:
        return beatText(monitor, m_now);
    case Name:
        return monitor.spec.name;
    case Schedule:
        return tr("%1, %2 of grace")
            .arg(scheduleText(monitor.spec.heartbeat->schedule),
                Models::span(Millis { monitor.spec.heartbeat->grace }));
    case Last:
        return ago(monitor.heartbeat ? monitor.heartbeat->state.lastPing : std::nullopt, m_now);
    case Next:
        return nextPingText(monitor, m_now);
    default:
        return {};
    }
}

QVariant HeartbeatModel::sortKey(const MonitorPlace &place, int column) const
{
    const Ports::MonitorRow &monitor = *place.monitor;
    const auto millis = [](const std::optional<Instant> &at, qint64 otherwise) {
        return at ? toEpochMillis(*at) : otherwise;
    };
    switch (column) {
    case State:
        return static_cast<int>(shownBeat(monitor, m_now));
    case Name:
        return monitorName(place).toCaseFolded();
    case Last:
        return millis(monitor.heartbeat ? monitor.heartbeat->state.lastPing : std::nullopt, -1);
    case Next:
        return millis(monitor.heartbeat ? monitor.heartbeat->state.expectedAt : std::nullopt,
            std::numeric_limits<qint64>::max());
    case Durations:
        return monitor.heartbeat && monitor.heartbeat->state.lastDuration
            ? qint64(monitor.heartbeat->state.lastDuration->count())
            : qint64(-1);
    default:
        return text(place, column).toCaseFolded();
    }
}

QVariant HeartbeatModel::look(const MonitorPlace &place, int column, int role) const
{
    const bool trouble = beatState(*place.monitor, m_now) == RowState::Trouble;
    if ((role == CellRole::Icon && column == State)
        || (role == CellRole::Tone && trouble && (column == State || column == Next)))
        return static_cast<int>(shownBeat(*place.monitor, m_now));
    if (role == CellRole::Strong && column == Name)
        return place.service->service.displayName;
    if (role == CellRole::Spark && column == Durations)
        return QVariant::fromValue(durationBars(runs(place)));
    return {};
}

std::vector<Ports::PingRow> HeartbeatModel::runs(const MonitorPlace &place) const
{
    const Ports::PingPage *known = m_runs.find(place.monitor->spec.id);
    return known ? known->pings : std::vector<Ports::PingRow>();
}

} // namespace Wf::Models
