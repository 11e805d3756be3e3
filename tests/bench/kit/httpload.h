// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <memory>
#include <vector>

namespace Wf::Bench {

/// How hard to ask, and when to stop: whichever limit is reached first.
struct Load {
    QUrl url;
    int connections = 16;
    int requests = 20'000;
    std::chrono::seconds longest { 10 };
};

struct LoadResult {
    int answered = 0;
    int refused = 0; ///< answers other than 200
    double wallSeconds = 0;
    std::vector<double> millis; ///< one a request
    qint64 bodyBytes = 0; ///< of one answer
};

/// Asks one address over keep-alive connections, each with one request under way, from this thread. Loopback only;
/// ends the benchmark when the server hangs up.
[[nodiscard]] LoadResult runLoad(const Load &load);

} // namespace Wf::Bench
