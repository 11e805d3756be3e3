// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "domain/observation.h"

#include <algorithm>

namespace Wf::Domain {

/// What is believed but not yet confirmed.
struct FlapBuffer {
    std::optional<Status> pending; ///< the level of the last unconfirmed poll
    int count = 0; ///< consecutive polls at exactly that level
    std::optional<Instant> since; ///< first of them
    /// Consecutive polls on the same side of the committed status (all worse, or all better), whatever their
    /// level: alternating bad levels never reach `count`, but they do reach this.
    int streak = 0;
    Status floor = Status::Unknown; ///< the level nearest to the committed one that all of the streak reached
    std::optional<Instant> streakSince;

    bool operator==(const FlapBuffer &) const = default;
};

struct FlapStep {
    FlapBuffer buffer;
    std::optional<Status> promoted; ///< the status to commit now

    bool operator==(const FlapStep &) const = default;
};

/// One poll through flap suppression (S1 3.1, with its defects mended). Pure.
/// - Leaving `Unknown` needs no confirmation where the policy believes what it sees first, and never for good
/// news.
/// - A level is promoted after `down` (worsening) or `up` (improving) consecutive polls at exactly that level.
/// - A streak of 2·n−1 polls on one side of the committed status without a promotion promotes its floor: by then,
///   of two alternating levels one was seen n times.
/// - A worsening also waits for `dwell` since the first poll of the run that would be promoted.
[[nodiscard]] FlapStep stepFlap(
    const FlapBuffer &buffer, Status committed, Status polled, const ConfirmPolicy &policy, Instant now);

struct HealthStep {
    PollerHealth health = PollerHealth::Healthy;
    int failures = 0;

    bool operator==(const HealthStep &) const = default;
};
/// S1 1.7: success heals at once; the `brokenAfter`-th consecutive failure breaks.
[[nodiscard]] HealthStep stepHealth(int failuresBefore, bool succeeded, int brokenAfter);

/// All that is remembered of one monitor. Persisted as it is, but for `rhythm`.
struct MonitorState {
    MonitorId id;
    Status status = Status::Unknown; ///< committed
    QString detail;
    bool maintenance = false;
    FlapBuffer flap;
    PollerHealth health = PollerHealth::Healthy;
    int failures = 0; ///< consecutive
    QString failureReason; ///< machine reason of the last poll, empty after a success
    QString failureDetail; ///< the same for people
    Failure failure = Failure::None;
    std::optional<Instant> polledAt; ///< last poll, failed or not
    std::optional<Instant> succeededAt;
    std::optional<Instant> changedAt; ///< last committed change
    std::optional<Instant> brokenSince;
    Millis latency { 0 };
    QString pageName;
    std::vector<VendorIncident> incidents;
    std::vector<VendorMaintenance> maintenances;
    std::vector<Component> components;
    bool paused = false; ///< by a person: not asked, has no say
    Shared<CheckResult> check; ///< of the last run of an active check
    Millis rhythm {
        0
    }; ///< askAgainAfter: how long after the last poll the next one is meant to be; 0 before the first

    /// How old what it says may normally become: the rhythm, at least the interval.
    [[nodiscard]] Millis pace(const MonitorSpec &spec) const { return std::max(spec.interval, rhythm); }
    bool operator==(const MonitorState &) const;
};

struct Transition {
    Status from = Status::Unknown;
    Status to = Status::Unknown;
    QString detail;
    QString vendorTitle;
    QString vendorIncidentId;
    /// Unknown to operational: warm-up, no alert, no report.
    [[nodiscard]] bool isWarmUp() const { return from == Status::Unknown && to == Status::Operational; }
    bool operator==(const Transition &) const = default;
};

struct HealthTransition {
    PollerHealth from = PollerHealth::Healthy;
    PollerHealth to = PollerHealth::Healthy;
    int failures = 0;
    QString reason;
    bool operator==(const HealthTransition &) const = default;
};

struct Advance {
    MonitorState state;
    std::optional<Transition> transition; ///< a confirmed change of the monitor's status
    std::optional<HealthTransition> health; ///< entered or left `broken`
    bool unconfirmed = false; ///< ask again soon (see askAgainAfter)
    std::optional<Instant> since {}; ///< of a transition: the first of the polls that led to it
};

/// The heart: one observation of one monitor. Pure.
/// A failed poll leaves status, detail and flap buffer untouched and moves only the health axis.
/// A committed status older than four intervals (of its pace) is not trusted: the first success after such a gap
/// confirms at once.
[[nodiscard]] Advance advance(
    const MonitorState &state, const Observation &observation, const MonitorSpec &spec, Instant now);

/// A page may ask to be left alone for so long with Cache-Control, no longer: else it could blind us.
constexpr Millis kLongestFreshness = std::chrono::minutes { 15 };
/// Once all has been well for this long, an adaptive monitor is asked half as often.
constexpr Millis kLongGreen = std::chrono::hours { 24 };

/// When to ask again.
/// - A quarter of the interval (at least 10 s, never more than the interval) while a change is unconfirmed or the
///   poller fails without being broken yet.
/// - By the monitor's pace half of it (at least 30 s, never more than the interval) while there is trouble, an
/// open
///   incident or a maintenance, also one about to begin; and twice of it once all has been well for a day.
/// - Else the interval.
/// - Never before `freshFor`, what the page said of itself, is over (bounded by kLongestFreshness).
[[nodiscard]] Millis askAgainAfter(
    const MonitorState &state, const MonitorSpec &spec, Millis freshFor, Instant now);

/// First incident's title and id, as S1 1.15 wants them.
[[nodiscard]] QString vendorTitle(const std::vector<VendorIncident> &incidents);
[[nodiscard]] QString vendorIncidentId(const std::vector<VendorIncident> &incidents);

} // namespace Wf::Domain
