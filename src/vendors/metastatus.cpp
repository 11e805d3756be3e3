// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/metastatus.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"

#include <array>

namespace Wf::Vendors::Metastatus {

namespace {

    constexpr std::array kPhrases {
        Word { QLatin1String("No known issues"), kOperational },
        Word { QLatin1String("Minor disruptions"), kDegraded },
        Word { QLatin1String("Some disruptions"), kDegraded },
        Word { QLatin1String("Medium disruptions"), kPartialOutage },
        Word { QLatin1String("Major disruptions"), kMajorOutage },
        Word { QLatin1String("High disruptions"), kMajorOutage },
    };
    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");

    void addProduct(Page &page, Intake &intake, const JsonObject &product)
    {
        const QString id = intake.text(product, kId, kIdLength);
        const QString name = intake.text(product, kName, kNameLength);
        for (const JsonObject &one : intake.objects(product, QLatin1String("services"))) {
            addLeaf(page,
                { id % u'/' % textAt(one, kId, kIdLength), intake.text(one, kName, kNameLength), name, id },
                kPhrases, textAt(one, QLatin1String("status"), kWordLength));
        }
    }

} // namespace

Reading normalizePhrase(QStringView phrase)
{
    return lookUp(kPhrases, phrase);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(QLatin1String("Meta"));
    const JsonValue root = intake.value(input);
    if (!root.isArray())
        intake.spoilAsForeign(QStringLiteral("there is no list of products"));
    Page page;
    page.name = QStringLiteral("Meta");
    for (const JsonObject &product : intake.objectsOf(root.toArray(), QStringLiteral("the list of products")))
        addProduct(page, intake, product);
    if (page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("no service is listed"));
    page.headline = headlineOfLeaves(page);
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Metastatus
