// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/silence.h"
#include "storage/rows.h"

/// What people announced: silences and own maintenances.
namespace Wf::Storage {

namespace Tables {
    [[nodiscard]] const Table &silences();
    [[nodiscard]] const Table &maintenancePlans();
} // namespace Tables

[[nodiscard]] QVariantList toRow(const Domain::Silence &silence);
[[nodiscard]] QVariantList toRow(const Domain::MaintenancePlan &plan);

// Nothing when what it covers, or when, cannot be read: then it covers nothing, and alerts come through.
[[nodiscard]] std::optional<Domain::Silence> toSilence(const Rows &row);
[[nodiscard]] std::optional<Domain::MaintenancePlan> toMaintenancePlan(const Rows &row);

/// Those that are not over at `now`, by id.
[[nodiscard]] Result<std::vector<Domain::Silence>> readSilences(Database &database, Instant now);
[[nodiscard]] Result<std::vector<Domain::MaintenancePlan>> readMaintenancePlans(Database &database, Instant now);

} // namespace Wf::Storage
