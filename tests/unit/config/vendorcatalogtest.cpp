// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "config/definitions.h"
#include "config/kinds.h"
#include "config/vendorcatalogfile.h"
#include "folder.h"
#include "ports/vendorcatalogue.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QSet>

namespace Wf {

namespace {
    QString shippedFile()
    {
        return exampleFolder() + QStringLiteral("/catalog/vendors.yaml");
    }

    QStringList faultsOf(const QByteArray &yaml)
    {
        QStringList texts;
        if (const auto read = Config::readVendorCatalogue(yaml, QStringLiteral("vendors.yaml")); !read) {
            for (const Config::Fault &fault : read.error())
                texts.append(fault.text());
        }
        return texts;
    }
} // namespace

void VendorCatalogTest::shipped()
{
    QElapsedTimer timer;
    timer.start();
    const auto read = Config::readVendorCatalogue(shippedFile());
    qInfo("%lld ms for %zu vendors", timer.elapsed(), read ? read->size() : size_t { 0 });
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().front().text()));
    QVERIFY(read->size() >= 1'100);
    QSet<QString> ids;
    qsizetype asked = 0;
    for (const Domain::VendorEntry &entry : *read) {
        QVERIFY2(!ids.contains(entry.id), qPrintable(entry.id));
        ids.insert(entry.id);
        QCOMPARE(entry.url.isEmpty() ? QStringLiteral("https") : entry.url.scheme(), QStringLiteral("https"));
        QCOMPARE(entry.page.isEmpty() ? QStringLiteral("https") : entry.page.scheme(), QStringLiteral("https"));
        QCOMPARE(entry.canBeAsked(), !entry.url.isEmpty());
        QVERIFY2(entry.canBeAsked() || !entry.note.isEmpty(), qPrintable(entry.id));
        asked += entry.canBeAsked() ? 1 : 0;
    }
    QVERIFY(asked >= 900);
    for (const Domain::VendorEntry &entry : *read) {
        const auto found = Domain::search(*read, { entry.name });
        QVERIFY2(!found.empty() && found.front().fit == Domain::VendorFit::Exact, qPrintable(entry.name));
    }
    timer.restart();
    QCOMPARE(Domain::search(*read, { QStringLiteral("okta") }).front().entry->id, QStringLiteral("okta"));
    qInfo("%lld us for one search", timer.nsecsElapsed() / 1000);
}

/// What a catalogue promises must not be refused when somebody takes it up.
void VendorCatalogTest::shippedCanBeAdded()
{
    const auto read = Config::readVendorCatalogue(shippedFile());
    QVERIFY(read.has_value());
    for (const Domain::VendorEntry &entry : *read) {
        if (!entry.canBeAsked())
            continue;
        QJsonObject definition = Ports::definitionOf(entry, Domain::Tier::Critical);
        QJsonObject monitor;
        for (const char *key : { "kind", "url", "components" }) {
            if (const QJsonValue value = definition.take(QLatin1String(key)); !value.isUndefined())
                monitor.insert(QLatin1String(key), value);
        }
        definition.insert(QStringLiteral("id"), definition.take(QStringLiteral("service")));
        definition.insert(QStringLiteral("monitors"), QJsonArray { monitor });
        const auto service = Config::readDefinition(definition, {});
        QVERIFY2(service.has_value(),
            qPrintable(service ? QString() : QString(entry.id + u": " + service.error().detail)));
        QCOMPARE(service->monitors.front().kind, entry.kind);
        QCOMPARE(service->monitors.front().url, entry.url);
        QCOMPARE(service->monitors.front().components, entry.components);
        QCOMPARE(service->tier, Domain::Tier::Critical);
        QCOMPARE(service->displayName, entry.name);
    }
}

void VendorCatalogTest::everyKey()
{
    const auto read = Config::readVendorCatalogue(
        "vendors:\n"
        "  - {id: acme, name: Acme, category: cloud, kind: statuspage_json, url: 'https://s.acme.test/x.json',\n"
        "     page: 'https://s.acme.test', components: [API, 'glob:Web*'], verified: 2026-07}\n"
        "  - {id: b, name: B, category: ai, note: the page is closed}\n",
        QStringLiteral("vendors.yaml"));
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().front().text()));
    QCOMPARE(read->size(), size_t { 2 });
    Domain::VendorEntry acme;
    acme.id = QStringLiteral("acme");
    acme.name = QStringLiteral("Acme");
    acme.category = QStringLiteral("cloud");
    acme.kind = QStringLiteral("statuspage");
    acme.url = QUrl(QStringLiteral("https://s.acme.test/x.json"));
    acme.page = QUrl(QStringLiteral("https://s.acme.test"));
    acme.components = QStringList { QStringLiteral("API"), QStringLiteral("glob:Web*") };
    acme.verified = QStringLiteral("2026-07");
    QVERIFY(read->front() == acme);
    QVERIFY(!read->back().canBeAsked());
    QCOMPARE(read->back().note, QStringLiteral("the page is closed"));
}

