// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/publishedincident.h"
#include "storage/rows.h"

/// What vendors published.
namespace Wf::Storage {

namespace Tables {
    [[nodiscard]] const Table &publishedIncidents();
} // namespace Tables

[[nodiscard]] QVariantList toRow(const Domain::PublishedIncident &incident);
[[nodiscard]] Domain::PublishedIncident toPublished(const Rows &row);

} // namespace Wf::Storage
