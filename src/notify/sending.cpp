// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/sending.h"

namespace Wf::Notify {

Sending::Sending(const Clock &clock)
    : m_clock(clock)
    , m_startedAt(clock.monotonic())
{
}

void Sending::tell(Ports::Delivery delivery)
{
    if (std::exchange(m_done, true))
        return;
    delivery.took = m_clock.monotonic() - m_startedAt;
    Q_EMIT finished(delivery);
}

void Sending::tell(Ports::Delivery::Outcome outcome, const QString &answer)
{
    Ports::Delivery delivery;
    delivery.outcome = outcome;
    delivery.answer = answer;
    tell(std::move(delivery));
}

KnownSending::KnownSending(Ports::Delivery delivery, const Clock &clock)
    : Sending(clock)
    , m_delivery(std::move(delivery))
{
}

void KnownSending::begin()
{
    tell(m_delivery);
}

} // namespace Wf::Notify
