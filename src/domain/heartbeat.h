// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/ping.h"
#include "domain/schedule.h"
#include "domain/status.h"

namespace Wf::Domain {

/// What is remembered of a heartbeat. The numbers are persisted.
enum class HeartbeatStatus : quint8 { New = 0, Up = 1, Down = 2, Paused = 3 };
/// How it is now: what is remembered, seen by the clock.
enum class HeartbeatDisplay : quint8 { New = 0, Up = 1, Grace = 2, Down = 3, Paused = 4 };
/// Why a heartbeat went down. The numbers are persisted.
enum class FlipReason : quint8 { None = 0, Timeout = 1, Fail = 2 };
/// "new", "up", "down", "paused"
[[nodiscard]] QString word(HeartbeatStatus status);
/// "new", "up", "grace", "down", "paused"
[[nodiscard]] QString word(HeartbeatDisplay display);
/// "", "timeout", "fail"
[[nodiscard]] QString word(FlipReason reason);
[[nodiscard]] std::optional<HeartbeatStatus> heartbeatStatusFromWord(QStringView word);
[[nodiscard]] std::optional<FlipReason> flipReasonFromWord(QStringView word);

enum class PingMethods : quint8 { Any = 0, PostOnly = 1 };
/// Whether one that was never pinged becomes late.
enum class FirstPing : quint8 { Expected = 0, AwaitedForEver = 1 };

constexpr Seconds kShortestGrace { 1 };
constexpr Seconds kUsualGrace { 3'600 };

/// How a heartbeat is judged.
struct HeartbeatSpec {
    QString uuid; ///< of its address, as the configuration says; empty = the program makes one and remembers it
    QString slug; ///< of its address under the ping key; empty = none
    Schedule schedule;
    Seconds grace = kUsualGrace; ///< how late a ping may come, and how long a run may take
    bool manualResume = false; ///< a ping does not end a pause
    PingMethods methods = PingMethods::Any;
    KeywordFilter filter;
    FirstPing first = FirstPing::Expected; ///< measured from its creation, or from the end of a pause
    Status downStatus = Status::MajorOutage; ///< what being down means for its service

    bool operator==(const HeartbeatSpec &) const = default;
};
/// The grace of a heartbeat: 1 s to 2147483647 s; the field of the refusal is "grace".
[[nodiscard]] Result<Seconds> parseGrace(Seconds grace);

/// What is known of a heartbeat. All of it is persisted.
struct HeartbeatState {
    HeartbeatStatus status = HeartbeatStatus::New;
    Instant createdAt {};
    Instant waitingSince {}; ///< creation or the end of the last pause: from here the first ping is expected
    std::optional<Instant> lastPing; ///< the last success or failure
    std::optional<Instant> lastStart; ///< of a run that has not ended
    QString lastStartRid;
    std::optional<Millis> lastDuration; ///< of the run that ended last, where its start is known
    std::optional<int> lastExitStatus; ///< of the last success or failure, when it told one
    qint64 pings = 0; ///< of any kind
    std::optional<Instant> expectedAt; ///< when the next ping is due; nothing: none is
    std::optional<Instant> deadline; ///< when it goes down unless a ping comes; nothing: never
    FlipReason downReason = FlipReason::None; ///< while it is down
    std::optional<Instant> missedAt; ///< while it is down for a timeout: when the ping was due or the run began

    [[nodiscard]] bool isStarted() const { return lastStart.has_value(); }
    /// The earlier of the next due time and the start of a run that has not ended ("next_ping" of the protocol).
    [[nodiscard]] std::optional<Instant> graceStart() const;
    bool operator==(const HeartbeatState &) const = default;
};

/// A change of what is remembered, at the very moment it became true.
struct Flip {
    Instant at {};
    HeartbeatStatus from = HeartbeatStatus::New;
    HeartbeatStatus to = HeartbeatStatus::New;
    FlipReason reason = FlipReason::None;

    bool operator==(const Flip &) const = default;
};
/// Going down, and coming up after having been down, are told; first pings and the ends of pauses are not.
[[nodiscard]] bool isTold(const Flip &flip);

struct HeartbeatStep {
    HeartbeatState state;
    std::vector<Flip> flips; ///< in the order of time, at most two

    bool operator==(const HeartbeatStep &) const = default;
};

/// A heartbeat that was made just now.
[[nodiscard]] HeartbeatState newHeartbeat(const HeartbeatSpec &spec, Instant now);

/// What a request means for this heartbeat. In this order: an exit status above 0 is a failure; the wrong method
/// is ignored; the keyword filter, when it is on, decides whatever the address says; a pause that only a person
/// ends ignores everything.
[[nodiscard]] Ping classify(const PingRequest &request, const HeartbeatSpec &spec, const HeartbeatState &state);

/// Takes a ping in. When its deadline had passed before (strictly: a ping at that very moment is in time), the
/// state goes down first, at the deadline: whoever was asleep then, no outage is lost.
[[nodiscard]] HeartbeatStep apply(const HeartbeatState &state, const Ping &ping, const HeartbeatSpec &spec);
/// Goes down when the deadline is reached; the flip carries the deadline, not `now`.
[[nodiscard]] HeartbeatStep sweep(const HeartbeatState &state, Instant now);
/// Pausing twice is one pause. A run that had begun is forgotten.
[[nodiscard]] HeartbeatStep pause(const HeartbeatState &state, Instant now);
/// Back to new; the first ping is awaited as if it were made now. Conflict ("check is not paused") otherwise.
[[nodiscard]] Result<HeartbeatStep> resume(const HeartbeatState &state, const HeartbeatSpec &spec, Instant now);
/// Another spec: due time and deadline are computed anew. One that is late by the new rules goes down now, not in
/// the past; one that was down for a timeout and is not late by them comes back. Keeps the last ping.
[[nodiscard]] HeartbeatStep edit(const HeartbeatState &state, const HeartbeatSpec &next, Instant now);

[[nodiscard]] HeartbeatDisplay display(const HeartbeatState &state, Instant now);
/// When `display` or `sweep` will say something else without a ping; nothing: never.
[[nodiscard]] std::optional<Instant> nextChange(const HeartbeatState &state, Instant now);
/// How long it is overdue: since its due time, or the begin of a run that did not end; zero when it is not.
[[nodiscard]] Millis lateBy(const HeartbeatState &state, Instant now);

/// What a heartbeat says about its service: up is operational, grace is degraded, down is what the spec says, new
/// and paused are unknown; with one line for people ("late by 5 min"), empty when it is up.
struct HeartbeatVerdict {
    Status status = Status::Unknown;
    QString detail;

    bool operator==(const HeartbeatVerdict &) const = default;
};
[[nodiscard]] HeartbeatVerdict verdict(const HeartbeatState &state, const HeartbeatSpec &spec, Instant now);

} // namespace Wf::Domain
