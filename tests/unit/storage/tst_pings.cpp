// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_pings.h"

#include "storefixture.h"

using namespace Wf;
using namespace Wf::Testing;
using namespace std::chrono_literals;

namespace {

const MonitorId kBackup(QStringLiteral("jobs/backup"));

Ports::HeartbeatRow fullHeartbeat()
{
    Ports::HeartbeatRow row;
    row.id = kBackup;
    row.state.status = Domain::HeartbeatStatus::Down;
    row.state.createdAt = kNow - 100h;
    row.state.waitingSince = kNow - 99h;
    row.state.lastPing = kNow - 30h;
    row.state.lastStart = kNow - 31h;
    row.state.lastStartRid = QStringLiteral("6f1c1f5e-0000-4000-8000-000000000001");
    row.state.lastDuration = 71s;
    row.state.lastExitStatus = 0;
    row.state.pings = 77;
    row.state.expectedAt = kNow - 6h;
    row.state.deadline = kNow - 5h;
    row.state.downReason = Domain::FlipReason::Timeout;
    row.state.missedAt = kNow - 4h;
    row.keys = { QStringLiteral("current-key"), QStringLiteral("previous-key"), kNow + 24h };
    return row;
}

Ports::PingRow fullPing(qint64 number)
{
    Ports::PingRow row;
    row.monitor = kBackup;
    row.number = number;
    row.ping.kind = Domain::PingKind::Fail;
    row.ping.exitStatus = 3;
    row.ping.method = QStringLiteral("POST");
    row.ping.rid = QStringLiteral("6f1c1f5e-0000-4000-8000-000000000002");
    row.ping.body = QByteArray("disk \0full\xff", 11);
    row.ping.runtime = 1500ms;
    row.ping.source = QStringLiteral("192.0.2.7");
    row.ping.userAgent = QStringLiteral("curl/8.0");
    row.ping.at = kNow;
    row.duration = 1600ms;
    row.scheme = QStringLiteral("https");
    row.key = Domain::KeyUse::Previous;
    return row;
}

/// Pings 1 … count, one every `apart`, the last one at kNow.
std::vector<Ports::PingRow> manyPings(int count, Millis apart)
{
    std::vector<Ports::PingRow> pings;
    for (int i = 1; i <= count; ++i) {
        pings.push_back(fullPing(i));
        pings.back().ping.at = kNow - (count - i) * apart;
    }
    return pings;
}

Ports::CommitBatch batchOf(std::vector<Ports::PingRow> pings)
{
    Ports::CommitBatch batch;
    batch.heartbeats = { fullHeartbeat() };
    batch.pings = std::move(pings);
    return batch;
}

Ports::PingPage pageOf(StoreFixture &fixture, Ports::PingQuery query = { kBackup, std::nullopt, 1000 })
{
    const auto page = answerOf(fixture.store->pings(query));
    return page.value_or(Ports::PingPage { {}, -1 });
}

} // namespace

void TestPings::heartbeatsComeBack()
{
    StoreFixture fixture;
    Ports::CommitBatch batch;
    Ports::HeartbeatRow bare;
    bare.id = MonitorId(QStringLiteral("a/bare"));
    batch.heartbeats = { fullHeartbeat(), bare };
    WF_OK(answerOf(fixture.store->commit(batch)));
    fixture.reopen();
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->heartbeats, (std::vector { bare, fullHeartbeat() })); // by id
    Ports::CommitBatch change;
    change.heartbeats = { fullHeartbeat() };
    change.heartbeats.front().state.status = Domain::HeartbeatStatus::Up;
    WF_OK(answerOf(fixture.store->commit(change)));
    QCOMPARE(answerOf(fixture.store->load(kNow))->heartbeats.back(), change.heartbeats.front());
}

void TestPings::droppedHeartbeatsGoWithTheirPings()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(batchOf(manyPings(1200, 1s)))));
    Ports::CommitBatch dropping;
    dropping.droppedHeartbeats = { kBackup };
    WF_OK(answerOf(fixture.store->commit(dropping)));
    QVERIFY(answerOf(fixture.store->load(kNow))->heartbeats.empty());
    const auto upkeep = answerOf(fixture.store->maintainResults(kNow, {}));
    WF_OK(upkeep);
    QCOMPARE(upkeep->pings, 1200);
    QCOMPARE(pageOf(fixture).total, 0);
}

void TestPings::pingsComeBack()
{
    StoreFixture fixture;
    Ports::PingRow bare;
    bare.monitor = kBackup;
    bare.number = 2;
    WF_OK(answerOf(fixture.store->commit(batchOf({ fullPing(1), bare }))));
    const auto page = pageOf(fixture);
    Ports::PingRow listed = fullPing(1);
    listed.hasBody = true;
    listed.ping.body.clear();
    QCOMPARE(page.pings, (std::vector { bare, listed })); // newest first
    QCOMPARE(page.total, 2);
}

