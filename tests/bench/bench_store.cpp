// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What remembering costs: rows a second in groups of commits, durable against fast, and bytes a row.
#include "bench/kit/company.h"
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/table.h"
#include "storage/batchwriter.h"
#include "storage/migrations.h"
#include "storage/sqlstore.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

using namespace Wf;
using namespace std::chrono_literals;

namespace {

const Instant kStart = fromEpochMillis(1'777'000'000'000);
constexpr int kServices = 1000;

void require(const Result<void> &result)
{
    if (result)
        return;
    std::fprintf(stderr, "%s\n", qUtf8Printable(result.error().detail));
    std::exit(3);
}

QString databaseIn(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("data.db"));
}

/// One everyday observation as the engine commits it: the states of a monitor and its service.
std::vector<Ports::CommitBatch> everydayCommits(const Domain::Catalogue &company)
{
    const Ports::CommitBatch past = Bench::ninetyDays(company, kStart);
    std::vector<Ports::CommitBatch> commits(past.monitors.size());
    for (size_t i = 0; i < commits.size(); ++i) {
        commits[i].monitors = { past.monitors[i] };
        commits[i].serviceStates = { past.serviceStates[i] };
    }
    return commits;
}

Ports::CommitBatch registration(const Domain::Catalogue &company)
{
    Ports::CommitBatch batch;
    batch.services = company.services;
    return batch;
}

struct Durability {
    QString name;
    QString pragma;
};

/// `total` commits, `group` in each transaction.
void measureGroup(size_t group, size_t total, const Durability &durability, Bench::Table &table)
{
    const auto folder = Bench::dataFolder();
    const auto company = Bench::makeCompany(kServices, 60s);
    Storage::Database database;
    require(database.open(databaseIn(*folder), Storage::Database::Mode::ReadWrite));
    require(database.tune());
    require(database.execute(QStringLiteral("PRAGMA synchronous = ") + durability.pragma));
    require(Storage::migrate(database, Storage::builtInMigrations(), kStart).map([](const auto &) {}));
    const Ports::CommitBatch services = registration(*company);
    require(Storage::writeTogether(database, { &services }).front());
    const std::vector<Ports::CommitBatch> commits = everydayCommits(*company);

    std::vector<double> latencies;
    const Bench::Meter meter;
    for (size_t done = 0; done < total; done += group) {
        std::vector<const Ports::CommitBatch *> together;
        for (size_t i = 0; i < group; ++i)
            together.push_back(&commits[(done + i) % commits.size()]);
        const Bench::Meter one;
        for (const Result<void> &result : Storage::writeTogether(database, together))
            require(result);
        latencies.push_back(one.cost().wallSeconds * 1000);
    }
    const Bench::Cost cost = meter.cost();
    const double count = static_cast<double>(total);
    table.row(
        { durability.name, Bench::figure(static_cast<double>(group)), Bench::figure(count / cost.wallSeconds),
            Bench::figure(count / static_cast<double>(group) / cost.wallSeconds),
            Bench::figure(Bench::quantile(latencies, 0.5)), Bench::figure(Bench::quantile(latencies, 0.99)),
            Bench::figure(cost.cpuSeconds / count * 1000), Bench::figure(cost.allocations / count) });
}

void measureGroups(const Bench::Options &options)
{
    Bench::Table table(QStringLiteral("Commits of one observation (two rows), grouped in transactions"),
        { QStringLiteral("durability"), QStringLiteral("commits a group"), QStringLiteral("commits/s"),
            QStringLiteral("transactions/s"), QStringLiteral("ms, median"), QStringLiteral("ms, p99"),
            QStringLiteral("CPU s per 1,000 commits"), QStringLiteral("allocations each") });
    const size_t scale = options.quick ? 10 : 1;
    for (const Durability &durability : { Durability { QStringLiteral("FULL (ours)"), QStringLiteral("FULL") },
             Durability { QStringLiteral("NORMAL"), QStringLiteral("NORMAL") } }) {
        measureGroup(1, 2'000 / scale, durability, table);
        measureGroup(10, 10'000 / scale, durability, table);
        measureGroup(100, 20'000 / scale, durability, table);
        measureGroup(1000, 20'000, durability, table);
    }
    table.note(QStringLiteral("File system: %1. NORMAL may lose answered commits when the power fails.")
                   .arg(Bench::fileSystemOf(*Bench::dataFolder())));
}

/// What the file grows by, once everything is in it.
class Growth {
public:
    Growth(Storage::SqlStore &store, const QTemporaryDir &folder, Bench::Table &table)
        : m_store(store)
        , m_file(databaseIn(folder))
        , m_table(table)
    {
        m_before = size();
    }

    void measure(const QString &name, Ports::CommitBatch batch, size_t rows)
    {
        const Bench::Meter meter;
        QFuture<Result<void>> written = m_store.commit(std::move(batch));
        written.waitForFinished();
        require(written.result());
        const Bench::Cost cost = meter.cost();
        const qint64 now = size();
        const double count = static_cast<double>(rows);
        m_table.row({ name, Bench::figure(count), Bench::figure(static_cast<double>(now - m_before) / count),
            Bench::figure(cost.cpuSeconds / count * 1000) });
        m_before = now;
    }

private:
    qint64 size()
    {
        QFuture<Result<void>> cut = m_store.checkpoint();
        cut.waitForFinished();
        return QFileInfo(m_file).size();
    }

    Storage::SqlStore &m_store;
    QString m_file;
    Bench::Table &m_table;
    qint64 m_before = 0;
};

std::vector<Domain::Event> manyEvents(
    const Domain::Catalogue &company, const Ports::CommitBatch &past, size_t count)
{
    std::vector<Domain::Event> events;
    for (size_t i = 0; i < count; ++i) {
        events.push_back(past.events[i % past.events.size()]);
        events.back().id = static_cast<qint64>(i) + 1;
        events.back().service = company.services[i % company.services.size()].id;
    }
    return events;
}

void measureBytes()
{
    Bench::Table table(QStringLiteral("Bytes on disk, indexes included"),
        { QStringLiteral("kind of row"), QStringLiteral("rows"), QStringLiteral("bytes a row"),
            QStringLiteral("CPU s per 1,000") });
    const auto folder = Bench::dataFolder();
    const auto company = Bench::makeCompany(kServices, 60s);
    auto store = Storage::SqlStore::open({ folder->path() });
    require(store.map([](const auto &) {}));
    Ports::CommitBatch past = Bench::ninetyDays(*company, kStart);
    Growth growth(**store, *folder, table);
    growth.measure(QStringLiteral("service"), registration(*company), kServices);
    Ports::CommitBatch states;
    states.monitors = past.monitors;
    growth.measure(QStringLiteral("monitor state, 12 components"), states, kServices);
    Ports::CommitBatch services;
    services.serviceStates = past.serviceStates;
    growth.measure(QStringLiteral("service state"), services, kServices);
    Ports::CommitBatch history;
    history.history = past.history;
    growth.measure(QStringLiteral("interval"), history, history.history.size());
    Ports::CommitBatch events;
    events.events = manyEvents(*company, past, 50'000);
    growth.measure(QStringLiteral("event"), events, events.events.size());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    measureGroups(Bench::readOptions(argc, argv));
    measureBytes();
    return 0;
}
