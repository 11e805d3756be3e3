// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "storefixture.h"

namespace Wf::Testing {

[[nodiscard]] inline Instant at(int minutes)
{
    return kNow + std::chrono::minutes { minutes };
}

[[nodiscard]] Domain::Silence silenceOf(qint64 id, Instant until);
/// Begins again every week.
[[nodiscard]] Domain::MaintenancePlan planOf(qint64 id, Instant from);
[[nodiscard]] Domain::Report reportOf(qint64 id, const char *service, std::optional<qint64> incident);
/// The services okta and zoom; of okta the closed incident 11 with note 21 and report 51; silence 31, plan 41.
/// Every member differs from its default.
[[nodiscard]] Ports::CommitBatch fullIncidents();
[[nodiscard]] QList<qint64> idsOf(const std::vector<Domain::Incident> &incidents);

} // namespace Wf::Testing
