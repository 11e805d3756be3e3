// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_results.h"

#include "resultsamples.h"
#include "storage/migrations.h"
#include "storage/resultkeeper.h"
#include "storage/resultreaders.h"
#include "storefixture.h"
#include "testkit/memorystore.h"

#include <algorithm>

using namespace Wf;
using namespace Wf::Testing;
using namespace Wf::Domain;
using namespace std::chrono_literals;
using Ports::ResultRow;

namespace {

const MonitorId kSite(QStringLiteral("site/http"));
const Instant kMidnight = floorTo(kNow, 24h);

Ports::CommitBatch batchOf(std::vector<ResultRow> rows)
{
    Ports::CommitBatch batch;
    batch.results = std::move(rows);
    return batch;
}

void remember(StoreFixture &fixture, const std::vector<ResultRow> &rows)
{
    WF_OK(answerOf(fixture.store->commit(batchOf(rows))));
}

Ports::ResultUpkeep keepUp(StoreFixture &fixture, Instant now, const Ports::ResultLimits &limits = {})
{
    const auto upkeep = answerOf(fixture.store->maintainResults(now, limits));
    if (!upkeep)
        qFatal("%s", qPrintable(upkeep.error().detail));
    return *upkeep;
}

/// All pages of `limit` points together.
Ports::ResultPage allPages(Ports::Store &store, Ports::ResultQuery query)
{
    Ports::ResultPage whole;
    for (int page = 0; page < 100'000; ++page) {
        const auto answer = answerOf(store.results(query));
        if (!answer)
            qFatal("%s", qPrintable(answer.error().detail));
        whole.resolution = answer->resolution;
        whole.samples.insert(whole.samples.end(), answer->samples.begin(), answer->samples.end());
        whole.buckets.insert(whole.buckets.end(), answer->buckets.begin(), answer->buckets.end());
        if (!answer->next)
            break;
        query.from = *answer->next;
        query.resolution = answer->resolution;
    }
    return whole;
}

std::vector<Sample> singles(StoreFixture &fixture, const MonitorId &monitor = kSite)
{
    const auto future = kNow + std::chrono::days { 3650 };
    return allPages(*fixture.store, { monitor, Instant {}, future, Resolution::Raw, 5000 }).samples;
}

std::vector<Bucket> buckets(StoreFixture &fixture, Resolution resolution)
{
    const auto future = kNow + std::chrono::days { 3650 };
    return allPages(*fixture.store, { kSite, Instant {}, future, resolution, 5000 }).buckets;
}

qint64 countIn(const std::vector<Bucket> &list)
{
    qint64 count = 0;
    for (const Bucket &bucket : list)
        count += bucket.tally.count + bucket.tally.unknown;
    return count;
}

std::vector<Sample> samplesOf(const std::vector<ResultRow> &rows, const MonitorId &monitor = kSite)
{
    std::vector<Sample> samples;
    for (const ResultRow &row : rows) {
        if (row.monitor == monitor)
            samples.push_back(row.sample);
    }
    std::ranges::sort(samples, {}, &Sample::at);
    return samples;
}

int rowsIn(const StoreFixture &fixture, const char *table)
{
    return fixture.sql(QStringLiteral("SELECT count(*) FROM ") + QLatin1String(table)).toInt();
}

/// Everything that the upkeep may touch, as one text.
QString contents(const StoreFixture &fixture)
{
    QString text;
    for (const char *table : { "result_recent", "result_blocks", "result_hours", "result_days", "meta" }) {
        const QString name = QLatin1String(table);
        const QString columns = name == QLatin1String("meta") ? QStringLiteral("key || value")
                                                              : QStringLiteral("slot || ':' || hex(body)");
        text += fixture
                    .sql(QStringLiteral("SELECT group_concat(x, ',') FROM (SELECT %1 AS x FROM %2 ORDER BY 1)")
                             .arg(columns, name))
                    .toString()
            + QLatin1Char('\n');
    }
    return text;
}

} // namespace

