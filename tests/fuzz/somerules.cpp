// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "fuzz/somerules.h"

namespace Wf::Fuzz {

Shared<Domain::PageRules> someRules()
{
    using Domain::PageRules;
    const auto path = [](const char *text) { return QString::fromLatin1(text); };
    PageRules rules;
    rules.status = path("$.status.indicator");
    rules.title = path("$..description");
    rules.map = { { path("none"), Domain::PageWord::Operational },
        { path("operational"), Domain::PageWord::Operational }, { path("minor"), Domain::PageWord::Degraded },
        { path("critical"), Domain::PageWord::MajorOutage } };
    const PageRules::Item item { path("$.id"), path("$..name"), path("$.status"), path("$..*"), path("$.url"),
        path("$..name") };
    rules.incidents = PageRules::Incidents { { path("$.incidents[*]"), true }, item, path("$.impact"),
        path("$.created_at"), path("$.updated_at"), path("$.resolved_at"), {}, { path("resolved") }, {} };
    rules.maintenances = PageRules::Maintenances { { path("$.scheduled_maintenances"), true }, item,
        path("$.scheduled_for"), path("$.scheduled_until"), {} };
    rules.components = PageRules::Components { { path("$.components"), true }, path("@key"), path("$.name"),
        path("$.group_id"), path("$.status"), {} };
    return rules;
}

} // namespace Wf::Fuzz
