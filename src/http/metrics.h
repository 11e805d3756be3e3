// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"

#include <QByteArray>

namespace Wf::Http {

/// The Prometheus text of GET /metrics, format 0.0.4.
[[nodiscard]] QByteArray metricsText(const Ports::Snapshot &world, const Ports::EngineStats &stats, Instant now);

} // namespace Wf::Http
