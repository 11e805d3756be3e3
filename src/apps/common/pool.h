// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace Wf::Apps {

/// Runs `work` in a thread of the pool and answers with what it returns: for reading files, which no face and no
/// engine may wait for.
template <class T, class Work> [[nodiscard]] QFuture<T> inPool(Work work)
{
    const auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return promise->future();
}

} // namespace Wf::Apps
