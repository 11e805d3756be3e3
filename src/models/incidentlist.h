// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

namespace Wf::Models {

/// One service that needs attention, with all that its vendor says about it.
struct ActiveIncident {
    ServiceId id;
    Domain::Display display = Domain::Display::Unknown;
    QString name;
    QString title; ///< what is wrong
    QString facts; ///< "Identified · since 18:22, 41 min"
    QString impact; ///< what people notice; empty when nothing known depends on the service
    QString source; ///< who says so
    QUrl link; ///< the vendor's page about it; may be empty
    std::vector<Domain::VendorUpdate> updates; ///< newest first

    bool operator==(const ActiveIncident &) const = default;
};

/// Services in trouble or blind, worst first, then healthy ones whose vendor has an open incident all the same.
[[nodiscard]] std::vector<ActiveIncident> incidentsOf(const Ports::Snapshot &snapshot, Instant now);

/// A maintenance in words: "FRA: planned work", "since 09:00, until 12:00".
struct PlannedWork {
    ServiceId id;
    QString name;
    QString title;
    QString when;
    bool active = false;

    bool operator==(const PlannedWork &) const = default;
};
[[nodiscard]] std::vector<PlannedWork> plannedWork(const Ports::Snapshot &snapshot, Instant now);

} // namespace Wf::Models
