// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "config/alertsfile.h"
#include "folder.h"

#include <QRandomGenerator>
#include <QRegularExpression>

namespace Wf {

using std::chrono::hours;
using std::chrono::minutes;

namespace {
    QHash<QString, QString> environment()
    {
        return { { QStringLiteral("OPS_WEBHOOK"), QStringLiteral("https://hooks.example.com/T/B/ops-secret") },
            { QStringLiteral("SMTP_PASSWORD"), QStringLiteral("open-sesame") },
            { QStringLiteral("SLACK_BOT_TOKEN"), QStringLiteral("xoxb-1234567") },
            { QStringLiteral("SLOW_WEBHOOK"), QStringLiteral("https://hooks.example.com/slow") } };
    }

    /// What stands commented out in the shipped example.
    QByteArray opened(const QByteArray &text)
    {
        static const QRegularExpression shape(QStringLiteral(R"(\A# ([a-z_]+:( .*)?|  .*)\z)"));
        QByteArray result;
        for (const QByteArray &line : text.split('\n')) {
            if (shape.match(QString::fromUtf8(line)).hasMatch())
                result += line.mid(2) + '\n';
        }
        return result;
    }
} // namespace

void AlertsTest::withoutAFile()
{
    Folder folder;
    const auto config = folder.load();
    QVERIFY(config.has_value());
    QVERIFY(config->policy == Domain::defaultPolicy());
    QVERIFY(config->channels.empty() && config->plans.empty() && config->channelDefinitions.empty());
    folder.write("alerts.yaml", "# nothing\n");
    QVERIFY(folder.load()->policy == Domain::defaultPolicy());
    folder.write("alerts.yaml", "hold: 10s\n");
    Domain::AlertPolicy policy = Domain::defaultPolicy();
    policy.hold = Seconds { 10 };
    QVERIFY(folder.load()->policy == policy);
    QCOMPARE(folder.load()->files.size(), 2);
    QCOMPARE(folder.load({ { QStringLiteral("DEPENDENCY_CORRELATION_THRESHOLD"), QStringLiteral("7") } })
                 ->policy.threshold,
        7);
}

void AlertsTest::localFileWins()
{
    Folder folder;
    folder.write("alerts.yaml", "not: [even");
    folder.write("alerts.local.yaml", "settle: 1m\n");
    const auto config = folder.load();
    QVERIFY(config.has_value());
    QVERIFY(config->policy.settle == minutes { 1 });
    QVERIFY(config->files.last().endsWith(QStringLiteral("alerts.local.yaml")));
}

void AlertsTest::exampleIsTheDefaultAndFullyReadable()
{
    QFile file(exampleFolder() + QStringLiteral("/alerts.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    Folder folder;
    folder.write("alerts.yaml", text);
    const auto shipped = folder.load();
    QVERIFY(shipped.has_value());
    QVERIFY(shipped->policy == Domain::defaultPolicy());
    // The values that stand there are the default.
    folder.write("alerts.yaml", opened(text.left(text.indexOf("# --- where"))));
    const auto values = folder.load();
    QVERIFY(values.has_value());
    QVERIFY(values->policy == Domain::defaultPolicy());
    // Everything at once.
    folder.write("services.yaml",
        "services:\n  - {id: okta, display_name: O, category: identity, poll_type: manual, tags: [linux]}\n");
    folder.write("alerts.yaml", opened(text));
    QCOMPARE(folder.faults(environment()), QStringList());
    const auto all = folder.load(environment());
    QVERIFY(all.has_value());
    QCOMPARE(all->warnings, QStringList());
    QCOMPARE(all->channels.size(), std::size_t { 6 });
    QCOMPARE(all->policy.routes.size(), std::size_t { 3 });
    QCOMPARE(all->plans.size(), std::size_t { 1 });
    const std::vector<Domain::AlertRoute> usual(all->policy.routes.begin(), all->policy.routes.begin() + 2);
    QVERIFY(usual == Domain::defaultPolicy().routes);
}

void AlertsTest::everyKeyOfARoute()
{
    Folder folder;
    folder.write("alerts.yaml",
        "hold: 1m\ncritical_hold: 5s\nsettle: 2m\nreopen: 20m\nlead: 3m\nthreshold: 4\n"
        "flapping: {changes: 6, within: 10m}\n"
        "channels: {pager: {kind: desktop}}\n"
        "routes:\n"
        "  - name: nights\n"
        "    match: {services: [a, 'b*'], categories: other, tiers: critical, tags: [t], kinds: [HTTP],\n"
        "            statuses: [major_outage, degraded],\n"
        "            during: {days: 'fri-mon, wed', from: 22:00, to: '7:00', zone: Europe/Berlin}}\n"
        "    steps: [{channels: slack}, {after: 15m, channels: [pager, slack.health]}]\n"
        "    delay: 2m\n"
        "    repeat: 30m\n"
        "    reminders: 4\n"
        "    quiet: {days: sat, from: '00:00', to: '24:00', except: {tiers: [critical]}}\n"
        "    digest: 10m\n"
        "    mention: HERE\n"
        "    recovery: no\n"
        "    continue: yes\n");
    QCOMPARE(folder.faults(), QStringList());
    const Domain::AlertPolicy policy = folder.load()->policy;
    QVERIFY(policy.hold == minutes { 1 } && policy.criticalHold == Seconds { 5 } && policy.lead == minutes { 3 });
    QVERIFY(policy.settle == minutes { 2 } && policy.reopen == minutes { 20 } && policy.threshold == 4);
    QVERIFY(policy.flapping == (Domain::FlapRule { 6, minutes { 10 } }));
    Domain::AlertRoute route;
    route.name = QStringLiteral("nights");
    route.match.services = { QStringLiteral("a"), QStringLiteral("b*") };
    route.match.categories = { QStringLiteral("other") };
    route.match.tiers = { Domain::Tier::Critical };
    route.match.tags = { QStringLiteral("t") };
    route.match.kinds = { QStringLiteral("http") };
    route.match.statuses = { Domain::Status::MajorOutage, Domain::Status::Degraded };
    route.match.during = Domain::WeekTimes { 0b1110101, 22 * 60, 7 * 60, "Europe/Berlin" };
    route.steps = { { minutes { 2 }, { QStringLiteral("slack") } },
        { minutes { 15 }, { QStringLiteral("pager"), QStringLiteral("slack.health") } } };
    route.repeat = minutes { 30 };
    route.reminders = 4;
    route.quiet = Domain::QuietTimes { { 0b0100000, 0, 0, {} }, Domain::AlertMatcher {} };
    route.quiet->except->tiers = { Domain::Tier::Critical };
    route.digest = minutes { 10 };
    route.mention = Domain::Mention::Here;
    route.recovery = false;
    route.goOn = true;
    QCOMPARE(policy.routes.size(), std::size_t { 1 });
    QVERIFY(policy.routes.front().match == route.match);
    QVERIFY(policy.routes.front().steps == route.steps);
    QVERIFY(policy.routes.front() == route);
}

void AlertsTest::channels()
{
    Folder folder;
    folder.write("alerts.yaml",
        "channels:\n"
        "  ops: {kind: slack, url: '${OPS_WEBHOOK}', limits: {per_minute: 3, deadline: 2s, joining: apart, "
        "longest_body: 1KiB}}\n"
        "  mail: {kind: email, host: smtp.example.com, password: '${SMTP_PASSWORD}', from: a@b, to: [x@y, z@y]}\n"
        "  clear: {kind: slack, url: 'https://hooks.example.com/in-clear'}\n");
    QCOMPARE(folder.faults(environment()), QStringList());
    const auto config = folder.load(environment());
    QCOMPARE(config->channels.size(), std::size_t { 3 });
    const Domain::Channel &ops = config->channels[0];
    QCOMPARE(ops.name, QStringLiteral("ops"));
    QCOMPARE(ops.kind, QStringLiteral("slack"));
    QVERIFY(ops.limits == (Domain::ChannelLimits { 3, Seconds { 2 }, Domain::Joining::Apart, 1024 }));
    const auto parameter = [&config](std::size_t channel, const char *name) {
        return config->channels[channel].parameters.value(QString::fromLatin1(name)).reveal();
    };
    QCOMPARE(parameter(0, "url"), environment().value(QStringLiteral("OPS_WEBHOOK")));
    QCOMPARE(parameter(1, "port"), QStringLiteral("587"));
    QCOMPARE(parameter(1, "security"), QStringLiteral("starttls"));
    QCOMPARE(parameter(1, "to"), QStringLiteral("x@y, z@y"));
    const QStringList secrets = Config::secretValues(*config);
    for (const char *secret :
        { "https://hooks.example.com/T/B/ops-secret", "open-sesame", "https://hooks.example.com/in-clear" })
        QVERIFY2(secrets.contains(QString::fromLatin1(secret)), secret);
    QVERIFY(!secrets.contains(QStringLiteral("smtp.example.com")));
    QCOMPARE(config->warnings.size(), 1);
    QVERIFY2(config->warnings.first().endsWith(QStringLiteral(
                 "alerts.yaml:4:29: channel 'clear': url is a secret that stands in the file; write "
                 "${NAME} of an environment variable, or keychain:NAME")),
        qPrintable(config->warnings.first()));
}

void AlertsTest::maintenance()
{
    Folder folder;
    folder.write("alerts.yaml",
        "maintenance:\n"
        "  - {title: Once, match: {services: '*'}, from: 2026-12-01T22:00:00+01:00, length: 30m}\n"
        "  - {title: Patch night, description: All of them., match: {tags: [linux]}, from: '2026-12-01 22:00',\n"
        "     length: 2h, schedule: 0 22 * * 2, zone: Europe/Berlin, notice_before: 1h, channels: [slack]}\n"
        "  - {title: Weekly, match: {tiers: informational}, length: 1d, schedule: Sun 00:00}\n");
    QCOMPARE(folder.faults(), QStringList());
    const auto plans = folder.load()->plans;
    QCOMPARE(plans.size(), std::size_t { 3 });
    QCOMPARE(toIso(plans[0].from), QStringLiteral("2026-12-01T21:00:00Z"));
    QVERIFY(!plans[0].schedule && plans[0].length == minutes { 30 });
    const Domain::MaintenancePlan &night = plans[1];
    QCOMPARE(night.id, qint64 { -2 });
    QVERIFY(night.origin == Domain::Origin::File);
    QCOMPARE(toIso(night.from), QStringLiteral("2026-12-01T21:00:00Z"));
    QCOMPARE(night.schedule->zone(), QStringLiteral("Europe/Berlin"));
    QCOMPARE(night.match.tags, QStringList { QStringLiteral("linux") });
    QVERIFY(night.noticeBefore == hours { 1 });
    QCOMPARE(night.channels, QStringList { QStringLiteral("slack") });
    const auto summer = *parseTimestamp(u"2027-07-01T00:00:00Z");
    QCOMPARE(toIso(Domain::windowOf(night, summer)->from), QStringLiteral("2027-07-06T20:00:00Z"));
    QVERIFY(Domain::isActive(plans[2], *parseTimestamp(u"2026-11-22T23:59:59Z")));
    QVERIFY(!Domain::isActive(plans[2], *parseTimestamp(u"2026-11-23T00:00:00Z")));
}

void AlertsTest::faults_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *yaml, const char *fault) {
        QTest::newRow(yaml) << QByteArray(yaml) << QString::fromUtf8(fault);
    };
    row("holt: 90s", "alerts.yaml:1:1: alerts.yaml: unknown key 'holt' (did you mean 'hold'?)");
    row("hold: 2h",
        "alerts.yaml:1:7: hold is '2h' (write a duration from 0s to 1h, such as 500ms, 30s, 5m, 1h or "
        "2d)");
    row("flapping: {changes: 2}",
        "alerts.yaml:1:21: flapping: changes is '2' (write a whole number from 3 to 30)");
    row("channels: {slack: {kind: desktop}}",
        "alerts.yaml:1:12: channel 'slack' is built in (write another name)");
    row("channels: {Ops: {kind: desktop}}",
        "alerts.yaml:1:12: channel 'Ops' is no name (write 1 to 128 of a-z, 0-9, '.', '_' and '-', beginning with "
        "a "
        "letter or digit)");
    row("channels: {ops: {kind: slak}}",
        "alerts.yaml:1:24: channel 'ops': kind is 'slak' (did you mean 'slack'?)");
    row("channels: {ops: {}}",
        "alerts.yaml:1:17: channel 'ops' has no kind (write 'kind: slack' or another of command, desktop, email, "
        "slack or slack_bot)");
    row("channels: {ops: {kind: slack}}",
        "alerts.yaml:1:17: channel 'ops' has no url (write 'url: \"${NAME}\"' of an environment variable, or "
        "'url: keychain:NAME')");
    row("channels: {ops: {kind: desktop, sond: x}}",
        "alerts.yaml:1:33: channel 'ops': unknown key 'sond' (did you mean 'sound'?)");
    row("channels: {ops: {kind: slack, url: '${NOBODY}'}}",
        "alerts.yaml:1:36: channel 'ops': url: the environment variable NOBODY is not set (set it, or write the "
        "value itself)");
    row("channels: {ops: {kind: slack, url: 'ftp-secret'}}",
        "alerts.yaml:1:36: channel 'ops': url is no web address (write an address that begins with https://)");
    row("channels: {m: {kind: email, host: h, from: a@b, to: x@y, port: 70000}}",
        "alerts.yaml:1:64: channel 'm': port is '70000' (write a whole number from 1 to 65535)");
    row("channels: {m: {kind: email, host: h, from: a@b, to: x@y, security: startls}}",
        "alerts.yaml:1:68: channel 'm': security is 'startls' (did you mean 'starttls'?)");
    row("channels: {m: {kind: email, host: h, from: a@b, to: nobody}}",
        "alerts.yaml:1:53: channel 'm': to is no mail address (write one such as oncall@example.com)");
    row("channels: {ops: {kind: desktop, limits: {per_minute: 0}}}",
        "alerts.yaml:1:54: channel 'ops': limits: per_minute is '0' (write a whole number from 1 to 600)");
    row("routes: [{channels: slack}]",
        "alerts.yaml:1:10: route 1 has no name (write one for people, such as 'name: nights')");
    row("routes: [{name: a, channels: slack}, {name: a, channels: slack}]",
        "alerts.yaml:1:45: route 2: there is a route 'a' already (write another name)");
    row("routes: [{name: a}]",
        "alerts.yaml:1:10: route 'a' tells nobody (write 'channels: [slack]', or 'channels: []' to keep it "
        "silent)");
    row("routes: [{name: a, channels: [slak]}]",
        "alerts.yaml:1:30: route 'a': channels: there is no channel 'slak' (did you mean 'slack'?)");
    row("routes: [{name: a, steps: [{channels: slack}, {channels: slack}]}]",
        "alerts.yaml:1:47: route 'a': steps 2 does not say when (write 'after: 15m', counted from the beginning "
        "of "
        "the trouble)");
    row("routes: [{name: a, steps: [{after: 5m, channels: slack}, {after: 5m, channels: slack}]}]",
        "alerts.yaml:1:66: route 'a': steps 2: after is not later than the step before (write more than 5m)");
    row("routes: [{name: a, delay: 6m, steps: [{channels: slack}, {after: 5m, channels: slack}]}]",
        "alerts.yaml:1:27: route 'a': delay is not before the second step (write less than 5m)");
    row("routes: [{name: a, channels: slack, steps: []}]",
        "alerts.yaml:1:30: route 'a' has channels and steps (move the channels into the first step)");
    row("routes: [{name: a, channels: slack, repeat: 1s}]",
        "alerts.yaml:1:45: route 'a': repeat is '1s' (write a duration from 1m to 7d, such as 500ms, 30s, 5m, 1h "
        "or "
        "2d)");
    row("routes: [{name: a, channels: slack, mention: everybody}]",
        "alerts.yaml:1:46: route 'a': mention is 'everybody' (write none or here)");
    row("routes: [{name: a, channels: slack, match: {tiers: [critcal]}}]",
        "alerts.yaml:1:53: route 'a': match: tiers is 'critcal' (did you mean 'critical'?)");
    row("routes: [{name: a, channels: slack, match: {categories: [identty]}}]",
        "alerts.yaml:1:57: route 'a': match: categories: there is no category 'identty' (did you mean "
        "'identity'?)");
    row("routes: [{name: a, channels: slack, match: {kinds: [htp]}}]",
        "alerts.yaml:1:52: route 'a': match: kinds: there is no kind 'htp' (did you mean 'http'?)");
    row("routes: [{name: a, channels: slack, match: {statuses: [operational]}}]",
        "alerts.yaml:1:56: route 'a': match: statuses is 'operational' (write degraded, partial_outage or "
        "major_outage)");
    row("routes: [{name: a, channels: slack, match: {during: {from: '25:00', to: '7:00'}}}]",
        "alerts.yaml:1:60: route 'a': match: during: from is '25:00' (write a time of day such as \"22:00\")");
    row("routes: [{name: a, channels: slack, match: {during: {from: '22:00'}}}]",
        "alerts.yaml:1:53: route 'a': match: during has no 'to' (write to: \"22:00\")");
    row("routes: [{name: a, channels: slack, quiet: {days: someday, from: '22:00', to: '7:00'}}]",
        "alerts.yaml:1:51: route 'a': quiet: days is 'someday' (write mon, tue, wed, thu, fri, sat, sun or a "
        "stretch "
        "such as mon-fri)");
    row("maintenance: [{title: T, match: {services: a}, from: 2026-12-01T22:00:00Z, length: 1h}]",
        "alerts.yaml:1:23: maintenance 1: title is too short (write at least 3 characters)");
    row("maintenance: [{title: Work, match: {}, from: 2026-12-01T22:00:00Z, length: 1h}]",
        "alerts.yaml:1:36: maintenance 1: match says nothing (write 'services: [\"*\"]' for all of them)");
    row("maintenance: [{title: Work, match: {services: a}, length: 1h}]",
        "alerts.yaml:1:15: maintenance 1 has no from (write 'from: 2026-12-01T22:00:00Z')");
    row("maintenance: [{title: Work, match: {services: a}, from: tomorrow, length: 1h}]",
        "alerts.yaml:1:57: maintenance 1: from is 'tomorrow' (write a moment such as 2026-12-01T22:00:00Z)");
    row("maintenance: [{title: Work, match: {services: a}, length: 1h, schedule: '3600'}]",
        "alerts.yaml:1:73: maintenance 1: schedule is '3600' (write five words such as \"0 22 * * 2\", or \"Tue "
        "22:00\")");
    row("maintenance: [{title: Work, match: {services: a, statuses: degraded}, length: 1h, schedule: Tue 22:00}]",
        "alerts.yaml:1:50: maintenance 1: match: unknown key 'statuses' (write services, categories, tiers, tags "
        "or "
        "kinds)");
    row("maintenance: [{title: Work, match: {services: a}, length: 1h, schedule: Tue 22:00, notice_before: 1h}]",
        "alerts.yaml:1:99: maintenance 1 gives notice to nobody (write 'channels: [slack]' as well)");
}

void AlertsTest::faults()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QString, fault);
    Folder folder;
    folder.write("alerts.yaml", yaml + '\n');
    QCOMPARE(folder.faults(), QStringList { fault });
}

