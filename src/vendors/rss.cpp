// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/rss.h"

#include "vendors/bulletin.h"
#include "vendors/feedstate.h"
#include "vendors/plaintext.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Rss {

namespace {

    constexpr QLatin1String kMaintenanceWord("maintenance");
    constexpr std::array kTrouble { QLatin1String("problem"), QLatin1String("issue"), QLatin1String(" down"),
        QLatin1String("outage"), QLatin1String("unavailable"), QLatin1String("fail"), QLatin1String("error"),
        QLatin1String("unplanned"), QLatin1String("emergency"), QLatin1String("disruption"),
        QLatin1String("unreachable"), QLatin1String("broken"), QLatin1String("extended") };
    constexpr std::array kBegun { QLatin1String("in progress"), QLatin1String("underway"),
        QLatin1String("started"), QLatin1String("begun") };

    std::vector<Candidate> componentsOf(const FeedEntry &entry)
    {
        std::vector<Candidate> components = categoriesOf(entry);
        std::ranges::move(affectedIn(entry), std::back_inserter(components));
        return components;
    }

    /// A title about planned work, without a word of trouble in it.
    FeedPhase phaseOfWork(QStringView title)
    {
        const bool troubled = std::ranges::any_of(
            kTrouble, [&](QLatin1String word) { return title.contains(word, Qt::CaseInsensitive); });
        if (troubled || !title.contains(kMaintenanceWord, Qt::CaseInsensitive))
            return FeedPhase::Unclear;
        const bool begun = std::ranges::any_of(
            kBegun, [&](QLatin1String word) { return title.contains(word, Qt::CaseInsensitive); });
        return begun ? FeedPhase::Working : FeedPhase::Planned;
    }

    FeedPhase phaseOfTitle(QStringView title)
    {
        const Reading reading = classifyTitle(title);
        if (reading == kUnknown)
            return phaseOfWork(title);
        return reading == kOperational ? FeedPhase::Over : FeedPhase::Open;
    }

    /// How bad an open entry is.
    Reading readingOf(const FeedEntry &entry, const FeedState &state)
    {
        const Reading reading = classifyTitle(entry.title);
        const bool tells = Domain::isTrouble(reading.status) && !state.ofHistory;
        return tells ? reading : kDegraded;
    }

    void addMaintenance(Bulletin &bulletin, const FeedEntry &entry, const std::vector<Candidate> &touched)
    {
        Domain::VendorMaintenance maintenance;
        maintenance.id = entry.id.left(kIdLength);
        maintenance.title = entry.title;
        maintenance.description = textOfHtml(entry.body, kBodyLength);
        maintenance.state = Domain::MaintenanceState::InProgress;
        maintenance.scheduledFor = entry.at().value_or(Instant {});
        maintenance.link = entry.link;
        bulletin.plan(std::move(maintenance), touched);
    }

    /// Where an address leads, however it is spelled; empty for a home page, which is about no incident.
    QString placeOf(const QUrl &link)
    {
        QString host = link.host();
        if (host.startsWith(QLatin1String("www.")))
            host.remove(0, 4);
        QString path = link.path();
        while (path.endsWith(u'/'))
            path.chop(1);
        const bool isHome = path.isEmpty() && !link.hasQuery() && !link.hasFragment();
        return isHome ? QString() : QString(host % path % u'?' % link.query() % u'#' % link.fragment());
    }

    void addEntry(Bulletin &bulletin, const FeedEntry &entry, Instant now)
    {
        const auto touched = componentsOf(entry);
        for (const Candidate &who : touched)
            bulletin.know(who);
        const FeedState state = stateOf(entry);
        if (isStale(entry, state.phase, now))
            return;
        const FeedPhase phase = state.phase == FeedPhase::Untold ? phaseOfTitle(entry.title) : state.phase;
        if (phase == FeedPhase::Working)
            addMaintenance(bulletin, entry, touched);
        else if (phase == FeedPhase::Open)
            bulletin.open(incidentOf(entry, state.word), { readingOf(entry, state), state.word }, touched);
        else if (phase == FeedPhase::Unclear)
            bulletin.open(incidentOf(entry, state.word),
                { kUnknown, state.word.isEmpty() ? entry.title : state.word }, touched);
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto feed = readFeed(input.body);
    if (!feed)
        return tl::unexpected(feed.error());
    Bulletin bulletin;
    News news(*feed);
    const QString home = placeOf(feed->link);
    for (const FeedEntry &entry : feed->entries) {
        const QString place = placeOf(entry.link);
        const bool isOwn = !place.isEmpty() && place != home;
        if (!isOwn || news.mayBeNewest(place, entry))
            addEntry(bulletin, entry, input.now);
    }
    tellWhatIsCut(bulletin, *feed, input.now);
    return std::move(bulletin).page(feed->title);
}

} // namespace Wf::Vendors::Rss
