// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/heartbeat.h"

#include "domain/words.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<4> kStatuses { QLatin1String("new"), QLatin1String("up"), QLatin1String("down"),
        QLatin1String("paused") };
    constexpr Words::Table<5> kDisplays { QLatin1String("new"), QLatin1String("up"), QLatin1String("grace"),
        QLatin1String("down"), QLatin1String("paused") };
    constexpr Words::Table<3> kReasons { QLatin1String(""), QLatin1String("timeout"), QLatin1String("fail") };

    std::optional<Instant> dueTime(const HeartbeatState &state, const HeartbeatSpec &spec)
    {
        if (state.status == HeartbeatStatus::Up && state.lastPing)
            return next(spec.schedule, *state.lastPing);
        if (state.status == HeartbeatStatus::New && spec.first == FirstPing::Expected)
            return next(spec.schedule, state.waitingSince);
        return std::nullopt;
    }

    /// Due time and deadline follow from the rest.
    void settle(HeartbeatState &state, const HeartbeatSpec &spec)
    {
        state.expectedAt = dueTime(state, spec);
        const auto start = state.graceStart();
        state.deadline = start ? std::optional(*start + spec.grace) : std::nullopt;
    }

    void flip(HeartbeatStep &step, HeartbeatStatus to, Instant at, FlipReason reason = FlipReason::None)
    {
        if (step.state.status != to)
            step.flips.push_back({ at, step.state.status, to, reason });
        step.state.status = to;
        step.state.downReason = reason;
        if (reason != FlipReason::Timeout)
            step.state.missedAt.reset();
    }

    void goDown(HeartbeatStep &step)
    {
        step.state.missedAt = step.state.graceStart();
        flip(step, HeartbeatStatus::Down, *step.state.deadline, FlipReason::Timeout);
        step.state.expectedAt.reset();
        step.state.deadline.reset();
    }

    void endRun(HeartbeatState &state, const Ping &ping)
    {
        state.lastPing = ping.at;
        state.lastExitStatus = ping.exitStatus;
        state.lastDuration = ping.runtime;
        const bool same = state.lastStartRid == ping.rid;
        if (state.lastStart && same && !ping.runtime && ping.at >= *state.lastStart)
            state.lastDuration = ping.at - *state.lastStart;
        if (same || ping.kind == PingKind::Fail || ping.rid.isEmpty())
            state.lastStart.reset();
        if (!state.lastStart)
            state.lastStartRid.clear();
    }

    PingKind kindOf(const PingRequest &request, const HeartbeatSpec &spec, const HeartbeatState &state)
    {
        if (state.status == HeartbeatStatus::Paused && spec.manualResume)
            return PingKind::Ignored;
        if (spec.methods == PingMethods::PostOnly && request.method != QLatin1String("POST"))
            return PingKind::Ignored;
        if (spec.filter.filtering == Filtering::Body)
            return meaningOf(spec.filter, request.body);
        return request.signal.exitStatus.value_or(0) > 0 ? PingKind::Fail : request.signal.kind;
    }

    QString part(qint64 count, const char *unit)
    {
        return QString::number(count) + u' ' + QLatin1String(unit);
    }

    /// "45 s", "5 min", "2 h 5 min", "3 d 4 h"
    QString spanText(Millis span)
    {
        const qint64 seconds = std::max<qint64>(span.count() / 1000, 0);
        if (seconds < 60)
            return part(seconds, "s");
        if (seconds < 3600)
            return part(seconds / 60, "min");
        const bool days = seconds >= 86'400;
        const QString whole = days ? part(seconds / 86'400, "d") : part(seconds / 3600, "h");
        const qint64 rest = days ? seconds % 86'400 / 3600 : seconds % 3600 / 60;
        return rest == 0 ? whole : whole + u' ' + part(rest, days ? "h" : "min");
    }

    QString downText(const HeartbeatState &state, Instant now)
    {
        if (state.status == HeartbeatStatus::Down && state.downReason == FlipReason::Fail)
            return state.lastExitStatus.value_or(0) > 0
                ? QStringLiteral("the job failed with exit status %1").arg(*state.lastExitStatus)
                : QStringLiteral("the job said that it failed");
        const auto missed = state.status == HeartbeatStatus::Down ? state.missedAt : state.graceStart();
        if (missed && state.lastStart == missed)
            return QStringLiteral("started %1 ago and has not finished").arg(spanText(now - *missed));
        return QStringLiteral("late by %1").arg(spanText(lateBy(state, now)));
    }
} // namespace

QString word(HeartbeatStatus status)
{
    return Words::of(kStatuses, status);
}

QString word(HeartbeatDisplay display)
{
    return Words::of(kDisplays, display);
}

QString word(FlipReason reason)
{
    return Words::of(kReasons, reason);
}

std::optional<HeartbeatStatus> heartbeatStatusFromWord(QStringView word)
{
    return Words::find<HeartbeatStatus>(kStatuses, word);
}

std::optional<FlipReason> flipReasonFromWord(QStringView word)
{
    return Words::find<FlipReason>(kReasons, word);
}

Result<Seconds> parseGrace(Seconds grace)
{
    if (grace < kShortestGrace || grace > kLongestPeriod)
        return failure(ErrorCode::Invalid,
            QStringLiteral("a grace of %1 seconds is out of bounds (write 1 to 2147483647 seconds)")
                .arg(grace.count()),
            QStringLiteral("grace"));
    return grace;
}

std::optional<Instant> HeartbeatState::graceStart() const
{
    if (!lastStart || status == HeartbeatStatus::Down)
        return expectedAt;
    return expectedAt ? std::min(*expectedAt, *lastStart) : lastStart;
}

