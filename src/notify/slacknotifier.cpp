// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/slacknotifier.h"

#include "notify/slackdelivery.h"

#include <QPromise>
#include <QTimer>

namespace Wf::Notify {

namespace {
    QFuture<Ports::Delivery> answered(Ports::Delivery::Outcome outcome, const QString &answer)
    {
        QPromise<Ports::Delivery> promise;
        promise.start();
        promise.addResult(Ports::Delivery { outcome, answer, std::nullopt, Millis { 0 } });
        promise.finish();
        return promise.future();
    }

    void answer(QPromise<Ports::Delivery> &promise, const Ports::Delivery &delivery)
    {
        promise.addResult(delivery);
        promise.finish();
    }

    bool isWebAddress(const QUrl &url)
    {
        const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        return web && url.isValid() && !url.host().isEmpty();
    }
} // namespace

SlackNotifier::SlackNotifier(Resolver resolver, const Clock &clock)
    : SlackNotifier(std::move(resolver), clock, Options {})
{
}

SlackNotifier::SlackNotifier(Resolver resolver, const Clock &clock, const Options &options)
    : m_resolver(std::move(resolver))
    , m_clock(clock)
    , m_options(options)
{
    m_network.setAutoDeleteReplies(false);
}

SlackNotifier::~SlackNotifier()
{
    const Ports::Delivery stopped { Ports::Delivery::Outcome::Retry, QStringLiteral("stopped before it was sent"),
        std::nullopt, Millis { 0 } };
    const auto lanes = std::exchange(m_lanes, {});
    for (const std::shared_ptr<Lane> &lane : lanes) {
        lane->delivery.reset();
        if (lane->sending)
            answer(lane->sending->promise, stopped);
        for (const std::shared_ptr<Pending> &pending : lane->queue)
            answer(pending->promise, stopped);
    }
}

QFuture<Ports::Delivery> SlackNotifier::deliver(const Domain::OutboxMessage &message)
{
    const QUrl address = m_resolver(message.target, message.service);
    if (address.isEmpty())
        return answered(Ports::Delivery::Outcome::Rejected, QStringLiteral("no webhook configured"));
    if (!isWebAddress(address))
        return answered(Ports::Delivery::Outcome::Rejected, QStringLiteral("the webhook is not a web address"));
    const QString key = QString::fromLatin1(address.toEncoded());
    std::shared_ptr<Lane> &lane = m_lanes[key];
    if (!lane)
        lane = std::make_shared<Lane>();
    if (lane->queue.size() >= m_options.longestQueue)
        return answered(
            Ports::Delivery::Outcome::Retry, QStringLiteral("too many messages wait for this webhook"));
    lane->address = address;
    const auto pending = std::make_shared<Pending>();
    pending->payload = message.payload;
    pending->promise.start();
    const auto future = pending->promise.future();
    lane->queue.push_back(pending);
    sendNext(key);
    return future;
}

std::size_t SlackNotifier::waiting() const
{
    std::size_t count = 0;
    for (const std::shared_ptr<Lane> &lane : m_lanes)
        count += lane->queue.size();
    return count;
}

void SlackNotifier::sendNext(const QString &key)
{
    const std::shared_ptr<Lane> lane = m_lanes.value(key);
    if (!lane || lane->sending || lane->resting)
        return;
    if (lane->queue.empty()) {
        m_lanes.remove(key);
        return;
    }
    lane->sending = lane->queue.front();
    lane->queue.pop_front();
    lane->delivery = std::make_unique<SlackDelivery>(
        m_network, lane->address, lane->sending->payload, m_clock, m_options.deadline);
    connect(lane->delivery.get(), &SlackDelivery::finished, this,
        [this, key](const Ports::Delivery &delivery) { finished(key, delivery); });
}

void SlackNotifier::finished(const QString &key, const Ports::Delivery &delivery)
{
    const std::shared_ptr<Lane> lane = m_lanes.value(key);
    if (!lane || !lane->sending)
        return;
    const auto done = std::exchange(lane->sending, nullptr);
    lane->delivery.release()->deleteLater(); // it is the sender
    rest(key, std::max(m_options.spacing, delivery.retryAfter.value_or(Millis { 0 })));
    answer(done->promise, delivery);
}

void SlackNotifier::rest(const QString &key, Millis duration)
{
    m_lanes.value(key)->resting = true;
    QTimer::singleShot(duration, this, [this, key] {
        if (const auto lane = m_lanes.value(key)) {
            lane->resting = false;
            sendNext(key);
        }
    });
}

} // namespace Wf::Notify
