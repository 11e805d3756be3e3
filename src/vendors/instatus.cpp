// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/instatus.h"

#include "vendors/componenttree.h"
#include "vendors/drafting.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"

#include <array>

namespace Wf::Vendors::Instatus {

namespace {

    using Domain::MaintenanceState;

    constexpr std::array kWords {
        Word { QLatin1String("operational"), kOperational },
        Word { QLatin1String("degradedperformance"), kDegraded },
        Word { QLatin1String("minoroutage"), kPartialOutage },
        Word { QLatin1String("partialoutage"), kPartialOutage },
        Word { QLatin1String("majoroutage"), kMajorOutage },
        Word { QLatin1String("undermaintenance"), kMaintenance },
    };
    constexpr std::array kPageWords {
        Word { QLatin1String("up"), kOperational },
        Word { QLatin1String("hasissues"), kDegraded },
        Word { QLatin1String("undermaintenance"), kMaintenance },
    };
    constexpr std::array kPlanWords {
        PlanWord { QLatin1String("notstartedyet"), MaintenanceState::Scheduled },
        PlanWord { QLatin1String("inprogress"), MaintenanceState::InProgress },
        PlanWord { QLatin1String("completed"), MaintenanceState::Completed },
    };

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kStarted("started");
    constexpr QLatin1String kComponents("components");
    constexpr QLatin1String kIncidents("activeIncidents");
    constexpr QLatin1String kMaintenances("activeMaintenances");
    constexpr QLatin1String kGroup("group");
    constexpr qsizetype kDeepestGroup = 8;
    constexpr double kMostMinutes = 60.0 * 24 * 366;

    QString nameOf(const JsonObject &object)
    {
        return oneLine(localText(object, kName), kNameLength);
    }

    // Components

    JsonObject groupOf(const JsonObject &one)
    {
        return one.value(kGroup).toObject();
    }

    /// Names and ids of the groups around the component of that id, from the inside out.
    QStringList groupsAround(const QHash<QString, JsonObject> &byId, const QString &id)
    {
        QStringList around;
        JsonObject group = groupOf(byId.value(id));
        while (!group.isEmpty() && around.size() < 2 * kDeepestGroup) {
            around << textAt(group, kId, kIdLength) << nameOf(group);
            group = groupOf(byId.value(around.at(around.size() - 2)));
        }
        return around;
    }

    /// As v3 lists them: a parent is whatever others name as their group.
    void readFlatList(Page &page, const std::vector<JsonObject> &components)
    {
        QHash<QString, JsonObject> byId;
        std::set<QString> parents;
        for (const JsonObject &one : components) {
            const QString id = textAt(one, kId, kIdLength);
            const QString parent = textAt(groupOf(one), kId, kIdLength);
            byId.insert(id, one);
            if (parent != id)
                parents.insert(parent);
        }
        for (const JsonObject &one : components) {
            const QString id = textAt(one, kId, kIdLength);
            if (!id.isEmpty() && parents.contains(id))
                continue;
            const JsonObject group = groupOf(one);
            const QString groupId = textAt(group, kId, kIdLength);
            addLeaf(page, { id, nameOf(one), nameOf(group), groupId, groupsAround(byId, groupId) }, kWords,
                textAt(one, kStatus, kWordLength));
        }
    }

    void readComponents(Page &page, Intake &intake, const JsonObject &root)
    {
        const auto components = intake.objectsIfAny(root, kComponents);
        const bool flat =
            std::ranges::any_of(components, [](const JsonObject &one) { return one.contains(kGroup); });
        if (flat)
            readFlatList(page, components);
        else
            addTree(page, intake, components, {}, kWords);
        if (page.leaves.empty() && root.contains(kComponents))
            intake.spoilAsForeign(QStringLiteral("\"components\" lists none"));
    }

    // Incidents and maintenances

