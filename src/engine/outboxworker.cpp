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
    /// A channel that was silent for so long gets what gathered as one digest.
    constexpr Millis kStale = std::chrono::minutes { 5 };
    constexpr size_t kFewestStale = 4;
    constexpr size_t kLongestDigest = 100;

    constexpr Millis kFarthestDigest = std::chrono::hours { 24 };

    std::pair<QString, ServiceId> addressOf(const Domain::OutboxMessage &message)
    {
        return { message.channel, message.service };
    }
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
    const Millis farthest = message.gathered ? kFarthestDigest : kFarthestPlan;
    return message.nextAttemptAt <= now || message.nextAttemptAt > now + farthest;
}

void OutboxWorker::work()
{
    if (m_closed)
        return;
    const Instant now = m_clock.now();
    std::set<Address> blocked = m_sending;
    std::vector<Parcel> ready;
    for (const auto &[id, message] : m_waiting) {
        if (m_sending.size() + ready.size() >= kAddressesAtOnce)
            break;
        // An older one to the same address goes first, but nothing waits for what is still being gathered.
        const bool gathering = message.gathered && message.attempts == 0 && !isDue(message, now);
        if (!gathering && blocked.insert(addressOf(message)).second && isDue(message, now))
            ready.push_back(parcelFrom(message, now));
    }
    for (const Parcel &parcel : ready)
        begin(parcel);
    armTicker();
}

/// The message alone, or with all that gathered behind it.
OutboxWorker::Parcel OutboxWorker::parcelFrom(const Domain::OutboxMessage &first, Instant now) const
{
    Parcel alone { first.id };
    const bool stale = first.attempts > 0 && now - first.createdAt >= kStale;
    if ((!stale && !first.gathered) || first.finishedAt
        || m_notifier.limits(first.channel).joining == Domain::Joining::Apart)
        return alone;
    Parcel parcel;
    for (const auto &[id, message] : m_waiting) {
        const bool joins = !message.finishedAt && message.letter.kind != Domain::LetterKind::Prepared
            && (stale || (message.gathered && isDue(message, now)));
        if (addressOf(message) == addressOf(first) && joins && parcel.size() < kLongestDigest)
            parcel.push_back(id);
    }
    return first.gathered || parcel.size() >= kFewestStale ? parcel : alone;
}

void OutboxWorker::begin(const Parcel &parcel)
{
    m_sending.insert(addressOf(first(parcel)));
    if (first(parcel).finishedAt) { // its end could not be written so far
        record(parcel);
        return;
    }
    for (const qint64 id : parcel) {
        Domain::OutboxMessage &message = m_waiting.at(id);
        message.state = Domain::OutboxState::Sending;
        ++message.attempts;
    }
    store(parcel, [this, parcel](bool stored) {
        if (stored && !m_closed)
            send(parcel);
        else
            postpone(parcel); // not durable: not sent, or a crash could send it twice
    });
}

Domain::OutboxMessage OutboxWorker::wrapped(const Parcel &parcel) const
{
    Domain::OutboxMessage message = m_waiting.at(parcel.front());
    if (parcel.size() > 1) {
        std::vector<Domain::Letter> letters;
        for (const qint64 id : parcel) {
            const Domain::Letter &letter = m_waiting.at(id).letter;
            if (letter.parts.empty())
                letters.push_back(letter);
            letters.insert(letters.end(), letter.parts.begin(), letter.parts.end());
        }
        message.letter = Domain::digestOf(std::move(letters), m_clock.now());
    }
    if (m_threads)
        message.letter.thread = m_threads(message);
    return message;
}

void OutboxWorker::send(const Parcel &parcel)
{
    onAnswer<Ports::Delivery>(
        this, m_notifier.deliver(wrapped(parcel)),
        [this, parcel](const Ports::Delivery &delivery) { settle(parcel, delivery); },
        [this, parcel] {
            settle(parcel, { Ports::Delivery::Outcome::Retry, QStringLiteral("cancelled"), std::nullopt });
        });
}

void OutboxWorker::settle(const Parcel &parcel, const Ports::Delivery &delivery)
{
    for (const qint64 id : parcel) {
        Domain::OutboxMessage &message = m_waiting.at(id);
        judge(message, delivery, m_clock.now());
        Q_EMIT attempted(message, delivery);
        if (message.state == Domain::OutboxState::Dead)
            Q_EMIT died(id);
    }
    record(parcel);
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

void OutboxWorker::record(const Parcel &parcel)
{
    store(parcel, [this, parcel](bool stored) {
        release(parcel);
        for (const qint64 id : parcel) {
            Domain::OutboxMessage &message = m_waiting.at(id);
            if (!message.finishedAt)
                continue;
            if (stored)
                m_waiting.erase(id);
            else // delivered, but not written: without another try a restart would send it twice
                message.nextAttemptAt = m_clock.now() + kStoreRetry;
        }
        m_counts.waiting = static_cast<qint64>(m_waiting.size());
        Q_EMIT countsChanged();
        work();
    });
}

void OutboxWorker::postpone(const Parcel &parcel)
{
    for (const qint64 id : parcel) {
        Domain::OutboxMessage &message = m_waiting.at(id);
        message.state = Domain::OutboxState::Queued;
        --message.attempts;
        message.nextAttemptAt = m_clock.now() + kStoreRetry;
    }
    release(parcel);
    work();
}

void OutboxWorker::release(const Parcel &parcel)
{
    m_sending.erase(addressOf(first(parcel)));
    if (m_sending.empty())
        Q_EMIT idle();
}

void OutboxWorker::store(const Parcel &parcel, std::function<void(bool)> done)
{
    Ports::CommitBatch batch;
    for (const qint64 id : parcel)
        batch.outbox.push_back(m_waiting.at(id));
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
        const bool counts = (message.gathered && message.attempts == 0) || seen.insert(addressOf(message)).second;
        if (counts && !m_sending.contains(addressOf(message)) && (!soonest || message.nextAttemptAt < *soonest))
            soonest = message.nextAttemptAt;
    }
    if (soonest)
        m_ticker.wakeIn(std::clamp(*soonest - now, Millis { 0 }, kFarthestPlan), [this] { work(); });
}

} // namespace Wf::Engine
