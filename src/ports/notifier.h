// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/alerting.h"
#include "domain/connectivity.h"
#include "domain/event.h"

#include <QFuture>

namespace Wf::Ports {

struct Delivery {
    enum class Outcome : quint8 { Delivered, Retry, Rejected };
    Outcome outcome = Outcome::Retry;
    QString answer; ///< "HTTP 200", "request_error: …"; never a secret
    std::optional<Millis> retryAfter; ///< what the receiver asked for
    Millis took { 0 };
};

/// Delivers one message over one channel. Lives in the engine's thread; every delivery has a deadline.
class Notifier {
public:
    Notifier() = default;
    Notifier(const Notifier &) = delete;
    Notifier &operator=(const Notifier &) = delete;
    virtual ~Notifier() = default;

    [[nodiscard]] virtual QFuture<Delivery> deliver(const Domain::OutboxMessage &message) = 0;
};

/// What a message about one change says; the channel makes its own layout of it.
struct ChangeText {
    ServiceId service;
    QString name;
    Domain::Status from = Domain::Status::Unknown;
    Domain::Status to = Domain::Status::Unknown;
    QString impact;
    QUrl statusPage;
    QString owner;
    QUrl runbook;
    Domain::Mention mention = Domain::Mention::None;
    QString dedupKey;
    Instant at {};
};

struct HealthText {
    ServiceId service;
    QString name;
    bool broken = true; ///< else recovered
    int failures = 0;
    QString reason;
    bool fallbackWebhook = false; ///< the dedicated webhook is not set: say so
    Instant at {};
};

/// Writes messages in a channel's format. Pure.
class Composer {
public:
    Composer() = default;
    Composer(const Composer &) = delete;
    Composer &operator=(const Composer &) = delete;
    virtual ~Composer() = default;

    [[nodiscard]] virtual QString channel() const = 0;
    [[nodiscard]] virtual QByteArray change(const ChangeText &change) const = 0;
    [[nodiscard]] virtual QByteArray batch(const std::vector<ChangeText> &changes) const = 0;
    [[nodiscard]] virtual QByteArray aggregated(
        const ChangeText &upstream, const QStringList &dependents) const = 0;
    [[nodiscard]] virtual QByteArray health(const HealthText &health) const = 0;
    /// "This computer is offline" / "… is online again, it could not see for 12 min".
    [[nodiscard]] virtual QByteArray connectivity(Domain::Connectivity state, Instant since, Instant at) const = 0;
};

} // namespace Wf::Ports
