// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/statusio.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include "domain/maintenance.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Statusio {

namespace {

    using Domain::MaintenanceState;

    constexpr QLatin1String kSecurityIssue("600");
    constexpr std::array kCodes {
        Word { QLatin1String("100"), kOperational },
        Word { QLatin1String("200"), kMaintenance },
        Word { QLatin1String("300"), kDegraded },
        Word { QLatin1String("400"), kPartialOutage },
        Word { QLatin1String("500"), kMajorOutage },
        Word { kSecurityIssue, kMajorOutage },
    };

    struct Phase {
        QLatin1String code;
        QLatin1String word;
    };
    constexpr std::array kIncidentPhases {
        Phase { QLatin1String("100"), QLatin1String("investigating") },
        Phase { QLatin1String("200"), QLatin1String("identified") },
        Phase { QLatin1String("300"), QLatin1String("monitoring") },
        Phase { QLatin1String("400"), QLatin1String("resolved") },
    };

    constexpr QLatin1String kId("_id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kCode("status_code");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kState("state");
    constexpr QLatin1String kResult("result");

    QString phaseOf(const QString &code, std::span<const Phase> phases)
    {
        const auto found = std::ranges::find(phases, code, &Phase::code);
        return found == phases.end() ? code : QString(found->word);
    }

    void readSystem(Page &page, Intake &intake, const JsonObject &system)
    {
        const QString id = textAt(system, QLatin1String("id"), kIdLength);
        const QString name = textAt(system, kName, kNameLength);
        const auto containers = intake.objects(system, QLatin1String("containers"));
        for (const JsonObject &one : containers) {
            const QString place = textAt(one, QLatin1String("id"), kIdLength);
            addLeaf(page, { id % u'/' % place, textAt(one, kName, kNameLength), name, id }, kCodes,
                textAt(one, kCode, kWordLength));
        }
        if (containers.empty())
            addLeaf(page, { id, name, {}, {} }, kCodes, textAt(system, kCode, kWordLength));
    }

    std::set<QString> idsOf(const JsonObject &item, QLatin1String key)
    {
        std::set<QString> ids;
        for (const JsonObject &one : objectsAt(item, key, kMostTouched))
            ids.insert(textAt(one, kId, kIdLength));
        return ids;
    }

    QStringList namesOf(const JsonObject &item, QLatin1String key)
    {
        QStringList names;
        for (const JsonObject &one : objectsAt(item, key, kMostTouched))
            names.append(textAt(one, kName, kNameLength));
        return names;
    }

    /// Every named container of every named system; where only one of both is named, all that it fits.
    Scope scopeOf(const JsonObject &item, const Page &page)
    {
        constexpr QLatin1String systemsKey("components_affected");
        constexpr QLatin1String placesKey("containers_affected");
        Scope scope;
        const auto systems = idsOf(item, systemsKey);
        const auto places = idsOf(item, placesKey);
        scope.names = namesOf(item, systems.empty() ? placesKey : systemsKey);
        for (size_t i = 0; i < page.leaves.size() && !scope.namesNothing(); ++i) {
            const QString &id = page.leaves[i].who.id;
            const QString place = id.section(u'/', 1);
            const bool inSystem = systems.empty() || systems.contains(id.section(u'/', 0, 0));
            if (inSystem && (places.empty() || place.isEmpty() || places.contains(place)))
                scope.leaves.insert(i);
        }
        return scope;
    }

    std::vector<Domain::VendorUpdate> readMessages(const JsonObject &item, std::span<const Phase> phases)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &one : objectsAt(item, QLatin1String("messages"), kMostTouched)) {
            updates.push_back({ {}, phaseOf(textAt(one, kState, kWordLength), phases),
                cut(one.value(QLatin1String("details")).toString().trimmed(), kBodyLength),
                timeAt(one, QLatin1String("datetime")) });
        }
        arrange(updates);
        return updates;
    }

    /// What the newest message sets its components to.
    QString newestCode(const JsonObject &item)
    {
        QString code;
        std::optional<Instant> newest;
        for (const JsonObject &one : objectsAt(item, QLatin1String("messages"), kMostTouched)) {
            const auto at = timeAt(one, QLatin1String("datetime"));
            if (code.isEmpty() || at >= newest) {
                code = textAt(one, kStatus, kWordLength);
                newest = at;
            }
        }
        return code;
    }

    void readIncident(Page &page, const JsonObject &item)
    {
        ScopedIncident found;
        auto &incident = found.incident;
        incident.updates = readMessages(item, kIncidentPhases);
        if (!incident.updates.empty())
            incident.state = incident.updates.front().state;
        if (incident.state == QLatin1String("resolved"))
            return;
        incident.id = textAt(item, kId, kIdLength);
        incident.title = textAt(item, kName, kNameLength);
        incident.impact = lookUp(kCodes, newestCode(item)).status;
        incident.startedAt = timeAt(item, QLatin1String("datetime_open"));
        found.scope = scopeOf(item, page);
        addIncident(page, std::move(found));
    }

    void readMaintenance(Page &page, const JsonObject &item, MaintenanceState state)
    {
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.id = textAt(item, kId, kIdLength);
        maintenance.title = textAt(item, kName, kNameLength);
        maintenance.state = state;
        maintenance.scheduledFor = timeAt(item, QLatin1String("datetime_planned_start")).value_or(Instant {});
        maintenance.scheduledUntil = timeAt(item, QLatin1String("datetime_planned_end"));
        found.scope = scopeOf(item, page);
        addMaintenance(page, std::move(found), readMessages(item, {}));
    }

    /// Whether all maintenances under way that are about it are past their planned end; none is no such case.
    template <class IsAbout> bool isOverrun(const Page &page, Instant now, IsAbout isAbout)
    {
        bool any = false;
        for (const ScopedMaintenance &one : page.maintenances) {
            if (one.maintenance.state != MaintenanceState::InProgress || !isAbout(one.scope))
                continue;
            if (Domain::isActive(one.maintenance, now))
                return false;
            any = true;
        }
        return any;
    }

    /// Planned work is told by its own title, not by that of an incident that happens to be open; a security issue
    /// by its name, for it is no outage like others.
    void nameCause(Page &page, Instant now)
    {
        Headline &headline = *page.headline;
        const auto running = std::ranges::find_if(page.maintenances,
            [&](const ScopedMaintenance &one) { return Domain::isActive(one.maintenance, now); });
        if (headline.reading == kMaintenance && running != page.maintenances.end())
            headline.detail = running->maintenance.title;
        else if (headline.word == kSecurityIssue)
            headline.detail = QStringLiteral("Security issue");
    }

    /// Vendors leave finished work listed "for awareness": what is only under such a maintenance is well.
    void forgetOverrun(Page &page, Instant now)
    {
        for (size_t i = 0; i < page.leaves.size(); ++i) {
            Leaf &leaf = page.leaves[i];
            const auto isAbout = [&](const Scope &scope) {
                return scope.namesNothing() || scope.leaves.contains(i);
            };
            if (leaf.reading == kMaintenance && isOverrun(page, now, isAbout))
                leaf.reading = kOperational;
        }
        if (page.headline->reading == kMaintenance && isOverrun(page, now, [](const Scope &) { return true; })) {
            page.headline->reading = kOperational;
            page.headline->description += QStringLiteral(" (past its planned end)");
        }
    }

    void readHeadline(Page &page, Intake &intake, const JsonObject &overall)
    {
        Headline headline;
        headline.word = intake.text(overall, kCode, kWordLength);
        headline.what = QStringLiteral("status code");
        headline.reading = readWord(page, kCodes, headline.word, QLatin1String("status code"));
        headline.description = textAt(overall, kStatus, kNameLength);
        page.headline = std::move(headline);
    }

    BadDocument noSuchPage()
    {
        return { QStringLiteral("no \"result\""),
            QStringLiteral("Status.io knows no page of that id. Take the address that ends in the 24 letters and "
                           "digits of your vendor's page.") };
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("Status.io") };
    const JsonObject root = intake.body(input);
    if (!root.value(kResult).isObject())
        intake.spoil(noSuchPage());
    const JsonObject result = root.value(kResult).toObject();
    Page page;
    readHeadline(page, intake, intake.object(result, QLatin1String("status_overall")));
    for (const JsonObject &system : intake.objects(result, kStatus))
        readSystem(page, intake, system);
    for (const JsonObject &item : intake.objectsIfAny(result, QLatin1String("incidents")))
        readIncident(page, item);
    const JsonObject plans = result.value(QLatin1String("maintenance")).toObject();
    for (const JsonObject &item : intake.objectsIfAny(plans, QLatin1String("active")))
        readMaintenance(page, item, MaintenanceState::InProgress);
    for (const JsonObject &item : intake.objectsIfAny(plans, QLatin1String("upcoming")))
        readMaintenance(page, item, MaintenanceState::Scheduled);
    forgetOverrun(page, input.now);
    nameCause(page, input.now);
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Statusio
