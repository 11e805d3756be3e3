// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/outboxworker.h"

#include "engine/log.h"

namespace Wf::Engine {

namespace {
    constexpr size_t kLongestQueue = 10'000;
    constexpr size_t kAddressesAtOnce = 4;
    constexpr Millis kStoreRetry = std::chrono::seconds { 5 };
}

OutboxWorker::OutboxWorker(Ports::Store &store, Ports::Notifier &notifier, const Clock &clock, Ports::Ticker &ticker)
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

void OutboxWorker::work()
{
    const Instant now = m_clock.now();
    std::set<Address> blocked = m_sending;
    std::vector<qint64> ready;
    for (const auto &[id, message] : m_waiting) {
        const Address address { message.target, message.service };
        if (!blocked.insert(address).second)
            continue; // an older one to the same address goes first
        if (message.nextAttemptAt <= now && m_sending.size() + ready.size() < kAddressesAtOnce)
            ready.push_back(id);
    }
    for (const qint64 id : ready)
        send(id);
    armTicker();
}

void OutboxWorker::send(qint64 id)
{
    Domain::OutboxMessage &message = m_waiting.at(id);
    m_sending.insert({ message.target, message.service });
    message.state = Domain::OutboxState::Sending;
    ++message.attempts;
    store(message, [this, id](bool stored) {
        if (!stored) { // not durable: not sent, or a crash could send it twice
            settle(id, { Ports::Delivery::Outcome::Retry, QStringLiteral("database not writable"), kStoreRetry });
            return;
        }
        m_notifier.deliver(m_waiting.at(id))
            .then(this, [this, id](const Ports::Delivery &delivery) { settle(id, delivery); })
            .onCanceled(this, [this, id] {
                settle(id, { Ports::Delivery::Outcome::Retry, QStringLiteral("cancelled"), std::nullopt });
            });
    });
}

void OutboxWorker::settle(qint64 id, const Ports::Delivery &delivery)
{
    Domain::OutboxMessage &message = m_waiting.at(id);
    const Instant now = m_clock.now();
    const Address address { message.target, message.service };
    message.lastAnswer = delivery.answer;
    const bool expired = now - message.createdAt >= Domain::kOutboxLifetime;
    if (delivery.outcome == Ports::Delivery::Outcome::Delivered) {
        message.state = Domain::OutboxState::Delivered;
        message.finishedAt = now;
        ++m_counts.delivered;
        qCInfo(logOutbox) << "delivered message" << id << "after" << message.attempts << "attempts";
    } else if (delivery.outcome == Ports::Delivery::Outcome::Rejected || expired) {
        message.state = Domain::OutboxState::Dead;
        message.finishedAt = now;
        ++m_counts.failures;
        ++m_counts.dead;
        qCCritical(logOutbox).noquote() << "message" << id << "cannot be delivered:" << delivery.answer;
    } else {
        message.state = Domain::OutboxState::Queued;
        message.nextAttemptAt = now + Domain::outboxBackoff(message.attempts, delivery.retryAfter);
        ++m_counts.failures;
        qCWarning(logOutbox).noquote() << "message" << id << "will be sent again:" << delivery.answer;
    }
    const bool dead = message.state == Domain::OutboxState::Dead;
    const bool finished = message.finishedAt.has_value();
    store(message, [this, id, address, dead, finished](bool) {
        // Should this write fail, the message is sent again after a restart: at least once, never lost.
        m_sending.erase(address);
        if (finished)
            m_waiting.erase(id);
        m_counts.waiting = static_cast<qint64>(m_waiting.size());
        if (dead)
            Q_EMIT died(id);
        Q_EMIT countsChanged();
        work();
    });
}

void OutboxWorker::store(const Domain::OutboxMessage &message, std::function<void(bool)> done)
{
    Ports::CommitBatch batch;
    batch.outbox.push_back(message);
    m_store.commit(std::move(batch))
        .then(this, [done](const Result<void> &result) { done(result.has_value()); })
        .onCanceled(this, [done] { done(false); });
}

void OutboxWorker::armTicker()
{
    std::set<Address> seen = m_sending;
    std::optional<Instant> soonest;
    for (const auto &[id, message] : m_waiting) {
        const bool first = seen.insert({ message.target, message.service }).second;
        if (first && (!soonest || message.nextAttemptAt < *soonest))
            soonest = message.nextAttemptAt;
    }
    if (!soonest || m_sending.size() >= kAddressesAtOnce)
        return;
    m_ticker.wakeIn(*soonest - m_clock.now(), [this] { work(); });
}

} // namespace Wf::Engine
