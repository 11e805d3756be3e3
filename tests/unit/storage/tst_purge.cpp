// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_purge.h"

#include "storefixture.h"

using namespace Wf;
using namespace Wf::Testing;

namespace {

using Retention = Ports::Store::Retention;

Instant daysAgo(int days)
{
    return kNow - std::chrono::days { days };
}

Retention keep(int eventDays, int alertDays)
{
    return { std::chrono::days { eventDays }, std::chrono::days { alertDays } };
}

int countOf(const StoreFixture &fixture, const char *table)
{
    return fixture.sql(QStringLiteral("SELECT count(*) FROM ") + QLatin1String(table)).toInt();
}

} // namespace

void TestPurge::limits_data()
{
    QTest::addColumn<QList<qint64>>("ages"); // in milliseconds
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("deleted");
    constexpr qint64 day = 86'400'000;
    QTest::newRow("120 d goes, 5 d stays") << QList<qint64> { 120 * day, 5 * day } << 90 << 1;
    QTest::newRow("exactly 90 d stays") << QList<qint64> { 90 * day } << 90 << 0;
    QTest::newRow("90 d and a millisecond goes") << QList<qint64> { 90 * day + 1 } << 90 << 1;
    QTest::newRow("0 keeps for ever") << QList<qint64> { 5000 * day } << 0 << 0;
    QTest::newRow("nothing there") << QList<qint64> {} << 90 << 0;
}

void TestPurge::limits()
{
    QFETCH(QList<qint64>, ages);
    QFETCH(int, days);
    QFETCH(int, deleted);
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    qint64 id = 0;
    for (const qint64 age : ages) {
        ++id;
        batch.events.push_back(eventOf(id, "okta", kNow - Millis { age }));
        batch.alerts.push_back(alert(id, "okta", kNow - Millis { age }));
        batch.alerts.back().eventId = id; // referenced: the wrong order would fail
    }
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto purged = answerOf(fixture.store->purge(keep(days, days), kNow));
    WF_OK(purged);
    QCOMPARE(purged->events, deleted);
    QCOMPARE(purged->alerts, deleted);
    QCOMPARE(countOf(fixture, "status_events"), int(ages.size()) - deleted);
    QCOMPARE(countOf(fixture, "alert_sent_log"), int(ages.size()) - deleted);
}

void TestPurge::alertOutlivesEvent()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.events = { eventOf(1, "okta", daysAgo(100)) };
    batch.alerts = { alert(1, "okta", daysAgo(100)) };
    batch.alerts.front().eventId = 1;
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto purged = answerOf(fixture.store->purge(keep(90, 365), kNow));
    WF_OK(purged);
    QCOMPARE(purged->events, 1);
    QCOMPARE(purged->alerts, 0);
    const auto page = answerOf(fixture.store->alerts({}));
    WF_OK(page);
    QCOMPARE(page->alerts.size(), size_t { 1 });
    QVERIFY(!page->alerts.front().record.eventId);
}

void TestPurge::messagesGoWithTheirAlerts()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    for (int i = 1; i <= 4; ++i) {
        batch.outbox.push_back(message(i, "okta", daysAgo(100)));
        batch.outbox.back().finishedAt = daysAgo(100);
        batch.outbox.back().state = Domain::OutboxState::Delivered;
    }
    batch.outbox[3].finishedAt.reset(); // still on its way
    batch.outbox[3].state = Domain::OutboxState::Queued;
    batch.alerts = { alert(1, "okta", daysAgo(100)), alert(2, "okta", daysAgo(10)) };
    batch.alerts[0].outboxId = 1;
    batch.alerts[1].outboxId = 2;
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto purged = answerOf(fixture.store->purge(keep(90, 90), kNow));
    WF_OK(purged);
    QCOMPARE(purged->alerts, 1);
    QCOMPARE(purged->outbox, 2);
    QCOMPARE(
        fixture.sql(QStringLiteral("SELECT group_concat(id) FROM (SELECT id FROM outbox ORDER BY id)")).toString(),
        QStringLiteral("2,4"));
}

void TestPurge::manyRowsInSteps()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    for (int i = 1; i <= 2000; ++i)
        batch.events.push_back(eventOf(i, "okta", daysAgo(100)));
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto purged = answerOf(fixture.store->purge(keep(90, 90), kNow));
    WF_OK(purged);
    QCOMPARE(purged->events, 2000);
    QCOMPARE(countOf(fixture, "status_events"), 0);
    QCOMPARE(QFileInfo(fixture.file() + QStringLiteral("-wal")).size(), 0); // the log was cut
}

