// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/vendorrecord.h"
#include "wire/values.h"

/// What a vendor's word is worth.
namespace Wf::Wire {

/// GET /api/vendors/{id}/record. Spans in seconds, percentages with two decimals; null = no data. What goes on
/// lasts until `now`.
[[nodiscard]] QJsonObject vendorRecord(const Domain::VendorRecord &record, const QString &name, Instant now);

} // namespace Wf::Wire
