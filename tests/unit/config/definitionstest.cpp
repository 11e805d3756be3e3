// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "config/definitions.h"
#include "monitors.h"

#include <QJsonArray>

namespace Wf {

using namespace Domain;

namespace {
    QJsonObject json(const QByteArray &text)
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(text, &error);
        if (!document.isObject())
            QTest::qFail(qPrintable(error.errorString()), __FILE__, __LINE__);
        return document.object();
    }

    Config::ServiceDefaults defaults()
    {
        Folder folder;
        return folder.load(monitorEnvironment())->defaults;
    }

    /// A bit of everything, as an API or the editor would write it.
    QByteArray everything()
    {
        return R"({"id": "shop", "display_name": "Shop: the \"new\" one", "tier": "critical", "quorum": 2,
            "category": "own-sites", "tags": ["yes", "42", "a b"], "slo_target": 99.5, "owner": null,
            "monitors": [
              {"kind": "http", "id": "shop.http", "name": "front page", "url": "https://me:${TOKEN}@x.example/a?b=1",
               "method": "POST", "body": "{\n  \"a\": 1 # no comment\n}\n", "headers": {"Accept": "text/html", "X-Key": "${TOKEN}"},
               "expect": {"status": [200, "201-204"], "json": {"$.db": true, "$.n": "< 5", "$.x": null, "$['a b']": 0.25},
                          "latency": "2s", "cert_days": 14},
               "interval": "30s", "confirm": {"down": 2}, "redirects": 0, "insecure": false},
              {"kind": "json", "url": "https://x.example/state", "json": {"status": "$.state",
               "map": {"operational": ["ok", 1], "major_outage": "down"},
               "incidents": {"list": "$.incidents[*]", "optional": true, "title": "$['the name']", "resolved": ["no"],
                             "status": "$.state"}}},
              {"kind": "tcp", "url": "tcp://[::1]:25", "send": "EHLO x\r\n", "expect": {"contains": "250"}},
              {"kind": "dns", "host": "example.com", "type": "TXT", "expect": {"values": ["v=spf1 -all", "~"]}},
              {"kind": "domain", "name": "example.com", "expect": {"domain_days": 30}},
              {"kind": "command", "argv": ["/bin/df", "-h", "", "null", "ä 世 😀"]},
              {"kind": "heartbeat", "schedule": "0 2 * * *", "tz": "Europe/Paris", "uuid": "${PING_UUID}",
               "filter": {"failure": ["no", "err"], "otherwise": "fail"}}
            ]})";
    }

    void compareServices(const Service &a, const Service &b)
    {
        QCOMPARE(a.id, b.id);
        QCOMPARE(a.monitors.size(), b.monitors.size());
        for (std::size_t i = 0; i < a.monitors.size(); ++i)
            QVERIFY2(a.monitors[i] == b.monitors[i], qPrintable(a.monitors[i].id.value));
        QCOMPARE(a.displayName, b.displayName);
        QCOMPARE(a.tags, b.tags);
        QCOMPARE(a.pollType, b.pollType);
        QVERIFY(a == b);
    }
} // namespace

void DefinitionsTest::least()
{
    const auto service = Config::readDefinition(
        json(R"({"id": "x", "monitors": [{"kind": "ping", "host": "gw.example"}]})"), defaults());
    QVERIFY2(service.has_value(), qPrintable(service ? QString() : service.error().detail));
    QCOMPARE(service->origin, Origin::App);
    QCOMPARE(service->displayName, QStringLiteral("x"));
    QCOMPARE(service->category, QStringLiteral("checks"));
    QCOMPARE(service->tier, Tier::Important);
    QCOMPARE(service->pollType, QStringLiteral("ping"));
    QCOMPARE(service->monitors.front().id.value, QStringLiteral("x.ping"));
    QCOMPARE(service->monitors.front().confirm.first, FirstSight::Confirmed);
}

void DefinitionsTest::readsLikeAFile()
{
    const auto defined = Config::readDefinition(json(everything()), defaults());
    QVERIFY2(defined.has_value(), qPrintable(defined ? QString() : defined.error().detail));
    const auto &http = std::get<HttpSpec>(defined->monitors[0].check->target);
    QCOMPARE(statusRangesText(http.statuses), QStringLiteral("200, 201-204"));
    QCOMPARE(http.password.reveal(), QStringLiteral("open sesame"));
    QCOMPARE(http.json.size(), std::size_t { 4 });
    QCOMPARE(defined->quorum, std::optional(2));
    QVERIFY(defined->owner.isEmpty());
    QVERIFY(defined->monitors.back().heartbeat);
    QCOMPARE(defined->monitors.back().heartbeat->uuid, kUuid);

    // JSON is YAML: the same text as a file says the same.
    Folder folder;
    folder.write(
        "services.yaml", "{\"categories\": {\"own-sites\": \"Own\"}, \"services\": [" + everything() + "]}");
    const auto config = folder.load(monitorEnvironment());
    QVERIFY2(config.has_value(), qPrintable(folder.faults(monitorEnvironment()).join(QLatin1Char('\n'))));
    Service fromFile = config->catalogue->services.front();
    fromFile.origin = Origin::App;
    // The reader of a file takes entries in the order of the text, JSON objects have none.
    const auto byName = [](const auto &a, const auto &b) { return a.name < b.name; };
    CheckSpec check = *fromFile.monitors[0].check;
    auto &spec = std::get<HttpSpec>(check.target);
    std::sort(spec.json.begin(), spec.json.end(), byName);
    std::sort(spec.headers.begin(), spec.headers.end(), byName);
    fromFile.monitors[0].check = check;
    compareServices(fromFile, *defined);
}