void TestPurge::overMaintenancesGo()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    const auto row = [&batch](qint64 id, Domain::MaintenanceState state, int days) {
        Domain::MaintenanceRow maintenance;
        maintenance.id = id;
        maintenance.service = batch.services.front().id;
        maintenance.maintenance.id = QString::number(id);
        maintenance.maintenance.state = state;
        maintenance.maintenance.scheduledFor = daysAgo(days);
        return maintenance;
    };
    batch.maintenances = { row(1, Domain::MaintenanceState::Completed, 100),
        row(2, Domain::MaintenanceState::Completed, 10), row(3, Domain::MaintenanceState::InProgress, 100) };
    batch.maintenances.push_back(row(4, Domain::MaintenanceState::Completed, 91));
    WF_OK(answerOf(fixture.store->commit(batch)));
    WF_OK(answerOf(fixture.store->purge(keep(30, 0), kNow)));
    QCOMPARE(fixture
                 .sql(QStringLiteral(
                     "SELECT group_concat(id) FROM (SELECT id FROM scheduled_maintenances ORDER BY id)"))
                 .toString(),
        QStringLiteral("2,3,4")); // the figures of ninety days need them
}

void TestPurge::oldHistoryGoes_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("left");
    QTest::newRow("kept for ever") << 0 << 4;
    QTest::newRow("never less than 400 days") << 30 << 3;
    QTest::newRow("as long as the events") << 1000 << 4;
    QTest::newRow("both") << 450 << 3;
}

void TestPurge::oldHistoryGoes()
{
    QFETCH(int, days);
    QFETCH(int, left);
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    const auto stretch = [&batch](int from, std::optional<int> to) {
        const auto end = to ? std::optional(daysAgo(*to)) : std::nullopt;
        const Domain::Interval interval { daysAgo(from), end, Domain::Status::Operational,
            Domain::Knowledge::Seen };
        batch.history.push_back({ batch.services.front().id, { std::nullopt, interval } });
    };
    stretch(900, 500);
    stretch(500, 400); // exactly as old as the limit: stays
    stretch(400, 10);
    stretch(10, std::nullopt);
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto purged = answerOf(fixture.store->purge(keep(days, 0), kNow));
    WF_OK(purged);
    QCOMPARE(purged->intervals, 4 - left);
    QCOMPARE(countOf(fixture, "intervals"), left);
}

void TestPurge::oldSightingsGo_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("left");
    QTest::newRow("400 days by default") << 0 << QStringLiteral("2,3,4,5");
    QTest::newRow("as long as the events") << 100 << QStringLiteral("4,5");
    QTest::newRow("never less than 91 days") << 30 << QStringLiteral("4,5");
    QTest::newRow("longer than by default") << 500 << QStringLiteral("1,2,3,4,5");
}

void TestPurge::oldSightingsGo()
{
    QFETCH(int, days);
    QFETCH(QString, left);
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    const ServiceId okta = batch.services.front().id;
    batch.sightings = { { 1, okta, daysAgo(402), std::nullopt, daysAgo(401) },
        { 2, okta, daysAgo(402), std::nullopt, daysAgo(400) }, // exactly as old as the limit: stays
        { 3, okta, daysAgo(102), std::nullopt, daysAgo(101) },
        { 4, okta, daysAgo(500), std::nullopt, daysAgo(91) },
        { 5, okta, daysAgo(500), std::nullopt, std::nullopt } };
    for (const Domain::Sighting &sighting : batch.sightings) {
        batch.published.emplace_back();
        batch.published.back().id = sighting.id;
        batch.published.back().service = okta;
        batch.published.back().endedAt = sighting.endedAt;
    }
    WF_OK(answerOf(fixture.store->commit(batch)));
    WF_OK(answerOf(fixture.store->purge(keep(days, 0), kNow)));
    for (const auto *table : { "sightings", "published_incidents" }) {
        QCOMPARE(fixture
                     .sql(QStringLiteral("SELECT group_concat(id) FROM (SELECT id FROM %1 ORDER BY id)")
                              .arg(QLatin1String(table)))
                     .toString(),
            left);
    }
    QCOMPARE(answerOf(fixture.store->load(kNow))->lastSightingId, 5);
}

