// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What one observation costs: from the vendor's answer to the durable commit, and how much of that is deciding.
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/table.h"
#include "bench/kit/vendor.h"
#include "bench/kit/virtualtime.h"
#include "engine/engine.h"
#include "storage/sqlstore.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QLoggingCategory>
#include <QTemporaryDir>

#include <cstdio>
#include <deque>

using namespace Wf;
using namespace std::chrono_literals;

namespace {

const Instant kStart = fromEpochMillis(1'777'000'000'000);

struct Scenario {
    QString name;
    int services = 1000;
    Millis interval { 60s };
    Bench::Weather weather {};
    int observations = 20'000;
};

/// Hands everything to the real store and remembers what is not durable yet.
class WatchedStore final : public Ports::Store {
public:
    explicit WatchedStore(Ports::Store &store)
        : m_store(store)
    {
    }

    [[nodiscard]] QFuture<Result<Ports::StoredWorld>> load(Instant now) override { return m_store.load(now); }
    [[nodiscard]] QFuture<Result<void>> commit(Ports::CommitBatch batch) override
    {
        ++m_commits;
        m_pending.push_back(m_store.commit(std::move(batch)));
        return m_pending.back();
    }
    [[nodiscard]] QFuture<Result<Ports::EventPage>> events(const Ports::EventQuery &query) override
    {
        return m_store.events(query);
    }
    [[nodiscard]] QFuture<Result<Ports::AlertPage>> alerts(const Ports::AlertQuery &query) override
    {
        return m_store.alerts(query);
    }
    [[nodiscard]] QFuture<Result<std::vector<Domain::Interval>>> history(const Ports::HistoryQuery &query) override
    {
        return m_store.history(query);
    }
    [[nodiscard]] QFuture<Result<Domain::VendorFacts>> vendorFacts(
        const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks) override
    {
        return m_store.vendorFacts(query, ownChecks);
    }
    [[nodiscard]] QFuture<Result<Ports::IncidentPage>> incidents(const Ports::IncidentQuery &query) override
    {
        return m_store.incidents(query);
    }
    [[nodiscard]] QFuture<Result<Ports::IncidentStory>> incident(qint64 id) override
    {
        return m_store.incident(id);
    }
    [[nodiscard]] QFuture<Result<std::vector<Domain::Report>>> reports(const Ports::ReportQuery &query) override
    {
        return m_store.reports(query);
    }
    [[nodiscard]] QFuture<Result<Ports::ResultPage>> results(const Ports::ResultQuery &query) override
    {
        return m_store.results(query);
    }
    [[nodiscard]] QFuture<Result<Ports::ResultSummary>> summary(const Ports::SummaryQuery &query) override
    {
        return m_store.summary(query);
    }
    [[nodiscard]] QFuture<Result<Ports::PingPage>> pings(const Ports::PingQuery &query) override
    {
        return m_store.pings(query);
    }
    [[nodiscard]] QFuture<Result<QByteArray>> pingBody(const MonitorId &monitor, qint64 number) override
    {
        return m_store.pingBody(monitor, number);
    }
    [[nodiscard]] QFuture<Result<Ports::ResultUpkeep>> maintainResults(
        Instant now, const Ports::ResultLimits &limits) override
    {
        return m_store.maintainResults(now, limits);
    }
    [[nodiscard]] QFuture<Result<Purged>> purge(const Retention &retention, Instant now) override
    {
        return m_store.purge(retention, now);
    }

    /// Waits for what is not durable yet; true when there was nothing to wait for.
    bool waitUntilWritten()
    {
        const bool nothing = m_pending.empty();
        for (; !m_pending.empty(); m_pending.pop_front())
            m_pending.front().waitForFinished();
        return nothing;
    }
    [[nodiscard]] int commits() const { return m_commits; }

private:
    Ports::Store &m_store;
    std::deque<QFuture<Result<void>>> m_pending;
    int m_commits = 0;
};

/// The engine over a store on disk, in virtual time: a commit is durable before the next moment begins.
struct Plant {
    Plant(const Scenario &scenario, Ports::Store &disk)
        : company(Bench::makeCompany(scenario.services, scenario.interval))
        , store(disk)
        , clock(kStart, [this] { return store.waitUntilWritten(); })
        , prober(*company, clock, scenario.weather)
        , engine({ store, prober, notifier, clock, ticker, outboxTicker }, options())
    {
    }

