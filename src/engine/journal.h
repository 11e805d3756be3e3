// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"

#include <QObject>

#include <functional>

namespace Wf::Engine {

/// Writes what the engine decides, strictly in order: one batch is on its way, what comes meanwhile is gathered
/// into the next. A refused batch stays first and is tried again when retry() is called; nothing overtakes it.
class Journal final : public QObject {
    Q_OBJECT

public:
    /// Success: durable. Failure: not yet; it is kept and written as soon as the store accepts it.
    using Answered = std::function<void(const Result<void> &)>;

    explicit Journal(Ports::Store &store);

    void write(Ports::CommitBatch batch, Answered answered = {});
    /// Tries a refused batch again; does nothing when none is refused.
    void retry();
    [[nodiscard]] bool isFailing() const { return m_error.has_value(); }
    /// Nothing is on its way; what is refused waits for retry().
    [[nodiscard]] bool isSettled() const { return !m_writing; }

Q_SIGNALS:
    /// These messages are durable: they may be sent.
    void durable(const std::vector<Wf::Domain::OutboxMessage> &messages);
    void refused(const QString &why);
    void recovered();
    void settled();

private:
    struct Page {
        Ports::CommitBatch batch;
        std::vector<Answered> answered;
    };
    void begin();
    void send();
    void settle(const Result<void> &result);
    void gather(Ports::CommitBatch batch);

    Ports::Store &m_store;
    Page m_current;
    Page m_next;
    bool m_writing = false;
    std::optional<Error> m_error; ///< why the current page was refused
};

} // namespace Wf::Engine
