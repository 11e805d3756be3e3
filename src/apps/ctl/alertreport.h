// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>

namespace Wf::Ctl {

// Answers about incidents and alerts, in words; `data` is the member of that name.
[[nodiscard]] QString incidentsText(const QJsonObject &data);
[[nodiscard]] QString acknowledgedText(const QJsonObject &data);
[[nodiscard]] QString trialText(const QJsonObject &data);
[[nodiscard]] QString explanationText(const QJsonObject &data);
/// What would have been sent and what was, in the order of time, and the sums.
[[nodiscard]] QString backtestText(const QJsonObject &data);

} // namespace Wf::Ctl
