// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/advance.h"
#include "domain/graph.h"

namespace Wf::Domain {

struct ImpactInput {
    ServiceId service;
    QString name;
    Status from = Status::Unknown;
    Status to = Status::Unknown;
    QString vendorDetail; ///< may be empty; trimmed; braces are literal
    bool ssoBroker = false;
    std::vector<Reached> downstream; ///< blast radius, in its order
};

/// One to three sentences that say what the change means for people (S1 3.7). Names every direct dependent up to
/// twelve, uses the edges' impact texts, and says how many more are reached.
[[nodiscard]] QString impactStatement(const ImpactInput &input, const Graph &graph);

/// "All 29 monitored services are operational.", "2 active incidents across 29 monitored services. A, B."
/// With some unseen: "27 of 29 monitored services are operational; 1 cannot be seen, 1 in maintenance."
/// With nothing known: "No data yet for 10 services.", or when blindness is the reason "0 of 10 …; 10 cannot be
/// seen."
struct SummaryCounts {
    int total = 0;
    int major = 0;
    int partial = 0;
    int degraded = 0;
    int blind = 0;
    int unknown = 0; ///< unknown and not blind
    int maintenance = 0; ///< shown as maintenance
    int operational = 0;

    [[nodiscard]] int incidents() const { return major + partial + degraded; }
    bool operator==(const SummaryCounts &) const = default;
};
[[nodiscard]] QString summaryText(const SummaryCounts &counts, const QStringList &incidentNames);
/// major > partial > degraded > operational; unknown when nothing is known.
[[nodiscard]] Status overallStatus(const SummaryCounts &counts);

} // namespace Wf::Domain
