// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/enginesettings.h"

#include "config/alertsfile.h"

#include <QDir>

namespace Wf::Apps {

namespace {
    /// The reference's default is a folder of its repository; ours lies with the data. Other names that are not
    /// absolute are taken from there, too.
    QString postmortemFolder(const Config::Settings &settings, const QString &dataFolder)
    {
        if (!settings.postmortemsEnabled)
            return {};
        const bool usual = settings.postmortemsDir == QLatin1String("docs/postmortems");
        return QDir(dataFolder).absoluteFilePath(usual ? QStringLiteral("postmortems") : settings.postmortemsDir);
    }

    Result<Domain::AlertPolicy> readTrialPolicy(const QByteArray &yaml)
    {
        const auto policy = Config::readPolicy(yaml, QStringLiteral("policy"));
        if (policy)
            return *policy;
        return failure(ErrorCode::Invalid, policy.error().front().text(), QStringLiteral("policy"));
    }
} // namespace

Engine::EngineOptions engineOptions(const Config::AppConfig &config, const QString &dataFolder)
{
    const Config::Settings &settings = config.settings;
    Engine::EngineOptions options;
    options.policy = config.policy;
    options.policy.threshold = settings.dependencyCorrelationThreshold;
    options.plans = config.plans;
    options.channels = { Domain::builtInChannel() };
    for (const Domain::Channel &channel : config.channels)
        options.channels.append(channel.name);
    options.ssoBroker = ServiceId(settings.ssoBrokerServiceId);
    options.healthWebhook = !settings.pollerHealthSlackWebhookUrl.isEmpty();
    options.postmortems = postmortemFolder(settings, dataFolder);
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
    options.webhooksEnabled = settings.webhooksEnabled;
    options.webhookSecret = settings.statuspageWebhookSecret;
    options.slackAckEnabled = settings.slackAckEnabled;
    options.slackSlashEnabled = settings.slackSlashEnabled;
    options.slackSigningSecret = settings.slackSigningSecret;
    options.policyReader = &readTrialPolicy;
    return options;
}

bool isSameApi(const Config::Settings &a, const Config::Settings &b)
{
    return a.host == b.host && a.port == b.port && a.adminApiToken == b.adminApiToken
        && a.apiPublicRead == b.apiPublicRead && a.corsOrigins == b.corsOrigins
        && a.trustedProxies == b.trustedProxies && a.pingBodyLimit == b.pingBodyLimit
        && a.heartbeatStaleAfter == b.heartbeatStaleAfter && a.webhooksEnabled == b.webhooksEnabled
        && a.statuspageWebhookSecret == b.statuspageWebhookSecret && a.slackAckEnabled == b.slackAckEnabled
        && a.slackSlashEnabled == b.slackSlashEnabled && a.slackSigningSecret == b.slackSigningSecret;
}

QUrl webhookAddress(const Config::AppConfig &config, const QString &channel, const ServiceId &service)
{
    const Config::Settings &settings = config.settings;
    if (channel == Domain::healthChannel() && !settings.pollerHealthSlackWebhookUrl.isEmpty())
        return QUrl(settings.pollerHealthSlackWebhookUrl.reveal());
    const Domain::Service *own = service.isEmpty() ? nullptr : config.catalogue->find(service);
    if (own && !own->webhookOverride.isEmpty())
        return QUrl(own->webhookOverride.reveal());
    return QUrl(settings.slackWebhookUrl.reveal()); // an override that was taken away: better told elsewhere
}

} // namespace Wf::Apps
