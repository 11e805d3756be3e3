// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/uptimerobot.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::UptimeRobot {

namespace {

    constexpr std::array kWords {
        Word { QLatin1String("success"), kOperational },
        Word { QLatin1String("warning"), kDegraded },
        Word { QLatin1String("danger"), kMajorOutage },
        Word { QLatin1String("black"), kUnknown },
        Word { QLatin1String("paused"), kUnknown },
        Word { QLatin1String("info"), kUnknown },
    };
    /// Words of monitors that are not watched at the moment.
    constexpr std::array kUnwatched { QLatin1String("black"), QLatin1String("paused"), QLatin1String("info") };

    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kData("data");
    constexpr QLatin1String kPsp("psp");

    void readMonitor(Page &page, const JsonObject &one)
    {
        const QString word = textAt(one, QLatin1String("statusClass"), kWordLength).toLower();
        Leaf &leaf = addLeaf(page,
            { textAt(one, QLatin1String("monitorId"), kIdLength), textAt(one, QLatin1String("name"), kNameLength),
                textAt(one, QLatin1String("groupName"), kNameLength),
                textAt(one, QLatin1String("groupId"), kIdLength) },
            kWords, word);
        leaf.counts = std::ranges::find(kUnwatched, word) == kUnwatched.end();
    }

    std::optional<qint64> countOf(const JsonObject &root)
    {
        const JsonObject counts =
            root.value(QLatin1String("statistics")).toObject().value(QLatin1String("counts")).toObject();
        return root.contains(kPsp) ? countAt(root.value(kPsp).toObject(), QLatin1String("totalMonitors"))
                                   : countAt(counts, QLatin1String("total"));
    }

    bool isGood(const JsonValue &status)
    {
        return status.isBool() ? status.toBool() : status.toString() == QLatin1String("ok");
    }

    BadDocument notTheMonitors()
    {
        return { QStringLiteral("the event feed, not the list of monitors"),
            QStringLiteral(
                "This is UptimeRobot's feed of events, which does not tell what is up now. Take the address "
                "with getMonitorList in place of getEventFeed.") };
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("UptimeRobot") };
    const JsonObject root = intake.body(input);
    if (root.contains(QLatin1String("results")) && !root.contains(kData) && !root.contains(kPsp))
        intake.spoil(notTheMonitors());
    if (!isGood(root.value(kStatus)))
        intake.spoilAsForeign(QStringLiteral("\"status\" is not \"ok\""));
    const bool older = root.contains(kPsp);
    const auto monitors =
        older ? intake.objects(intake.object(root, kPsp), QLatin1String("monitors")) : intake.objects(root, kData);
    Page page;
    page.blend = Blend::SomeDownIsPartial;
    for (const JsonObject &one : monitors)
        readMonitor(page, one);
    if (page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("no monitor is listed"));
    raiseForMissingPart(page, static_cast<qsizetype>(monitors.size()), countOf(root),
        QStringLiteral("Watch the others with ?page=2 and so on behind the address."));
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::UptimeRobot
