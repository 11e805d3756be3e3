// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/history.h"
#include "domain/maintenance.h"
#include "domain/publishedincident.h"
#include "domain/sighting.h"

namespace Wf::Domain {

/// Runs of our own checks of a service.
struct OwnRuns {
    qint64 count = 0; ///< that say something about the target
    qint64 failures = 0; ///< of those: neither up nor merely degraded

    bool operator==(const OwnRuns &) const = default;
};

/// All that is remembered of a vendor's service over a time.
struct VendorFacts {
    std::vector<PublishedIncident> published {};
    std::vector<MaintenanceRow> maintenances {};
    std::vector<Sighting> sightings {};
    std::vector<Interval> history {}; ///< oldest first
    OwnRuns ownRuns {};

    bool operator==(const VendorFacts &) const = default;
};

/// What a number of published incidents come to.
struct PublishedTally {
    int count = 0;
    int open = 0; ///< of these: that go on
    int notices = 0; ///< not in `count`: published, but nothing was wrong by the vendor's own word
    Millis total { 0 }; ///< of all, those that go on until now
    std::optional<Millis> median {};
    std::optional<Millis> longest {};

    bool operator==(const PublishedTally &) const = default;
};

/// Whose eyes the observed uptime is from.
enum class ObservedBy : quint8 {
    Nobody = 0,
    OwnChecks = 1, ///< runs of our own checks
    History = 2, ///< there are none: what the page said of its components, minute by minute
};
/// "nobody", "own_checks", "service_history"
[[nodiscard]] QString word(ObservedBy observer);
[[nodiscard]] std::optional<ObservedBy> observerFromWord(QStringView word);

/// What a vendor's word is worth: of [from, to).
/// Uptime is the share of time without a partial or major outage, in per cent, not rounded; nothing: no data.
struct VendorRecord {
    ServiceId service {};
    Instant from {};
    Instant to {};
    std::optional<Instant> watchedSince {}; ///< first moment in it that anybody watched
    double coverage = 0; ///< 0…1 of it
    PublishedTally all {}; ///< begun in it
    PublishedTally lately {}; ///< of these: begun in the last kLately of it
    std::optional<SightingSummary> admission {}; ///< nothing: the two sides never saw anything
    std::optional<double> declared {}; ///< by its incidents, of the time that was watched
    std::optional<double> observed {};
    ObservedBy observedBy = ObservedBy::Nobody;
    qint64 ownRuns = 0; ///< runs that `observed` is made of, when it is of our own checks
    int quietEdits = 0; ///< of the incidents that began in it
    int maintenances = 0; ///< that began in it
    std::vector<PublishedIncident> incidents {}; ///< begun in it, notices too, newest first, at most 100
    std::vector<MaintenanceRow> overruns {}; ///< of these maintenances: newest first, at most 50

    bool operator==(const VendorRecord &) const = default;
};
constexpr Millis kLately = std::chrono::days { 30 };
constexpr Millis kRecordWindow = std::chrono::days { 90 };

struct RecordSpan {
    Instant from {};
    Instant to {};
    Instant now {};
};
[[nodiscard]] VendorRecord recordOf(const ServiceId &service, const VendorFacts &facts, const RecordSpan &span);

} // namespace Wf::Domain