void TestResults::readableWhateverPartTheyLieIn()
{
    StoreFixture fixture;
    ResultMaker maker(5);
    const auto rows = maker.rows(kSite, kNow - 10 * 24h, kNow, 7min);
    remember(fixture, rows);
    const auto expected = samplesOf(rows);
    QCOMPARE(singles(fixture), expected); // none packed
    QCOMPARE(countIn(buckets(fixture, Resolution::Hour)), qint64(expected.size()));
    const auto upkeep = keepUp(fixture, kNow);
    QVERIFY(upkeep.packed > 0 && upkeep.folded > 0);
    QVERIFY(rowsIn(fixture, "result_recent") > 0);
    QVERIFY(rowsIn(fixture, "result_blocks") > 0);
    QVERIFY(rowsIn(fixture, "result_hours") > 0);
    QVERIFY(rowsIn(fixture, "result_days") > 0);
    QCOMPARE(singles(fixture), expected); // in three parts
    for (const Resolution resolution : { Resolution::Minute, Resolution::Hour, Resolution::Day })
        QCOMPARE(buckets(fixture, resolution), rollUp(std::span(expected), widthOf(resolution)));
    fixture.reopen();
    QCOMPARE(singles(fixture), expected);
}

void TestResults::theSameAsWithoutStoring_data()
{
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : { 11U, 12U, 13U, 14U })
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << seed;
}

void TestResults::theSameAsWithoutStoring()
{
    QFETCH(quint32, seed);
    StoreFixture fixture;
    TestKit::MemoryStore memory;
    ResultMaker maker(seed);
    QRandomGenerator &random = maker.random();
    const std::vector<MonitorId> monitors { kSite, MonitorId(QStringLiteral("b")),
        MonitorId(QStringLiteral("c")) };
    std::vector<ResultRow> late;
    Instant now = kNow - 15 * 24h;
    while (now < kNow) { // some hours of results, some of them held back, then perhaps an upkeep
        const Instant next = now + random.bounded(1, 40) * 1h;
        std::vector<ResultRow> rows;
        for (const MonitorId &monitor : monitors) {
            for (ResultRow &row : maker.rows(monitor, now, next, random.bounded(90, 2000) * 1s))
                (random.bounded(20) == 0 ? late : rows).push_back(std::move(row));
        }
        if (random.bounded(3) == 0) {
            rows.insert(rows.end(), late.begin(), late.end());
            late.clear();
        }
        WF_OK(answerOf(fixture.store->commit(batchOf(rows))));
        WF_OK(answerOf(memory.commit(batchOf(rows))));
        now = next;
        if (random.bounded(2) == 0)
            QCOMPARE(keepUp(fixture, now).refused, 0);
    }
    for (int round = 0; round < 60; ++round) {
        const Instant from = kNow - Millis { random.bounded(17 * 24 * 3600) * 1s };
        const Instant to = from + Millis { random.bounded(1, 17 * 24 * 3600) * 1s };
        const MonitorId &monitor = monitors[random.bounded(3U)];
        const auto resolution = static_cast<Resolution>(1 + random.bounded(4));
        const Ports::ResultQuery query { monitor, from, to, resolution, random.bounded(1, 700) };
        const auto stored = allPages(*fixture.store, query);
        const auto expected = allPages(memory, query);
        QCOMPARE(stored.samples, expected.samples);
        QCOMPARE(stored.buckets, expected.buckets);
        const Ports::SummaryQuery summary { monitor, from, to };
        QCOMPARE(answerOf(fixture.store->summary(summary)), answerOf(memory.summary(summary)));
    }
}

void TestResults::upkeepTwiceChangesNothing()
{
    StoreFixture fixture;
    ResultMaker maker(6);
    remember(fixture, maker.rows(kSite, kNow - 95 * 24h, kNow, 20min));
    const auto first = keepUp(fixture, kNow);
    QVERIFY(first.packed > 0 && first.folded > 0 && first.purged > 0);
    const QString before = contents(fixture);
    const auto second = keepUp(fixture, kNow);
    QCOMPARE(second.packed + second.folded + second.purged + second.pings + second.refused, 0);
    QCOMPARE(contents(fixture), before);
}

