// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/enginesettings.h"

namespace Wf::Apps {

Engine::EngineOptions engineOptions(const Config::AppConfig &config)
{
    const Config::Settings &settings = config.settings;
    Engine::EngineOptions options;
    options.dedupWindow = settings.alertDedupWindow;
    options.correlationThreshold = settings.dependencyCorrelationThreshold;
    options.ssoBroker = ServiceId(settings.ssoBrokerServiceId);
    options.globalWebhook = !settings.slackWebhookUrl.isEmpty();
    options.pollerHealthWebhook = !settings.pollerHealthSlackWebhookUrl.isEmpty();
    options.eventRetention = std::chrono::days { settings.retentionDaysStatusEvents };
    options.alertRetention = std::chrono::days { settings.retentionDaysAlertSentLog };
    options.retentionInterval = std::chrono::hours { settings.retentionIntervalHours };
    options.pingKey = settings.pingKey.reveal();
    options.pingCreates = settings.pingAutoCreate;
    options.pingBodyLimit = settings.pingBodyLimit;
    options.results.single = std::chrono::days { settings.resultRetentionDays };
    options.results.singleBytes = qint64 { settings.resultRetentionMb } * 1024 * 1024;
    return options;
}

Probes::FetchOptions fetchOptions(const Config::Settings &settings)
{
    Probes::FetchOptions options;
    options.breakerThreshold = settings.breakerThreshold;
    options.breakerTtl = settings.breakerTtl;
    return options;
}

Probes::CheckOptions checkOptions(const Config::Settings &settings)
{
    Probes::CheckOptions options;
    options.commands = settings.allowCommandChecks ? Probes::Commands::Allowed : Probes::Commands::Refused;
    return options;
}

Http::HttpOptions httpOptions(const Config::Settings &settings)
{
    Http::HttpOptions options;
    options.address = QHostAddress(settings.host);
    options.port = static_cast<quint16>(settings.port);
    options.adminToken = settings.adminApiToken;
    options.publicRead = settings.apiPublicRead;
    options.corsOrigins = settings.corsOrigins;
    options.trustedProxies = settings.trustedProxies;
    options.pingBodyLimit = settings.pingBodyLimit;
    options.staleAfter = settings.heartbeatStaleAfter;
    return options;
}

bool isSameApi(const Config::Settings &a, const Config::Settings &b)
{
    return a.host == b.host && a.port == b.port && a.adminApiToken == b.adminApiToken
        && a.apiPublicRead == b.apiPublicRead && a.corsOrigins == b.corsOrigins
        && a.trustedProxies == b.trustedProxies && a.pingBodyLimit == b.pingBodyLimit
        && a.heartbeatStaleAfter == b.heartbeatStaleAfter;
}

QUrl webhookAddress(const Config::AppConfig &config, Domain::WebhookTarget target, const ServiceId &service)
{
    const Config::Settings &settings = config.settings;
    const QUrl global(settings.slackWebhookUrl.reveal());
    switch (target) {
    case Domain::WebhookTarget::PollerHealth:
        return settings.pollerHealthSlackWebhookUrl.isEmpty()
            ? global
            : QUrl(settings.pollerHealthSlackWebhookUrl.reveal());
    case Domain::WebhookTarget::ServiceOverride:
        if (const Domain::Service *found = config.catalogue->find(service);
            found && !found->webhookOverride.isEmpty())
            return QUrl(found->webhookOverride.reveal());
        return global; // the override was taken away since: better told elsewhere than not at all
    case Domain::WebhookTarget::Global:
        return global;
    case Domain::WebhookTarget::None:
        break;
    }
    return {};
}

} // namespace Wf::Apps
