// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/kinds.h"

#include "config/fault.h"
#include "domain/checkspec.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace Wf::Config {

namespace {
    /// A dialect of status pages, and what the reference's poll_type calls it.
    struct PageKind {
        const char *word;
        const char *pollType = nullptr; ///< null: the same word
    };
    constexpr std::array kPageKinds { PageKind { "statuspage", "statuspage_json" }, PageKind { "incidentio" },
        PageKind { "instatus" }, PageKind { "betterstack" }, PageKind { "statusio" },
        PageKind { "slack", "current_status_api" }, PageKind { "google_workspace", "product_feed_json" },
        PageKind { "google_cloud" }, PageKind { "salesforce_trust", "trust_incidents_api" },
        PageKind { "zendesk", "active_incidents_api" }, PageKind { "ringcentral", "service_array_json" },
        PageKind { "heroku" }, PageKind { "aws" }, PageKind { "azure" }, PageKind { "azure_devops" },
        PageKind { "microsoft365" }, PageKind { "apple" }, PageKind { "pagerduty" }, PageKind { "okta" },
        PageKind { "auth0" }, PageKind { "stripe" }, PageKind { "sorryapp" }, PageKind { "statuscast" },
        PageKind { "site24x7" }, PageKind { "uptimerobot" }, PageKind { "uptimecom" }, PageKind { "uptime_kuma" },
        PageKind { "cachet" }, PageKind { "cstate" }, PageKind { "flashduty" }, PageKind { "zscaler" },
        PageKind { "ibm_cloud" }, PageKind { "adobe" }, PageKind { "concur" }, PageKind { "metastatus", "meta" },
        PageKind { "rss" }, PageKind { "json" } };

    const PageKind *findPageKind(const QString &word)
    {
        const auto found = std::ranges::find_if(kPageKinds, [&word](const PageKind &kind) {
            return word == QLatin1String(kind.word) || (kind.pollType && word == QLatin1String(kind.pollType));
        });
        return found == kPageKinds.end() ? nullptr : &*found;
    }

    QStringList pageKinds()
    {
        QStringList words;
        for (const PageKind &kind : kPageKinds)
            words.append(QLatin1String(kind.word));
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
            { QStringLiteral("incident.io"), QStringLiteral("incidentio") },
            { QStringLiteral("status.io"), QStringLiteral("statusio") },
            { QStringLiteral("atlassian"), QStringLiteral("statuspage") },
            { QStringLiteral("betteruptime"), QStringLiteral("betterstack") },
            { QStringLiteral("google"), QStringLiteral("google_workspace") },
            { QStringLiteral("gcp"), QStringLiteral("google_cloud") },
            { QStringLiteral("salesforce"), QStringLiteral("salesforce_trust") },
            { QStringLiteral("microsoft-graph"), QStringLiteral("microsoft365") },
            { QStringLiteral("m365"), QStringLiteral("microsoft365") },
            { QStringLiteral("uptimekuma"), QStringLiteral("uptime_kuma") },
            { QStringLiteral("azure-devops"), QStringLiteral("azure_devops") },
            { QStringLiteral("kuma"), QStringLiteral("uptime_kuma") },
            { QStringLiteral("atom"), QStringLiteral("rss") }, { QStringLiteral("feed"), QStringLiteral("rss") },
            { QStringLiteral("statuspage-feed"), QStringLiteral("rss") },
            { QStringLiteral("cron"), QStringLiteral("heartbeat") },
            { QStringLiteral("push"), QStringLiteral("heartbeat") },
            { QStringLiteral("job"), QStringLiteral("heartbeat") } };
        return words.value(written.trimmed().toLower());
    }
} // namespace

std::optional<Kind> findKind(const QString &written)
{
    const QString word = written.trimmed().toLower();
    if (const PageKind *page = findPageKind(word))
        return Kind { QLatin1String(page->word), QLatin1String(page->pollType ? page->pollType : page->word),
            KindState::Asked, KindFamily::Page };
    if (word == QLatin1String("html"))
        return Kind { word, word, KindState::Refused, KindFamily::Page, htmlRefusal() };
    if (word == QLatin1String("manual"))
        return Kind { word, word, KindState::Asked, KindFamily::Manual };
    if (word == QLatin1String("heartbeat"))
        return Kind { word, word, KindState::Asked, KindFamily::Heartbeat };
    if (Domain::checkKinds().contains(word))
        return Kind { word, word, KindState::Asked, KindFamily::Check };
    return std::nullopt;
}

QString htmlRefusal()
{
    return QStringLiteral(
        "a pattern over HTML breaks with every new look of the page, and then reads an outage as "
        "good; every page that is worth watching has JSON or a feed");
}

QStringList usableKinds()
{
    return pageKinds() + Domain::checkKinds()
        + QStringList { QStringLiteral("heartbeat"), QStringLiteral("manual") };
}

QStringList exampleKinds()
{
    return QStringList { QStringLiteral("statuspage") } + Domain::checkKinds()
        + QStringList { QStringLiteral("heartbeat"), QStringLiteral("manual") };
}

QString kindHint(const QString &written)
{
    QString meant = usualWord(written);
    if (meant.isEmpty())
        meant = nearest(written, usableKinds());
    return meant.isEmpty() ? QStringLiteral("write ") + alternatives(exampleKinds())
                           : QStringLiteral("did you mean '%1'?").arg(meant);
}

QStringList usablePollTypes()
{
    QStringList types { QStringLiteral("manual"), QStringLiteral("rss") };
    for (const PageKind &kind : kPageKinds) {
        if (kind.pollType)
            types.append(QLatin1String(kind.pollType));
    }
    return types;
}

} // namespace Wf::Config
