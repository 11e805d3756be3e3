// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/settings.h"

#include "config/endpoint.h"
#include "domain/ping.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace Wf::Config {

namespace {
    constexpr int kLongestValue = 4096;

    enum class Form { Text, Url, LogLevel, Host, PingKey, PublicKey, Networks };
    /// `Above`: the low bound itself is out.
    enum class LowBound { Included, Above };

    struct TextRule {
        Form form = Form::Text;
    };
    struct Bounds {
        double low = 0;
        double high = 0;
        LowBound lowBound = LowBound::Included;
    };

    template <class T> struct Ranged {
        T Settings::*member;
        Bounds bounds;
    };
    template <class T> struct Worded {
        T Settings::*member;
        TextRule rule {};
    };
    template <class T> struct Plain {
        T Settings::*member;
    };
    using Target = std::variant<Ranged<int>, Ranged<double>, Ranged<Seconds>, Ranged<Millis>, Worded<QString>,
        Worded<Secret<QString>>, Worded<QStringList>, Plain<bool>, Plain<std::optional<bool>>>;

    struct Key {
        const char *name;
        const char *fallback;
        Target target;
    };

    using S = Settings;
    template <class T> Target ranged(T S::*member, double low, double high, LowBound bound = LowBound::Included)
    {
        return Ranged<T> { member, { low, high, bound } };
    }
    template <class T> Target worded(T S::*member, Form form = Form::Text)
    {
        return Worded<T> { member, { form } };
    }
    template <class T> Target plain(T S::*member)
    {
        return Plain<T> { member };
    }

    /// Own checks and heartbeats.
    std::vector<Key> checkSettings()
    {
        return {
            { "ALLOW_COMMAND_CHECKS", "false", plain(&S::allowCommandChecks) },
            { "PING_KEY", "", worded(&S::pingKey, Form::PingKey) },
            { "PING_AUTO_CREATE", "false", plain(&S::pingAutoCreate) },
            { "PING_BODY_LIMIT", "10000", ranged(&S::pingBodyLimit, 0, Domain::kMostPingBody) },
            { "RESULT_RETENTION_DAYS", "90", ranged(&S::resultRetentionDays, 0, 3650) },
            { "RESULT_RETENTION_MB", "0", ranged(&S::resultRetentionMb, 0, 1'000'000) },
            { "TRUSTED_PROXIES", "", worded(&S::trustedProxies, Form::Networks) },
            { "VENDOR_CATALOG_URL", "", worded(&S::vendorCatalogUrl, Form::Url) },
            { "VENDOR_CATALOG_KEY", "", worded(&S::vendorCatalogKey, Form::PublicKey) },
        };
    }

