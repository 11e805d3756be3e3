// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "folder.h"

namespace Wf {

namespace {
    void row(const char *name, const QByteArray &yaml, const QStringList &faults)
    {
        QTest::newRow(name) << yaml << faults;
    }
    void row(const char *name, const QByteArray &yaml, const char *fault)
    {
        row(name, yaml, QStringList { QString::fromUtf8(fault) });
    }
    QByteArray plus(const char *line)
    {
        return QByteArray(kGoodService) + "    " + line + "\n";
    }
    QByteArray monitor(const char *line)
    {
        return QByteArray("services:\n  - {id: a, display_name: A, category: other, monitors: [") + line + "]}\n";
    }
    void columns()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QStringList>("expected");
    }
    void compare(const QStringList &faults, const QStringList &expected)
    {
        QCOMPARE(faults.join(QLatin1Char('\n')), expected.join(QLatin1Char('\n')));
    }
    /// Rules of kind json; they begin at column 81.
    void addRules()
    {
        const auto rules = [](const char *text) {
            const QByteArray line = QByteArray("{kind: json, url: 'https://x/', json: ") + text + "}";
            return monitor(line.constData());
        };
        const QByteArray what = "services[0] 'a': monitors[0]: json";
        const auto one = [&](const char *name, const char *text, int column, const char *rest) {
            const QByteArray fault = "services.yaml:2:" + QByteArray::number(column) + ": " + what + rest;
            row(name, rules(text), fault.constData());
        };
        one("rules that read nothing", "{name: $.page}", 96,
            " reads nothing that says how the vendor is (write 'status: $.state', components or incidents)");
        one("rules without words", "{status: $.state}", 96,
            " does not say what the vendor's words mean (write 'map: {operational: [ok], major_outage: [down]}')");
        one("a path that is none", "{status: state, map: {operational: ok}}", 105,
            ": status: character 1 of the path state: a path begins with $ (write $.name)");
        one("a meaning that is none", "{status: $.s, map: {good: ok}}", 116,
            ": map: unknown key 'good' (write operational, degraded, partial_outage, major_outage or "
            "maintenance)");
        one("a word with two meanings", "{status: $.s, map: {operational: [ok], degraded: [OK]}}", 145,
            ": map: degraded: 'ok' has a meaning already (write every word once)");
        one("an unknown rule", "{status: $.s, map: {operational: ok}, incident: {}}", 134,
            ": unknown key 'incident' (did you mean 'incidents'?)");
        one("a list without a place", "{status: $.s, map: {operational: ok}, incidents: {id: $.id}}", 145,
            ": incidents has no list (write 'list: $.incidents')");
        one("states without a place", "{incidents: {list: $.i, resolved: [done]}}", 108,
            ": incidents says which states are open or resolved, but not where the state stands (write 'status: "
            "$.status')");
        one("an optional list that decides", "{incidents: {list: $.i, optional: yes}}", 96,
            ": the list of incidents decides, so that it cannot be optional (remove 'optional', or write 'status: "
            "…')");
        one("components without a status", "{map: {operational: ok}, components: {list: $.c, name: $.n}}", 133,
            ": components does not say where the status stands (write 'status: $.status')");
        one("a maintenance without a start", "{status: $.s, map: {operational: ok}, maintenances: {list: $.m}}",
            148, ": maintenances does not say where the start stands (write 'starts_at: $.start')");
    }
} // namespace

