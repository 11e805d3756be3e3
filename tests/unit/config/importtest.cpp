// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "config/definitions.h"
#include "config/importing.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

namespace Wf {

namespace {
    const Config::Imported *find(const Config::Import &import, const QString &name)
    {
        const auto found = std::ranges::find(import.monitors, name, &Config::Imported::name);
        return found == import.monitors.end() ? nullptr : &*found;
    }

    QStringList notesOf(const Config::Import &import, const QString &name)
    {
        QStringList texts;
        for (const Config::ImportNote &note : import.notes) {
            if (note.name == name)
                texts.append(note.text);
        }
        return texts;
    }

    /// What is created must be read without a fault.
    void verifyReadable(const Config::Import &import)
    {
        for (const Config::Imported &each : import.monitors) {
            QJsonObject monitor = each.definition;
            monitor.remove(QStringLiteral("tags"));
            const auto service =
                Config::readDefinition({ { QStringLiteral("id"), QStringLiteral("x") },
                                           { QStringLiteral("monitors"), QJsonArray { monitor } } },
                    {});
            QVERIFY2(service,
                qPrintable(each.name + QStringLiteral(": ") + (service ? QString() : service.error().detail)));
        }
    }

    const char kGatus[] = R"text(
x-defaults: &fast {interval: 30s, client: {timeout: 5s, insecure: true}}
alerting: {slack: {webhook-url: "${HOOK}"}}
endpoints:
  - <<: *fast
    name: Shop API
    group: core
    url: "https://shop.example/health"
    conditions: ["[STATUS] == any(200, 429)", "[BODY].db == up", "[RESPONSE_TIME] < 800", "[BODY] == pat(*ok*)",
                 "len([BODY].x) > 2"]
    alerts: [{type: slack, failure-threshold: 5}]
  - {name: resolver, url: "192.0.2.53", dns: {query-type: A, query-name: shop.example}, conditions: ["[DNS_RCODE] == NOERROR"]}
  - {name: mail, url: "starttls://mail.example:587", conditions: ["[CONNECTED] == true", "[CERTIFICATE_EXPIRATION] > 336h"]}
  - {name: shell, url: "ssh://host", conditions: ["[CONNECTED] == true"]}
external-endpoints:
  - {name: backup, group: jobs, token: "t", heartbeat: {interval: 25h}}
)text";
} // namespace

void ImportTest::readsGatus()
{
    const auto import = Config::importText(kGatus);
    QVERIFY(import);
    QCOMPARE(import->format, QStringLiteral("Gatus"));
    QCOMPARE(import->monitors.size(), size_t { 4 });
    verifyReadable(*import);
    const QJsonObject shop = find(*import, QStringLiteral("Shop API"))->definition;
    QCOMPARE(shop[u"interval"].toString(), QStringLiteral("30s"));
    QCOMPARE(shop[u"timeout"].toString(), QStringLiteral("5s"));
    QCOMPARE(shop[u"insecure"].toBool(), true);
    QCOMPARE(shop[u"tags"].toArray(), QJsonArray { QStringLiteral("core") });
    QCOMPARE(shop[u"confirm"][u"down"].toInt(), 5);
    const QJsonObject expected { { QStringLiteral("status"),
                                     QJsonArray { QStringLiteral("200"), QStringLiteral("429") } },
        { QStringLiteral("json"), QJsonObject { { QStringLiteral("$.db"), QStringLiteral("== up") } } },
        { QStringLiteral("latency"), QStringLiteral("800ms") },
        { QStringLiteral("body_contains"), QStringLiteral("ok") } };
    QCOMPARE(shop[u"expect"].toObject(), expected);
    QVERIFY(
        notesOf(*import, QStringLiteral("Shop API")).join(u'\n').contains(QStringLiteral("len([BODY].x) > 2")));
    QCOMPARE(find(*import, QStringLiteral("resolver"))->definition[u"resolver"].toString(),
        QStringLiteral("192.0.2.53"));
    const QJsonObject mail = find(*import, QStringLiteral("mail"))->definition;
    QCOMPARE(mail[u"starttls"].toString(), QStringLiteral("smtp"));
    QCOMPARE(mail[u"expect"][u"cert_days"].toInt(), 14);
    QCOMPARE(find(*import, QStringLiteral("backup"))->definition[u"schedule"].toString(), QStringLiteral("25h"));
    QVERIFY(!notesOf(*import, QStringLiteral("shell")).isEmpty());
    QVERIFY(!notesOf(*import, {}).isEmpty()); // 'alerting'
}

