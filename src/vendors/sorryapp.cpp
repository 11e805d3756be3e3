// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/sorryapp.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"

#include <array>

namespace Wf::Vendors::Sorryapp {

namespace {

    using Domain::MaintenanceState;

    constexpr std::array kWords {
        Word { QLatin1String("operational"), kOperational },
        Word { QLatin1String("degraded"), kDegraded },
        Word { QLatin1String("partially-degraded"), kDegraded },
        Word { QLatin1String("under-maintenance"), kMaintenance },
    };
    constexpr std::array kPlanWords {
        PlanWord { QLatin1String("scheduled"), MaintenanceState::Scheduled },
        PlanWord { QLatin1String("underway"), MaintenanceState::InProgress },
        PlanWord { QLatin1String("complete"), MaintenanceState::Completed },
    };

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kState("state");
    constexpr QLatin1String kPage("page");
    constexpr QLatin1String kComponents("components");
    constexpr QLatin1String kNotices("notices");
    constexpr QLatin1String kParent("parent_id");
    constexpr UpdateKeys kUpdates {
        .state = kState,
        .body = QLatin1String("content"),
        .markup = Markup::Html,
    };

    void readComponents(Page &page, const std::vector<JsonObject> &components)
    {
        QHash<QString, QString> names;
        std::set<QString> parents;
        for (const JsonObject &one : components) {
            names.insert(textAt(one, kId, kIdLength), textAt(one, kName, kNameLength));
            parents.insert(textAt(one, kParent, kIdLength));
        }
        for (const JsonObject &one : components) {
            const QString id = textAt(one, kId, kIdLength);
            const QString parent = textAt(one, kParent, kIdLength);
            if (id.isEmpty() || !parents.contains(id)) {
                addLeaf(page, { id, textAt(one, kName, kNameLength), names.value(parent), parent }, kWords,
                    textAt(one, kState, kWordLength));
            }
        }
    }

    /// Where the time that something really happened is not told, the one it was planned for.
    std::optional<Instant> firstTime(const JsonObject &item, QLatin1String key, QLatin1String other)
    {
        const auto at = timeAt(item, key);
        return at ? at : timeAt(item, other);
    }

    void readMaintenance(Page &page, const JsonObject &item, const Directory &directory)
    {
        const auto state = planState(page, kPlanWords, textAt(item, kState, kWordLength));
        if (!state)
            return;
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.id = textAt(item, kId, kIdLength);
        maintenance.title = textAt(item, QLatin1String("subject"), kNameLength);
        maintenance.state = *state;
        maintenance.link = linkAt(item, QLatin1String("url"));
        maintenance.scheduledFor =
            firstTime(item, QLatin1String("began_at"), QLatin1String("begins_at")).value_or(Instant {});
        maintenance.scheduledUntil = firstTime(item, QLatin1String("ended_at"), QLatin1String("ends_at"));
        found.scope = scopeAt(item, kComponents, directory);
        addMaintenance(page, std::move(found), updatesAt(item, kUpdates));
    }

    void readIncident(Page &page, const JsonObject &item, const Directory &directory)
    {
        ScopedIncident found;
        auto &incident = found.incident;
        incident.id = textAt(item, kId, kIdLength);
        incident.title = textAt(item, QLatin1String("subject"), kNameLength);
        incident.state = textAt(item, kState, kWordLength);
        incident.impact = Domain::Status::Degraded;
        incident.link = linkAt(item, QLatin1String("url"));
        incident.startedAt = firstTime(item, QLatin1String("began_at"), QLatin1String("created_at"));
        incident.updatedAt = timeAt(item, QLatin1String("updated_at"));
        incident.updates = updatesAt(item, kUpdates);
        found.scope = scopeAt(item, kComponents, directory);
        addIncident(page, std::move(found));
    }

    void readNotice(Page &page, const JsonObject &item, const Directory &directory)
    {
        const bool isPast = textAt(item, QLatin1String("timeline_state"), kWordLength) == QLatin1String("past");
        const bool isResolved = textAt(item, kState, kWordLength) == QLatin1String("resolved");
        if (textAt(item, QLatin1String("type"), kWordLength) == QLatin1String("planned"))
            readMaintenance(page, item, directory);
        else if (!isPast && !isResolved)
            readIncident(page, item, directory);
    }

    /// A document may be absent, but not be there without its list.
    std::vector<JsonObject> listOf(Intake &intake, const JsonObject &root, QLatin1String key)
    {
        return root.contains(key) ? intake.objects(root, key) : std::vector<JsonObject>();
    }

    void judge(Page &page, Intake &intake, const JsonObject &root)
    {
        if (root.contains(kPage)) {
            const QString word = intake.text(root.value(kPage).toObject(), kState, kWordLength);
            raise(page,
                { .reading = readWord(page, kWords, word, QLatin1String("page state")),
                    .word = word,
                    .what = QStringLiteral("page state"),
                    .description =
                        textAt(root.value(kPage).toObject(), QLatin1String("state_text"), kNameLength) });
        } else if (page.leaves.empty()) {
            raiseForIncidents(page);
        }
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("Sorry") };
    const JsonObject root = intake.body(input);
    if (!root.contains(kPage) && !root.contains(kComponents) && !root.contains(kNotices))
        intake.spoilAsForeign(QStringLiteral("neither \"page\" nor \"components\" nor \"notices\""));
    Page page;
    page.name = textAt(root.value(kPage).toObject(), kName, kNameLength);
    readComponents(page, listOf(intake, root, kComponents));
    if (root.contains(kComponents) && !root.contains(kPage) && page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("\"components\" lists none"));
    const Directory directory(page.leaves);
    for (const JsonObject &item : listOf(intake, root, kNotices))
        readNotice(page, item, directory);
    judge(page, intake, root);
    return intake.seal(std::move(page));
}

std::vector<QUrl> companions(const QUrl &url)
{
    auto others =
        siblings(url, QLatin1String("status"), { QStringLiteral("components"), QStringLiteral("notices") });
    return others.empty() ? siblings(url, QLatin1String("status.json"),
               { QStringLiteral("components.json"), QStringLiteral("notices.json") })
                          : others;
}

} // namespace Wf::Vendors::Sorryapp
