// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/advance.h"

#include "domain/checkresult.h"
#include "domain/maintenance.h"

#include <algorithm>
#include <limits>

namespace Wf::Domain {

namespace {
    constexpr int kTrustedIntervals = 4;
    constexpr int kAskAgainShare = 4;
    constexpr Millis kAskAgainFloor = Seconds { 10 };
    constexpr int kEventfulShare = 2;
    constexpr Millis kEventfulFloor = Seconds { 30 };
    constexpr int kCalmFactor = 2; ///< well below the age at which what was seen is no longer trusted

    bool isOnWorseSide(Status committed, Status other)
    {
        return severity(other) > severity(committed);
    }

    // At first sight, and when what was committed is too old to compare with.
    bool isBelieved(Status polled, const ConfirmPolicy &policy)
    {
        return policy.first == FirstSight::Believed || !isTrouble(polled);
    }

    // A beginning that lies ahead of now (somebody set the clock back) counts as now.
    Instant notAfter(const std::optional<Instant> &since, Instant now)
    {
        return std::min(since.value_or(now), now);
    }

    void countLevel(FlapBuffer &buffer, Status polled, Instant now)
    {
        const bool goesOn = buffer.pending == polled && buffer.since;
        buffer.count = goesOn ? buffer.count + 1 : 1;
        buffer.since = goesOn ? notAfter(buffer.since, now) : now;
        buffer.pending = polled;
    }

    Status nearerTo(Status committed, Status a, Status b)
    {
        return std::abs(severity(a) - severity(committed)) <= std::abs(severity(b) - severity(committed)) ? a : b;
    }

    void countStreak(FlapBuffer &buffer, Status committed, Status polled, Instant now)
    {
        const bool goesOn = buffer.streak > 0 && buffer.streakSince
            && isOnWorseSide(committed, buffer.floor) == isOnWorseSide(committed, polled);
        buffer.floor = goesOn ? nearerTo(committed, buffer.floor, polled) : polled;
        buffer.streak = goesOn ? buffer.streak + 1 : 1;
        buffer.streakSince = goesOn ? notAfter(buffer.streakSince, now) : now;
    }

    bool isUsable(const Observation &observation)
    {
        return observation.succeeded() && observation.status != Status::Unknown;
    }

    bool isStale(const MonitorState &state, Millis interval, Instant now)
    {
        return interval > Millis { 0 } && state.status != Status::Unknown && state.succeededAt
            && now - *state.succeededAt > kTrustedIntervals * interval;
    }

    bool needsAnotherLook(const MonitorState &state)
    {
        return state.flap.pending.has_value() || state.health == PollerHealth::Degraded;
    }

    void rememberFailure(MonitorState &state, const Observation &observation)
    {
        if (observation.failure == Failure::None) { // "it worked, but says nothing": never good news
            state.failure = Failure::Internal;
            state.failureReason = QStringLiteral("unexpected: no status");
        } else {
            state.failure = observation.failure;
            state.failureReason = observation.reason;
        }
        state.failureDetail = observation.detail;
    }

    Advance afterFailure(
        const MonitorState &before, const Observation &observation, const MonitorSpec &spec, Instant now)
    {
        Advance result { before, {}, {}, true, {} };
        MonitorState &state = result.state;
        const HealthStep step = stepHealth(before.failures, false, spec.confirm.brokenAfter);
        const bool wasBroken = before.health == PollerHealth::Broken;
        state.failures = step.failures;
        state.health = wasBroken ? PollerHealth::Broken : step.health; // only a success mends
        state.polledAt = now;
        state.check = observation.check;
        rememberFailure(state, observation);
        if (state.health == PollerHealth::Broken && !wasBroken) {
            state.brokenSince = now;
            result.health = HealthTransition { before.health, state.health, state.failures, state.failureReason };
        }
        result.unconfirmed = needsAnotherLook(state);
        return result;
    }

    void heal(Advance &result, Instant now)
    {
        MonitorState &state = result.state;
        if (state.health == PollerHealth::Broken)
            result.health = HealthTransition { state.health, PollerHealth::Healthy, 0, {} };
        state.health = PollerHealth::Healthy;
        state.failures = 0;
        state.failure = Failure::None;
        state.failureReason.clear();
        state.failureDetail.clear();
        state.brokenSince.reset();
        state.polledAt = now;
        state.succeededAt = now;
    }

    FlapStep confirm(const MonitorState &before, Status polled, const MonitorSpec &spec, Instant now)
    {
        const bool mistrusted = isStale(before, before.pace(spec), now);
        if (mistrusted && polled != before.status && isBelieved(polled, spec.confirm))
            return { {}, polled };
        return stepFlap(before.flap, before.status, polled, spec.confirm, now);
    }

    // Of the polls on the side of `to`, whatever their level: that is when it began to look so.
    Instant beginning(const MonitorState &before, Status to, Instant now)
    {
        const bool goesOn = before.flap.streak > 0
            && isOnWorseSide(before.status, before.flap.floor) == isOnWorseSide(before.status, to);
        return goesOn ? notAfter(before.flap.streakSince, now) : now;
    }