void DefinitionsTest::roundTrip()
{
    const QJsonObject first = json(everything());
    const QJsonObject second = json(R"({"id": "y", "monitors": [{"kind": "ping", "host": "y"}]})");
    const QString yaml = Config::definitionYaml({ first, second });
    Folder folder;
    folder.write("services.yaml", yaml.toUtf8());
    const auto config = folder.load(monitorEnvironment());
    QVERIFY2(config.has_value(), qPrintable(folder.faults(monitorEnvironment()).join(u'\n') + u'\n' + yaml));
    QCOMPARE(config->warnings, QStringList());
    QCOMPARE(config->catalogue->services.size(), std::size_t { 2 });
    QCOMPARE(config->catalogue->categoryLabel(QStringLiteral("own-sites")), QStringLiteral("Own-sites"));
    for (int i = 0; i < 2; ++i) {
        Service exported = config->catalogue->services[static_cast<std::size_t>(i)];
        exported.origin = Origin::App;
        compareServices(exported, *Config::readDefinition(i == 0 ? first : second, defaults()));
    }
    QVERIFY(yaml.contains(QLatin1String("${TOKEN}")));
    QVERIFY(!yaml.contains(QLatin1String("sesame")));
    QVERIFY(!yaml.contains(QLatin1String("environment variables")));
    QVERIFY(yaml.indexOf(QLatin1String("id: shop")) < yaml.indexOf(QLatin1String("display_name:")));
}

void DefinitionsTest::exportHoldsNoSecret()
{
    const QJsonObject definition = json(R"({"id": "my-shop", "slack_channel_override": "https://hooks/sesame0",
        "monitors": [
          {"kind": "http", "url": "https://me:sesame1@x/", "proxy": "http://p:sesame2@proxy:3128/",
           "headers": {"Accept": "text/html", "X-Key": "sesame3", "Cookie": "a=sesame4", "X-Ref": "Bearer ${TOKEN}"}},
          {"kind": "http", "url": "https://x/", "auth": {"basic": {"user": "me", "password": "sesame5"}}},
          {"kind": "http", "url": "https://x/", "auth": {"bearer": "sesame6"}},
          {"kind": "heartbeat", "schedule": "1d", "uuid": "0b4f8f0e-6a0a-4b8e-9a3c-1d2e3f405162"}]})");
    const QString yaml = Config::definitionYaml({ definition });
    QVERIFY2(!yaml.contains(QLatin1String("sesame")) && !yaml.contains(kUuid), qPrintable(yaml));
    for (const char *kept : { "text/html", "user: me", "\"Bearer ${TOKEN}\"",
             "https://me:${MY_SHOP_URL_PASSWORD}@x/", "http://p:${MY_SHOP_PROXY_PASSWORD}@proxy:3128/" })
        QVERIFY2(yaml.contains(QLatin1String(kept)), qPrintable(yaml));
    QHash<QString, QString> environment = monitorEnvironment();
    for (const char *name : { "SLACK_CHANNEL_OVERRIDE", "URL_PASSWORD", "PROXY_PASSWORD", "X_KEY", "COOKIE",
             "PASSWORD", "BEARER", "UUID" }) {
        const QString variable = QStringLiteral("MY_SHOP_") + QLatin1String(name);
        QVERIFY2(yaml.contains(QStringLiteral("#   ") + variable), qPrintable(yaml));
        environment.insert(
            variable, QLatin1String(name) == QLatin1String("UUID") ? kUuid : QStringLiteral("value"));
    }
    Folder folder;
    folder.write("services.yaml", yaml.toUtf8());
    QCOMPARE(folder.faults(environment), QStringList());
}

