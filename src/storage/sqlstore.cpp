// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/sqlstore.h"

#include "core/clock.h"
#include "storage/alertreaders.h"
#include "storage/backup.h"
#include "storage/commitqueue.h"
#include "storage/incidentreaders.h"
#include "storage/migrations.h"
#include "storage/pinglog.h"
#include "storage/purge.h"
#include "storage/readers.h"
#include "storage/resultkeeper.h"
#include "storage/resultreaders.h"
#include "storage/vendorreaders.h"

#include <QDir>
#include <QFileInfo>

namespace Wf::Storage {

namespace {

    QString databaseFile(const QString &folder)
    {
        return folder + QStringLiteral("/data.db");
    }

    Result<void> makeFolders(const QString &folder)
    {
        for (const char *below : { "", "/backups", "/postmortems" }) {
            const QString name = folder + QLatin1String(below);
            if (!QDir().mkpath(name))
                return failure(ErrorCode::Io,
                    QStringLiteral("the folder %1 cannot be made: give --data a folder that can be written")
                        .arg(name));
        }
        return {};
    }

    /// Looks at an existing file without changing a byte of it.
    Result<void> inspect(const QString &file)
    {
        if (QFileInfo(file).size() == 0)
            return {};
        Database database;
        return database.open(file, Database::Mode::ReadOnly).and_then([&database] {
            return checkSchema(database, builtInMigrations());
        });
    }

    Result<void> openWriter(Database &database, const QString &file)
    {
        return inspect(file)
            .and_then([&] { return database.open(file, Database::Mode::ReadWrite); })
            .and_then([&] { return database.tune(); })
            .and_then([&]() -> Result<void> {
                const auto applied = migrate(database, builtInMigrations(), SystemClock().now());
                return applied ? Result<void> {} : tl::unexpected<Error>(applied.error());
            });
    }

    Result<void> openReader(Database &database, const QString &file)
    {
        return database.open(file, Database::Mode::ReadOnly).and_then([&] { return database.tune(); });
    }

