// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFutureWatcher>

#include <functional>

namespace Wf {

/// Calls `take` with the future's answer in a later turn of the owner's event loop, or `lost` when there will be
/// none (cancelled, an exception). An owner that is gone is not called, whoever answers and whenever:
/// continuations with a context would assert there.
template <class T>
void onAnswer(
    QObject *owner, const QFuture<T> &future, std::function<void(const T &)> take, std::function<void()> lost = {})
{
    auto *watcher = new QFutureWatcher<T>(owner);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, owner, [watcher, take = std::move(take), lost = std::move(lost)] {
            watcher->deleteLater();
            if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
                take(watcher->result());
            else if (lost)
                lost();
        });
    watcher->setFuture(future);
}

} // namespace Wf
