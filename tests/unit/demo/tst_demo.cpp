// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/democatalogue.h"
#include "demo/democompany.h"
#include "domain/checkspec.h"
#include "domain/heartbeat.h"
#include "domain/verdict.h"
#include "engine/engine.h"
#include "testkit/fakeclock.h"
#include "testkit/manualticker.h"
#include "testkit/memorystore.h"
#include "testkit/recordingnotifier.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace std::chrono_literals;
using namespace Wf;
using Demo::DemoCompany;

namespace {
/// The demo in an engine on a clock that is moved by hand.
struct Show {
    Show()
    {
        (void)store.commit(company.history());
        store.world = store.remembered();
        engine = std::make_unique<Engine::Engine>(
            Engine::EngineParts { store, company.prober(), notifier, clock, ticker, outboxTicker },
            Engine::EngineOptions {});
        QObject::connect(engine.get(), &Engine::Engine::published,
            [this](const Ports::SnapshotPtr &published) { snapshot = published; });
        (void)engine->start(company.catalogue());
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 12; ++i)
            QCoreApplication::sendPostedEvents();
    }
    void run(Millis time)
    {
        const Millis end = clock.monotonic() + time;
        while (clock.monotonic() < end) {
            clock.advance(std::clamp(ticker.due().value_or(end), clock.monotonic(), end) - clock.monotonic());
            ticker.turn();
            settle();
        }
    }

    TestKit::FakeClock clock;
    TestKit::ManualTicker ticker { clock };
    TestKit::ManualTicker outboxTicker { clock };
    TestKit::MemoryStore store;
    TestKit::RecordingNotifier notifier;
    DemoCompany company { clock };
    std::unique_ptr<Engine::Engine> engine;
    Ports::SnapshotPtr snapshot;
};
} // namespace

class DemoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isACompanyWithoutLooseEnds()
    {
        const Domain::Catalogue catalogue = Demo::makeCatalogue();
        QVERIFY(catalogue.services.size() >= 35);
        QSet<QString> ids;
        QSet<QString> monitors;
        QSet<QString> categories;
        for (const auto &category : catalogue.categories)
            categories.insert(category.id);
        for (const auto &service : catalogue.services) {
            QVERIFY2(!ids.contains(service.id.value), qPrintable(service.id.value));
            ids.insert(service.id.value);
            QVERIFY2(categories.contains(service.category), qPrintable(service.category));
            QVERIFY2(!service.monitors.empty(), qPrintable(service.id.value));
            for (const Domain::MonitorSpec &monitor : service.monitors) {
                QVERIFY2(!monitors.contains(monitor.id.value), qPrintable(monitor.id.value));
                monitors.insert(monitor.id.value);
                QCOMPARE(monitor.service, service.id);
            }
        }
        for (const auto &edge : catalogue.dependencies)
            QVERIFY(ids.contains(edge.upstream.value) && ids.contains(edge.downstream.value));
    }

    void tellsTheSameStoryTwice()
    {
        const TestKit::FakeClock clock;
        const auto first = DemoCompany(clock).history();
        const auto second = DemoCompany(clock).history();
        QCOMPARE(first.events.size(), second.events.size());
        QVERIFY(first.events == second.events);
        QVERIFY(first.alerts == second.alerts);
        QVERIFY(first.monitors == second.monitors);
        QVERIFY(first.results == second.results);
        QVERIFY(first.heartbeats == second.heartbeats);
        QVERIFY(first.pings == second.pings);
        QVERIFY(first.events.size() > 200);
    }

    void hasAPastWithoutOverlaps()
    {
        const Show show;
        for (const auto &service : show.company.catalogue()->services) {
            const auto history = show.store.intervals(service.id);
            QVERIFY2(!history.empty(), qPrintable(service.id.value));
            for (size_t i = 1; i < history.size(); ++i) {
                QVERIFY2(history[i - 1].to && *history[i - 1].to <= history[i].from, qPrintable(service.id.value));
                QVERIFY2(*history[i - 1].to > history[i - 1].from, qPrintable(service.id.value));
            }
        }
    }

    void hasIncidentsThatFitWhatHappens()
    {
        const TestKit::FakeClock clock;
        const Ports::CommitBatch past = DemoCompany(clock).history();
        QVERIFY(past.incidents.size() > 50);
        QVERIFY(past.incidents == DemoCompany(clock).history().incidents);
        std::map<qint64, ServiceId> known;
        for (const Domain::Incident &incident : past.incidents) {
            QVERIFY2(known.emplace(incident.id, incident.service).second, "two of one id");
            QVERIFY(!incident.closedAt || *incident.closedAt > incident.openedAt);
        }
        for (const auto &alert : past.alerts)
            QVERIFY(alert.incident && known.at(*alert.incident) == alert.service);
        for (const auto &report : past.reports)
            QVERIFY(report.incident && known.at(*report.incident) == report.service);
        for (const auto &note : past.notes)
            QVERIFY(known.contains(note.incident));
        QVERIFY(past.notes.size() >= 4 && !past.reports.empty() && !past.silences.empty() && !past.plans.empty());
        for (const Domain::ServiceState &state : past.serviceStates) {
            const auto open = std::ranges::find_if(
                past.incidents, [&state](const auto &each) { return each.service == state.id && each.isOpen(); });
            if (open != past.incidents.end())
                QVERIFY2(Domain::isTrouble(state.status), qPrintable(state.id.value));
        }
    }

    void showsIncidentsWithTheirCause()
    {
        Show show;
        show.run(10s);
        const auto *okta = show.snapshot->find(ServiceId(QStringLiteral("okta")));
        const auto *github = show.snapshot->find(ServiceId(QStringLiteral("github")));
        const auto *npm = show.snapshot->find(ServiceId(QStringLiteral("npm")));
        const auto *payroll = show.snapshot->find(ServiceId(QStringLiteral("payroll")));
        QVERIFY(okta->incident && github->incident && npm->incident && payroll->incident);
        QVERIFY(okta->explainedBy.isEmpty());
        QCOMPARE(github->explainedBy, QStringLiteral("Okta"));
        QVERIFY(npm->incident->acknowledged);
        QVERIFY(!payroll->silencedBy.isEmpty());
    }

    void opensOnAFloorWithEverythingOnIt()
    {
        const Show show;
        const Domain::SummaryCounts &counts = show.snapshot->counts;
        QVERIFY(counts.major > 0 && counts.partial > 0 && counts.degraded > 0);
        QVERIFY(counts.blind > 0 && counts.maintenance > 0 && counts.operational > 20);
        QVERIFY(show.snapshot->timeline.size() > 50);
        const auto *okta = show.snapshot->find(ServiceId(QStringLiteral("okta")));
        QVERIFY(okta && !okta->impact.isEmpty() && !okta->affected.isEmpty());
        QVERIFY(okta->uptime30d && *okta->uptime30d < 100);
    }

    void goesOnByItself()
    {
        Show show;
        const ServiceId zoom(QStringLiteral("zoom"));
        QCOMPARE(show.snapshot->find(zoom)->state.status, Domain::Status::Operational);
        show.run(6min);
        QCOMPARE(show.snapshot->find(zoom)->state.status, Domain::Status::Degraded);
        QVERIFY(!show.snapshot->find(zoom)->impact.isEmpty());
        QVERIFY(show.snapshot->find(ServiceId(QStringLiteral("pypi")))->state.isBlind());
        show.run(14min);
        QCOMPARE(show.snapshot->find(zoom)->state.status, Domain::Status::Operational);
        QCOMPARE(show.snapshot->connectivity, Domain::Connectivity::Online);
    }

    void hasChecksWithNinetyDaysOfResults()
    {
        const TestKit::FakeClock clock;
        const DemoCompany company(clock);
        const Ports::CommitBatch past = company.history();
        int checks = 0;
        QSet<QString> kinds;
        for (const auto &service : company.catalogue()->services) {
            for (const Domain::MonitorSpec &monitor : service.monitors) {
                if (!monitor.check)
                    continue;
                ++checks;
                kinds.insert(monitor.kind);
                std::vector<Instant> times;
                for (const Ports::ResultRow &row : past.results) {
                    if (row.monitor == monitor.id)
                        times.push_back(row.sample.at);
                }
                QVERIFY2(times.size() > 1'000 && times.size() < 4'000, qPrintable(monitor.id.value));
                QVERIFY(std::ranges::adjacent_find(times, std::greater_equal()) == times.end());
                QVERIFY(times.front() < clock.now() - 24h * 88 && times.back() >= clock.now() - 1min);
            }
        }
        QVERIFY(checks >= 8);
        for (const char *kind : { "http", "tcp", "tls", "dns" })
            QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
    }

    void knowsWhoSawItFirst()
    {
        Show show;
        const ServiceId okta(QStringLiteral("okta"));
        const auto summary = show.snapshot->find(okta)->sightings;
        QVERIFY(summary);
        QVERIFY(summary->lags.size() >= 3);
        QCOMPARE(summary->recent.front().lag(), std::optional<Millis>(7min)); // goes on
        QVERIFY(!summary->recent.front().endedAt);
        const auto stored = show.store.remembered().sightings;
        QVERIFY(std::ranges::is_sorted(stored, {}, &Domain::Sighting::id));
        for (const Domain::Sighting &sighting : stored) {
            QVERIFY(sighting.ownAt || sighting.vendorAt);
            QVERIFY(!sighting.endedAt || *sighting.endedAt >= Domain::beginningOf(sighting));
            QVERIFY(show.snapshot->find(sighting.service)->sightings); // of services that both sides watch
        }
        show.run(90min);
        const auto later = show.snapshot->find(okta)->sightings;
        QCOMPARE(later->recent.front().lag(), std::optional<Millis>(7min)); // the engine went on with it
    }

    void knowsWhatVendorsAreWorth()
    {
        Show show;
        const ServiceId okta(QStringLiteral("okta"));
        const Instant now = show.snapshot->at;
        const Ports::VendorQuery query { okta, now - Domain::kRecordWindow, now };
        const auto facts = show.store.vendorFacts(query, {}).takeResult();
        const auto record = Domain::recordOf(okta, *facts, { query.from, query.to, now });
        QVERIFY(record.all.count >= 3);
        QCOMPARE(record.all.open, 1);
        QVERIFY(record.quietEdits >= 1);
        QCOMPARE(record.overruns.size(), size_t { 1 });
        QCOMPARE(record.overruns.front().overrun(now), std::optional<Millis>(85min));
        QVERIFY(record.declared && *record.declared < 100 && *record.declared > 95);
        const auto published = show.store.published();
        QVERIFY(std::ranges::is_sorted(published, {}, &Domain::PublishedIncident::id));
        const auto open = [&show] {
            return std::ranges::count_if(
                show.store.published(), [](const Domain::PublishedIncident &each) { return !each.endedAt; });
        };
        const auto before = open();
        QVERIFY(before > 1);
        show.run(10s);
        QCOMPARE(show.store.published().size(), published.size()); // the engine goes on with what is open
        QCOMPARE(open(), before);
    }

    void hasHeartbeatsInEveryState()
    {
        const Show show;
        QSet<int> displays;
        bool running = false;
        for (const auto &service : show.snapshot->services) {
            for (const Ports::MonitorRow &monitor : service.monitors) {
                if (!monitor.heartbeat)
                    continue;
                displays.insert(static_cast<int>(Domain::display(monitor.heartbeat->state, show.clock.now())));
                running = running || monitor.heartbeat->state.isStarted();
            }
        }
        using enum Domain::HeartbeatDisplay;
        for (const Domain::HeartbeatDisplay wanted : { Up, Grace, Down })
            QVERIFY2(displays.contains(static_cast<int>(wanted)), qPrintable(Domain::word(wanted)));
        QVERIFY(running);
    }

    void triesAnyCheck()
    {
        const TestKit::FakeClock clock;
        DemoCompany company(clock);
        Domain::CheckSpec spec;
        Domain::HttpSpec http;
        http.url = QUrl(QStringLiteral("https://anything.example/"));
        spec.target = http;
        const Domain::CheckRun run = company.prober().tryCheck(spec, 5s).result();
        QCOMPARE(run.end, Domain::CheckEnd::Answered);
        QCOMPARE(Domain::statusOf(spec, run), Domain::Status::Operational);
        QVERIFY(!run.result.assertions.empty() && run.result.phases.firstByte);
    }

    void asksOnlyForWhomItKnows()
    {
        const TestKit::FakeClock clock;
        DemoCompany company(clock);
        Ports::Question question;
        question.monitors.emplace_back();
        question.monitors.front().service = ServiceId(QStringLiteral("nobody"));
        question.monitors.front().id = MonitorId(QStringLiteral("nobody.page"));
        const auto answers = company.prober().ask(question).result();
        QCOMPARE(answers.size(), size_t { 1 });
        QCOMPARE(answers.front().failure, Domain::Failure::Internal);
    }
};

QTEST_GUILESS_MAIN(DemoTest)

#include "tst_demo.moc"