void ImportTest::readsHealthchecks()
{
    const auto import = Config::importText(R"text({"checks":[
        {"name":"Nightly","slug":"nightly","tags":"db prod","grace":1800,"schedule":"0 2 * * *","tz":"Europe/Riga",
         "uuid":"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee","methods":"POST","filter_http_body":true,"failure_kw":"ERROR",
         "filter_default_fail":false,"channels":"*"},
        {"name":"Simple","grace":3600,"timeout":86400,"unique_key":"abc","status":"paused"}]})text");
    QVERIFY(import);
    QCOMPARE(import->monitors.size(), size_t { 2 });
    verifyReadable(*import);
    const QJsonObject nightly = import->monitors[0].definition;
    QCOMPARE(nightly[u"uuid"].toString(), QStringLiteral("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"));
    QCOMPARE(nightly[u"tz"].toString(), QStringLiteral("Europe/Riga"));
    QCOMPARE(nightly[u"grace"].toString(), QStringLiteral("1800s"));
    QCOMPARE(nightly[u"filter"][u"failure"].toString(), QStringLiteral("ERROR"));
    QCOMPARE(nightly[u"tags"].toArray().size(), 2);
    QCOMPARE(import->monitors[1].definition[u"schedule"].toString(), QStringLiteral("86400s"));
    QCOMPARE(notesOf(*import, QStringLiteral("Simple")).size(), 2);
}

void ImportTest::readsKuma()
{
    const auto import = Config::importText(R"text({"version":"1.23.0","notificationList":[],"monitorList":[
        {"id":1,"name":"Core","type":"group","active":true},
        {"id":2,"name":"Shop","type":"keyword","active":1,"interval":30,"url":"https://shop.example/","keyword":"Welcome",
         "maxretries":2,"accepted_statuscodes":["200-299","301"],"headers":"{\"X-A\":\"b\"}","authMethod":"basic",
         "basic_auth_user":"u","basic_auth_pass":"p","parent":1,"maxredirects":0,"ignoreTls":true,
         "notificationIDList":{"3":true},"tags":[{"name":"prod"}]},
        {"id":3,"name":"Port","type":"port","active":false,"interval":60,"hostname":"db.example","port":5432},
        {"id":4,"name":"Query","type":"json-query","interval":60,"url":"https://api.example/","jsonPath":"$sum(a)","expectedValue":"1"},
        {"id":5,"name":"Push","type":"push","interval":3600,"maxretries":1,"pushToken":"t"},
        {"id":6,"name":"Upside","type":"http","url":"https://x.example","upsideDown":true},
        {"id":7,"name":"Radius","type":"radius"}
]})text");
    QVERIFY(import);
    QCOMPARE(import->monitors.size(), size_t { 4 });
    verifyReadable(*import);
    const QJsonObject shop = find(*import, QStringLiteral("Shop"))->definition;
    QCOMPARE(shop[u"confirm"][u"down"].toInt(), 3);
    QCOMPARE(shop[u"redirects"].toString(), QStringLiteral("none"));
    QCOMPARE(shop[u"expect"][u"body_contains"].toString(), QStringLiteral("Welcome"));
    QCOMPARE(shop[u"auth"][u"basic"][u"user"].toString(), QStringLiteral("u"));
    QCOMPARE(shop[u"timeout"].toString(), QStringLiteral("24s"));
    QCOMPARE(shop[u"tags"].toArray(), (QJsonArray { QStringLiteral("Core"), QStringLiteral("prod") }));
    QCOMPARE(find(*import, QStringLiteral("Push"))->definition[u"grace"].toString(), QStringLiteral("3600s"));
    QVERIFY(notesOf(*import, QStringLiteral("Query")).join(u' ').contains(QStringLiteral("$sum(a)")));
    for (const char *left : { "Upside", "Radius", "Core", "Port" })
        QVERIFY2(!notesOf(*import, QLatin1String(left)).isEmpty(), left);
}

void ImportTest::refusesOthers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("other JSON") << QByteArray("{\"a\":1}");
    QTest::newRow("broken YAML") << QByteArray("a: [1, 2");
    QTest::newRow("bytes") << QByteArray("\x00\xff\xfe\x01", 4);
    QTest::newRow("deep") << QByteArray(10'000, '[');
}

void ImportTest::refusesOthers()
{
    QFETCH(const QByteArray, bytes);
    const auto import = Config::importText(bytes);
    QVERIFY(!import);
    QVERIFY(!import.error().detail.isEmpty());
}

} // namespace Wf
