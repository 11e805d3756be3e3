// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/incidentmodel.h"

#include "core/answer.h"
#include "models/cellroles.h"
#include "models/incidenttexts.h"
#include "models/words.h"

#include <algorithm>

namespace Wf::Models {

namespace {
    constexpr int kPage = 100;
    constexpr int kMostThen = 500;
    constexpr size_t kMostEnds = 20; ///< that are asked one by one; more come with the newest page
} // namespace

IncidentModel::IncidentModel(Ports::Session &session, QObject *parent)
    : SyncedList(parent)
    , m_session(session)
    , m_snapshot(session.snapshot())
    , m_now(m_snapshot->at)
{
}

// --- where the rows come from ---

void IncidentModel::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_now = snapshot->at;
    if (!snapshot->past) {
        m_pastAt.reset();
        takeOpenOnes();
    } else if (m_pastAt != snapshot->at) {
        m_pastAt = snapshot->at;
        m_then.clear();
        Ports::IncidentQuery query;
        query.from = snapshot->at;
        query.to = snapshot->at + Millis { 1 };
        query.limit = kMostThen;
        send(query, Page::Past);
    }
    rebuild();
}

/// How one ended that was open before has to be asked: the snapshot only says that it does not go on.
void IncidentModel::takeOpenOnes()
{
    Known open;
    for (const Ports::ServiceRow &row : m_snapshot->services) {
        if (row.incident)
            open.insert_or_assign(row.incident->id, *row.incident);
    }
    std::set<qint64> gone;
    for (const auto &[id, incident] : m_known) {
        if (incident.isOpen() && !open.contains(id))
            gone.insert(id);
    }
    size_t asked = 0;
    for (const qint64 id : gone) {
        if (!m_gone.contains(id) && ++asked <= kMostEnds)
            askEnd(id);
    }
    m_gone = std::move(gone);
    open.merge(m_known);
    m_known = std::move(open);
    if (asked > kMostEnds)
        ask();
}

void IncidentModel::askEnd(qint64 incident)
{
    onAnswer<Result<Ports::IncidentStory>>(this, m_session.incident(incident), [this](const auto &story) {
        if (!story)
            return;
        m_known.insert_or_assign(story->incident.id, story->incident);
        rebuild();
    });
}

void IncidentModel::ask()
{
    Ports::IncidentQuery query;
    query.limit = kPage;
    send(query, Page::Newest);
}

bool IncidentModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_pastAt && m_oldest > 0 && m_asking == Asking::Idle;
}

void IncidentModel::fetchMore(const QModelIndex &)
{
    Ports::IncidentQuery query;
    query.limit = kPage;
    query.beforeId = m_oldest;
    send(query, Page::Older);
}

void IncidentModel::send(const Ports::IncidentQuery &query, Page page)
{
    setAsking(Asking::Waiting);
    const quint64 generation = ++m_generation;
    onAnswer<Result<Ports::IncidentPage>>(
        this, m_session.incidents(query), [this, page, generation](const auto &answer) {
            if (generation == m_generation)
                take(answer, page);
        });
}

void IncidentModel::take(const Result<Ports::IncidentPage> &answer, Page page)
{
    if (!answer) {
        m_problem = sentence(answer.error());
        return setAsking(Asking::Failed);
    }
    Known &into = page == Page::Past ? m_then : m_known;
    for (const Domain::Incident &incident : answer->incidents)
        into.insert_or_assign(incident.id, incident);
    const bool whole = static_cast<int>(answer->incidents.size()) < kPage;
    if (page == Page::Older || (page == Page::Newest && m_oldest == 0)) {
        m_complete = whole;
        if (!answer->incidents.empty())
            m_oldest = answer->incidents.back().id;
    }
    if (!m_snapshot->past)
        takeOpenOnes(); // what the snapshot says of open ones is newer
    rebuild();
    setAsking(Asking::Idle);
}

void IncidentModel::setAsking(Asking asking)
{
    m_asking = asking;
    Q_EMIT askingChanged();
}

void IncidentModel::rebuild()
{
    const Known &known = m_pastAt ? m_then : m_known;
    std::vector<IncidentLine> lines;
    lines.reserve(known.size());
    for (auto it = known.rbegin(); it != known.rend(); ++it)
        lines.push_back(lineOf(it->second, known));
    std::map<qint64, int> explained;
    for (const auto &[id, incident] : known) {
        if (incident.explainedBy)
            ++explained[*incident.explainedBy];
    }
    for (IncidentLine &line : lines) {
        if (const auto found = explained.find(line.incident.id); found != explained.end())
            line.explains = found->second;
    }
    sync(
        std::move(lines), [](const IncidentLine &line) { return QString::number(line.incident.id); },
        [](const IncidentLine &a, const IncidentLine &b) { return a == b; });
}

QString IncidentModel::nameOf(const ServiceId &service) const
{
    const Domain::Service *known = m_snapshot->catalogue ? m_snapshot->catalogue->find(service) : nullptr;
    return known ? known->displayName : service.value;
}

