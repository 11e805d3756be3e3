// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/fault.h"
#include "domain/vendorcatalogue.h"

#include <tl/expected.hpp>

namespace Wf::Config {

using VendorsOrFaults = tl::expected<std::vector<Domain::VendorEntry>, std::vector<Fault>>;

/// Reads a catalogue of vendors: a map with the one key `vendors`, a list of at most 20,000. All faults are told
/// at once (at most 200). Reading the shipped one takes some 100 ms: not for a thread that others wait for.
[[nodiscard]] VendorsOrFaults readVendorCatalogue(const QByteArray &yaml, const QString &path);
[[nodiscard]] VendorsOrFaults readVendorCatalogue(const QString &path);

/// The catalogue of a configuration: `catalog/vendors.yaml` in its folder, else what was fetched into the data
/// folder, else the one in `shippedFolder`; empty where there is none. Folders may be empty.
[[nodiscard]] QString vendorCatalogueFile(
    const QString &folder, const QString &dataFolder, const QString &shippedFolder);
/// Where an update of the catalogue is kept.
[[nodiscard]] QString fetchedVendorCatalogue(const QString &dataFolder);

} // namespace Wf::Config
