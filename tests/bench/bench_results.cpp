// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What results of checks cost: bytes on disk, inserting, summing up, charts; and how fast pings become durable.
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/table.h"
#include "storage/resultreaders.h"
#include "storage/sqlstore.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cmath>
#include <cstdio>
#include <deque>

using namespace Wf;
using namespace std::chrono_literals;

namespace {

const Instant kStart = fromEpochMillis(1'777'248'000'000); // 2026-04-27T00:00Z

template <class T> T require(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(result.error().detail));
        std::exit(3);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

template <class T> T await(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return require(future.takeResult());
}

QString databaseIn(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("data.db"));
}

MonitorId monitor(int number)
{
    return MonitorId(QStringLiteral("service-%1/http").arg(number, 4, 10, QLatin1Char('0')));
}

/// A web site as it is: its own typical times with a long tail, a page that changes its size now and then, a name
/// that is looked up every fifth time, an outage or two a week.
class Site {
public:
    explicit Site(int number)
        : m_random(static_cast<quint32>(number) + 1)
        , m_far(std::exp(m_random.generateDouble() * 2.5))
        , m_bytes(2'000 + m_random.bounded(60'000))
        , m_changing(number % 3 == 0)
    {
    }

    Domain::Sample sampleAt(Instant at)
    {
        Domain::Sample sample;
        sample.at = at + Millis { m_random.bounded(90) };
        if (m_down > 0 || m_random.bounded(5'000) == 0)
            return failed(sample);
        sample.status = m_random.bounded(300) == 0 ? Domain::Status::Degraded : Domain::Status::Operational;
        sample.code = 200;
        sample.bytes = m_changing ? m_bytes + m_random.bounded(400) : m_bytes;
        if (m_random.bounded(5) == 0)
            sample.phases.resolve = about(4'000);
        sample.phases.connect = about(7'000 * m_far);
        sample.phases.tls = about(11'000 * m_far);
        sample.phases.firstByte = about(18'000 * m_far);
        sample.phases.transfer = about(1'500 * m_far);
        for (const auto &phase : { sample.phases.resolve, sample.phases.connect, sample.phases.tls,
                 sample.phases.firstByte, sample.phases.transfer })
            sample.total += phase.value_or(Domain::Micros { 0 });
        sample.total += Domain::Micros { 40 + m_random.bounded(120) };
        return sample;
    }

private:
    /// Log-normal, as response times are.
    Domain::Micros about(double micros)
    {
        double sum = 0;
        for (int i = 0; i < 6; ++i)
            sum += m_random.generateDouble() - 0.5;
        return Domain::Micros { std::llround(micros * std::exp(0.35 * sum)) };
    }

    Domain::Sample failed(Domain::Sample sample)
    {
        m_down = m_down > 0 ? m_down - 1 : m_random.bounded(3, 40);
        sample.status = Domain::Status::MajorOutage;
        sample.code = 503;
        sample.total = about(20'000 * m_far);
        sample.failure = QStringLiteral("status 503, expected 200-299");
        return sample;
    }

    QRandomGenerator m_random;
    double m_far;
    qint64 m_bytes;
    bool m_changing;
    int m_down = 0;
};

struct Load {
    int monitors = 1000;
    Millis interval = 60s;
    Millis span = 24h;
};

struct Upkeeps {
    double wallSeconds = 0;
    double cpuSeconds = 0;
    qint64 packed = 0;
    qint64 folded = 0;
    Domain::Micros longest { 0 };
};

void keepUp(Storage::SqlStore &store, Instant now, Upkeeps &sum)
{
    const Bench::Meter meter;
    const auto upkeep = await(store.maintainResults(now, {}));
    const Bench::Cost cost = meter.cost();
    sum.wallSeconds += cost.wallSeconds;
    sum.cpuSeconds += cost.cpuSeconds;
    sum.packed += upkeep.packed;
    sum.folded += upkeep.folded;
    sum.longest = std::max(sum.longest, upkeep.longestStep);
}

struct Run {
    qint64 results = 0;
    double insertWall = 0;
    double insertCpu = 0;
    Upkeeps upkeeps;
};

/// As the engine does it: what ends in the same seconds is committed together, upkeep every ten minutes.
Run play(Storage::SqlStore &store, const Load &load, Instant from)
{
    std::vector<Site> sites;
    for (int i = 0; i < load.monitors; ++i)
        sites.emplace_back(i);
    Run run;
    Instant kept = from;
    const Millis slice = load.interval / 20;
    for (Instant round = from; round < from + load.span; round += load.interval) {
        for (int part = 0; part < 20; ++part) {
            Ports::CommitBatch batch;
            for (size_t i = static_cast<size_t>(part); i < sites.size(); i += 20)
                batch.results.push_back({ monitor(static_cast<int>(i)), sites[i].sampleAt(round + part * slice) });
            run.results += static_cast<qint64>(batch.results.size());
            const Bench::Meter meter;
            await(store.commit(std::move(batch)));
            run.insertWall += meter.cost().wallSeconds;
            run.insertCpu += meter.cost().cpuSeconds;
        }
        if (round - kept >= 10min)
            keepUp(store, kept = round, run.upkeeps);
    }
    keepUp(store, from + load.span, run.upkeeps);
    return run;
}

qint64 usedBytes(const QString &file, const QString &table)
{
    Storage::Database database;
    require(database.open(file, Storage::Database::Mode::ReadOnly));
    const auto bytes = database.scalar(QStringLiteral("SELECT sum(length(body)) FROM ") + table);
    return bytes ? bytes->toLongLong() : 0;
}

void measureDay(const Bench::Options &options)
{
    Bench::Table table(QStringLiteral("A day of HTTP checks, one a minute"),
        { QStringLiteral("monitors"), QStringLiteral("results"), QStringLiteral("bytes a result on disk"),
            QStringLiteral("of these packed singles"), QStringLiteral("hours"), QStringLiteral("inserts/s"),
            QStringLiteral("insert CPU µs"), QStringLiteral("rolled up/s"), QStringLiteral("roll-up CPU µs"),
            QStringLiteral("longest step ms") });
    for (const int monitors : options.quick ? std::vector { 50 } : std::vector { 100, 1000 }) {
        const auto folder = Bench::dataFolder();
        auto store = require(Storage::SqlStore::open({ folder->path() }));
        await(store->checkpoint());
        const qint64 before = QFileInfo(databaseIn(*folder)).size();
        const Run run = play(*store, { monitors, 60s, options.quick ? 3h : 24h }, kStart);
        await(store->checkpoint());
        const double count = static_cast<double>(run.results);
        const auto each = [count](double sum) { return Bench::figure(sum / count); };
        const auto bytes = [&](const char *name) {
            return each(static_cast<double>(usedBytes(databaseIn(*folder), QLatin1String(name))));
        };
        table.row({ Bench::figure(monitors), Bench::figure(count),
            each(static_cast<double>(QFileInfo(databaseIn(*folder)).size() - before)), bytes("result_blocks"),
            bytes("result_hours"), Bench::figure(count / run.insertWall), each(run.insertCpu * 1e6),
            Bench::figure(static_cast<double>(run.upkeeps.packed) / run.upkeeps.wallSeconds),
            each(run.upkeeps.cpuSeconds * 1e6),
            Bench::figure(static_cast<double>(run.upkeeps.longest.count()) / 1000) });
    }
    table.note(
        QStringLiteral("Commits of a twentieth of all monitors, each durable before the next; upkeep every ten "
                       "minutes. File system: %1.")
            .arg(Bench::fileSystemOf(*Bench::dataFolder())));
}

/// Ninety days of one result a minute of some monitors, as they lie after daily upkeep.
std::unique_ptr<QTemporaryDir> ninetyDays(int monitors, int days)
{
    auto folder = Bench::dataFolder();
    auto store = require(Storage::SqlStore::open({ folder->path() }));
    for (int i = 0; i < monitors; ++i) {
        Site site(i);
        Ports::CommitBatch batch;
        for (Instant at = kStart - days * 24h; at < kStart; at += 60s)
            batch.results.push_back({ monitor(i), site.sampleAt(at) });
        await(store->commit(std::move(batch)));
    }
    Upkeeps upkeeps;
    keepUp(*store, kStart, upkeeps);
    Bench::Table table(QStringLiteral("Catching up with %1 days that nobody summed up").arg(days),
        { QStringLiteral("results"), QStringLiteral("seconds"), QStringLiteral("rolled up/s"),
            QStringLiteral("hours folded"), QStringLiteral("longest step ms") });
    table.row({ Bench::figure(static_cast<double>(upkeeps.packed)), Bench::figure(upkeeps.wallSeconds),
        Bench::figure(static_cast<double>(upkeeps.packed) / upkeeps.wallSeconds),
        Bench::figure(static_cast<double>(upkeeps.folded)),
        Bench::figure(static_cast<double>(upkeeps.longest.count()) / 1000) });
    return folder;
}

void measureCharts(const Bench::Options &options)
{
    const int days = options.quick ? 9 : 90;
    const int monitors = options.quick ? 4 : 20;
    const auto folder = ninetyDays(monitors, days);
    Storage::Database database;
    require(database.open(databaseIn(*folder), Storage::Database::Mode::ReadOnly));
    require(database.tune());
    Bench::Table table(QStringLiteral("Charts over one result a minute, processor time of one question"),
        { QStringLiteral("range"), QStringLiteral("resolution"), QStringLiteral("points"),
            QStringLiteral("CPU ms, first"), QStringLiteral("CPU ms, median"), QStringLiteral("CPU ms, worst") });
    const auto measure = [&](Millis span, Domain::Resolution resolution) {
        std::vector<double> costs;
        size_t points = 0;
        for (int round = 0; round < 40; ++round) {
            const Ports::ResultQuery query { monitor(round % monitors), kStart - span, kStart, resolution, 5'000 };
            const Bench::Meter meter;
            const auto page = require(Storage::readResults(database, query));
            costs.push_back(meter.cost().threadSeconds * 1000);
            points = page.samples.size() + page.buckets.size();
        }
        const double first = costs.front();
        table.row({ QStringLiteral("%1 h").arg(span / 1h), Domain::word(resolution),
            Bench::figure(static_cast<double>(points)), Bench::figure(first),
            Bench::figure(Bench::quantile(costs, 0.5)), Bench::figure(Bench::quantile(costs, 1.0)) });
    };
    using enum Domain::Resolution;
    for (const Domain::Resolution resolution : { Auto, Hour, Minute, Raw })
        measure(days * 24h, resolution);
    measure(30 * 24h, Auto);
    measure(7 * 24h, Auto);
    measure(24h, Auto);
    std::vector<double> costs;
    for (int round = 0; round < 40; ++round) {
        const Bench::Meter meter;
        static_cast<void>(require(
            Storage::readSummary(database, { monitor(round % monitors), kStart - days * 24h + 1234s, kStart })));
        costs.push_back(meter.cost().threadSeconds * 1000);
    }
    const double first = costs.front();
    table.row({ QStringLiteral("%1 h").arg(days * 24), QStringLiteral("summary, any range"), QStringLiteral("1"),
        Bench::figure(first), Bench::figure(Bench::quantile(costs, 0.5)),
        Bench::figure(Bench::quantile(costs, 1.0)) });
    table.note(QStringLiteral("At most 5,000 points a page."));
}

Ports::CommitBatch pingBatch(int heartbeat, qint64 number)
{
    Ports::CommitBatch batch;
    Ports::HeartbeatRow row;
    row.id = MonitorId(QStringLiteral("job-%1/heartbeat").arg(heartbeat));
    row.state.status = Domain::HeartbeatStatus::Up;
    row.state.pings = number;
    row.keys.current = QStringLiteral("6f1c1f5e-0000-4000-8000-%1").arg(heartbeat, 12, 10, QLatin1Char('0'));
    batch.heartbeats = { row };
    Ports::PingRow ping;
    ping.monitor = row.id;
    ping.number = number;
    ping.ping.at = kStart + Millis { number };
    ping.ping.method = QStringLiteral("POST");
    ping.ping.body = QByteArray(200, 'b');
    ping.ping.source = QStringLiteral("192.0.2.17");
    ping.ping.userAgent = QStringLiteral("curl/7.88.1");
    ping.scheme = QStringLiteral("http");
    batch.pings = { ping };
    return batch;
}

using Moment = std::chrono::steady_clock::time_point;

/// Keeps `flying` pings under way, as many clients do that each wait for their answer.
void measurePingsInFlight(
    Storage::SqlStore &store, size_t flying, int total, Bench::Table &table, const QString &name)
{
    constexpr int heartbeats = 200;
    static qint64 number = 0;
    std::deque<std::pair<Moment, QFuture<Result<void>>>> waiting;
    std::vector<double> latencies;
    const Bench::Meter meter;
    const auto take = [&] {
        auto [since, future] = std::move(waiting.front());
        waiting.pop_front();
        await(future);
        latencies.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since).count());
    };
    for (int i = 0; i < total; ++i) {
        if (waiting.size() >= flying)
            take();
        ++number;
        waiting.emplace_back(std::chrono::steady_clock::now(),
            store.commit(pingBatch(static_cast<int>(number) % heartbeats, number)));
    }
    while (!waiting.empty())
        take();
    const Bench::Cost cost = meter.cost();
    table.row({ name, Bench::figure(static_cast<double>(flying)), Bench::figure(total / cost.wallSeconds),
        Bench::figure(Bench::quantile(latencies, 0.5)), Bench::figure(Bench::quantile(latencies, 0.99)),
        Bench::figure(Bench::quantile(latencies, 1.0)), Bench::figure(cost.cpuSeconds / total * 1e6) });
}

void measurePings(const Bench::Options &options)
{
    Bench::Table table(QStringLiteral("Durable pings: state and log line, synced to the disk before the answer"),
        { QStringLiteral("beside"), QStringLiteral("in flight"), QStringLiteral("pings/s"),
            QStringLiteral("ms, median"), QStringLiteral("ms, p99"), QStringLiteral("ms, worst"),
            QStringLiteral("CPU µs each") });
    const auto folder = Bench::dataFolder();
    auto store = require(Storage::SqlStore::open({ folder->path() }));
    const int scale = options.quick ? 10 : 1;
    const auto nothing = QStringLiteral("nothing");
    measurePingsInFlight(*store, 1, 2'000 / scale, table, nothing);
    measurePingsInFlight(*store, 16, 20'000 / scale, table, nothing);
    measurePingsInFlight(*store, 128, 40'000 / scale, table, nothing);
    Ports::CommitBatch results;
    for (int i = 0; i < (options.quick ? 10 : 200); ++i) {
        Site site(i);
        for (Instant at = kStart; at < kStart + 24h; at += 60s)
            results.results.push_back({ monitor(i), site.sampleAt(at) });
    }
    await(store->commit(std::move(results)));
    auto upkeep = store->maintainResults(kStart + 24h, {});
    measurePingsInFlight(*store, 16, 10'000 / scale, table, QStringLiteral("upkeep catching up a day"));
    const auto done = await(upkeep);
    table.note(QStringLiteral("The upkeep packed %1 results meanwhile, its longest step took %2 ms.")
                   .arg(Bench::figure(static_cast<double>(done.packed)),
                       Bench::figure(static_cast<double>(done.longestStep.count()) / 1000)));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Bench::Options options = Bench::readOptions(argc, argv);
    measureDay(options);
    measureCharts(options);
    measurePings(options);
    return 0;
}
