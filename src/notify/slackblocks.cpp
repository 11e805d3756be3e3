// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/slackblocks.h"

#include "notify/slacktext.h"
namespace Wf::Notify::Blocks {

namespace {
    QJsonObject plain(const QString &text)
    {
        return { { QStringLiteral("type"), QStringLiteral("plain_text") }, { QStringLiteral("text"), text },
            { QStringLiteral("emoji"), true } };
    }

    QJsonObject mrkdwnText(const QString &text)
    {
        return { { QStringLiteral("type"), QStringLiteral("mrkdwn") }, { QStringLiteral("text"), text } };
    }

    QString encoded(const QUrl &url)
    {
        return QString::fromLatin1(url.toEncoded());
    }
} // namespace

QJsonObject header(const QString &plainText)
{
    return { { QStringLiteral("type"), QStringLiteral("header") },
        { QStringLiteral("text"), plain(cut(plainText.simplified(), kSlackHeader)) } };
}

QJsonObject section(const QString &mrkdwn)
{
    return { { QStringLiteral("type"), QStringLiteral("section") },
        { QStringLiteral("text"), mrkdwnText(cut(mrkdwn, kSlackSection)) } };
}

QJsonObject fields(const QStringList &mrkdwn)
{
    QJsonArray array;
    for (const QString &field : mrkdwn)
        array.append(mrkdwnText(cut(field, kSlackField)));
    return { { QStringLiteral("type"), QStringLiteral("section") }, { QStringLiteral("fields"), array } };
}

QJsonObject context(const QString &mrkdwn)
{
    return { { QStringLiteral("type"), QStringLiteral("context") },
        { QStringLiteral("elements"), QJsonArray { mrkdwnText(cut(mrkdwn, kSlackContext)) } } };
}

QJsonObject divider()
{
    return { { QStringLiteral("type"), QStringLiteral("divider") } };
}

QJsonObject actions(const QJsonObject &button)
{
    return { { QStringLiteral("type"), QStringLiteral("actions") },
        { QStringLiteral("elements"), QJsonArray { button } } };
}

QJsonObject ackButton(const QString &dedupKey)
{
    return { { QStringLiteral("type"), QStringLiteral("button") },
        { QStringLiteral("text"), plain(QStringLiteral("Acknowledge")) },
        { QStringLiteral("style"), QStringLiteral("primary") }, { QStringLiteral("value"), dedupKey },
        { QStringLiteral("action_id"), QStringLiteral("ack_alert") } };
}

QJsonObject linkButton(const QUrl &url, const QString &actionId)
{
    return { { QStringLiteral("type"), QStringLiteral("button") },
        { QStringLiteral("text"), plain(QStringLiteral("View Status Page")) },
        { QStringLiteral("url"), encoded(url) }, { QStringLiteral("action_id"), actionId } };
}

bool isLinkable(const QUrl &url)
{
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    return web && url.isValid() && !url.host().isEmpty() && encoded(url).size() <= kSlackUrl;
}

QString link(const QUrl &url, const QString &label)
{
    QString address = encoded(url);
    address.replace(QLatin1Char('|'), QLatin1String("%7C"));
    return QLatin1Char('<') + escapeAndCut(address, kSlackUrl) + QLatin1Char('|') + label + QLatin1Char('>');
}

QJsonObject message(const QString &fallback, const QJsonArray &blocks)
{
    return { { QStringLiteral("text"), cut(fallback, kSlackFallback) }, { QStringLiteral("blocks"), blocks } };
}

} // namespace Wf::Notify::Blocks
