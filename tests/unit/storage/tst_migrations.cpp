// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_migrations.h"

#include "storage/migrations.h"
#include "storefixture.h"

using namespace Wf;
using namespace Wf::Testing;
using namespace Wf::Storage;

namespace {

const Migration kFirst { 1, QStringLiteral("0001_a.sql"), "CREATE TABLE a (x INTEGER PRIMARY KEY) STRICT;\n" };
const Migration kSecond { 2, QStringLiteral("0002_b.sql"),
    "-- a comment;\nCREATE TABLE b (x INTEGER\n  REFERENCES a (x)) STRICT;\nINSERT INTO a VALUES (1);\n" };

QByteArray contentOf(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void write(const QString &file, const QByteArray &content)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
}

/// A folder as an earlier release left it: its schema, and what the statements put in.
void makeRelease(size_t schema, const QString &folder, const QStringList &statements)
{
    Database old;
    WF_OK(old.open(folder + QStringLiteral("/data.db"), Database::Mode::ReadWrite));
    WF_OK(old.tune());
    auto steps = builtInMigrations();
    steps.resize(schema);
    WF_OK(migrate(old, steps, kNow));
    WF_OK(
        old.execute(QStringLiteral("INSERT INTO services VALUES ('okta', 'Okta', 'identity', 0, 'manual', '', '', "
                                   "'', NULL, '[]', 0, 0, '[]', NULL)")));
    for (const QString &statement : statements)
        WF_OK(old.execute(statement));
}

struct Fresh {
    QTemporaryDir folder;
    Database database;

    Fresh()
    {
        if (!database.open(folder.path() + QStringLiteral("/x.db"), Database::Mode::ReadWrite) || !database.tune())
            qFatal("no database");
    }
    int number(const char *sql) { return database.scalar(QString::fromLatin1(sql))->toInt(); }
};

} // namespace

void TestMigrations::builtInStepsApply()
{
    const auto steps = builtInMigrations();
    QVERIFY(!steps.empty());
    for (size_t i = 0; i < steps.size(); ++i)
        QCOMPARE(steps[i].number, int(i) + 1);
    StoreFixture fixture;
    QCOMPARE(fixture.sql(QStringLiteral("PRAGMA user_version")).toInt(), steps.back().number);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT checksum FROM schema_migrations WHERE number = 1")).toString(),
        steps.front().checksum());
    QCOMPARE(fixture.sql(QStringLiteral("PRAGMA application_id")).toInt(), 0x57464C52);
    QVERIFY(QFileInfo(fixture.data() + QStringLiteral("/backups")).isDir());
    QVERIFY(QFileInfo(fixture.data() + QStringLiteral("/postmortems")).isDir());
}

void TestMigrations::firstReleaseIsKept()
{
    const QTemporaryDir folder;
    {
        Database old;
        WF_OK(old.open(folder.filePath(QStringLiteral("data.db")), Database::Mode::ReadWrite));
        WF_OK(old.tune());
        WF_OK(migrate(old, { builtInMigrations().front() }, kNow));
        for (const char *sql : { "INSERT INTO services VALUES ('okta', 'Okta', 'identity', 0, 'manual', '', 'me', "
                                 "'', 99.9, '[\"a\"]', "
                                 "0, 0, '[{\"id\":\"okta/page\",\"kind\":\"manual\"}]')",
                 "INSERT INTO monitor_state VALUES ('okta/page', 1, 'slow', 0, 2, 1, 5, 1, 3, 5, 0, 0, 0, '', '', "
                 "1000, "
                 "900, 800, NULL, 42, 'Okta', '[{\"id\":\"i1\",\"title\":\"Errors\"}]', "
                 "'[{\"id\":\"m1\"}]', '[{\"id\":\"c1\",\"name\":\"API\"}]')",
                 "INSERT INTO intervals VALUES ('okta', 5, NULL, 0, 0)",
                 "INSERT INTO meta VALUES ('alive_at', '1234')" })
            WF_OK(old.execute(QString::fromLatin1(sql)));
    }
    auto store = SqlStore::open({ folder.path() });
    WF_OK(store);
    const auto world = answerOf((*store)->load(fromEpochMillis(2000)));
    WF_OK(world);
    QCOMPARE(world->services.front().sloTarget, std::optional(99.9));
    QVERIFY(!world->services.front().quorum);
    QCOMPARE(world->history.front().intervals.size(), size_t { 1 });
    QCOMPARE(world->aliveAt, std::optional(fromEpochMillis(1234)));
    const Domain::MonitorState &monitor = world->monitors.front();
    QCOMPARE(monitor.detail, QStringLiteral("slow"));
    QCOMPARE(monitor.flap.pending, std::optional(Domain::Status::PartialOutage));
    QCOMPARE(monitor.latency, Millis { 42 });
    QCOMPARE(monitor.pageName, QStringLiteral("Okta"));
    QVERIFY(!monitor.paused && !monitor.check);
    QCOMPARE(monitor.incidents.front().title, QStringLiteral("Errors"));
    QCOMPARE(monitor.maintenances.front().id, QStringLiteral("m1"));
    QCOMPARE(monitor.components.front().name, QStringLiteral("API"));
    Ports::CommitBatch batch;
    batch.monitors = { monitor };
    WF_OK(answerOf((*store)->commit(batch)));
    QCOMPARE(answerOf((*store)->load(fromEpochMillis(2000)))->monitors.front(), monitor);
}

