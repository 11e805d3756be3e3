// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <deque>
#include <functional>

namespace Wf::Storage {

/// One thread that carries out jobs one after another. What was posted before the end is still carried out.
class Lane final : public QThread {
public:
    using Job = std::function<void()>;

    explicit Lane(const QString &name);
    ~Lane() override;

    void post(Job job);
    /// Posts and waits until the job has run. Not from the lane itself.
    void call(const Job &job);

private:
    void run() override;
    [[nodiscard]] Job next();

    QMutex m_mutex;
    QWaitCondition m_wake;
    std::deque<Job> m_jobs;
    bool m_ending = false;
};

} // namespace Wf::Storage
