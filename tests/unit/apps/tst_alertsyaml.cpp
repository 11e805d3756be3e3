// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/alertsyaml.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Wf;
using Apps::AlertsYaml;

namespace {
constexpr auto kServices = "services:\n  - {id: okta, display_name: Okta, category: identity, tier: critical,\n"
                           "     status_page_url: 'https://status.okta.com', poll_type: statuspage_json,\n"
                           "     poll_url: 'https://status.okta.com/api/v2/summary.json'}\n";
constexpr auto kPolicy = "channels:\n  ops: {kind: slack, url: 'https://hooks.example.com/x'}\n"
                         "routes:\n  - {name: all, channels: [ops]}\n";

/// A configuration folder with one service.
struct Folder {
    Folder() { put("services.yaml", kServices); }
    void put(const char *name, const QByteArray &content) const
    {
        QFile file(dir.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] QByteArray get(const char *name) const
    {
        QFile file(dir.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }
    [[nodiscard]] Config::Sources sources() const
    {
        Config::Sources sources;
        sources.folder = dir.path();
        return sources;
    }
    [[nodiscard]] QString example() const { return dir.filePath(QStringLiteral("example.yaml")); }
    [[nodiscard]] Ports::PolicyText read() const { return AlertsYaml::readNow(sources(), example()).value(); }
    [[nodiscard]] Result<void> write(const Ports::PolicyText &before, const QString &text) const
    {
        return AlertsYaml::writeNow(sources(), example(), before, text);
    }
    QTemporaryDir dir;
};
} // namespace

/// alerts.yaml as the window edits it.
class AlertsYamlTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheExampleUntilThereIsAFile()
    {
        const Folder folder;
        QCOMPARE(folder.read().text, QString());
        folder.put("example.yaml", "# an example\n");
        QCOMPARE(folder.read().text, QStringLiteral("# an example\n"));
        QCOMPARE(folder.read().file, folder.dir.filePath(QStringLiteral("alerts.yaml")));
        QVERIFY(folder.write(folder.read(), QString::fromLatin1(kPolicy)));
        QCOMPARE(folder.get("alerts.yaml"), QByteArray(kPolicy));
        QCOMPARE(folder.get("alerts.yaml~"), QByteArray("missing")); // there was nothing to keep
        QCOMPARE(folder.get("example.yaml"), QByteArray("# an example\n"));
    }

    void theLocalFileIsTheOneThatCounts()
    {
        const Folder folder;
        folder.put("alerts.yaml", "hold: 1m\n");
        folder.put("alerts.local.yaml", kPolicy);
        const Ports::PolicyText before = folder.read();
        QCOMPARE(before.text, QString::fromLatin1(kPolicy));
        QVERIFY(folder.write(before, QStringLiteral("hold: 2m\n")));
        QCOMPARE(folder.get("alerts.local.yaml"), QByteArray("hold: 2m\n"));
        QCOMPARE(folder.get("alerts.local.yaml~"), QByteArray(kPolicy));
        QCOMPARE(folder.get("alerts.yaml"), QByteArray("hold: 1m\n"));
    }

    void readsByTheRulesOfTheStart()
    {
        const Folder folder;
        const Ports::PolicyReading good = AlertsYaml::checkNow(folder.sources(), QString::fromLatin1(kPolicy));
        QVERIFY(good.faults.empty());
        QCOMPARE(good.channels, QStringList { QStringLiteral("ops") });
        QCOMPARE(good.policy.routes.front().name, QStringLiteral("all"));
        const Ports::PolicyReading bad =
            AlertsYaml::checkNow(folder.sources(), QStringLiteral("routes:\n  - {name: all, chanels: [ops]}\n"));
        QVERIFY(!bad.faults.empty());
        QCOMPARE(bad.faults.front().line, 2);
        QVERIFY2(
            bad.faults.front().text.contains(QStringLiteral("channels")), qPrintable(bad.faults.front().text));
        QVERIFY(!bad.faults.front().text.contains(folder.dir.path()));
        QVERIFY(!AlertsYaml::checkNow(folder.sources(), QStringLiteral("{")).faults.empty());
        folder.put("services.yaml", "services: 7\n");
        const Ports::PolicyReading other = AlertsYaml::checkNow(folder.sources(), QString::fromLatin1(kPolicy));
        QCOMPARE(other.faults.front().line, 0); // not in this text
        QVERIFY(other.faults.front().text.contains(QStringLiteral("services.yaml")));
    }

    void keepsNothingWithFaultsOrOverAnothersWork()
    {
        const Folder folder;
        folder.put("alerts.yaml", kPolicy);
        const Ports::PolicyText before = folder.read();
        QCOMPARE(folder.write(before, QStringLiteral("routes: 7\n")).error().code, ErrorCode::Invalid);
        QCOMPARE(folder.get("alerts.yaml"), QByteArray(kPolicy));
        folder.put("alerts.yaml", "hold: 3m\n");
        QCOMPARE(folder.write(before, QStringLiteral("hold: 2m\n")).error().code, ErrorCode::Conflict);
        QCOMPARE(folder.get("alerts.yaml"), QByteArray("hold: 3m\n"));
    }
};

QTEST_GUILESS_MAIN(AlertsYamlTest)
#include "tst_alertsyaml.moc"
