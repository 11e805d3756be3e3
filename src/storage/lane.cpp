// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/lane.h"

#include <QSemaphore>

namespace Wf::Storage {

Lane::Lane(const QString &name)
{
    setObjectName(name);
    start();
}

Lane::~Lane()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_ending = true;
    }
    m_wake.wakeAll();
    wait();
}

void Lane::post(Job job)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.wakeOne();
}

void Lane::call(const Job &job)
{
    QSemaphore done;
    post([&job, &done] {
        job();
        done.release();
    });
    done.acquire();
}

Lane::Job Lane::next()
{
    const QMutexLocker lock(&m_mutex);
    while (m_jobs.empty() && !m_ending)
        m_wake.wait(&m_mutex);
    if (m_jobs.empty())
        return {};
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    return job;
}

void Lane::run()
{
    while (const Job job = next())
        job();
}

} // namespace Wf::Storage