void AlertsTest::allFaultsAtOnceWithoutSecrets()
{
    Folder folder;
    folder.write("alerts.yaml",
        "hold: soon\n"
        "channels:\n"
        "  ops: {kind: slack, url: 'sesame-in-clear'}\n"
        "  mail: {kind: email, password: ['sesame-in-clear', '${NOBODY}']}\n"
        "routes: [{name: a, channels: [ops, mail, nobody], match: {tiers: [all]}}]\n"
        "maintenance: 5\n");
    const QStringList faults = folder.faults();
    QCOMPARE(faults.size(), 9);
    QVERIFY(!faults.join(QLatin1Char(' ')).contains(QStringLiteral("sesame")));
    QVERIFY(faults.first().startsWith(QStringLiteral("alerts.yaml:1:7: ")));
    QVERIFY(faults.last().startsWith(QStringLiteral("alerts.yaml:6:14: ")));
}

void AlertsTest::warnings()
{
    Folder folder;
    folder.write("alerts.yaml",
        "routes:\n"
        "  - {name: one, match: {services: [aa]}, channels: slack}\n"
        "  - {name: all, channels: slack}\n"
        "  - {name: never, channels: slack}\n");
    const QStringList warnings = folder.load()->warnings;
    QCOMPARE(warnings.size(), 2);
    QVERIFY(warnings[0].endsWith(QStringLiteral("there is no service 'aa' in services.yaml")));
    QVERIFY(
        warnings[1].endsWith(QStringLiteral("route 'never' is never reached: 'all' before it takes everything")));
}