void TestResults::upkeepMayEndAfterAnyStep()
{
    ResultMaker maker(7);
    const auto rows = maker.rows(kSite, kNow - 92 * 24h, kNow, 30min);
    StoreFixture whole;
    remember(whole, rows);
    keepUp(whole, kNow);

    StoreFixture broken;
    remember(broken, rows);
    const auto expected = rollUp(std::span<const Sample>(samplesOf(rows)), 24h);
    int ends = 0;
    for (bool done = false; !done; ++ends) { // a new program for every step, each sees everything
        broken.store.reset();
        Storage::Database database;
        WF_OK(database.open(broken.file(), Storage::Database::Mode::ReadWrite));
        WF_OK(database.tune());
        Storage::ResultKeeper keeper({}, kNow);
        const int steps = 1 + ends % 7;
        for (int step = 0; step < steps && !keeper.isDone(); ++step)
            WF_OK(keeper.step(database));
        done = keeper.isDone();
        const auto page = Storage::readResults(database, { kSite, kNow - 95 * 24h, kNow, Resolution::Day, 5000 });
        WF_OK(page);
        QCOMPARE(page->buckets, expected);
    }
    QVERIFY(ends > 3);
    broken.open();
    QCOMPARE(contents(broken), contents(whole));
}

void TestResults::lateResultsAreAdded()
{
    StoreFixture fixture;
    ResultMaker maker(8);
    const auto rows = maker.rows(kSite, kNow - 20 * 24h, kNow, 11min);
    std::vector<ResultRow> early;
    std::vector<ResultRow> late;
    for (size_t i = 0; i < rows.size(); ++i)
        (i % 9 == 4 ? late : early).push_back(rows[i]);
    remember(fixture, early);
    keepUp(fixture, kNow);
    remember(fixture, late); // some of their hours are packed, some part of a day already
    const auto expected = samplesOf(rows);
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(singles(fixture), expected);
        for (const Resolution resolution : { Resolution::Minute, Resolution::Hour, Resolution::Day })
            QCOMPARE(buckets(fixture, resolution), rollUp(std::span(expected), widthOf(resolution)));
        const auto upkeep = keepUp(fixture, kNow);
        QCOMPARE(upkeep.refused, 0);
        QCOMPARE(upkeep.packed > 0, round == 0);
    }
}

void TestResults::resultsToldAgainCountOnce()
{
    StoreFixture fixture;
    ResultMaker maker(9);
    const auto rows = maker.rows(kSite, kNow - 9 * 24h, kNow, 13min);
    for (int round = 0; round < 3; ++round) {
        remember(fixture, rows);
        QCOMPARE(singles(fixture), samplesOf(rows));
        keepUp(fixture, kNow);
        QCOMPARE(countIn(buckets(fixture, Resolution::Day)), qint64(rows.size()));
    }
}

void TestResults::tooLateIsRefusedInWords()
{
    StoreFixture fixture;
    ResultMaker maker(10);
    remember(fixture, maker.rows(kSite, kNow - 100 * 24h, kNow, 1h));
    keepUp(fixture, kNow);
    const auto before = buckets(fixture, Resolution::Day);
    remember(fixture, maker.rows(kSite, kNow - 95 * 24h, kNow - 94 * 24h, 1h));
    const auto upkeep = keepUp(fixture, kNow);
    QCOMPARE(upkeep.refused, 24);
    QCOMPARE(upkeep.packed, 0);
    QVERIFY(upkeep.refusal.startsWith(QStringLiteral("24 results came too late")));
    QCOMPARE(buckets(fixture, Resolution::Day), before);
}

void TestResults::oldSinglesGo_data()
{
    QTest::addColumn<double>("days");
    QTest::addColumn<bool>("kept");
    QTest::newRow("89 days") << 89.0 << true;
    QTest::newRow("90.5 days") << 90.5 << false;
    QTest::newRow("91 days") << 91.0 << false;
    QTest::newRow("400 days") << 400.0 << false;
}

void TestResults::oldSinglesGo()
{
    QFETCH(double, days);
    QFETCH(bool, kept);
    StoreFixture fixture;
    ResultMaker maker(11);
    const Millis age { qRound64(days * 86'400'000) };
    remember(fixture, { { kSite, maker.sampleAt(kNow - age) } });
    QCOMPARE(keepUp(fixture, kNow).purged, kept ? 0 : 1);
    QCOMPARE(singles(fixture).size(), size_t { kept ? 1U : 0U });
    QCOMPARE(countIn(buckets(fixture, Resolution::Day)), 1); // its day is kept for ever
}

