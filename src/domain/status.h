// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace Wf::Domain {

/// What a service says about itself. The numbers are persisted and are the values of the gauge `service_status`.
enum class Status : quint8 { Operational = 0, Degraded = 1, PartialOutage = 2, MajorOutage = 3, Unknown = 4 };
/// Whether we can see it. The numbers are persisted and are the values of the gauge `poller_health_state`.
enum class PollerHealth : quint8 { Healthy = 0, Degraded = 1, Broken = 2 };
enum class Tier : quint8 { Critical = 0, Important = 1, Informational = 2 };
/// How hard a dependent is hit when its upstream fails.
enum class EdgeSeverity : quint8 { Critical = 0, High = 1, Medium = 2, Low = 3 };
/// How we know what an interval says: seen by a monitor, nobody could look, inside a maintenance, said by a
/// person.
enum class Knowledge : quint8 { Seen = 0, Blind = 1, Maintenance = 2, Manual = 3 };

/// The canonical words ("partial_outage"): the same in API, database, configuration and metrics.
[[nodiscard]] QString word(Status status);
[[nodiscard]] QString word(PollerHealth health);
[[nodiscard]] QString word(Tier tier);
[[nodiscard]] QString word(EdgeSeverity severity);
[[nodiscard]] QString word(Knowledge knowledge);
[[nodiscard]] std::optional<Status> statusFromWord(QStringView word);
[[nodiscard]] std::optional<PollerHealth> healthFromWord(QStringView word);
[[nodiscard]] std::optional<Tier> tierFromWord(QStringView word);
[[nodiscard]] std::optional<EdgeSeverity> edgeSeverityFromWord(QStringView word);
[[nodiscard]] std::optional<Knowledge> knowledgeFromWord(QStringView word);

/// major 3, partial 2, degraded 1, operational 0, unknown -1: for comparing what a service says.
[[nodiscard]] int severity(Status status);
/// Degraded, partial outage or major outage.
[[nodiscard]] bool isTrouble(Status status);
/// S1's rule: unknown ranks below operational, so leaving unknown is "worse" (the reference's words).
[[nodiscard]] bool isWorse(Status from, Status to);

/// How a service is shown, worst first; the one order used by every list, grid, wall and tray.
enum class Display : quint8 { MajorOutage, PartialOutage, Degraded, Blind, Unknown, Maintenance, Operational };
[[nodiscard]] Display display(Status status, PollerHealth health, bool maintenance);

} // namespace Wf::Domain
