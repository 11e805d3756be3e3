// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_incidents.h"

#include "incidentsamples.h"

using namespace Wf;
using namespace Wf::Domain;
using namespace Wf::Testing;

namespace {

const ServiceId kOkta(QStringLiteral("okta"));
const auto kHostile = QStringLiteral("'); DROP TABLE incidents; -- \"}]☂\U0001F525\r\n<b>&{x}");

} // namespace

void TestIncidents::everyFieldComesBack()
{
    StoreFixture fixture;
    const auto batch = fullIncidents();
    WF_OK(answerOf(fixture.store->commit(batch)));
    fixture.reopen();
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->incidents, batch.incidents);
    QCOMPARE(world->silences, batch.silences);
    QCOMPARE(world->plans, batch.plans);
    QCOMPARE(world->lastIncidentId, 11);
    QCOMPARE(world->lastNoteId, 21);
    QCOMPARE(world->lastSilenceId, 31);
    QCOMPARE(world->lastPlanId, 41);
    const auto story = answerOf(fixture.store->incident(11));
    WF_OK(story);
    QCOMPARE(story->incident, batch.incidents.front());
    QCOMPARE(story->notes, batch.notes);
    QCOMPARE(story->report, std::optional(batch.reports.front()));
    const auto reports = answerOf(fixture.store->reports({}));
    WF_OK(reports);
    QCOMPARE(*reports, batch.reports);
}

void TestIncidents::absentValuesComeBackAbsent()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    Incident incident;
    incident.id = 1;
    incident.service = kOkta;
    batch.incidents = { incident };
    IncidentNote note;
    note.id = 1;
    note.incident = 1;
    batch.notes = { note };
    Silence silence;
    silence.id = 1;
    silence.until = at(1);
    batch.silences = { silence };
    MaintenancePlan plan;
    plan.id = 1;
    plan.from = at(1);
    batch.plans = { plan };
    Report report;
    report.id = 1;
    report.service = kOkta;
    batch.reports = { report };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->incidents, batch.incidents);
    QCOMPARE(world->silences, batch.silences);
    QCOMPARE(world->plans, batch.plans);
    QCOMPARE(answerOf(fixture.store->incident(1))->notes, batch.notes);
    QVERIFY(!answerOf(fixture.store->incident(1))->report);
    QCOMPARE(*answerOf(fixture.store->reports({})), batch.reports);
}

void TestIncidents::hostileTextComesBack()
{
    StoreFixture fixture;
    auto batch = fullIncidents();
    Incident &incident = batch.incidents.front();
    incident.title = incident.vendorIncidentId = incident.dedupKey = incident.resolvedBy = kHostile;
    incident.acknowledged->by = kHostile;
    incident.told.front().route = kHostile;
    incident.threads = { { kHostile, kHostile } };
    IncidentNote &note = batch.notes.front();
    note.by = note.text = kHostile;
    Silence &silence = batch.silences.front();
    silence.author = silence.reason = silence.endedBy = kHostile;
    silence.match.services = silence.match.tags = { kHostile };
    MaintenancePlan &plan = batch.plans.front();
    plan.title = plan.description = plan.author = kHostile;
    plan.channels = plan.match.categories = plan.match.kinds = { kHostile, QString(QChar(u'\0')) };
    Report &report = batch.reports.front();
    report.name = report.summary = kHostile;
    report.affected = { kHostile, kHostile };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->incidents, batch.incidents);
    QCOMPARE(world->silences, batch.silences);
    QCOMPARE(world->plans, batch.plans);
    QCOMPARE(answerOf(fixture.store->incident(11))->notes, batch.notes);
    QCOMPARE(*answerOf(fixture.store->reports({})), batch.reports);
}

void TestIncidents::toldAgainTheyAreTheSame()
{
    StoreFixture fixture;
    auto batch = fullIncidents();
    WF_OK(answerOf(fixture.store->commit(batch)));
    const Incident first = batch.incidents.front();
    Incident incident = first;
    incident.closedAt.reset();
    incident.acknowledged.reset();
    incident.explainedBy.reset();
    incident.threads.clear();
    batch.silences.front().until = at(90);
    batch.plans.front().schedule.reset();
    batch.plans.front().from = at(5);
    batch.incidents = { first, incident }; // the last word counts
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->incidents, std::vector<Incident> { incident });
    QCOMPARE(world->silences, batch.silences);
    QCOMPARE(world->plans, batch.plans);
    QCOMPARE(answerOf(fixture.store->incident(11))->notes, batch.notes);
    QCOMPARE(answerOf(fixture.store->reports({}))->size(), size_t { 1 });
}

