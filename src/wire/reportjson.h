// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/cluster.h"
#include "domain/report.h"
#include "ports/snapshot.h"
#include "wire/values.h"

namespace Wf::Wire {

/// What an outage came to. It is written when the outage ends: created_at is resolved_at.
[[nodiscard]] QJsonObject report(const Domain::Report &report);
/// {"reports", "total"}: total = how many are in it.
[[nodiscard]] QJsonObject reports(const std::vector<Domain::Report> &reports);

/// {"clusters", "total_clusters", "total_events"}
[[nodiscard]] QJsonObject clusters(
    const std::vector<Domain::EventCluster> &clusters, const Ports::Snapshot &world);

} // namespace Wf::Wire
