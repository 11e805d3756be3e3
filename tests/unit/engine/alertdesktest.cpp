// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"

using namespace Samples;
using Wf::Domain::Suppression;
using Wf::Domain::Tier;
using Wf::Engine::EngineOptions;
using Wf::Engine::Tick;

namespace {
Wf::Domain::Observation troubled(const char *service, Status status, const char *incidentId = nullptr)
{
    auto observation = seen(id(service), status);
    if (incidentId)
        observation.incidents = { incident(incidentId, "Trouble", status) };
    return observation;
}

QStringList texts(const Tick &tick)
{
    QStringList result;
    for (const auto &message : tick.batch.outbox)
        result.append(Wf::TestKit::plainText(message.letter));
    return result;
}

Wf::Domain::Dependency edge(const char *upstream, const char *downstream)
{
    return { id(upstream), id(downstream), QStringLiteral("it stops"), Wf::Domain::EdgeSeverity::High };
}

/// An upstream with three dependents.
std::shared_ptr<Wf::Domain::Catalogue> family(Tier tier)
{
    auto result = catalogue({ service("up", tier), service("d1"), service("d2"), service("d3") });
    result->dependencies = { edge("up", "d1"), edge("up", "d2"), edge("up", "d3") };
    return result;
}

std::vector<Wf::Domain::Observation> familySays(Status status)
{
    return { seen(id("d1"), status), seen(id("up"), status), seen(id("d2"), status), seen(id("d3"), status) };
}
} // namespace

