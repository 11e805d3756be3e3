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

    constexpr QLatin1String kAffected("Affected components:");
    constexpr QLatin1String kMaintenanceWord("maintenance");
    constexpr std::array kBegun { QLatin1String("in progress"), QLatin1String("underway"),
        QLatin1String("started"), QLatin1String("begun") };

    std::vector<Candidate> componentsOf(const FeedEntry &entry)
    {
        std::vector<Candidate> components = categoriesOf(entry);
        const QString text = textOfHtml(entry.body, kBodyLength);
        const qsizetype at = text.indexOf(kAffected, 0, Qt::CaseInsensitive);
        if (at < 0)
            return components;
        const QStringView line = QStringView(text).mid(at + kAffected.size()).split(u'\n').constFirst();
        for (const QStringView name : line.split(u','))
            components.push_back(componentNamed(name.trimmed().toString().left(kNameLength)));
        return components;
    }

    /// A title about planned work, without a word of trouble in it.
    FeedPhase phaseOfWork(QStringView title)
    {
        if (!title.contains(kMaintenanceWord, Qt::CaseInsensitive))
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
    std::set<QUrl> told; // of what a newer entry has told already
    for (const FeedEntry &entry : feed->entries) {
        const bool ownAddress = !entry.link.isEmpty() && entry.link != feed->link;
        if (!ownAddress || told.insert(entry.link).second)
            addEntry(bulletin, entry, input.now);
    }
    return std::move(bulletin).page(feed->title);
}

} // namespace Wf::Vendors::Rss
