// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

namespace Wf::Http {

/// What the system says about this process; parts that it does not say are absent.
struct ProcessInfo {
    std::optional<double> cpuSeconds;
    std::optional<double> residentBytes;
    std::optional<double> virtualBytes;
    std::optional<double> openFiles;
    std::optional<double> startedAt; ///< seconds since 1970
};
[[nodiscard]] ProcessInfo processInfo();

} // namespace Wf::Http
