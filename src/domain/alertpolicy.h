// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/alerting.h"
#include "domain/incident.h"
#include "domain/weektimes.h"

#include <QStringList>

namespace Wf::Domain {

/// What an incident is about, as far as a policy asks.
struct AlertFacts {
    ServiceId service {};
    QString category {};
    Tier tier = Tier::Important;
    QStringList tags {};
    QStringList kinds {}; ///< of the service's monitors that are in trouble
    Status status = Status::Unknown; ///< the worst of the incident so far
};

/// Empty lists match everything. Words of one list are alternatives, the lists must all agree.
struct AlertMatcher {
    QStringList services {}; ///< ids, or patterns: "payment-*"
    QStringList categories {};
    std::vector<Tier> tiers {};
    QStringList tags {};
    QStringList kinds {};
    std::vector<Status> statuses {};
    std::optional<WeekTimes> during {};

    bool operator==(const AlertMatcher &) const = default;
};
[[nodiscard]] bool matches(const AlertMatcher &matcher, const AlertFacts &facts, Instant now);

/// Whom to tell when nobody has acknowledged for so long.
struct AlertStep {
    Millis after { 0 }; ///< since the incident opened; rising
    QStringList channels {};

    bool operator==(const AlertStep &) const = default;
};

/// When people want to be left alone. What is held comes as one message when the time is over.
struct QuietTimes {
    WeekTimes times {};
    std::optional<AlertMatcher> except {}; ///< what comes through all the same

    bool operator==(const QuietTimes &) const = default;
};

struct AlertRoute {
    QString name {}; ///< unique in its policy
    AlertMatcher match {};
    std::vector<AlertStep> steps {}; ///< at least one
    std::optional<Millis> repeat {}; ///< the newest step again and again, until somebody acknowledges
    std::optional<int> reminders {}; ///< at most so many repetitions; nothing: without end
    std::optional<QuietTimes> quiet {};
    std::optional<Millis> digest {}; ///< its messages are gathered for so long and come as one
    Mention mention = Mention::None;
    bool recovery = true; ///< everyone who was told of the trouble is told of its end
    bool goOn = false; ///< look at the routes after it, too

    bool operator==(const AlertRoute &) const = default;
};

struct AlertPolicy {
    std::vector<AlertRoute> routes {}; ///< the first that matches decides, unless it goes on
    Millis hold { std::chrono::seconds { 90 } }; ///< how long a trouble, and its end, wait for what may come yet
    Millis criticalHold { 0 }; ///< the same for the critical tier
    Millis settle { std::chrono::minutes { 5 } }; ///< what a cause that is over set free may follow it so long
    Millis reopen = kReopenWindow; ///< a trouble that comes back so soon is the same one
    FlapRule flapping {};
    int threshold = 3; ///< so many failing dependents are told with their cause; fewer are told on their own, too
    Millis lead { std::chrono::minutes { 15 } }; ///< so much earlier a dependent may fail and still be explained

    bool operator==(const AlertPolicy &) const = default;
};
/// What holds without alerts.yaml: the channel "slack" hears of the critical tier (with a mention) and of the
/// important one, nobody of the informational one.
[[nodiscard]] AlertPolicy defaultPolicy();
/// Name of the channel that is there without a definition: the webhook of the service, else the global one.
[[nodiscard]] QString builtInChannel();

/// One message that is due.
struct Telling {
    QString route {};
    int step = 0;
    TellingKind kind = TellingKind::First;
    QStringList channels {};
    Mention mention = Mention::None;
    std::optional<Millis> digest {};

    bool operator==(const Telling &) const = default;
};

struct AlertPlan {
    std::vector<Telling> due {}; ///< now
    std::optional<Instant> next {}; ///< when to ask again, unless something changes before
    Suppression held = Suppression::None; ///< why nothing is due, where something could be
    QString why {}; ///< the same in one sentence

    bool operator==(const AlertPlan &) const = default;
};

/// What people are to be told of an incident now. Pure: the same past gives the same answer, so that a policy can
/// be tried against last month.
///
/// - First, when it has been held long enough and the first step's time has come.
/// - Worse, at once, to everyone who was told of less.
/// - A further step, or the last one again, only while nobody has acknowledged.
/// - Back, when its end was told and it goes on; from its third coming on, or when it turns too often, Flapping
///   once, and then nothing until it has stayed well for the reopening window or gets worse.
/// - Over, to everyone who was told, when it has stayed well for the hold (for the reopening window where it
/// explains
///   others or came back before).
/// - Nothing of one that is explained by another, of what is silenced, or in quiet times.
struct AlertSituation {
    Incident incident {}; ///< with what was told of it
    AlertFacts facts {};
    Suppression silence = Suppression::None; ///< Silenced or MaintenanceWindow: nobody wants to hear of it
    QString silencedBy {}; ///< what covers it, in words
    QString explainedBy {}; ///< name of the service that is its probable root cause, while that one is in trouble
    std::optional<Instant> freedAt {}; ///< when it was last let go by what explained it
    bool explains = false; ///< others are, or were, explained by it
};
[[nodiscard]] AlertPlan plan(const AlertPolicy &policy, const AlertSituation &situation, Instant now);

} // namespace Wf::Domain
