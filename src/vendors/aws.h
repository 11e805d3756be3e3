// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/registry.h"

namespace Wf::Vendors::Aws {

/// 0 well, 1 informational, 2 degradation, 3 disruption.
[[nodiscard]] Reading normalizeStatus(QStringView word);

/// The first words of a feed's title, up to its colon: "Service is operating normally", "Informational message",
/// "Performance issues", "Service degradation", "Service impact", "Service disruption".
[[nodiscard]] Reading normalizePrefix(QStringView words);

/// "ec2-us-east-1" in two: service and region. The region of a service that is everywhere is empty.
struct Place {
    QString service {};
    QString region {};
};
[[nodiscard]] Place placeOf(const QString &key);

/// AWS' public/currentevents (UTF-16), or one of its RSS feeds. Both list trouble alone. A component is a service
/// in a region; it is chosen as "ec2-us-east-1", "Amazon EC2", "ec2", "us-east-1", or by a glob over the first. A
/// region that does not exist is refused; whether a service does nothing tells while nothing is published about
/// it.
[[nodiscard]] tl::expected<Page, BadDocument> read(const ParseInput &input);

} // namespace Wf::Vendors::Aws
