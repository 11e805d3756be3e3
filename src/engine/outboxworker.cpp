// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/outboxworker.h"

#include "core/answer.h"
#include "engine/log.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr size_t kLongestQueue = 10'000;
    constexpr size_t kAddressesAtOnce = 4;
    constexpr Millis kStoreRetry = std::chrono::seconds { 5 };
    /// No plan reaches further ahead: one that does was made by a clock that has been set back since.
    constexpr Millis kFarthestPlan = std::chrono::hours { 1 };
} // namespace

OutboxWorker::OutboxWorker(
    Ports::Store &store, Ports::Notifier &notifier, const Clock &clock, Ports::Ticker &ticker)
    : m_store(store)
    , m_notifier(notifier)
    , m_clock(clock)
    , m_ticker(ticker)
{
}

OutboxWorker::~OutboxWorker()
{
    m_ticker.cancel();
}

void OutboxWorker::add(const std::vector<Domain::OutboxMessage> &messages)
{
    for (const Domain::OutboxMessage &message : messages) {
        if (m_waiting.size() >= kLongestQueue) {
            // It is in the database and is taken up at the next start; until then it is said, not hidden.
            qCCritical(logOutbox) << "too many undelivered messages:" << message.id << "waits for the next start";
            continue;
        }
        m_waiting.insert_or_assign(message.id, message);
    }
    m_counts.waiting = static_cast<qint64>(m_waiting.size());
    work();
}

void OutboxWorker::close()
{
    m_closed = true;
    m_ticker.cancel();
}

bool OutboxWorker::isDue(const Domain::OutboxMessage &message, Instant now) const
{
    return message.nextAttemptAt <= now || message.nextAttemptAt > now + kFarthestPlan;
}

void OutboxWorker::work()
{
    if (m_closed)
        return;
    const Instant now = m_clock.now();
    std::set<Address> blocked = m_sending;
    std::vector<qint64> ready;
    for (const auto &[id, message] : m_waiting) {
        if (m_sending.size() + ready.size() >= kAddressesAtOnce)
            break;
        // An older one to the same address goes first.
        if (blocked.insert({ message.target, message.service }).second && isDue(message, now))
            ready.push_back(id);
    }
    for (const qint64 id : ready)
        begin(id);
    armTicker();
}

void OutboxWorker::begin(qint64 id)
{
    Domain::OutboxMessage &message = m_waiting.at(id);
    m_sending.insert({ message.target, message.service });
    if (message.finishedAt) { // its end could not be written so far
        record(id);
        return;
    }
    message.state = Domain::OutboxState::Sending;
    ++message.attempts;
    store(message, [this, id](bool stored) {
        if (stored && !m_closed)
            send(id);
        else
            postpone(id); // not durable: not sent, or a crash could send it twice
    });
}

void OutboxWorker::send(qint64 id)
{
    onAnswer<Ports::Delivery>(
        this, m_notifier.deliver(m_waiting.at(id)),
        [this, id](const Ports::Delivery &delivery) { settle(id, delivery); },
        [this, id] {
            settle(id, { Ports::Delivery::Outcome::Retry, QStringLiteral("cancelled"), std::nullopt });
        });
}

void OutboxWorker::settle(qint64 id, const Ports::Delivery &delivery)
{
    Domain::OutboxMessage &message = m_waiting.at(id);
    judge(message, delivery, m_clock.now());
    Q_EMIT attempted(message, delivery);
    if (message.state == Domain::OutboxState::Dead)
        Q_EMIT died(id);
    record(id);
}

void OutboxWorker::judge(Domain::OutboxMessage &message, const Ports::Delivery &delivery, Instant now)
{
    message.lastAnswer = delivery.answer;
    const bool expired = now - message.createdAt >= Domain::kOutboxLifetime;
    if (delivery.outcome == Ports::Delivery::Outcome::Delivered) {
        message.state = Domain::OutboxState::Delivered;
        message.finishedAt = now;
        ++m_counts.delivered;
        qCInfo(logOutbox) << "delivered message" << message.id << "after" << message.attempts << "attempts";
        return;
    }
    ++m_counts.failures;
    if (delivery.outcome == Ports::Delivery::Outcome::Rejected || expired) {
        message.state = Domain::OutboxState::Dead;
        message.finishedAt = now;
        ++m_counts.dead;
        qCCritical(logOutbox).noquote() << "message" << message.id << "cannot be delivered:" << delivery.answer;
        return;
    }
    message.state = Domain::OutboxState::Queued;
    message.nextAttemptAt = now + Domain::outboxBackoff(message.attempts, delivery.retryAfter);
    qCWarning(logOutbox).noquote() << "message" << message.id << "will be sent again:" << delivery.answer;
}

void OutboxWorker::record(qint64 id)
{
    store(m_waiting.at(id), [this, id](bool stored) {
        Domain::OutboxMessage &message = m_waiting.at(id);
        const bool finished = message.finishedAt.has_value();
        if (finished && !stored) // delivered, but not written: without another try a restart would send it twice
            message.nextAttemptAt = m_clock.now() + kStoreRetry;
        release(id);
        if (finished && stored)
            m_waiting.erase(id);
        m_counts.waiting = static_cast<qint64>(m_waiting.size());
        Q_EMIT countsChanged();
        work();
    });
}

void OutboxWorker::postpone(qint64 id)
{
    Domain::OutboxMessage &message = m_waiting.at(id);
    message.state = Domain::OutboxState::Queued;
    --message.attempts;
    message.nextAttemptAt = m_clock.now() + kStoreRetry;
    release(id);
    work();
}

void OutboxWorker::release(qint64 id)
{
    const Domain::OutboxMessage &message = m_waiting.at(id);
    m_sending.erase({ message.target, message.service });
    if (m_sending.empty())
        Q_EMIT idle();
}

void OutboxWorker::store(const Domain::OutboxMessage &message, std::function<void(bool)> done)
{
    Ports::CommitBatch batch;
    batch.outbox.push_back(message);
    onAnswer<Result<void>>(
        this, m_store.commit(std::move(batch)), [done](const Result<void> &result) { done(result.has_value()); },
        [done] { done(false); });
}

void OutboxWorker::armTicker()
{
    if (m_sending.size() >= kAddressesAtOnce)
        return; // the next one that ends looks again
    const Instant now = m_clock.now();
    std::set<Address> seen = m_sending;
    std::optional<Instant> soonest;
    for (const auto &[id, message] : m_waiting) {
        const bool first = seen.insert({ message.target, message.service }).second;
        if (first && (!soonest || message.nextAttemptAt < *soonest))
            soonest = message.nextAttemptAt;
    }
    if (soonest)
        m_ticker.wakeIn(std::clamp(*soonest - now, Millis { 0 }, kFarthestPlan), [this] { work(); });
}

} // namespace Wf::Engine
