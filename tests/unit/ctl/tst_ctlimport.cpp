// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/fileimporter.h"
#include "apps/ctl/importcommand.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

namespace Wf {

class ImportCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsWords();
    void readsADatabaseByTheNamesOfItsColumns();
    void saysWhatAFileIsNot();
    void previewsWhatWillBeRefused();
    void leavesOutWhatIsThere();
};

namespace {
    const QString kSomeToken = QStringLiteral("some token");

    void writeKuma(const QString &file)
    {
        {
            QSqlDatabase database =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("writing"));
            database.setDatabaseName(file);
            QVERIFY(database.open());
            QSqlQuery query(database);
            const char *const statements[] {
                "CREATE TABLE monitor (id INTEGER PRIMARY KEY, name TEXT, active INTEGER, "
                "interval INTEGER, url TEXT, type TEXT, hostname TEXT, port INTEGER, "
                "maxretries INTEGER, ignore_tls INTEGER, accepted_statuscodes_json TEXT)",
                "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT)",
                "CREATE TABLE monitor_tag (id INTEGER PRIMARY KEY, monitor_id INTEGER, tag_id INTEGER)",
                "INSERT INTO monitor VALUES (1, 'Shop', 1, 30, 'https://shop.example/', 'http', NULL, NULL, 2, 1, "
                "'[\"200-299\"]')",
                "INSERT INTO monitor VALUES (2, 'Port', 0, 60, NULL, 'port', 'db.example', 5432, 0, 0, NULL)",
                "INSERT INTO tag VALUES (7, 'prod')", "INSERT INTO monitor_tag VALUES (1, 1, 7)"
            };
            for (const char *statement : statements)
                QVERIFY2(query.exec(QLatin1String(statement)), statement);
        }
        QSqlDatabase::removeDatabase(QStringLiteral("writing"));
    }
} // namespace

void ImportCommandTest::knowsItsWords()
{
    const QHash<QString, QString> environment { { QStringLiteral("ADMIN_API_TOKEN"), kSomeToken } };
    const auto order = Ctl::parseImport(
        { QStringLiteral("import"), QStringLiteral("f"), QStringLiteral("--dry-run") }, environment);
    QVERIFY(order);
    QCOMPARE(order->file, QStringLiteral("f"));
    QVERIFY(order->mode == Ctl::ImportOrder::Mode::DryRun);
    QCOMPARE(order->token.reveal(), kSomeToken);
    QVERIFY(!Ctl::parseImport({ QStringLiteral("import") }, environment));
    QVERIFY(!Ctl::parseImport(
        { QStringLiteral("import"), QStringLiteral("f"), QStringLiteral("--dry") }, environment));
    QVERIFY(!Ctl::parseImport(
        { QStringLiteral("import"), QStringLiteral("f"), QStringLiteral("--url"), QStringLiteral("x") },
        environment));
}

void ImportCommandTest::readsADatabaseByTheNamesOfItsColumns()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("kuma.db"));
    writeKuma(file);
    const auto import = Apps::FileImporter::readNow(file);
    QVERIFY2(import, qPrintable(import ? QString() : import.error().detail));
    QCOMPARE(import->monitors.size(), size_t { 2 });
    const QJsonObject shop = import->monitors[0].definition;
    QCOMPARE(shop[u"kind"].toString(), QStringLiteral("http"));
    QCOMPARE(shop[u"insecure"].toBool(), true);
    QCOMPARE(shop[u"confirm"][u"down"].toInt(), 3);
    QCOMPARE(shop[u"tags"].toArray(), QJsonArray { QStringLiteral("prod") });
    QCOMPARE(shop[u"expect"][u"status"].toArray(), QJsonArray { QStringLiteral("200-299") });
    QCOMPARE(import->monitors[1].definition[u"port"].toInt(), 5432);
    QVERIFY(Ctl::importPreview(*import).contains(QStringLiteral("Port: was paused")));
}

void ImportCommandTest::saysWhatAFileIsNot()
{
    const QTemporaryDir folder;
    const auto missing = Apps::FileImporter::readNow(folder.filePath(QStringLiteral("nothing")));
    QVERIFY(!missing && missing.error().detail.contains(QStringLiteral("cannot be read")));
    QFile broken(folder.filePath(QStringLiteral("broken.db")));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(QByteArray("SQLite format 3\0", 16) + QByteArray(200, 'x'));
    broken.close();
    QVERIFY(!Apps::FileImporter::readNow(broken.fileName()));
}

void ImportCommandTest::previewsWhatWillBeRefused()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("gatus.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("endpoints:\n"
               "  - {name: good, url: 'https://shop.example/', interval: 1m, conditions: ['[STATUS] == 200']}\n");
    file.close();
    Result<Config::Import> import = Apps::FileImporter::readNow(file.fileName());
    QVERIFY(import);
    QVERIFY(import->monitors.front().spec);
    QCOMPARE(import->monitors.front().spec->kind, QStringLiteral("http"));
    QVERIFY(!Ctl::importPreview(*import).contains(QStringLiteral("will be refused")));
    import->monitors.front().refusal = QStringLiteral("url must begin with http");
    QVERIFY(Ctl::importPreview(*import).contains(QStringLiteral("good: will be refused: url must")));
}

void ImportCommandTest::leavesOutWhatIsThere()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("kuma.db"));
    writeKuma(file);
    auto import = Apps::FileImporter::readNow(file);
    QVERIFY(import);
    const auto leaveOut = [&](const char *name, const char *kind, const char *target) {
        const QJsonObject there { { QStringLiteral("name"), QLatin1String(name) },
            { QStringLiteral("kind"), QLatin1String(kind) }, { QStringLiteral("target"), QLatin1String(target) } };
        const QJsonObject data { { QStringLiteral("monitors"), QJsonArray { there } } };
        return Ctl::leaveOutWhatIsThere(*import, { { QStringLiteral("data"), data } });
    };
    QCOMPARE(Ctl::leaveOutWhatIsThere(*import, {}), 0);
    QCOMPARE(leaveOut("Shop", "http", "https://other.example/"), 0);
    QCOMPARE(leaveOut("Port", "http", "db.example:5432"), 0);
    QCOMPARE(leaveOut("Shop", "http", "https://shop.example/"), 1);
    QCOMPARE(import->monitors.size(), size_t { 1 });
    QCOMPARE(import->monitors.front().name, QStringLiteral("Port"));
}

} // namespace Wf

QTEST_GUILESS_MAIN(Wf::ImportCommandTest)
#include "tst_ctlimport.moc"
