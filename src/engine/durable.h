// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QFuture>
#include <QPromise>

#include <memory>

namespace Wf::Engine {

[[nodiscard]] inline tl::unexpected<Error> notRunning()
{
    return failure(ErrorCode::Unavailable, QStringLiteral("Watchfloor is shutting down"));
}

template <class T> [[nodiscard]] QFuture<Result<T>> ready(Result<T> result)
{
    return QtFuture::makeReadyFuture<Result<T>>(std::move(result));
}

/// An answer that waits until what it says is durable.
template <class T> class Durable {
public:
    explicit Durable(Result<T> value = {})
        : m_value(std::move(value))
    {
        m_promise->start();
    }
    [[nodiscard]] QFuture<Result<T>> future() const { return m_promise->future(); }
    void operator()(const Result<void> &stored) const
    {
        m_promise->addResult(stored ? m_value : Result<T>(tl::unexpected(stored.error())));
        m_promise->finish();
    }

private:
    Result<T> m_value;
    std::shared_ptr<QPromise<Result<T>>> m_promise = std::make_shared<QPromise<Result<T>>>();
};

} // namespace Wf::Engine