    static Engine::EngineOptions options()
    {
        Engine::EngineOptions options;
        options.policy.hold = 0ms; // what is decided is told at once
        return options;
    }

    /// Until the vendors have been asked so often.
    void runUntil(int asked)
    {
        QEventLoop loop;
        QObject::connect(&engine, &Engine::Engine::beat, &loop, [&] {
            if (prober.asked() >= asked)
                loop.quit();
        });
        loop.exec();
    }

    std::shared_ptr<const Domain::Catalogue> company;
    WatchedStore store;
    Bench::VirtualClock clock;
    Bench::VirtualTicker ticker { clock };
    Bench::VirtualTicker outboxTicker { clock };
    Bench::InstantProber prober;
    Bench::InstantNotifier notifier;
    Engine::Engine engine;
};

void measureWhole(const Scenario &scenario, Bench::Table &table)
{
    const auto folder = Bench::dataFolder();
    auto store = Storage::SqlStore::open({ folder->path() });
    if (!store) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(store.error().detail));
        std::exit(3);
    }
    (*store)
        ->commit(Bench::ninetyDays(*Bench::makeCompany(scenario.services, scenario.interval), kStart))
        .waitForFinished();
    Plant plant(scenario, **store);
    QFuture<Result<void>> started = plant.engine.start(plant.company);
    plant.runUntil(scenario.services); // everyone has been asked: from here on it is everyday life
    const int before = plant.prober.asked();
    const int commitsBefore = plant.store.commits();
    const Instant from = plant.clock.now();
    const Bench::Meter meter;
    plant.runUntil(before + scenario.observations);
    plant.store.waitUntilWritten();
    const Bench::Cost cost = meter.cost();
    const double count = plant.prober.asked() - before;
    const double watched = std::chrono::duration<double>(plant.clock.now() - from).count();
    table.row({ scenario.name, Bench::figure(count), Bench::figure(count / cost.wallSeconds),
        Bench::figure(cost.cpuSeconds / count * 1000), Bench::figure(cost.threadSeconds / cost.cpuSeconds * 100),
        Bench::figure(cost.allocations / count), Bench::figure(count / (plant.store.commits() - commitsBefore)),
        Bench::figure(cost.cpuSeconds / watched * 100) });
}

void measureAdvance(int rounds, Bench::Table &table)
{
    const auto company = Bench::makeCompany(1000, 60s);
    const Bench::VirtualClock clock(kStart, [] { return true; });
    Bench::InstantProber prober(*company, clock, { 2, 5 });
    std::vector<Domain::MonitorState> states(company->services.size());
    std::vector<Domain::Observation> observations;
    for (const Domain::Service &service : company->services)
        observations.push_back(prober.answer(service.monitors.front()));
    const Bench::Meter meter;
    for (int round = 0; round < rounds; ++round) {
        for (size_t i = 0; i < states.size(); ++i)
            states[i] = Domain::advance(
                states[i], observations[i], company->services[i].monitors.front(), kStart + round * 60s)
                            .state;
    }
    const Bench::Cost cost = meter.cost();
    const double count = static_cast<double>(rounds) * static_cast<double>(states.size());
    table.row({ QStringLiteral("advance() alone"), Bench::figure(count), Bench::figure(count / cost.cpuSeconds),
        Bench::figure(cost.cpuSeconds / count * 1000), Bench::figure(cost.allocations / count) });
}

