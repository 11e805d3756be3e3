// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/democatalogue.h"

#include "demo/demochecks.h"
#include "demo/demoheartbeats.h"

#include <array>

namespace Wf::Demo {

namespace {
    using Domain::EdgeSeverity;
    using Domain::Tier;

    struct ServiceLine {
        const char *id;
        const char *name;
        const char *category;
        Tier tier;
        const char *owner;
        double sloTarget = 99.9;
    };

    constexpr std::array kServices = std::to_array<ServiceLine>({
        { "okta", "Okta", "identity", Tier::Critical, "identity team" },
        { "1password", "1Password", "identity", Tier::Important, "identity team" },
        { "duo", "Duo", "identity", Tier::Critical, "identity team" },
        { "jumpcloud", "JumpCloud", "identity", Tier::Important, "identity team" },
        { "github", "GitHub", "engineering", Tier::Critical, "platform team" },
        { "npm", "npm registry", "engineering", Tier::Important, "platform team" },
        { "ci-runners", "CI runners", "engineering", Tier::Important, "platform team" },
        { "sentry", "Sentry", "engineering", Tier::Informational, "platform team" },
        { "pypi", "PyPI", "engineering", Tier::Important, "platform team" },
        { "docker-hub", "Docker Hub", "engineering", Tier::Important, "platform team" },
        { "circleci", "CircleCI", "engineering", Tier::Important, "platform team" },
        { "deploys", "Deploys", "engineering", Tier::Critical, "platform team" },
        { "cloudflare", "Cloudflare", "networking", Tier::Critical, "network team" },
        { "vpn-ams", "VPN edge (AMS)", "networking", Tier::Critical, "network team" },
        { "website", "Public website", "networking", Tier::Critical, "web team", 99.95 },
        { "dns", "DNS resolvers", "networking", Tier::Critical, "network team" },
        { "fastly", "Fastly", "networking", Tier::Important, "network team" },
        { "slack", "Slack", "collaboration", Tier::Critical, "workplace team" },
        { "zoom", "Zoom", "collaboration", Tier::Important, "workplace team" },
        { "google-workspace", "Google Workspace", "collaboration", Tier::Critical, "workplace team" },
        { "discord", "Discord", "collaboration", Tier::Informational, "community team" },
        { "dropbox", "Dropbox", "productivity", Tier::Important, "workplace team" },
        { "notion", "Notion", "productivity", Tier::Important, "workplace team" },
        { "figma", "Figma", "productivity", Tier::Important, "design team" },
        { "miro", "Miro", "productivity", Tier::Informational, "design team" },
        { "atlassian", "Atlassian", "productivity", Tier::Important, "workplace team" },
        { "workday", "Workday", "hr", Tier::Important, "people systems" },
        { "greenhouse", "Greenhouse", "hr", Tier::Informational, "people systems" },
        { "payroll", "Payroll export", "hr", Tier::Important, "people systems" },
        { "netsuite", "NetSuite", "finance", Tier::Important, "finance systems" },
        { "expensify", "Expensify", "finance", Tier::Informational, "finance systems" },
        { "stripe", "Stripe", "finance", Tier::Critical, "payments team", 99.95 },
        { "checkout", "Checkout", "finance", Tier::Critical, "payments team", 99.95 },
        { "salesforce", "Salesforce", "sales", Tier::Important, "revenue systems" },
        { "hubspot", "HubSpot", "marketing", Tier::Informational, "revenue systems" },
        { "mailchimp", "Mailchimp", "marketing", Tier::Informational, "revenue systems" },
        { "zendesk", "Zendesk", "support", Tier::Important, "support team" },
        { "pagerduty", "PagerDuty", "support", Tier::Critical, "on-call" },
        { "datadog", "Datadog", "support", Tier::Important, "platform team" },
        { "office-badge", "Office badge readers", "other", Tier::Informational, "facilities" },
    });

    struct EdgeLine {
        const char *upstream;
        const char *downstream;
        EdgeSeverity severity;
        const char *impact;
    };