    std::vector<Key> allSettings()
    {
        std::vector<Key> table {
            { "DATABASE_PATH", "data.db", worded(&S::databasePath) },
            { "POLL_INTERVAL_SECONDS", "60", ranged(&S::pollInterval, 1, 3600) },
            { "SLACK_WEBHOOK_URL", "", worded(&S::slackWebhookUrl, Form::Url) },
            { "POLLER_HEALTH_SLACK_WEBHOOK_URL", "", worded(&S::pollerHealthSlackWebhookUrl, Form::Url) },
            { "HOST", "127.0.0.1", worded(&S::host, Form::Host) },
            { "PORT", "8000", ranged(&S::port, 1, 65535) },
            { "LOG_LEVEL", "INFO", worded(&S::logLevel, Form::LogLevel) },
            { "LOG_FILE", "", worded(&S::logFile) },
            { "LOG_JSON", "", plain(&S::logJson) },
            { "SEED_DEMO_DATA", "false", plain(&S::seedDemoData) },
            { "ADMIN_API_TOKEN", "", worded(&S::adminApiToken) },
            { "API_PUBLIC_READ", "false", plain(&S::apiPublicRead) },
            { "CORS_ORIGINS", "http://localhost:5173,http://127.0.0.1:5173", worded(&S::corsOrigins) },
            { "BREAKER_THRESHOLD", "3", ranged(&S::breakerThreshold, 1, 20) },
            { "BREAKER_TTL_SECONDS", "300", ranged(&S::breakerTtl, 0, 3600, LowBound::Above) },
            { "POLLER_FAILURE_THRESHOLD", "3", ranged(&S::pollerFailureThreshold, 1, 20) },
            { "ALERT_CONFIRM_THRESHOLD_POLLS", "3", ranged(&S::alertConfirmThresholdPolls, 1, 20) },
            { "ALERT_RECOVERY_THRESHOLD_POLLS", "2", ranged(&S::alertRecoveryThresholdPolls, 1, 20) },
            { "ALERT_MIN_STATE_DURATION_SECONDS", "0", ranged(&S::alertMinStateDuration, 0, 86400) },
            { "ALERT_DEDUP_WINDOW_SECONDS", "86400", ranged(&S::alertDedupWindow, 1, 604800) },
            { "DEPENDENCY_CORRELATION_THRESHOLD", "3", ranged(&S::dependencyCorrelationThreshold, 1, 100) },
            { "SSO_BROKER_SERVICE_ID", "", worded(&S::ssoBrokerServiceId) },
            { "SENTRY_DSN", "", worded(&S::sentryDsn) },
            { "SENTRY_ENVIRONMENT", "production", worded(&S::sentryEnvironment) },
            { "SENTRY_TRACES_SAMPLE_RATE", "0.0", ranged(&S::sentryTracesSampleRate, 0, 1) },
            { "HEALTHCHECK_PING_URL", "", worded(&S::healthcheckPingUrl, Form::Url) },
            { "HEARTBEAT_INTERVAL_SECONDS", "30", ranged(&S::heartbeatInterval, 1, 600) },
            { "HEARTBEAT_STALE_AFTER_SECONDS", "120", ranged(&S::heartbeatStaleAfter, 1, 3600) },
            { "RETENTION_DAYS_STATUS_EVENTS", "90", ranged(&S::retentionDaysStatusEvents, 0, 3650) },
            { "RETENTION_DAYS_ALERT_SENT_LOG", "90", ranged(&S::retentionDaysAlertSentLog, 0, 3650) },
            { "RETENTION_INTERVAL_HOURS", "168", ranged(&S::retentionIntervalHours, 1, 8760) },
            { "WAL_CHECKPOINT_INTERVAL_HOURS", "24", ranged(&S::walCheckpointIntervalHours, 1, 168) },
            { "BACKUP_DIR", "backups", worded(&S::backupDir) },
            { "BACKUP_TIME_HOUR", "2", ranged(&S::backupTimeHour, 0, 23) },
            { "BACKUP_RETENTION_DAYS", "7", ranged(&S::backupRetentionDays, 0, 3650) },
            { "WEBHOOKS_ENABLED", "false", plain(&S::webhooksEnabled) },
            { "STATUSPAGE_WEBHOOK_SECRET", "", worded(&S::statuspageWebhookSecret) },
            { "SLACK_ACK_ENABLED", "false", plain(&S::slackAckEnabled) },
            { "SLACK_SLASH_ENABLED", "false", plain(&S::slackSlashEnabled) },
            { "SLACK_SIGNING_SECRET", "", worded(&S::slackSigningSecret) },
            { "POSTMORTEMS_ENABLED", "false", plain(&S::postmortemsEnabled) },
            { "POSTMORTEMS_DIR", "docs/postmortems", worded(&S::postmortemsDir) },
            { "SLO_BURN_RATE_ENABLED", "false", plain(&S::sloBurnRateEnabled) },
            { "SLO_TARGET_PERCENT", "99.9", ranged(&S::sloTargetPercent, 90.0, 99.99) },
            { "SLO_BURN_RATE_CHECK_INTERVAL_SECONDS", "300", ranged(&S::sloBurnRateCheckInterval, 1, 3600) },
            { "SLO_BURN_RATE_FAST_THRESHOLD", "14.4",
                ranged(&S::sloBurnRateFastThreshold, 0, 100, LowBound::Above) },
            { "SLO_BURN_RATE_SLOW_THRESHOLD", "6.0",
                ranged(&S::sloBurnRateSlowThreshold, 0, 100, LowBound::Above) },
            { "SLO_BURN_RATE_TICKET_THRESHOLD", "1.0",
                ranged(&S::sloBurnRateTicketThreshold, 0, 100, LowBound::Above) },
        };
        const std::vector<Key> checks = checkSettings();
        table.insert(table.end(), checks.begin(), checks.end());
        return table;
    }

