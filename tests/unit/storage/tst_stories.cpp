// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_stories.h"

#include "incidentsamples.h"
#include "testkit/memorystore.h"

using namespace Wf;
using namespace Wf::Domain;
using namespace Wf::Testing;

namespace {

using Which = Ports::IncidentQuery::Which;

const ServiceId kOkta(QStringLiteral("okta"));
const ServiceId kZoom(QStringLiteral("zoom"));

/// Incidents 1 to 6 of two services: 1, 3 and 5 of okta, 5 and 6 go on.
Ports::CommitBatch sixIncidents()
{
    auto batch = registering({ "okta", "zoom" });
    for (int i = 1; i <= 6; ++i) {
        const auto closed = i < 5 ? std::optional(at(i * 10 + 5)) : std::nullopt;
        batch.incidents.push_back(incidentOf(i, i % 2 ? "okta" : "zoom", at(i * 10), closed));
    }
    return batch;
}

} // namespace

void TestStories::pages()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(sixIncidents())));
    Ports::IncidentQuery query;
    query.limit = 4;
    auto page = answerOf(fixture.store->incidents(query));
    WF_OK(page);
    QCOMPARE(page->total, 6);
    QCOMPARE(idsOf(page->incidents), (QList<qint64> { 6, 5, 4, 3 }));
    query.beforeId = 3;
    page = answerOf(fixture.store->incidents(query));
    QCOMPARE(page->total, 6);
    QCOMPARE(idsOf(page->incidents), (QList<qint64> { 2, 1 }));
    query.limit = -7;
    QCOMPARE(idsOf(answerOf(fixture.store->incidents(query))->incidents), QList<qint64> { 2 });
}

void TestStories::filters_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<int>("which");
    QTest::addColumn<int>("from"); // minutes; -1: none
    QTest::addColumn<int>("to");
    QTest::addColumn<QList<qint64>>("expected");
    const int all = int(Which::All);
    QTest::newRow("all") << QString() << all << -1 << -1 << QList<qint64> { 6, 5, 4, 3, 2, 1 };
    QTest::newRow("of one service") << QStringLiteral("okta") << all << -1 << -1 << QList<qint64> { 5, 3, 1 };
    QTest::newRow("open") << QString() << int(Which::Open) << -1 << -1 << QList<qint64> { 6, 5 };
    QTest::newRow("closed") << QString() << int(Which::Closed) << -1 << -1 << QList<qint64> { 4, 3, 2, 1 };
    QTest::newRow("open at or after") << QString() << all << 35 << -1 << QList<qint64> { 6, 5, 4, 3 };
    QTest::newRow("opened before") << QString() << all << -1 << 40 << QList<qint64> { 3, 2, 1 };
    QTest::newRow("everything at once")
        << QStringLiteral("okta") << int(Which::Closed) << 20 << 60 << QList<qint64> { 3 };
    QTest::newRow("nobody") << QStringLiteral("x") << all << -1 << -1 << QList<qint64> {};
}

void TestStories::filters()
{
    QFETCH(QString, service);
    QFETCH(int, which);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QList<qint64>, expected);
    StoreFixture fixture;
    TestKit::MemoryStore memory;
    WF_OK(answerOf(fixture.store->commit(sixIncidents())));
    WF_OK(answerOf(memory.commit(sixIncidents())));
    Ports::IncidentQuery query;
    if (!service.isEmpty())
        query.service = ServiceId(service);
    query.which = static_cast<Which>(which);
    if (from >= 0)
        query.from = at(from);
    if (to >= 0)
        query.to = at(to);
    for (Ports::Store *store :
        { static_cast<Ports::Store *>(fixture.store.get()), static_cast<Ports::Store *>(&memory) }) {
        const auto page = answerOf(store->incidents(query));
        WF_OK(page);
        QCOMPARE(page->total, expected.size());
        QCOMPARE(idsOf(page->incidents), expected);
    }
}

