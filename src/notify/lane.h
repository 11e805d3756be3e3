// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "notify/sending.h"

#include <QPromise>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace Wf::Notify {

struct LaneOptions {
    Millis spacing { 0 }; ///< between two letters
    int perMinute = 60;
    Millis minute { Seconds { 60 } };
    std::size_t longestQueue = 200; ///< beyond it the answer is Retry at once
    int breakerAfter = 5; ///< failures in a row
    Millis breakerRest { Seconds { 60 } }; ///< doubles with every further failure
    Millis longestBreakerRest { std::chrono::minutes { 15 } };
    Millis longestWait { Seconds { 60 } }; ///< a letter that had to wait longer answers Retry instead
};

/// The letters to one address: one at a time, in the order given, no more than so many a minute. It rests for as
/// long as the receiver asks, and after too many failures in a row; what comes meanwhile waits when that is short,
/// else it answers Retry with the time that is left.
class Lane final : public QObject {
    Q_OBJECT

public:
    /// Makes the delivery of a letter when its turn has come; never null.
    using Start = std::function<std::unique_ptr<Sending>(const Domain::OutboxMessage &)>;

    Lane(Start start, const Clock &clock, const LaneOptions &options);
    /// What was not finished answers Retry.
    ~Lane() override;

    [[nodiscard]] QFuture<Ports::Delivery> take(const Domain::OutboxMessage &message);
    void setPerMinute(int perMinute) { m_options.perMinute = perMinute; }
    /// Letters that wait for their turn.
    [[nodiscard]] std::size_t waiting() const { return m_queue.size(); }
    [[nodiscard]] bool isBusy() const { return m_sending || !m_queue.empty(); }

private:
    struct Pending {
        Domain::OutboxMessage message;
        QPromise<Ports::Delivery> promise;
    };

    void sendNext();
    void send(std::unique_ptr<Pending> pending);
    void finished(Ports::Delivery delivery);
    void reckon(Ports::Delivery &delivery);
    [[nodiscard]] Millis timeToWait();
    void refuseAll(Millis wait);

    Start m_start;
    const Clock &m_clock;
    LaneOptions m_options;
    std::deque<std::unique_ptr<Pending>> m_queue;
    std::unique_ptr<Pending> m_current;
    std::unique_ptr<Sending> m_sending;
    std::deque<Millis> m_sent; ///< when, in the last minute; by the clock that never goes back
    Millis m_restUntil { 0 };
    Millis m_brokenUntil { 0 };
    int m_failures = 0; ///< in a row
    QTimer m_timer;
};

} // namespace Wf::Notify
