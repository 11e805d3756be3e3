// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "engine/statskeeper.h"
#include "ports/notifier.h"
#include "ports/store.h"
#include "ports/ticker.h"

#include <QObject>

#include <functional>
#include <map>
#include <set>

namespace Wf::Engine {

/// Sends what is committed: marks a message as being sent, delivers it, records the answer; each step is durable
/// before the next begins. Messages of one address keep their order; a failing address does not hold up others.
/// What gathered while a channel was down, or was to be gathered, is sent as one digest where the channel takes
/// them.
class OutboxWorker final : public QObject {
    Q_OBJECT

public:
    OutboxWorker(Ports::Store &store, Ports::Notifier &notifier, const Clock &clock, Ports::Ticker &ticker);
    ~OutboxWorker() override;

    /// What the receiver calls our first message about the same thing; asked when a message is sent.
    using Threads = std::function<QString(const Domain::OutboxMessage &)>;
    void setThreads(Threads threads) { m_threads = std::move(threads); }
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
    using Address = std::pair<QString, ServiceId>;
    using Parcel = std::vector<qint64>; ///< messages of one address that go together, oldest first

    void work();
    [[nodiscard]] Parcel parcelFrom(const Domain::OutboxMessage &first, Instant now) const;
    void begin(const Parcel &parcel);
    void send(const Parcel &parcel);
    [[nodiscard]] Domain::OutboxMessage wrapped(const Parcel &parcel) const;
    void settle(const Parcel &parcel, const Ports::Delivery &delivery);
    void judge(Domain::OutboxMessage &message, const Ports::Delivery &delivery, Instant now);
    void record(const Parcel &parcel);
    void postpone(const Parcel &parcel);
    void release(const Parcel &parcel);
    void store(const Parcel &parcel, std::function<void(bool)> done);
    [[nodiscard]] bool isDue(const Domain::OutboxMessage &message, Instant now) const;
    [[nodiscard]] Domain::OutboxMessage &first(const Parcel &parcel) { return m_waiting.at(parcel.front()); }
    void armTicker();

    Ports::Store &m_store;
    Ports::Notifier &m_notifier;
    const Clock &m_clock;
    Ports::Ticker &m_ticker;
    std::map<qint64, Domain::OutboxMessage> m_waiting;
    std::set<Address> m_sending;
    Threads m_threads;
    StatsKeeper::Outbox m_counts;
    bool m_closed = false;
};

} // namespace Wf::Engine
