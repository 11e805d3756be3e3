// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/azuredevops.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"

#include <array>

namespace Wf::Vendors::AzureDevOps {

namespace {

    constexpr std::array kWords {
        Word { QLatin1String("healthy"), kOperational },
        Word { QLatin1String("advisory"), kDegraded },
        Word { QLatin1String("degraded"), kDegraded },
        Word { QLatin1String("unhealthy"), kMajorOutage },
    };
    constexpr QLatin1String kHealth("health");
    constexpr QLatin1String kId("id");

    void addService(Page &page, Intake &intake, const JsonObject &service)
    {
        const QString name = intake.text(service, kId, kNameLength);
        for (const JsonObject &one : intake.objects(service, QLatin1String("geographies"))) {
            addLeaf(page,
                { textAt(one, kId, kIdLength), intake.text(one, QLatin1String("name"), kNameLength), name, name },
                kWords, textAt(one, kHealth, kWordLength));
        }
    }

    bool isInSeveralPlaces(const Page &page)
    {
        std::set<QString> places;
        for (const Leaf &leaf : page.leaves) {
            if (leaf.word.compare(QLatin1String("degraded"), Qt::CaseInsensitive) == 0)
                places.insert(leaf.who.id);
        }
        return places.size() > 1;
    }

    Headline readHeadline(Page &page, Intake &intake, const JsonObject &status)
    {
        const QString word = intake.text(status, kHealth, kWordLength);
        Reading reading = readWord(page, kWords, word, kHealth, page.name);
        if (reading == kDegraded && isInSeveralPlaces(page))
            reading = kPartialOutage;
        return { .reading = reading,
            .word = word,
            .what = kHealth,
            .description = textAt(status, QLatin1String("message"), kNameLength) };
    }

} // namespace

Reading normalizeHealth(QStringView word)
{
    return lookUp(kWords, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(QLatin1String("Azure DevOps"));
    const JsonObject root = intake.body(input);
    Page page;
    page.name = QStringLiteral("Azure DevOps");
    for (const JsonObject &service : intake.objects(root, QLatin1String("services")))
        addService(page, intake, service);
    page.headline = readHeadline(page, intake, intake.object(root, QLatin1String("status")));
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::AzureDevOps
