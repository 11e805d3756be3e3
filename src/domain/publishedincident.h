// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

#include <span>

namespace Wf::Domain {

/// A change that a vendor made to an incident after it was published.
struct VendorEdit {
    enum class What : quint8 { Title = 0, Impact = 1, Start = 2 };

    Instant at {}; ///< the reading that showed it first
    What what = What::Title;
    QString before {}; ///< the title; the word of the impact; the start as ISO 8601
    QString after {};
    bool quiet = false; ///< no update of the vendor's came with it

    bool operator==(const VendorEdit &) const = default;
};
/// "title", "impact", "start"
[[nodiscard]] QString word(VendorEdit::What what);
[[nodiscard]] std::optional<VendorEdit::What> editFromWord(QStringView word);

/// An incident that a vendor published about a service, as its page had it while it was open.
struct PublishedIncident {
    qint64 id = 0;
    ServiceId service {};
    QString vendorId {}; ///< the vendor's own
    QString title {}; ///< the latest, like `impact`, `link` and `startedAt`
    Status impact = Status::Unknown;
    Status peak = Status::Unknown; ///< the worst that it ever had
    QUrl link {};
    Instant seenAt {}; ///< the first reading that showed it
    std::optional<Instant> startedAt {}; ///< as the vendor dates it
    std::optional<Instant> endedAt {}; ///< the page lists it no more; nothing: it goes on
    std::vector<VendorEdit> edits {}; ///< oldest first, the first kMostEdits of them

    /// The vendor's own date, but never later than we saw it.
    [[nodiscard]] Instant begunAt() const;
    [[nodiscard]] Millis lasted(Instant now) const;
    /// It says that something is wrong: more than a notice.
    [[nodiscard]] bool isTrouble() const { return peak != Status::Operational; }
    bool operator==(const PublishedIncident &) const = default;
};

constexpr size_t kMostEdits = 50;
/// One that is listed again within this time of its end goes on: pages flicker, and vendors reopen.
constexpr Millis kPublishedLinger = std::chrono::days { 1 };
/// A page tells no more incidents than this: what a full list lacks may go on all the same.
constexpr size_t kFullPage = 50;

/// What one page of a service said when it could be read.
struct PageReading {
    ReadingTime time {};
    std::span<const VendorIncident> listed {};
    std::span<const VendorIncident> before {}; ///< what the same page listed when it was read last
    QStringList elsewhere {}; ///< ids that other pages of the service still list
};

/// The incidents of `service` as they have to be written, none where nothing changed; id 0: a new one. `known` are
/// those that go on or ended within kPublishedLinger. An edit is quiet when the page had a list of updates, or a
/// time of the last one, and nothing new is there; where the reading before does not have the incident, nobody
/// knows, and it is not.
[[nodiscard]] std::vector<PublishedIncident> follow(
    std::span<const PublishedIncident> known, const ServiceId &service, const PageReading &reading);

} // namespace Wf::Domain
