// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/commitqueue.h"

#include "storage/batchwriter.h"

namespace Wf::Storage {

CommitQueue::CommitQueue(Lane &writer, Lane &reader, Database &database)
    : m_writer(writer)
    , m_reader(reader)
    , m_database(database)
{
}

QFuture<Result<void>> CommitQueue::commit(Ports::CommitBatch batch)
{
    const Answer<void> answer;
    const QMutexLocker lock(&m_mutex);
    if (m_waiting.size() >= kMostCommits) {
        answer.give(failure(ErrorCode::Unavailable,
            QStringLiteral("%1 changes already wait for the disk: it is too slow or hangs").arg(kMostCommits)));
        return answer.future();
    }
    m_waiting.push_back({ std::move(batch), answer });
    ++m_accepted;
    if (!std::exchange(m_scheduled, true))
        m_writer.post([this] { writeSome(); });
    return answer.future();
}

bool CommitQueue::ask(Lane::Job job)
{
    const QMutexLocker lock(&m_mutex);
    if (m_questions >= kMostQuestions)
        return false;
    ++m_questions;
    if (m_written == m_accepted)
        dispatch(std::move(job));
    else
        m_held.push_back({ m_accepted, std::move(job) });
    return true;
}

bool CommitQueue::isWritten()
{
    const QMutexLocker lock(&m_mutex);
    return m_written == m_accepted;
}

void CommitQueue::dispatch(Lane::Job job)
{
    m_reader.post([this, job = std::move(job)] {
        job();
        const QMutexLocker lock(&m_mutex);
        --m_questions;
    });
}

std::vector<CommitQueue::Waiting> CommitQueue::take()
{
    const QMutexLocker lock(&m_mutex);
    std::vector<Waiting> taken;
    while (!m_waiting.empty() && taken.size() < kMostTogether) {
        taken.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    return taken;
}

void CommitQueue::writeSome()
{
    const std::vector<Waiting> taken = take();
    std::vector<const Ports::CommitBatch *> batches;
    batches.reserve(taken.size());
    for (const Waiting &waiting : taken)
        batches.push_back(&waiting.batch);
    auto answers = writeTogether(m_database, batches);
    for (size_t i = 0; i < taken.size(); ++i)
        taken[i].answer.give(std::move(answers[i]));
    finished(taken.size());
}

void CommitQueue::finished(size_t commits)
{
    const QMutexLocker lock(&m_mutex);
    m_written += commits;
    while (!m_held.empty() && m_held.front().after <= m_written) {
        dispatch(std::move(m_held.front().job));
        m_held.pop_front();
    }
    m_scheduled = !m_waiting.empty();
    if (m_scheduled)
        m_writer.post([this] { writeSome(); });
}

} // namespace Wf::Storage
