// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/verdict.h"
#include "ports/results.h"
#include "ports/snapshot.h"
#include "wire/values.h"

/// Active checks, their results, and heartbeats as the API shows them. Times of phases are milliseconds with
/// microsecond resolution.
namespace Wf::Wire {

[[nodiscard]] QJsonValue millis(const std::optional<Domain::Micros> &time);
/// What one run found: phases, peer, certificate, every assertion.
[[nodiscard]] QJsonObject checkResult(const Domain::CheckResult &result);
/// State, schedule, last and next ping, and the path that pings it (a secret to those who may not write).
[[nodiscard]] QJsonObject heartbeat(
    const Domain::HeartbeatSpec &spec, const Ports::HeartbeatView &view, Instant now);
/// "/ping/6c3c…"
[[nodiscard]] QString pingPath(const Ports::HeartbeatView &view);

[[nodiscard]] QJsonObject sample(const Domain::Sample &sample);
[[nodiscard]] QJsonObject bucket(const Domain::Bucket &bucket);
[[nodiscard]] QJsonArray results(const Ports::ResultPage &page);
[[nodiscard]] QJsonObject summary(const Ports::ResultSummary &summary);
[[nodiscard]] QJsonObject ping(const Ports::PingRow &row);

} // namespace Wf::Wire
