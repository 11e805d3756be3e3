// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/advance.h"

#include <QHash>

namespace Wf::Domain {

/// Who took care of an incident, and when: repeats and escalation end with it.
struct Acknowledgement {
    Instant at {};
    QString by {};

    bool operator==(const Acknowledgement &) const = default;
};

/// Why somebody is told of an incident. The numbers are persisted.
enum class TellingKind : quint8 {
    First = 0,
    Worse = 1, ///< worse than what was told so far
    Step = 2, ///< nobody acknowledged: the next step of the route
    Again = 3, ///< nobody acknowledged: a reminder
    Back = 4, ///< it was told to be over, and is not
    Flapping = 5, ///< it comes and goes: the last word until it has stayed well, or gets worse
    Over = 6,
    Acknowledged = 7 ///< somebody takes care of it: for receivers that keep a state, and for updating messages
};
/// "first", "worse", "step", "reminder", "back", "flapping", "over", "acknowledged"
[[nodiscard]] QString word(TellingKind kind);

/// What was told of one incident, and when.
struct Told {
    QString route {};
    int step = 0;
    TellingKind kind = TellingKind::First;
    Status status = Status::Unknown; ///< the worst of the incident at that time
    Instant at {};

    bool operator==(const Told &) const = default;
};

/// One trouble of one service, from the first confirmed bad status to its confirmed end.
struct Incident {
    qint64 id = 0; ///< 0: not remembered yet
    ServiceId service {};
    Instant openedAt {};
    std::optional<Instant> closedAt {}; ///< confirmed recovery; nothing: it goes on
    Status status = Status::Unknown; ///< now; what it was last when it is closed
    Status peak = Status::Unknown;
    QString title {}; ///< the vendor's, else what was wrong when it opened
    QString vendorIncidentId {};
    QString dedupKey {}; ///< what its messages call it, from the first to the last: see dedupKey()
    int reopened = 0; ///< how often it came back within the window
    std::vector<Instant> turns {}; ///< its last changes of status, oldest first, at most kTurnsKept
    std::optional<qint64> explainedBy {}; ///< the incident that is its probable root cause; kept when that is over
    std::optional<Instant> freedAt {}; ///< since when that cause is over, and it is not
    std::optional<Acknowledgement> acknowledged {};
    QString resolvedBy {}; ///< a person said that it is over, before the monitors did
    std::vector<Told> told {}; ///< oldest first, at most kToldKept
    QHash<QString, QString> threads {}; ///< channel -> what the receiver calls our first message there

    [[nodiscard]] bool isOpen() const { return !closedAt; }
    /// A cause that is in trouble speaks for it.
    [[nodiscard]] bool isExplained() const { return explainedBy && !freedAt; }
    bool operator==(const Incident &) const = default;
};
constexpr size_t kTurnsKept = 32;
constexpr size_t kToldKept = 64;

/// What a person said about an incident.
struct IncidentNote {
    /// The numbers are persisted.
    enum class Kind : quint8 { Note = 0, Acknowledged = 1, Resolved = 2 };
    qint64 id = 0;
    qint64 incident = 0;
    Kind kind = Kind::Note;
    Instant at {};
    QString by {};
    QString text {}; ///< at most kLongestNote characters

    bool operator==(const IncidentNote &) const = default;
};
[[nodiscard]] QString word(IncidentNote::Kind kind);
constexpr int kLongestNote = 2'000;

enum class IncidentStep : quint8 { None, Opened, Reopened, Escalated, Deescalated, Closed };

struct IncidentAdvance {
    IncidentStep step = IncidentStep::None;
    Incident incident {}; ///< as it is now; to be written unless the step is None
};

/// A trouble that comes back within this time of its end goes on.
constexpr Millis kReopenWindow = std::chrono::minutes { 10 };

/// A confirmed change of a service's status, as a step in the life of its incidents. `latest`: the newest one of
/// the service. Bad: opens, or reopens one that ended within `reopen`; worse than now: escalates (an
/// acknowledgement of less is none of more); better but bad: de-escalates. Operational: closes. Unknown says
/// nothing.
[[nodiscard]] IncidentAdvance advanceIncident(const std::optional<Incident> &latest, const ServiceId &service,
    const Transition &transition, Millis reopen, Instant now);

/// How often a service goes up and down before that is said instead of every turn.
struct FlapRule {
    int changes = 5; ///< of the status
    Millis within { std::chrono::minutes { 30 } };

    bool operator==(const FlapRule &) const = default;
};
/// The changes of the last `within`.
[[nodiscard]] int recentTurns(const Incident &incident, Millis within, Instant now);
[[nodiscard]] bool isFlapping(const Incident &incident, const FlapRule &rule, Instant now);

} // namespace Wf::Domain