void TestMigrations::secondReleaseIsKept()
{
    const QTemporaryDir folder;
    {
        Database old;
        WF_OK(old.open(folder.filePath(QStringLiteral("data.db")), Database::Mode::ReadWrite));
        WF_OK(old.tune());
        auto steps = builtInMigrations();
        steps.resize(2);
        WF_OK(migrate(old, steps, kNow));
        WF_OK(old.execute(QStringLiteral(
            "INSERT INTO services VALUES ('okta', 'Okta', 'identity', 0, 'statuspage_json', '', '', "
            "'', NULL, '[]', 0, 0, '[]', 2)")));
    }
    auto store = SqlStore::open({ folder.path() });
    WF_OK(store);
    auto world = answerOf((*store)->load(kNow));
    WF_OK(world);
    QCOMPARE(world->services.front().quorum, std::optional(2));
    QVERIFY(world->sightings.empty());
    QCOMPARE(world->lastSightingId, 0);
    Ports::CommitBatch batch;
    batch.sightings = { { 1, ServiceId(QStringLiteral("okta")), kNow, std::nullopt, std::nullopt } };
    WF_OK(answerOf((*store)->commit(batch)));
    world = answerOf((*store)->load(kNow));
    QCOMPARE(world->sightings, batch.sightings);
}

void TestMigrations::fourthReleaseIsKept()
{
    const QTemporaryDir folder;
    makeRelease(4, folder.path(),
        { QStringLiteral("INSERT INTO scheduled_maintenances VALUES (6, 'okta', 'm1', 'Work', '', 1, 100, 200, "
                         "'[]', '', 0)") });
    auto store = SqlStore::open({ folder.path() });
    WF_OK(store);
    const auto world = answerOf((*store)->load(fromEpochMillis(300)));
    WF_OK(world);
    QCOMPARE(world->maintenances.size(), size_t { 1 });
    QCOMPARE(world->maintenances.front().maintenance.title, QStringLiteral("Work"));
    QVERIFY(!world->maintenances.front().plannedUntil && !world->maintenances.front().endedAt);
    QVERIFY(world->published.empty());
    QCOMPARE(world->lastPublishedId, 0);
}

void TestMigrations::thirdReleaseIsKept()
{
    const QTemporaryDir folder;
    makeRelease(3, folder.path(),
        { QStringLiteral(
              "INSERT INTO status_events VALUES (4, 'okta', 0, 0, 3, '', '', '', 'x', '', 100, '', '', '')"),
            QStringLiteral("INSERT INTO outbox VALUES (7, 'slack', 3, 'okta', x'7b7d', 2, 1, 100, 100, 110, 'HTTP "
                           "200')"),
            QStringLiteral(
                "INSERT INTO alert_sent_log VALUES (8, 'k', 'okta', 4, 0, 3, 'status_change', 0, 'sent', "
                "'', 7, 100)"),
            QStringLiteral(
                "INSERT INTO alert_sent_log VALUES (9, 'k', 'okta', 4, 0, 3, 'status_change', 3, 'again', "
                "'', NULL, 120)"),
            QStringLiteral("INSERT INTO sightings VALUES (5, 'okta', 90, 95, 130)") });
    auto store = SqlStore::open({ folder.path() });
    WF_OK(store);
    const auto page = answerOf((*store)->alerts({}));
    WF_OK(page);
    QCOMPARE(page->alerts.size(), size_t { 2 });
    const Domain::AlertRecord &sent = page->alerts[1].record;
    QCOMPARE(sent.eventId, std::optional<qint64>(4));
    QCOMPARE(sent.channel, Domain::healthChannel());
    QVERIFY(!sent.incident && sent.route.isEmpty());
    QCOMPARE(page->alerts[1].message->state, Domain::OutboxState::Delivered);
    QCOMPARE(page->alerts[1].message->letter, Domain::Letter {});
    QCOMPARE(page->alerts[0].record.suppressed, Domain::Suppression::Dedup);
    QVERIFY(page->alerts[0].record.channel.isEmpty());
    const auto world = answerOf((*store)->load(fromEpochMillis(200)));
    WF_OK(world);
    QVERIFY(world->outbox.empty() && world->incidents.empty() && world->silences.empty() && world->plans.empty());
    QCOMPARE(world->sightings.size(), size_t { 1 });
    QCOMPARE(world->lastIncidentId, 0);
    QCOMPARE(world->lastOutboxId, 7);
    QCOMPARE(world->lastAlertId, 9);
}

