// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/time.h"

#include <optional>
#include <span>
#include <vector>

namespace Wf::Domain {

struct MonitorSpec;
struct Service;

/// Who speaks through a monitor.
enum class Source : quint8 { Vendor = 0, Own = 1, Heartbeat = 2, Person = 3 };
[[nodiscard]] Source sourceOf(const MonitorSpec &monitor);
/// "vendor", "own_check", "heartbeat", "person"
[[nodiscard]] QString word(Source source);
/// A vendor's page that is asked.
[[nodiscard]] bool isVendorsPage(const MonitorSpec &monitor);
[[nodiscard]] bool hasVendorsPage(const Service &service);

/// One trouble of a service that its vendor's page and our own checks both watch: who saw it, and when first.
struct Sighting {
    qint64 id = 0;
    ServiceId service {};
    std::optional<Instant> ownAt {}; ///< first failing run of our own checks; nothing: they never failed
    std::optional<Instant> vendorAt {}; ///< when the vendor admitted it; nothing: it never did
    std::optional<Instant> endedAt {}; ///< when the last of both was well again; nothing: it goes on

    /// How long after our own checks the vendor admitted it; negative when the vendor was first; nothing when only
    /// one of them saw it.
    [[nodiscard]] std::optional<Millis> lag() const;
    bool operator==(const Sighting &) const = default;
};

/// What the two sides say now: since when each is in a confirmed trouble; nothing = well, or not to be seen.
struct Sides {
    std::optional<Instant> own {};
    std::optional<Instant> vendor {};

    [[nodiscard]] bool quiet() const { return !own && !vendor; }
};

/// A trouble that begins again, on either side, within this time of its end is the same one: vendors admit late,
/// and checks recover early.
constexpr Millis kSightingLinger = std::chrono::hours { 1 };

/// What a side sees later than this after the other is another trouble: a certificate that runs out for weeks must
/// not make a vendor's next incident look late by as much.
constexpr Millis kSightingReach = std::chrono::hours { 24 };

/// The sighting as it has to be written, or nothing when nothing changed. `latest` is the newest of the service;
/// the answer has its id when it goes on, else id 0: a new one. The first time of each side stays. A side that is
/// in trouble since before the end of `latest` was only out of sight meanwhile: that is the same trouble too.
[[nodiscard]] std::optional<Sighting> follow(
    const std::optional<Sighting> &latest, const ServiceId &service, const Sides &sides, Instant now);

/// What the sightings of one service, or of one vendor's services together, come to.
struct SightingSummary {
    int oursFirst = 0; ///< both saw it
    int vendorFirst = 0; ///< both saw it; the same moment counts here
    int onlyOurs = 0; ///< over, and the vendor never admitted it
    int onlyVendor = 0; ///< over, and our checks never failed
    std::vector<Millis> lags {}; ///< of those that both saw, least first
    std::vector<Sighting> recent {}; ///< newest first, at most 20

    [[nodiscard]] int count() const { return oursFirst + vendorFirst + onlyOurs + onlyVendor; }
    [[nodiscard]] std::optional<Millis> medianLag() const;
    bool operator==(const SightingSummary &) const = default;
};
constexpr Millis kSightingWindow = std::chrono::days { 90 };
/// When the first of both sides saw it.
[[nodiscard]] Instant beginningOf(const Sighting &sighting);
/// Of those that began at `since` or later. `sightings` in any order. One that goes on counts once both saw it:
/// before that nobody can say that the other side never will.
[[nodiscard]] SightingSummary summarize(std::span<const Sighting> sightings, Instant since);
/// Both together.
[[nodiscard]] SightingSummary pool(SightingSummary a, const SightingSummary &b);

} // namespace Wf::Domain
