// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"
#include "wire/values.h"

/// One service, one monitor, one maintenance as the API shows them. No webhook address, no poll address, no header
/// of a check is ever part of it.
namespace Wf::Wire {

/// An item of a list: the reference's fields and ours (effective_status, maintenance, origin, monitors, …).
[[nodiscard]] QJsonObject service(const Ports::ServiceRow &row);
/// The short form inside a summary's incident.
[[nodiscard]] QJsonObject serviceReference(const Ports::ServiceRow &row);
/// The short form inside a service's `monitors`.
[[nodiscard]] QJsonObject monitor(const Ports::MonitorRow &row);
/// All that is known of one monitor.
[[nodiscard]] QJsonObject monitorDetail(const Ports::MonitorRow &row, Instant now);
[[nodiscard]] QJsonObject maintenance(const Domain::MaintenanceRow &row, const Ports::Snapshot &world);
/// "Okta" for "okta"; the id itself for a service that nobody knows any more.
[[nodiscard]] QString serviceName(const Ports::Snapshot &world, const ServiceId &id);

/// Services by effective status; the first four add up to `total`, blind and maintenance ones are among them.
struct StatusCounts {
    int total = 0;
    int operational = 0;
    int degraded = 0;
    int outage = 0;
    int unknown = 0;
    int blind = 0;
    int maintenance = 0;

    void add(const Ports::ServiceRow &row);
    void writeTo(QJsonObject &object) const; ///< healthy_count, degraded_count, …
};

} // namespace Wf::Wire
