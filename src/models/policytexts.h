// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/policyfile.h"
#include "ports/session.h"

namespace Wf::Models {

/// "3 routes, 2 channels. Nothing is wrong." or "2 faults: nothing is kept until they are gone."
[[nodiscard]] QString policySummary(const Ports::PolicyReading &reading);
/// "Line 12: there is no channel 'slak' (did you mean 'slack'?)"
[[nodiscard]] QString faultText(const Ports::PolicyFault &fault);

/// "In 30 days: 12 messages instead of the 34 that were sent, for 9 incidents."
[[nodiscard]] QString backtestSummary(const Ports::BacktestResult &result, int days);
/// One message that a policy would have sent.
struct TrialLine {
    QString when;
    QString name; ///< of the service
    QString text; ///< "first message → pager, slack"
    Domain::Status status = Domain::Status::Unknown;
};
/// The newest first, at most `limit`.
[[nodiscard]] std::vector<TrialLine> trialLines(
    const Ports::BacktestResult &result, const Ports::Snapshot &world, Instant now, size_t limit);

/// "slack: delivered (HTTP 200); pager: HTTP 401"
[[nodiscard]] QString testOutcome(const Ports::AlertTrialOutcome &outcome);
[[nodiscard]] bool reachedAll(const Ports::AlertTrialOutcome &outcome);

} // namespace Wf::Models
