// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/json.h"
#include "vendors/page.h"

#include "core/shared.h"
#include "domain/pagerules.h"

#include <QByteArray>
#include <QLatin1String>
#include <QStringList>
#include <QUrl>

#include <vector>

namespace Wf::Vendors {

/// What a dialect gets to read. Everything that is needed is in here: dialects are pure.
struct ParseInput {
    QByteArray body; ///< as received, already decompressed
    QStringList components; ///< selectors of the monitor; empty = the whole page
    Instant now {};
    Shared<Domain::PageRules> rules {}; ///< of the dialect "json"
    std::vector<QByteArray> companions {}; ///< bodies of Dialect::companions, in their order; empty: not there
};

/// How one kind of status page is read. `read` is pure, never throws, and never gives a page for a document that
/// it does not understand.
struct Dialect {
    QLatin1String kind;
    tl::expected<Page, BadDocument> (*read)(const ParseInput &);
    QLatin1String accept; ///< value of the request header Accept
    /// For pages that tell themselves in several documents: the others, at most kMostCompanions, for the address
    /// of one. Null: there are none.
    std::vector<QUrl> (*companions)(const QUrl &) = nullptr;
};

inline constexpr size_t kMostCompanions = 3;

/// Everything of the observation but the monitor and the figures of the transfer. A body that the dialect does not
/// understand is a Failure::Parse, never operational.
[[nodiscard]] Domain::Observation parse(const Dialect &dialect, const ParseInput &input);

/// The dialect of that name, an alias of it, or null. To add a dialect: one file, one line in registry.cpp.
[[nodiscard]] const Dialect *findDialect(QStringView kind);
/// Names of all dialects, sorted, without aliases and without "manual", which is never asked.
[[nodiscard]] QStringList dialectKinds();
/// The dialect's own name for any of its names ("statuspage_json" is "statuspage"), however its words are joined;
/// unknown words come back as is.
[[nodiscard]] QString canonicalKind(QStringView kind);

} // namespace Wf::Vendors
