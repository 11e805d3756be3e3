// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/cachet.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Cachet {

namespace {

    using Domain::MaintenanceState;

    constexpr std::array kComponentCodes {
        Word { QLatin1String("1"), kOperational },
        Word { QLatin1String("2"), kDegraded },
        Word { QLatin1String("3"), kPartialOutage },
        Word { QLatin1String("4"), kMajorOutage },
        Word { QLatin1String("0"), kUnknown },
    };
    constexpr std::array kPageWords {
        Word { QLatin1String("success"), kOperational },
        Word { QLatin1String("info"), kDegraded },
        Word { QLatin1String("danger"), kMajorOutage },
    };
    /// The phases of an incident, by its code.
    constexpr std::array kPhases { QLatin1String("scheduled"), QLatin1String("investigating"),
        QLatin1String("identified"), QLatin1String("watching"), QLatin1String("fixed") };
    constexpr std::array kPlanWords {
        PlanWord { QLatin1String("0"), MaintenanceState::Scheduled },
        PlanWord { QLatin1String("1"), MaintenanceState::InProgress },
        PlanWord { QLatin1String("2"), MaintenanceState::Completed },
    };

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kData("data");
    constexpr QLatin1String kComponentId("component_id");
    constexpr QLatin1String kScheduledAt("scheduled_at");
    constexpr QLatin1String kMessage("message");
    constexpr QLatin1String kResolved("is_resolved");

    QString phaseOf(const QString &code)
    {
        bool isNumber = false;
        const auto number = code.toUInt(&isNumber);
        return isNumber && number < kPhases.size() ? QString(kPhases.at(number)) : code;
    }

    QString bodyOf(const JsonObject &item)
    {
        return cut(item.value(kMessage).toString(), kBodyLength);
    }

    /// What one document says; absent where it is of another kind.
    struct Documents {
        std::optional<JsonObject> status;
        std::optional<std::vector<JsonObject>> components;
        std::optional<std::vector<JsonObject>> incidents;
        std::vector<JsonObject> groups;
        std::vector<JsonObject> schedules;
        std::optional<qint64> allComponents; ///< as the envelope counts them, over all pages of the list
    };

    bool anyHas(const std::vector<JsonObject> &items, std::initializer_list<QLatin1String> keys)
    {
        return std::ranges::any_of(items, [&](const JsonObject &item) {
            return std::ranges::any_of(keys, [&](QLatin1String key) { return item.contains(key); });
        });
    }

    std::optional<qint64> totalOf(const JsonObject &root)
    {
        const JsonObject pages =
            root.value(QLatin1String("meta")).toObject().value(QLatin1String("pagination")).toObject();
        return countAt(pages, QLatin1String("total"));
    }

    /// Every list comes in the same envelope: the members of its entries tell what it is. An empty one is of no
    /// kind.
    void sort(Documents &documents, Intake &intake, const JsonObject &root)
    {
        const JsonValue data = root.value(kData);
        if (data.isObject() && data.toObject().contains(kStatus)) {
            documents.status = data.toObject();
            return;
        }
        auto items = intake.objects(root, kData);
        if (anyHas(items,
                { kResolved, QLatin1String("latest_status"), kComponentId, QLatin1String("occurred_at") })) {
            documents.incidents = std::move(items);
        } else if (anyHas(items, { kScheduledAt })) {
            documents.schedules = std::move(items);
        } else if (anyHas(items, { QLatin1String("enabled_components"), QLatin1String("collapsed") })) {
            documents.groups = std::move(items);
        } else if (anyHas(items, { kStatus })) {
            documents.components = std::move(items);
            documents.allComponents = totalOf(root);
        }
    }

    void readComponents(Page &page, const Documents &documents)
    {
        QHash<QString, QString> groups;
        for (const JsonObject &group : documents.groups)
            groups.insert(textAt(group, kId, kIdLength), textAt(group, kName, kNameLength));
        for (const JsonObject &one : *documents.components) {
            if (!one.value(QLatin1String("enabled")).toBool(true)
                || !one.value(QLatin1String("deleted_at")).toString().isEmpty())
                continue;
            QString group = textAt(one, QLatin1String("group_id"), kIdLength);
            if (group == QLatin1String("0"))
                group.clear();
            addLeaf(page,
                { textAt(one, kId, kIdLength), textAt(one, kName, kNameLength), groups.value(group), group },
                kComponentCodes, textAt(one, kStatus, kWordLength));
        }
    }

