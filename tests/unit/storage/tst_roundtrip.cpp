// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_roundtrip.h"

#include "domain/checkresult.h"
#include "storefixture.h"

#include <functional>

using namespace Wf;
using namespace Wf::Domain;
using namespace Wf::Testing;

namespace {

Instant at(int minutes)
{
    return kNow + std::chrono::minutes { minutes };
}

/// Every member differs from its default.
Service fullService()
{
    Service service;
    service.id = ServiceId(QStringLiteral("okta"));
    service.displayName = QStringLiteral("Okta „SSO“ ☂");
    service.category = QStringLiteral("identity");
    service.tier = Tier::Critical;
    service.pollType = QStringLiteral("statuspage_json");
    service.statusPageUrl = QUrl(QStringLiteral("https://status.example.com/a%20b?x=1"));
    service.owner = QStringLiteral("identity-team");
    service.runbookUrl = QUrl(QStringLiteral("https://wiki.example.com/okta#top"));
    service.sloTarget = 99.95;
    service.tags = { QStringLiteral("sso"), QStringLiteral("a,b") };
    service.origin = Origin::App;
    service.retired = true;
    service.quorum = 2;
    MonitorSpec monitor;
    monitor.id = MonitorId(QStringLiteral("okta/page"));
    monitor.service = service.id;
    monitor.kind = QStringLiteral("statuspage");
    monitor.name = QStringLiteral("vendor page");
    monitor.url = QUrl(QStringLiteral("https://status.example.com/api/v2/summary.json?region=eu"));
    monitor.components = { QStringLiteral("glob:API*"), QStringLiteral("group:Core") };
    monitor.interval = Millis { 45'000 };
    monitor.timeout = Millis { 4'500 };
    monitor.confirm = { 5, 4, Millis { 90'000 }, 6, FirstSight::Confirmed };
    service.monitors = { monitor };
    return service;
}

VendorMaintenance fullMaintenance()
{
    return { QStringLiteral("m1"), QStringLiteral("Upgrade"), QStringLiteral("we upgrade"),
        MaintenanceState::Verifying, at(10), at(70), { QStringLiteral("API"), QStringLiteral("Web") },
        QUrl(QStringLiteral("https://status.example.com/m1")) };
}

CheckResult fullCheck()
{
    CheckResult check;
    check.phases = { Micros { 0 }, Micros { 12'000 }, std::nullopt, Micros { 34'567 }, Micros { 8 } };
    check.total = Micros { 46'600 };
    check.code = 503;
    check.bytes = 5'000'000'000;
    check.peer = QStringLiteral("[2001:db8::1]:443");
    check.certificate = CertificateInfo { QStringLiteral("example.com"), QStringLiteral("Some CA"), at(-9000),
        at(9000), QStringLiteral("TLSv1.3") };
    check.domainExpiry = at(90'000);
    check.assertions = { { QStringLiteral("status 200-299"), QStringLiteral("status 503"), false, false },
        { QStringLiteral("under 800 ms"), QStringLiteral("47 ms"), true, true } };
    check.failure = QStringLiteral("status 503, expected 200-299");
    check.hops = { QStringLiteral("https://example.com/"), QStringLiteral("https://www.example.com/") };
    check.output = QStringLiteral("\"out\"\n");
    return check;
}

MonitorState fullMonitor()
{
    MonitorState state;
    state.id = MonitorId(QStringLiteral("okta/page"));
    state.status = Status::PartialOutage;
    state.detail = QStringLiteral("API slow");
    state.maintenance = true;
    state.flap = { Status::MajorOutage, 2, at(-3), 4, Status::Degraded, at(-5) };
    state.health = PollerHealth::Broken;
    state.failures = 7;
    state.failureReason = QStringLiteral("transient_http_503");
    state.failureDetail = QStringLiteral("the page answers 503");
    state.failure = Failure::TransientHttp;
    state.polledAt = at(-1);
    state.succeededAt = at(-9);
    state.changedAt = at(-20);
    state.brokenSince = at(-4);
    state.latency = Millis { 1234 };
    state.pageName = QStringLiteral("Okta Status");
    state.paused = true;
    state.check = fullCheck();
    const VendorUpdate update { QStringLiteral("u1"), QStringLiteral("identified"), QStringLiteral("\"<b>\n"),
        at(-6) };
    state.incidents = { { QStringLiteral("i1"), QStringLiteral("Errors"), QStringLiteral("investigating"),
        Status::MajorOutage, QUrl(QStringLiteral("https://stspg.io/i1")), at(-8), at(-6),
        { update, { QStringLiteral("u0"), {}, {}, std::nullopt } }, { QStringLiteral("API") } } };
    state.maintenances = { fullMaintenance() };
    state.components = { { QStringLiteral("c1"), QStringLiteral("Core / API"), Status::Degraded, true, false },
        { QStringLiteral("c2"), QStringLiteral("Web"), Status::Operational, false, true } };
    return state;
}

ServiceState fullState()
{
    ServiceState state;
    state.id = ServiceId(QStringLiteral("okta"));
    state.status = Status::Degraded;
    state.detail = QStringLiteral("slow");
    state.maintenance = true;
    state.health = PollerHealth::Degraded;
    state.knowledge = Knowledge::Manual;
    state.changedAt = at(-2);
    state.manual = ManualOverride { Status::MajorOutage, QStringLiteral("seen by hand"), QStringLiteral("INC-7"),
        QStringLiteral("ops"), at(-2), at(58) };
    return state;
}

Event fullEvent()
{
    return { 41, ServiceId(QStringLiteral("okta")), EventKind::HealthChange, Status::Degraded, Status::MajorOutage,
        QStringLiteral("Errors"), QStringLiteral("detail"), QStringLiteral("nobody signs in"),
        QStringLiteral("webhook"), QStringLiteral("i1"), at(-2), QStringLiteral("ops"), QStringLiteral("timeout"),
        QStringLiteral("127.0.0.1") };
}

AlertRecord fullAlert()
{
    return { 51, QStringLiteral("vendor:okta:i1"), ServiceId(QStringLiteral("okta")), 41, Tier::Critical,
        Status::MajorOutage, QStringLiteral("status_change"), Suppression::Dedup, QStringLiteral("already told"),
        QStringLiteral("Azure"), 61, at(-1), 91, QStringLiteral("critical"), QStringLiteral("ops"),
        TellingKind::Worse };
}

OutboxMessage fullMessage()
{
    return { 61, QStringLiteral("ops"), ServiceId(QStringLiteral("okta")), fullLetter(), OutboxState::Sending, 3,
        at(-1), at(2), at(1), QStringLiteral("HTTP 500"), true };
}

Ports::CommitBatch fullBatch()
{
    Ports::CommitBatch batch;
    batch.services = { fullService() };
    batch.monitors = { fullMonitor() };
    batch.serviceStates = { fullState() };
    batch.events = { fullEvent() };
    batch.outbox = { fullMessage() };
    batch.incidents = { incidentOf(91, "okta", at(-2), std::nullopt) };
    batch.alerts = { fullAlert() };
    batch.maintenances = { { 71, ServiceId(QStringLiteral("okta")), fullMaintenance(), false } };
    batch.sightings = { { 81, ServiceId(QStringLiteral("okta")), at(-30), at(-18), at(-2) } };
    batch.aliveAt = at(3);
    return batch;
}

Ports::HistoryChange change(const char *service, std::optional<Interval> closed, std::optional<Interval> opened)
{
    return { ServiceId(QString::fromLatin1(service)), { closed, opened } };
}

} // namespace

void TestRoundTrip::everyFieldComesBack()
{
    StoreFixture fixture;
    auto batch = fullBatch();
    const Interval first { at(-60), at(-2), Status::Operational, Knowledge::Seen };
    const Interval second { at(-2), std::nullopt, Status::Degraded, Knowledge::Manual };
    batch.history = { change(
                          "okta", std::nullopt, Interval { at(-60), std::nullopt, first.status, first.knowledge }),
        change("okta", first, second) };
    WF_OK(answerOf(fixture.store->commit(batch)));
    fixture.reopen();
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->services, batch.services);
    QCOMPARE(world->monitors, batch.monitors);
    QCOMPARE(world->serviceStates, batch.serviceStates);
    QCOMPARE(world->timeline, batch.events);
    QCOMPARE(world->recentAlerts, batch.alerts);
    QCOMPARE(world->outbox, batch.outbox);
    QCOMPARE(world->maintenances, batch.maintenances);
    QCOMPARE(world->history.size(), size_t { 1 });
    QCOMPARE(world->history.front().service, batch.services.front().id);
    QCOMPARE(world->history.front().intervals, (std::vector<Interval> { first, second }));
    QCOMPARE(world->aliveAt, batch.aliveAt);
    QCOMPARE(world->lastEventId, 41);
    QCOMPARE(world->lastAlertId, 51);
    QCOMPARE(world->lastOutboxId, 61);
    QCOMPARE(world->lastMaintenanceId, 71);
    QCOMPARE(world->sightings, batch.sightings);
    QCOMPARE(world->lastSightingId, 81);
}

void TestRoundTrip::checksComeBack()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    MonitorState full = fullMonitor();
    MonitorState bare;
    bare.id = MonitorId(QStringLiteral("b"));
    bare.check = CheckResult {};
    batch.monitors = { bare, full };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->monitors, batch.monitors);
    QCOMPARE(*world->monitors.at(1).check, fullCheck());
}

void TestRoundTrip::listsAreWrittenWhenTheyChange()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.monitors = { fullMonitor() };
    WF_OK(answerOf(fixture.store->commit(batch)));
    fixture.sql(QStringLiteral("UPDATE monitor_details SET components = '[]'")); // to see whether it is written
    batch.monitors.front().polledAt = at(0);
    batch.monitors.front().latency = Millis { 7 };
    WF_OK(answerOf(fixture.store->commit(batch)));
    auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QVERIFY(world->monitors.front().components.empty());
    QCOMPARE(world->monitors.front().latency, Millis { 7 });
    const std::vector<std::function<void(MonitorState &)>> changes {
        [](MonitorState &state) { state.components.front().selected = !state.components.front().selected; },
        [](MonitorState &state) { state.components.front().name += u'x'; },
        [](MonitorState &state) { state.components.pop_back(); },
        [](MonitorState &state) { state.incidents.front().updates.front().body += u'x'; },
        [](MonitorState &state) { state.incidents.front().updatedAt.reset(); },
        [](MonitorState &state) { state.incidents.front().impact = Status::Degraded; },
        [](MonitorState &state) { state.maintenances.front().state = MaintenanceState::Completed; },
        [](MonitorState &state) { state.maintenances.front().scheduledFor += Seconds { 1 }; },
        [](MonitorState &state) { state.incidents.clear(); },
        [](MonitorState &state) { state.maintenances.clear(); },
    };
    for (const auto &change : changes) {
        change(batch.monitors.front());
        WF_OK(answerOf(fixture.store->commit(batch)));
        world = answerOf(fixture.store->load(kNow));
        WF_OK(world);
        QCOMPARE(world->monitors, batch.monitors);
    }
}

void TestRoundTrip::secretsHaveNoRow()
{
    StoreFixture fixture;
    Ports::CommitBatch batch;
    Service service = fullService();
    service.origin = Origin::File;
    service.webhookOverride = Secret<QString>(QStringLiteral("https://hooks.example.com/services/TOPSECRET1"));
    service.monitors.front().url = QUrl(QStringLiteral("https://me:TOPSECRET2@page.example.com/s?key=TOPSECRET3"));
    service.statusPageUrl = QUrl(QStringLiteral("https://me:TOPSECRET4@page.example.com/"));
    batch.services = { service };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QVERIFY(world->services.front().webhookOverride.isEmpty());
    QCOMPARE(world->services.front().monitors.front().url, QUrl(QStringLiteral("https://page.example.com/s")));
    fixture.store.reset();
    QFile file(fixture.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.contains("page.example.com"));
    QVERIFY(!content.contains("TOPSECRET"));
}

void TestRoundTrip::absentValuesComeBackAbsent()
{
    StoreFixture fixture;
    auto batch = registering({ "zoom" });
    ServiceState state;
    state.id = batch.services.front().id;
    batch.serviceStates = { state };
    MonitorState monitor;
    monitor.id = MonitorId(QStringLiteral("zoom/page"));
    batch.monitors = { monitor };
    Event connectivity;
    connectivity.id = 1;
    connectivity.kind = EventKind::Connectivity;
    batch.events = { connectivity };
    AlertRecord alert;
    alert.id = 1;
    alert.at = kNow;
    batch.alerts = { alert };
    OutboxMessage bare;
    bare.id = 1;
    batch.outbox = { bare };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->services, batch.services);
    QCOMPARE(world->serviceStates, batch.serviceStates);
    QCOMPARE(world->monitors, batch.monitors);
    QCOMPARE(world->timeline, batch.events);
    QCOMPARE(world->recentAlerts, batch.alerts);
    QCOMPARE(world->outbox, batch.outbox);
    QVERIFY(!world->aliveAt);
}

void TestRoundTrip::historyIsBounded()
{
    StoreFixture fixture;
    auto batch = registering({ "b", "a" });
    const auto days = [](int count) { return kNow - std::chrono::days { count }; };
    const Interval gone { days(100), days(91), Status::Operational, Knowledge::Seen };
    const Interval kept { days(91), days(90), Status::MajorOutage, Knowledge::Blind };
    const Interval open { days(80), std::nullopt, Status::Operational, Knowledge::Maintenance };
    const Interval old { days(400), std::nullopt, Status::Operational, Knowledge::Seen };
    batch.history = { change("b", gone, std::nullopt), change("b", kept, open), change("a", std::nullopt, old) };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->history.size(), size_t { 2 });
    QCOMPARE(world->history.at(0).intervals, std::vector<Interval> { old });
    QCOMPARE(world->history.at(1).intervals, (std::vector<Interval> { kept, open }));
    const auto all = answerOf(fixture.store->history({ ServiceId(QStringLiteral("b")), days(91), days(80) }));
    WF_OK(all);
    QCOMPARE(*all, std::vector<Interval> { kept }); // half open at both ends
}