void TestStories::storyOfOne()
{
    StoreFixture fixture;
    auto batch = fullIncidents();
    const auto event = [&batch](qint64 id, const char *service, Instant when) {
        batch.events.push_back(eventOf(id, service, when));
    };
    const Instant opened = at(-60);
    const Instant closed = at(-5);
    event(1, "okta", opened - std::chrono::minutes { 15 } - Millis { 1 }); // too early
    event(2, "okta", opened - std::chrono::minutes { 15 });
    event(3, "zoom", opened);
    event(4, "okta", opened);
    event(5, "okta", closed + std::chrono::minutes { 1 });
    event(6, "okta", closed + std::chrono::minutes { 1 } + Millis { 1 }); // too late
    batch.incidents.push_back(incidentOf(12, "zoom", at(-50), std::nullopt));
    batch.incidents.back().explainedBy = 11;
    batch.notes.push_back({ 22, 11, IncidentNote::Kind::Note, at(-1), {}, QStringLiteral("later") });
    batch.notes.push_back({ 23, 12, IncidentNote::Kind::Note, at(-1), {}, QStringLiteral("of another") });
    batch.outbox = { message(7, "okta") };
    for (int i = 1; i <= 3; ++i) {
        batch.alerts.push_back(alert(i, "okta"));
        batch.alerts.back().incident = i == 2 ? 12 : 11;
    }
    batch.alerts[0].outboxId = 7;
    batch.reports.push_back(reportOf(52, "okta", 11)); // it came back: this one tells of the whole
    batch.reports.push_back(reportOf(53, "okta", std::nullopt));
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto story = answerOf(fixture.store->incident(11));
    WF_OK(story);
    QCOMPARE(story->incident, batch.incidents[0]);
    QCOMPARE(story->notes, (std::vector<IncidentNote> { batch.notes[0], batch.notes[1] }));
    QCOMPARE(story->events, (std::vector<Event> { batch.events[1], batch.events[3], batch.events[4] }));
    QCOMPARE(story->explained, std::vector<Incident> { batch.incidents[1] });
    QCOMPARE(story->alerts.size(), size_t { 2 });
    QCOMPARE(story->alerts[0].record, batch.alerts[0]);
    QCOMPARE(story->alerts[0].message->id, 7);
    QCOMPARE(story->alerts[0].message->letter, Letter {});
    QCOMPARE(story->alerts[1].record, batch.alerts[2]);
    QCOMPARE(story->report, std::optional(batch.reports[1]));
    QVERIFY(!story->sighting);
}

void TestStories::storyIsBounded()
{
    StoreFixture fixture;
    auto batch = registering({ "okta", "zoom" });
    batch.incidents = { incidentOf(1, "okta", at(-60), std::nullopt) };
    for (int i = 1; i <= 510; ++i) {
        batch.events.push_back(eventOf(i, "okta"));
        batch.alerts.push_back(alert(i, "okta"));
        batch.alerts.back().incident = 1;
        batch.incidents.push_back(incidentOf(i + 1, "zoom", at(-i), at(-i)));
        batch.incidents.back().explainedBy = 1;
    }
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto story = answerOf(fixture.store->incident(1));
    WF_OK(story);
    QCOMPARE(story->events.size(), size_t { 500 });
    QCOMPARE(story->events.front().id, 11); // the last ones, oldest first
    QCOMPARE(story->events.back().id, 510);
    QCOMPARE(story->alerts.size(), size_t { 500 });
    QCOMPARE(story->alerts.front().record.id, 11);
    QCOMPARE(story->explained.size(), size_t { 500 });
    QCOMPARE(story->explained.front().id, 2);
}

