// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "ports/notifier.h"

#include <QObject>

namespace Wf::Notify {

/// One letter on its way over one channel. Destroying it cancels it.
class Sending : public QObject {
    Q_OBJECT

public:
    explicit Sending(const Clock &clock);

    /// Once, after finished() is connected; that may come before begin() returns.
    virtual void begin() = 0;

Q_SIGNALS:
    /// Once.
    void finished(const Wf::Ports::Delivery &delivery);

protected:
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] bool isDone() const { return m_done; }
    /// Adds how long it took. What is told after the first time is not heard.
    void tell(Ports::Delivery delivery);
    void tell(Ports::Delivery::Outcome outcome, const QString &answer);

private:
    const Clock &m_clock;
    Millis m_startedAt;
    bool m_done = false;
};

/// The answer is known before anything is sent.
class KnownSending final : public Sending {
    Q_OBJECT

public:
    KnownSending(Ports::Delivery delivery, const Clock &clock);
    void begin() override;

private:
    Ports::Delivery m_delivery;
};

} // namespace Wf::Notify
