// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/bulletin.h"
#include "vendors/feed.h"

namespace Wf::Vendors {

/// How things stand with an entry of a feed.
enum class FeedPhase : quint8 {
    Untold, ///< it does not say
    Open,
    Over,
    Planned, ///< a maintenance to come
    Working, ///< a maintenance in progress
    Unclear, ///< it says so in a word that nobody knows
};

struct FeedState {
    FeedPhase phase = FeedPhase::Untold;
    QString word {}; ///< the feed's own
    bool ofHistory = false; ///< the first bold word of the body, as the history feeds of Statuspage have it
};

/// What an entry says of its own state: the element <status>, "Status: resolved" in bold in its body, or a bold
/// word at the start of a line, as the history feeds of Statuspage have it ("Update" says nothing; the next older
/// word counts).
[[nodiscard]] FeedState stateOf(const FeedEntry &entry);

/// Whether the text says that all is well again: resolved, completed, recovered, restored, as a word of its own,
/// neither denied nor limited ("hasn't been resolved", "unresolved", "partially restored"), and nothing goes on.
[[nodiscard]] bool saysItIsOver(QStringView text);

/// What a title alone says. That it is over wins; then major outage, partial outage, degraded, and the words of
/// all being well; anything else is unknown.
[[nodiscard]] Reading classifyTitle(QStringView title);

/// Whether the entry is too old to be open still: 7 days where nobody says that it is, 30 where it says so. One
/// without a time never is.
[[nodiscard]] bool isStale(const FeedEntry &entry, FeedPhase phase, Instant now);

/// Which entries are news, where several are about one thing.
class News {
public:
    explicit News(const Feed &feed);

    /// Whether the entry may be the newest that is told of that thing. Entries come in the feed's order; one
    /// without a time among others that have one may be newer than any.
    [[nodiscard]] bool mayBeNewest(const QString &thing, const FeedEntry &entry);

private:
    bool m_isDated = false;
    std::set<QString> m_told;
};

/// What a feed is too long to tell may be open still.
void tellWhatIsCut(Bulletin &bulletin, const Feed &feed, Instant now);

/// The components in a line "Affected components: API, Web" of the entry's body.
[[nodiscard]] std::vector<Candidate> affectedIn(const FeedEntry &entry);

/// The entry's categories as components.
[[nodiscard]] std::vector<Candidate> categoriesOf(const FeedEntry &entry);

/// An entry as an incident, its body as the only update.
[[nodiscard]] Domain::VendorIncident incidentOf(const FeedEntry &entry, const QString &state);

} // namespace Wf::Vendors
