// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"
#include "wire/values.h"

/// Whole answers made from one snapshot. Pure.
namespace Wf::Wire {

/// GET /api/services: by category, then display name; an unknown category gives an empty list.
[[nodiscard]] QJsonObject services(const Ports::Snapshot &world, const std::optional<QString> &category);
/// GET /api/services/{id}: the service, its edges both ways, and the events that the caller looked up.
[[nodiscard]] QJsonObject serviceDetail(
    const Ports::ServiceRow &row, const Ports::Snapshot &world, const Ports::EventPage &recent);
/// GET /api/services/uptime: the worst of each of the last seven UTC days.
[[nodiscard]] QJsonObject uptime(const Ports::Snapshot &world);
/// GET /api/services/sla
[[nodiscard]] QJsonObject sla(const Ports::Snapshot &world);
/// GET /api/services/graph
[[nodiscard]] QJsonObject graph(const Ports::Snapshot &world);
/// GET /api/summary
[[nodiscard]] QJsonObject summary(const Ports::Snapshot &world);
/// GET /api/maintenance
[[nodiscard]] QJsonObject maintenances(const Ports::Snapshot &world);
/// GET /api/monitors
[[nodiscard]] QJsonObject monitors(const Ports::Snapshot &world);
/// GET /api/health, without an envelope.
[[nodiscard]] QJsonObject health(const Ports::Snapshot &world, const Ports::EngineStats &stats, Instant now);

/// Percentages a UTC day, oldest first, of the `days` days that end with the day of `now`.
[[nodiscard]] QJsonArray dailyUptime(const std::vector<Domain::Interval> &history, int days, Instant now);
[[nodiscard]] QJsonArray lastDays(int days, Instant now);

/// {"type": "snapshot", …} with everything, and {"type": "change", …} with what differs from `before`.
[[nodiscard]] QJsonObject liveSnapshot(const Ports::Snapshot &world);
[[nodiscard]] QJsonObject liveChange(const Ports::Snapshot &before, const Ports::Snapshot &world);

} // namespace Wf::Wire
