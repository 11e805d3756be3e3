// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/eventhistory.h"

#include "core/answer.h"
#include "models/rowroles.h"
#include "models/words.h"

#include <algorithm>

namespace Wf::Models {

namespace {
    constexpr int kPage = 100;
}

EventHistory::EventHistory(Ports::Session &session, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
    , m_snapshot(session.snapshot())
{
}

void EventHistory::show(const std::optional<ServiceId> &service)
{
    beginResetModel();
    m_service = service;
    m_events.clear();
    m_complete = false;
    ++m_generation;
    endResetModel();
    ask();
}

void EventHistory::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (m_events.empty())
        return;
    const qint64 newest = m_events.front().id;
    std::vector<Domain::Event> fresh;
    std::copy_if(snapshot->timeline.begin(), snapshot->timeline.end(), std::back_inserter(fresh),
        [this, newest](const Domain::Event &event) { return event.id > newest && isWanted(event); });
    if (fresh.empty() || snapshot->past)
        return;
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    m_events.insert(m_events.begin(), fresh.begin(), fresh.end());
    endInsertRows();
}

bool EventHistory::isWanted(const Domain::Event &event) const
{
    return !m_service || event.service == *m_service;
}

int EventHistory::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

QString EventHistory::nameOf(const Domain::Event &event) const
{
    const Domain::Service *service = m_snapshot->catalogue ? m_snapshot->catalogue->find(event.service) : nullptr;
    return service ? service->displayName : event.service.value;
}

/// What the name of the row does not say yet.
QString EventHistory::detailOf(const Domain::Event &event)
{
    if (event.kind == Domain::EventKind::HealthChange)
        return event.vendorDetail.simplified();
    return (event.vendorTitle.isEmpty() ? event.reason : event.vendorTitle).simplified();
}

QVariant EventHistory::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Domain::Event &event = m_events[static_cast<size_t>(index.row())];
    const QString time = moment(event.at, m_snapshot->at);
    switch (role) {
    case RowRole::Name:
        return describe(event, nameOf(event));
    case Qt::DisplayRole:
        return detailOf(event);
    case Qt::ToolTipRole:
        return event.impact;
    case Qt::AccessibleTextRole:
        return QString(time + u", " + describe(event, nameOf(event)));
    case RowRole::Lead:
        return time;
    case RowRole::Icon:
        return static_cast<int>(displayOf(event));
    case RowRole::Trail:
        return event.updatedBy.isEmpty() ? QString() : event.updatedBy;
    case RowRole::Target:
        return event.service.value;
    default:
        return {};
    }
}

bool EventHistory::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && m_state == State::Ready && !m_events.empty();
}

void EventHistory::fetchMore(const QModelIndex &)
{
    ask();
}

void EventHistory::ask()
{
    setState(State::Loading);
    Ports::EventQuery query;
    query.service = m_service;
    query.statusChangesOnly = false;
    query.limit = kPage;
    if (!m_events.empty())
        query.beforeId = m_events.back().id;
    onAnswer<Result<Ports::EventPage>>(this, m_session.events(query),
        [this, generation = m_generation](const auto &page) { take(page, generation); });
}

void EventHistory::take(const Result<Ports::EventPage> &page, quint64 generation)
{
    if (generation != m_generation)
        return;
    if (!page) {
        m_problem = sentence(page.error());
        setState(State::Failed);
        return;
    }
    m_complete = static_cast<int>(page->events.size()) < kPage;
    if (!page->events.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(page->events.size()) - 1);
        m_events.insert(m_events.end(), page->events.begin(), page->events.end());
        endInsertRows();
    }
    setState(State::Ready);
}

void EventHistory::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace Wf::Models