void TestPurge::oldIncidentsGo_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("left");
    QTest::newRow("kept for ever") << 0 << QStringLiteral("1,2,3,4,5");
    QTest::newRow("as long as the events") << 100 << QStringLiteral("3,4,5");
    QTest::newRow("never less than 91 days") << 30 << QStringLiteral("4,5");
    QTest::newRow("longer") << 200 << QStringLiteral("2,3,4,5");
}

void TestPurge::oldIncidentsGo()
{
    QFETCH(int, days);
    QFETCH(QString, left);
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.incidents = { incidentOf(1, "okta", daysAgo(900), daysAgo(201)),
        incidentOf(2, "okta", daysAgo(900), daysAgo(101)), incidentOf(3, "okta", daysAgo(900), daysAgo(100)),
        incidentOf(4, "okta", daysAgo(900), daysAgo(91)), // exactly as old as the limit: stays
        incidentOf(5, "okta", daysAgo(900), std::nullopt) };
    for (const Domain::Incident &incident : batch.incidents) {
        Domain::Report report;
        report.id = incident.id;
        report.service = incident.service;
        report.incident = incident.id;
        report.resolvedAt = incident.closedAt.value_or(kNow);
        batch.reports.push_back(report);
    }
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto purged = answerOf(fixture.store->purge(keep(days, 0), kNow));
    WF_OK(purged);
    const auto ids = [&fixture](const char *table) {
        return fixture
            .sql(QStringLiteral("SELECT group_concat(id) FROM (SELECT id FROM %1 ORDER BY id)")
                     .arg(QLatin1String(table)))
            .toString();
    };
    QCOMPARE(ids("incidents"), left);
    QCOMPARE(ids("reports"), left);
    QCOMPARE(purged->incidents, 5 - left.split(u',').size());
    QCOMPARE(purged->reports, purged->incidents);
    QCOMPARE(answerOf(fixture.store->load(kNow))->lastIncidentId, 5);
}

void TestPurge::incidentsGoWithTheirNotes()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.incidents = { incidentOf(1, "okta", daysAgo(200), daysAgo(199)),
        incidentOf(2, "okta", daysAgo(200), std::nullopt) };
    batch.incidents[1].explainedBy = 1; // the cause is over and forgotten, and it still goes on
    batch.notes = { { 1, 1, Domain::IncidentNote::Kind::Note, daysAgo(199), {}, QStringLiteral("a") },
        { 2, 2, Domain::IncidentNote::Kind::Note, daysAgo(199), {}, QStringLiteral("b") },
        { 3, 1, Domain::IncidentNote::Kind::Note, daysAgo(1), {}, QStringLiteral("said lately") } };
    batch.alerts = { alert(1, "okta", daysAgo(199)), alert(2, "okta", daysAgo(199)) };
    batch.alerts[0].incident = 1;
    batch.alerts[1].incident = 2;
    Domain::Report late; // written down later than it ended
    late.id = 1;
    late.service = batch.services.front().id;
    late.incident = 1;
    late.resolvedAt = daysAgo(1);
    batch.reports = { late };
    WF_OK(answerOf(fixture.store->commit(batch)));
    WF_OK(answerOf(fixture.store->purge(keep(100, 0), kNow)));
    QCOMPARE(countOf(fixture, "incidents"), 1);
    QCOMPARE(fixture.sql(QStringLiteral("SELECT group_concat(id) FROM incident_notes")).toString(),
        QStringLiteral("2"));
    const auto page = answerOf(fixture.store->alerts({}));
    WF_OK(page);
    QCOMPARE(page->alerts[0].record.incident, std::optional<qint64>(2));
    QVERIFY(!page->alerts[1].record.incident);
    QVERIFY(!answerOf(fixture.store->reports({}))->front().incident);
    QCOMPARE(answerOf(fixture.store->incident(2))->incident.explainedBy, std::optional<qint64>(1));
    QCOMPARE(answerOf(fixture.store->load(kNow))->lastNoteId, 3);
}

