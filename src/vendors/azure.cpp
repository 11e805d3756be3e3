// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/azure.h"

#include "vendors/bulletin.h"
#include "vendors/feedstate.h"

namespace Wf::Vendors::Azure {

namespace {

    bool isOver(const FeedEntry &entry, const FeedState &state, Instant now)
    {
        return state.phase == FeedPhase::Over || saysItIsOver(entry.title) || isStale(entry, state.phase, now);
    }

    Reading readingOf(const FeedEntry &entry)
    {
        const bool outage = entry.title.contains(QLatin1String("outage"), Qt::CaseInsensitive)
            || entry.body.contains(QLatin1String("outage"), Qt::CaseInsensitive);
        return outage ? kPartialOutage : kDegraded;
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto feed = readFeed(input.body);
    if (!feed)
        return tl::unexpected(feed.error());
    Bulletin bulletin;
    for (const FeedEntry &entry : feed->entries) {
        const FeedState state = stateOf(entry);
        if (isOver(entry, state, input.now))
            continue;
        bulletin.open(incidentOf(entry, state.word), { readingOf(entry), state.word }, categoriesOf(entry));
    }
    tellWhatIsCut(bulletin, *feed, input.now);
    return std::move(bulletin).page(feed->title, Listing::TroubledOnly);
}

} // namespace Wf::Vendors::Azure
