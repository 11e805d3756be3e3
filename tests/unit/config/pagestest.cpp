// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "config/references.h"
#include "domain/checkspec.h"
#include "domain/clientcredentials.h"
#include "folder.h"

namespace Wf {

namespace {
    QByteArray services(const QByteArray &monitor, const QByteArray &tier = "important")
    {
        return "services:\n"
               "  - id: a\n"
               "    display_name: A\n"
               "    category: other\n"
               "    tier: "
            + tier + "\n    monitors:\n      - " + monitor + "\n";
    }

    const QByteArray kPage = "{kind: statuspage, url: 'https://x.example/api/v2/summary.json'";
    const QByteArray kGraph = "kind: microsoft365, auth: {client_credentials: {";
} // namespace

void PagesTest::pace_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("pace");
    const auto row = [](const char *name, const QByteArray &file, const char *pace) {
        QTest::newRow(name) << file << QString::fromLatin1(pace);
    };
    row("usual", services(kPage + "}"), "adaptive");
    row("critical services are never asked less often", services(kPage + "}", "critical"), "eager");
    row("as it is written", services(kPage + ", pace: adaptive}", "critical"), "adaptive");
    row("steady", services(kPage + ", pace: steady}"), "steady");
    row("own checks", services("{kind: http, url: 'https://x.example/'}"), "steady");
    row("short form",
        "services: [{id: a, display_name: A, category: other, poll_type: statuspage_json,\n"
        "  poll_url: 'https://x.example/api/v2/summary.json'}]\n",
        "adaptive");
}

void PagesTest::pace()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, pace);
    Folder folder;
    folder.write("services.yaml", file);
    QCOMPARE(folder.faults(), QStringList());
    QCOMPARE(Domain::word(folder.load()->catalogue->services.front().monitors.front().pace), pace);
}

void PagesTest::credentials()
{
    Folder folder;
    folder.write("services.yaml",
        services("{" + kGraph + "tenant: contoso.onmicrosoft.com, client_id: me, client_secret: '${S}'}}}"));
    const auto config = folder.load({ { QStringLiteral("S"), QStringLiteral("sesame") } });
    QVERIFY(config.has_value());
    const Domain::MonitorSpec &spec = config->catalogue->services.front().monitors.front();
    QCOMPARE(spec.url.host(), QStringLiteral("graph.microsoft.com"));
    QCOMPARE(*spec.credentials,
        (Domain::ClientCredentials {
            QUrl(QStringLiteral("https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token")),
            QStringLiteral("me"), Secret<QString>(QStringLiteral("sesame")),
            QStringLiteral("https://graph.microsoft.com/.default") }));
    QVERIFY(Config::secretValues(*config).contains(QStringLiteral("sesame")));
}

void PagesTest::faults_data()
{
    QTest::addColumn<QByteArray>("monitor");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QByteArray &monitor, const char *fault) {
        QTest::newRow(name) << monitor << QString::fromUtf8(fault);
    };
    row("pace", kPage + ", pace: quick}", "pace is 'quick' (write adaptive, eager or steady)");
    row("pace of a check", "{kind: http, url: 'https://x.example/', pace: eager}", "unknown key 'pace'");
    row("auth of a public page", kPage + ", auth: {client_credentials: {}}}", "unknown key 'auth'");
    row("empty", "{kind: microsoft365, auth: {}}",
        "auth is empty (write {client_credentials: {tenant: …, client_id: …, client_secret: …}})");
    row("nothing said", "{" + kGraph + "}}}",
        "client_credentials says nowhere where its token comes from (write 'tenant: …' for Microsoft, or "
        "'token_url: https://…')");
    row("no secret", "{" + kGraph + "tenant: t, client_id: c}}}",
        "client_credentials has no client_secret (write 'client_secret: …')");
    row("both", "{" + kGraph + "tenant: t, token_url: 'https://x.example/', client_id: c, client_secret: s}}}",
        "has tenant and token_url");
    row("a path for a tenant", "{" + kGraph + "tenant: ../t, client_id: c, client_secret: s}}}",
        "tenant is no tenant (write its id or its domain, such as contoso.onmicrosoft.com)");
}

void PagesTest::faults()
{
    QFETCH(QByteArray, monitor);
    QFETCH(QString, fault);
    Folder folder;
    folder.write("services.yaml", services(monitor));
    const QString all = folder.faults().join(u'\n');
    QVERIFY2(all.contains(fault), qPrintable(all));
}

void PagesTest::keychainNames()
{
    Folder folder;
    folder.write("services.yaml",
        "# auth: {bearer: 'keychain:commented'}\n"
            + services(
                "{kind: http, url: 'https://x.example/?k=${keychain:key.1}', auth: {bearer: keychain:LOGIN}}"));
    folder.write("watchfloor.yaml", "admin_api_token: keychain:ADMIN\n");
    folder.write("alerts.yaml", "channels: {a: {kind: slack, url: ['keychain:LOGIN', 'keychain:no/name']}}\n");
    const QStringList names { QStringLiteral("ADMIN"), QStringLiteral("key.1"), QStringLiteral("LOGIN") };
    QCOMPARE(Config::keychainNames({ folder.path(), {}, {} }), names);
    Config::Sources sources { folder.path(), {}, {} };
    sources.alerts = "channels: {a: {kind: slack, url: 'keychain:typed'}}";
    QVERIFY(Config::keychainNames(sources).contains(QStringLiteral("typed")));
}

void PagesTest::keychainValues()
{
    Folder folder;
    folder.write("services.yaml",
        services(
            "{kind: http, url: 'https://x.example/?k=${keychain:key.1}', auth: {bearer: ' keychain:LOGIN '}}"));
    folder.write("watchfloor.yaml", "admin_api_token: keychain:ADMIN\n");
    const QHash<QString, QString> values { { QStringLiteral("keychain:key.1"), QStringLiteral("a&b") },
        { QStringLiteral("keychain:LOGIN"), QStringLiteral("open sesame\n") },
        { QStringLiteral("keychain:ADMIN"), QStringLiteral("long-enough-for-a-token-0123456789") } };
    QCOMPARE(folder.faults(values), QStringList());
    const auto config = folder.load(values);
    const auto &http =
        std::get<Domain::HttpSpec>(config->catalogue->services.front().monitors.front().check->target);
    QCOMPARE(http.bearer.reveal(), QStringLiteral("open sesame"));
    QCOMPARE(http.url.query(QUrl::FullyEncoded), QStringLiteral("k=a%26b"));
    QCOMPARE(config->settings.adminApiToken.reveal(), values.value(QStringLiteral("keychain:ADMIN")));
    QVERIFY(Config::secretValues(*config).contains(QStringLiteral("open sesame")));
}

} // namespace Wf
