// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "engine/localsession.h"
#include "watch.h"

using namespace Samples;
using Wf::Instant;
using Wf::Domain::MaintenanceRow;
using Wf::Domain::MaintenanceState;
using Wf::Domain::PublishedIncident;

namespace {
Wf::Domain::VendorIncident published(
    const char *incidentId, const char *title = "Errors", Status impact = Status::MajorOutage)
{
    Wf::Domain::VendorIncident result = incident(incidentId, title, impact);
    result.updates = { { QStringLiteral("u1"), QStringLiteral("investigating"), {}, std::nullopt } };
    return result;
}

Wf::Domain::Observation reading(const std::vector<Wf::Domain::VendorIncident> &incidents)
{
    Wf::Domain::Observation observation =
        seen(id("s"), incidents.empty() ? Status::Operational : incidents.front().impact);
    observation.incidents = incidents;
    return observation;
}

Wf::Domain::Observation working(MaintenanceState state, Instant until)
{
    Wf::Domain::Observation observation = seen(id("s"), Status::Operational);
    Wf::Domain::VendorMaintenance work;
    work.id = QStringLiteral("m1");
    work.state = state;
    work.scheduledFor = until - 1h;
    work.scheduledUntil = until;
    observation.maintenances = { work };
    return observation;
}

MonitorId slice()
{
    return MonitorId(QStringLiteral("s:slice"));
}

/// Its vendor's page is watched twice, in two parts.
Wf::Domain::Service sliced()
{
    Wf::Domain::Service result = service("s");
    result.monitors.push_back(result.monitors.front());
    result.monitors.back().id = slice();
    return result;
}

/// Only its own check is left.
Wf::Domain::Service withoutPage()
{
    Wf::Domain::Service result = service("s");
    result.monitors = { ownCheck() };
    return result;
}

std::vector<PublishedIncident> known(const Watch &watch)
{
    return watch.store.published();
}
} // namespace

class PublishedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void incidentsAreKept()
    {
        Watch watch;
        const Instant begun = watch.clock.now();
        watch.observe(reading({ published("i1") }), page());
        watch.clock.advance(60s);
        watch.observe(reading({ published("i1"), published("i2") }), page());
        watch.clock.advance(60s);
        watch.observe(reading({ published("i2") }), page());
        QCOMPARE(known(watch).size(), size_t { 2 });
        const PublishedIncident first = known(watch).front();
        QCOMPARE(first.service, id("s"));
        QCOMPARE(first.vendorId, QStringLiteral("i1"));
        QCOMPARE(first.seenAt, begun);
        QCOMPARE(first.endedAt, std::optional(begun + 2min));
        QVERIFY(!known(watch).back().endedAt);
    }

    void blindIsNotOver_data()
    {
        QTest::addColumn<int>("minutes"); // that nobody could look
        QTest::addColumn<int>("ended"); // minute
        QTest::newRow("a short while") << 3 << 4;
        QTest::newRow("so long that nobody knows") << 300 << 0;
    }

    void blindIsNotOver()
    {
        QFETCH(int, minutes);
        QFETCH(int, ended);
        Watch watch;
        const Instant begun = watch.clock.now();
        watch.observe(reading({ published("i1") }), page());
        for (int i = 0; i < minutes; ++i) {
            watch.clock.advance(60s);
            watch.observe(failed(id("s")), page());
        }
        QVERIFY(!known(watch).front().endedAt);
        watch.clock.advance(60s);
        watch.observe(reading({}), page());
        QCOMPARE(known(watch).front().endedAt, std::optional(begun + ended * 60s));
    }

    void ownChecksTellNothing()
    {
        Watch watch;
        watch.observe(reading({ published("i1") }), page());
        watch.observe(seen(id("s"), Status::Operational), own());
        QCOMPARE(known(watch).size(), size_t { 1 });
        QVERIFY(!known(watch).front().endedAt);
    }

    void survivesARestart()
    {
        Watch watch;
        watch.observe(reading({ published("i1") }), page());
        watch.clock.advance(60s);
        watch.start(catalogue({ bothWatched() }));
        watch.observe(reading({ published("i1", "All is well", Status::Degraded) }), page());
        watch.observe(reading({ published("i1", "All is well", Status::Degraded), published("i2") }), page());
        QCOMPARE(known(watch).size(), size_t { 2 });
        const PublishedIncident first = known(watch).front();
        QCOMPARE(first.edits.size(), size_t { 2 });
        QVERIFY(first.edits.at(0).quiet && first.edits.at(1).quiet); // what it said before is stored, too
        QCOMPARE(first.edits.at(0).before, QStringLiteral("Errors"));
        QCOMPARE(first.peak, Status::MajorOutage);
        QVERIFY(known(watch).back().id > first.id);
    }

    void partsOfAPageKnowOneIncident()
    {
        Watch watch(sliced());
        watch.observe(reading({ published("i1") }), page());
        watch.observe(reading({ published("i1") }), slice());
        QCOMPARE(known(watch).size(), size_t { 1 });
        watch.observe(reading({}), page());
        QVERIFY(!known(watch).front().endedAt); // the other part still has it
        watch.observe(reading({}), slice());
        QVERIFY(known(watch).front().endedAt);
    }

    void pausedIsOver()
    {
        Watch watch;
        const Instant begun = watch.clock.now();
        watch.observe(reading({ published("i1") }), page());
        watch.clock.advance(10min);
        watch.pause(page(), Wf::Ports::Pausing::Pause);
        QCOMPARE(known(watch).front().endedAt, std::optional(begun)); // nobody knows longer
        watch.clock.advance(1h);
        watch.pause(page(), Wf::Ports::Pausing::Resume);
        watch.observe(reading({ published("i1") }), page());
        QCOMPARE(known(watch).size(), size_t { 1 });
        QVERIFY(!known(watch).front().endedAt); // it went on all the time
    }

    void endsWithItsPage_data()
    {
        QTest::addColumn<bool>("retired");
        QTest::newRow("the page is gone") << false;
        QTest::newRow("the service is gone") << true;
    }

    void endsWithItsPage()
    {
        QFETCH(bool, retired);
        Watch watch;
        Wf::Domain::Observation observation = working(MaintenanceState::InProgress, watch.clock.now() + 1h);
        observation.incidents = { published("i1") };
        watch.observe(observation, page());
        watch.clock.advance(60s);
        watch.reload(retired ? catalogue({}) : catalogue({ withoutPage() }));
        QCOMPARE(known(watch).front().endedAt, std::optional(watch.clock.now()));
        const MaintenanceRow work = watch.store.maintenances().front();
        QVERIFY(work.vanished);
        QCOMPARE(work.endedAt, std::optional(watch.clock.now()));
        QVERIFY(watch.world->maintenances.empty());
    }

    void memoryIsBounded()
    {
        Watch watch;
        for (int i = 0; i < 700; ++i) {
            const QByteArray name = QByteArray::number(i);
            watch.observe(reading({ published(name.constData()) }), page());
            watch.clock.advance(60s);
        }
        QCOMPARE(watch.world->find(id("s"))->published.size(), size_t { 500 });
        watch.clock.advance(48h);
        watch.observe(reading({ published("new") }), page());
        QCOMPARE(
            watch.world->find(id("s"))->published.size(), size_t { 2 }); // and the one that this reading ended
    }

    void overrunsAreSeen()
    {
        Watch watch;
        const Instant until = watch.clock.now() + 10min;
        watch.observe(working(MaintenanceState::InProgress, until), page());
        watch.clock.advance(20min);
        watch.observe(working(MaintenanceState::InProgress, until), page());
        watch.start(catalogue({ bothWatched() }));
        watch.clock.advance(60s);
        watch.observe(working(MaintenanceState::Completed, until), page());
        watch.start(catalogue({ bothWatched() }));
        watch.clock.advance(60s);
        watch.observe(working(MaintenanceState::Completed, until), page()); // still listed after a restart
        QCOMPARE(watch.store.maintenances().size(), size_t { 1 });
        const MaintenanceRow row = watch.store.maintenances().front();
        QCOMPARE(row.overrun(watch.clock.now()), std::optional<Wf::Millis>(11min));
        watch.observe(seen(id("s"), Status::Operational), page());
        QVERIFY(watch.store.maintenances().front().vanished);
        QCOMPARE(watch.store.maintenances().front().endedAt, row.endedAt);
    }

    void recordIsAnswered()
    {
        Rig rig;
        Wf::Engine::LocalSession session(*rig.engine);
        Wf::Domain::Service watched = bothWatched();
        watched.monitors.front().interval = watched.monitors.back().interval = 60s;
        rig.start({ watched, manualService("m") });
        rig.run(10min);
        const Instant now = rig.clock.now();
        const auto record = session.vendorRecord({ id("s"), now - 90 * 24h, now });
        const auto missing = session.vendorRecord({ id("x"), now - 90 * 24h, now });
        const auto pageless = session.vendorRecord({ id("m"), now - 90 * 24h, now });
        const auto backwards = session.vendorRecord({ id("s"), now, now });
        const auto endless = session.vendorRecord({ id("s"), now - 401 * 24h, now });
        settle();
        QVERIFY(record.result().has_value());
        QCOMPARE(record.result()->service, id("s"));
        QCOMPARE(record.result()->observedBy, Wf::Domain::ObservedBy::OwnChecks);
        QVERIFY(record.result()->ownRuns >= 9);
        QCOMPARE(record.result()->declared, std::optional(100.0));
        QCOMPARE(missing.result().error().code, Wf::ErrorCode::NotFound);
        QCOMPARE(pageless.result().error().code, Wf::ErrorCode::NotFound);
        QVERIFY(pageless.result().error().detail.contains(QStringLiteral("no vendor's page")));
        QCOMPARE(backwards.result().error().code, Wf::ErrorCode::Invalid);
        QCOMPARE(endless.result().error().code, Wf::ErrorCode::Invalid);
    }
};

std::unique_ptr<QObject> publishedTest()
{
    return std::make_unique<PublishedTest>();
}

#include "publishedtest.moc"
