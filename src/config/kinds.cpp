// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/kinds.h"

#include "config/fault.h"
#include "domain/checkspec.h"

#include <QHash>

namespace Wf::Config {

namespace {
    const QStringList &silentKinds()
    {
        static const QStringList words { QStringLiteral("product_feed_json"), QStringLiteral("current_status_api"),
            QStringLiteral("rss"), QStringLiteral("trust_incidents_api"), QStringLiteral("active_incidents_api"),
            QStringLiteral("service_array_json") };
        return words;
    }

    const QStringList &refusedKinds()
    {
        static const QStringList words { QStringLiteral("statuspage-feed"), QStringLiteral("incidentio"),
            QStringLiteral("instatus"), QStringLiteral("betterstack"), QStringLiteral("statusio"),
            QStringLiteral("slack"), QStringLiteral("google"), QStringLiteral("aws"), QStringLiteral("azure"),
            QStringLiteral("azure-devops"), QStringLiteral("microsoft"), QStringLiteral("microsoft-graph"),
            QStringLiteral("salesforce"), QStringLiteral("heroku"), QStringLiteral("apple"),
            QStringLiteral("pagerduty"), QStringLiteral("zendesk"), QStringLiteral("okta"),
            QStringLiteral("auth0"), QStringLiteral("stripe"), QStringLiteral("sorryapp"),
            QStringLiteral("statuscast"), QStringLiteral("site24x7"), QStringLiteral("uptimerobot"),
            QStringLiteral("uptimekuma"), QStringLiteral("uptimecom"), QStringLiteral("cachet"),
            QStringLiteral("cstate"), QStringLiteral("flashduty") };
        return words;
    }

    /// Words that people know these checks by.
    QString usualWord(const QString &written)
    {
        static const QHash<QString, QString> words { { QStringLiteral("https"), QStringLiteral("http") },
            { QStringLiteral("web"), QStringLiteral("http") },
            { QStringLiteral("website"), QStringLiteral("http") },
            { QStringLiteral("url"), QStringLiteral("http") }, { QStringLiteral("port"), QStringLiteral("tcp") },
            { QStringLiteral("smtp"), QStringLiteral("tcp") }, { QStringLiteral("ssl"), QStringLiteral("tls") },
            { QStringLiteral("cert"), QStringLiteral("tls") },
            { QStringLiteral("certificate"), QStringLiteral("tls") },
            { QStringLiteral("icmp"), QStringLiteral("ping") },
            { QStringLiteral("ws"), QStringLiteral("websocket") },
            { QStringLiteral("wss"), QStringLiteral("websocket") },
            { QStringLiteral("exec"), QStringLiteral("command") },
            { QStringLiteral("script"), QStringLiteral("command") },
            { QStringLiteral("shell"), QStringLiteral("command") },
            { QStringLiteral("whois"), QStringLiteral("domain") },
            { QStringLiteral("rdap"), QStringLiteral("domain") },
            { QStringLiteral("cron"), QStringLiteral("heartbeat") },
            { QStringLiteral("push"), QStringLiteral("heartbeat") },
            { QStringLiteral("job"), QStringLiteral("heartbeat") } };
        return words.value(written.trimmed().toLower());
    }
} // namespace

std::optional<Kind> findKind(const QString &written)
{
    const QString word = written.trimmed().toLower();
    if (word == QLatin1String("statuspage") || word == QLatin1String("statuspage_json"))
        return Kind { QStringLiteral("statuspage"), QStringLiteral("statuspage_json"), KindState::Asked,
            KindFamily::Page };
    if (word == QLatin1String("manual"))
        return Kind { word, word, KindState::Asked, KindFamily::Manual };
    if (word == QLatin1String("heartbeat"))
        return Kind { word, word, KindState::Asked, KindFamily::Heartbeat };
    if (Domain::checkKinds().contains(word))
        return Kind { word, word, KindState::Asked, KindFamily::Check };
    if (silentKinds().contains(word))
        return Kind { word, word, KindState::Silent, KindFamily::Page };
    if (refusedKinds().contains(word))
        return Kind { word, word, KindState::Refused, KindFamily::Page };
    return std::nullopt;
}

QStringList usableKinds()
{
    return QStringList { QStringLiteral("statuspage") } + Domain::checkKinds()
        + QStringList { QStringLiteral("heartbeat"), QStringLiteral("manual") };
}

QString kindHint(const QString &written)
{
    const QString usual = usualWord(written);
    return usual.isEmpty() ? wordHint(written, usableKinds()) : QStringLiteral("did you mean '%1'?").arg(usual);
}

QStringList usablePollTypes()
{
    return QStringList { QStringLiteral("statuspage_json"), QStringLiteral("manual") } + silentKinds();
}

} // namespace Wf::Config
