// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/stripe.h"

#include "vendors/bulletin.h"
#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include <array>

namespace Wf::Vendors::Stripe {

namespace {

    constexpr std::array kWords {
        Word { QLatin1String("up"), kOperational },
        Word { QLatin1String("degraded"), kDegraded },
        Word { QLatin1String("down"), kMajorOutage },
    };
    constexpr QLatin1String kFullStatus("UptimeStatus");
    constexpr QLatin1String kStatus("largestatus");
    constexpr QLatin1String kStatuses("statuses");
    constexpr QLatin1String kWarning("warning");

    Headline readHeadline(Page &page, const JsonObject &root, const QString &word)
    {
        const QString message = textAt(root, QLatin1String("message"), kNameLength);
        const Reading reading = readWord(page, kWords, word, QLatin1String("status"), QStringLiteral("Stripe"));
        return { .reading = reading, .word = word, .what = QStringLiteral("status"), .description = message };
    }

    void readStatuses(Page &page, Intake &intake, const JsonObject &root)
    {
        const JsonObject statuses = intake.object(root, kStatuses);
        for (auto one = statuses.begin(); one != statuses.end(); ++one) {
            if (!one.value().isString())
                intake.spoilAsForeign(QStringLiteral("a status is no text"));
            addLeaf(page, componentNamed(oneLine(one.key(), kNameLength)), kWords,
                oneLine(one.value().toString(), kWordLength));
        }
    }

    void readServices(Page &page, Intake &intake, const JsonObject &root)
    {
        for (const JsonObject &one : intake.objects(root, QLatin1String("uptimeData"))) {
            Leaf leaf;
            leaf.who = componentNamed(intake.text(one, QLatin1String("title"), kNameLength),
                textAt(one, QLatin1String("key"), kIdLength));
            leaf.word = textAt(one, kWarning, kWordLength);
            const JsonValue warning = one.value(kWarning);
            if (warning.isNull())
                leaf.reading = kOperational;
            else if (warning.isString())
                leaf.reading = worse(page.headline->reading, kDegraded);
            page.leaves.push_back(std::move(leaf));
        }
    }

} // namespace

Reading normalizeStatus(QStringView word)
{
    return lookUp(kWords, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(QLatin1String("Stripe"));
    const JsonObject root = intake.body(input);
    const bool full = root.contains(kFullStatus);
    Page page;
    page.name = QStringLiteral("Stripe");
    page.headline = readHeadline(page, root, intake.text(root, full ? kFullStatus : kStatus, kWordLength));
    if (full)
        readServices(page, intake, root);
    else
        readStatuses(page, intake, root);
    if (page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("no service is listed"));
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Stripe
