// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"

#include <QObject>

#include <functional>

namespace Wf::Engine {

/// Asks the store, a few checks at a time, what the day before the start was like: a restart forgets nothing.
class UptimeMemory final : public QObject {
    Q_OBJECT

public:
    using Recall = std::function<void(const MonitorId &, Instant at, const Domain::Tally &)>;

    UptimeMemory(Ports::Store &store, Recall recall);

    /// Tells of each hour that began within the 23 hours before that of `start`, and of that hour up to `start`.
    void begin(std::vector<MonitorId> monitors, Instant start);

private:
    void next();
    void askHours(const MonitorId &monitor);
    void askThisHour(const MonitorId &monitor);

    Ports::Store &m_store;
    Recall m_recall;
    std::vector<MonitorId> m_left; ///< to be asked for, the last first
    Instant m_start {};
};

} // namespace Wf::Engine
