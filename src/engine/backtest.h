// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"

#include <QObject>
#include <QPromise>

namespace Wf::Engine {

/// What happened, and the policy that is tried on it.
struct Replay {
    Domain::AlertPolicy policy;
    std::shared_ptr<const Domain::Catalogue> catalogue; ///< as it is now: who left it is left out
    std::shared_ptr<const Domain::Graph> graph;
    std::vector<Domain::Event> events; ///< oldest first
    Instant from {};
    Instant to {};
};
/// What the policy would have told, and when. Maintenances are those that were recorded; silences of people are
/// not replayed. Pure.
[[nodiscard]] Ports::BacktestResult replay(const Replay &replay);

/// Gathers what is stored of a time and replays it in a thread of the pool. Deletes itself; the future answers
/// whatever happens.
class Backtest final : public QObject {
    Q_OBJECT

public:
    Backtest(Ports::Store &store, Replay replay, QObject *owner);

    [[nodiscard]] QFuture<Result<Ports::BacktestResult>> begin();

private:
    void readEvents(std::optional<qint64> before);
    void takeEvents(const Ports::EventPage &page);
    void readAlerts(std::optional<qint64> before);
    void takeAlerts(const Ports::AlertPage &page);
    void run();
    void answer(Result<Ports::BacktestResult> result);

    Ports::Store &m_store;
    Replay m_replay;
    std::vector<Domain::AlertRecord> m_sent; ///< newest first
    QPromise<Result<Ports::BacktestResult>> m_promise;
};

} // namespace Wf::Engine