void TestResults::manySinglesGoOldestFirst()
{
    StoreFixture fixture;
    ResultMaker maker(12);
    const MonitorId other(QStringLiteral("other"));
    auto rows = maker.rows(kSite, kMidnight - 30 * 24h, kMidnight, 5min);
    const auto others = maker.rows(other, kMidnight - 30 * 24h, kMidnight, 5min);
    rows.insert(rows.end(), others.begin(), others.end());
    remember(fixture, rows);
    keepUp(fixture, kMidnight + 1h);
    const auto bytes = [&fixture] {
        return fixture.sql(QStringLiteral("SELECT sum(length(body)) FROM result_blocks")).toLongLong();
    };
    Ports::ResultLimits limits;
    limits.singleBytes = bytes() / 2;
    QVERIFY(keepUp(fixture, kMidnight + 1h, limits).purged > 0);
    QVERIFY(bytes() <= limits.singleBytes);
    QVERIFY(bytes() > limits.singleBytes * 9 / 10);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT value FROM meta WHERE key = 'results_single_bytes'")).toLongLong(),
        bytes());
    const auto left = singles(fixture);
    QCOMPARE(left.front().at, samplesOf(rows).at(samplesOf(rows).size() - left.size()).at); // the newest
    QCOMPARE(floorTo(left.front().at, 1h), floorTo(singles(fixture, other).front().at, 1h));
    QCOMPARE(countIn(buckets(fixture, Resolution::Day)), qint64(samplesOf(rows).size()));
    QCOMPARE(countIn(buckets(fixture, Resolution::Hour)), qint64(samplesOf(rows).size()));
    QCOMPARE(keepUp(fixture, kMidnight + 1h, limits).purged, 0);
}

void TestResults::daysStayWhenAllElseIsGone()
{
    StoreFixture fixture;
    ResultMaker maker(13);
    const auto rows = maker.rows(kSite, kMidnight - 5 * 24h, kMidnight, 1min);
    remember(fixture, rows);
    const auto expected = rollUp(std::span<const Sample>(samplesOf(rows)), 24h);
    const Ports::SummaryQuery all { kSite, kMidnight - 5 * 24h, kMidnight };
    const auto summary = answerOf(fixture.store->summary(all));
    for (const auto later : { 0h, 24h * 6, 24h * 80, 24h * 300 }) {
        keepUp(fixture, kNow + later);
        QCOMPARE(answerOf(fixture.store->summary(all)), summary);
        QCOMPARE(buckets(fixture, Resolution::Day), expected);
    }
    QVERIFY(singles(fixture).empty());
    QCOMPARE(rowsIn(fixture, "result_hours"), 0);
    QCOMPARE(buckets(fixture, Resolution::Minute), expected); // nothing as fine is left
    QCOMPARE(buckets(fixture, Resolution::Hour), expected);
    const Ports::SummaryQuery part { kSite, kMidnight - 2 * 24h, kMidnight - 12h };
    QCOMPARE(
        answerOf(fixture.store->summary(part))->count, expected.at(3).tally.count + expected.at(4).tally.count);
}

void TestResults::pagesFollowEachOther()
{
    StoreFixture fixture;
    ResultMaker maker(14);
    const auto rows = maker.rows(kSite, kMidnight - 3 * 24h, kMidnight, 10min);
    remember(fixture, rows);
    keepUp(fixture, kMidnight - 24h);
    for (const int limit : { 1, 7, 432, 5000 }) {
        const auto raw =
            allPages(*fixture.store, { kSite, kMidnight - 3 * 24h, kMidnight, Resolution::Raw, limit });
        QCOMPARE(raw.samples, samplesOf(rows));
    }
    const auto page =
        answerOf(fixture.store->results({ kSite, kMidnight - 3 * 24h, kMidnight, Resolution::Hour, 24 }));
    WF_OK(page);
    QCOMPARE(page->buckets.size(), size_t { 24 });
    QCOMPARE(page->next, std::optional(kMidnight - 2 * 24h));
    const auto wrong = answerOf(fixture.store->results({ kSite, kNow, kNow - 1h, Resolution::Raw, 5 }));
    WF_OK(wrong);
    QVERIFY(wrong->samples.empty() && !wrong->next);
}

