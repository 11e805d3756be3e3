// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/checkmodel.h"

#include "domain/checkspec.h"
#include "models/chartrules.h"
#include "models/words.h"

namespace Wf::Models {

namespace {
    constexpr Millis kDay = std::chrono::hours { 24 };
    constexpr size_t kRuns = 60;
    constexpr size_t kEnoughRuns = 20;

    Ports::SummaryQuery lastDay(const MonitorId &monitor, Instant now)
    {
        return { monitor, now - kDay, now + Millis { 1 } };
    }

    /// A quarter more than the runs that are shown: some are asked sooner, some come late.
    Ports::ResultQuery lastRuns(const MonitorId &monitor, Millis interval, Instant now)
    {
        const Millis span = static_cast<int>(kRuns) * interval;
        return { monitor, now - span, now + Millis { 1 }, Domain::Resolution::Raw,
            static_cast<int>(kRuns) * 5 / 4 };
    }

    std::vector<MonitorPlace> checksOf(const Ports::Snapshot &snapshot)
    {
        std::vector<MonitorPlace> rows;
        for (const Ports::ServiceRow &service : snapshot.services) {
            for (const Ports::MonitorRow &monitor : service.monitors) {
                if (monitor.spec.check)
                    rows.push_back({ &service, &monitor });
            }
        }
        return rows;
    }

    int sideOf(int column)
    {
        const Qt::Alignment side = column >= CheckModel::Slow ? Qt::AlignRight : Qt::AlignLeft;
        return static_cast<int>(side | Qt::AlignVCenter);
    }

    bool looksSame(const MonitorPlace &a, const MonitorPlace &b)
    {
        return a.service->service.displayName == b.service->service.displayName
            && (a.monitor == b.monitor || *a.monitor == *b.monitor);
    }
} // namespace

CheckModel::CheckModel(Ports::Session &session, QObject *parent)
    : SyncedList(parent)
    , m_numbers(
          *this,
          [&session](const MonitorId &monitor, Instant now) { return session.summary(lastDay(monitor, now)); },
          [this](const MonitorId &monitor) { takeAnswer(monitor); })
    , m_runs(
          *this,
          [this, &session](const MonitorId &monitor, Instant now) {
              const int row = rowOf(monitor);
              return session.results(lastRuns(monitor, row < 0 ? kDay : at(row).monitor->spec.interval, now));
          },
          [this](const MonitorId &monitor) { takeAnswer(monitor); })
{
}

void CheckModel::takeAnswer(const MonitorId &monitor)
{
    if (const int row = rowOf(monitor); row >= 0)
        tellChange(row, row);
}

void CheckModel::apply(const Ports::SnapshotPtr &snapshot)
{
    const Ports::SnapshotPtr before = std::exchange(m_snapshot, snapshot); // old rows live until the runs are told
    m_now = snapshot->at;
    sync(
        checksOf(*snapshot), [](const MonitorPlace &place) { return place.monitor->spec.id.value; }, looksSame);
}

void CheckModel::wantNumbers(const std::vector<MonitorId> &inView, Reach reach)
{
    std::vector<MonitorId> others;
    for (int row = 0; reach == Reach::All && row < rowCount(); ++row)
        others.push_back(at(row).monitor->spec.id);
    m_numbers.want(inView, others, m_now);
    std::vector<MonitorId> unseen;
    for (const MonitorId &monitor : inView) {
        const int row = rowOf(monitor);
        if (row >= 0 && (!at(row).monitor->recent || at(row).monitor->recent->size() < kEnoughRuns))
            unseen.push_back(monitor);
    }
    m_runs.want(unseen, m_now);
}

int CheckModel::rowsWithNumbers() const
{
    int known = 0;
    for (int row = 0; row < rowCount(); ++row)
        known += numbers(at(row)) ? 1 : 0;
    return known;
}

/// What the engine saw, behind what the store remembers from before it.
std::vector<Ports::RecentRun> CheckModel::runs(const Ports::MonitorRow &monitor) const
{
    const std::vector<Ports::RecentRun> seen = monitor.recent ? *monitor.recent : std::vector<Ports::RecentRun>();
    const Ports::ResultPage *remembered = m_runs.find(monitor.spec.id);
    if (!remembered || seen.size() >= kEnoughRuns)
        return seen;
    std::vector<Ports::RecentRun> all;
    for (const Domain::Sample &sample : remembered->samples) {
        if (seen.empty() || sample.at < seen.front().at)
            all.push_back({ sample.at, sample.status, sample.total });
    }
    all.insert(all.end(), seen.begin(), seen.end());
    if (all.size() > kRuns)
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(kRuns));
    return all;
}

int CheckModel::rowOf(const MonitorId &monitor) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (at(row).monitor->spec.id == monitor)
            return row;
    }
    return -1;
}

int CheckModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant CheckModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return sideOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] { tr("State"), tr("Check"), tr("Kind"), tr("Target"), tr("Last result"),
        tr("Recent runs"), tr("p95 24 h"), tr("Uptime 24 h"), tr("Next run") };
    return section >= 0 && section < Columns ? titles[section] : QVariant();
}

