// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/lane.h"

#include <algorithm>

namespace Wf::Notify {

namespace {
    using Outcome = Ports::Delivery::Outcome;

    /// The clock is asked again at least so often: it may run on while the computer sleeps.
    constexpr Millis kLongestNap { 1000 };

    Ports::Delivery later(const QString &answer, std::optional<Millis> retryAfter = std::nullopt)
    {
        Ports::Delivery delivery;
        delivery.outcome = Outcome::Retry;
        delivery.answer = answer;
        delivery.retryAfter = retryAfter;
        return delivery;
    }

    void answer(QPromise<Ports::Delivery> &promise, const Ports::Delivery &delivery)
    {
        promise.addResult(delivery);
        promise.finish();
    }
} // namespace

Lane::Lane(Start start, const Clock &clock, const LaneOptions &options)
    : m_start(std::move(start))
    , m_clock(clock)
    , m_options(options)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Lane::sendNext);
}

Lane::~Lane()
{
    const Ports::Delivery stopped = later(QStringLiteral("stopped before it was sent"));
    m_sending.reset();
    if (m_current)
        answer(m_current->promise, stopped);
    for (const auto &pending : std::exchange(m_queue, {}))
        answer(pending->promise, stopped);
}

QFuture<Ports::Delivery> Lane::take(const Domain::OutboxMessage &message)
{
    if (m_queue.size() >= m_options.longestQueue)
        return QtFuture::makeReadyFuture(later(QStringLiteral("too many messages wait for this channel")));
    auto pending = std::make_unique<Pending>();
    pending->message = message;
    pending->promise.start();
    const auto future = pending->promise.future();
    m_queue.push_back(std::move(pending));
    sendNext();
    return future;
}

void Lane::sendNext()
{
    if (m_current || m_queue.empty())
        return;
    const Millis now = m_clock.monotonic();
    if (m_brokenUntil > now)
        return refuseAll(m_brokenUntil - now);
    const Millis wait = timeToWait();
    if (wait > m_options.longestWait)
        return refuseAll(wait);
    if (wait > Millis { 0 })
        return m_timer.start(std::min(wait, kLongestNap));
    auto next = std::move(m_queue.front());
    m_queue.pop_front();
    send(std::move(next));
}

void Lane::send(std::unique_ptr<Pending> pending)
{
    m_current = std::move(pending);
    m_sent.push_back(m_clock.monotonic());
    m_sending = m_start(m_current->message);
    connect(m_sending.get(), &Sending::finished, this, &Lane::finished);
    m_sending->begin();
}

void Lane::finished(Ports::Delivery delivery)
{
    const auto done = std::exchange(m_current, nullptr);
    m_sending.release()->deleteLater(); // it is the sender
    reckon(delivery);
    m_timer.start(0);
    answer(done->promise, delivery);
}

/// A receiver that says when to come back is there, and so is one that refuses.
void Lane::reckon(Ports::Delivery &delivery)
{
    const Millis now = m_clock.monotonic();
    m_restUntil = now + std::max(m_options.spacing, delivery.retryAfter.value_or(Millis { 0 }));
    if (delivery.outcome != Outcome::Retry || delivery.retryAfter) {
        m_failures = 0;
        return;
    }
    ++m_failures;
    if (m_failures < m_options.breakerAfter)
        return;
    const int doublings = std::min(m_failures - m_options.breakerAfter, 16);
    const Millis rest = std::min<Millis>(m_options.breakerRest * (1LL << doublings), m_options.longestBreakerRest);
    m_brokenUntil = now + rest;
    delivery.retryAfter = rest;
    delivery.answer += QStringLiteral(" (%1 failures in a row: the channel rests)").arg(m_failures);
}

Millis Lane::timeToWait()
{
    const Millis now = m_clock.monotonic();
    while (!m_sent.empty() && now - m_sent.front() >= m_options.minute)
        m_sent.pop_front();
    Millis wait = m_restUntil - now;
    if (std::ssize(m_sent) >= m_options.perMinute)
        wait = std::max(wait, m_sent.front() + m_options.minute - now);
    return wait;
}

void Lane::refuseAll(Millis wait)
{
    const Ports::Delivery rests = later(QStringLiteral("the channel rests"), wait);
    for (const auto &pending : std::exchange(m_queue, {}))
        answer(pending->promise, rests);
}

} // namespace Wf::Notify