void TestMigrations::preparedBodiesOutliveTheUpgrade_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<int>("state");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("service");
    const QByteArray body = "{\"text\":\"<!here> \\\"Okta\\\" \xe2\x98\x82\"}";
    const auto slack = QStringLiteral("slack");
    const auto okta = QStringLiteral("okta");
    QTest::newRow("for all") << 1 << 0 << body << slack << QString();
    QTest::newRow("of the service") << 2 << 0 << body << slack << okta;
    QTest::newRow("of blind services") << 3 << 0 << body << QStringLiteral("slack.health") << QString();
    QTest::newRow("being sent") << 2 << 1 << body << slack << okta;
    QTest::newRow("for nobody") << 0 << 0 << body << slack << QString();
    QTest::newRow("no text at all") << 1 << 0 << QByteArray("\0\xff{", 3) << slack << QString();
    // A body may look like one of our letters.
    QTest::newRow("looks like a letter")
        << 1 << 0 << QByteArray("{\"kind\":0,\"name\":\"x\"}") << slack << QString();
}

void TestMigrations::preparedBodiesOutliveTheUpgrade()
{
    QFETCH(int, target);
    QFETCH(int, state);
    QFETCH(QByteArray, body);
    QFETCH(QString, channel);
    QFETCH(QString, service);
    const QTemporaryDir folder;
    makeRelease(3, folder.path(),
        { QStringLiteral(
            "INSERT INTO outbox VALUES (7, 'slack', %1, 'okta', x'%2', %3, 2, 1000, 3000, NULL, 'HTTP 500')")
                .arg(target)
                .arg(QString::fromLatin1(body.toHex()))
                .arg(state) });
    auto store = SqlStore::open({ folder.path() });
    WF_OK(store);
    auto world = answerOf((*store)->load(fromEpochMillis(4000)));
    WF_OK(world);
    QCOMPARE(world->outbox.size(), size_t { 1 });
    Domain::OutboxMessage message = world->outbox.front();
    QCOMPARE(message.id, 7);
    QCOMPARE(message.channel, channel);
    QCOMPARE(message.service.value, service);
    QCOMPARE(message.letter.kind, Domain::LetterKind::Prepared);
    QCOMPARE(message.letter.prepared, body);
    QCOMPARE(message.letter.at, fromEpochMillis(1000));
    QCOMPARE(int(message.state), state);
    QCOMPARE(message.attempts, 2);
    QCOMPARE(message.nextAttemptAt, fromEpochMillis(3000));
    QCOMPARE(message.lastAnswer, QStringLiteral("HTTP 500"));
    QVERIFY(!message.gathered);
    ++message.attempts; // another try fails: written as one of ours it is the same
    Ports::CommitBatch batch;
    batch.outbox = { message };
    WF_OK(answerOf((*store)->commit(batch)));
    world = answerOf((*store)->load(fromEpochMillis(4000)));
    QCOMPARE(world->outbox, batch.outbox);
}

void TestMigrations::appliedOnce()
{
    Fresh fresh;
    QCOMPARE(migrate(fresh.database, { kFirst }, kNow), Result<int>(1));
    QCOMPARE(migrate(fresh.database, { kFirst, kSecond }, kNow), Result<int>(1));
    QCOMPARE(migrate(fresh.database, { kFirst, kSecond }, kNow), Result<int>(0));
    QCOMPARE(fresh.number("PRAGMA user_version"), 2);
    QCOMPARE(fresh.number("SELECT count(*) FROM a"), 1);
    QCOMPARE(fresh.number("PRAGMA foreign_keys"), 1);
}

