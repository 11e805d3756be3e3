// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/heroku.h"

#include "vendors/bulletin.h"
#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Heroku {

namespace {

    constexpr std::array kColours {
        Word { QLatin1String("green"), kOperational },
        Word { QLatin1String("yellow"), kDegraded },
        Word { QLatin1String("red"), kMajorOutage },
        Word { QLatin1String("blue"), kMaintenance },
    };
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kCreatedAt("created_at");
    constexpr QLatin1String kWorkUpdate("maintenance");

    std::vector<Domain::VendorUpdate> readUpdates(Intake &intake, const JsonObject &item)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &one : intake.objectsIfAny(item, QLatin1String("updates"))) {
            updates.push_back({ textAt(one, QLatin1String("id"), kIdLength),
                textAt(one, QLatin1String("update_type"), kWordLength),
                cut(one.value(QLatin1String("contents")).toString().trimmed(), kBodyLength),
                timeAt(one, kCreatedAt) });
        }
        return updates;
    }

    bool isOver(const JsonObject &item)
    {
        return item.value(QLatin1String("resolved")).toBool()
            || textAt(item, QLatin1String("state"), kWordLength) == QLatin1String("resolved");
    }

    void addOpenIncident(Page &page, Intake &intake, const JsonObject &item)
    {
        ScopedIncident found;
        auto &incident = found.incident;
        incident.id = textAt(item, QLatin1String("id"), kIdLength);
        incident.title = textAt(item, QLatin1String("title"), kNameLength);
        incident.state = textAt(item, QLatin1String("state"), kWordLength);
        incident.impact = worstOf(page.leaves).status;
        incident.link = linkAt(item, QLatin1String("full_url"));
        incident.startedAt = timeAt(item, kCreatedAt);
        incident.updatedAt = timeAt(item, QLatin1String("updated_at"));
        incident.updates = readUpdates(intake, item);
        addIncident(page, std::move(found));
    }

    /// The first word that the work has begun. When it is to begin stands in prose alone.
    std::optional<Instant> beginOf(const std::vector<Domain::VendorUpdate> &updates)
    {
        std::optional<Instant> begin;
        for (const Domain::VendorUpdate &one : updates) {
            if (one.state == kWorkUpdate && one.at && (!begin || *one.at < *begin))
                begin = one.at;
        }
        return begin;
    }

    void addWork(Page &page, Intake &intake, const JsonObject &item)
    {
        auto updates = readUpdates(intake, item);
        const auto begin = beginOf(updates);
        if (!begin)
            return;
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.id = textAt(item, QLatin1String("id"), kIdLength);
        maintenance.title = textAt(item, QLatin1String("title"), kNameLength);
        maintenance.state = Domain::MaintenanceState::InProgress;
        maintenance.scheduledFor = *begin;
        maintenance.link = linkAt(item, QLatin1String("full_url"));
        addMaintenance(page, std::move(found), std::move(updates));
    }

} // namespace

Reading normalizeColour(QStringView word)
{
    return lookUp(kColours, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(QLatin1String("Heroku"));
    const JsonObject root = intake.body(input);
    Page page;
    page.name = QStringLiteral("Heroku");
    for (const JsonObject &one : intake.objects(root, kStatus)) {
        const QString system = intake.text(one, QLatin1String("system"), kNameLength);
        addLeaf(page, componentNamed(system), kColours, textAt(one, kStatus, kWordLength));
    }
    if (page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("no system is listed"));
    for (const JsonObject &item : intake.objects(root, QLatin1String("incidents"))) {
        if (!isOver(item))
            addOpenIncident(page, intake, item);
    }
    for (const JsonObject &item : intake.objectsIfAny(root, QLatin1String("scheduled"))) {
        if (!isOver(item))
            addWork(page, intake, item);
    }
    page.headline = headlineOfLeaves(page);
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Heroku
