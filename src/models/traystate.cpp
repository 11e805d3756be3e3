// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/traystate.h"

#include "models/incidenttexts.h"
#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Tray {
        Q_DECLARE_TR_FUNCTIONS(Tray)
    };
    using Domain::Display;

    constexpr size_t kWorst = 5;
    constexpr qsizetype kNotesAtOnce = 3;
    constexpr qsizetype kNamesInStorm = 6;

    bool isTrouble(Display display)
    {
        return display <= Display::Blind;
    }

    /// Only what people must act on, and its end. First sights and planned work are not news.
    bool isNews(Display from, Display to)
    {
        return from != to && (isTrouble(to) || isTrouble(from));
    }

    const Ports::MonitorRow *unseenBy(const Ports::ServiceRow &row)
    {
        return row.display() == Display::Blind ? row.primary() : nullptr;
    }

    std::optional<Instant> beginOf(const Ports::ServiceRow &row)
    {
        const Ports::MonitorRow *monitor = unseenBy(row);
        return monitor ? monitor->state.brokenSince : row.state.changedAt;
    }

    /// What it means for people, or why we cannot tell.
    QString meaningOf(const Ports::ServiceRow &row)
    {
        return unseenBy(row) ? headline(row, Display::Blind) : row.impact;
    }

    TrayState::Line lineOf(const Ports::ServiceRow &row, Instant now)
    {
        const Display display = row.display();
        QString text = Tray::tr("%1: %2").arg(row.service.displayName, label(display).toLower());
        if (row.state.changedAt && display != Display::Blind)
            text = Tray::tr("%1, %2").arg(text, span(now - *row.state.changedAt));
        return { row.id(), display, text };
    }
} // namespace

TrayState trayState(const Ports::Snapshot &snapshot, Instant now)
{
    TrayState state;
    state.shape =
        snapshot.connectivity == Domain::Connectivity::Offline ? Display::Blind : worstShown(snapshot, now);
    const std::vector<const Ports::ServiceRow *> problems = snapshot.problems();
    state.count = static_cast<int>(problems.size());
    state.summary = sentence(snapshot, now);
    state.tooltip = Tray::tr("Watchfloor: %1 (%2)").arg(state.summary, freshness(snapshot, now).text);
    for (size_t i = 0; i < std::min(kWorst, problems.size()); ++i)
        state.worst.push_back(lineOf(*problems[i], now));
    for (const Ports::ServiceRow *row : problems) {
        if (row->incident && !isCaredFor(*row) && state.unattended.size() < kWorst)
            state.unattended.push_back({ row->incident->id, row->display(),
                Tray::tr("%1, %2").arg(row->service.displayName, span(now - row->incident->openedAt)) });
    }
    return state;
}

void TrayNotes::note(const Ports::Snapshot &before, const Ports::Snapshot &after)
{
    if (before.connectivity != after.connectivity)
        m_connectivity = after.connectivity;
    const bool offline = before.connectivity == Domain::Connectivity::Offline
        || after.connectivity == Domain::Connectivity::Offline;
    for (const Ports::ServiceRow &row : after.services) {
        const Ports::ServiceRow *old = before.find(row.id());
        const bool ourFault = offline && old && (row.state.isBlind() || old->state.isBlind());
        if (old && !ourFault)
            noteRow(*old, row);
    }
}

void TrayNotes::noteRow(const Ports::ServiceRow &before, const Ports::ServiceRow &after)
{
    if (before.display() == after.display())
        return;
    const auto known = m_changes.constFind(after.id());
    const Display from = known == m_changes.constEnd() ? before.display() : known->from;
    if (isNews(from, after.display()))
        m_changes.insert(
            after.id(), { after.service.displayName, from, after.display(), beginOf(after), meaningOf(after) });
    else
        m_changes.remove(after.id());
}

TrayNote TrayNotes::single(const ServiceId &id, const Change &change, Instant now)
{
    TrayNote note {
        Tray::tr("%1: %2 → %3").arg(change.name, label(change.from).toLower(), label(change.to).toLower()), {},
        change.to, id
    };
    QStringList body;
    if (change.since)
        body.append(Tray::tr("Since %1").arg(moment(*change.since, now)));
    if (!change.impact.isEmpty())
        body.append(change.impact);
    note.body = body.join(QLatin1Char('\n'));
    return note;
}

TrayNote TrayNotes::storm() const
{
    std::vector<Change> changes(m_changes.begin(), m_changes.end());
    std::sort(changes.begin(), changes.end(), [](const Change &a, const Change &b) {
        return a.to != b.to ? a.to < b.to : a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    QStringList names;
    for (const Change &change : changes) {
        if (names.size() < kNamesInStorm)
            names.append(Tray::tr("%1 (%2)").arg(change.name, label(change.to).toLower()));
    }
    if (const qsizetype more = m_changes.size() - names.size(); more > 0)
        names.append(Tray::tr("and %1 more").arg(more));
    return { Tray::tr("%1 services changed").arg(m_changes.size()), names.join(QLatin1String(", ")),
        changes.front().to, std::nullopt };
}

std::vector<TrayNote> TrayNotes::take(Instant now)
{
    std::vector<TrayNote> notes;
    if (m_connectivity) {
        const bool offline = *m_connectivity == Domain::Connectivity::Offline;
        notes.push_back(
            { offline ? Tray::tr("This computer is offline") : Tray::tr("This computer is online again"),
                offline ? Tray::tr("Nothing can be seen until the connection is back.")
                        : Tray::tr("The services are asked again now."),
                offline ? Display::Blind : Display::Operational, std::nullopt });
    }
    if (m_changes.size() > kNotesAtOnce) {
        notes.push_back(storm());
    } else {
        for (auto it = m_changes.cbegin(); it != m_changes.cend(); ++it)
            notes.push_back(single(it.key(), it.value(), now));
        std::sort(
            notes.begin(), notes.end(), [](const TrayNote &a, const TrayNote &b) { return a.title < b.title; });
    }
    m_changes.clear();
    m_connectivity.reset();
    return isPaused(now) ? std::vector<TrayNote>() : notes;
}

} // namespace Wf::Models
