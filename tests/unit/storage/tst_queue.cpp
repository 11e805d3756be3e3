// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_queue.h"

#include "storage/batchwriter.h"
#include "storage/commitqueue.h"
#include "storage/migrations.h"
#include "storage/purge.h"
#include "storefixture.h"

#include <QSemaphore>

using namespace Wf;
using namespace Wf::Testing;
using Storage::Database;

namespace {

void openTuned(Database &database, const QString &file)
{
    WF_OK(database.open(file, Database::Mode::ReadWrite));
    WF_OK(database.tune());
    WF_OK(Storage::migrate(database, Storage::builtInMigrations(), kNow));
}

Ports::EventQuery eventsOf(const char *service, int limit)
{
    Ports::EventQuery query;
    query.service = ServiceId(QString::fromLatin1(service));
    query.limit = limit;
    return query;
}

} // namespace

void TestQueue::pragmasAreSet()
{
    const QTemporaryDir folder;
    Database database;
    openTuned(database, folder.path() + QStringLiteral("/data.db"));
    const auto pragma = [&database](const char *name) {
        return database.scalar(QStringLiteral("PRAGMA ") + QLatin1String(name))->toString();
    };
    QCOMPARE(pragma("journal_mode"), QStringLiteral("wal"));
    QCOMPARE(pragma("synchronous"), QStringLiteral("2")); // FULL: an answered commit survives a power cut
    QCOMPARE(pragma("busy_timeout"), QStringLiteral("5000"));
    QCOMPARE(pragma("cache_size"), QStringLiteral("-64000"));
    QCOMPARE(pragma("mmap_size"), QStringLiteral("268435456"));
    QCOMPARE(pragma("temp_store"), QStringLiteral("2"));
    QCOMPARE(pragma("foreign_keys"), QStringLiteral("1"));
}

void TestQueue::manyCommitsAreAllAnswered()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(registering({ "okta" }))));
    std::vector<QFuture<Result<void>>> answers;
    for (int i = 1; i <= 3000; ++i)
        answers.push_back(fixture.store->commit(withEvent(eventOf(i, "okta"))));
    for (auto &answer : answers)
        WF_OK(answerOf(answer));
    const auto page = answerOf(fixture.store->events(eventsOf("okta", 1)));
    WF_OK(page);
    QCOMPARE(page->total, 3000);
}

void TestQueue::oneBadBatchHarmsNoOther()
{
    const QTemporaryDir folder;
    Database database;
    openTuned(database, folder.path() + QStringLiteral("/data.db"));
    const auto first = registering({ "okta" });
    const auto good = withEvent(eventOf(1, "okta"));
    const auto bad = withEvent(eventOf(2, "nobody")); // no such service
    const auto last = withEvent(eventOf(3, "okta"));
    const auto answers = Storage::writeTogether(database, { &first, &good, &bad, &last });
    QCOMPARE(answers.size(), size_t { 4 });
    WF_OK(answers[0]);
    WF_OK(answers[1]);
    QVERIFY(!answers[2]);
    QCOMPARE(answers[2].error().code, ErrorCode::Conflict);
    WF_OK(answers[3]);
    QCOMPARE(
        database.scalar(QStringLiteral("SELECT group_concat(id) FROM (SELECT id FROM status_events ORDER BY id)"))
            ->toString(),
        QStringLiteral("1,3"));
}

void TestQueue::badBatchIsWrittenNotAtAll()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.events = { eventOf(1, "okta"), eventOf(2, "nobody") };
    const auto answer = answerOf(fixture.store->commit(batch));
    QVERIFY(!answer);
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QVERIFY(world->services.empty());
    QVERIFY(world->timeline.empty());
}

void TestQueue::theSameBatchMayComeAgain()
{
    // A commit that took effect although the disk said no is written once more.
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.events = { eventOf(1, "okta") };
    const Domain::Interval opened { kNow, std::nullopt, Domain::Status::Operational, Domain::Knowledge::Seen };
    batch.history = { { ServiceId(QStringLiteral("okta")), { std::nullopt, opened } } };
    WF_OK(answerOf(fixture.store->commit(batch)));
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->timeline.size(), size_t { 1 });
    QCOMPARE(world->history.front().intervals.size(), size_t { 1 });
}

