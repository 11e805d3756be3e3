// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/channel.h"
#include "domain/event.h"

#include <QFuture>

namespace Wf::Ports {

struct Delivery {
    enum class Outcome : quint8 { Delivered, Retry, Rejected };
    Outcome outcome = Outcome::Retry;
    QString answer {}; ///< "HTTP 200", "request_error: …"; never a secret
    std::optional<Millis> retryAfter {}; ///< what the receiver asked for
    Millis took { 0 };
    QString thread {}; ///< what the receiver calls the message, for answers and updates
};

/// Delivers one letter over one channel. Lives in the engine's thread; every delivery has a deadline.
class Notifier {
public:
    Notifier() = default;
    Notifier(const Notifier &) = delete;
    Notifier &operator=(const Notifier &) = delete;
    virtual ~Notifier() = default;

    [[nodiscard]] virtual QFuture<Delivery> deliver(const Domain::OutboxMessage &message) = 0;
    /// How the channel wants to be treated; the defaults for one that nobody knows.
    [[nodiscard]] virtual Domain::ChannelLimits limits(const QString &channel) const = 0;
    /// Why letters to it have nowhere to go, such as "no webhook configured"; empty: they have.
    [[nodiscard]] virtual QString obstacle(const QString &channel, const ServiceId &service) const = 0;
};

} // namespace Wf::Ports
