// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/channelnotifier.h"

#include "domain/alertpolicy.h"
#include "notify/lettertemplate.h"
#include "notify/slackbot.h"

#include <QProcess>

namespace Wf::Notify {

namespace {
    using Domain::Channel;
    using Domain::Letter;
    using Outcome = Ports::Delivery::Outcome;

    const QString kSlack = QStringLiteral("slack");
    const QString kSlackBot = QStringLiteral("slack_bot");
    const QString kEmail = QStringLiteral("email");
    const QString kCommand = QStringLiteral("command");
    const QString kDesktop = QStringLiteral("desktop");

    bool isWebAddress(const QUrl &url)
    {
        const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        return web && url.isValid() && !url.host().isEmpty();
    }

    QString parameter(const Channel &channel, const char *name)
    {
        return channel.parameters.value(QLatin1String(name)).reveal();
    }

    Ports::Delivery rejected(const QString &answer)
    {
        Ports::Delivery delivery;
        delivery.outcome = Outcome::Rejected;
        delivery.answer = answer;
        return delivery;
    }

    MailSecurity securityOf(const Channel &channel)
    {
        const QString word = parameter(channel, "security");
        if (word == QLatin1String("none"))
            return MailSecurity::None;
        return word == QLatin1String("tls") ? MailSecurity::Tls : MailSecurity::StartTls;
    }

    MailServer serverOf(const Channel &channel)
    {
        MailServer server;
        server.host = parameter(channel, "host");
        server.port = parameter(channel, "port").toUShort();
        server.security = securityOf(channel);
        server.user = parameter(channel, "user");
        server.password = channel.parameters.value(QStringLiteral("password"));
        server.caFile = parameter(channel, "ca_file");
        return server;
    }

    HttpCall slackCall(const QUrl &url, const QByteArray &payload)
    {
        HttpCall call;
        call.url = url;
        call.headers = { { "Content-Type", "application/json; charset=utf-8" } };
        call.body = payload;
        return call;
    }