/// Apply, decide, seal: all but the store and the faces.
void measureDeciding(const QString &name, const Bench::Weather &weather, int rounds, Bench::Table &table)
{
    const auto company = Bench::makeCompany(1000, 60s);
    Engine::World world;
    Bench::furnish(world, company, kStart);
    const Engine::EngineOptions options = Plant::options();
    Engine::Pipeline pipeline(world, options);
    Engine::IncidentKeeper incidents(world, options);
    const Bench::InstantNotifier notifier;
    Engine::AlertDesk desk(world, options, incidents, notifier);
    const Bench::VirtualClock clock(kStart, [] { return true; });
    Bench::InstantProber prober(*company, clock, weather);
    double seconds = 0;
    double allocations = 0;
    for (int round = 0; round < rounds; ++round) {
        std::vector<Domain::Observation> observations;
        for (const Domain::Service &service : company->services)
            observations.push_back(prober.answer(service.monitors.front()));
        const Bench::Meter meter;
        Engine::Tick tick(kStart + round * 60s);
        pipeline.observe(observations, tick);
        desk.decide(tick);
        pipeline.seal(tick);
        const Bench::Cost cost = meter.cost();
        seconds += cost.cpuSeconds;
        allocations += cost.allocations;
    }
    const double count = prober.asked();
    table.row({ name, Bench::figure(count), Bench::figure(count / seconds), Bench::figure(seconds / count * 1000),
        Bench::figure(allocations / count) });
}

/// The picture for the faces after so many services were touched.
void measureSnapshot(int touched, int rounds, Bench::Table &table)
{
    const auto company = Bench::makeCompany(1000, 60s);
    Engine::World world;
    Bench::furnish(world, company, kStart);
    Engine::SnapshotBuilder builder(world);
    Ports::SnapshotPtr snapshot = builder.build(kStart, {});
    const Bench::Meter meter;
    for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < touched; ++i)
            builder.touch(company->services[static_cast<size_t>(i)].id);
        snapshot = builder.build(kStart, {});
    }
    const Bench::Cost cost = meter.cost();
    table.row({ Bench::figure(touched), Bench::figure(cost.cpuSeconds / rounds * 1000),
        Bench::figure(cost.allocations / rounds) });
}

void measureAll(const Bench::Options &options)
{
    const int scale = options.quick ? 10 : 1;
    {
        Bench::Table table(QStringLiteral("Whole pipeline: answer, rules, alerts, SQLite on disk, snapshot"),
            { QStringLiteral("scenario"), QStringLiteral("observations"), QStringLiteral("observations/s"),
                QStringLiteral("CPU s per 1,000"), QStringLiteral("% of it in the engine's thread"),
                QStringLiteral("allocations each"), QStringLiteral("observations per commit"),
                QStringLiteral("% of a core in real time") });
        const Bench::Weather calm;
        const Bench::Weather stormy { 100, 5 };
        measureWhole({ QStringLiteral("30 services at 60 s, unchanged"), 30, 60s, calm, 3'000 / scale }, table);
        measureWhole(
            { QStringLiteral("1,000 services at 60 s, unchanged"), 1000, 60s, calm, 4'000 / scale }, table);
        measureWhole({ QStringLiteral("1,000 at 60 s, 2 % flapping"), 1000, 60s, { 2, 5 }, 4'000 / scale }, table);
        measureWhole({ QStringLiteral("1,000 at 1 s, unchanged"), 1000, 1s, calm, 60'000 / scale }, table);
        measureWhole({ QStringLiteral("1,000 at 1 s, all flapping"), 1000, 1s, stormy, 20'000 / scale }, table);
        table.note(QStringLiteral("In virtual time: waiting is skipped, work is not. File system: %1.")
                       .arg(Bench::fileSystemOf(*Bench::dataFolder())));
    }
    {
        Bench::Table table(QStringLiteral("The pure part of it"),
            { QStringLiteral("part"), QStringLiteral("observations"), QStringLiteral("per CPU second"),
                QStringLiteral("CPU s per 1,000"), QStringLiteral("allocations each") });
        measureAdvance(200 / scale, table);
        measureDeciding(QStringLiteral("pipeline and alert desk, unchanged"), {}, 100 / scale, table);
        measureDeciding(QStringLiteral("pipeline and alert desk, 2 % flapping"), { 2, 5 }, 100 / scale, table);
        measureDeciding(QStringLiteral("pipeline and alert desk, all flapping"), { 100, 5 }, 20 / scale, table);
    }
    Bench::Table table(QStringLiteral("Snapshot of 1,000 services"),
        { QStringLiteral("services changed"), QStringLiteral("CPU ms"), QStringLiteral("allocations") });
    for (const int touched : { 0, 1, 20, 1000 })
        measureSnapshot(touched, 50 / scale, table);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("wf.*=false"));
    measureAll(Bench::readOptions(argc, argv));
    return 0;
}
