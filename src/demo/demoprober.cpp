// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/demoprober.h"

namespace Wf::Demo {

QFuture<std::vector<Domain::Observation>> DemoProber::ask(const Ports::Question &question)
{
    std::vector<Domain::Observation> answers;
    for (const Domain::MonitorSpec &monitor : question.monitors) {
        const auto casting = m_cast.find(monitor.service);
        answers.push_back(casting == m_cast.end()
                ? Domain::failedObservation(monitor.id, m_clock.now(), Domain::Failure::Internal,
                    QStringLiteral("unexpected: no such service"),
                    QStringLiteral("the demo knows no such service"))
                : observe(monitor, casting->second.service, casting->second.story, m_clock.now()));
    }
    return QtFuture::makeReadyFuture(std::move(answers));
}

} // namespace Wf::Demo
