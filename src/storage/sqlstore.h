// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"

#include <atomic>
#include <memory>

namespace Wf::Storage {

template <class T> class Answer;
class CommitQueue;
class Database;
class Lane;

struct StoreOptions {
    QString dataFolder;
    int backupDays = 7; ///< how long daily copies are kept
};

/// DATA/data.db: SQLite in two threads of its own, one that writes and one that reads. An answered commit survives
/// kill -9 and a power cut. Futures are answered from those threads: continue them with a context.
/// Take the InstanceLock of the folder first.
class SqlStore final : public Ports::Store {
public:
    /// Makes DATA, DATA/backups and DATA/postmortems, checks the file without changing it, brings its schema up to
    /// date. Blocks until that is done: call it before the program answers to anybody.
    /// Errors: NewerSchema (file untouched), Conflict (made by another program), Io, Unavailable.
    [[nodiscard]] static Result<std::unique_ptr<SqlStore>> open(const StoreOptions &options);
    /// Finishes what was committed, then closes. A clean-up under way stops after its step.
    ~SqlStore() override;

    [[nodiscard]] QFuture<Result<Ports::StoredWorld>> load(Instant now) override;
    [[nodiscard]] QFuture<Result<void>> commit(Ports::CommitBatch batch) override;
    [[nodiscard]] QFuture<Result<Ports::EventPage>> events(const Ports::EventQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::AlertPage>> alerts(const Ports::AlertQuery &query) override;
    [[nodiscard]] QFuture<Result<std::vector<Domain::Interval>>> history(
        const Ports::HistoryQuery &query) override;
    [[nodiscard]] QFuture<Result<Domain::VendorFacts>> vendorFacts(
        const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks) override;
    [[nodiscard]] QFuture<Result<Ports::IncidentPage>> incidents(const Ports::IncidentQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::IncidentStory>> incident(qint64 id) override;
    [[nodiscard]] QFuture<Result<std::vector<Domain::Report>>> reports(const Ports::ReportQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::ResultPage>> results(const Ports::ResultQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::ResultSummary>> summary(const Ports::SummaryQuery &query) override;
    [[nodiscard]] QFuture<Result<Ports::PingPage>> pings(const Ports::PingQuery &query) override;
    [[nodiscard]] QFuture<Result<QByteArray>> pingBody(const MonitorId &monitor, qint64 number) override;
    [[nodiscard]] QFuture<Result<Ports::ResultUpkeep>> maintainResults(
        Instant now, const Ports::ResultLimits &limits) override;
    [[nodiscard]] QFuture<Result<Purged>> purge(const Retention &retention, Instant now) override;

    /// Copies the write-ahead log into the file and cuts it.
    [[nodiscard]] QFuture<Result<void>> checkpoint();
    /// A checked copy DATA/backups/watchfloor-YYYY-MM-DD.db of today; answers its path. Commits go on meanwhile.
    [[nodiscard]] QFuture<Result<QString>> backup(Instant now);

private:
    explicit SqlStore(StoreOptions options);
    [[nodiscard]] Result<void> openFiles();
    /// Runs `read` (Database & -> Result<T>) in the reading thread, after the commits made so far.
    template <class T, class Read> QFuture<Result<T>> ask(Read read);
    /// Carries out `job` step by step in the writing thread.
    template <class T, class Job> QFuture<Result<T>> begin(std::shared_ptr<Job> job);
    /// One step, then back to the end of the line.
    template <class Job, class T> void carryOn(const std::shared_ptr<Job> &job, const Answer<T> &answer);

    StoreOptions m_options;
    std::atomic<bool> m_ending = false;
    std::unique_ptr<Database> m_writing;
    std::unique_ptr<Database> m_reading;
    std::unique_ptr<Lane> m_writer;
    std::unique_ptr<Lane> m_reader;
    std::unique_ptr<Lane> m_copier;
    std::unique_ptr<CommitQueue> m_queue;
};

} // namespace Wf::Storage