IncidentLine IncidentModel::lineOf(const Domain::Incident &incident, const Known &known) const
{
    IncidentLine line;
    line.incident = incident;
    line.name = nameOf(incident.service);
    const auto cause = incident.explainedBy ? known.find(*incident.explainedBy) : known.end();
    if (cause != known.end())
        line.explainedBy = nameOf(cause->second.service);
    const Ports::ServiceRow *row = m_snapshot->find(incident.service);
    if (!row)
        return line;
    line.tier = row->service.tier;
    line.category =
        m_snapshot->catalogue ? m_snapshot->catalogue->categoryLabel(row->service.category) : QString();
    if (m_pastAt) { // how bad it was at that moment only the reconstruction knows
        line.incident.status = Domain::isTrouble(row->state.status) ? row->state.status : incident.peak;
        line.incident.closedAt.reset();
        return line;
    }
    if (!row->incident || row->incident->id != incident.id)
        return line;
    if (!row->explainedBy.isEmpty())
        line.explainedBy = row->explainedBy;
    line.silencedBy = row->silencedBy;
    line.turns = row->turns;
    return line;
}

int IncidentModel::rowOf(qint64 incident) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (at(row).incident.id == incident)
            return row;
    }
    return -1;
}

int IncidentModel::openCount() const
{
    const Known &known = m_pastAt ? m_then : m_known;
    return static_cast<int>(
        std::ranges::count_if(known, [this](const auto &each) { return m_pastAt || each.second.isOpen(); }));
}

// --- what the cells say ---

int IncidentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant IncidentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[] { tr("State"), tr("Incident"), tr("Since"), tr("Duration"), tr("Worst"), tr("Who"),
        tr("Cause") };
    return section >= 0 && section < Columns ? titles[section] : QVariant();
}

QVariant IncidentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const IncidentLine &line = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        return index.column() == Since ? toIso(line.incident.openedAt)
            : index.column() == Name   ? QString(line.name + QStringLiteral(": ") + line.incident.title)
                                       : text(line, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == State ? spoken(line) : text(line, index.column());
    case CellRole::Sort:
        return sortKey(line, index.column());
    case CellRole::Service:
        return line.incident.service.value;
    case CellRole::Incident:
        return line.incident.id;
    case CellRole::State:
        return static_cast<int>(line.incident.isOpen() ? RowState::Trouble : RowState::Well);
    case CellRole::Tier:
        return static_cast<int>(line.tier);
    case CellRole::Filter:
        return QStringList { line.name, line.incident.service.value, line.category, line.incident.title,
            line.explainedBy, careText(line.incident) }
            .join(u' ')
            .toCaseFolded();
    case CellRole::Mark:
        return index.column() == Name ? mark(line) : QString();
    default:
        return look(line, index.column(), role);
    }
}

QString IncidentModel::text(const IncidentLine &line, int column) const
{
    const Domain::Incident &incident = line.incident;
    switch (column) {
    case State:
        return stateText(incident);
    case Name:
        return incident.title.simplified();
    case Since:
        return moment(incident.openedAt, m_now);
    case Duration:
        return Models::span(durationOf(incident, m_now));
    case Worst:
        return label(incident.peak);
    case Care:
        return careText(incident);
    case Cause:
        return !line.explainedBy.isEmpty() ? tr("explained by %1").arg(line.explainedBy)
            : line.explains == 1           ? tr("explains 1 other")
            : line.explains > 1            ? tr("explains %1 others").arg(line.explains)
                                           : QString();
    default:
        return {};
    }
}

/// Open ones first, worst first; of like ones what explains others, then the newest.
QVariant IncidentModel::sortKey(const IncidentLine &line, int column) const
{
    constexpr qint64 kAges = 10'000'000'000'000; // more milliseconds than any date here has
    const Domain::Incident &incident = line.incident;
    switch (column) {
    case State: {
        const int rank = incident.isOpen()
            ? 2 * static_cast<int>(displayOf(incident)) + (line.explainedBy.isEmpty() ? 0 : 1)
            : 100;
        return rank * kAges - toEpochMillis(incident.openedAt);
    }
    case Since:
        return toEpochMillis(incident.openedAt);
    case Duration:
        return static_cast<qint64>(durationOf(incident, m_now).count());
    case Worst:
        return static_cast<qint64>(Domain::severity(incident.peak));
    case Name:
        return QString(line.name + u' ' + incident.title).toCaseFolded();
    default:
        return text(line, column).toCaseFolded();
    }
}

/// Loud is only what nobody takes care of, nothing explains and people want to hear of.
QVariant IncidentModel::look(const IncidentLine &line, int column, int role)
{
    const Domain::Incident &incident = line.incident;
    const bool loud =
        incident.isOpen() && !incident.acknowledged && line.explainedBy.isEmpty() && line.silencedBy.isEmpty();
    if (role == CellRole::Icon && column == State)
        return static_cast<int>(incident.isOpen() ? displayOf(incident) : Domain::Display::Operational);
    if (role == CellRole::Tone && loud && (column == State || column == Duration))
        return static_cast<int>(displayOf(incident));
    if (role == CellRole::Tone && column == Care && incident.acknowledged && incident.isOpen())
        return static_cast<int>(Domain::Display::Maintenance);
    if (role == CellRole::Strong && column == Name)
        return line.name;
    if (role == CellRole::Figure)
        return column == Since || column == Duration;
    return {};
}

QString IncidentModel::mark(const IncidentLine &line) const
{
    if (line.turns > 0)
        return turnsText(line.turns, m_snapshot->policy.flapping.within);
    return line.silencedBy.isEmpty() ? QString() : tr("silent");
}

QString IncidentModel::spoken(const IncidentLine &line) const
{
    QStringList parts { line.name, text(line, State).toLower(), text(line, Name),
        tr("since %1").arg(text(line, Since)), text(line, Duration), text(line, Care), text(line, Cause),
        mark(line) };
    parts.removeAll(QString());
    return parts.join(QLatin1String(", "));
}

} // namespace Wf::Models
