// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/alertpolicy.h"
#include "domain/schedule.h"

#include <optional>

namespace Wf::Domain {

/// "Tell nobody about these until then": alerts are recorded and held, checks go on, states change.
struct Silence {
    qint64 id = 0;
    AlertMatcher match {};
    QString author {};
    QString reason {};
    Instant from {};
    Instant until {};
    std::optional<Instant> endedAt {}; ///< taken back before its time
    QString endedBy {};

    [[nodiscard]] bool isActive(Instant now) const { return from <= now && now < until && !endedAt; }
    bool operator==(const Silence &) const = default;
};
/// The first that covers it; null: none does.
[[nodiscard]] const Silence *silenceOver(
    const std::vector<Silence> &silences, const AlertFacts &facts, Instant now);

/// Own work that was announced, once or again and again: an overlay like a vendor's maintenance.
struct MaintenancePlan {
    qint64 id = 0;
    Origin origin = Origin::App;
    QString title {};
    QString description {};
    AlertMatcher match {}; ///< which services; status and time of day do not count
    QString author {};
    Instant createdAt {};
    Instant from {}; ///< of the first time
    Millis length { std::chrono::hours { 1 } };
    std::optional<Schedule> schedule {}; ///< when it begins again; nothing: once only
    std::optional<Millis> noticeBefore {}; ///< people are told so long before, and when it is over
    QStringList channels {}; ///< where; empty: nobody is told
    std::optional<Instant> endedAt {}; ///< taken back

    bool operator==(const MaintenancePlan &) const = default;
};
constexpr Millis kLongestMaintenance = std::chrono::hours { 24 * 31 };

struct Window {
    Instant from {};
    Instant until {};

    bool operator==(const Window &) const = default;
};
/// The window that is open at `now`, else the next one to open; nothing when there is none any more.
[[nodiscard]] std::optional<Window> windowOf(const MaintenancePlan &plan, Instant now);
[[nodiscard]] bool isActive(const MaintenancePlan &plan, Instant now);
/// The first active plan that covers the service; null: none does.
[[nodiscard]] const MaintenancePlan *planOver(
    const std::vector<MaintenancePlan> &plans, const AlertFacts &facts, Instant now);

/// Refuses with one sentence what nobody can mean: no reason, an end before the beginning, more than 90 days.
[[nodiscard]] Result<void> check(const Silence &silence, Instant now);
[[nodiscard]] Result<void> check(const MaintenancePlan &plan, Instant now);

} // namespace Wf::Domain