void FaultsTest::services_data()
{
    columns();
    row("unknown key", plus("teir: critical"),
        "services.yaml:6:5: services[0] 'a': unknown key 'teir' (did you mean 'tier'?)");
    row("unknown top key", QByteArray(kGoodService) + "service: []\n",
        "services.yaml:6:1: services.yaml: unknown key 'service' (did you mean 'services'?)");
    row("unknown tier", plus("tier: kritical"),
        "services.yaml:6:11: services[0] 'a': tier is 'kritical' (did you mean 'critical'?)");
    row("unknown tier, far", plus("tier: gold"),
        "services.yaml:6:11: services[0] 'a': tier is 'gold' (write critical, important or informational)");
    row("key twice", plus("id: b"),
        "services.yaml:6:5: the key 'id' stands twice, first in line 2 (keep one of them)");
    row("bad url", plus("status_page_url: ftp://x/"),
        "services.yaml:6:22: services[0] 'a': status_page_url is not a web address (write http:// or https://, a "
        "host "
        "and a path)");
    row("password in url", plus("runbook_url: https://me:sesame@wiki/"),
        "services.yaml:6:18: services[0] 'a': runbook_url carries a user name or password (leave them out)");
    row("bad duration", plus("interval: 60"),
        "services.yaml:6:15: services[0] 'a': interval is '60' (write a duration from 1s to 1d, such as 500ms, "
        "30s, 5m, "
        "1h or 2d)");
    row("bad slo", plus("slo_target: 100"),
        "services.yaml:6:17: services[0] 'a': slo_target is '100' (write a number from 1 to 99.999)");
    row("unknown upstream", plus("depends_on: [b]"),
        "services.yaml:6:18: services[0] 'a': depends_on: unknown service 'b' (write the id of a service of this "
        "file)");
    row("upstreams no list", plus("depends_on: b"),
        "services.yaml:6:17: services[0] 'a': depends_on is not a list (write [a, b] or lines that begin with "
        "'-')");
    row("tags no list", plus("tags: sso"),
        "services.yaml:6:11: services[0] 'a': tags is not a list (write [a, b] or lines that begin with '-')");
    row("confirm", plus("confirm: {down: 0, sideways: 2}"),
        { QStringLiteral(
              "services.yaml:6:21: services[0] 'a': confirm down is '0' (write a whole number from 1 to 20)"),
            QStringLiteral(
                "services.yaml:6:24: services[0] 'a': confirm: unknown key 'sideways' (write down or up)") });
    row("unknown category", "services:\n  - {id: a, display_name: A, category: engineerin, poll_type: manual}\n",
        "services.yaml:2:40: services[0] 'a': unknown category 'engineerin' (did you mean 'engineering'? or name "
        "it "
        "under 'categories:')");
    row("no url", "services:\n  - {id: a, display_name: A, category: other, poll_type: statuspage_json}\n",
        "services.yaml:2:58: services[0] 'a': poll_type 'statuspage_json' requires a poll_url (write 'poll_url: "
        "https://…')");
    row("unknown poll type", "services:\n  - {id: a, display_name: A, category: other, poll_type: manuel}\n",
        "services.yaml:2:58: services[0] 'a': unknown poll_type 'manuel' (did you mean 'manual'?)");
    row("nothing but an id", "services:\n  - id: a\n",
        { QStringLiteral("services.yaml:2:5: services[0] 'a' has no display_name (write 'display_name: …')"),
            QStringLiteral("services.yaml:2:5: services[0] 'a' has no category (write 'category: …')"),
            QStringLiteral("services.yaml:2:5: services[0] 'a' has no poll_type (write 'poll_type: …')") });
    row("bad id", "services:\n  - {id: Git Hub, display_name: A, category: other, poll_type: manual}\n",
        "services.yaml:2:10: services[0] 'Git Hub': id is 'Git Hub' (write 1 to 128 of a-z, 0-9, '.', '_' and "
        "'-', "
        "beginning with a letter or digit)");
    row("id twice",
        QByteArray(kGoodService) + "  - {id: a, display_name: B, category: other, poll_type: manual}\n",
        "services.yaml:6:10: services[1] 'a': the id stands twice, first in line 2 (give every service its own "
        "id)");
    row("empty list", "services: []\n",
        "services.yaml:1:11: there are no services (write 'services:' and at least one entry with id, "
        "display_name, "
        "category, poll_type and poll_url)");
    row("a scalar service", "services: [github]\n",
        "services.yaml:1:12: services[0] is not a map (write 'key: value' lines)");
    row("a page that has no data", monitor("{kind: html, url: 'https://x/'}"),
        "services.yaml:2:65: services[0] 'a': monitors[0]: kind 'html' is refused: a pattern over HTML breaks "
        "with "
        "every new look of the page, and then reads an outage as good; every page that is worth watching has JSON "
        "or "
        "a feed (write kind 'json' with rules, or 'rss')");
    row("unknown kind, far", monitor("{kind: zzzzzzzzz}"),
        "services.yaml:2:65: services[0] 'a': monitors[0]: unknown kind 'zzzzzzzzz' (write "
        "statuspage, http, tcp, tls, dns, ping, websocket, command, domain, heartbeat or manual)");
    row("usual word for a dialect", monitor("{kind: kuma, url: 'https://x/'}"),
        "services.yaml:2:65: services[0] 'a': monitors[0]: unknown kind 'kuma' (did you mean 'uptime_kuma'?)");
    row("no rules", monitor("{kind: json, url: 'https://x/'}"),
        "services.yaml:2:58: services[0] 'a': monitors[0]: kind 'json' requires the rules that it is read by "
        "(write "
        "'json: {status: $.state, map: {operational: [ok], …}}')");
    row("rules of another kind", monitor("{kind: statuspage, url: 'https://x/', json: {}}"),
        "services.yaml:2:96: services[0] 'a': monitors[0]: unknown key 'json' (write kind, id, name, interval, "
        "timeout, "
        "confirm, dwell, broken_after, url, components or pace)");
    addRules();
    row("usual word for a kind", monitor("{kind: icmp}"),
        "services.yaml:2:65: services[0] 'a': monitors[0]: unknown kind 'icmp' (did you mean 'ping'?)");
    row("unknown kind", monitor("{kind: statuspag}"),
        "services.yaml:2:65: services[0] 'a': monitors[0]: unknown kind 'statuspag' (did you mean 'statuspage'?)");
    row("no kind", monitor("{url: 'https://x/'}"),
        "services.yaml:2:58: services[0] 'a': monitors[0] has no kind (write 'kind: …' with statuspage, http, "
        "tcp, "
        "tls, dns, ping, websocket, command, domain, heartbeat or manual)");
    row("monitor without url", monitor("{kind: statuspage}"),
        "services.yaml:2:58: services[0] 'a': monitors[0]: kind 'statuspage' requires a url (write 'url: "
        "https://…')");
    row("same name", monitor("{kind: manual, name: x}, {kind: manual, name: X}"),
        "services.yaml:2:104: services[0] 'a': monitors[1]: the name 'X' is taken (give every monitor of a "
        "service its "
        "own name)");
    row("both forms", plus("monitors: [{kind: manual}]"),
        "services.yaml:5:16: services[0] 'a' has poll_type and monitors (write it as an entry of monitors)");
    row("control characters", plus("owner: \"a\\u0007b\""),
        "services.yaml:6:12: services[0] 'a': owner contains control characters (remove them)");
    row("bad category id", QByteArray("categories: {No Good: x}\n") + kGoodService,
        "services.yaml:1:14: the category id is 'No Good' (write a-z, 0-9, '.', '_' and '-')");
}

