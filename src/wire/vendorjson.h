// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/vendorcatalogue.h"
#include "wire/values.h"

/// Vendors of the catalogue, as the API shows them.
namespace Wf::Wire {

/// {"id", "name", "category", "kind", "url", "page", "components", "verified", "note", "match"}; without a kind it
/// cannot be asked, and `note` says why.
[[nodiscard]] QJsonObject vendor(const Domain::VendorMatch &match);

/// An entry and how well it fits, read back.
struct VendorRead {
    Domain::VendorEntry entry {};
    Domain::VendorFit fit = Domain::VendorFit::Listed;
};
/// Nothing when it is none.
[[nodiscard]] std::optional<VendorRead> vendorFrom(const QJsonObject &object);

} // namespace Wf::Wire