    std::vector<Domain::VendorUpdate> readUpdates(const JsonObject &item)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &one : objectsAt(item, QLatin1String("updates"), kMostTouched)) {
            updates.push_back({ textAt(one, kId, kIdLength), phaseOf(textAt(one, kStatus, kWordLength)),
                bodyOf(one), timeAt(one, QLatin1String("created_at")) });
        }
        if (const QString first = bodyOf(item); !first.isEmpty()) {
            updates.push_back({ {}, phaseOf(textAt(item, kStatus, kWordLength)), first,
                timeAt(item, QLatin1String("created_at")) });
        }
        return updates;
    }

    /// Its updates know better than the incident itself, whose code stays what it was at first.
    QString phaseOf(const JsonObject &item)
    {
        const QString latest = textAt(item, QLatin1String("latest_status"), kWordLength);
        return phaseOf(latest.isEmpty() ? textAt(item, kStatus, kWordLength) : latest);
    }

    bool isOpen(const JsonObject &item)
    {
        const QString phase = phaseOf(item);
        return !item.value(kResolved).toBool() && phase != QLatin1String("fixed")
            && phase != QLatin1String("scheduled");
    }

    /// The impact is that on its component; without one it is not told, and an open incident is at least a
    /// nuisance.
    Domain::Status impactOf(const Page &page, const Scope &scope)
    {
        Reading worst = kDegraded;
        for (const size_t i : scope.leaves)
            worst = worse(worst, page.leaves[i].reading);
        return worst.status;
    }

    void readIncident(Page &page, const JsonObject &item, const Directory &directory)
    {
        ScopedIncident found;
        auto &incident = found.incident;
        const QString component = textAt(item, kComponentId, kIdLength);
        if (!component.isEmpty() && component != QLatin1String("0"))
            directory.add(found.scope, component, {});
        incident.id = textAt(item, kId, kIdLength);
        incident.title = textAt(item, kName, kNameLength);
        incident.state = phaseOf(item);
        incident.impact = impactOf(page, found.scope);
        incident.link = linkAt(item, QLatin1String("permalink"));
        incident.startedAt = timeAt(item, QLatin1String("occurred_at"));
        if (!incident.startedAt)
            incident.startedAt = timeAt(item, QLatin1String("created_at"));
        incident.updatedAt = timeAt(item, QLatin1String("updated_at"));
        incident.updates = readUpdates(item);
        addIncident(page, std::move(found));
    }

    void readSchedule(Page &page, const JsonObject &item, const Directory &directory)
    {
        const auto state = planState(page, kPlanWords, textAt(item, kStatus, kWordLength));
        const auto from = timeAt(item, kScheduledAt);
        if (!state || !from)
            return;
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.id = textAt(item, kId, kIdLength);
        maintenance.title = textAt(item, kName, kNameLength);
        maintenance.description = bodyOf(item);
        maintenance.state = *state;
        maintenance.scheduledFor = *from;
        if (*state == MaintenanceState::Completed) // before that the time of completion is made up
            maintenance.scheduledUntil = timeAt(item, QLatin1String("completed_at"));
        for (const JsonObject &one : objectsAt(item, QLatin1String("components"), kMostTouched)) {
            const QString id = textAt(one, kComponentId, kIdLength);
            directory.add(
                found.scope, id.isEmpty() ? textAt(one, kId, kIdLength) : id, textAt(one, kName, kNameLength));
        }
        addMaintenance(page, std::move(found));
    }

    void judge(Page &page, const Documents &documents)
    {
        if (documents.components) {
            raiseForMissingPart(page, static_cast<qsizetype>(documents.components->size()),
                documents.allComponents, QStringLiteral("Add ?per_page=1000 to the address."));
        }
        if (documents.status) {
            const QString word = textAt(*documents.status, kStatus, kWordLength);
            raise(page,
                { .reading = readWord(page, kPageWords, word, QLatin1String("page status")),
                    .word = word,
                    .what = QStringLiteral("page status"),
                    .description = textAt(*documents.status, kMessage, kNameLength) });
        } else if (!documents.components) {
            raiseForIncidents(page);
        }
    }

    tl::expected<Page, BadDocument> pageOf(Intake intake, const Documents &documents)
    {
        if (!documents.status && !documents.components && !documents.incidents)
            intake.spoilAsForeign(QStringLiteral("neither a status nor components nor incidents"));
        Page page;
        if (documents.components)
            readComponents(page, documents);
        const Directory directory(page.leaves);
        if (documents.incidents) {
            for (const JsonObject &item : *documents.incidents) {
                if (isOpen(item))
                    readIncident(page, item, directory);
            }
        }
        for (const JsonObject &item : documents.schedules)
            readSchedule(page, item, directory);
        judge(page, documents);
        return intake.seal(std::move(page));
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("Cachet") };
    Documents documents;
    sort(documents, intake, intake.value(input).toObject());
    for (const JsonValue &value : intake.companions(input))
        sort(documents, intake, value.toObject());
    return pageOf(std::move(intake), documents);
}

std::vector<QUrl> companions(const QUrl &url)
{
    const QString incidents = QStringLiteral("incidents?sort=id&order=desc&per_page=20");
    const QString schedules = QStringLiteral("schedules");
    auto others =
        siblings(url, QLatin1String("components"), { QStringLiteral("components/groups"), incidents, schedules });
    return others.empty() ? siblings(
               url, QLatin1String("status"), { QStringLiteral("components?per_page=1000"), incidents, schedules })
                          : others;
}

} // namespace Wf::Vendors::Cachet