    const std::vector<Key> &keys()
    {
        static const std::vector<Key> table = allSettings();
        return table;
    }

    const Key *findKey(const QString &name)
    {
        for (const Key &key : keys()) {
            if (name == QLatin1String(key.name))
                return &key;
        }
        return nullptr;
    }

    std::optional<bool> parseBool(const QString &text)
    {
        const QString word = text.toLower();
        static const QStringList yes { QStringLiteral("true"), QStringLiteral("1"), QStringLiteral("yes"),
            QStringLiteral("on"), QStringLiteral("t"), QStringLiteral("y") };
        static const QStringList no { QStringLiteral("false"), QStringLiteral("0"), QStringLiteral("no"),
            QStringLiteral("off"), QStringLiteral("f"), QStringLiteral("n") };
        if (yes.contains(word))
            return true;
        return no.contains(word) ? std::optional<bool>(false) : std::nullopt;
    }

    template <class T> constexpr bool kWhole = !std::is_same_v<T, double> && !std::is_same_v<T, Millis>;

    template <class T> QString rangeHint(const Bounds &bounds)
    {
        return QStringLiteral("write a %1 %2 %3 to %4")
            .arg(kWhole<T> ? QStringLiteral("whole number") : QStringLiteral("number"),
                bounds.lowBound == LowBound::Above ? QStringLiteral("above") : QStringLiteral("from"),
                QString::number(bounds.low), QString::number(bounds.high, 'g', 8));
    }

    template <class T> T fromNumber(double number)
    {
        if constexpr (std::is_same_v<T, Millis>)
            return Millis { std::max(1LL, std::llround(number * 1000)) };
        else if constexpr (std::is_same_v<T, Seconds>)
            return Seconds { std::llround(number) };
        else
            return static_cast<T>(number);
    }

    /// Sets one member; the answer is the hint when the text is not fit.
    struct Setter {
        Settings &settings;
        QString text;

        template <class T> std::optional<QString> operator()(const Ranged<T> &target) const
        {
            bool readable = false;
            const double number = kWhole<T> ? text.toInt(&readable) : text.toDouble(&readable);
            const Bounds &b = target.bounds;
            const bool low = b.lowBound == LowBound::Above ? number <= b.low : number < b.low;
            if (!readable || !std::isfinite(number) || low || number > b.high)
                return rangeHint<T>(b);
            settings.*target.member = fromNumber<T>(number);
            return std::nullopt;
        }
        std::optional<QString> operator()(const Worded<QString> &target) const
        {
            if (target.rule.form == Form::LogLevel)
                return logLevel(target.member);
            static const QRegularExpression unfit(QStringLiteral(R"([\s/@])"));
            if (target.rule.form == Form::Host && text.contains(unfit))
                return QStringLiteral("write an address to listen on such as 127.0.0.1 or 0.0.0.0");
            if (target.rule.form == Form::PublicKey && !isPublicKey(text))
                return QStringLiteral("write the 32 bytes of an Ed25519 public key in Base64");
            settings.*target.member = text;
            return std::nullopt;
        }
        std::optional<QString> operator()(const Worded<Secret<QString>> &target) const
        {
            if (target.rule.form == Form::PingKey && !isPingKey(text))
                return QStringLiteral("write 8 to 100 of A-Z, a-z, 0-9, '_' and '-' that are no UUID");
            const QUrl url(text, QUrl::StrictMode);
            const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
            if (target.rule.form == Form::Url && (!url.isValid() || !web || url.host().isEmpty()))
                return QStringLiteral("write an address that begins with https://");
            settings.*target.member = Secret<QString>(text);
            return std::nullopt;
        }
        template <class T> std::optional<QString> operator()(const Plain<T> &target) const
        {
            const auto value = parseBool(text);
            if (!value)
                return QStringLiteral("write true or false");
            settings.*target.member = *value;
            return std::nullopt;
        }
        std::optional<QString> operator()(const Worded<QStringList> &target) const
        {
            QStringList parts = text.split(QLatin1Char(','));
            for (QString &part : parts)
                part = part.trimmed();
            parts.removeAll(QString());
            if (target.rule.form == Form::Networks && !std::all_of(parts.begin(), parts.end(), isNetwork))
                return QStringLiteral(
                    "write addresses and networks such as 10.0.0.5, 192.0.2.0/24 or 2001:db8::/32");
            settings.*target.member = parts;
            return std::nullopt;
        }

