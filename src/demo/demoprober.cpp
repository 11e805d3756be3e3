// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/demoprober.h"

#include "demo/demochecks.h"
#include "domain/checkspec.h"

namespace Wf::Demo {

namespace {
    Domain::Observation answer(const Domain::MonitorSpec &monitor, const Casting &casting, Instant now)
    {
        return monitor.check
            ? Domain::conclude(monitor.id, *monitor.check, runCheck(monitor, casting.story, now), now)
            : observe(monitor, casting.service, casting.story, now);
    }
} // namespace

QFuture<std::vector<Domain::Observation>> DemoProber::ask(const Ports::Question &question)
{
    std::vector<Domain::Observation> answers;
    for (const Domain::MonitorSpec &monitor : question.monitors) {
        const auto casting = m_cast.find(monitor.service);
        answers.push_back(casting == m_cast.end() ? Domain::failedObservation(monitor.id, m_clock.now(),
                              Domain::Failure::Internal, QStringLiteral("unexpected: no such service"),
                              QStringLiteral("the demo knows no such service"))
                                                  : answer(monitor, casting->second, m_clock.now()));
    }
    return QtFuture::makeReadyFuture(std::move(answers));
}

/// Nobody is asked here either: whatever is tried answers as a healthy check of its kind does.
QFuture<Domain::CheckRun> DemoProber::tryCheck(const Domain::CheckSpec &spec, Millis)
{
    Domain::MonitorSpec monitor;
    monitor.kind = Domain::kindWord(spec);
    monitor.check = spec;
    return QtFuture::makeReadyFuture(runCheck(monitor, {}, m_clock.now()));
}

} // namespace Wf::Demo
