// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/kinds.h"

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
        static const QStringList words { QStringLiteral("http"), QStringLiteral("tcp"), QStringLiteral("tls"),
            QStringLiteral("dns"), QStringLiteral("ping"), QStringLiteral("heartbeat"),
            QStringLiteral("statuspage-feed"), QStringLiteral("incidentio"), QStringLiteral("instatus"),
            QStringLiteral("betterstack"), QStringLiteral("statusio"), QStringLiteral("slack"),
            QStringLiteral("google"), QStringLiteral("aws"), QStringLiteral("azure"),
            QStringLiteral("azure-devops"), QStringLiteral("microsoft"), QStringLiteral("microsoft-graph"),
            QStringLiteral("salesforce"), QStringLiteral("heroku"), QStringLiteral("apple"),
            QStringLiteral("pagerduty"), QStringLiteral("zendesk"), QStringLiteral("okta"),
            QStringLiteral("auth0"), QStringLiteral("stripe"), QStringLiteral("sorryapp"),
            QStringLiteral("statuscast"), QStringLiteral("site24x7"), QStringLiteral("uptimerobot"),
            QStringLiteral("uptimekuma"), QStringLiteral("uptimecom"), QStringLiteral("cachet"),
            QStringLiteral("cstate"), QStringLiteral("flashduty") };
        return words;
    }
} // namespace

std::optional<Kind> findKind(const QString &written)
{
    const QString word = written.trimmed().toLower();
    if (word == QLatin1String("statuspage") || word == QLatin1String("statuspage_json"))
        return Kind { QStringLiteral("statuspage"), QStringLiteral("statuspage_json"), KindState::Asked };
    if (word == QLatin1String("manual"))
        return Kind { word, word, KindState::Asked };
    if (silentKinds().contains(word))
        return Kind { word, word, KindState::Silent };
    if (refusedKinds().contains(word))
        return Kind { word, word, KindState::Refused };
    return std::nullopt;
}

QStringList usableKinds()
{
    return { QStringLiteral("statuspage"), QStringLiteral("manual") };
}

QStringList usablePollTypes()
{
    return QStringList { QStringLiteral("statuspage_json"), QStringLiteral("manual") } + silentKinds();
}

} // namespace Wf::Config
