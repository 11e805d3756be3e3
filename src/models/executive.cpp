// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/executive.h"

#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(Executive)
    };
    using Domain::Display;
    using Ports::ServiceRow;
    constexpr size_t kDays = 30;
    constexpr size_t kMostNotices = 10;
    constexpr int kNamesInANote = 3;

    /// What is wrong and whom it reaches, without the words of an alert.
    QString noticed(const ServiceRow &row, Display display)
    {
        if (row.affected.isEmpty())
            return headline(row, display);
        const QString names = row.affected.mid(0, 3).join(QLatin1String(", "));
        const qsizetype more = row.affected.size() - 3;
        return more > 0 ? Texts::tr("%1; reaches %2 and %3 more").arg(headline(row, display), names).arg(more)
                        : Texts::tr("%1; reaches %2").arg(headline(row, display), names);
    }

    bool disruptedOn(const Domain::Cell &cell)
    {
        return cell.covered && displayOf(cell) <= Display::Degraded;
    }

    std::span<const Domain::Cell> month(const ServiceRow &row)
    {
        const size_t days = std::min(kDays, row.quarter.size());
        return std::span(row.quarter).last(days);
    }

    std::vector<const ServiceRow *> inTrouble(const Ports::Snapshot &snapshot, Instant now)
    {
        std::vector<const ServiceRow *> rows;
        for (const ServiceRow &row : snapshot.services) {
            if (shown(row, now) <= Display::Degraded)
                rows.push_back(&row);
        }
        std::sort(
            rows.begin(), rows.end(), [](const auto *a, const auto *b) { return Ports::worseFirst(*a, *b); });
        return rows;
    }

    QString isHow(const ServiceRow &row, Display display)
    {
        const QString &name = row.service.displayName;
        if (display == Display::MajorOutage)
            return Texts::tr("%1 is down").arg(name);
        if (display == Display::PartialOutage)
            return Texts::tr("%1 is down in part").arg(name);
        return Texts::tr("%1 works, but not as well as usual").arg(name);
    }

    QString calmHeadline(const Domain::SummaryCounts &counts)
    {
        if (counts.total == 0)
            return Texts::tr("Nothing is watched yet");
        if (counts.operational + counts.maintenance == 0)
            return Texts::tr("Nothing is known at the moment");
        if (const int unseen = counts.blind + counts.unknown)
            return unseen == 1 ? Texts::tr("All that can be seen works; 1 service cannot be seen")
                               : Texts::tr("All that can be seen works; %1 services cannot be seen").arg(unseen);
        return Texts::tr("Everything works");
    }

    void sayHeadline(ExecutiveView &view, const Ports::Snapshot &snapshot,
        const std::vector<const ServiceRow *> &trouble, Instant now)
    {
        const Domain::SummaryCounts counts = countShown(snapshot, now);
        view.display = worstShown(snapshot, now);
        if (snapshot.connectivity == Domain::Connectivity::Offline && !snapshot.past) {
            view.headline = Texts::tr("This computer is offline");
            view.explanation = Texts::tr("What follows is how it was when the line was last up.");
            view.display = Display::Blind;
        } else if (trouble.empty()) {
            view.headline = calmHeadline(counts);
            view.explanation = Texts::tr("%1 services are watched.").arg(counts.total);
        } else {
            const ServiceRow &worst = *trouble.front();
            const int others = static_cast<int>(trouble.size()) - 1;
            const QString how = isHow(worst, shown(worst, now));
            view.headline = others == 0 ? how
                : others == 1           ? Texts::tr("%1, and 1 more service has trouble").arg(how)
                                        : Texts::tr("%1, and %2 more services have trouble").arg(how).arg(others);
            const QString since = worst.state.changedAt
                ? Texts::tr("Since %1 (%2). ")
                      .arg(moment(*worst.state.changedAt, now), span(now - *worst.state.changedAt))
                : QString();
            view.explanation = since + noticed(worst, shown(worst, now)) + u'.';
        }
    }

    /// Green is for what was seen to be well.
    std::optional<Display> toneOfNothing(const Domain::SummaryCounts &counts)
    {
        const bool allSeen = counts.total > 0 && counts.blind + counts.unknown == 0;
        return allSeen ? std::optional(Display::Operational) : std::nullopt;
    }

    NumberCard affectedCard(const Ports::Snapshot &snapshot, const std::vector<const ServiceRow *> &trouble,
        const Domain::SummaryCounts &counts)
    {
        const int unseen = counts.blind + counts.unknown;
        const QString none = unseen == 0 ? Texts::tr("none")
            : unseen == counts.total     ? Texts::tr("nothing can be seen")
                                         : Texts::tr("none known; %1 cannot be seen").arg(unseen);
        QStringList names;
        for (const ServiceRow *row : trouble)
            names << row->service.displayName;
        const auto more = names.size() - kNamesInANote;
        QString note = names.mid(0, kNamesInANote).join(QLatin1String(", "));
        if (more > 0)
            note += Texts::tr(" and %1 more").arg(more);
        return { Texts::tr("Services affected now"),
            Texts::tr("%1 of %2").arg(trouble.size()).arg(snapshot.services.size()), trouble.empty() ? none : note,
            trouble.empty() ? toneOfNothing(counts) : std::optional(trouble.front()->display()) };
    }

    NumberCard availabilityCard(const Ports::Snapshot &snapshot)
    {
        double sum = 0, coverage = 0;
        int known = 0;
        for (const ServiceRow &row : snapshot.services) {
            if (!row.uptime30d)
                continue;
            sum += *row.uptime30d;
            coverage += row.coverage30d;
            ++known;
        }
        NumberCard card { Texts::tr("Availability, last 30 days"), percent({}), Texts::tr("no data"), {} };
        if (known == 0)
            return card;
        const double mean = sum / known;
        card.value = percent(mean);
        card.note = Texts::tr("mean of %1 services · %2% of the time watched")
                        .arg(known)
                        .arg(static_cast<int>(coverage / known * 100));
        card.tone = mean >= 99.9 ? Display::Operational : mean >= 99 ? Display::Degraded : Display::MajorOutage;
        return card;
    }

    /// Runs of consecutive days in trouble, of one service.
    int runs(std::span<const Domain::Cell> days)
    {
        int count = 0;
        bool before = false;
        for (const Domain::Cell &cell : days) {
            const bool bad = disruptedOn(cell);
            count += bad && !before ? 1 : 0;
            before = bad;
        }
        return count;
    }

    NumberCard disruptionsCard(const Ports::Snapshot &snapshot)
    {
        int count = 0, services = 0;
        for (const ServiceRow &row : snapshot.services) {
            const int own = runs(month(row));
            count += own;
            services += own > 0 ? 1 : 0;
        }
        return { Texts::tr("Disruptions, last 30 days"), QString::number(count),
            count == 0 ? Texts::tr("none seen")
                       : Texts::tr("on %1 services; days in a row count once").arg(services),
            {} };
    }

    NumberCard longestCard(
        const std::vector<const ServiceRow *> &trouble, const Domain::SummaryCounts &counts, Instant now)
    {
        const ServiceRow *longest = nullptr;
        for (const ServiceRow *row : trouble) {
            if (row->state.changedAt && (!longest || *row->state.changedAt < *longest->state.changedAt))
                longest = row;
        }
        if (!longest)
            return { Texts::tr("Longest disruption now"), Texts::tr("none"),
                toneOfNothing(counts) ? Texts::tr("nothing is disrupted") : Texts::tr("none that can be seen"),
                toneOfNothing(counts) };
        return { Texts::tr("Longest disruption now"), span(now - *longest->state.changedAt),
            longest->service.displayName, longest->display() };
    }

    std::vector<NoticeLine> troubleLines(const std::vector<const ServiceRow *> &trouble, Instant now)
    {
        std::vector<NoticeLine> lines;
        for (const ServiceRow *row : trouble) {
            const Display display = shown(*row, now);
            lines.push_back({ row->id(), display, row->service.displayName, noticed(*row, display) });
        }
        return lines;
    }

    /// Areas, in the order of the file, where nothing is wrong and everything is seen.
    std::vector<NoticeLine> calmAreas(const Ports::Snapshot &snapshot, Instant now)
    {
        std::vector<NoticeLine> lines;
        if (!snapshot.catalogue)
            return lines;
        for (const Domain::Category &category : snapshot.catalogue->categories) {
            Domain::SummaryCounts counts;
            for (const ServiceRow &row : snapshot.services) {
                if (row.service.category == category.id)
                    count(counts, shown(row, now));
            }
            if (counts.total > 0 && counts.operational + counts.maintenance == counts.total) {
                const bool works = counts.maintenance == 0;
                lines.push_back({ {}, works ? Display::Operational : Display::Maintenance, category.label,
                    works ? Texts::tr("Normal") : Texts::tr("Planned maintenance, otherwise normal") });
            }
        }
        return lines;
    }

    std::vector<int> disruptedPerDay(const Ports::Snapshot &snapshot)
    {
        std::vector<int> days(kDays, -1);
        for (const ServiceRow &row : snapshot.services) {
            const auto cells = month(row);
            for (size_t i = 0; i < cells.size(); ++i) {
                int &day = days[kDays - cells.size() + i];
                if (cells[i].covered)
                    day = std::max(day, 0) + (disruptedOn(cells[i]) ? 1 : 0);
            }
        }
        return days;
    }
} // namespace

ExecutiveView executiveView(const Ports::Snapshot &snapshot, Instant now)
{
    ExecutiveView view;
    const std::vector<const ServiceRow *> trouble = inTrouble(snapshot, now);
    sayHeadline(view, snapshot, trouble, now);
    const Domain::SummaryCounts counts = countShown(snapshot, now);
    view.numbers = { affectedCard(snapshot, trouble, counts), availabilityCard(snapshot),
        disruptionsCard(snapshot), longestCard(trouble, counts, now) };
    view.notices = troubleLines(trouble, now);
    for (const NoticeLine &line : calmAreas(snapshot, now))
        view.notices.push_back(line);
    if (view.notices.size() > kMostNotices)
        view.notices.resize(kMostNotices);
    view.disrupted = disruptedPerDay(snapshot);
    return view;
}

} // namespace Wf::Models