void FaultsTest::services()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QStringList, expected);
    Folder folder;
    folder.write("services.yaml", yaml);
    compare(folder.faults(), expected);
}

void FaultsTest::dependencies_data()
{
    columns();
    row("unknown upstream", "dependencies: {ghost_service: [{service: a}]}\n",
        "dependencies.yaml:1:16: Unknown upstream service 'ghost_service' (write the id of a service in "
        "services.yaml)");
    row("all unknown ones", "dependencies:\n  x1: [{service: phantom_app}]\n  a: [{service: y1}]\n",
        { QStringLiteral("dependencies.yaml:2:3: Unknown upstream service 'x1' (write the id of a service in "
                         "services.yaml)"),
            QStringLiteral(
                "dependencies.yaml:2:18: Unknown downstream service 'phantom_app' (write the id of a service "
                "in services.yaml)"),
            QStringLiteral("dependencies.yaml:3:17: Unknown downstream service 'y1' (write the id of a service in "
                           "services.yaml)") });
    row("severity", "dependencies: {a: [{service: a, severity: hihg}]}\n",
        "dependencies.yaml:1:43: dependencies of 'a': severity is 'hihg' (did you mean 'high'?)");
    row("no service", "dependencies: {a: [{impact: x}]}\n",
        "dependencies.yaml:1:20: dependencies of 'a': an entry has no service (write 'service: ID' or 'service: "
        "all_internal')");
    row("unknown key", "dependencies: {a: [{service: a, impct: x}]}\n",
        "dependencies.yaml:1:33: dependencies of 'a': unknown key 'impct' (did you mean 'impact'?)");
}

