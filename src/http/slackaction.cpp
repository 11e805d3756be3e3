// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/slackaction.h"

#include "http/slackslash.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace Wf::Http {

namespace {
    constexpr qsizetype kLongestKey = 512;
    constexpr qsizetype kLongestUser = 128;
    constexpr qsizetype kMostBlocks = 49; ///< Slack takes 50

    const QString kAcknowledge = QStringLiteral("ack_alert");

    QString userOf(const QJsonObject &user)
    {
        for (const QString &field : { QStringLiteral("username"), QStringLiteral("id") }) {
            if (const QString name = user.value(field).toString().left(kLongestUser); !name.isEmpty())
                return name;
        }
        return QStringLiteral("unknown");
    }

    bool hasButton(const QJsonValue &block)
    {
        const QJsonArray elements = block[u"elements"].toArray();
        return block[u"type"].toString() == QLatin1String("actions")
            && std::ranges::any_of(elements,
                [](const QJsonValue &element) { return element[u"action_id"].toString() == kAcknowledge; });
    }
} // namespace

QString formField(const QByteArray &body, const QString &name)
{
    QByteArray text = body;
    return QUrlQuery(QString::fromUtf8(text.replace('+', "%20"))).queryItemValue(name, QUrl::FullyDecoded);
}

QString answerPath(const QString &responseUrl)
{
    static const QRegularExpression own(
        QStringLiteral(R"(\Ahttps://hooks\.slack\.com(/actions/[A-Za-z0-9/_-]{1,500})\z)"));
    return own.match(responseUrl).captured(1);
}

std::optional<SlackAction> readSlackAction(const QByteArray &body)
{
    const QJsonObject payload =
        QJsonDocument::fromJson(formField(body, QStringLiteral("payload")).toUtf8()).object();
    const QJsonValue action = payload.value(u"actions").toArray().first();
    const QString key = action[u"value"].toString();
    if (payload.value(u"type").toString() != QLatin1String("block_actions")
        || action[u"action_id"].toString() != kAcknowledge || key.isEmpty() || key.size() > kLongestKey)
        return std::nullopt;
    return SlackAction { key, userOf(payload.value(u"user").toObject()),
        answerPath(payload.value(u"response_url").toString()), payload.value(u"message").toObject() };
}

QJsonObject acknowledgedMessage(const SlackAction &action, const QString &by, Instant at)
{
    const QString line = QStringLiteral("✓ Acknowledged by @%1 at %2 UTC")
                             .arg(slackText(by), toDateTime(at).toUTC().toString(QStringLiteral("HH:mm")));
    QJsonArray blocks;
    const QJsonArray before = action.message.value(u"blocks").toArray();
    for (const auto &block : before) {
        if (!hasButton(block) && blocks.size() < kMostBlocks)
            blocks.append(block);
    }
    blocks.append(QJsonObject { { QStringLiteral("type"), QStringLiteral("context") },
        { QStringLiteral("elements"),
            QJsonArray { QJsonObject {
                { QStringLiteral("type"), QStringLiteral("mrkdwn") }, { QStringLiteral("text"), line } } } } });
    const QString text = action.message.value(u"text").toString();
    return { { QStringLiteral("replace_original"), true },
        { QStringLiteral("text"), text.isEmpty() ? line : text }, { QStringLiteral("blocks"), blocks } };
}

} // namespace Wf::Http