void AlertsTest::policyAlone()
{
    const auto policy = Config::readPolicy("hold: 0s\nchannels: {x: {kind: whatever}}\nroutes: [{name: a, match: "
                                           "{categories: [own]}, channels: [y]}]\n",
        QStringLiteral("trial.yaml"));
    QVERIFY(policy.has_value());
    QVERIFY(policy->hold == Millis { 0 });
    QCOMPARE(policy->routes.front().steps.front().channels, QStringList { QStringLiteral("y") });
    QVERIFY(*Config::readPolicy("", QStringLiteral("trial.yaml")) == Domain::defaultPolicy());
    const auto wrong = Config::readPolicy("routes: [{nam: a}]\n", QStringLiteral("trial.yaml"));
    QVERIFY(!wrong.has_value());
    QCOMPARE(wrong.error().front().text(),
        QStringLiteral("trial.yaml:1:10: route 1 has no name (write one for people, such as 'name: nights')"));
    QCOMPARE(wrong.error().size(), std::size_t { 3 });
}

void AlertsTest::hostile()
{
    QFile file(exampleFolder() + QStringLiteral("/alerts.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray original = opened(file.readAll());
    QRandomGenerator random(11);
    Folder folder;
    int refused = 0;
    for (int round = 0; round < 300; ++round) {
        QByteArray yaml = original;
        for (int i = random.bounded(1, 6); i > 0; --i) {
            const qsizetype at = random.bounded(static_cast<int>(yaml.size()) - 20);
            if (random.bounded(2) == 0)
                yaml.remove(at, random.bounded(1, 20));
            else
                yaml.insert(at, QByteArray(1, static_cast<char>(random.bounded(32, 127))));
        }
        folder.write("alerts.yaml", yaml);
        const auto config = folder.load(environment());
        if (config) {
            QVERIFY(!config->policy.routes.empty());
            for (const Domain::AlertRoute &route : config->policy.routes)
                QVERIFY(!route.steps.empty());
        } else {
            QVERIFY(!config.error().empty() && config.error().size() <= 200);
        }
        refused += config ? 0 : 1;
    }
    QVERIFY(refused > 50);
    folder.write("alerts.yaml", "routes: [" + QByteArray("{name: a},").repeated(201) + "]\n");
    QCOMPARE(
        folder.faults(), QStringList { QStringLiteral("alerts.yaml:1:9: routes has 201 entries (at most 200)") });
}

} // namespace Wf
