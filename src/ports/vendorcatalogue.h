// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/catalogue.h"
#include "domain/vendorcatalogue.h"

#include <QFuture>
#include <QJsonObject>

#include <memory>

namespace Wf::Ports {

using VendorList = std::shared_ptr<const std::vector<Domain::VendorEntry>>;

/// The vendors that can be added by name.
class VendorCatalogue {
public:
    VendorCatalogue() = default;
    VendorCatalogue(const VendorCatalogue &) = delete;
    VendorCatalogue &operator=(const VendorCatalogue &) = delete;
    virtual ~VendorCatalogue() = default;

    /// All of them, never null. May be called from any thread; the first call has them read, the others share what
    /// it read. The error is one sentence that names the file and the place.
    [[nodiscard]] virtual QFuture<Result<VendorList>> vendors() const = 0;
};

/// What Session::createMonitor() takes to watch this vendor as a service of its own, with the vendor's id.
/// `dependsOn`: ids of services that it needs.
[[nodiscard]] QJsonObject definitionOf(
    const Domain::VendorEntry &vendor, Domain::Tier tier, const QStringList &dependsOn = {});

} // namespace Wf::Ports
