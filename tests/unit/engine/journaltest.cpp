// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "engine/journal.h"
#include "rig.h"

using namespace Samples;
using Wf::Ports::CommitBatch;

namespace {
CommitBatch batchWith(qint64 eventId, const char *service = "a")
{
    CommitBatch batch;
    batch.events.push_back({ .id = eventId, .service = id(service) });
    Wf::Domain::ServiceState state;
    state.id = id(service);
    state.detail = QString::number(eventId);
    batch.serviceStates.push_back(state);
    return batch;
}

std::vector<qint64> ids(const Wf::TestKit::MemoryStore &store)
{
    std::vector<qint64> result;
    for (const auto &event : store.events())
        result.push_back(event.id);
    return result;
}
} // namespace

class JournalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gathersWhatComesWhileItWrites()
    {
        Wf::TestKit::MemoryStore store;
        store.holding = true;
        Wf::Engine::Journal journal(store);
        QStringList answers;
        for (qint64 i = 1; i <= 5; ++i)
            journal.write(batchWith(i), [&answers, i](const auto &) { answers.append(QString::number(i)); });
        QVERIFY(!journal.isSettled());
        QCOMPARE(store.batches.size(), size_t { 1 });
        store.release();
        settle();
        QCOMPARE(answers, QStringList { QStringLiteral("1") });
        store.release();
        settle();
        QCOMPARE(answers.size(), 5);
        QCOMPARE(store.batches.size(), size_t { 2 });
        QCOMPARE(ids(store), (std::vector<qint64> { 1, 2, 3, 4, 5 }));
        QVERIFY(journal.isSettled());
    }

    void keepsOrderWhenTheStoreRefuses()
    {
        Wf::TestKit::MemoryStore store;
        Wf::Engine::Journal journal(store);
        store.failing = true;
        int refused = 0;
        int recovered = 0;
        int errors = 0;
        connect(&journal, &Wf::Engine::Journal::refused, this, [&] { ++refused; });
        connect(&journal, &Wf::Engine::Journal::recovered, this, [&] { ++recovered; });
        for (qint64 i = 1; i <= 4; ++i) {
            journal.write(batchWith(i), [&](const Wf::Result<void> &result) { errors += result ? 0 : 1; });
            settle();
        }
        QCOMPARE(errors, 4);
        QCOMPARE(store.attempts, 1); // no hammering
        journal.retry();
        settle();
        QCOMPARE(refused, 2);
        store.failing = false;
        journal.retry();
        settle();
        QCOMPARE(recovered, 1);
        QVERIFY(!journal.isFailing());
        QCOMPARE(ids(store), (std::vector<qint64> { 1, 2, 3, 4 }));
        // Of the states that waited only the latest was written.
        QCOMPARE(store.batches.back().serviceStates.size(), size_t { 1 });
        QCOMPARE(store.batches.back().serviceStates.front().detail, QStringLiteral("4"));
    }

    void sendsNothingBeforeItIsDurable()
    {
        Wf::TestKit::MemoryStore store;
        Wf::Engine::Journal journal(store);
        std::vector<qint64> sent;
        connect(&journal, &Wf::Engine::Journal::durable, this, [&](const auto &messages) {
            for (const auto &message : messages)
                sent.push_back(message.id);
        });
        store.failing = true;
        for (qint64 i = 1; i <= 3; ++i) {
            CommitBatch batch;
            batch.outbox.emplace_back();
            batch.outbox.back().id = i;
            journal.write(std::move(batch));
            settle();
        }
        QVERIFY(sent.empty());
        store.failing = false;
        journal.retry();
        settle();
        QCOMPARE(sent, (std::vector<qint64> { 1, 2, 3 }));
    }

    void handsOnTheLatestOfASighting()
    {
        Wf::TestKit::MemoryStore store;
        Wf::Engine::Journal journal(store);
        CommitBatch batch;
        batch.sightings = { { 1, id("a"), Wf::fromEpochMillis(1), std::nullopt, std::nullopt } };
        store.failing = true;
        journal.write(batch);
        settle();
        batch.sightings.front().vendorAt = Wf::fromEpochMillis(2);
        batch.sightings.push_back({ 2, id("b"), std::nullopt, Wf::fromEpochMillis(3), std::nullopt });
        journal.write(batch);
        store.failing = false;
        journal.retry();
        settle();
        QCOMPARE(store.remembered().sightings, batch.sightings);
    }

    void boundsWhatWaits()
    {
        Wf::TestKit::MemoryStore store;
        Wf::Engine::Journal journal(store);
        store.failing = true;
        for (int i = 0; i < 300; ++i) {
            CommitBatch batch;
            batch.events.resize(500);
            journal.write(std::move(batch));
            settle();
        }
        store.failing = false;
        journal.retry();
        settle();
        QVERIFY(store.events().size() <= 52'000);
    }

    void survivesItsOwnEndWhileTheStoreWorks()
    {
        Wf::TestKit::MemoryStore store;
        store.holding = true;
        bool answered = false;
        {
            Wf::Engine::Journal journal(store);
            journal.write(batchWith(1), [&](const auto &) { answered = true; });
        }
        store.release();
        settle();
        QVERIFY(!answered);
    }
};

std::unique_ptr<QObject> journalTest()
{
    return std::make_unique<JournalTest>();
}

#include "journaltest.moc"
