// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/ibmcloud.h"

#include "vendors/bulletin.h"
#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::IbmCloud {

namespace {

    constexpr std::array kSeverities {
        Word { QLatin1String("1"), kMajorOutage },
        Word { QLatin1String("2"), kPartialOutage },
        Word { QLatin1String("3"), kDegraded },
        Word { QLatin1String("4"), kDegraded },
    };
    constexpr QLatin1String kProduct("IBM Cloud");
    constexpr QLatin1String kType("type");
    constexpr QLatin1String kState("state");
    constexpr QLatin1String kStart("outageStart");
    constexpr QLatin1String kEnd("outageEnd");
    constexpr QLatin1String kShort("shortDescription");
    constexpr QLatin1String kLong("longDescription");
    constexpr std::array kNotices { QLatin1String("announcement"), QLatin1String("release_note"),
        QLatin1String("security_bulletin") };
    constexpr std::array kOver { QLatin1String("resolved"), QLatin1String("complete"), QLatin1String("completed"),
        QLatin1String("cancelled") };

    using Names = QHash<QString, QString>; ///< of resources, by id

    bool isOneOf(const QString &word, std::span<const QLatin1String> words)
    {
        return std::ranges::find(words, word) != words.end();
    }

    /// The state of a resource in a region is empty while all is well; what else it may say is written nowhere.
    void markRegions(Bulletin &bulletin, Intake &intake, const JsonObject &resource, const Candidate &who)
    {
        for (const JsonObject &one : intake.objectsIfAny(resource, QLatin1String("regions"))) {
            const JsonValue status = one.value(QLatin1String("status"));
            const QString region = textAt(one, QLatin1String("regionId"), kNameLength);
            if (!status.isString() || !status.toString().isEmpty())
                bulletin.mark({ who.id, who.name, region, region },
                    { kUnknown, textAt(one, QLatin1String("status"), kWordLength) });
        }
    }

    Names knowResources(Bulletin &bulletin, Intake &intake, const JsonObject &root)
    {
        Names names;
        for (const JsonObject &one : intake.objects(root, QLatin1String("resources"))) {
            const Candidate who = componentNamed(textAt(one, QLatin1String("displayName"), kNameLength),
                textAt(one, QLatin1String("resourceID"), kIdLength));
            names.insert(who.id, who.name);
            bulletin.know(who);
            markRegions(bulletin, intake, one, who);
        }
        return names;
    }

    /// The resources, and each of them in each region.
    std::vector<Candidate> readReach(const JsonObject &item, const Names &names)
    {
        std::vector<Candidate> reach;
        const auto regions = touchedAt(item, QLatin1String("regions"));
        if (regions.empty() && !item.value(QLatin1String("regions")).toArray().isEmpty())
            return reach; // more than can be told apart: it is about everything
        for (const QString &id : touchedAt(item, QLatin1String("resourceIDs"))) {
            const QString name = names.value(id, textAt(item, QLatin1String("name"), kNameLength));
            reach.push_back(componentNamed(name.isEmpty() ? id : name, id));
            for (const QString &region : regions)
                reach.push_back({ id, reach.back().name, region, region });
        }
        return reach;
    }

    QString titleOf(const JsonObject &item)
    {
        const QString title = textAt(item, kShort, kNameLength);
        return title.isEmpty() ? textAt(item, QLatin1String("name"), kNameLength) : title;
    }

    void addMaintenance(Bulletin &bulletin, const JsonObject &item, const Names &names, Instant now)
    {
        Domain::VendorMaintenance maintenance;
        maintenance.id = textAt(item, QLatin1String("id"), kIdLength);
        maintenance.title = titleOf(item);
        maintenance.description = textOfHtml(item.value(kLong).toString(), kBodyLength);
        const auto from = timeAt(item, kStart);
        maintenance.scheduledFor = from.value_or(Instant {});
        maintenance.scheduledUntil = timeAt(item, kEnd);
        maintenance.state = planStateAt(from, maintenance.scheduledUntil, now);
        if (maintenance.state != Domain::MaintenanceState::Completed)
            bulletin.plan(std::move(maintenance), readReach(item, names));
    }

    void addIncident(Bulletin &bulletin, Intake &intake, const JsonObject &item, const Names &names)
    {
        Domain::VendorIncident incident;
        incident.id = textAt(item, QLatin1String("id"), kIdLength);
        incident.title = titleOf(item);
        incident.state = intake.text(item, kState, kWordLength);
        incident.startedAt = timeAt(item, kStart);
        incident.updatedAt = timeAt(item, QLatin1String("updateTime"));
        const QString text = textOfHtml(item.value(kLong).toString(), kBodyLength);
        if (!text.isEmpty())
            incident.updates.push_back({ {}, incident.state, text, incident.updatedAt });
        const Verdict verdict = verdictOf(kSeverities, textAt(item, QLatin1String("sev"), kWordLength));
        bulletin.open(std::move(incident), verdict, readReach(item, names));
    }

    void addItem(Bulletin &bulletin, Intake &intake, const JsonObject &item, const Names &names, Instant now)
    {
        const QString type = intake.text(item, kType, kWordLength).toLower();
        const QString state = textAt(item, kState, kWordLength).toLower();
        if (isOneOf(type, kNotices) || isOneOf(state, kOver))
            return;
        if (type == QLatin1String("maintenance"))
            addMaintenance(bulletin, item, names, now);
        else if (type == QLatin1String("incident"))
            addIncident(bulletin, intake, item, names);
        else
            bulletin.addUnreadable(QStringLiteral("an entry of type \"%1\"").arg(type));
    }

} // namespace

Reading normalizeSeverity(QStringView word)
{
    return lookUp(kSeverities, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(kProduct);
    const JsonObject root = intake.body(input);
    Bulletin bulletin;
    const Names names = knowResources(bulletin, intake, root);
    for (const JsonObject &item : intake.objects(root, QLatin1String("statusItems")))
        addItem(bulletin, intake, item, names, input.now);
    return intake.seal(std::move(bulletin).page(kProduct));
}

} // namespace Wf::Vendors::IbmCloud
