// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "vendors/jsondocument.h"

#include <optional>

namespace Wf::Vendors {

/// A point in time in any spelling that status pages use: RFC 3339 with any number of fractional digits, the same
/// without a zone (read as UTC), RFC 822 as people write it ("Mon, 20 Dec 21 7:50:00 PST"), Go's
/// "2025-04-10 13:00:00 +0000 UTC", and seconds or milliseconds since 1970 as a number or a text of digits, from
/// 2001 to 2100 ("20261122" is none). Dates before 1970, such as the "0001-01-01T00:00:00Z" that means none, and
/// anything else are nothing.
[[nodiscard]] std::optional<Instant> readTime(QStringView text);
[[nodiscard]] std::optional<Instant> readTime(double number);
[[nodiscard]] std::optional<Instant> timeOf(const JsonValue &value);
/// Whether a time of day stands there without a zone: it may be up to 14 hours away from what readTime() takes it
/// for.
[[nodiscard]] bool isLocalTime(QStringView text);

} // namespace Wf::Vendors