    tl::unexpected<Error> ending()
    {
        return failure(ErrorCode::Unavailable, QStringLiteral("the database is being closed"));
    }

} // namespace

SqlStore::SqlStore(StoreOptions options)
    : m_options(std::move(options))
    , m_writing(std::make_unique<Database>())
    , m_reading(std::make_unique<Database>())
    , m_writer(std::make_unique<Lane>(QStringLiteral("storage")))
    , m_reader(std::make_unique<Lane>(QStringLiteral("storage-read")))
    , m_copier(std::make_unique<Lane>(QStringLiteral("storage-copy")))
    , m_queue(std::make_unique<CommitQueue>(*m_writer, *m_reader, *m_writing))
{
    m_options.dataFolder = QDir(m_options.dataFolder).absolutePath();
}

Result<std::unique_ptr<SqlStore>> SqlStore::open(const StoreOptions &options)
{
    std::unique_ptr<SqlStore> store(new SqlStore(options));
    if (const auto opened = store->openFiles(); !opened)
        return tl::unexpected<Error>(opened.error());
    return store;
}

Result<void> SqlStore::openFiles()
{
    const QString file = databaseFile(m_options.dataFolder);
    Result<void> outcome = makeFolders(m_options.dataFolder);
    if (outcome)
        m_writer->call([&] { outcome = openWriter(*m_writing, file); });
    if (outcome)
        m_reader->call([&] { outcome = openReader(*m_reading, file); });
    return outcome;
}

SqlStore::~SqlStore()
{
    m_ending = true;
    while (!m_queue->isWritten())
        m_writer->call([] {}); // behind what is being written
    m_copier.reset();
    m_reader->call([this] { m_reading->close(); });
    m_writer->call([this] { m_writing->close(); }); // the last to close tidies the write-ahead log away
    m_writer.reset();
    m_reader.reset();
}

template <class T, class Read> QFuture<Result<T>> SqlStore::ask(Read read)
{
    const Answer<T> answer;
    const bool accepted = m_queue->ask([this, answer, read] { answer.give(read(*m_reading)); });
    if (!accepted)
        answer.give(failure(
            ErrorCode::Unavailable, QStringLiteral("too many questions wait for the database: ask later")));
    return answer.future();
}

QFuture<Result<Ports::StoredWorld>> SqlStore::load(Instant now)
{
    return ask<Ports::StoredWorld>([now](Database &database) { return readWorld(database, now); });
}

QFuture<Result<void>> SqlStore::commit(Ports::CommitBatch batch)
{
    return m_queue->commit(std::move(batch));
}

QFuture<Result<Ports::EventPage>> SqlStore::events(const Ports::EventQuery &query)
{
    return ask<Ports::EventPage>([query](Database &database) { return readEvents(database, query); });
}

QFuture<Result<Ports::AlertPage>> SqlStore::alerts(const Ports::AlertQuery &query)
{
    return ask<Ports::AlertPage>([query](Database &database) { return readAlerts(database, query); });
}

QFuture<Result<std::vector<Domain::Interval>>> SqlStore::history(const Ports::HistoryQuery &query)
{
    return ask<std::vector<Domain::Interval>>(
        [query](Database &database) { return readHistory(database, query); });
}

QFuture<Result<Domain::VendorFacts>> SqlStore::vendorFacts(
    const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks)
{
    return ask<Domain::VendorFacts>(
        [query, ownChecks](Database &database) { return readVendorFacts(database, query, ownChecks); });
}

QFuture<Result<Ports::IncidentPage>> SqlStore::incidents(const Ports::IncidentQuery &query)
{
    return ask<Ports::IncidentPage>([query](Database &database) { return readIncidents(database, query); });
}

QFuture<Result<Ports::IncidentStory>> SqlStore::incident(qint64 id)
{
    return ask<Ports::IncidentStory>([id](Database &database) { return readStory(database, id); });
}

QFuture<Result<std::vector<Domain::Report>>> SqlStore::reports(const Ports::ReportQuery &query)
{
    return ask<std::vector<Domain::Report>>([query](Database &database) { return readReports(database, query); });
}

template <class T, class Job> QFuture<Result<T>> SqlStore::begin(std::shared_ptr<Job> job)
{
    const Answer<T> answer;
    m_writer->post([this, job, answer] { carryOn(job, answer); });
    return answer.future();
}

template <class Job, class T> void SqlStore::carryOn(const std::shared_ptr<Job> &job, const Answer<T> &answer)
{
    if (m_ending)
        return answer.give(ending());
    if (const auto done = job->step(*m_writing); !done)
        return answer.give(tl::unexpected<Error>(done.error()));
    if (job->isDone())
        return answer.give(job->outcome());
    m_writer->post([this, job, answer] { carryOn(job, answer); });
}

QFuture<Result<Ports::Store::Purged>> SqlStore::purge(const Retention &retention, Instant now)
{
    return begin<Purged>(std::make_shared<Purge>(retention, now));
}

QFuture<Result<Ports::ResultUpkeep>> SqlStore::maintainResults(Instant now, const Ports::ResultLimits &limits)
{
    return begin<Ports::ResultUpkeep>(std::make_shared<ResultKeeper>(limits, now));
}

QFuture<Result<Ports::ResultPage>> SqlStore::results(const Ports::ResultQuery &query)
{
    return ask<Ports::ResultPage>([query](Database &database) { return readResults(database, query); });
}

QFuture<Result<Ports::ResultSummary>> SqlStore::summary(const Ports::SummaryQuery &query)
{
    return ask<Ports::ResultSummary>([query](Database &database) { return readSummary(database, query); });
}

QFuture<Result<Ports::PingPage>> SqlStore::pings(const Ports::PingQuery &query)
{
    return ask<Ports::PingPage>([query](Database &database) { return readPings(database, query); });
}

QFuture<Result<QByteArray>> SqlStore::pingBody(const MonitorId &monitor, qint64 number)
{
    return ask<QByteArray>(
        [monitor, number](Database &database) { return readPingBody(database, monitor, number); });
}

QFuture<Result<void>> SqlStore::checkpoint()
{
    const Answer<void> answer;
    m_writer->post(
        [this, answer] { answer.give(Storage::checkpoint(*m_writing).map([](const Checkpoint &) {})); });
    return answer.future();
}

QFuture<Result<QString>> SqlStore::backup(Instant now)
{
    const QString folder = m_options.dataFolder + QStringLiteral("/backups");
    const Answer<QString> answer;
    m_copier->post([answer, folder, now, file = databaseFile(m_options.dataFolder), days = m_options.backupDays] {
        Database database;
        answer.give(database.open(file, Database::Mode::ReadOnly).and_then([&] {
            return writeBackup(database, folder, now, days);
        }));
    });
    return answer.future();
}

} // namespace Wf::Storage
