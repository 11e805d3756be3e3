// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "stage.h"
#include "tests.h"

using namespace Wf;
using namespace Wf::Integration;

namespace {

constexpr int kPatience = 60'000;

struct Said {
    int exitStatus = -1;
    QString output;
    QString errors;
};

Said ctl(const Stage &stage, const QStringList &words)
{
    QProcess process;
    process.start(qEnvironmentVariable("WF_BIN_DIR", QStringLiteral(".")) + QStringLiteral("/watchfloorctl"),
        QStringList { QStringLiteral("--url"), stage.server.url(), QStringLiteral("--token"),
            QString::fromLatin1(kAdminToken) }
            + words);
    const bool ended = QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, kPatience);
    return { ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError()) };
}

QStringList idsOf(const TestKit::ApiAnswer &answer)
{
    QStringList ids;
    const QJsonArray list = answer.json().value(QStringLiteral("data")).toArray();
    for (const auto &each : list)
        ids.append(each.toObject().value(QStringLiteral("id")).toString());
    return ids;
}

} // namespace

void CatalogTest::shippedOneIsFound()
{
    Stage stage;
    stage.configure({ { QStringLiteral("desk"), QStringLiteral("Service Desk") } });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(idsOf(stage.server.get(QStringLiteral("/api/catalog?q=okta"))).value(0), QStringLiteral("okta"));
    const auto whole = stage.server.get(QStringLiteral("/api/catalog?limit=1")).json();
    QVERIFY(whole[QStringLiteral("meta")][QStringLiteral("catalogue")].toInt() >= 1'100);
    QCOMPARE(
        ctl(stage, { QStringLiteral("catalog"), QStringLiteral("search"), QStringLiteral("github") }).exitStatus,
        0);
}

void CatalogTest::vendorsAreAddedByName()
{
    Stage stage;
    stage.configure({ { QStringLiteral("desk"), QStringLiteral("Service Desk") } });
    QVERIFY(QDir(stage.server.configFolder()).mkpath(QStringLiteral("catalog")));
    stage.server.configure(QStringLiteral("catalog/vendors.yaml"),
        "vendors:\n"
        "  - {id: acme, name: Acme Cloud, category: cloud, kind: statuspage, url: 'https://127.0.0.1:1/s.json'}\n"
        "  - {id: acme-mail, name: Acme Mail, category: cloud, note: the page is closed}\n");
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(idsOf(stage.server.get(QStringLiteral("/api/catalog?q=acme"))),
        (QStringList { QStringLiteral("acme"), QStringLiteral("acme-mail") }));
    const Said added = ctl(stage,
        { QStringLiteral("add"), QStringLiteral("acme cloud"), QStringLiteral("acme mail"),
            QStringLiteral("--tier"), QStringLiteral("critical") });
    QCOMPARE(added.exitStatus, 1);
    QVERIFY2(added.output.startsWith(QStringLiteral("acme: added, statuspage")), qPrintable(added.errors));
    QVERIFY(added.errors.contains(QStringLiteral("the page is closed")));
    const QJsonObject acme = stage.server.service(QStringLiteral("acme"));
    QCOMPARE(acme.value(QStringLiteral("tier")).toString(), QStringLiteral("critical"));
    QCOMPARE(acme.value(QStringLiteral("category")).toString(), QStringLiteral("cloud"));
    QCOMPARE(acme.value(QStringLiteral("origin")).toString(), QStringLiteral("app"));
    const Said again = ctl(stage, { QStringLiteral("add"), QStringLiteral("acme") });
    QCOMPARE(again.exitStatus, 0);
    QCOMPARE(again.output, QStringLiteral("acme: is watched already\n"));
}

void CatalogTest::faultyOneIsTold()
{
    Stage stage;
    stage.configure({ { QStringLiteral("desk"), QStringLiteral("Service Desk") } });
    QVERIFY(QDir(stage.server.configFolder()).mkpath(QStringLiteral("catalog")));
    stage.server.configure(QStringLiteral("catalog/vendors.yaml"), "vendors:\n  - {name: Acme}\n");
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    const auto answer = stage.server.get(QStringLiteral("/api/catalog?q=acme"));
    QCOMPARE(answer.status, 503);
    QVERIFY2(answer.body.contains("vendors.yaml:2:5: "), answer.body.constData());
    stage.server.configure(QStringLiteral("catalog/vendors.yaml"), "vendors: []\n"); // and it is read again
    QCOMPARE(stage.server.get(QStringLiteral("/api/catalog?q=acme")).status, 200);
}
