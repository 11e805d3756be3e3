// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/json.h"
#include "vendors/selector.h"
#include "vendors/statuspage.h"

#include <set>

namespace Wf::Vendors::Statuspage {

/// A component that is not a group.
struct Leaf {
    Candidate who;
    Reading reading;
    QString word; ///< the vendor's, for warnings
};

/// Which leaves an incident or a maintenance is about.
struct Scope {
    std::set<size_t> leaves; ///< positions in Document::leaves
    QStringList names; ///< as the vendor wrote them
    [[nodiscard]] bool namesNothing() const { return names.isEmpty(); }
};

struct ScopedIncident {
    Domain::VendorIncident incident;
    Scope scope;
};

struct ScopedMaintenance {
    Domain::VendorMaintenance maintenance;
    Scope scope;
};

/// A Statuspage answer in our words; nothing in it is decided yet.
struct Document {
    QString pageName;
    std::optional<QString> indicator; ///< nothing when there is no object "status"
    QString description; ///< of the indicator
    std::vector<Leaf> leaves;
    std::vector<ScopedIncident> incidents; ///< open ones, in the vendor's order
    std::vector<ScopedMaintenance> maintenances; ///< in the vendor's order
    QStringList warnings;
};

/// Fails when the body is no Statuspage document: not an object, or neither a status nor components in it.
[[nodiscard]] tl::expected<Document, BadDocument> readDocument(const QByteArray &body);

} // namespace Wf::Vendors::Statuspage
