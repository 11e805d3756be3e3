// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/alerting.h"
#include "domain/incident.h"

#include <QUrl>

namespace Wf::Domain {

/// The numbers are persisted.
enum class LetterKind : quint8 {
    Incident = 0,
    Digest = 1, ///< several in one
    Health = 2, ///< a service went blind, or can be seen again
    Connectivity = 3, ///< this computer is offline, or online again
    Maintenance = 4, ///< own work begins soon, or is over
    Test = 5, ///< a person tries the channel
    Prepared = 6, ///< the body of an earlier version, ready to be sent to Slack
    Channel = 7 ///< another channel does not deliver (to = MajorOutage), or does again (to = Operational)
};
/// "incident", "digest", "health", "connectivity", "maintenance", "test", "prepared", "channel"
[[nodiscard]] QString word(LetterKind kind);

/// What the trouble of a check or heartbeat is about, for those who want to know exactly.
struct LetterMonitor {
    QString kind {}; ///< "http", "heartbeat", …
    QString name {};
    QString url {}; ///< without credentials
    QString status {}; ///< "503"; empty: there was no answer
    QString error {};
    std::optional<Millis> expectedEvery {}; ///< of a heartbeat
    std::optional<Instant> lastPing {};

    bool operator==(const LetterMonitor &) const = default;
};

/// What one message says, in no channel's format: the channel lays it out when it is sent. Texts are as they
/// came: who lays out escapes.
struct Letter {
    LetterKind kind = LetterKind::Incident;
    TellingKind telling = TellingKind::First;
    QString key {}; ///< unique for ever: the receiver may use it to tell a repetition
    qint64 incident = 0;
    ServiceId service {};
    QString name {}; ///< of the service; of a maintenance or test its title; of the channel
    QString category {};
    Tier tier = Tier::Important;
    Status from = Status::Unknown;
    Status to = Status::Unknown; ///< of a health letter Unknown = went blind
    QString title {}; ///< the vendor's, else what is wrong
    QString impact {}; ///< sentences for people
    QStringList failing {}; ///< dependents in trouble that it explains: names, with what they notice
    QStringList expected {}; ///< dependents that will probably follow
    QUrl statusPage {};
    QUrl runbook {};
    QString owner {};
    Mention mention = Mention::None;
    QString dedupKey {}; ///< of the incident: the same in all its letters
    Instant openedAt {};
    std::optional<Instant> closedAt {};
    Instant at {}; ///< when it was decided
    QString acknowledgedBy {};
    int turns = 0; ///< changes of status so far, when it comes and goes
    int failures = 0; ///< health: failed polls in a row
    QString rootCause {}; ///< name of what probably causes it, where it is told all the same
    QString reason {}; ///< health: the machine reason; channel: its last answer; maintenance: its description
    bool fallback = false; ///< health: the channel of its own is not set; the letter says so
    std::optional<LetterMonitor> monitor {};
    QString thread {}; ///< what the receiver calls our first letter of this incident; filled in when it is sent
    QByteArray prepared {}; ///< of LetterKind::Prepared
    std::vector<Letter> parts {}; ///< of a digest, most severe first; they have none themselves

    bool operator==(const Letter &) const = default;
};

/// Several letters to one channel as one, worst first; a mention of any of them is its mention. One letter stays
/// as it is. At least one.
[[nodiscard]] Letter digestOf(std::vector<Letter> letters, Instant at);

/// "12 minutes", "1 hour": whole units, the largest that fits.
[[nodiscard]] QString intervalWords(Millis interval);
/// "0:12:34", "1 day, 2:03:04"
[[nodiscard]] QString durationWords(Millis duration);

} // namespace Wf::Domain
