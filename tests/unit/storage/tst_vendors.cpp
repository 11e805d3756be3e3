// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_vendors.h"

#include "storefixture.h"
#include "testkit/memorystore.h"

using namespace Wf;
using namespace Wf::Domain;
using namespace Wf::Testing;

namespace {

const ServiceId kOkta(QStringLiteral("okta"));
const ServiceId kZoom(QStringLiteral("zoom"));
const MonitorId kCheck(QStringLiteral("okta:check"));

Instant daysAgo(int count)
{
    return kNow - std::chrono::days { count };
}

PublishedIncident published(qint64 id, const ServiceId &service, Instant seenAt, std::optional<Instant> endedAt)
{
    PublishedIncident incident;
    incident.id = id;
    incident.service = service;
    incident.vendorId = QStringLiteral("i%1").arg(id);
    incident.title = QStringLiteral("Errors");
    incident.impact = Status::Degraded;
    incident.peak = Status::Degraded;
    incident.seenAt = seenAt;
    incident.endedAt = endedAt;
    return incident;
}

/// Every member differs from its default.
PublishedIncident full()
{
    PublishedIncident incident = published(7, kOkta, daysAgo(2), daysAgo(1));
    incident.peak = Status::MajorOutage;
    incident.link = QUrl(QStringLiteral("https://status.example/incidents/i7"));
    incident.startedAt = daysAgo(3);
    incident.edits = { { daysAgo(2), VendorEdit::What::Title, QStringLiteral("Outage"), QStringLiteral("Errors"),
                           true },
        { daysAgo(1), VendorEdit::What::Impact, QStringLiteral("major_outage"), QStringLiteral("degraded"),
            false },
        { daysAgo(1), VendorEdit::What::Start, QStringLiteral("a"), QStringLiteral("b"), true } };
    return incident;
}

MaintenanceRow maintenance(qint64 id, const ServiceId &service, Instant from)
{
    MaintenanceRow row;
    row.id = id;
    row.service = service;
    row.maintenance.id = QString::number(id);
    row.maintenance.scheduledFor = from;
    row.plannedUntil = from + std::chrono::hours { 1 };
    row.lateAt = from + std::chrono::hours { 2 };
    row.endedAt = from + std::chrono::hours { 3 };
    return row;
}

Ports::ResultRow run(int minute, Status status)
{
    Ports::ResultRow row { kCheck, {} };
    row.sample.at = daysAgo(1) + std::chrono::minutes { minute };
    row.sample.status = status;
    return row;
}

Ports::CommitBatch someOfEach()
{
    auto batch = registering({ "okta", "zoom" });
    batch.published = { published(1, kOkta, daysAgo(50), daysAgo(49)), published(2, kZoom, daysAgo(5), daysAgo(4)),
        published(3, kOkta, daysAgo(20), daysAgo(18)), published(4, kOkta, daysAgo(5), std::nullopt) };
    batch.published[2].startedAt = daysAgo(31); // dated back
    batch.maintenances = { maintenance(1, kOkta, daysAgo(40)), maintenance(2, kOkta, daysAgo(10)),
        maintenance(3, kZoom, daysAgo(10)) };
    batch.sightings = { { 1, kOkta, daysAgo(41), std::nullopt, daysAgo(39) },
        { 2, kOkta, std::nullopt, daysAgo(12), daysAgo(11) }, { 3, kOkta, daysAgo(9), daysAgo(8), std::nullopt },
        { 4, kZoom, daysAgo(9), daysAgo(8), std::nullopt } };
    const Interval first { daysAgo(60), daysAgo(30), Status::Operational, Knowledge::Seen };
    const Interval second { daysAgo(30), std::nullopt, Status::Degraded, Knowledge::Seen };
    batch.history = { { kOkta,
                          { std::nullopt, Interval { first.from, std::nullopt, first.status, first.knowledge } } },
        { kOkta, { first, second } } };
    batch.results = { run(1, Status::Operational), run(2, Status::MajorOutage), run(3, Status::Degraded),
        run(4, Status::Unknown), run(5, Status::PartialOutage) };
    return batch;
}

template <class Row> QList<qint64> sortedIds(const std::vector<Row> &rows)
{
    QList<qint64> ids;
    for (const Row &row : rows)
        ids.append(row.id);
    std::ranges::sort(ids);
    return ids;
}

QString textOf(const VendorFacts &facts)
{
    const auto text = [](const QList<qint64> &ids) {
        QStringList texts;
        for (const qint64 id : ids)
            texts.append(QString::number(id));
        return texts.join(u',');
    };
    return text(sortedIds(facts.published)) % u"; " % text(sortedIds(facts.maintenances)) % u"; "
        % text(sortedIds(facts.sightings)) % u"; " % QString::number(facts.history.size()) % u"; "
        % QString::number(facts.ownRuns.failures) % u'/' % QString::number(facts.ownRuns.count);
}

} // namespace