void FaultsTest::dependencies()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QStringList, expected);
    Folder folder;
    folder.write("dependencies.yaml", yaml);
    compare(folder.faults(), expected);
}

void FaultsTest::watchfloor_data()
{
    columns();
    row("unknown key", "pol_interval_seconds: 60\n",
        "watchfloor.yaml:1:1: watchfloor.yaml: unknown key 'pol_interval_seconds' (did you mean "
        "'poll_interval_seconds'?)");
    row("out of bounds", "poll_interval_seconds: 0\n",
        "watchfloor.yaml:1:24: poll_interval_seconds is '0' (write a whole number from 1 to 3600)");
    row("a list", "host: [a, b]\n", "watchfloor.yaml:1:7: host is not a single value (write it on one line)");
    row("secret", "slack_webhook_url: sesame\n",
        "watchfloor.yaml:1:20: slack_webhook_url is not usable as it is (write an address that begins with "
        "https://)");
    row("unknown tier", "policy: {tiers: {vip: {}}}\n",
        "watchfloor.yaml:1:18: policy: tiers: unknown key 'vip' (write critical, important or informational)");
    row("policy", "policy: {tiers: {critical: {confirm: {down: 21}, dwell: long}}}\n",
        { QStringLiteral(
              "watchfloor.yaml:1:45: policy: tier 'critical': confirm down is '21' (write a whole number from "
              "1 to 20)"),
            QStringLiteral(
                "watchfloor.yaml:1:57: policy: tier 'critical': dwell is 'long' (write a duration from 0s to "
                "1d, such as 500ms, 30s, 5m, 1h or 2d)") });
}

void FaultsTest::watchfloor()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QStringList, expected);
    Folder folder;
    folder.write("watchfloor.yaml", yaml);
    compare(folder.faults(), expected);
}

void FaultsTest::environment()
{
    const Folder folder;
    compare(folder.faults({ { QStringLiteral("PORT"), QStringLiteral("70000") },
                { QStringLiteral("SLACK_WEBHOOK_URL"), QStringLiteral("sesame") } }),
        { QStringLiteral(
              "environment: SLACK_WEBHOOK_URL is not usable as it is (write an address that begins with "
              "https://)"),
            QStringLiteral("environment: PORT is '70000' (write a whole number from 1 to 65535)") });
}

void FaultsTest::allAtOnceAndSorted()
{
    Folder folder;
    folder.write(
        "services.yaml", plus("teir: x") + "  - {id: b, display_name: B, category: nope, poll_type: manual}\n");
    folder.write("dependencies.yaml", "dependencies: {ghost: []}\n");
    folder.write("watchfloor.yaml", "port: x\n");
    const auto config = folder.load({ { QStringLiteral("LOG_LEVEL"), QStringLiteral("LOUD") } });
    QVERIFY(!config.has_value());
    QCOMPARE(config.error().size(), std::size_t { 5 });
    QStringList places;
    for (const Config::Fault &fault : config.error())
        places.append(fault.file.section(QLatin1Char('/'), -1));
    QStringList sorted { QStringLiteral("dependencies.yaml"), QStringLiteral("services.yaml"),
        QStringLiteral("services.yaml"), QStringLiteral("watchfloor.yaml"), QStringLiteral("environment") };
    std::sort(places.begin(), places.end());
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(places, sorted);
    QVERIFY(std::is_sorted(config.error().begin(), config.error().end(), [](const auto &a, const auto &b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    }));
}

void FaultsTest::atMostTwoHundred()
{
    Folder folder;
    QByteArray yaml = kGoodService;
    for (int i = 0; i < 500; ++i)
        yaml += "    key" + QByteArray::number(i) + ": 1\n";
    folder.write("services.yaml", yaml);
    QCOMPARE(folder.faults().size(), 200);
}

} // namespace Wf