    void commit(Advance &result, Status to, const Observation &observation, Instant now)
    {
        MonitorState &state = result.state;
        result.transition = Transition { state.status, to, observation.detail, vendorTitle(observation.incidents),
            vendorIncidentId(observation.incidents) };
        state.status = to;
        state.detail = observation.detail;
        state.changedAt = now;
    }

    void takeOver(MonitorState &state, const Observation &observation)
    {
        if (observation.status == state.status)
            state.detail = observation.detail;
        // What is pending must not excuse, nor accuse, a trouble that is committed.
        if (observation.status == state.status || state.status == Status::Operational)
            state.maintenance = observation.maintenance;
        state.latency = observation.latency;
        state.pageName = observation.pageName;
        state.incidents = observation.incidents;
        state.maintenances = observation.maintenances;
        state.components = observation.components;
        state.check = observation.check;
    }

    /// Part of the interval, at least `floor` and at most the whole.
    Millis partOf(Millis interval, int share, Millis floor)
    {
        return std::min(interval, std::max(interval / share, floor));
    }

    bool isEventful(const MonitorState &state, Millis ahead, Instant now)
    {
        return isTrouble(state.status) || state.maintenance || !state.incidents.empty()
            || anyActive(state.maintenances, now) || anyActive(state.maintenances, now + ahead);
    }

    Millis wantedDelay(const MonitorState &state, const MonitorSpec &spec, Instant now)
    {
        if (needsAnotherLook(state))
            return partOf(spec.interval, kAskAgainShare, kAskAgainFloor);
        if (spec.pace == Pace::Steady || state.health == PollerHealth::Broken)
            return spec.interval;
        if (isEventful(state, kCalmFactor * spec.interval, now))
            return partOf(spec.interval, kEventfulShare, kEventfulFloor);
        const bool longGreen =
            state.status == Status::Operational && state.changedAt && now - *state.changedAt >= kLongGreen;
        return spec.pace == Pace::Adaptive && longGreen ? kCalmFactor * spec.interval : spec.interval;
    }

    Advance afterSuccess(
        const MonitorState &before, const Observation &observation, const MonitorSpec &spec, Instant now)
    {
        Advance result { before, {}, {}, false, {} };
        heal(result, now);
        const FlapStep step = confirm(before, observation.status, spec, now);
        result.state.flap = step.buffer;
        if (step.promoted) {
            result.since = beginning(before, *step.promoted, now);
            commit(result, *step.promoted, observation, now);
        }
        takeOver(result.state, observation);
        result.unconfirmed = needsAnotherLook(result.state);
        return result;
    }
} // namespace

bool MonitorState::operator==(const MonitorState &) const = default;

FlapStep stepFlap(
    const FlapBuffer &buffer, Status committed, Status polled, const ConfirmPolicy &policy, Instant now)
{
    if (polled == Status::Unknown)
        return { buffer, std::nullopt }; // nothing was learnt
    if (polled == committed)
        return {};
    if (committed == Status::Unknown && isBelieved(polled, policy))
        return { {}, polled };
    FlapBuffer next = buffer;
    countLevel(next, polled, now);
    countStreak(next, committed, polled, now);

    const bool worsening = isOnWorseSide(committed, polled);
    const int needed = std::max(worsening ? policy.down : policy.up, 1);
    const auto lasted = [&](const std::optional<Instant> &since) {
        return !worsening || now - notAfter(since, now) >= policy.dwell;
    };
    if (next.count >= needed && lasted(next.since))
        return { {}, polled };
    if (next.streak >= 2 * needed - 1 && lasted(next.streakSince))
        return { {}, next.floor };
    return { next, std::nullopt };
}

HealthStep stepHealth(int failuresBefore, bool succeeded, int brokenAfter)
{
    if (succeeded)
        return {};
    const int failures = std::clamp(failuresBefore, 0, std::numeric_limits<int>::max() - 1) + 1;
    return { failures >= brokenAfter ? PollerHealth::Broken : PollerHealth::Degraded, failures };
}

Advance advance(const MonitorState &state, const Observation &observation, const MonitorSpec &spec, Instant now)
{
    Advance result = isUsable(observation) ? afterSuccess(state, observation, spec, now)
                                           : afterFailure(state, observation, spec, now);
    if (result.state.id.isEmpty())
        result.state.id = spec.id;
    result.state.rhythm = askAgainAfter(result.state, spec, observation.freshFor, now);
    return result;
}

Millis askAgainAfter(const MonitorState &state, const MonitorSpec &spec, Millis freshFor, Instant now)
{
    return std::max(wantedDelay(state, spec, now), std::min(freshFor, kLongestFreshness));
}

QString vendorTitle(const std::vector<VendorIncident> &incidents)
{
    return incidents.empty() ? QString() : incidents.front().title;
}

QString vendorIncidentId(const std::vector<VendorIncident> &incidents)
{
    return incidents.empty() ? QString() : incidents.front().id;
}

} // namespace Wf::Domain
