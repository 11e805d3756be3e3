// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "notify/httpsending.h"
#include "notify/slackletter.h"

namespace Wf::Notify {

/// A Slack app with a bot token (scope chat:write).
struct SlackBot {
    QString api { QStringLiteral("https://slack.com/api") };
    QString token {};
    QString channel {}; ///< "C0123456789"
    Millis deadline { Seconds { 10 } }; ///< of each request
    AckButtons ackButtons = AckButtons::Off;
};

/// One letter through chat.postMessage. The first of an incident begins a thread, whose name
/// ("C0123456789:1712.99") the delivery tells; later ones are replies in it, worse news shown in the channel as
/// well. When somebody acknowledges, or it is over, chat.update first makes the first message say so; doing that
/// twice does no harm, so a failed reply can be tried again.
class SlackBotSending final : public Sending {
    Q_OBJECT

public:
    SlackBotSending(QNetworkAccessManager &network, SlackBot bot, Domain::Letter letter, const Clock &clock);
    ~SlackBotSending() override;
    void begin() override;

private:
    enum class Then : quint8 { Reply, Tell };
    void update();
    void post();
    void call(const QString &method, const QJsonObject &arguments, Then then);
    void answered(const Ports::Delivery &delivery, Then then);

    QNetworkAccessManager &m_network;
    SlackBot m_bot;
    Domain::Letter m_letter;
    QString m_channel; ///< of the thread
    QString m_thread; ///< its time stamp; empty: there is none yet
    std::unique_ptr<HttpSending> m_request;
};

} // namespace Wf::Notify
