// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "ports/notifier.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPromise>

#include <deque>
#include <functional>
#include <memory>

namespace Wf::Notify {

class SlackDelivery;

/// Posts messages to Slack incoming webhooks (or whatever speaks like one).
/// One message at a time per address and at most one a second, in the order they were given. Each request has a
/// deadline; redirects are not followed; at most 4 KiB of the answer are read.
///   2xx                        Delivered
///   429                        Retry after what the receiver asks for (1 to 60 s); the address rests that long
///   408, 5xx, no connection    Retry
///   anything else, no address  Rejected
/// The answer names status and the receiver's word ("HTTP 404: no_service"), never the address.
class SlackNotifier final : public QObject, public Ports::Notifier {
    Q_OBJECT

public:
    /// Empty = not configured.
    using Resolver = std::function<QUrl(Domain::WebhookTarget, const ServiceId &)>;
    struct Options {
        Millis deadline { std::chrono::seconds { 10 } };
        Millis spacing { std::chrono::seconds { 1 } }; ///< between two messages to one address
        std::size_t longestQueue = 200; ///< per address; beyond it the answer is Retry at once
    };

    SlackNotifier(Resolver resolver, const Clock &clock);
    SlackNotifier(Resolver resolver, const Clock &clock, const Options &options);
    /// What was not finished answers Retry.
    ~SlackNotifier() override;

    [[nodiscard]] QFuture<Ports::Delivery> deliver(const Domain::OutboxMessage &message) override;
    /// Messages that wait behind others for their address.
    [[nodiscard]] std::size_t waiting() const;

private:
    struct Pending {
        QByteArray payload;
        QPromise<Ports::Delivery> promise;
    };
    struct Lane {
        QUrl address;
        std::deque<std::shared_ptr<Pending>> queue;
        std::shared_ptr<Pending> sending;
        std::unique_ptr<SlackDelivery> delivery;
        bool resting = false;
    };

    void sendNext(const QString &key);
    void finished(const QString &key, const Ports::Delivery &delivery);
    void rest(const QString &key, Millis duration);

    Resolver m_resolver;
    const Clock &m_clock;
    Options m_options;
    QNetworkAccessManager m_network;
    QHash<QString, std::shared_ptr<Lane>> m_lanes; ///< one a configured address
};

} // namespace Wf::Notify