void TestQueue::aLostClosingDoesNotStopTheWriting()
{
    StoreFixture fixture;
    const ServiceId okta(QStringLiteral("okta"));
    const auto opening = [&](Instant from) {
        const Domain::Interval opened { from, std::nullopt, Domain::Status::Operational, Domain::Knowledge::Seen };
        auto batch = registering({ "okta" });
        batch.history = { { okta, { std::nullopt, opened } } };
        return batch;
    };
    WF_OK(answerOf(fixture.store->commit(opening(kNow))));
    WF_OK(answerOf(fixture.store->commit(opening(kNow + Seconds { 60 }))));
    const auto world = answerOf(fixture.store->load(kNow + Seconds { 61 }));
    WF_OK(world);
    QCOMPARE(world->history.front().intervals.size(), size_t { 2 });
    QCOMPARE(world->history.front().intervals.front().to, std::optional(kNow + Seconds { 60 }));
}

void TestQueue::questionsSeeEarlierCommits()
{
    StoreFixture fixture;
    auto registered = fixture.store->commit(registering({ "okta" }));
    for (int i = 1; i <= 300; ++i) {
        auto committed = fixture.store->commit(withEvent(eventOf(i, "okta")));
        auto asked = fixture.store->events(eventsOf("okta", 1)); // not waiting for the commit
        const auto page = answerOf(asked);
        WF_OK(page);
        QVERIFY2(page->total >= i, "a question did not see the commit before it");
        WF_OK(answerOf(committed));
    }
    WF_OK(answerOf(registered));
}

void TestQueue::longWriteDoesNotHoldUpReaders()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(registering({ "okta" }))));
    Database other;
    WF_OK(other.open(fixture.file(), Database::Mode::ReadWrite));
    WF_OK(other.tune());
    Storage::Transaction writing(other, Storage::Transaction::Kind::Write);
    WF_OK(other.execute(QStringLiteral("UPDATE services SET owner = 'nobody yet'")));
    auto stuck = fixture.store->purge({ std::chrono::days { 1 }, std::chrono::days { 1 } }, kNow);
    const auto world = answerOf(fixture.store->load(kNow)); // while the writer cannot go on
    WF_OK(world);
    QVERIFY(world->services.front().owner.isEmpty());
    QVERIFY(!stuck.isFinished());
    WF_OK(writing.commit());
    WF_OK(answerOf(stuck));
}

void TestQueue::pagesOfEvents()
{
    StoreFixture fixture;
    auto batch = registering({ "okta", "zoom" });
    for (int i = 1; i <= 20; ++i)
        batch.events.push_back(eventOf(i, i % 2 ? "okta" : "zoom"));
    batch.events.push_back(eventOf(21, "okta"));
    batch.events.back().kind = Domain::EventKind::HealthChange;
    WF_OK(answerOf(fixture.store->commit(batch)));
    auto query = eventsOf("okta", 3);
    auto page = answerOf(fixture.store->events(query));
    WF_OK(page);
    QCOMPARE(page->total, 10);
    QCOMPARE(page->events.front().id, 19);
    query.beforeId = page->events.back().id;
    page = answerOf(fixture.store->events(query));
    QCOMPARE(page->events.front().id, 13);
    QCOMPARE(page->total, 10);
    const auto everything = answerOf(fixture.store->events({ std::nullopt, false, std::nullopt, 9999 }));
    QCOMPARE(everything->total, 21);
    QCOMPARE(everything->events.front().id, 21);
    QCOMPARE(answerOf(fixture.store->events(eventsOf("okta", -4)))->events.size(), size_t { 1 });
    QVERIFY(answerOf(fixture.store->events(eventsOf("nobody", 5)))->events.empty());
}

void TestQueue::pagesOfAlerts()
{
    StoreFixture fixture;
    auto batch = registering({ "okta", "zoom" });
    batch.outbox = { message(7, "okta") };
    batch.outbox.front().state = Domain::OutboxState::Delivered;
    batch.outbox.front().attempts = 2;
    for (int i = 1; i <= 6; ++i)
        batch.alerts.push_back(alert(i, i % 2 ? "okta" : "zoom"));
    batch.alerts[4].outboxId = 7;
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto page = answerOf(fixture.store->alerts({ ServiceId(QStringLiteral("okta")), {}, {}, 2 }));
    WF_OK(page);
    QCOMPARE(page->total, 3);
    QCOMPARE(page->alerts.size(), size_t { 2 });
    QCOMPARE(page->alerts.at(0).record, batch.alerts[4]);
    auto shown = batch.outbox.front();
    shown.letter = {};
    QCOMPARE(page->alerts.at(0).message, std::optional(shown));
    QVERIFY(!page->alerts.at(1).message);
    const auto older = answerOf(fixture.store->alerts({ std::nullopt, {}, 3, 50 }));
    QCOMPARE(older->alerts.front().record.id, 2);
    QCOMPARE(older->total, 6);
}

