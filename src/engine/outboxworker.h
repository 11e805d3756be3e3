// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "engine/statskeeper.h"
#include "ports/notifier.h"
#include "ports/store.h"
#include "ports/ticker.h"

#include <QObject>

#include <map>
#include <set>

namespace Wf::Engine {

/// Sends what is committed: marks a message as being sent, delivers it, records the answer; each step is durable
/// before the next begins. Messages of one address keep their order; a failing address does not hold up others.
class OutboxWorker final : public QObject {
    Q_OBJECT

public:
    OutboxWorker(Ports::Store &store, Ports::Notifier &notifier, const Clock &clock, Ports::Ticker &ticker);
    ~OutboxWorker() override;

    /// Committed messages, queued or (after a crash) being sent.
    void add(const std::vector<Domain::OutboxMessage> &messages);
    /// Begins no delivery any more; those under way are still recorded.
    void close();

    [[nodiscard]] const StatsKeeper::Outbox &counts() const { return m_counts; }
    [[nodiscard]] bool isBusy() const { return !m_sending.empty(); }

Q_SIGNALS:
    /// The message will never arrive: what its alerts announced was not heard.
    void died(qint64 messageId);
    void countsChanged();
    /// An attempt ended; the message is as it is after it.
    void attempted(const Wf::Domain::OutboxMessage &message, const Wf::Ports::Delivery &delivery);
    /// No delivery is under way.
    void idle();

private:
    using Address = std::pair<Domain::WebhookTarget, ServiceId>;

    void work();
    void begin(qint64 id);
    void send(qint64 id);
    void settle(qint64 id, const Ports::Delivery &delivery);
    void judge(Domain::OutboxMessage &message, const Ports::Delivery &delivery, Instant now);
    void record(qint64 id);
    void postpone(qint64 id);
    void release(qint64 id);
    void store(const Domain::OutboxMessage &message, std::function<void(bool)> done);
    [[nodiscard]] bool isDue(const Domain::OutboxMessage &message, Instant now) const;
    void armTicker();

    Ports::Store &m_store;
    Ports::Notifier &m_notifier;
    const Clock &m_clock;
    Ports::Ticker &m_ticker;
    std::map<qint64, Domain::OutboxMessage> m_waiting;
    std::set<Address> m_sending;
    StatsKeeper::Outbox m_counts;
    bool m_closed = false;
};

} // namespace Wf::Engine
