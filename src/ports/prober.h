// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "domain/detected.h"
#include "domain/observation.h"
#include "domain/verdict.h"
#include "ports/snapshot.h"
#include "ports/telemetry.h"

#include <QFuture>

#include <vector>

namespace Wf::Ports {

/// One question to one target that answers for every monitor in it: they share kind and URL.
struct Question {
    QString kind;
    QUrl url;
    Millis timeout { std::chrono::seconds { 10 } };
    std::vector<Domain::MonitorSpec> monitors;
};

/// Asks the world. Lives in the engine's thread. Every question is answered within its deadline, one observation a
/// monitor, in the order of the question; nothing that the target sends can make it fail otherwise.
class Prober {
public:
    Prober() = default;
    Prober(const Prober &) = delete;
    Prober &operator=(const Prober &) = delete;
    virtual ~Prober() = default;

    [[nodiscard]] virtual QFuture<std::vector<Domain::Observation>> ask(const Question &question) = 0;
    /// One check, once, outside of every schedule and limit.
    [[nodiscard]] virtual QFuture<Domain::CheckRun> tryCheck(const Domain::CheckSpec &spec, Millis timeout);
    /// Finds out what the address of a status page is, within the time; asks at most four addresses. Cancelling
    /// the future gives it up.
    [[nodiscard]] virtual QFuture<Domain::Detection> detect(const QUrl &url, Millis timeout);
    /// Breakers that ever moved, for the gauge circuit_breaker_state.
    [[nodiscard]] virtual std::vector<BreakerRow> breakers() const = 0;
    /// How busy the active checks are; idle where there are none.
    [[nodiscard]] virtual CheckLoad load() const { return {}; }
    /// The failures of late were ours (offline, asleep): closes every breaker, so that all is asked again at once.
    virtual void forgive() { }
};

/// Probers that know no checks say that they did not ask.
inline QFuture<Domain::CheckRun> Prober::tryCheck(const Domain::CheckSpec &, Millis)
{
    Domain::CheckRun run;
    run.end = Domain::CheckEnd::NotAsked;
    run.reason = QStringLiteral("checks cannot be run here");
    return QtFuture::makeReadyFuture(run);
}

/// Probers that ask no pages find nothing.
inline QFuture<Domain::Detection> Prober::detect(const QUrl &, Millis)
{
    Domain::Detection nothing;
    nothing.sentence = QStringLiteral("Status pages cannot be looked for here.");
    return QtFuture::makeReadyFuture(nothing);
}

} // namespace Wf::Ports
