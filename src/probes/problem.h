// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/observation.h"

#include <QNetworkReply>

namespace Wf::Probes {

/// Why a question got no answer: the kind, the machine's word (it feeds Domain::outcomeLabel) and one sentence.
struct Problem {
    Domain::Failure failure = Domain::Failure::Internal;
    QString reason;
    QString detail;
    int httpStatus = 0; ///< 0 when none was received
    Millis latency { 0 };

    bool operator==(const Problem &) const = default;
};

/// "HTTP 503": transient_http_503 for the statuses that are worth a retry, http_404 for all others.
[[nodiscard]] Problem httpProblem(int status);
/// Our own deadline passed: "timeout", "Poll timeout".
[[nodiscard]] Problem timeoutProblem();
/// "request_error: ConnectError"; the sentence is the class where there is none.
[[nodiscard]] Problem transportProblem(const QString &className, const QString &sentence);
/// The question was not asked, because its host failed too often. `cause` is the reason of the last real failure.
[[nodiscard]] Problem circuitOpenProblem(const QString &cause, std::optional<Instant> until);
/// "unexpected: ValueError": a fault of ours.
[[nodiscard]] Problem unexpectedProblem(const QString &className, const QString &sentence);
/// What Qt says went wrong on the way, in our words; `said` is Qt's text.
[[nodiscard]] Problem networkProblem(QNetworkReply::NetworkError error, const QString &host, const QString &said);

} // namespace Wf::Probes