void TestMigrations::failingStepLeavesOldState()
{
    Fresh fresh;
    Migration broken = kSecond;
    broken.sql += "INSERT INTO nowhere VALUES (1);\n";
    const auto outcome = migrate(fresh.database, { kFirst, broken }, kNow);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().detail.contains(broken.name));
    QCOMPARE(fresh.number("PRAGMA user_version"), 1);
    QCOMPARE(fresh.number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
    QCOMPARE(fresh.number("SELECT count(*) FROM a"), 0);
    QCOMPARE(fresh.number("SELECT count(*) FROM schema_migrations"), 1);
    QCOMPARE(migrate(fresh.database, { kFirst, kSecond }, kNow), Result<int>(1)); // mended: goes on from there
}

void TestMigrations::changedStepIsRefused()
{
    Fresh fresh;
    WF_OK(migrate(fresh.database, { kFirst }, kNow));
    Migration changed = kFirst;
    changed.sql += "-- edited\n";
    const auto outcome = migrate(fresh.database, { changed, kSecond }, kNow);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::Conflict);
    QVERIFY(outcome.error().detail.contains(changed.name));
    QCOMPARE(fresh.number("PRAGMA user_version"), 1);
}

void TestMigrations::newerSchemaIsUntouched()
{
    StoreFixture fixture;
    fixture.store.reset();
    fixture.sql(QStringLiteral("PRAGMA journal_mode = DELETE"));
    fixture.sql(QStringLiteral("PRAGMA user_version = 999"));
    const QByteArray before = contentOf(fixture.file());
    const auto opened = SqlStore::open({ fixture.data() });
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NewerSchema);
    QVERIFY(opened.error().detail.contains(QStringLiteral("999")));
    QVERIFY(opened.error().detail.contains(fixture.file()));
    QCOMPARE(contentOf(fixture.file()), before);
}

void TestMigrations::garbageIsRefused()
{
    const QTemporaryDir folder;
    const QString file = folder.path() + QStringLiteral("/data.db");
    const QByteArray garbage(9000, 'g');
    write(file, garbage);
    const auto opened = SqlStore::open({ folder.path() });
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Io);
    QVERIFY(opened.error().detail.startsWith(file));
    QVERIFY(opened.error().detail.contains(QStringLiteral("not a database")));
    QCOMPARE(contentOf(file), garbage);
}

void TestMigrations::foreignDatabaseIsRefused()
{
    const QTemporaryDir folder;
    const QString file = folder.path() + QStringLiteral("/data.db");
    {
        Database other;
        WF_OK(other.open(file, Database::Mode::ReadWrite));
        WF_OK(other.execute(QStringLiteral("CREATE TABLE photos (x)")));
    }
    const QByteArray before = contentOf(file);
    const auto opened = SqlStore::open({ folder.path() });
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Conflict);
    QVERIFY(opened.error().detail.contains(QStringLiteral("another program")));
    QCOMPARE(contentOf(file), before);
}

void TestMigrations::unwritableFolder()
{
    const QTemporaryDir folder;
    write(folder.path() + QStringLiteral("/file"), "x");
    const auto opened = SqlStore::open({ folder.path() + QStringLiteral("/file/data") });
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Io);
    QVERIFY(opened.error().detail.contains(QStringLiteral("--data")));
}

void TestMigrations::statementsAreSplit()
{
    const QStringList statements = statementsOf("-- one;\nA\n  B;\n\n  -- two\nC ';' D;\nE");
    QCOMPARE(statements,
        (QStringList { QStringLiteral("A\nB;\n"), QStringLiteral("C ';' D;\n"), QStringLiteral("E\n") }));
}

void TestMigrations::brokenReferencesAreRefused()
{
    Fresh fresh;
    Migration dangling = kSecond;
    dangling.sql += "INSERT INTO b VALUES (77);\n";
    const auto outcome = migrate(fresh.database, { kFirst, dangling }, kNow);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().detail.contains(QStringLiteral("references")));
    QCOMPARE(fresh.number("PRAGMA user_version"), 1);
    QCOMPARE(fresh.number("PRAGMA foreign_keys"), 1);
}