QVariant CheckModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MonitorPlace &place = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(place, index.column());
    case Qt::AccessibleTextRole:
        return spoken(place, index.column());
    case Qt::ToolTipRole:
        return index.column() == Recent ? recentText(runs(*place.monitor)) : text(place, index.column());
    case Qt::TextAlignmentRole:
        return sideOf(index.column());
    case CellRole::Sort:
        return sortKey(place, index.column());
    case CellRole::Monitor:
        return place.monitor->spec.id.value;
    case CellRole::Service:
        return place.service->id().value;
    case CellRole::State:
        return static_cast<int>(rowState(*place.monitor, m_now));
    case CellRole::Filter:
        return QStringList { place.service->service.displayName, place.monitor->spec.name,
            place.monitor->spec.kind, targetLine(place.monitor->spec), text(place, State), text(place, Last) }
            .join(u' ')
            .toCaseFolded();
    default:
        return look(place, index.column(), role);
    }
}

QString CheckModel::text(const MonitorPlace &place, int column) const
{
    const Ports::MonitorRow &monitor = *place.monitor;
    const Ports::ResultSummary *known = column == Slow || column == Uptime ? numbers(place) : nullptr;
    switch (column) {
    case State:
        return stateText(monitor, m_now);
    case Name:
        return monitor.spec.name;
    case Kind:
        return kindLabel(monitor.spec.kind);
    case Target:
        return targetLine(monitor.spec);
    case Last:
        return lastResult(monitor);
    case Slow:
        return known && known->p95 ? tookText(*known->p95) : QStringLiteral("–");
    case Uptime:
        return known ? percent(known->uptime) : QStringLiteral("–");
    case Next:
        return monitor.nextAt && !monitor.state.paused ? ahead(*monitor.nextAt, m_now) : QStringLiteral("–");
    default:
        return {};
    }
}

QVariant CheckModel::sortKey(const MonitorPlace &place, int column) const
{
    const Ports::ResultSummary *known = column == Slow || column == Uptime ? numbers(place) : nullptr;
    switch (column) {
    case State:
        return static_cast<int>(shown(*place.monitor, m_now)) * 2 + (place.monitor->state.paused ? 1 : 0);
    case Name:
        return monitorName(place).toCaseFolded();
    case Last:
        return place.monitor->state.check ? qint64(place.monitor->state.check->total.count()) : qint64(-1);
    case Recent:
        return place.monitor->state.polledAt ? toEpochMillis(*place.monitor->state.polledAt) : qint64(-1);
    case Slow:
        return known && known->p95 ? qint64(known->p95->count()) : qint64(-1);
    case Uptime:
        return known && known->uptime ? *known->uptime : 101.0;
    case Next:
        return place.monitor->nextAt ? toEpochMillis(*place.monitor->nextAt) : std::numeric_limits<qint64>::max();
    default:
        return text(place, column).toCaseFolded();
    }
}

QVariant CheckModel::look(const MonitorPlace &place, int column, int role) const
{
    const Domain::Display display = shown(*place.monitor, m_now);
    const bool trouble = rowState(*place.monitor, m_now) == RowState::Trouble;
    if (role == CellRole::Icon && column == State)
        return static_cast<int>(display);
    if (role == CellRole::Tone && trouble && (column == State || column == Last))
        return static_cast<int>(display);
    if (role == CellRole::Tone && column == Uptime) {
        const Ports::ResultSummary *known = numbers(place);
        const bool bad = known && known->uptime && gradeOf(*known->uptime) != Grade::Good;
        return bad ? QVariant(static_cast<int>(displayOf(gradeOf(*known->uptime)))) : QVariant();
    }
    if (role == CellRole::Strong && column == Name)
        return place.service->service.displayName;
    if (role == CellRole::Mark && column == Target && isInsecure(place.monitor->spec))
        return tr("not verified");
    if (role == CellRole::Spark && column == Recent)
        return QVariant::fromValue(sparkOf(runs(*place.monitor)));
    if (role == CellRole::Figure)
        return column >= Slow;
    return {};
}

QString CheckModel::spoken(const MonitorPlace &place, int column) const
{
    const QString title = headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    switch (column) {
    case State: // the first cell speaks for its row
        return QStringList { monitorName(place), text(place, State).toLower(), text(place, Last) }.join(
            QLatin1String(", "));
    case Name:
        return monitorName(place);
    case Target:
        return isInsecure(place.monitor->spec) ? tr("%1, its certificate is not verified").arg(text(place, Target))
                                               : text(place, Target);
    case Recent:
        return recentText(runs(*place.monitor));
    default:
        return QStringLiteral("%1: %2").arg(title, text(place, column));
    }
}

const Ports::ResultSummary *CheckModel::numbers(const MonitorPlace &place) const
{
    return m_numbers.find(place.monitor->spec.id);
}

} // namespace Wf::Models
