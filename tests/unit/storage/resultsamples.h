// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/results.h"

#include <QRandomGenerator>

namespace Wf::Testing {

/// Results as a check of a web site gives them: an even pace with a little jitter, now and then slow or failed.
class ResultMaker {
public:
    explicit ResultMaker(quint32 seed)
        : m_random(seed)
    {
    }
    [[nodiscard]] QRandomGenerator &random() { return m_random; }
    [[nodiscard]] Domain::Sample sampleAt(Instant at);
    /// One result every `apart`, from `from` on.
    [[nodiscard]] std::vector<Ports::ResultRow> rows(
        const MonitorId &monitor, Instant from, Instant to, Millis apart);

private:
    QRandomGenerator m_random;
};

} // namespace Wf::Testing