void TestPurge::whatWasAnnouncedGoes()
{
    StoreFixture fixture;
    Ports::CommitBatch batch;
    const auto silence = [&batch](int untilDaysAgo, std::optional<Instant> endedAt) {
        Domain::Silence each;
        each.id = std::ssize(batch.silences) + 1;
        each.until = daysAgo(untilDaysAgo);
        each.endedAt = endedAt;
        batch.silences.push_back(each);
    };
    silence(92, std::nullopt);
    silence(91, std::nullopt); // exactly as old as the limit: stays
    silence(-50, daysAgo(92));
    silence(-50, daysAgo(90));
    silence(-50, std::nullopt);
    const auto plan = [&batch](std::optional<Instant> endedAt, std::optional<Domain::Schedule> schedule) {
        Domain::MaintenancePlan each;
        each.id = std::ssize(batch.plans) + 1;
        each.from = daysAgo(92) - std::chrono::hours { 2 };
        each.endedAt = endedAt;
        each.schedule = std::move(schedule);
        batch.plans.push_back(each);
    };
    plan(std::nullopt, std::nullopt);
    plan(std::nullopt, Domain::Schedule());
    plan(daysAgo(92), Domain::Schedule());
    plan(daysAgo(90), Domain::Schedule());
    WF_OK(answerOf(fixture.store->commit(batch)));
    WF_OK(answerOf(fixture.store->purge(keep(0, 0), kNow)));
    QCOMPARE(
        fixture.sql(QStringLiteral("SELECT group_concat(id) FROM silences")).toString(), QStringLiteral("2,4,5"));
    QCOMPARE(fixture.sql(QStringLiteral("SELECT group_concat(id) FROM maintenance_plans")).toString(),
        QStringLiteral("2,4"));
}

void TestPurge::statesOfGoneMonitorsGo()
{
    StoreFixture fixture;
    auto batch = registering({ "okta", "gone" });
    Domain::MonitorSpec spec;
    spec.id = MonitorId(QStringLiteral("okta/page"));
    batch.services[0].monitors = { spec };
    spec.id = MonitorId(QStringLiteral("gone/page"));
    batch.services[1].monitors = { spec };
    batch.services[1].retired = true;
    const auto state = [&batch](const char *id, int polledDaysAgo) {
        Domain::MonitorState monitor;
        monitor.id = MonitorId(QString::fromLatin1(id));
        monitor.polledAt = daysAgo(polledDaysAgo);
        batch.monitors.push_back(monitor);
    };
    state("okta/page", 300); // still there, whatever its age
    state("okta/former", 92);
    state("okta/lately", 91);
    state("gone/page", 92);
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto purged = answerOf(fixture.store->purge(keep(0, 0), kNow));
    WF_OK(purged);
    QCOMPARE(purged->monitorStates, 2);
    const auto world = answerOf(fixture.store->load(kNow));
    QCOMPARE(world->monitors.size(), size_t { 2 });
    QCOMPARE(world->monitors.at(0).id.value, QStringLiteral("okta/lately"));
    QCOMPARE(world->monitors.at(1).id.value, QStringLiteral("okta/page"));
    QCOMPARE(countOf(fixture, "monitor_details"), 2);
}

void TestPurge::purgeDuringCommits()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    for (int i = 1; i <= 3000; ++i)
        batch.events.push_back(eventOf(i, "okta", daysAgo(100)));
    WF_OK(answerOf(fixture.store->commit(batch)));
    auto purged = fixture.store->purge(keep(90, 90), kNow);
    std::vector<QFuture<Result<void>>> answers;
    for (int i = 3001; i <= 3200; ++i)
        answers.push_back(fixture.store->commit(withEvent(eventOf(i, "okta"))));
    for (auto &answer : answers)
        WF_OK(answerOf(answer));
    QCOMPARE(answerOf(purged)->events, 3000);
    QCOMPARE(countOf(fixture, "status_events"), 200);
}

void TestPurge::closingStopsPurge()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    for (int i = 1; i <= 5000; ++i)
        batch.events.push_back(eventOf(i, "okta", daysAgo(100)));
    auto committed = fixture.store->commit(batch);
    auto purged = fixture.store->purge(keep(90, 90), kNow);
    fixture.store.reset();
    QVERIFY(purged.isFinished());
    const auto outcome = answerOf(purged); // answered either way, never left alone
    QVERIFY(outcome.has_value() || outcome.error().code == ErrorCode::Unavailable);
    WF_OK(answerOf(committed));
}
