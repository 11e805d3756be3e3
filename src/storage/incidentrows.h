// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/incident.h"
#include "domain/report.h"
#include "storage/rows.h"

/// Incidents, what people said about them, and what they came to.
namespace Wf::Storage {

namespace Tables {
    [[nodiscard]] const Table &incidents();
    [[nodiscard]] const Table &incidentNotes();
    [[nodiscard]] const Table &reports();
} // namespace Tables

[[nodiscard]] QVariantList toRow(const Domain::Incident &incident);
[[nodiscard]] QVariantList toRow(const Domain::IncidentNote &note);
[[nodiscard]] QVariantList toRow(const Domain::Report &report);

[[nodiscard]] Domain::Incident toIncident(const Rows &row);
[[nodiscard]] Domain::IncidentNote toIncidentNote(const Rows &row);
[[nodiscard]] Domain::Report toReport(const Rows &row);

} // namespace Wf::Storage
