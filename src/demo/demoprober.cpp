// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/demoprober.h"

namespace Wf::Demo {

QFuture<std::vector<Domain::Observation>> DemoProber::ask(const Ports::Question &question)
{
    std::vector<Domain::Observation> answers;
    for (const Domain::MonitorSpec &monitor : question.monitors) {
        const Casting &casting = m_cast.at(monitor.service);
        answers.push_back(observe(monitor, casting.service, casting.story, m_clock.now()));
    }
    return QtFuture::makeReadyFuture(std::move(answers));
}

} // namespace Wf::Demo