void TestVendors::everyFieldComesBack()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.published = { full() };
    batch.maintenances = { maintenance(3, kOkta, daysAgo(1)) };
    WF_OK(answerOf(fixture.store->commit(batch)));
    fixture.reopen();
    auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->published, batch.published);
    QCOMPARE(world->lastPublishedId, 7);
    QCOMPARE(world->maintenances, batch.maintenances);
    batch.published.front().title = QStringLiteral("All is well");
    batch.published.front().endedAt.reset();
    WF_OK(answerOf(fixture.store->commit(batch))); // told again it is the same one
    world = answerOf(fixture.store->load(kNow));
    QCOMPARE(world->published, batch.published);
}

void TestVendors::onlyWhatMayGoOnIsLoaded()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.published = { published(1, kOkta, daysAgo(300), std::nullopt),
        published(2, kOkta, daysAgo(5), daysAgo(1)), published(3, kOkta, daysAgo(5), daysAgo(1) - Millis { 1 }) };
    batch.maintenances = { maintenance(1, kOkta, daysAgo(10)), maintenance(2, kOkta, daysAgo(100)),
        maintenance(3, kOkta, daysAgo(100)), maintenance(4, kOkta, daysAgo(10)) };
    for (const size_t over : { size_t { 0 }, size_t { 1 }, size_t { 3 } })
        batch.maintenances[over].maintenance.state = MaintenanceState::Completed;
    batch.maintenances[3].vanished = true;
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(sortedIds(world->published), (QList<qint64> { 1, 2 }));
    QCOMPARE(world->lastPublishedId, 3);
    QCOMPARE(sortedIds(world->maintenances), (QList<qint64> { 1, 3 }));
}

void TestVendors::damagedEditsAreNone()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.published = { full() };
    WF_OK(answerOf(fixture.store->commit(batch)));
    fixture.sql(QStringLiteral("UPDATE published_incidents SET edits = '[{', impact = 99"));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QVERIFY(world->published.front().edits.empty());
    QCOMPARE(world->published.front().impact, Status::Unknown);
    QCOMPARE(world->published.front().title, QStringLiteral("Errors"));
}

void TestVendors::factsOfATime_data()
{
    QTest::addColumn<int>("from"); // days ago
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("facts"); // published; maintenances; sightings; stretches; failures/runs
    QTest::newRow("all of it") << 90 << 0 << QStringLiteral("1,3,4; 1,2; 1,2,3; 2; 2/4");
    QTest::newRow("lately") << 30 << 0 << QStringLiteral("3,4; 2; 2,3; 1; 2/4");
    QTest::newRow("before") << 90 << 30 << QStringLiteral("1,3; 1; 1; 1; 0/0");
    QTest::newRow("while one went on") << 19 << 18 << QStringLiteral("3; ; ; 1; 0/0");
    QTest::newRow("in between") << 16 << 15 << QStringLiteral("; ; ; 1; 0/0");
    QTest::newRow("before all") << 90 << 80 << QStringLiteral("; ; ; 0; 0/0");
}

void TestVendors::factsOfATime()
{
    QFETCH(int, from);
    QFETCH(int, to);
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(someOfEach())));
    const auto facts = answerOf(fixture.store->vendorFacts({ kOkta, daysAgo(from), daysAgo(to) }, { kCheck }));
    WF_OK(facts);
    QTEST(textOf(*facts), "facts");
}

void TestVendors::factsOfOneService()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(someOfEach())));
    auto facts = answerOf(fixture.store->vendorFacts({ kZoom, daysAgo(90), kNow }, {}));
    WF_OK(facts);
    QCOMPARE(textOf(*facts), QStringLiteral("2; 3; 4; 0; 0/0"));
    facts =
        answerOf(fixture.store->vendorFacts({ ServiceId(QStringLiteral("x")), daysAgo(90), kNow }, { kCheck }));
    WF_OK(facts);
    QVERIFY(facts->published.empty() && facts->history.empty());
}

void TestVendors::ownRuns()
{
    StoreFixture fixture;
    auto batch = someOfEach();
    const MonitorId other(QStringLiteral("okta:other"));
    batch.results.push_back({ other, batch.results[1].sample });
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto facts = answerOf(fixture.store->vendorFacts({ kOkta, daysAgo(90), kNow }, { kCheck, other }));
    WF_OK(facts);
    QCOMPARE(facts->ownRuns, (OwnRuns { 5, 3 })); // unknown runs say nothing, degraded ones are no outage
}

void TestVendors::memoryStoreAnswersAlike()
{
    StoreFixture fixture;
    TestKit::MemoryStore memory;
    WF_OK(answerOf(fixture.store->commit(someOfEach())));
    WF_OK(answerOf(memory.commit(someOfEach())));
    for (const int from : { 90, 30, 19, 1 }) {
        const Ports::VendorQuery query { kOkta, daysAgo(from), daysAgo(from / 3) };
        const auto stored = answerOf(fixture.store->vendorFacts(query, { kCheck }));
        const auto remembered = answerOf(memory.vendorFacts(query, { kCheck }));
        WF_OK(stored);
        QCOMPARE(textOf(*stored), textOf(*remembered));
        QCOMPARE(stored->history, remembered->history);
    }
}
