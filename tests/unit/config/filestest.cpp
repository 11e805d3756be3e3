// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/checkspec.h"
#include "domain/pagerules.h"
#include "folder.h"

namespace Wf {

namespace {
    QStringList monitorIds(const Domain::Service &service)
    {
        QStringList ids;
        for (const Domain::MonitorSpec &monitor : service.monitors)
            ids.append(monitor.id.value);
        return ids;
    }

    QByteArray withService(const char *lines)
    {
        return QByteArray(kGoodService) + lines;
    }
} // namespace

void FilesTest::exampleLoadsClean()
{
    const auto config = Config::load({ exampleFolder(), {}, {} });
    QVERIFY(config.has_value());
    QCOMPARE(config->warnings, QStringList());
    QCOMPARE(config->files.size(), 4 + static_cast<qsizetype>(config->channelDefinitions.size()));
    QCOMPARE(config->catalogue->services.size(), std::size_t { 10 });
    QCOMPARE(config->settings, Config::defaultSettings());
    QCOMPARE(config->catalogue->categories.size(), std::size_t { 11 });
    for (const Domain::Dependency &edge : config->catalogue->dependencies)
        QVERIFY(!edge.impact.isEmpty());
}

void FilesTest::exampleChecksLoadClean()
{
    QFile file(exampleFolder() + QStringLiteral("/services.example-checks.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    Folder folder;
    folder.write("services.yaml", file.readAll());
    const QHash<QString, QString> environment { { QStringLiteral("ALLOW_COMMAND_CHECKS"), QStringLiteral("true") },
        { QStringLiteral("SHOP_TOKEN"), QStringLiteral("open-sesame") },
        { QStringLiteral("BACKUP_PING_UUID"), QStringLiteral("0b4f8f0e-6a0a-4b8e-9a3c-1d2e3f405162") } };
    QCOMPARE(folder.faults(environment), QStringList());
    const auto config = folder.load(environment);
    QVERIFY(config.has_value());
    QCOMPARE(config->warnings, QStringList());
    QSet<QString> shown;
    for (const Domain::Service &service : config->catalogue->services) {
        for (const Domain::MonitorSpec &monitor : service.monitors)
            shown.insert(monitor.kind);
    }
    for (const QString &kind : Domain::checkKinds() + QStringList { QStringLiteral("heartbeat") })
        QVERIFY2(shown.contains(kind), qPrintable(kind));
}

void FilesTest::everyKeyOfTheExampleSettingsIsKnown()
{
    QFile file(exampleFolder() + QStringLiteral("/watchfloor.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray opened;
    int keys = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArray text = line.startsWith("# ") ? line.mid(2) : QByteArray();
        const qsizetype colon = text.indexOf(':');
        const QByteArray key = text.left(colon);
        if (colon > 0 && key == key.toLower() && !key.contains(' ')
            && Config::isSettingName(QString::fromLatin1(key.toUpper()))) {
            opened += text + '\n';
            ++keys;
        }
    }
    QVERIFY(keys > 25);
    Folder folder;
    folder.write("watchfloor.yaml", opened);
    QHash<QString, QString> environment;
    for (const char *name : { "ADMIN_API_TOKEN", "SLACK_SIGNING_SECRET", "PING_KEY" })
        environment.insert(QString::fromLatin1(name), QStringLiteral("open-sesame"));
    for (const char *name : { "SLACK_WEBHOOK_URL", "POLLER_HEALTH_SLACK_WEBHOOK_URL", "HEALTHCHECK_PING_URL" })
        environment.insert(QString::fromLatin1(name), QStringLiteral("https://example.com/x"));
    QCOMPARE(folder.faults(environment), QStringList());
}

void FilesTest::shortForm()
{
    Folder folder;
    folder.write("services.yaml",
        "services:\n"
        "  - {id: hub, display_name: Hub, category: engineering, poll_type: statuspage_json, tier: CRITICAL,\n"
        "     poll_url: 'https://status.example.com/api/v2/summary.json', statuspage_component_name: Git "
        "Operations,\n"
        "     status_page_url: 'https://status.example.com', owner: dev, runbook_url: 'https://wiki/hub',\n"
        "     slo_target: 99.5, tags: [git, ci], interval: 30s, timeout: 5s}\n");
    const auto config = folder.load();
    QVERIFY(config.has_value());
    const Domain::Service &service = config->catalogue->services.front();
    QCOMPARE(service.tier, Domain::Tier::Critical);
    QCOMPARE(service.pollType, QStringLiteral("statuspage_json"));
    QCOMPARE(service.owner, QStringLiteral("dev"));
    QCOMPARE(service.sloTarget, std::optional(99.5));
    QCOMPARE(service.tags, (QStringList { QStringLiteral("git"), QStringLiteral("ci") }));
    QCOMPARE(service.monitors.size(), std::size_t { 1 });
    const Domain::MonitorSpec &monitor = service.monitors.front();
    QCOMPARE(monitor.id.value, QStringLiteral("hub.statuspage"));
    QCOMPARE(monitor.service.value, QStringLiteral("hub"));
    QCOMPARE(monitor.kind, QStringLiteral("statuspage"));
    QCOMPARE(monitor.components, QStringList { QStringLiteral("Git Operations") });
    QCOMPARE(monitor.interval, Millis { 30'000 });
    QCOMPARE(monitor.timeout, Millis { 5'000 });
    QCOMPARE(monitor.url.host(), QStringLiteral("status.example.com"));
}

void FilesTest::longForm()
{
    Folder folder;
    folder.write("services.yaml",
        "categories: {edge: Edge & network}\n"
        "services:\n"
        "  - id: cdn\n"
        "    display_name: CDN\n"
        "    category: edge\n"
        "    confirm: {down: 4}\n"
        "    monitors:\n"
        "      - {kind: statuspage, url: 'https://a.example/s.json', components: ['glob:API*', 'group:EU'], "
        "interval: 2m}\n"
        "      - {kind: statuspage, url: 'https://b.example/s.json', name: Zweite Seite, confirm: {up: 5}, dwell: "
        "1m}\n"
        "      - {kind: statuspage, url: 'https://c.example/s.json'}\n"
        "      - {kind: manual}\n");
    const auto config = folder.load();
    QVERIFY2(config.has_value(), qPrintable(folder.faults().join(QLatin1Char('\n'))));
    const Domain::Service &service = config->catalogue->services.front();
    QCOMPARE(monitorIds(service),
        (QStringList { QStringLiteral("cdn.statuspage"), QStringLiteral("cdn.zweite-seite"),
            QStringLiteral("cdn.statuspage-2"), QStringLiteral("cdn.manual") }));
    QCOMPARE(service.pollType, QStringLiteral("statuspage_json"));
    QCOMPARE(config->catalogue->categories.front().label, QStringLiteral("Edge & network"));
    QCOMPARE(config->catalogue->categories.size(), std::size_t { 12 });
    QCOMPARE(
        service.monitors[0].components, (QStringList { QStringLiteral("glob:API*"), QStringLiteral("group:EU") }));
    QCOMPARE(service.monitors[0].interval, Millis { 120'000 });
    QCOMPARE(service.monitors[1].confirm, (Domain::ConfirmPolicy { 4, 5, Millis { 60'000 }, 3 }));
    QVERIFY(service.monitors[3].isManual());
    QStringList names;
    for (const Domain::MonitorSpec &monitor : service.monitors)
        names.append(monitor.name);
    QCOMPARE(names,
        (QStringList { QStringLiteral("status page"), QStringLiteral("Zweite Seite"),
            QStringLiteral("status page 2"), QStringLiteral("manual") }));
}

void FilesTest::policyInherits()
{
    Folder folder;
    folder.write("watchfloor.yaml",
        "policy: {tiers: {critical: {confirm: {down: 2}, dwell: 0s}, informational: {broken_after: 9, dwell: "
        "5m}}}\n");
    folder.write("services.yaml",
        "services:\n"
        "  - {id: a, display_name: A, category: other, poll_type: manual, tier: critical}\n"
        "  - {id: b, display_name: B, category: other, poll_type: manual, tier: informational, broken_after: 4}\n"
        "  - {id: c, display_name: C, category: other, poll_type: manual}\n");
    const auto config = folder.load({ { QStringLiteral("ALERT_RECOVERY_THRESHOLD_POLLS"), QStringLiteral("7") },
        { QStringLiteral("ALERT_MIN_STATE_DURATION_SECONDS"), QStringLiteral("60") } });
    QVERIFY(config.has_value());
    const auto policy = [&config](
                            std::size_t i) { return config->catalogue->services[i].monitors.front().confirm; };
    QCOMPARE(policy(0), (Domain::ConfirmPolicy { 2, 7, Millis { 0 }, 3 }));
    QCOMPARE(policy(1), (Domain::ConfirmPolicy { 3, 7, Millis { 300'000 }, 4 }));
    QCOMPARE(policy(2), (Domain::ConfirmPolicy { 3, 7, Millis { 60'000 }, 3 }));
}

void FilesTest::localFilesWin()
{
    Folder folder;
    folder.write("services.yaml", "not: [even");
    folder.write("services.local.yaml", kGoodService);
    folder.write("dependencies.yaml", "dependencies: {ghost: []}\n");
    folder.write("dependencies.local.yaml", "dependencies: {a: [{service: a, impact: itself}]}\n");
    const auto config = folder.load();
    QVERIFY(config.has_value());
    QCOMPARE(config->catalogue->dependencies.size(), std::size_t { 1 });
    QVERIFY(config->files.first().endsWith(QStringLiteral("services.local.yaml")));
}

void FilesTest::allInternal()
{
    Folder folder;
    folder.write("services.yaml",
        "services:\n"
        "  - {id: a, display_name: A, category: other, poll_type: manual}\n"
        "  - {id: b, display_name: B, category: other, poll_type: manual}\n"
        "  - {id: c, display_name: C, category: other, poll_type: manual}\n");
    folder.write("dependencies.yaml",
        "dependencies:\n"
        "  a:\n"
        "    - {service: all_internal, impact: everything, severity: low}\n"
        "    - {service: c, impact: most of all, severity: critical}\n"
        "    - {service: c, impact: again}\n"
        "  b: [{service: a}]\n");
    const auto config = folder.load();
    QVERIFY(config.has_value());
    using Domain::EdgeSeverity;
    const ServiceId a(QStringLiteral("a"));
    const ServiceId b(QStringLiteral("b"));
    const ServiceId c(QStringLiteral("c"));
    const std::vector<Domain::Dependency> expected { { a, c, QStringLiteral("most of all"),
                                                         EdgeSeverity::Critical },
        { a, b, QStringLiteral("everything"), EdgeSeverity::Low }, { b, a, QString(), EdgeSeverity::High } };
    QVERIFY(config->catalogue->dependencies == expected);
    QCOMPARE(config->warnings.size(), 1);
    QVERIFY(config->warnings.first().endsWith(
        QStringLiteral(":5:17: the dependency of 'c' on 'a' stands twice; the first one counts")));
}

void FilesTest::dependsOn()
{
    Folder folder;
    folder.write("services.yaml",
        "services:\n"
        "  - {id: a, display_name: A, category: other, poll_type: manual, depends_on: [c, b, c]}\n"
        "  - {id: b, display_name: B, category: other, poll_type: manual}\n"
        "  - {id: c, display_name: C, category: other, poll_type: manual}\n");
    folder.write("dependencies.yaml", "dependencies: {b: [{service: a, impact: no sign-in, severity: low}]}\n");
    QCOMPARE(folder.faults(), QStringList());
    const auto edges = folder.load()->catalogue->dependencies;
    QCOMPARE(edges.size(), std::size_t { 2 });
    QCOMPARE(edges[0].impact, QStringLiteral("no sign-in")); // the file of dependencies says more
    QCOMPARE(edges[1].upstream.value, QStringLiteral("c"));
    QCOMPARE(edges[1].downstream.value, QStringLiteral("a"));
}

void FilesTest::overrides()
{
    Folder folder;
    folder.write("services.yaml", withService("    slack_channel_override: '  ${TEAM_HOOK} '\n"));
    const QString hook = QStringLiteral("https://hooks.slack.com/services/T/B/TEAM");
    const auto config = folder.load({ { QStringLiteral("TEAM_HOOK"), hook } });
    QVERIFY(config.has_value());
    QCOMPARE(config->catalogue->services.front().webhookOverride.reveal(), hook);
    QVERIFY(Config::secretValues(*config).contains(hook));

    const auto unset = folder.load();
    QVERIFY(unset.has_value());
    QVERIFY(unset->catalogue->services.front().webhookOverride.isEmpty());
    QCOMPARE(unset->warnings.size(), 1);
    QVERIFY(unset->warnings.first().contains(QStringLiteral("TEAM_HOOK is not set")));

    folder.write("services.yaml", withService("    slack_channel_override: prefix_${TEAM_HOOK}_sesame\n"));
    const auto partial = folder.load({ { QStringLiteral("TEAM_HOOK"), hook } });
    QVERIFY(partial.has_value());
    QVERIFY(partial->catalogue->services.front().webhookOverride.isEmpty());
    QVERIFY(!partial->warnings.join(QString()).contains(QStringLiteral("sesame")));
}

void FilesTest::olderPollTypesAreDialects()
{
    const std::vector<std::pair<const char *, const char *>> types { { "product_feed_json", "google_workspace" },
        { "current_status_api", "slack" }, { "rss", "rss" }, { "trust_incidents_api", "salesforce_trust" },
        { "active_incidents_api", "zendesk" }, { "service_array_json", "ringcentral" },
        { "statuspage_json", "statuspage" } };
    for (const auto &[type, kind] : types) {
        Folder folder;
        folder.write("services.yaml",
            QByteArray(
                "services: [{id: a, display_name: A, category: other, poll_url: 'https://x.example/', poll_type: ")
                + type + "}]\n");
        const auto config = folder.load();
        QVERIFY2(config.has_value(), type);
        const Domain::Service &service = config->catalogue->services.front();
        QCOMPARE(service.pollType, QString::fromLatin1(type));
        QCOMPARE(service.monitors.front().kind, QString::fromLatin1(kind));
        QVERIFY(config->warnings.isEmpty());
    }
}

void FilesTest::rulesOfAPage()
{
    Folder folder;
    folder.write("services.yaml", R"(services:
  - id: acme
    display_name: Acme
    category: other
    monitors:
      - kind: json
        url: https://status.acme.example/state
        components: [API]
        json:
          name: $.page
          status: $.state
          map: {operational: [OK, 1, true], major_outage: down, maintenance: [works]}
          incidents:
            list: $.incidents[*]
            optional: yes
            id: $.id
            title: $.name
            status: $.phase
            impact: $.how
            started_at: $.from
            resolved: [Done, closed]
            map: {degraded: minor}
          maintenances: {list: $.works, title: $.name, status: $.phase, starts_at: $.from, completed: [over]}
          components: {list: $.parts, id: $.id, name: "@key", group: $.area, status: $}
)");
    const auto config = folder.load();
    QVERIFY(config.has_value());
    const Domain::MonitorSpec &monitor = config->catalogue->services.front().monitors.front();
    QCOMPARE(monitor.kind, QStringLiteral("json"));
    QCOMPARE(monitor.components, QStringList { QStringLiteral("API") });
    QVERIFY(monitor.rules);
    const Domain::PageRules &rules = *monitor.rules;
    using Domain::PageWord;
    const Domain::PageRules::Meanings words { { QStringLiteral("ok"), PageWord::Operational },
        { QStringLiteral("1"), PageWord::Operational }, { QStringLiteral("true"), PageWord::Operational },
        { QStringLiteral("down"), PageWord::MajorOutage }, { QStringLiteral("works"), PageWord::Maintenance } };
    QVERIFY(rules.map == words);
    QCOMPARE(rules.status, QStringLiteral("$.state"));
    QVERIFY(rules.incidents->list.optional);
    QCOMPARE(rules.incidents->impact, QStringLiteral("$.how"));
    QCOMPARE(rules.incidents->resolved, (QStringList { QStringLiteral("done"), QStringLiteral("closed") }));
    QCOMPARE(rules.incidents->map.size(), size_t(1));
    QVERIFY(rules.maintenances->states.at(QStringLiteral("over")) == Domain::MaintenanceState::Completed);
    QCOMPARE(rules.components->name, QStringLiteral("@key"));
    QCOMPARE(rules.components->status, QStringLiteral("$"));
}

void FilesTest::mergeKeys()
{
    Folder folder;
    folder.write("services.yaml",
        "services:\n"
        "  - &base {id: a, display_name: A, category: other, poll_type: manual, tier: critical}\n"
        "  - {<<: *base, id: b, display_name: B}\n");
    const auto config = folder.load();
    QVERIFY(config.has_value());
    QCOMPARE(config->catalogue->services[1].id.value, QStringLiteral("b"));
    QCOMPARE(config->catalogue->services[1].tier, Domain::Tier::Critical);
}

void FilesTest::missingOptionalFiles()
{
    Folder folder;
    QVERIFY(folder.load().has_value());
    folder.write("dependencies.yaml", "");
    folder.write("watchfloor.yaml", "# nothing\n");
    QVERIFY(folder.load().has_value());
    folder.write("alerts.yaml", "");
    QVERIFY(folder.load().has_value());
    folder.remove("services.yaml");
    QCOMPARE(folder.faults(),
        QStringList { QStringLiteral(
            "services.yaml: there is no such file (write one, or name another folder with --config)") });
}

void FilesTest::idsAreStable()
{
    const auto first = Config::load({ exampleFolder(), {}, {} });
    const auto second = Config::load({ exampleFolder(), {}, {} });
    QVERIFY(first.has_value() && second.has_value());
    QVERIFY(*first->catalogue == *second->catalogue);
    QSet<QString> ids;
    for (const Domain::Service &service : first->catalogue->services) {
        for (const QString &id : monitorIds(service))
            ids.insert(id);
    }
    QCOMPARE(ids.size(), 10);
}

} // namespace Wf