class AlertDeskTest : public QObject {
    Q_OBJECT

private:
    static void everyDecisionHasAReason(const Tick &tick)
    {
        for (const auto &record : tick.batch.alerts) {
            QVERIFY(!record.why.isEmpty());
            QCOMPARE(record.outboxId.has_value(), record.suppressed == Suppression::None);
        }
    }

private Q_SLOTS:
    void tellsEachLevelOfAnIncidentOnce()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ troubled("a", Status::Operational) });
        QCOMPARE(bench.observe({ troubled("a", Status::MajorOutage, "i1") }).batch.outbox.size(), size_t { 1 });
        const Tick better = bench.observe({ troubled("a", Status::Degraded, "i1") });
        QCOMPARE(better.batch.alerts.front().suppressed, Suppression::Improved);
        const Tick again = bench.observe({ troubled("a", Status::MajorOutage, "i1") });
        QVERIFY(again.batch.outbox.empty());
        everyDecisionHasAReason(better);
        everyDecisionHasAReason(again);
    }

    void tellsAnEscalationOfTheSameIncident()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ troubled("a", Status::Operational) });
        (void)bench.observe({ troubled("a", Status::Degraded, "i1") });
        const Tick worse = bench.observe({ troubled("a", Status::MajorOutage, "i1") });
        QCOMPARE(texts(worse), QStringList { QStringLiteral("change: A degraded -> major_outage") });
    }

    void tellsASecondOutageOfTheDayAfterTheRecovery()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ troubled("a", Status::Operational) });
        (void)bench.observe({ troubled("a", Status::MajorOutage) });
        bench.clock.advance(10min);
        QCOMPARE(bench.observe({ troubled("a", Status::Operational) }).batch.outbox.size(), size_t { 1 });
        bench.clock.advance(10min);
        QCOMPARE(bench.observe({ troubled("a", Status::MajorOutage) }).batch.outbox.size(), size_t { 1 });
    }

    void repeatsWhatWasNeverHeard()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ troubled("a", Status::Operational) });
        const Tick first = bench.observe({ troubled("a", Status::MajorOutage, "i1") });
        bench.desk.forget(*first.batch.alerts.front().outboxId, bench.clock.now());
        QVERIFY(bench.observe({}).batch.outbox.empty()); // a receiver that refuses is not pressed
        QVERIFY(bench.wait(9min).batch.outbox.empty());
        QCOMPARE(bench.wait(1min).batch.outbox.size(), size_t { 1 });
    }

    void knowsAfterARestartWhatAWaitingMessageTells()
    {
        Workbench bench(catalogue({ service("a") }));
        (void)bench.observe({ troubled("a", Status::Operational) });
        const Tick first = bench.observe({ troubled("a", Status::MajorOutage, "i1") });
        Wf::Ports::StoredWorld stored;
        stored.recentAlerts = first.batch.alerts;
        stored.outbox = first.batch.outbox;
        Wf::Engine::AlertDesk restarted(bench.world, bench.options, bench.incidents, bench.notifier);
        restarted.load(stored);
        restarted.forget(*first.batch.alerts.front().outboxId, bench.clock.now());
        QCOMPARE(bench.wait(10min).batch.outbox.size(), size_t { 1 });
    }

    void usesTheServicesOwnWebhook()
    {
        auto own = service("a");
        own.webhookOverride = Wf::Secret<QString>(QStringLiteral("https://hooks.example/own"));
        Workbench bench(catalogue({ own, service("b") }));
        bench.notifier.channels.clear(); // no global one
        (void)bench.observe({ troubled("a", Status::Operational), troubled("b", Status::Operational) });
        const Tick tick = bench.observe({ troubled("a", Status::Degraded), troubled("b", Status::Degraded) });
        QCOMPARE(tick.batch.outbox.size(), size_t { 1 });
        QCOMPARE(tick.batch.outbox.front().channel, Wf::Domain::builtInChannel());
        QCOMPARE(tick.batch.outbox.front().service, id("a"));
        QCOMPARE(tick.batch.alerts.back().suppressed, Suppression::WebhookNotConfigured);
        everyDecisionHasAReason(tick);
    }

    void putsMoreThanThreeIntoOneMessageAndKeepsTheMention()
    {
        std::vector<Wf::Domain::Service> services { service("a", Tier::Critical), service("b"), service("c"),
            service("d") };
        Workbench bench(catalogue(services));
        std::vector<Wf::Domain::Observation> well;
        std::vector<Wf::Domain::Observation> ill;
        for (const auto &each : services) {
            well.push_back(seen(each.id, Status::Operational));
            ill.push_back(seen(each.id, Status::MajorOutage));
        }
        (void)bench.observe(well);
        const Tick tick = bench.observe(ill);
        QCOMPARE(tick.batch.outbox.size(), size_t { 1 });
        QVERIFY(texts(tick).front().startsWith(QStringLiteral("batch:")));
        QVERIFY(texts(tick).front().contains(QStringLiteral("<!here>")));
        QVERIFY(texts(tick).front().contains(QStringLiteral("D operational")));
        for (const auto &record : tick.batch.alerts)
            QCOMPARE(record.outboxId, std::optional(tick.batch.outbox.front().id));
    }

    void sendsUpToThreeOneByOne()
    {
        Workbench bench(catalogue({ service("a"), service("b"), service("c") }));
        for (const Status status : { Status::Operational, Status::Degraded }) {
            const Tick tick =
                bench.observe({ seen(id("a"), status), seen(id("b"), status), seen(id("c"), status) });
            QCOMPARE(tick.batch.outbox.size(), size_t { status == Status::Degraded ? 3U : 0U });
        }
    }

    void tellsTheUpstreamWithItsDependents()
    {
        Workbench bench(family(Tier::Critical));
        (void)bench.observe(familySays(Status::Operational));
        const Tick tick = bench.observe(familySays(Status::MajorOutage));
        QCOMPARE(texts(tick),
            QStringList { QStringLiteral("aggregated: UP operational -> major_outage <!here> with D1: it stops, "
                                         "D2: it stops, D3: it stops") });
        for (const auto &record : tick.batch.alerts) {
            const bool upstream = record.service == id("up");
            QCOMPARE(
                record.kind, upstream ? QStringLiteral("aggregated_upstream") : QStringLiteral("status_change"));
            QCOMPARE(record.suppressed, upstream ? Suppression::None : Suppression::AggregatedUnderUpstream);
            QCOMPARE(record.aggregatedUnder, upstream ? QString() : QStringLiteral("UP"));
        }
        everyDecisionHasAReason(tick);
    }

    void doesNotHideDependentsBehindASilentUpstream()
    {
        Workbench bench(family(Tier::Informational));
        (void)bench.observe(familySays(Status::Operational));
        const Tick tick = bench.observe(familySays(Status::MajorOutage));
        QCOMPARE(tick.batch.outbox.size(), size_t { 3 });
        everyDecisionHasAReason(tick);
    }

    void recordsInformationalAndWarmUp()
    {
        Workbench bench(catalogue({ service("a", Tier::Informational) }));
        const Tick first = bench.observe({ troubled("a", Status::Operational) });
        QCOMPARE(first.batch.alerts.front().suppressed, Suppression::WarmUp);
        const Tick second = bench.observe({ troubled("a", Status::Degraded) });
        QCOMPARE(second.batch.alerts.front().suppressed, Suppression::TierInformational);
        QVERIFY(second.batch.outbox.empty());
        everyDecisionHasAReason(first);
        everyDecisionHasAReason(second);
    }

    void recordsARouteThatLeadsNowhere()
    {
        EngineOptions options = atOnce();
        for (Wf::Domain::AlertRoute &route : options.policy.routes) {
            for (auto &step : route.steps)
                step.channels.clear();
        }
        Workbench bench(catalogue({ service("a") }), options);
        (void)bench.observe({ troubled("a", Status::Operational) });
        const Tick bad = bench.observe({ troubled("a", Status::MajorOutage, "i1") });
        QVERIFY(bad.batch.outbox.empty());
        QCOMPARE(bad.batch.alerts.size(), size_t { 1 });
        QCOMPARE(bad.batch.alerts.front().suppressed, Suppression::NoRoute);
        QVERIFY(bad.batch.alerts.front().why.endsWith(QStringLiteral("has no channels: nobody is told.")));
    }

    void tellsTroubleFoundAtTheFirstLook()
    {
        Workbench bench(catalogue({ service("a") }));
        QCOMPARE(bench.observe({ troubled("a", Status::MajorOutage) }).batch.outbox.size(), size_t { 1 });
    }

    void sendsPollerHealthToItsOwnWebhookOrSaysThatItIsMissing_data()
    {
        QTest::addColumn<bool>("own");
        QTest::addColumn<bool>("global");
        QTest::addColumn<QString>("text");
        QTest::newRow("own") << true << true << "broken: A";
        QTest::newRow("fallback") << false << true << "broken: A (fallback)";
        QTest::newRow("none") << false << false << "";
    }
    void sendsPollerHealthToItsOwnWebhookOrSaysThatItIsMissing()
    {
        QFETCH(bool, own);
        QFETCH(bool, global);
        QFETCH(QString, text);
        EngineOptions options = atOnce();
        options.healthWebhook = own;
        Workbench bench(catalogue({ service("a") }), options);
        if (!own && !global)
            bench.notifier.channels.clear();
        (void)bench.observe({ failed(id("a")), failed(id("a")) });
        const Tick tick = bench.observe({ failed(id("a")) });
        QCOMPARE(texts(tick).join(u','), text);
        QCOMPARE(tick.batch.alerts.front().kind, QStringLiteral("poller_health"));
        if (!text.isEmpty())
            QCOMPARE(tick.batch.outbox.front().channel, Wf::Domain::healthChannel());
        everyDecisionHasAReason(tick);
    }
};

std::unique_ptr<QObject> alertDeskTest()
{
    return std::make_unique<AlertDeskTest>();
}

#include "alertdesktest.moc"