void TestStories::storyOfWhatGoesOn()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.incidents = { incidentOf(1, "okta", at(-60), std::nullopt) };
    batch.events = { eventOf(1, "okta", at(100'000)) };
    batch.sightings = { { 1, kOkta, at(-61), std::nullopt, std::nullopt } };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto story = answerOf(fixture.store->incident(1));
    WF_OK(story);
    QCOMPARE(story->events, batch.events);
    QCOMPARE(story->sighting, std::optional(batch.sightings.front()));
    QVERIFY(!story->report);
}

void TestStories::nobodyKnowsIt()
{
    StoreFixture fixture;
    const auto story = answerOf(fixture.store->incident(7));
    QVERIFY(!story);
    QCOMPARE(story.error().code, ErrorCode::NotFound);
    QVERIFY(story.error().detail.contains(QStringLiteral("7")));
}

void TestStories::whoSawItFirst_data()
{
    QTest::addColumn<int>("own"); // minutes; 0: never
    QTest::addColumn<int>("vendor");
    QTest::addColumn<int>("ended");
    QTest::addColumn<bool>("found"); // by an incident from -60 to -5
    QTest::newRow("around it") << -61 << -50 << -4 << true;
    QTest::newRow("goes on") << -61 << 0 << 0 << true;
    QTest::newRow("only the vendor") << 0 << -55 << -30 << true;
    QTest::newRow("ends as it begins") << -90 << 0 << -60 << true;
    QTest::newRow("over before") << -90 << -80 << -61 << false;
    QTest::newRow("begins as it ends") << -5 << 0 << 0 << true;
    QTest::newRow("later") << 0 << -4 << 0 << false;
    QTest::newRow("the earlier side counts") << 10 << -20 << 30 << true;
}

void TestStories::whoSawItFirst()
{
    QFETCH(int, own);
    QFETCH(int, vendor);
    QFETCH(int, ended);
    QFETCH(bool, found);
    const auto when = [](int minutes) { return minutes ? std::optional(at(minutes)) : std::nullopt; };
    auto batch = fullIncidents();
    batch.sightings = { { 1, kZoom, at(-59), at(-58), std::nullopt },
        { 2, kOkta, when(own), when(vendor), when(ended) } };
    StoreFixture fixture;
    TestKit::MemoryStore memory;
    WF_OK(answerOf(fixture.store->commit(batch)));
    WF_OK(answerOf(memory.commit(batch)));
    const auto expected = found ? std::optional(batch.sightings[1]) : std::nullopt;
    QCOMPARE(answerOf(fixture.store->incident(11))->sighting, expected);
    QCOMPARE(answerOf(memory.incident(11))->sighting, expected);
}

void TestStories::alertsOfOne()
{
    StoreFixture fixture;
    auto batch = fullIncidents();
    for (int i = 1; i <= 5; ++i) {
        batch.alerts.push_back(alert(i, i % 2 ? "okta" : "zoom"));
        if (i < 4)
            batch.alerts.back().incident = 11;
    }
    WF_OK(answerOf(fixture.store->commit(batch)));
    Ports::AlertQuery query;
    query.incident = 11;
    auto page = answerOf(fixture.store->alerts(query));
    WF_OK(page);
    QCOMPARE(page->total, 3);
    QCOMPARE(page->alerts.front().record, batch.alerts[2]);
    query.service = kOkta;
    query.beforeId = 3;
    page = answerOf(fixture.store->alerts(query));
    QCOMPARE(page->total, 2);
    QCOMPARE(page->alerts.size(), size_t { 1 });
    QCOMPARE(page->alerts.front().record, batch.alerts[0]);
}

void TestStories::reportsArePaged()
{
    StoreFixture fixture;
    auto batch = registering({ "okta", "zoom" });
    for (int i = 1; i <= 120; ++i)
        batch.reports.push_back(reportOf(i, i % 2 ? "okta" : "zoom", std::nullopt));
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto idsFor = [&fixture](const Ports::ReportQuery &query) {
        QList<qint64> ids;
        const auto reports = answerOf(fixture.store->reports(query));
        for (const Report &report : *reports)
            ids << report.id;
        return ids;
    };
    Ports::ReportQuery query;
    QCOMPARE(idsFor(query).size(), 20);
    QCOMPARE(idsFor(query).front(), 120);
    query.service = kOkta;
    query.beforeId = 6;
    QCOMPARE(idsFor(query), (QList<qint64> { 5, 3, 1 }));
    query.limit = 0;
    QCOMPARE(idsFor(query), QList<qint64> { 5 });
    QCOMPARE(idsFor({ std::nullopt, std::nullopt, 9999 }).size(), 100);
}

void TestStories::memoryStoreAnswersAlike()
{
    auto batch = fullIncidents();
    batch.events = { eventOf(1, "okta", at(-76)), eventOf(2, "okta", at(-60)), eventOf(3, "zoom", at(-60)) };
    batch.incidents.push_back(incidentOf(12, "zoom", at(-50), std::nullopt));
    batch.incidents.back().explainedBy = 11;
    batch.outbox = { message(7, "okta") };
    batch.alerts = { alert(1, "okta"), alert(2, "okta") };
    batch.alerts[0].incident = batch.alerts[1].incident = 11;
    batch.alerts[1].outboxId = 7;
    StoreFixture fixture;
    TestKit::MemoryStore memory;
    WF_OK(answerOf(fixture.store->commit(batch)));
    WF_OK(answerOf(memory.commit(batch)));
    const auto kept = answerOf(fixture.store->incident(11));
    const auto remembered = answerOf(memory.incident(11));
    WF_OK(kept);
    WF_OK(remembered);
    QCOMPARE(remembered->incident, kept->incident);
    QCOMPARE(remembered->notes, kept->notes);
    QCOMPARE(remembered->events, kept->events);
    QCOMPARE(remembered->explained, kept->explained);
    QCOMPARE(remembered->report, kept->report);
    QCOMPARE(remembered->alerts.size(), kept->alerts.size());
    for (size_t i = 0; i < kept->alerts.size(); ++i) {
        QCOMPARE(remembered->alerts[i].record, kept->alerts[i].record);
        QCOMPARE(remembered->alerts[i].message, kept->alerts[i].message);
    }
    QCOMPARE(memory.remembered().incidents, answerOf(fixture.store->load(kNow))->incidents);
    QCOMPARE(answerOf(memory.incident(99)).error().code, ErrorCode::NotFound);
}
