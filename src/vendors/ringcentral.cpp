// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/ringcentral.h"

#include "vendors/bulletin.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::RingCentral {

namespace {

    constexpr std::array kLevels {
        Word { QLatin1String("Good"), kOperational },
        Word { QLatin1String("Informational"), kOperational },
        Word { QLatin1String("Minor"), kDegraded },
        Word { QLatin1String("Major"), kPartialOutage },
        Word { QLatin1String("Critical"), kMajorOutage },
    };
    constexpr QLatin1String kProduct("RingCentral");

    /// An alert is a sentence, or an object that has one.
    Domain::VendorIncident incidentOf(const JsonValue &alert)
    {
        Domain::VendorIncident incident;
        if (alert.isString())
            incident.title = oneLine(alert.toString(), kNameLength);
        const JsonObject object = alert.toObject();
        incident.id = textAt(object, QLatin1String("id"), kIdLength);
        for (const QLatin1String key :
            { QLatin1String("title"), QLatin1String("message"), QLatin1String("description") }) {
            if (incident.title.isEmpty())
                incident.title = oneLine(textOfHtml(object.value(key).toString(), kNameLength), kNameLength);
        }
        incident.startedAt = timeAt(object, QLatin1String("startTime"));
        incident.updatedAt = timeAt(object, QLatin1String("updatedTime"));
        return incident;
    }

    void addService(Bulletin &bulletin, Intake &intake, const JsonObject &service)
    {
        const QString region = textAt(service, QLatin1String("region"), kNameLength);
        const Candidate who { .id = {},
            .name = intake.text(service, QLatin1String("service"), kNameLength),
            .group = region,
            .groupId = region };
        const Verdict verdict = verdictOf(kLevels, textAt(service, QLatin1String("level"), kWordLength));
        bulletin.mark(who, verdict);
        for (const JsonValue alert : service.value(QLatin1String("alerts")).toArray())
            bulletin.open(incidentOf(alert), verdict, std::vector<Candidate> { who });
    }

    /// "Calling (US): Minor"
    QString levelOf(const Leaf &leaf)
    {
        const QString where = leaf.who.group.isEmpty() ? QString() : QString(u" (" % leaf.who.group % u')');
        return leaf.who.name % where % u": " % leaf.word;
    }

    /// The level of the first of the services that decide is the page's sentence.
    void tellWorst(Page &page)
    {
        page.headline = headlineOfLeaves(page);
        const auto worst = std::ranges::find(page.leaves, page.headline->reading, &Leaf::reading);
        if (Domain::isTrouble(page.headline->reading.status) && worst != page.leaves.end())
            page.headline->detail = levelOf(*worst);
    }

} // namespace

Reading normalizeLevel(QStringView word)
{
    return lookUp(kLevels, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto list = readArray(input.body);
    if (!list)
        return tl::unexpected(list.error());
    Intake intake(kProduct);
    Bulletin bulletin;
    for (const JsonObject &service : intake.objectsOf(list->array(), QStringLiteral("the list of services")))
        addService(bulletin, intake, service);
    Page page = std::move(bulletin).page(kProduct);
    if (page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("no service is listed"));
    tellWorst(page);
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::RingCentral
