// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/secret.h"
#include "core/time.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace Wf::Config {

/// What can be set by environment variable, by the same key in lower case in watchfloor.yaml, or on the command
/// line. Each member stands beside its variable; bounds are in settings.cpp.
struct Settings {
    QString databasePath; ///< DATABASE_PATH
    Seconds pollInterval { 0 }; ///< POLL_INTERVAL_SECONDS
    Secret<QString> slackWebhookUrl; ///< SLACK_WEBHOOK_URL
    Secret<QString> pollerHealthSlackWebhookUrl; ///< POLLER_HEALTH_SLACK_WEBHOOK_URL
    QString host; ///< HOST
    int port = 0; ///< PORT; 0 (a free one) only from the command line
    QString logLevel; ///< LOG_LEVEL, upper case
    QString logFile; ///< LOG_FILE
    std::optional<bool> logJson; ///< LOG_JSON; unset: the server writes JSON lines, the desktop text
    bool seedDemoData = false; ///< SEED_DEMO_DATA
    Secret<QString> adminApiToken; ///< ADMIN_API_TOKEN
    bool apiPublicRead = false; ///< API_PUBLIC_READ
    QStringList corsOrigins; ///< CORS_ORIGINS
    int breakerThreshold = 0; ///< BREAKER_THRESHOLD
    Millis breakerTtl { 0 }; ///< BREAKER_TTL_SECONDS
    int pollerFailureThreshold = 0; ///< POLLER_FAILURE_THRESHOLD
    int alertConfirmThresholdPolls = 0; ///< ALERT_CONFIRM_THRESHOLD_POLLS
    int alertRecoveryThresholdPolls = 0; ///< ALERT_RECOVERY_THRESHOLD_POLLS
    Seconds alertMinStateDuration { 0 }; ///< ALERT_MIN_STATE_DURATION_SECONDS
    Seconds alertDedupWindow { 0 }; ///< ALERT_DEDUP_WINDOW_SECONDS
    int dependencyCorrelationThreshold = 0; ///< DEPENDENCY_CORRELATION_THRESHOLD
    QString ssoBrokerServiceId; ///< SSO_BROKER_SERVICE_ID
    Secret<QString> sentryDsn; ///< SENTRY_DSN
    QString sentryEnvironment; ///< SENTRY_ENVIRONMENT
    double sentryTracesSampleRate = 0; ///< SENTRY_TRACES_SAMPLE_RATE
    Secret<QString> healthcheckPingUrl; ///< HEALTHCHECK_PING_URL
    Seconds heartbeatInterval { 0 }; ///< HEARTBEAT_INTERVAL_SECONDS
    Seconds heartbeatStaleAfter { 0 }; ///< HEARTBEAT_STALE_AFTER_SECONDS
    int retentionDaysStatusEvents = 0; ///< RETENTION_DAYS_STATUS_EVENTS; 0 keeps for ever
    int retentionDaysAlertSentLog = 0; ///< RETENTION_DAYS_ALERT_SENT_LOG; 0 keeps for ever
    int retentionIntervalHours = 0; ///< RETENTION_INTERVAL_HOURS
    int walCheckpointIntervalHours = 0; ///< WAL_CHECKPOINT_INTERVAL_HOURS
    QString backupDir; ///< BACKUP_DIR
    int backupTimeHour = 0; ///< BACKUP_TIME_HOUR, UTC
    int backupRetentionDays = 0; ///< BACKUP_RETENTION_DAYS
    bool webhooksEnabled = false; ///< WEBHOOKS_ENABLED
    Secret<QString> statuspageWebhookSecret; ///< STATUSPAGE_WEBHOOK_SECRET
    bool slackAckEnabled = false; ///< SLACK_ACK_ENABLED
    bool slackSlashEnabled = false; ///< SLACK_SLASH_ENABLED
    Secret<QString> slackSigningSecret; ///< SLACK_SIGNING_SECRET
    bool postmortemsEnabled = false; ///< POSTMORTEMS_ENABLED
    QString postmortemsDir; ///< POSTMORTEMS_DIR
    bool sloBurnRateEnabled = false; ///< SLO_BURN_RATE_ENABLED
    double sloTargetPercent = 0; ///< SLO_TARGET_PERCENT
    Seconds sloBurnRateCheckInterval { 0 }; ///< SLO_BURN_RATE_CHECK_INTERVAL_SECONDS
    double sloBurnRateFastThreshold = 0; ///< SLO_BURN_RATE_FAST_THRESHOLD
    double sloBurnRateSlowThreshold = 0; ///< SLO_BURN_RATE_SLOW_THRESHOLD
    double sloBurnRateTicketThreshold = 0; ///< SLO_BURN_RATE_TICKET_THRESHOLD
    bool allowCommandChecks = false; ///< ALLOW_COMMAND_CHECKS: monitors of the kind command may run programs
    Secret<QString> pingKey; ///< PING_KEY; empty: addresses with a slug are off
    bool pingAutoCreate = false; ///< PING_AUTO_CREATE: `create=1` makes a heartbeat
    int pingBodyLimit = 0; ///< PING_BODY_LIMIT: bytes of a ping's body that are kept
    int resultRetentionDays = 0; ///< RESULT_RETENTION_DAYS of single results; 0 keeps for ever
    int resultRetentionMb = 0; ///< RESULT_RETENTION_MB of all single results; 0 = no limit
    QStringList trustedProxies; ///< TRUSTED_PROXIES: addresses and networks whose X-Forwarded-For is believed
    Secret<QString>
        vendorCatalogUrl; ///< VENDOR_CATALOG_URL, where a newer catalogue of vendors is looked for; empty: nowhere
    QString vendorCatalogKey; ///< VENDOR_CATALOG_KEY, Ed25519 public key that it must be signed with, 32 bytes in
                              ///< Base64

    bool operator==(const Settings &) const = default;
};

/// Where a value was written; the later ones win.
enum class Layer { Default, File, Environment, CommandLine };

/// The built-in defaults.
[[nodiscard]] Settings defaultSettings();
/// Names of all variables, upper case, in the order of the table.
[[nodiscard]] QStringList settingNames();
[[nodiscard]] bool isSettingName(const QString &name);

/// Why a value was not taken. Never repeats the value of a secret.
struct SettingTrouble {
    QString message;
    QString hint;
};
/// Sets the variable `name` (upper case, known) from text. Empty text means unset: nothing changes.
[[nodiscard]] std::optional<SettingTrouble> applySetting(
    Settings &settings, const QString &name, const QString &value, Layer layer);
/// Values that no log may show.
[[nodiscard]] QStringList secretValues(const Settings &settings);

} // namespace Wf::Config
