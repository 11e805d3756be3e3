// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/detected.h"

#include <QByteArray>

#include <optional>
#include <span>

namespace Wf::Vendors {

/// How many addresses are asked about one page.
inline constexpr size_t kMostVisits = 4;

/// What one address answered.
struct Visit {
    QUrl asked {};
    QUrl at {}; ///< where the answer came from, after redirects
    int httpStatus = 0; ///< 0: no answer
    QByteArray body {}; ///< of a good answer
    QString trouble {}; ///< why there is no good answer, for people
};

/// What to ask next to find out what kind of status page that is: well-known places of the hosts that everybody
/// knows, the given address where it looks like a document, the places of the platforms (those first that the web
/// page names). Hosts that cannot be reached are asked once. Nothing when a visit was recognised, or kMostVisits
/// are made.
[[nodiscard]] std::optional<QUrl> nextAddress(const QUrl &page, std::span<const Visit> visits, Instant now);

/// What the visits come to: the first that a dialect reads, and whether the page moved to another host or platform
/// (a Statuspage address whose page id is a ULID is incident.io).
[[nodiscard]] Domain::Detection conclude(const QUrl &page, std::span<const Visit> visits, Instant now);

} // namespace Wf::Vendors