void VendorCatalogTest::faults_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const char *entry, const char *fault) {
        QTest::newRow(name) << QByteArray(entry) << QString::fromUtf8(fault);
    };
    row("no id", "{name: A, category: ai, note: x}",
        "vendors.yaml:2:5: vendor 'A': id is missing (write 'id: …')");
    row("id", "{id: 'A b', name: A, category: ai, note: x}", "vendors.yaml:2:10: vendor 'A': id is 'A b'");
    row("no name", "{id: a, category: ai, note: x}", "vendors.yaml:2:5: a vendor: name is missing");
    row("no category", "{id: a, name: A, note: x}", "vendors.yaml:2:5: vendor 'A': category is missing");
    row("twice", "{id: a, name: A, category: ai, note: x}\n  - {id: a, name: B, category: ai, note: x}",
        "vendors.yaml:3:10: vendor 'B': id 'a' stands twice (give every vendor its own)");
    row("kind", "{id: a, name: A, category: ai, kind: statuspag, url: 'https://a.test'}",
        "vendors.yaml:2:42: vendor 'A': kind is 'statuspag', which reads no status page "
        "(did you mean 'statuspage'?)");
    row("a check", "{id: a, name: A, category: ai, kind: tcp, url: 'https://a.test'}",
        "vendors.yaml:2:42: vendor 'A': kind is 'tcp', which reads no status page");
    row("rules", "{id: a, name: A, category: ai, kind: json, url: 'https://a.test'}",
        "vendors.yaml:2:42: vendor 'A': kind is 'json'");
    row("html", "{id: a, name: A, category: ai, kind: html, url: 'https://a.test'}",
        "vendors.yaml:2:42: vendor 'A': kind is 'html'");
    row("no url", "{id: a, name: A, category: ai, kind: statuspage}",
        "vendors.yaml:2:5: vendor 'A': url is missing");
    row("no kind", "{id: a, name: A, category: ai, url: 'https://a.test'}",
        "vendors.yaml:2:5: vendor 'A': kind is missing");
    row("no reason", "{id: a, name: A, category: ai}",
        "vendors.yaml:2:5: vendor 'A': note is missing (say why there is no kind that it could be asked by)");
    row("plain http", "{id: a, name: A, category: ai, kind: statuspage, url: 'http://a.test'}",
        "vendors.yaml:2:59: vendor 'A': url is not encrypted");
    row("day", "{id: a, name: A, category: ai, note: x, verified: 2026-13-01}",
        "vendors.yaml:2:55: vendor 'A': verified is '2026-13-01'");
    row("unknown key", "{id: a, name: A, category: ai, note: x, pages: y}",
        "vendors.yaml:2:45: vendor 'A': unknown key 'pages' (did you mean 'page'?)");
    row("no map", "okta", "vendors.yaml:2:5: a vendor is not a map");
}

void VendorCatalogTest::faults()
{
    QFETCH(const QByteArray, entry);
    QFETCH(const QString, fault);
    const QStringList texts = faultsOf("vendors:\n  - " + entry + "\n");
    QCOMPARE(texts.size(), 1);
    QVERIFY2(texts.constFirst().startsWith(fault), qPrintable(texts.constFirst()));
}

void VendorCatalogTest::ownOneGoesBefore()
{
    QCOMPARE(faultsOf("").size(), 1);
    QCOMPARE(faultsOf("a: [").size(), 1);
    QCOMPARE(faultsOf("vendor: []").size(), 2);
    const QTemporaryDir own;
    QCOMPARE(Config::vendorCatalogueFile(own.path(), {}, exampleFolder()), shippedFile());
    QCOMPARE(Config::vendorCatalogueFile(own.path(), {}, {}), QString());
    QVERIFY(QDir(own.path()).mkpath(QStringLiteral("catalog")));
    const QString path = own.filePath(QStringLiteral("catalog/vendors.yaml"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("vendors: []\n");
    file.close();
    QCOMPARE(Config::vendorCatalogueFile(own.path(), {}, exampleFolder()), path);
    const auto read = Config::readVendorCatalogue(path);
    QVERIFY(read.has_value() && read->empty());
    QVERIFY(!Config::readVendorCatalogue(own.filePath(QStringLiteral("none.yaml"))));
}

} // namespace Wf
