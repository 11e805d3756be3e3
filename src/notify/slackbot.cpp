// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/slackbot.h"

#include <QJsonDocument>

#include <utility>

namespace Wf::Notify {

namespace {
    using Domain::TellingKind;
    using Outcome = Ports::Delivery::Outcome;

    HttpRules rulesOf(const SlackBot &bot)
    {
        HttpRules rules;
        rules.success.path = QStringLiteral("$.ok");
        rules.success.thread = QStringLiteral("$.ts");
        rules.retry = Domain::ChannelDefinition {}.retry;
        rules.retryAfter = RetryAfter::Slack;
        rules.deadline = bot.deadline;
        rules.secrets = { bot.token };
        return rules;
    }

    /// Slack answers most errors with 200.
    bool isPassing(const QString &error)
    {
        static const QStringList passing { QStringLiteral("ratelimited"), QStringLiteral("rate_limited"),
            QStringLiteral("internal_error"), QStringLiteral("fatal_error"), QStringLiteral("request_timeout"),
            QStringLiteral("service_unavailable"), QStringLiteral("team_added_to_org") };
        return passing.contains(error);
    }

    bool changesTheFirst(const Domain::Letter &letter)
    {
        return letter.telling == TellingKind::Over || letter.telling == TellingKind::Acknowledged;
    }

    bool concernsAll(const Domain::Letter &letter)
    {
        return letter.telling == TellingKind::Worse || letter.telling == TellingKind::Back;
    }
} // namespace

SlackBotSending::SlackBotSending(
    QNetworkAccessManager &network, SlackBot bot, Domain::Letter letter, const Clock &clock)
    : Sending(clock)
    , m_network(network)
    , m_bot(std::move(bot))
    , m_letter(std::move(letter))
    , m_channel(m_bot.channel)
{
    const qsizetype colon = m_letter.thread.lastIndexOf(QLatin1Char(':'));
    if (colon <= 0)
        return;
    m_channel = m_letter.thread.left(colon);
    m_thread = m_letter.thread.mid(colon + 1);
}

SlackBotSending::~SlackBotSending() = default;

void SlackBotSending::begin()
{
    if (!m_thread.isEmpty() && changesTheFirst(m_letter))
        update();
    else
        post();
}

void SlackBotSending::update()
{
    QJsonObject message = slackMessage(m_letter, m_bot.ackButtons);
    message.insert(QStringLiteral("channel"), m_channel);
    message.insert(QStringLiteral("ts"), m_thread);
    call(QStringLiteral("chat.update"), message, Then::Reply);
}

void SlackBotSending::post()
{
    QJsonObject message = slackMessage(m_letter, m_bot.ackButtons);
    message.insert(QStringLiteral("channel"), m_channel);
    message.insert(QStringLiteral("unfurl_links"), false);
    if (!m_thread.isEmpty()) {
        message.insert(QStringLiteral("thread_ts"), m_thread);
        message.insert(QStringLiteral("reply_broadcast"), concernsAll(m_letter));
    }
    call(QStringLiteral("chat.postMessage"), message, Then::Tell);
}

void SlackBotSending::call(const QString &method, const QJsonObject &arguments, Then then)
{
    HttpCall call;
    call.url = QUrl(m_bot.api + QLatin1Char('/') + method);
    call.headers = { { "Authorization", "Bearer " + m_bot.token.toUtf8() },
        { "Content-Type", "application/json; charset=utf-8" } };
    call.body = QJsonDocument(arguments).toJson(QJsonDocument::Compact);
    if (m_request)
        m_request.release()->deleteLater(); // its answer is what brought us here
    m_request = std::make_unique<HttpSending>(m_network, std::move(call), rulesOf(m_bot), clock());
    connect(m_request.get(), &Sending::finished, this,
        [this, then](const Ports::Delivery &delivery) { answered(delivery, then); });
    m_request->begin();
}

void SlackBotSending::answered(const Ports::Delivery &delivery, Then then)
{
    const QString error =
        QJsonDocument::fromJson(m_request->body()).object().value(QLatin1String("error")).toString();
    Ports::Delivery said = delivery;
    if (said.outcome == Outcome::Rejected && isPassing(error))
        said.outcome = Outcome::Retry;
    // A first message that cannot be changed any more is no reason to say nothing.
    if (then == Then::Reply && said.outcome != Outcome::Retry)
        return post();
    if (!m_thread.isEmpty())
        said.thread = m_letter.thread;
    else if (!said.thread.isEmpty())
        said.thread.prepend(m_channel + QLatin1Char(':'));
    tell(std::move(said));
}

} // namespace Wf::Notify
