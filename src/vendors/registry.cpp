// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/registry.h"

#include "vendors/adobe.h"
#include "vendors/apple.h"
#include "vendors/auth0.h"
#include "vendors/aws.h"
#include "vendors/azure.h"
#include "vendors/azuredevops.h"
#include "vendors/betterstack.h"
#include "vendors/cachet.h"
#include "vendors/concur.h"
#include "vendors/cstate.h"
#include "vendors/flashduty.h"
#include "vendors/google.h"
#include "vendors/heroku.h"
#include "vendors/ibmcloud.h"
#include "vendors/incidentio.h"
#include "vendors/instatus.h"
#include "vendors/jsonrules.h"
#include "vendors/metastatus.h"
#include "vendors/microsoft365.h"
#include "vendors/observe.h"
#include "vendors/okta.h"
#include "vendors/pagerduty.h"
#include "vendors/ringcentral.h"
#include "vendors/rss.h"
#include "vendors/salesforcetrust.h"
#include "vendors/site24x7.h"
#include "vendors/slack.h"
#include "vendors/sorryapp.h"
#include "vendors/statuscast.h"
#include "vendors/statusio.h"
#include "vendors/statuspage.h"
#include "vendors/stripe.h"
#include "vendors/uptimecom.h"
#include "vendors/uptimekuma.h"
#include "vendors/uptimerobot.h"
#include "vendors/zendesk.h"
#include "vendors/zscaler.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors {

namespace {

    constexpr QLatin1String kJson("application/json");
    constexpr QLatin1String kFeed(
        "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9");
    constexpr QLatin1String kJsonOrFeed("application/json, application/rss+xml;q=0.9");

    /// For pages that have their data in them and no other document.
    constexpr QLatin1String kPage("application/json, text/html;q=0.9");

    constexpr std::array kDialects {
        Dialect { QLatin1String("statuspage"), &Statuspage::read, kJson },
        Dialect { QLatin1String("betterstack"), &Betterstack::read, kJson },
        Dialect { QLatin1String("cachet"), &Cachet::read, kJson, &Cachet::companions },
        Dialect { QLatin1String("cstate"), &Cstate::read, kJson },
        Dialect { QLatin1String("flashduty"), &Flashduty::read, kJsonOrFeed },
        Dialect { QLatin1String("incidentio"), &Incidentio::read, kJson },
        Dialect { QLatin1String("instatus"), &Instatus::read, kJson, &Instatus::companions },
        Dialect { QLatin1String("site24x7"), &Site24x7::read, kFeed },
        Dialect { QLatin1String("sorryapp"), &Sorryapp::read, kJson, &Sorryapp::companions },
        Dialect { QLatin1String("statuscast"), &Statuscast::read, kJson, &Statuscast::companions },
        Dialect { QLatin1String("statusio"), &Statusio::read, kJson },
        Dialect { QLatin1String("uptime_kuma"), &UptimeKuma::read, kJson, &UptimeKuma::companions },
        Dialect { QLatin1String("uptimecom"), &Uptimecom::read, kJson },
        Dialect { QLatin1String("uptimerobot"), &UptimeRobot::read, kJson },
        Dialect { QLatin1String("adobe"), &Adobe::read, kJson },
        Dialect { QLatin1String("apple"), &Apple::read, kJson },
        Dialect { QLatin1String("auth0"), &Auth0::read, kPage },
        Dialect { QLatin1String("aws"), &Aws::read, kJsonOrFeed },
        Dialect { QLatin1String("azure"), &Azure::read, kFeed },
        Dialect { QLatin1String("azure_devops"), &AzureDevOps::read, kJson },
        Dialect { QLatin1String("concur"), &Concur::read, kJson },
        Dialect { QLatin1String("google_cloud"), &Google::readCloud, kJson },
        Dialect { QLatin1String("google_workspace"), &Google::readWorkspace, kJson },
        Dialect { QLatin1String("heroku"), &Heroku::read, kJson },
        Dialect { QLatin1String("ibm_cloud"), &IbmCloud::read, kJson },
        Dialect { QLatin1String("metastatus"), &Metastatus::read, kJson },
        Dialect { QLatin1String("microsoft365"), &Microsoft365::read, kJson },
        Dialect { QLatin1String("okta"), &Okta::read, kPage },
        Dialect { QLatin1String("pagerduty"), &PagerDuty::read, kPage },
        Dialect { QLatin1String("ringcentral"), &RingCentral::read, kJson },
        Dialect { QLatin1String("rss"), &Rss::read, kFeed },
        Dialect { QLatin1String("salesforce_trust"), &SalesforceTrust::read, kJson },
        Dialect { QLatin1String("slack"), &Slack::read, kJson },
        Dialect { QLatin1String("stripe"), &Stripe::read, kJson },
        Dialect { QLatin1String("zendesk"), &Zendesk::read, kJson },
        Dialect { QLatin1String("zscaler"), &Zscaler::read, kJson },
        Dialect { QLatin1String("json"), &JsonRules::read, kJson },
    };

    struct Alias {
        QLatin1String name;
        QLatin1String kind;
    };
    /// Names that older configuration files use, and other names of the same pages.
    constexpr std::array kAliases {
        Alias { QLatin1String("statuspage_json"), QLatin1String("statuspage") },
        Alias { QLatin1String("current_status_api"), QLatin1String("slack") },
        Alias { QLatin1String("product_feed_json"), QLatin1String("google_workspace") },
        Alias { QLatin1String("trust_incidents_api"), QLatin1String("salesforce_trust") },
        Alias { QLatin1String("active_incidents_api"), QLatin1String("zendesk") },
        Alias { QLatin1String("service_array_json"), QLatin1String("ringcentral") },
        Alias { QLatin1String("meta"), QLatin1String("metastatus") },
        Alias { QLatin1String("microsoft_graph"), QLatin1String("microsoft365") },
        Alias { QLatin1String("salesforce"), QLatin1String("salesforce_trust") },
    };

    bool isSeparator(QChar c)
    {
        return c == u'_' || c == u'-';
    }

    /// "azure-devops", "AzureDevOps" and "azure_devops" are one.
    QString plain(QString name)
    {
        return name.removeIf(isSeparator).toLower();
    }

    const Dialect *findExactly(QStringView kind)
    {
        const auto found = std::ranges::find_if(kDialects, [&](const Dialect &one) { return kind == one.kind; });
        return found == kDialects.end() ? nullptr : &*found;
    }

} // namespace

Domain::Observation parse(const Dialect &dialect, const ParseInput &input)
{
    const auto page = dialect.read(input);
    return page ? observe(*page, input.components, input.now) : parseFailure(page.error(), input.now);
}

QString canonicalKind(QStringView kind)
{
    if (findExactly(kind))
        return kind.toString();
    const QString name = plain(kind.toString());
    const auto isIt = [&](QLatin1String one) { return plain(one) == name; };
    if (const auto alias = std::ranges::find_if(kAliases, isIt, &Alias::name); alias != kAliases.end())
        return alias->kind;
    const auto dialect = std::ranges::find_if(kDialects, isIt, &Dialect::kind);
    return dialect == kDialects.end() ? kind.toString() : QString(dialect->kind);
}

const Dialect *findDialect(QStringView kind)
{
    const Dialect *exact = findExactly(kind);
    return exact ? exact : findExactly(canonicalKind(kind));
}

QStringList dialectKinds()
{
    QStringList kinds;
    for (const Dialect &dialect : kDialects)
        kinds.append(dialect.kind);
    kinds.sort();
    return kinds;
}

} // namespace Wf::Vendors