void TestRoundTrip::sightingsGoOnAndAreBounded()
{
    StoreFixture fixture;
    auto batch = registering({ "okta", "zoom" });
    const auto days = [](int count) { return kNow - std::chrono::days { count }; };
    const ServiceId okta(QStringLiteral("okta"));
    const ServiceId zoom(QStringLiteral("zoom"));
    batch.sightings = { { 1, okta, days(95), days(94), days(91) }, { 2, zoom, days(92), std::nullopt, days(90) },
        { 3, okta, days(300), std::nullopt, std::nullopt }, { 4, okta, std::nullopt, days(3), std::nullopt } };
    WF_OK(answerOf(fixture.store->commit(batch)));
    batch.sightings[3].ownAt = days(2);
    batch.sightings[3].endedAt = days(1);
    Ports::CommitBatch more;
    more.sightings = { batch.sightings[3], batch.sightings[3] }; // told again it is the same one
    WF_OK(answerOf(fixture.store->commit(more)));
    fixture.reopen();
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(
        world->sightings, (std::vector<Sighting> { batch.sightings[1], batch.sightings[2], batch.sightings[3] }));
    QCOMPARE(world->lastSightingId, 4);
}

void TestRoundTrip::worldIsBounded()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    for (int i = 1; i <= 250; ++i)
        batch.events.push_back(eventOf(i, "okta"));
    batch.outbox = { message(1, "okta"), message(2, "okta"), message(3, "okta") };
    batch.outbox[0].state = OutboxState::Dead;
    batch.outbox[1].state = OutboxState::Delivered;
    const auto week = std::chrono::days { 7 };
    batch.alerts = { alert(1, "okta", kNow - week - Millis { 1 }), alert(2, "okta", kNow - week),
        alert(3, "okta") };
    batch.alerts[1].outboxId = 1;
    batch.alerts[2].outboxId = 2;
    MaintenanceRow over { 1, ServiceId(QStringLiteral("okta")), fullMaintenance(), false };
    over.maintenance.state = MaintenanceState::Completed;
    MaintenanceRow vanished { 2, over.service, fullMaintenance(), true };
    vanished.maintenance.id = QStringLiteral("m2");
    batch.maintenances = { over, vanished };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->timeline.size(), size_t { 200 });
    QCOMPARE(world->timeline.front().id, 250);
    QCOMPARE(world->recentAlerts.size(), size_t { 2 });
    QCOMPARE(world->recentAlerts.front().id, 2);
    QCOMPARE(world->outbox.size(), size_t { 1 });
    QCOMPARE(world->outbox.front().id, 3);
    QVERIFY(world->maintenances.empty());
    QCOMPARE(world->lastMaintenanceId, 2);
}

