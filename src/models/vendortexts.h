// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/vendorrecord.h"
#include "models/servicetexts.h"

/// What a vendor's word is worth, in words.
namespace Wf::Models {

/// How often, how long, what it says of its uptime, and what was seen of it.
[[nodiscard]] std::vector<NumberCard> vendorCards(const Domain::VendorRecord &record);
/// How late it admits, what it changed in silence, which maintenance overran: what there is to say.
[[nodiscard]] QString vendorSentence(const Domain::VendorRecord &record, Instant now);

struct VendorLine {
    Instant at {};
    QString kind; ///< "major outage", "edited", "maintenance"
    QString text; ///< "Sign-in fails", "title was “Outage”", "Database upgrade"
    QString length; ///< "41 min", "goes on", "1 h 25 late"
    std::optional<Domain::Display> tone {};
    QString toolTip;

    bool operator==(const VendorLine &) const = default;
};
/// Incidents, what was quietly changed of them behind each, and maintenances that overran; newest first.
[[nodiscard]] std::vector<VendorLine> vendorLines(const Domain::VendorRecord &record, Instant now);

} // namespace Wf::Models
