// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/auth0.h"

#include "vendors/bulletin.h"
#include "vendors/embedded.h"
#include "vendors/intake.h"
#include "vendors/statuspage.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Auth0 {

namespace {

    constexpr QLatin1String kProduct("Auth0");
    constexpr QLatin1String kProps("props");
    constexpr QLatin1String kPageProps("pageProps");
    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kScheduledFor("scheduled_for");
    constexpr QLatin1String kUpdatedAt("updated_at");
    constexpr std::array kOver { QLatin1String("resolved"), QLatin1String("postmortem"),
        QLatin1String("completed"), QLatin1String("operational") };

    /// Over, or not for everybody: a region without incidents lists one of status "operational".
    bool isIrrelevant(const JsonObject &item, const QString &state)
    {
        return std::ranges::find(kOver, state) != kOver.end()
            || timeAt(item, QLatin1String("resolved_at")).has_value()
            || item.value(QLatin1String("isPrivate")).toBool();
    }

    void addMaintenance(Bulletin &bulletin, const JsonObject &item, const QString &state, const Candidate &where)
    {
        Domain::VendorMaintenance maintenance;
        maintenance.id = textAt(item, kId, kIdLength);
        maintenance.title = textAt(item, kName, kNameLength);
        maintenance.state = Domain::maintenanceStateFromWord(state).value_or(Domain::MaintenanceState::Scheduled);
        maintenance.scheduledFor = timeAt(item, kScheduledFor).value_or(Instant {});
        maintenance.scheduledUntil = timeAt(item, QLatin1String("scheduled_until"));
        bulletin.plan(std::move(maintenance), { where });
    }

    void addItem(Bulletin &bulletin, Intake &intake, const JsonObject &item, const Candidate &where)
    {
        const QString state = intake.text(item, kStatus, kWordLength).toLower();
        if (isIrrelevant(item, state))
            return;
        if (timeAt(item, kScheduledFor))
            return addMaintenance(bulletin, item, state, where);
        Domain::VendorIncident incident;
        incident.id = textAt(item, kId, kIdLength);
        incident.title = textAt(item, kName, kNameLength);
        incident.state = state;
        incident.startedAt = timeAt(item, QLatin1String("created_at"));
        incident.updatedAt = timeAt(item, kUpdatedAt);
        const QString impact = textAt(item, QLatin1String("impact"), kWordLength);
        bulletin.open(std::move(incident), { Statuspage::normalizeIndicator(impact), impact },
            std::vector<Candidate> { where });
    }

    void addRegion(Bulletin &bulletin, Intake &intake, const JsonObject &region)
    {
        const QString name = intake.text(region, QLatin1String("region"), kNameLength);
        const QString environment = textAt(region, QLatin1String("environment"), kNameLength);
        const Candidate where =
            environment.isEmpty() ? componentNamed(name) : Candidate { {}, environment, name, name };
        bulletin.know(where);
        const JsonObject response = intake.object(region, QLatin1String("response"));
        for (const JsonObject &item : intake.objects(response, QLatin1String("incidents")))
            addItem(bulletin, intake, item, where);
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto document = readObject(jsonOrEmbedded(input.body, "__NEXT_DATA__"));
    if (!document)
        return tl::unexpected(document.error());
    Intake intake(kProduct);
    const JsonObject root = document->object();
    const JsonObject outer = root.contains(kProps) ? intake.object(root, kProps) : root;
    const auto regions = intake.objects(intake.object(outer, kPageProps), QLatin1String("activeIncidents"));
    Bulletin bulletin;
    for (const JsonObject &region : regions)
        addRegion(bulletin, intake, region);
    if (regions.empty())
        intake.spoilAsForeign(QStringLiteral("no region is listed"));
    return intake.seal(std::move(bulletin).page(kProduct));
}

} // namespace Wf::Vendors::Auth0