void TestResults::autoShowsAtMostFifteenHundredPoints()
{
    StoreFixture fixture;
    ResultMaker maker(15);
    remember(fixture, maker.rows(kSite, kNow - 30 * 24h, kNow, 1min));
    remember(fixture, maker.rows(MonitorId(QStringLiteral("seldom")), kNow - 30 * 24h, kNow, 1h));
    keepUp(fixture, kNow);
    const auto points = [&fixture](const MonitorId &monitor, Millis span) {
        const auto page = answerOf(fixture.store->results({ monitor, kNow - span, kNow, Resolution::Auto, 1500 }));
        return std::pair(page->resolution, page->samples.size() + page->buckets.size());
    };
    QCOMPARE(points(kSite, 24h).first, Resolution::Raw);
    QCOMPARE(points(kSite, 30 * 24h).first, Resolution::Hour);
    QCOMPARE(points(kSite, 60 * 24h).first, Resolution::Hour);
    QCOMPARE(points(kSite, 90 * 24h).first, Resolution::Day);
    QCOMPARE(points(MonitorId(QStringLiteral("seldom")), 90 * 24h).first, Resolution::Raw);
    for (const auto span : { 1h, 24h, 25h, 26h, 24h * 30, 24h * 62, 24h * 63, 24h * 90 })
        QVERIFY(points(kSite, span).second <= 1500);
    const auto older =
        answerOf(fixture.store->results({ kSite, kNow - 26h, kNow - 1h, Resolution::Minute, 5000 }));
    QVERIFY(older->buckets.size() > 1490);
}

void TestResults::unknownMonitorHasNoResults()
{
    StoreFixture fixture;
    const MonitorId nobody(QStringLiteral("nobody"));
    const auto page = answerOf(fixture.store->results({ nobody, Instant {}, kNow, Resolution::Auto, 10 }));
    WF_OK(page);
    QVERIFY(page->samples.empty() && page->buckets.empty() && !page->next);
    QCOMPARE(answerOf(fixture.store->summary({ nobody, Instant {}, kNow })),
        Result<Ports::ResultSummary>(Ports::ResultSummary {}));
}

void TestResults::resultsBefore1970AreRefused()
{
    StoreFixture fixture;
    ResultMaker maker(16);
    const auto answer = answerOf(fixture.store->commit(batchOf({ { kSite, maker.sampleAt(Instant { -1ms }) } })));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Invalid);
    QVERIFY(answer.error().detail.contains(kSite.value));
    QVERIFY(singles(fixture).empty());
}

void TestResults::readersAreNotHeldUp()
{
    StoreFixture fixture;
    ResultMaker maker(17);
    const auto rows = maker.rows(kSite, kNow - 40 * 24h, kNow, 4min);
    remember(fixture, rows);
    auto upkeep = fixture.store->maintainResults(kNow, {});
    int asked = 0;
    do { // every answer while it runs is whole
        QCOMPARE(countIn(buckets(fixture, Resolution::Day)), qint64(rows.size()));
        ++asked;
    } while (!upkeep.isFinished());
    QVERIFY(asked > 1);
    QCOMPARE(answerOf(upkeep)->packed, qint64(rows.size() - size_t(rowsIn(fixture, "result_recent"))));
}

void TestResults::closingStopsUpkeep()
{
    StoreFixture fixture;
    ResultMaker maker(18);
    const auto rows = maker.rows(kSite, kNow - 60 * 24h, kNow, 3min);
    auto committed = fixture.store->commit(batchOf(rows));
    auto upkeep = fixture.store->maintainResults(kNow, {});
    fixture.store.reset();
    QVERIFY(upkeep.isFinished());
    const auto outcome = answerOf(upkeep); // answered either way, never left alone
    QVERIFY(outcome.has_value() || outcome.error().code == ErrorCode::Unavailable);
    WF_OK(answerOf(committed));
    fixture.open();
    QCOMPARE(singles(fixture), samplesOf(rows));
}