void TestRoundTrip::damagedColumnsComeBackAsUnknown()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(fullBatch())));
    fixture.sql(QStringLiteral("UPDATE monitor_details SET incidents = 'no json', components = '[1, {}]'"));
    fixture.sql(QStringLiteral("UPDATE monitor_state SET status = 77, last_check = '{'"));
    fixture.sql(QStringLiteral("UPDATE service_state SET status = -1, health = 9, manual = '['"));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->monitors.front().status, Status::Unknown);
    QVERIFY(world->monitors.front().incidents.empty());
    QCOMPARE(world->monitors.front().components.size(), size_t { 2 });
    QCOMPARE(world->serviceStates.front().status, Status::Unknown);
    QVERIFY(!world->serviceStates.front().manual);
}

void TestRoundTrip::damagedLettersAreSentAllTheSame()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(fullBatch())));
    fixture.sql(QStringLiteral("UPDATE outbox SET payload = x'00ff'"));
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    const OutboxMessage &message = world->outbox.front();
    QCOMPARE(message.letter.kind, LetterKind::Incident);
    QCOMPARE(message.letter.service, message.service);
    QCOMPARE(message.letter.name, QStringLiteral("okta"));
    QCOMPARE(message.letter.key, QStringLiteral("outbox:61"));
    QCOMPARE(message.letter.at, message.createdAt);
}

void TestRoundTrip::idsNeverComeBack()
{
    StoreFixture fixture;
    auto batch = registering({ "okta" });
    batch.events = { eventOf(9, "okta", kNow - std::chrono::days { 200 }) };
    WF_OK(answerOf(fixture.store->commit(batch)));
    const auto purged = answerOf(fixture.store->purge({ std::chrono::days { 90 }, Millis { 0 } }, kNow));
    WF_OK(purged);
    QCOMPARE(purged->events, 1);
    const auto world = answerOf(fixture.store->load(kNow));
    WF_OK(world);
    QCOMPARE(world->lastEventId, 9);
}