    constexpr std::array kEdges = std::to_array<EdgeLine>({
        { "okta", "github", EdgeSeverity::Critical, "SSO login unavailable" },
        { "okta", "workday", EdgeSeverity::High, "SSO login unavailable" },
        { "okta", "netsuite", EdgeSeverity::High, "SSO login unavailable" },
        { "okta", "sentry", EdgeSeverity::Medium, "SSO login unavailable" },
        { "okta", "slack", EdgeSeverity::Medium, "new sessions blocked" },
        { "okta", "datadog", EdgeSeverity::Low, "dashboards need a new login" },
        { "github", "ci-runners", EdgeSeverity::High, "builds queue up" },
        { "github", "deploys", EdgeSeverity::Critical, "releases stop" },
        { "npm", "ci-runners", EdgeSeverity::Medium, "installs need a retry" },
        { "pypi", "ci-runners", EdgeSeverity::Medium, "installs need a retry" },
        { "docker-hub", "deploys", EdgeSeverity::High, "images cannot be pulled" },
        { "circleci", "deploys", EdgeSeverity::High, "pipelines stop" },
        { "workday", "payroll", EdgeSeverity::High, "no export tonight" },
        { "netsuite", "expensify", EdgeSeverity::Medium, "reports are not booked" },
        { "slack", "pagerduty", EdgeSeverity::Low, "on-call notices arrive late" },
        { "cloudflare", "website", EdgeSeverity::Critical, "pages do not load" },
        { "cloudflare", "vpn-ams", EdgeSeverity::Medium, "slow tunnels" },
        { "dns", "website", EdgeSeverity::Critical, "the name is not found" },
        { "dns", "vpn-ams", EdgeSeverity::High, "clients find no edge" },
        { "website", "checkout", EdgeSeverity::Critical, "customers cannot buy" },
        { "stripe", "checkout", EdgeSeverity::Critical, "payments fail" },
        { "fastly", "website", EdgeSeverity::Medium, "images load slowly" },
        { "salesforce", "hubspot", EdgeSeverity::Low, "contacts are not in step" },
        { "zendesk", "slack", EdgeSeverity::Low, "no ticket notices" },
        { "datadog", "pagerduty", EdgeSeverity::High, "alerts are not raised" },
        { "google-workspace", "zoom", EdgeSeverity::Low, "no calendar invitations" },
    });

    QString text(const char *latin)
    {
        return QString::fromLatin1(latin);
    }

    Domain::Service makeService(const ServiceLine &line)
    {
        Domain::Service service;
        service.id = ServiceId(text(line.id));
        service.displayName = text(line.name);
        service.category = text(line.category);
        service.tier = line.tier;
        service.owner = text(line.owner);
        service.sloTarget = line.sloTarget;
        const bool manual = service.id.value == QLatin1String("office-badge");
        service.pollType = manual ? QStringLiteral("manual") : QStringLiteral("statuspage_json");
        Domain::MonitorSpec monitor;
        monitor.service = service.id;
        monitor.kind = manual ? QStringLiteral("manual") : QStringLiteral("statuspage");
        monitor.name = manual ? QStringLiteral("said by people") : QStringLiteral("status page");
        monitor.id = MonitorId(service.id.value % u'.' % monitor.kind);
        if (!manual) {
            service.statusPageUrl = QUrl(QStringLiteral("https://status.%1.example").arg(service.id.value));
            monitor.url = QUrl(service.statusPageUrl.toString() % QStringLiteral("/api/v2/summary.json"));
        }
        service.monitors = { monitor };
        return service;
    }
} // namespace

Domain::Catalogue makeCatalogue()
{
    Domain::Catalogue catalogue;
    const auto category = [&](const char *id, const char *label) {
        catalogue.categories.push_back({ text(id), text(label) });
    };
    category("identity", "Identity & Access");
    category("engineering", "Engineering");
    category("networking", "Network & VPN");
    category("collaboration", "Collaboration");
    category("productivity", "Productivity");
    category("hr", "HR");
    category("finance", "Finance");
    category("sales", "Sales");
    category("marketing", "Marketing");
    category("support", "Support");
    category("other", "Other");
    for (const ServiceLine &line : kServices)
        catalogue.services.push_back(makeService(line));
    addChecks(catalogue.services);
    addHeartbeats(catalogue.services);
    for (const EdgeLine &line : kEdges)
        catalogue.dependencies.push_back({ ServiceId(text(line.upstream)), ServiceId(text(line.downstream)),
            text(line.impact), line.severity });
    return catalogue;
}

} // namespace Wf::Demo