void TestPings::pagesOfPings()
{
    StoreFixture fixture;
    auto batch = batchOf(manyPings(30, 1s));
    batch.pings.push_back(fullPing(31));
    batch.pings.back().monitor = MonitorId(QStringLiteral("jobs/other"));
    WF_OK(answerOf(fixture.store->commit(batch)));
    auto page = pageOf(fixture, { kBackup, std::nullopt, 12 });
    QCOMPARE(page.pings.size(), size_t { 12 });
    QCOMPARE(page.pings.front().number, 30);
    page = pageOf(fixture, { kBackup, page.pings.back().number, 12 });
    QCOMPARE(page.pings.front().number, 18);
    QCOMPARE(page.total, 30);
    QCOMPARE(pageOf(fixture, { kBackup, 1, 12 }).pings.size(), size_t { 0 });
    QCOMPARE(pageOf(fixture, { kBackup, std::nullopt, -5 }).pings.size(), size_t { 1 });
    QCOMPARE(pageOf(fixture, { MonitorId(QStringLiteral("nobody")), std::nullopt, 5 }).total, 0);
}

void TestPings::bodiesAreReadOneByOne()
{
    StoreFixture fixture;
    Ports::PingRow bare = fullPing(2);
    bare.ping.body.clear();
    WF_OK(answerOf(fixture.store->commit(batchOf({ fullPing(1), bare }))));
    QCOMPARE(answerOf(fixture.store->pingBody(kBackup, 1)), Result<QByteArray>(fullPing(1).ping.body));
    for (const qint64 number : { 2, 3, 0, -1 }) {
        const auto body = answerOf(fixture.store->pingBody(kBackup, number));
        QVERIFY(!body);
        QCOMPARE(body.error().code, ErrorCode::NotFound);
    }
    QVERIFY(!answerOf(fixture.store->pingBody(MonitorId(QStringLiteral("nobody")), 1)));
}

void TestPings::longPartsAreCut()
{
    StoreFixture fixture;
    Ports::PingRow loud = fullPing(1);
    loud.ping.body = QByteArray(50'000, 'x');
    loud.ping.userAgent = QString(900, u'y');
    WF_OK(answerOf(fixture.store->commit(batchOf({ loud }))));
    QCOMPARE(answerOf(fixture.store->pingBody(kBackup, 1))->size(), 10'000);
    QCOMPARE(pageOf(fixture).pings.front().ping.userAgent.size(), 200);
}

void TestPings::pingToldAgainIsTheSame()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(batchOf({ fullPing(1) }))));
    WF_OK(answerOf(fixture.store->commit(batchOf({ fullPing(1) }))));
    QCOMPARE(pageOf(fixture).total, 1);
}

void TestPings::logKeepsHundredOrThirtyDays()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(batchOf(manyPings(150, 24h)))));
    auto upkeep = answerOf(fixture.store->maintainResults(kNow, {}));
    WF_OK(upkeep);
    QCOMPARE(upkeep->pings, 50); // a hundred is more than thirty days of them
    QCOMPARE(pageOf(fixture).pings.back().number, 51);
    WF_OK(answerOf(fixture.store->commit(batchOf(manyPings(2'000, 1h)))));
    upkeep = answerOf(fixture.store->maintainResults(kNow, {}));
    QCOMPARE(pageOf(fixture).total, 30 * 24 + 1); // the one that is exactly thirty days old stays
    QCOMPARE(answerOf(fixture.store->maintainResults(kNow, {}))->pings, 0);
}

void TestPings::logIsBounded()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(batchOf(manyPings(3'000, 1s)))));
    Ports::ResultLimits limits;
    limits.pingsAtMost = 700;
    WF_OK(answerOf(fixture.store->maintainResults(kNow, limits)));
    const auto page = pageOf(fixture);
    QCOMPARE(page.total, 700);
    QCOMPARE(page.pings.front().number, 3'000);
}

void TestPings::oldBodiesGo()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(batchOf(manyPings(900, 1s)))));
    Ports::ResultLimits limits;
    limits.pingBodiesAtMost = 200;
    WF_OK(answerOf(fixture.store->maintainResults(kNow, limits)));
    const auto page = pageOf(fixture);
    QCOMPARE(page.total, 900);
    QCOMPARE(std::ranges::count_if(page.pings, &Ports::PingRow::hasBody), 200);
    QVERIFY(page.pings.at(199).hasBody && !page.pings.at(200).hasBody);
}

void TestPings::numberThatNoPingHasIsRefused()
{
    StoreFixture fixture;
    for (const qint64 number : { qint64 { 0 }, qint64 { -4 }, qint64 { 1 } << 38 }) {
        const auto answer = answerOf(fixture.store->commit(batchOf({ fullPing(number) })));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Invalid);
    }
    QVERIFY(answerOf(fixture.store->load(kNow))->heartbeats.empty()); // the whole batch
}

void TestPings::definitionsComeBack()
{
    StoreFixture fixture;
    const Ports::DefinitionRow first { QStringLiteral("b"), QStringLiteral("{\"a\":1}"), kNow - 5h, kNow };
    const Ports::DefinitionRow second { QStringLiteral("a"), QStringLiteral("{}"), kNow, kNow };
    Ports::CommitBatch batch;
    batch.definitions = { first, second };
    WF_OK(answerOf(fixture.store->commit(batch)));
    fixture.reopen();
    QCOMPARE(answerOf(fixture.store->load(kNow))->definitions, (std::vector { second, first }));
    Ports::CommitBatch dropping;
    dropping.droppedDefinitions = { QStringLiteral("a"), QStringLiteral("never there") };
    WF_OK(answerOf(fixture.store->commit(dropping)));
    QCOMPARE(answerOf(fixture.store->load(kNow))->definitions, std::vector { first });
}
