// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "folder.h"

namespace Wf {

namespace {
    using Config::Layer;

    bool takes(const QString &name, const QString &value, Layer layer = Layer::Environment)
    {
        Config::Settings settings = Config::defaultSettings();
        return !Config::applySetting(settings, name, value, layer);
    }

    struct Bound {
        const char *name;
        const char *lowest;
        const char *highest;
        const char *below;
        const char *above;
    };
    constexpr Bound kBounds[] {
        { "POLL_INTERVAL_SECONDS", "1", "3600", "0", "3601" },
        { "PORT", "1", "65535", "0", "65536" },
        { "BREAKER_THRESHOLD", "1", "20", "0", "21" },
        { "BREAKER_TTL_SECONDS", "0.001", "3600", "0", "3600.1" },
        { "POLLER_FAILURE_THRESHOLD", "1", "20", "0", "21" },
        { "ALERT_CONFIRM_THRESHOLD_POLLS", "1", "20", "0", "21" },
        { "ALERT_RECOVERY_THRESHOLD_POLLS", "1", "20", "0", "21" },
        { "ALERT_MIN_STATE_DURATION_SECONDS", "0", "86400", "-1", "86401" },
        { "ALERT_DEDUP_WINDOW_SECONDS", "1", "604800", "0", "604801" },
        { "DEPENDENCY_CORRELATION_THRESHOLD", "1", "100", "0", "101" },
        { "SENTRY_TRACES_SAMPLE_RATE", "0", "1", "-0.1", "1.1" },
        { "HEARTBEAT_INTERVAL_SECONDS", "1", "600", "0", "601" },
        { "HEARTBEAT_STALE_AFTER_SECONDS", "1", "3600", "0", "3601" },
        { "RETENTION_DAYS_STATUS_EVENTS", "0", "3650", "-1", "3651" },
        { "RETENTION_DAYS_ALERT_SENT_LOG", "0", "3650", "-1", "3651" },
        { "RETENTION_INTERVAL_HOURS", "1", "8760", "0", "8761" },
        { "WAL_CHECKPOINT_INTERVAL_HOURS", "1", "168", "0", "169" },
        { "BACKUP_TIME_HOUR", "0", "23", "-1", "24" },
        { "BACKUP_RETENTION_DAYS", "0", "3650", "-1", "3651" },
        { "SLO_TARGET_PERCENT", "90.0", "99.99", "89.9", "100" },
        { "SLO_BURN_RATE_CHECK_INTERVAL_SECONDS", "1", "3600", "0", "3601" },
        { "SLO_BURN_RATE_FAST_THRESHOLD", "0.1", "100", "0", "100.1" },
        { "SLO_BURN_RATE_SLOW_THRESHOLD", "0.1", "100", "0", "100.1" },
        { "SLO_BURN_RATE_TICKET_THRESHOLD", "0.1", "100", "0", "100.1" },
        { "PING_BODY_LIMIT", "0", "10000", "-1", "10001" },
        { "RESULT_RETENTION_DAYS", "0", "3650", "-1", "3651" },
        { "RESULT_RETENTION_MB", "0", "1000000", "-1", "1000001" },
    };
} // namespace

void SettingsTest::defaults()
{
    const Config::Settings s = Config::defaultSettings();
    QCOMPARE(s.databasePath, QStringLiteral("data.db"));
    QCOMPARE(s.pollInterval, Seconds { 60 });
    QVERIFY(s.slackWebhookUrl.isEmpty());
    QCOMPARE(s.host, QStringLiteral("127.0.0.1"));
    QCOMPARE(s.port, 8000);
    QCOMPARE(s.logLevel, QStringLiteral("INFO"));
    QVERIFY(!s.logJson.has_value());
    QVERIFY(s.adminApiToken.isEmpty());
    QVERIFY(
        !s.apiPublicRead && !s.seedDemoData && !s.webhooksEnabled && !s.slackAckEnabled && !s.postmortemsEnabled);
    QCOMPARE(s.corsOrigins,
        (QStringList { QStringLiteral("http://localhost:5173"), QStringLiteral("http://127.0.0.1:5173") }));
    QCOMPARE(s.breakerTtl, Millis { 300'000 });
    QCOMPARE(s.alertConfirmThresholdPolls, 3);
    QCOMPARE(s.alertRecoveryThresholdPolls, 2);
    QCOMPARE(s.alertMinStateDuration, Seconds { 0 });
    QCOMPARE(s.alertDedupWindow, Seconds { 86400 });
    QCOMPARE(s.retentionIntervalHours, 168);
    QCOMPARE(s.sloTargetPercent, 99.9);
    QCOMPARE(s.sloBurnRateFastThreshold, 14.4);
    QCOMPARE(s.postmortemsDir, QStringLiteral("docs/postmortems"));
    QVERIFY(!s.allowCommandChecks && !s.pingAutoCreate);
    QVERIFY(s.pingKey.isEmpty() && s.trustedProxies.isEmpty());
    QCOMPARE(s.pingBodyLimit, 10'000);
    QCOMPARE(s.resultRetentionDays, 90);
    QCOMPARE(s.resultRetentionMb, 0);
}

void SettingsTest::bounds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("good");
    QTest::addColumn<QStringList>("bad");
    const auto text = [](const char *value) { return QString::fromLatin1(value); };
    for (const Bound &bound : kBounds)
        QTest::newRow(bound.name) << text(bound.name) << QStringList { text(bound.lowest), text(bound.highest) }
                                  << QStringList { text(bound.below), text(bound.above), QStringLiteral("x"),
                                         QStringLiteral("nan"), QStringLiteral("1e99"), QStringLiteral("12 3") };
}

void SettingsTest::bounds()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, good);
    QFETCH(const QStringList, bad);
    for (const QString &value : good)
        QVERIFY2(takes(name, value), qPrintable(value));
    for (const QString &value : bad)
        QVERIFY2(!takes(name, value), qPrintable(value));
}

void SettingsTest::coversEveryNumber()
{
    QStringList tested;
    for (const Bound &bound : kBounds)
        tested.append(QString::fromLatin1(bound.name));
    for (const QString &name : Config::settingNames()) {
        const bool numeric = takes(name, QStringLiteral("1")) && !takes(name, QStringLiteral("maybe"))
            && !takes(name, QStringLiteral("yes"));
        QVERIFY2(!numeric || tested.contains(name), qPrintable(name));
    }
}

void SettingsTest::words()
{
    Config::Settings s = Config::defaultSettings();
    const auto set = [&s](const char *name, const char *value) {
        return Config::applySetting(s, QString::fromLatin1(name), QString::fromLatin1(value), Layer::Environment);
    };
    QVERIFY(!set("LOG_LEVEL", "debug"));
    QCOMPARE(s.logLevel, QStringLiteral("DEBUG"));
    const auto trouble = set("LOG_LEVEL", "LOUD");
    QVERIFY(trouble);
    QCOMPARE(trouble->message, QStringLiteral("LOG_LEVEL is 'LOUD'"));
    QCOMPARE(trouble->hint, QStringLiteral("write DEBUG, INFO, WARNING, ERROR or CRITICAL"));
    QVERIFY(!set("LOG_JSON", "False"));
    QCOMPARE(s.logJson, std::optional(false));
    QVERIFY(!set("API_PUBLIC_READ", "1"));
    QVERIFY(s.apiPublicRead);
    QVERIFY(set("API_PUBLIC_READ", "perhaps"));
    QVERIFY(!set("CORS_ORIGINS", " http://a , ,http://b,"));
    QCOMPARE(s.corsOrigins, (QStringList { QStringLiteral("http://a"), QStringLiteral("http://b") }));
    QVERIFY(set("HOST", "http://example.com"));
    QVERIFY(!set("HOST", "::1"));
}

void SettingsTest::emptyMeansUnset()
{
    for (const QString &name : Config::settingNames()) {
        for (const QString &empty : { QString(), QStringLiteral("   ") }) {
            Config::Settings s = Config::defaultSettings();
            QVERIFY2(!Config::applySetting(s, name, empty, Layer::Environment), qPrintable(name));
            QCOMPARE(s, Config::defaultSettings());
        }
    }
}

void SettingsTest::secretsStayUnsaid()
{
    const QString bad = QStringLiteral("hooks.slack.com-services-T0-B0-sesame");
    for (const char *name : { "SLACK_WEBHOOK_URL", "POLLER_HEALTH_SLACK_WEBHOOK_URL", "HEALTHCHECK_PING_URL" }) {
        Config::Settings s;
        const auto trouble = Config::applySetting(s, QString::fromLatin1(name), bad, Layer::Environment);
        QVERIFY(trouble);
        QVERIFY(!trouble->message.contains(QStringLiteral("sesame")));
        QVERIFY(!trouble->hint.contains(QStringLiteral("sesame")));
    }
    Config::Settings s;
    QVERIFY(
        !Config::applySetting(s, QStringLiteral("ADMIN_API_TOKEN"), QStringLiteral("open-sesame"), Layer::File));
    QCOMPARE(Config::secretValues(s), QStringList { QStringLiteral("open-sesame") });
}

void SettingsTest::precedence()
{
    Folder folder;
    folder.write("watchfloor.yaml", "poll_interval_seconds: 11\nport: 1111\nlog_level: debug\n");
    const QHash<QString, QString> environment { { QStringLiteral("POLL_INTERVAL_SECONDS"), QStringLiteral("22") },
        { QStringLiteral("PORT"), QStringLiteral("2222") } };
    const QHash<QString, QString> commandLine { { QStringLiteral("PORT"), QStringLiteral("3333") } };
    const auto config = folder.load(environment, commandLine);
    QVERIFY(config.has_value());
    QCOMPARE(config->settings.logLevel, QStringLiteral("DEBUG"));
    QCOMPARE(config->settings.pollInterval, Seconds { 22 });
    QCOMPARE(config->settings.port, 3333);
    QCOMPARE(config->settings.host, QStringLiteral("127.0.0.1"));
    QCOMPARE(config->catalogue->services.front().monitors.front().interval, Millis { 22'000 });
}

void SettingsTest::freePortOnlyFromTheCommandLine()
{
    QVERIFY(takes(QStringLiteral("PORT"), QStringLiteral("0"), Layer::CommandLine));
    QVERIFY(!takes(QStringLiteral("PORT"), QStringLiteral("0"), Layer::Environment));
    QVERIFY(!takes(QStringLiteral("PORT"), QStringLiteral("-1"), Layer::CommandLine));
}

void SettingsTest::pingKeys()
{
    const QString name = QStringLiteral("PING_KEY");
    for (const char *key : { "abcdefgh", "Zx9_-Zx9_-Zx9_-Zx9_-Zx" })
        QVERIFY2(takes(name, QString::fromLatin1(key)), key);
    for (const char *key : { "abcdefg", "a/bcdefgh", "abc defgh", "0b4f8f0e-6a0a-4b8e-9a3c-1d2e3f405162" })
        QVERIFY2(!takes(name, QString::fromLatin1(key)), key);
    Config::Settings s;
    const auto trouble = Config::applySetting(s, name, QStringLiteral("open/sesame"), Layer::Environment);
    QCOMPARE(trouble->message, QStringLiteral("PING_KEY is not usable as it is"));
    QVERIFY(!Config::applySetting(s, name, QStringLiteral("open-sesame"), Layer::Environment));
    QCOMPARE(Config::secretValues(s), QStringList { QStringLiteral("open-sesame") });
}

void SettingsTest::trustedProxies_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("fit");
    const auto row = [](const char *value, bool fit) {
        QTest::newRow(value) << QString::fromLatin1(value) << fit;
    };
    row("10.0.0.5", true);
    row("10.0.0.0/8, ::1,2001:db8::/32", true);
    row("0.0.0.0/0", true);
    row("10.0.0.0/33", false);
    row("2001:db8::/129", false);
    row("10.0.0.0/", false);
    row("10.0.0", false);
    row("256.0.0.1", false);
    row("01.2.3.4", false);
    row("[::1]", false);
    row("proxy.example", false);
    row("10.0.0.5 10.0.0.6", false);
}

void SettingsTest::trustedProxies()
{
    QFETCH(const QString, value);
    QFETCH(const bool, fit);
    QCOMPARE(takes(QStringLiteral("TRUSTED_PROXIES"), value), fit);
    Folder folder;
    folder.write("watchfloor.yaml", "trusted_proxies: [" + value.toUtf8() + "]\n");
    const bool flow = !value.contains(QLatin1Char('[')); // a list inside the list is none of ours
    if (flow)
        QCOMPARE(folder.load().has_value(), fit);
}

} // namespace Wf