void DefinitionsTest::faults_data()
{
    QTest::addColumn<QByteArray>("definition");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *definition, const char *field, const char *sentence) {
        QTest::newRow(name) << QByteArray(definition) << QString::fromLatin1(field) << QString::fromUtf8(sentence);
    };
    row("no id", R"({"monitors": [{"kind": "manual"}]})", "id", "the service has no id (write 'id: …')");
    row("bad id", R"({"id": "A b", "monitors": [{"kind": "manual"}]})", "id",
        "id is 'A b' (write 1 to 128 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit)");
    row("no monitors", R"({"id": "a"})", "monitors", "the service has no monitors (write 'monitors: …')");
    row("no monitor", R"({"id": "a", "monitors": []})", "monitors",
        "monitors is empty (write at least one monitor)");
    row("unknown key", R"({"id": "a", "monitrs": [], "monitors": [{"kind": "manual"}]})", "monitrs",
        "unknown key 'monitrs' (did you mean 'monitors'?)");
    row("tier", R"({"id": "a", "tier": 5, "monitors": [{"kind": "manual"}]})", "tier",
        "tier is '5' (write critical, important or informational)");
    row("category", R"({"id": "a", "category": "No Good", "monitors": [{"kind": "manual"}]})", "category",
        "category is 'No Good' (write 1 to 128 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit)");
    row("status", R"({"id": "a", "monitors": [{"kind": "http", "url": "https://x/", "expect": {"status": 999}}]})",
        "monitors[0].expect.status",
        "monitors[0]: expect: status is '999' (write codes from 100 to 599 such as 200, 200-299 or [200, 301])");
    row("no url", R"({"id": "a", "monitors": [{"kind": "manual"}, {"kind": "http"}]})", "monitors[1].url",
        "monitors[1] has no url (write 'url: https://…')");
    row("entry of a list", R"({"id": "a", "monitors": [{"kind": "command", "argv": ["a", ["b"]]}]})",
        "monitors[0].argv[1]", "monitors[0]: argv entry is not a single value (write at most 4096 characters)");
    row("name in a map",
        R"({"id": "a", "monitors": [{"kind": "http", "url": "https://x/", "headers": {"a b": "c"}}]})",
        "monitors[0].headers.a b", "monitors[0]: headers 'a b' is no name of a header (write one such as Accept)");
    row("relative ca_file", R"({"id": "a", "monitors": [{"kind": "tls", "host": "x", "ca_file": "own.pem"}]})",
        "monitors[0].ca_file", "monitors[0]: ca_file is not a whole path (write one that begins with '/')");
    row("hidden secret",
        R"({"id": "a", "monitors": [{"kind": "http", "url": "https://x/", "auth": {"bearer": "***"}}]})",
        "monitors[0].auth.bearer",
        "monitors[0]: auth: bearer was hidden here (write the secret itself, ${NAME} of an environment "
        "variable, or keychain:NAME)");
    row("fraction", R"({"id": "a", "monitors": [{"kind": "ping", "host": "x", "count": 1.5}]})",
        "monitors[0].count", "monitors[0]: count is '1.5' (write a whole number from 1 to 20)");
}

void DefinitionsTest::faults()
{
    QFETCH(const QByteArray, definition);
    QFETCH(const QString, field);
    QFETCH(const QString, sentence);
    const auto service = Config::readDefinition(json(definition), defaults());
    QVERIFY(!service.has_value());
    QCOMPARE(service.error().code, ErrorCode::Invalid);
    QCOMPARE(service.error().detail, sentence);
    QCOMPARE(service.error().field, field);
}

void DefinitionsTest::commandsNeedTheSetting()
{
    const QJsonObject definition = json(R"({"id": "a", "monitors": [{"kind": "command", "argv": ["df"]}]})");
    QVERIFY(Config::readDefinition(definition, defaults()).has_value());
    Config::ServiceDefaults strict = defaults();
    strict.commands = Config::CommandChecks::Refused;
    const auto refused = Config::readDefinition(definition, strict);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().field, QStringLiteral("monitors[0].kind"));
    QVERIFY(refused.error().detail.contains(QStringLiteral("ALLOW_COMMAND_CHECKS=true")));
}

void DefinitionsTest::hostile()
{
    QJsonValue deep(1);
    for (int i = 0; i < 100; ++i)
        deep = i % 2 == 0 ? QJsonValue(QJsonArray { deep })
                          : QJsonValue(QJsonObject { { QStringLiteral("a"), deep } });
    const auto nested = Config::readDefinition({ { QStringLiteral("id"), deep } }, defaults());
    QCOMPARE(nested.error().code, ErrorCode::TooLarge);
    QJsonArray many;
    for (int i = 0; i < 30'000; ++i)
        many.append(i);
    QCOMPARE(Config::readDefinition({ { QStringLiteral("tags"), many } }, defaults()).error().code,
        ErrorCode::TooLarge);
    for (const char *text : { "{}", R"({"monitors": {}})", R"({"id": {}, "monitors": [[], 1, "x", null, {}]})",
             R"({"id": "a", "monitors": [{"kind": {}}]})",
             R"({"id": "a", "monitors": [{"kind": "http", "url": {}}]})" })
        QVERIFY2(!Config::readDefinition(json(text), defaults()).has_value(), text);
    // Whatever it holds, an export is a text and holds no secret.
    const QString odd = Config::definitionYaml({ json(R"({"id": 5, "monitors": "x", "a": {"b": [null, {}, []]}})"),
        json(R"({"monitors": [1, {"headers": [1], "auth": "x", "url": 7}]})"), {} });
    QVERIFY(odd.contains(QStringLiteral("services:")));
}

} // namespace Wf