    std::vector<Domain::VendorUpdate> readUpdates(const JsonObject &item)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &one : objectsAt(item, QLatin1String("updates"), kMostTouched)) {
            QString body = cut(localText(one, QLatin1String("message")), kBodyLength);
            if (body.isEmpty())
                body = textOfHtml(localText(one, QLatin1String("messageHtml")), kBodyLength);
            updates.push_back(
                { textAt(one, kId, kIdLength), textAt(one, kStatus, kWordLength), body, timeAt(one, kStarted) });
        }
        return updates;
    }

    Scope scopeOf(const JsonObject &item, const Directory &directory)
    {
        Scope scope;
        for (const JsonObject &one : objectsAt(item, kComponents, kMostTouched))
            directory.add(scope, textAt(one, kId, kIdLength), nameOf(one));
        return scope;
    }

    bool isResolved(const JsonObject &item)
    {
        return textAt(item, kStatus, kWordLength).compare(QLatin1String("resolved"), Qt::CaseInsensitive) == 0;
    }

    /// Comes back with how grave the incident is.
    Headline readIncident(Page &page, Intake &intake, const JsonObject &item, const Directory &directory)
    {
        ScopedIncident found;
        auto &incident = found.incident;
        const QString impact = textAt(item, QLatin1String("impact"), kWordLength);
        incident.title = nameOf(item);
        const Reading reading = readWord(page, kWords, impact, QLatin1String("incident impact"), incident.title);
        incident.state = intake.text(item, kStatus, kWordLength);
        incident.link = linkAt(item, QLatin1String("url"));
        incident.id = textAt(item, kId, kIdLength);
        if (incident.id.isEmpty())
            incident.id = cut(incident.link.path(), kIdLength);
        incident.impact = reading.status;
        incident.startedAt = timeAt(item, kStarted);
        incident.updatedAt = timeAt(item, QLatin1String("updatedAt"));
        incident.updates = readUpdates(item);
        found.scope = scopeOf(item, directory);
        addIncident(page, std::move(found));
        return { .reading = reading, .word = impact, .what = QStringLiteral("incident impact") };
    }

    /// Minutes, as a number or as digits.
    std::optional<Instant> endOf(const JsonObject &item, Instant from)
    {
        const double minutes = textAt(item, QLatin1String("duration"), kWordLength).toDouble();
        if (!(minutes > 0 && minutes <= kMostMinutes))
            return std::nullopt;
        return from + std::chrono::minutes(static_cast<qint64>(minutes));
    }

    void readMaintenance(Page &page, const JsonObject &item, const Directory &directory)
    {
        const auto state = planState(page, kPlanWords, textAt(item, kStatus, kWordLength));
        const auto from = timeAt(item, QLatin1String("start"));
        if (!state || !from)
            return;
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.title = nameOf(item);
        maintenance.link = linkAt(item, QLatin1String("url"));
        maintenance.id = textAt(item, kId, kIdLength);
        if (maintenance.id.isEmpty())
            maintenance.id =
                cut(maintenance.link.isEmpty() ? maintenance.title : maintenance.link.path(), kIdLength);
        maintenance.state = *state;
        maintenance.scheduledFor = *from;
        maintenance.scheduledUntil = endOf(item, *from);
        found.scope = scopeOf(item, directory);
        addMaintenance(page, std::move(found), readUpdates(item));
    }

    // The page as a whole

    /// "SOMEMAJOROUTAGE" and "ALLUNDERMAINTENANCE" are the component's words for some or for all of them.
    QString withoutQuantity(const QString &word)
    {
        for (const QLatin1String start : { QLatin1String("some"), QLatin1String("all") }) {
            if (word.startsWith(start, Qt::CaseInsensitive))
                return word.mid(start.size());
        }
        return word;
    }

    /// HASISSUES says that there is something, not how bad: it yields to components and incidents.
    void judge(Page &page, const QString &word, const std::vector<Headline> &incidents)
    {
        const Reading reading = readWord(page, kPageWords, word, QLatin1String("page status"));
        const bool exact = !page.leaves.empty();
        if (!exact) {
            for (const Headline &incident : incidents)
                raise(page, incident);
        }
        if (!exact || reading != kDegraded)
            raise(page, { .reading = reading, .word = word, .what = QStringLiteral("page status") });
    }

    /// The entries of a list, or of an object that holds each under its id.
    std::vector<JsonObject> entriesOf(Intake &intake, const JsonObject &root, QLatin1String key)
    {
        const JsonValue value = root.value(key);
        if (!value.isObject())
            return intake.objectsIfAny(root, key);
        return intake.objectsOf(value.toObject(), key);
    }

    std::vector<Headline> readEntries(Page &page, Intake &intake, const JsonObject &root)
    {
        const Directory directory(page.leaves);
        std::vector<Headline> incidents;
        for (const JsonObject &item : entriesOf(intake, root, kIncidents)) {
            if (!isResolved(item))
                incidents.push_back(readIncident(page, intake, item, directory));
        }
        for (const JsonObject &item : entriesOf(intake, root, kMaintenances))
            readMaintenance(page, item, directory);
        return incidents;
    }

    tl::expected<Page, BadDocument> readSummary(Intake intake, const JsonObject &root)
    {
        Page page;
        const JsonObject about = intake.object(root, QLatin1String("page"));
        page.name = nameOf(about);
        readComponents(page, intake, root);
        const auto incidents = readEntries(page, intake, root);
        judge(page, intake.text(about, kStatus, kWordLength), incidents);
        return intake.seal(std::move(page));
    }

    /// What the page carries in itself: "site" in place of "page", its components within.
    tl::expected<Page, BadDocument> readSite(Intake intake, const JsonObject &root)
    {
        Page page;
        const JsonObject site = intake.object(root, QLatin1String("site"));
        page.name = nameOf(site);
        readComponents(page, intake, site.contains(kComponents) ? site : root);
        const auto incidents = readEntries(page, intake, root);
        judge(page, intake.text(site, kStatus, kWordLength), incidents);
        const QString exact = withoutQuantity(textAt(site, QLatin1String("mainStatus"), kWordLength));
        const Reading reading = lookUp(kWords, exact);
        if (reading != kUnknown && page.leaves.empty())
            raise(page, { .reading = reading, .word = exact, .what = QStringLiteral("page status") });
        return intake.seal(std::move(page));
    }

    tl::expected<Page, BadDocument> readComponentsAlone(Intake intake, const JsonObject &root)
    {
        Page page;
        readComponents(page, intake, root);
        return intake.seal(std::move(page));
    }

    /// The list of open incidents, each with the state of its components. Nothing else is known of the page.
    tl::expected<Page, BadDocument> readIncidentList(Intake intake, const JsonArray &list)
    {
        Page page;
        page.listing = Listing::TroubledOnly;
        auto items = intake.objectsOf(list, kIncidents);
        if (items.empty())
            intake.spoilAsForeign(QStringLiteral("an empty list"));
        std::erase_if(items, isResolved);
        for (const JsonObject &item : items)
            addTree(page, intake, intake.objects(item, kComponents), {}, kWords);
        const Directory directory(page.leaves);
        for (const JsonObject &item : items) {
            const Headline grave = readIncident(page, intake, item, directory);
            raise(page, grave);
            if (objectsAt(item, kComponents, 1).empty()) // it is about whatever the page has
                page.elsewhere = worse(page.elsewhere, grave.reading);
        }
        raise(page, { .reading = kOperational, .description = QStringLiteral("No open incidents") });
        return intake.seal(std::move(page));
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("Instatus") };
    const JsonValue value = intake.value(input);
    if (value.isArray())
        return readIncidentList(std::move(intake), value.toArray());
    const JsonObject root = intake.withCompanions(value.toObject(), input);
    if (root.contains(QLatin1String("site")))
        return readSite(std::move(intake), root);
    if (root.contains(QLatin1String("page")))
        return readSummary(std::move(intake), root);
    if (root.contains(kComponents))
        return readComponentsAlone(std::move(intake), root);
    intake.spoilAsForeign(QStringLiteral("neither \"page\" nor \"components\""));
    return intake.seal({});
}

std::vector<QUrl> companions(const QUrl &url)
{
    return siblings(url, QLatin1String("summary.json"), { QStringLiteral("v2/components.json") });
}

} // namespace Wf::Vendors::Instatus
