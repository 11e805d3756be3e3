// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"
#include "storage/database.h"
#include "storage/lane.h"

#include <QPromise>

namespace Wf::Storage {

/// One answer on its way: copyable, so that it fits into a job.
template <class T> class Answer {
public:
    Answer()
        : m_promise(std::make_shared<QPromise<Result<T>>>())
    {
        m_promise->start();
    }
    [[nodiscard]] QFuture<Result<T>> future() const { return m_promise->future(); }
    void give(Result<T> result) const
    {
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<Result<T>>> m_promise;
};

/// Commits in the order they came, those that wait together in one transaction; questions after the commits that
/// came before them, but never behind later ones. Thread-safe. Both kinds have a limit.
class CommitQueue {
public:
    static constexpr size_t kMostCommits = 20'000;
    static constexpr size_t kMostTogether = 1'000; ///< batches of one transaction
    static constexpr size_t kMostQuestions = 10'000;

    /// The lanes and the database outlive the queue; `database` is used in the writer lane alone.
    CommitQueue(Lane &writer, Lane &reader, Database &database);

    [[nodiscard]] QFuture<Result<void>> commit(Ports::CommitBatch batch);
    /// False: too many questions wait already, `job` will not run.
    [[nodiscard]] bool ask(Lane::Job job);
    /// Nothing waits to be written.
    [[nodiscard]] bool isWritten();

private:
    struct Waiting {
        Ports::CommitBatch batch;
        Answer<void> answer;
    };
    struct Question {
        quint64 after = 0; ///< number of the commit that it must see
        Lane::Job job;
    };

    void writeSome();
    [[nodiscard]] std::vector<Waiting> take();
    void finished(size_t commits);
    void dispatch(Lane::Job job);

    Lane &m_writer;
    Lane &m_reader;
    Database &m_database;
    QMutex m_mutex; ///< guards all below
    std::deque<Waiting> m_waiting;
    std::deque<Question> m_held;
    size_t m_questions = 0; ///< held or handed to the reader
    quint64 m_accepted = 0;
    quint64 m_written = 0;
    bool m_scheduled = false;
};

} // namespace Wf::Storage
