// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/traffic.h"
#include "ports/session.h"

#include <QByteArray>

namespace Wf::Http {

/// Everything that /metrics is made of.
struct MetricsInput {
    const Ports::Snapshot &world;
    const Ports::EngineStats &stats;
    const Ports::Telemetry &telemetry;
    const Traffic &traffic;
    Instant now;
};
/// Where there are more checks than this, their histograms are summed up into one series: monitor_id="*".
constexpr size_t kChecksApart = 1'000;

/// The Prometheus text of GET /metrics, format 0.0.4.
[[nodiscard]] QByteArray metricsText(const MetricsInput &input);

} // namespace Wf::Http