    private:
        static bool isPublicKey(const QString &text)
        {
            const auto key =
                QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
            return key && key.decoded.size() == 32;
        }

        /// It stands where the UUID of a heartbeat may stand, too.
        static bool isPingKey(const QString &key)
        {
            static const QRegularExpression shape(QStringLiteral(R"(\A[A-Za-z0-9_-]{8,100}\z)"));
            return shape.match(key).hasMatch() && !Domain::isCanonicalUuid(key, Domain::LetterCase::Any);
        }

        std::optional<QString> logLevel(QString Settings::*member) const
        {
            static const QStringList levels { QStringLiteral("DEBUG"), QStringLiteral("INFO"),
                QStringLiteral("WARNING"), QStringLiteral("ERROR"), QStringLiteral("CRITICAL") };
            if (!levels.contains(text.toUpper()))
                return QStringLiteral("write ") + alternatives(levels);
            settings.*member = text.toUpper();
            return std::nullopt;
        }
    };

    bool isSecret(const Key &key)
    {
        return std::holds_alternative<Worded<Secret<QString>>>(key.target);
    }

    /// ":0" asks for a free port, which only makes sense where somebody reads the answer.
    Target targetFor(const Key &key, Layer layer)
    {
        Target target = key.target;
        if (layer == Layer::CommandLine && QLatin1String(key.name) == QLatin1String("PORT"))
            std::get<Ranged<int>>(target).bounds.low = 0;
        return target;
    }
} // namespace

Settings defaultSettings()
{
    Settings settings;
    for (const Key &key : keys()) {
        const QString text = QString::fromLatin1(key.fallback);
        if (!text.isEmpty())
            std::visit(Setter { settings, text }, key.target);
    }
    return settings;
}

QStringList settingNames()
{
    QStringList names;
    for (const Key &key : keys())
        names.append(QString::fromLatin1(key.name));
    return names;
}

bool isSettingName(const QString &name)
{
    return findKey(name) != nullptr;
}

std::optional<SettingTrouble> applySetting(
    Settings &settings, const QString &name, const QString &value, Layer layer)
{
    const Key *key = findKey(name);
    const QString text = value.trimmed();
    if (!key || text.isEmpty())
        return std::nullopt;
    if (text.size() > kLongestValue)
        return SettingTrouble { name + QStringLiteral(" is longer than 4,096 characters"),
            QStringLiteral("write something shorter") };
    const auto hint = std::visit(Setter { settings, text }, targetFor(*key, layer));
    if (!hint)
        return std::nullopt;
    const QString message = isSecret(*key) ? name + QStringLiteral(" is not usable as it is")
                                           : QStringLiteral("%1 is '%2'").arg(name, quoted(text));
    return SettingTrouble { message, *hint };
}

QStringList secretValues(const Settings &settings)
{
    QStringList values;
    for (const Key &key : keys()) {
        if (const auto *target = std::get_if<Worded<Secret<QString>>>(&key.target)) {
            const Secret<QString> &secret = settings.*(target->member);
            if (!secret.isEmpty())
                values.append(secret.reveal());
        }
    }
    return values;
}

} // namespace Wf::Config