bool isTold(const Flip &flip)
{
    return flip.to == HeartbeatStatus::Down
        || (flip.to == HeartbeatStatus::Up && flip.from == HeartbeatStatus::Down);
}

HeartbeatState newHeartbeat(const HeartbeatSpec &spec, Instant now)
{
    HeartbeatState state;
    state.createdAt = now;
    state.waitingSince = now;
    settle(state, spec);
    return state;
}

Ping classify(const PingRequest &request, const HeartbeatSpec &spec, const HeartbeatState &state)
{
    return { kindOf(request, spec, state), request.signal.exitStatus, request.method, request.rid,
        request.body.left(kMostPingBody), request.runtime, request.source, request.userAgent.left(kMostUserAgent),
        request.at };
}

HeartbeatStep apply(const HeartbeatState &state, const Ping &ping, const HeartbeatSpec &spec)
{
    HeartbeatStep step { state, {} };
    if (state.deadline && *state.deadline < ping.at)
        goDown(step);
    ++step.state.pings;
    if (ping.kind == PingKind::Log || ping.kind == PingKind::Ignored)
        return step;
    if (ping.kind == PingKind::Start) {
        step.state.lastStart = ping.at;
        step.state.lastStartRid = ping.rid;
    } else {
        const bool failed = ping.kind == PingKind::Fail;
        endRun(step.state, ping);
        flip(step, failed ? HeartbeatStatus::Down : HeartbeatStatus::Up, ping.at,
            failed ? FlipReason::Fail : FlipReason::None);
    }
    if (step.state.status != HeartbeatStatus::Down) {
        settle(step.state, spec);
    } else {
        step.state.expectedAt.reset();
        step.state.deadline.reset();
    }
    return step;
}

HeartbeatStep sweep(const HeartbeatState &state, Instant now)
{
    HeartbeatStep step { state, {} };
    if (state.deadline && *state.deadline <= now)
        goDown(step);
    return step;
}

HeartbeatStep pause(const HeartbeatState &state, Instant now)
{
    HeartbeatStep step = sweep(state, now);
    if (step.state.status == HeartbeatStatus::Paused && !step.state.lastStart)
        return step;
    flip(step, HeartbeatStatus::Paused, now);
    step.state.lastStart.reset();
    step.state.lastStartRid.clear();
    step.state.expectedAt.reset();
    step.state.deadline.reset();
    return step;
}

Result<HeartbeatStep> resume(const HeartbeatState &state, const HeartbeatSpec &spec, Instant now)
{
    HeartbeatStep step = sweep(state, now);
    if (step.state.status != HeartbeatStatus::Paused)
        return failure(ErrorCode::Conflict, QStringLiteral("check is not paused"));
    flip(step, HeartbeatStatus::New, now);
    step.state.lastPing.reset();
    step.state.waitingSince = now;
    settle(step.state, spec);
    return step;
}

HeartbeatStep edit(const HeartbeatState &state, const HeartbeatSpec &next, Instant now)
{
    HeartbeatStep step = sweep(state, now);
    HeartbeatState revived = step.state;
    if (revived.status == HeartbeatStatus::Down && revived.downReason == FlipReason::Timeout)
        revived.status = revived.lastPing ? HeartbeatStatus::Up : HeartbeatStatus::New;
    if (revived.status == HeartbeatStatus::Down)
        return step;
    settle(revived, next);
    const bool late = revived.deadline && *revived.deadline <= now;
    if (late && step.state.status == HeartbeatStatus::Down)
        return step;
    flip(step, revived.status, now);
    step.state.expectedAt = revived.expectedAt;
    step.state.deadline = late ? now : revived.deadline;
    return step;
}

HeartbeatDisplay display(const HeartbeatState &state, Instant now)
{
    if (state.status == HeartbeatStatus::Down || (state.deadline && *state.deadline <= now))
        return HeartbeatDisplay::Down;
    if (state.status == HeartbeatStatus::Paused)
        return HeartbeatDisplay::Paused;
    if (state.expectedAt && *state.expectedAt <= now)
        return HeartbeatDisplay::Grace;
    return state.status == HeartbeatStatus::Up ? HeartbeatDisplay::Up : HeartbeatDisplay::New;
}

std::optional<Instant> nextChange(const HeartbeatState &state, Instant now)
{
    if (state.expectedAt && *state.expectedAt > now)
        return state.deadline ? std::min(*state.expectedAt, *state.deadline) : state.expectedAt;
    return state.deadline;
}

Millis lateBy(const HeartbeatState &state, Instant now)
{
    const HeartbeatDisplay shown = display(state, now);
    if (shown != HeartbeatDisplay::Grace && shown != HeartbeatDisplay::Down)
        return Millis { 0 };
    const bool swept = state.status == HeartbeatStatus::Down;
    const auto since = swept               ? state.missedAt
        : shown == HeartbeatDisplay::Grace ? state.expectedAt
                                           : state.graceStart();
    return since ? std::max(now - *since, Millis { 0 }) : Millis { 0 };
}

HeartbeatVerdict verdict(const HeartbeatState &state, const HeartbeatSpec &spec, Instant now)
{
    switch (display(state, now)) {
    case HeartbeatDisplay::Up:
        return { Status::Operational, {} };
    case HeartbeatDisplay::Grace:
        return { Status::Degraded, QStringLiteral("late by %1").arg(spanText(lateBy(state, now))) };
    case HeartbeatDisplay::Down:
        return { spec.downStatus, downText(state, now) };
    case HeartbeatDisplay::New:
        return { Status::Unknown, QStringLiteral("no ping yet") };
    case HeartbeatDisplay::Paused:
        break;
    }
    return { Status::Unknown, QStringLiteral("paused") };
}

} // namespace Wf::Domain
