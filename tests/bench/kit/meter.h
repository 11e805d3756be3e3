// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>
#include <vector>

namespace Wf::Bench {

/// What a stretch of work cost.
struct Cost {
    double wallSeconds = 0;
    double cpuSeconds = 0; ///< of all threads
    double threadSeconds = 0; ///< of the measuring thread alone
    double allocations = 0; ///< of all threads; 0 where they cannot be counted
};

/// Measures from its making on.
class Meter {
public:
    Meter();
    [[nodiscard]] Cost cost() const;

private:
    std::chrono::steady_clock::time_point m_wall;
    double m_cpu;
    double m_thread;
    quint64 m_allocations;
};

/// Blocks asked of the heap so far by this process, growing ones included.
[[nodiscard]] quint64 allocationsSoFar();

/// Another process as the kernel sees it; nothing where there is no /proc.
struct ProcessUse {
    double cpuSeconds = 0;
    qint64 residentBytes = 0;
    qint64 peakBytes = 0;
};
[[nodiscard]] std::optional<ProcessUse> useOf(qint64 pid);
/// Processor seconds of the child processes that have ended.
[[nodiscard]] double endedChildrenSeconds();

/// The value below which `share` (0…1) of the values lie. Sorts them.
[[nodiscard]] double quantile(std::vector<double> &values, double share);

} // namespace Wf::Bench
