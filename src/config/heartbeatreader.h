// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"
#include "domain/heartbeat.h"

namespace Wf::Config {

/// Keys of a heartbeat, beside those that every monitor has.
[[nodiscard]] QStringList heartbeatKeys();
/// Reads a heartbeat: its schedule and whatever else is written.
[[nodiscard]] Domain::HeartbeatSpec readHeartbeat(const Place &monitor, const Reading &reading);

} // namespace Wf::Config