    /// Every 5xx is worth another try; a call for a login is a captive portal: webhooks know none.
    HttpRules slackRules(Millis deadline)
    {
        HttpRules rules;
        rules.retry = { 401, 408, 425, 429 };
        for (int status = 500; status < 600; ++status)
            rules.retry.push_back(status);
        rules.retryAfter = RetryAfter::Slack;
        rules.deadline = deadline;
        return rules;
    }
} // namespace

ChannelNotifier::ChannelNotifier(const Clock &clock)
    : ChannelNotifier(clock, Options {})
{
}

ChannelNotifier::ChannelNotifier(const Clock &clock, const Options &options)
    : m_clock(clock)
    , m_options(options)
{
    m_network.setAutoDeleteReplies(false);
}

ChannelNotifier::~ChannelNotifier() = default;

void ChannelNotifier::configure(
    std::vector<Domain::ChannelDefinition> definitions, std::vector<Channel> channels, BuiltIn builtIn)
{
    m_definitions.clear();
    for (Domain::ChannelDefinition &definition : definitions)
        m_definitions[definition.kind] = std::move(definition);
    m_channels.clear();
    for (Channel &channel : channels)
        m_channels[channel.name] = std::move(channel);
    m_builtIn = std::move(builtIn);
    m_lanes.removeIf([](const auto &lane) { return !lane.value()->isBusy(); });
}

QFuture<Ports::Delivery> ChannelNotifier::deliver(const Domain::OutboxMessage &message)
{
    if (const QString why = refusal(message); !why.isEmpty())
        return QtFuture::makeReadyFuture(rejected(why));
    return laneFor(message)->take(message);
}

Domain::ChannelLimits ChannelNotifier::limits(const QString &channel) const
{
    if (const auto found = m_channels.find(channel); found != m_channels.end())
        return found->limits;
    Domain::ChannelLimits usual;
    usual.deadline = m_options.deadline;
    return usual;
}

QString ChannelNotifier::obstacle(const QString &channel, const ServiceId &service) const
{
    Domain::OutboxMessage message;
    message.channel = channel;
    message.service = service;
    return refusal(message);
}

std::size_t ChannelNotifier::waiting() const
{
    std::size_t count = 0;
    for (const std::shared_ptr<Lane> &lane : m_lanes)
        count += lane->waiting();
    return count;
}

bool ChannelNotifier::isBuiltIn(const QString &channel) const
{
    return channel == Domain::builtInChannel() || channel == Domain::healthChannel();
}

/// Of a channel that is a Slack webhook; empty for others.
QUrl ChannelNotifier::webhookOf(const Domain::OutboxMessage &message) const
{
    if (const auto found = m_channels.find(message.channel); found != m_channels.end())
        return found->kind == kSlack ? QUrl(parameter(*found, "url"), QUrl::StrictMode) : QUrl();
    return isBuiltIn(message.channel) && m_builtIn.resolver ? m_builtIn.resolver(message.channel, message.service)
                                                            : QUrl();
}

QString ChannelNotifier::refusal(const Domain::OutboxMessage &message) const
{
    const auto found = m_channels.find(message.channel);
    const bool defined = found != m_channels.end();
    if (!defined && !isBuiltIn(message.channel))
        return QStringLiteral("there is no channel \"%1\"").arg(message.channel);
    if (!defined || found->kind == kSlack) {
        const QUrl url = webhookOf(message);
        if (url.isEmpty())
            return QStringLiteral("no webhook configured");
        return isWebAddress(url) ? QString() : QStringLiteral("the webhook is not a web address");
    }
    if (found->kind == kDesktop)
        return m_builtIn.desktop ? QString() : QStringLiteral("no desktop here");
    if (found->kind == kCommand && m_builtIn.commands == Commands::Refused)
        return QStringLiteral("commands are not run here (set ALLOW_COMMAND_CHECKS=true to allow them)");
    if (found->kind == kSlackBot || found->kind == kEmail || found->kind == kCommand
        || m_definitions.contains(found->kind))
        return {};
    return QStringLiteral("nothing is known of the channel kind \"%1\"").arg(found->kind);
}

/// Webhooks that are used by several channels, or services, are one address.
std::shared_ptr<Lane> ChannelNotifier::laneFor(const Domain::OutboxMessage &message)
{
    const QUrl webhook = webhookOf(message);
    const bool slack = !webhook.isEmpty();
    const QString key = slack ? QStringLiteral("slack ") + QString::fromLatin1(webhook.toEncoded())
                              : QStringLiteral("channel ") + message.channel;
    std::shared_ptr<Lane> &lane = m_lanes[key];
    LaneOptions options = m_options.lane;
    options.perMinute = limits(message.channel).perMinute;
    if (slack)
        options.spacing = m_options.slackSpacing;
    if (!lane)
        lane = std::make_shared<Lane>(
            [this](const Domain::OutboxMessage &next) { return start(next); }, m_clock, options);
    lane->setPerMinute(options.perMinute);
    return lane;
}

/// The configuration may have changed while the letter waited.
std::unique_ptr<Sending> ChannelNotifier::start(const Domain::OutboxMessage &message)
{
    if (const QString why = refusal(message); !why.isEmpty())
        return known(rejected(why));
    const auto found = m_channels.find(message.channel);
    if (const QUrl webhook = webhookOf(message); !webhook.isEmpty())
        return startSlack(webhook, message.letter, limits(message.channel).deadline);
    if (found->kind == kSlackBot)
        return startBot(*found, message.letter);
    if (found->kind == kEmail)
        return startMail(*found, message.letter);
    if (found->kind == kCommand)
        return startCommand(*found, message.letter);
    if (found->kind == kDesktop)
        return showOnDesktop(*found, message.letter);
    return startDefined(*found, message.letter);
}

std::unique_ptr<Sending> ChannelNotifier::startSlack(const QUrl &url, const Letter &letter, Millis deadline)
{
    return std::make_unique<HttpSending>(
        m_network, slackCall(url, slackPayload(letter, m_builtIn.ackButtons)), slackRules(deadline), m_clock);
}

std::unique_ptr<Sending> ChannelNotifier::startBot(const Channel &channel, const Letter &letter)
{
    SlackBot bot;
    if (const QString api = parameter(channel, "api"); !api.isEmpty())
        bot.api = api;
    bot.token = parameter(channel, "token");
    bot.channel = parameter(channel, "channel");
    bot.deadline = channel.limits.deadline;
    bot.ackButtons = m_builtIn.ackButtons;
    return std::make_unique<SlackBotSending>(m_network, bot, letter, m_clock);
}

std::unique_ptr<Sending> ChannelNotifier::startMail(const Channel &channel, const Letter &letter)
{
    const Result<MailAddress> from = readAddress(parameter(channel, "from"));
    const Result<std::vector<MailAddress>> to = readAddresses(parameter(channel, "to"));
    if (!from || !to)
        return known(rejected(from ? to.error().detail : from.error().detail));
    Mail mail;
    mail.server = serverOf(channel);
    mail.from = *from;
    mail.to = *to;
    mail.text = mailText(letter, *from, *to);
    mail.deadline = channel.limits.deadline;
    return std::make_unique<MailSending>(m_mailer, std::move(mail), m_clock);
}

std::unique_ptr<Sending> ChannelNotifier::startCommand(const Channel &channel, const Letter &letter)
{
    const QStringList argv = QProcess::splitCommand(parameter(channel, "command"));
    if (argv.isEmpty() || argv.first().isEmpty())
        return known(rejected(QStringLiteral("the channel names no program")));
    return std::make_unique<CommandSending>(argv, letter, channel.limits.deadline, m_clock);
}

std::unique_ptr<Sending> ChannelNotifier::showOnDesktop(const Channel &channel, const Letter &letter)
{
    m_builtIn.desktop(desktopNotice(letter, parameter(channel, "sound")));
    Ports::Delivery shown;
    shown.outcome = Outcome::Delivered;
    shown.answer = QStringLiteral("handed to this desktop");
    return known(shown);
}

std::unique_ptr<Sending> ChannelNotifier::startDefined(const Channel &channel, const Letter &letter)
{
    const Domain::ChannelDefinition definition = m_definitions.value(channel.kind);
    const auto call = LetterTemplate(definition, channel, m_clock.now()).fill(letter);
    if (!call)
        return known(rejected(call.error().detail));
    if (!*call) {
        Ports::Delivery nothing;
        nothing.outcome = Outcome::Delivered;
        nothing.answer = QStringLiteral("nothing to send: the channel has no use for it");
        nothing.thread = letter.thread;
        return known(nothing);
    }
    HttpRules rules;
    rules.success = definition.success;
    rules.retry = definition.retry;
    rules.deadline = channel.limits.deadline;
    rules.secrets = secretValues(definition, channel);
    return std::make_unique<HttpSending>(m_network, **call, std::move(rules), m_clock);
}

std::unique_ptr<Sending> ChannelNotifier::known(const Ports::Delivery &delivery) const
{
    return std::make_unique<KnownSending>(delivery, m_clock);
}

} // namespace Wf::Notify
