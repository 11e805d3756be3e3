// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/pagefinder.h"

#include "core/answer.h"
#include "domain/sighting.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    using namespace std::chrono_literals;
    constexpr Millis kLookAgain = 24h;
    constexpr Millis kTime = 30s;
    constexpr int kMostAtOnce = 2;

    /// Something answered: the way there is not what is wrong.
    bool isUnreadable(const Domain::MonitorState &state)
    {
        return state.health == Domain::PollerHealth::Broken
            && (state.failure == Domain::Failure::Parse || state.failure == Domain::Failure::HardHttp);
    }
} // namespace

void PageFinder::follow(const Ports::Question &question, Instant now)
{
    bool unreadable = false;
    for (const Domain::MonitorSpec &spec : question.monitors) {
        const MonitorRef monitor = m_world.monitors.value(spec.id);
        if (!monitor.entry || Domain::sourceOf(spec) != Domain::Source::Vendor)
            continue;
        unreadable = unreadable || isUnreadable(monitor.state());
        if (monitor.state().health == Domain::PollerHealth::Healthy)
            m_world.moved.remove(spec.id);
    }
    if (!unreadable || !m_running || m_looking >= kMostAtOnce)
        return;
    const auto last = m_lookedAt.find(question.url);
    if (last == m_lookedAt.end() || now - *last >= kLookAgain)
        look(question, now);
}

void PageFinder::look(const Ports::Question &question, Instant now)
{
    forgetOld(now);
    m_lookedAt.insert(question.url, now);
    ++m_looking;
    onAnswer<Domain::Detection>(
        this, m_prober.detect(question.url, kTime),
        [this, question](const Domain::Detection &detection) {
            --m_looking;
            take(question, detection);
        },
        [this] { --m_looking; });
}

void PageFinder::take(const Ports::Question &question, const Domain::Detection &detection)
{
    if (!detection.found() || (detection.kind == question.kind && detection.url == question.url))
        return;
    Domain::Detection proposal = detection;
    proposal.now = {}; // a whole page, and old by the time that somebody reads this
    proposal.steps.clear();
    for (const Domain::MonitorSpec &spec : question.monitors) {
        const MonitorRef monitor = m_world.monitors.value(spec.id);
        if (!monitor.entry || !isUnreadable(monitor.state()) || monitor.spec().url != question.url)
            continue;
        m_world.moved.insert(spec.id, proposal);
        Q_EMIT found(spec.service);
    }
}

void PageFinder::forgetOld(Instant now)
{
    m_lookedAt.removeIf([now](const auto &each) { return now - each.value() >= kLookAgain; });
}

} // namespace Wf::Engine
