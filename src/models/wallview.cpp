// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/wallview.h"

#include "models/incidenttexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(WallView)
    };
    using Domain::Display;
    constexpr int kNames = 3;

    QString affected(const Ports::ServiceRow &row)
    {
        if (row.affected.isEmpty())
            return {};
        QString text = Texts::tr("→ affects %1").arg(row.affected.mid(0, kNames).join(QLatin1String(", ")));
        if (row.affected.size() > kNames)
            text += QStringLiteral(" +%1").arg(row.affected.size() - kNames);
        return text;
    }

    std::optional<Instant> beginOf(const Ports::ServiceRow &row, Display display)
    {
        if (display != Display::Blind)
            return row.state.changedAt;
        std::optional<Instant> since;
        for (const Ports::MonitorRow &monitor : row.monitors) {
            if (monitor.state.brokenSince && (!since || *monitor.state.brokenSince < *since))
                since = monitor.state.brokenSince;
        }
        return since;
    }

    WallView::Problem problemOf(const Ports::ServiceRow &row, Display display, Millis window, Instant now)
    {
        const auto begin = beginOf(row, display);
        WallView::Problem problem { row.id(), display, freshness(row, now), row.service.displayName,
            begin ? span(now - *begin) : QString(), headline(row, display),
            display == Display::Blind ? Texts::tr("status shown is not trusted") : affected(row), false };
        problem.cared = display != Display::Blind && isCaredFor(row);
        if (const QString said = badgeLine(row, window, now); !said.isEmpty() && display != Display::Blind)
            problem.foot = said;
        return problem;
    }

    void addCount(std::vector<WallView::Count> &counts, int number, const QString &word, Display display)
    {
        if (number > 0)
            counts.push_back({ number, word, display });
    }

    QString titleOf(const Domain::SummaryCounts &counts)
    {
        QStringList parts;
        if (counts.operational > 0)
            parts << Texts::tr("%1 operational").arg(counts.operational);
        if (counts.maintenance > 0)
            parts << Texts::tr("%1 in maintenance").arg(counts.maintenance);
        if (counts.unknown > 0)
            parts << Texts::tr("%1 unknown").arg(counts.unknown);
        return parts.join(QLatin1String(", "));
    }

    std::vector<const Ports::ServiceRow *> sorted(const Ports::Snapshot &snapshot)
    {
        std::vector<const Ports::ServiceRow *> rows;
        for (const Ports::ServiceRow &row : snapshot.services)
            rows.push_back(&row);
        std::sort(
            rows.begin(), rows.end(), [](const auto *a, const auto *b) { return Ports::worseFirst(*a, *b); });
        return rows;
    }
} // namespace

WallView wallView(const Ports::Snapshot &snapshot, Instant now, Trust trust)
{
    WallView view;
    const bool stalled = trust == Trust::Stalled;
    Domain::SummaryCounts counts;
    for (const Ports::ServiceRow *row : sorted(snapshot)) {
        const Display display = stalled ? Display::Unknown : shown(*row, now);
        count(counts, display);
        if (display <= Display::Blind)
            view.problems.push_back(problemOf(*row, display, snapshot.policy.flapping.within, now));
        else
            view.others.push_back(
                { display, stalled ? Freshness::Expired : freshness(*row, now), row->service.displayName });
    }
    std::stable_sort(view.others.begin(), view.others.end(),
        [](const auto &a, const auto &b) { return a.display < b.display; });
    addCount(view.counts, counts.major, Texts::tr("major"), Display::MajorOutage);
    addCount(view.counts, counts.partial, Texts::tr("partial"), Display::PartialOutage);
    addCount(view.counts, counts.degraded, Texts::tr("degraded"), Display::Degraded);
    addCount(view.counts, counts.blind, Texts::tr("no signal"), Display::Blind);
    view.sentence =
        stalled ? Texts::tr("No sign of life from the engine: everything is unknown") : sentence(snapshot, now);
    view.othersTitle = titleOf(counts);
    view.freshness = freshness(snapshot, now);
    view.offline = snapshot.connectivity == Domain::Connectivity::Offline;
    view.allSeenWell = counts.total > 0 && counts.operational + counts.maintenance == counts.total
        && view.freshness.level == Freshness::Fresh && !view.offline;
    if (stalled)
        view.freshness.level = Freshness::Expired;
    return view;
}

} // namespace Wf::Models
