// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "notify/commandsending.h"
#include "notify/desktopnotice.h"
#include "notify/lane.h"
#include "notify/mailer.h"
#include "notify/slackletter.h"

#include <QHash>
#include <QNetworkAccessManager>

namespace Wf::Notify {

/// Lays letters out and delivers them, as the kind of their channel says:
///   slack       a webhook: url
///   slack_bot   an app with a bot token: token, channel; api for another host than slack.com
///   email       SMTP: host, port, security (none, starttls, tls), user, password, from, to, ca_file
///   command     a program of this computer: command, split without a shell
///   desktop     a notice of the window: sound
///   any other   the definition of that name: a file of config/channels
/// The channels "slack" and "slack.health" are there without being defined; one that is defined goes before them.
///
/// Letters to one address go one at a time, in order; see Lane. No answer holds an address or a secret.
class ChannelNotifier final : public QObject, public Ports::Notifier {
    Q_OBJECT

public:
    struct Options {
        LaneOptions lane {};
        Millis slackSpacing { Seconds { 1 } }; ///< between two letters to one Slack webhook
        Millis deadline { Seconds { 10 } }; ///< of the built-in channels
    };
    /// What is there without alerts.yaml.
    struct BuiltIn {
        /// Address for "slack" or "slack.health" and a service; empty = not configured.
        std::function<QUrl(const QString &channel, const ServiceId &service)> resolver {};
        AckButtons ackButtons = AckButtons::Off;
        Commands commands = Commands::Refused;
        /// Shows a notice on this desktop; empty: there is none.
        std::function<void(const DesktopNotice &)> desktop {};
    };

    explicit ChannelNotifier(const Clock &clock);
    ChannelNotifier(const Clock &clock, const Options &options);
    /// What was not finished answers Retry.
    ~ChannelNotifier() override;

    /// May be called again: letters that wait go as the new configuration says, one on its way as the old one did.
    void configure(std::vector<Domain::ChannelDefinition> definitions, std::vector<Domain::Channel> channels,
        BuiltIn builtIn);

    [[nodiscard]] QFuture<Ports::Delivery> deliver(const Domain::OutboxMessage &message) override;
    [[nodiscard]] Domain::ChannelLimits limits(const QString &channel) const override;
    [[nodiscard]] QString obstacle(const QString &channel, const ServiceId &service) const override;
    /// Letters that wait behind others.
    [[nodiscard]] std::size_t waiting() const;

private:
    [[nodiscard]] std::shared_ptr<Lane> laneFor(const Domain::OutboxMessage &message);
    [[nodiscard]] QUrl webhookOf(const Domain::OutboxMessage &message) const;
    [[nodiscard]] bool isBuiltIn(const QString &channel) const;
    /// Why nothing can be sent; empty: it can.
    [[nodiscard]] QString refusal(const Domain::OutboxMessage &message) const;
    [[nodiscard]] std::unique_ptr<Sending> start(const Domain::OutboxMessage &message);
    [[nodiscard]] std::unique_ptr<Sending> startSlack(
        const QUrl &url, const Domain::Letter &letter, Millis deadline);
    [[nodiscard]] std::unique_ptr<Sending> startBot(const Domain::Channel &channel, const Domain::Letter &letter);
    [[nodiscard]] std::unique_ptr<Sending> startMail(const Domain::Channel &channel, const Domain::Letter &letter);
    [[nodiscard]] std::unique_ptr<Sending> startCommand(
        const Domain::Channel &channel, const Domain::Letter &letter);
    [[nodiscard]] std::unique_ptr<Sending> showOnDesktop(
        const Domain::Channel &channel, const Domain::Letter &letter);
    [[nodiscard]] std::unique_ptr<Sending> startDefined(
        const Domain::Channel &channel, const Domain::Letter &letter);
    [[nodiscard]] std::unique_ptr<Sending> known(const Ports::Delivery &delivery) const;

    const Clock &m_clock;
    Options m_options;
    QHash<QString, Domain::ChannelDefinition> m_definitions; ///< by kind
    QHash<QString, Domain::Channel> m_channels; ///< by name
    BuiltIn m_builtIn;
    QNetworkAccessManager m_network;
    Mailer m_mailer;
    QHash<QString, std::shared_ptr<Lane>> m_lanes; ///< one an address
};

} // namespace Wf::Notify