void TestQueue::maintenanceListedAgain()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    Domain::MaintenanceRow row;
    row.id = 1;
    row.service = batch.services.front().id;
    row.maintenance.id = QStringLiteral("m1");
    row.vanished = true;
    batch.maintenances = { row };
    WF_OK(answerOf(fixture.store->commit(batch)));
    Ports::CommitBatch again;
    row.id = 2;
    row.vanished = false;
    again.maintenances = { row };
    WF_OK(answerOf(fixture.store->commit(again)));
    const auto world = answerOf(fixture.store->load(kNow));
    QCOMPARE(world->maintenances, std::vector<Domain::MaintenanceRow> { row });
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM scheduled_maintenances")).toInt(), 1);
}

void TestQueue::fullQueueRefuses()
{
    Database closed;
    Storage::Lane writer(QStringLiteral("writer"));
    Storage::Lane reader(QStringLiteral("reader"));
    QSemaphore gate;
    Storage::CommitQueue queue(writer, reader, closed);
    writer.post([&gate] { gate.acquire(); });
    std::vector<QFuture<Result<void>>> answers;
    for (size_t i = 0; i < Storage::CommitQueue::kMostCommits; ++i)
        answers.push_back(queue.commit({}));
    const auto refused = answerOf(queue.commit({}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    for (size_t i = 0; i < Storage::CommitQueue::kMostQuestions; ++i)
        QVERIFY(queue.ask([] {}));
    QVERIFY(!queue.ask([] {}));
    gate.release();
    for (auto &answer : answers)
        QVERIFY(!answerOf(answer)); // the database is not open: every one is told so
    while (!queue.isWritten())
        writer.call([] {});
}

void TestQueue::fullDiskIsOneSentence()
{
    const QTemporaryDir folder;
    Database database;
    openTuned(database, folder.path() + QStringLiteral("/data.db"));
    const auto pages = database.scalar(QStringLiteral("PRAGMA page_count"))->toInt();
    WF_OK(database.execute(QStringLiteral("PRAGMA max_page_count = %1").arg(pages + 2)));
    const auto first = registering({ "okta" });
    Ports::CommitBatch large;
    large.outbox = { message(1, "okta") };
    large.outbox.front().letter.impact = QString(200'000, u'x');
    const auto answers = Storage::writeTogether(database, { &first, &large });
    WF_OK(answers[0]);
    QVERIFY(!answers[1]);
    QCOMPARE(answers[1].error().code, ErrorCode::Io);
    QVERIFY(answers[1].error().detail.contains(QStringLiteral("full")));
    WF_OK(database.execute(QStringLiteral("PRAGMA max_page_count = 1000000")));
    const auto again = Storage::writeTogether(database, { &large });
    WF_OK(again.front());
}

void TestQueue::checkpointWithoutDatabase()
{
    Database closed;
    const auto checkpoint = Storage::checkpoint(closed);
    QVERIFY(!checkpoint);
    QVERIFY(checkpoint.error().detail.contains(QStringLiteral("not initialized")));
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(registering({ "okta" }))));
    QVERIFY(QFileInfo(fixture.file() + QStringLiteral("-wal")).size() > 0);
    WF_OK(answerOf(fixture.store->checkpoint()));
    QCOMPARE(QFileInfo(fixture.file() + QStringLiteral("-wal")).size(), 0);
}

void TestQueue::lateCommitsAreFinished()
{
    StoreFixture fixture;
    std::vector<QFuture<Result<void>>> answers { fixture.store->commit(registering({ "okta" })) };
    for (int i = 1; i <= 4500; ++i)
        answers.push_back(fixture.store->commit(withEvent(eventOf(i, "okta"))));
    auto asked = fixture.store->events(eventsOf("okta", 1));
    fixture.store.reset();
    for (auto &answer : answers) {
        QVERIFY(answer.isFinished());
        WF_OK(answerOf(answer));
    }
    QCOMPARE(answerOf(asked)->total, 4500);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM status_events")).toInt(), 4500);
}
