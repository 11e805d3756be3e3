// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"
#include "wire/values.h"

namespace Wf::Wire {

/// "sent to slack by route everyone", "held: the service has a silence": one decision in one line.
[[nodiscard]] QString alertSentence(const Ports::AlertEntry &entry);
/// The decision with `explanation`: why, whom, how often it was tried, what was answered, what held it; sentences.
[[nodiscard]] QJsonObject alertExplanation(const Ports::AlertEntry &entry, const Ports::Snapshot &world);

/// {"deliveries": [{"channel", "outcome", "answer", "took_ms", "retry_after_seconds"}]}
[[nodiscard]] QJsonObject alertTrial(const Ports::AlertTrialOutcome &outcome);
/// {"changes", "incidents", "held", "would", "sent"}
[[nodiscard]] QJsonObject backtest(const Ports::BacktestResult &result, const Ports::Snapshot &world);

} // namespace Wf::Wire
