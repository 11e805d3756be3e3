// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/routes.h"

namespace Wf::Http {

/// The row of a monitor with the snapshot that it lives in.
struct FoundMonitor {
    Ports::SnapshotPtr world;
    const Ports::MonitorRow *row = nullptr;
};
[[nodiscard]] FoundMonitor findMonitor(const Backend &backend, const QString &id);
[[nodiscard]] Reply monitorNotFound(const QString &id);

/// What is wrong with a request about one monitor; invalid input names its field.
[[nodiscard]] Reply faultReply(const Error &error);

} // namespace Wf::Http
