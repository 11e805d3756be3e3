// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/okta.h"

#include "vendors/bulletin.h"
#include "vendors/embedded.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"

#include <array>

namespace Wf::Vendors::Okta {

namespace {

    constexpr std::array kCategories {
        Word { QLatin1String("Operational"), kOperational },
        Word { QLatin1String("Feature Disruption"), kDegraded },
        Word { QLatin1String("Service Degradation"), kDegraded },
        Word { QLatin1String("Service Disruption"), kPartialOutage },
        Word { QLatin1String("Maintenance"), kMaintenance },
    };
    constexpr QLatin1String kProduct("Okta");
    constexpr QLatin1String kStatus("Status__c");
    constexpr QLatin1String kUpdated("Last_Updated__c");
    constexpr QLatin1String kLog("Log__c");
    constexpr QByteArrayView kMarker("[{\"attributes\":{\"type\":\"Incident__c\"");

    /// A family of cells: their host, the letters before their number on Okta's page, and how many there are.
    struct Cells {
        QLatin1String host;
        QLatin1String letters;
        int count;
    };
    constexpr std::array kCells {
        Cells { QLatin1String("okta.com"), QLatin1String("OK"), 30 },
        Cells { QLatin1String("oktapreview.com"), QLatin1String("OP"), 10 },
        Cells { QLatin1String("okta-emea.com"), QLatin1String("EU"), 5 },
    };
    constexpr std::array kServices { QLatin1String("Core Platform"), QLatin1String("Workflows") };

    void knowAll(Bulletin &bulletin)
    {
        for (const Cells &cells : kCells) {
            for (int number = 1; number <= cells.count; ++number) {
                const QString digits = QString::number(number);
                bulletin.know(componentNamed(cells.host % u':' % digits, cells.letters % digits));
            }
        }
        for (const QLatin1String service : kServices)
            bulletin.know(componentNamed(service));
    }

    /// "okta.com:7;oktapreview.com:3", and the service of Okta's where one is named.
    std::vector<Candidate> readReach(const JsonObject &item)
    {
        std::vector<Candidate> reach;
        const QString cells = item.value(QLatin1String("Impacted_Cells__c")).toString().left(kBodyLength);
        for (const QStringView cell : QStringView(cells).split(u';', Qt::SkipEmptyParts))
            reach.push_back(componentNamed(cell.trimmed().toString()));
        const QString service = textAt(item, QLatin1String("Okta_Sub_Service__c"), kNameLength);
        if (!service.isEmpty())
            reach.push_back(componentNamed(service));
        return reach;
    }

    void addMaintenance(Bulletin &bulletin, const JsonObject &item, const Domain::VendorIncident &work)
    {
        Domain::VendorMaintenance maintenance;
        maintenance.id = work.id;
        maintenance.title = work.title;
        maintenance.description = textOfHtml(item.value(kLog).toString(), kBodyLength);
        maintenance.state = Domain::MaintenanceState::InProgress;
        maintenance.scheduledFor = work.startedAt.value_or(Instant {});
        bulletin.plan(std::move(maintenance), readReach(item));
    }

    void addItem(Bulletin &bulletin, Intake &intake, const JsonObject &item)
    {
        Domain::VendorIncident incident;
        incident.state = intake.text(item, kStatus, kWordLength);
        if (incident.state.compare(QLatin1String("Resolved"), Qt::CaseInsensitive) == 0)
            return;
        incident.id = textAt(item, QLatin1String("Name"), kIdLength);
        incident.title = textAt(item, QLatin1String("Incident_Title__c"), kNameLength);
        incident.startedAt = timeAt(item, QLatin1String("Start_Time__c"));
        incident.updatedAt = timeAt(item, kUpdated);
        const Verdict verdict = verdictOf(kCategories, textAt(item, QLatin1String("Category__c"), kWordLength));
        if (verdict.reading == kMaintenance)
            return addMaintenance(bulletin, item, incident);
        incident.updates.push_back(
            { {}, incident.state, textOfHtml(item.value(kLog).toString(), kBodyLength), incident.updatedAt });
        bulletin.open(std::move(incident), verdict, readReach(item));
    }

} // namespace

Reading normalizeCategory(QStringView word)
{
    return lookUp(kCategories, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto list = readArray(jsonOrEmbedded(input.body, kMarker));
    if (!list)
        return tl::unexpected(list.error());
    Intake intake(kProduct);
    Bulletin bulletin;
    knowAll(bulletin);
    const auto items = intake.objectsOf(list->array(), QStringLiteral("the list of incidents"));
    for (const JsonObject &item : items)
        addItem(bulletin, intake, item);
    if (items.empty())
        intake.spoilAsForeign(QStringLiteral("the page lists no incident, not even a past one"));
    return intake.seal(std::move(bulletin).page(kProduct));
}

} // namespace Wf::Vendors::Okta