void TestIncidents::worldIsBounded()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    const Instant dayAgo = kNow - std::chrono::days { 1 };
    batch.incidents = { incidentOf(1, "okta", dayAgo - Millis { 9 }, dayAgo - Millis { 1 }),
        incidentOf(2, "okta", dayAgo - Millis { 9 }, dayAgo),
        incidentOf(3, "okta", kNow - std::chrono::days { 200 }, std::nullopt) };
    batch.silences = { silenceOf(1, kNow), silenceOf(2, kNow + Millis { 1 }), silenceOf(3, at(60)) };
    batch.silences[2].endedAt = at(-1);
    batch.plans = { planOf(1, at(-30)), planOf(2, at(-30)), planOf(3, at(-29)), planOf(4, at(60)) };
    batch.plans[1].schedule.reset(); // over at this very moment
    batch.plans[2].schedule.reset();
    batch.plans[3].endedAt = at(-1);
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(idsOf(world->incidents), (QList<qint64> { 2, 3 }));
    QCOMPARE(world->silences, std::vector<Silence> { batch.silences[1] });
    QCOMPARE(world->plans, (std::vector<MaintenancePlan> { batch.plans[0], batch.plans[2] }));
    QCOMPARE(world->lastIncidentId, 3);
    QCOMPARE(world->lastSilenceId, 3);
    QCOMPARE(world->lastPlanId, 4);
}

void TestIncidents::schedulesComeBack_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("zone");
    QTest::newRow("seconds") << int(ScheduleKind::Simple) << QStringLiteral("3600") << QString();
    QTest::newRow("cron") << int(ScheduleKind::Cron) << QStringLiteral("*/5 3 * * 1-5")
                          << QStringLiteral("Asia/Tokyo");
    QTest::newRow("calendar") << int(ScheduleKind::OnCalendar) << QStringLiteral("Mon..Fri 03:00\nSat 05:00 UTC")
                              << QStringLiteral("Europe/Berlin");
}

void TestIncidents::schedulesComeBack()
{
    QFETCH(int, kind);
    QFETCH(QString, expression);
    QFETCH(QString, zone);
    StoreFixture fixture;
    Ports::CommitBatch batch;
    batch.plans = { planOf(1, at(-30)) };
    const auto schedule = parseSchedule(static_cast<ScheduleKind>(kind), expression, zone);
    WF_OK(schedule);
    batch.plans.front().schedule = *schedule;
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->plans, batch.plans);
}

void TestIncidents::damagedRowsCoverNothing()
{
    StoreFixture fixture;
    Ports::CommitBatch batch;
    batch.silences = { silenceOf(1, at(60)), silenceOf(2, at(60)) };
    batch.plans = { planOf(1, at(-30)), planOf(2, at(-30)), planOf(3, at(-30)), planOf(4, at(-30)) };
    WF_OK(answerOf(fixture.store->commit(batch)));
    fixture.sql(QStringLiteral("UPDATE silences SET matcher = '{}' WHERE id = 1"));
    fixture.sql(QStringLiteral("UPDATE maintenance_plans SET matcher = '' WHERE id = 1"));
    fixture.sql(QStringLiteral("UPDATE maintenance_plans SET schedule_kind = 9 WHERE id = 2"));
    fixture.sql(QStringLiteral("UPDATE maintenance_plans SET schedule_zone = 'Mars/Base' WHERE id = 3"));
    QTest::ignoreMessage(QtWarningMsg, "row 1 of silences is damaged and covers nothing: make it anew");
    for (const char *row : { "1", "2", "3" }) {
        const QByteArray said =
            QByteArray("row ") + row + " of maintenance_plans is damaged and covers nothing: make it anew";
        QTest::ignoreMessage(QtWarningMsg, said.constData());
    }
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->silences, std::vector<Silence> { batch.silences[1] });
    QCOMPARE(world->plans, std::vector<MaintenancePlan> { batch.plans[3] });
}

void TestIncidents::damagedListsComeBackEmpty()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(fullIncidents())));
    fixture.sql(QStringLiteral(
        "UPDATE incidents SET turns = '[1, \"x\"]', told = 'no json', threads = '[]', status = 77, peak = -1"));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    const Incident &incident = world->incidents.front();
    QCOMPARE(incident.turns, std::vector<Instant> { fromEpochMillis(1) });
    QVERIFY(incident.told.empty() && incident.threads.isEmpty());
    QCOMPARE(incident.status, Status::Unknown);
    QCOMPARE(incident.peak, Status::Unknown);
}
