// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/vendor.h"

namespace Wf::Bench {

InstantProber::InstantProber(const Domain::Catalogue &company, const Clock &clock, const Weather &weather)
    : m_clock(clock)
    , m_weather(weather)
{
    size_t number = 0;
    for (const Domain::Service &service : company.services)
        m_vendors.insert(service.monitors.front().id, { number++, 0 });
}

QFuture<std::vector<Domain::Observation>> InstantProber::ask(const Ports::Question &question)
{
    std::vector<Domain::Observation> answers;
    for (const Domain::MonitorSpec &monitor : question.monitors)
        answers.push_back(answer(monitor));
    return QtFuture::makeReadyFuture(std::move(answers));
}

Domain::Observation InstantProber::answer(const Domain::MonitorSpec &monitor)
{
    ++m_asked;
    Vendor &vendor = m_vendors[monitor.id];
    const int spell = vendor.polls++ / m_weather.pollsPerSpell;
    const bool bad = static_cast<int>(vendor.number % 100) < m_weather.flappingOfHundred && spell % 2 == 1;
    return observe(
        monitor, vendor.number, bad ? Domain::Status::MajorOutage : Domain::Status::Operational, m_clock.now());
}

QFuture<Ports::Delivery> InstantNotifier::deliver(const Domain::OutboxMessage &)
{
    return QtFuture::makeReadyFuture(Ports::Delivery {
        Ports::Delivery::Outcome::Delivered, QStringLiteral("HTTP 200"), std::nullopt, Millis { 1 } });
}

} // namespace Wf::Bench
