// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/cstate.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"

#include <array>

namespace Wf::Vendors::Cstate {

namespace {

    constexpr std::array kWords {
        Word { QLatin1String("ok"), kOperational },
        Word { QLatin1String("notice"), kDegraded },
        Word { QLatin1String("disrupted"), kPartialOutage },
        Word { QLatin1String("down"), kMajorOutage },
    };

    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kLink("permalink");
    constexpr QLatin1String kIssues("unresolvedIssues");

    /// Issues of all systems and the pinned ones; one that touches several systems is listed at each.
    std::vector<JsonObject> readIssues(
        Intake &intake, const JsonObject &root, const std::vector<JsonObject> &systems)
    {
        std::vector<JsonObject> issues;
        std::set<QString> seen;
        const auto take = [&](const std::vector<JsonObject> &list) {
            for (const JsonObject &issue : list) {
                const bool isOpen = !issue.value(QLatin1String("resolved")).toBool();
                if (isOpen && seen.insert(textAt(issue, kLink, kNameLength)).second)
                    issues.push_back(issue);
            }
        };
        for (const JsonObject &system : systems)
            take(intake.objectsIfAny(system, kIssues));
        take(intake.objectsIfAny(root, QLatin1String("pinnedIssues")));
        return issues;
    }

    void readIssue(Page &page, const JsonObject &item, const Directory &directory)
    {
        ScopedIncident found;
        auto &incident = found.incident;
        const QString severity = textAt(item, QLatin1String("severity"), kWordLength);
        incident.title = textAt(item, QLatin1String("title"), kNameLength);
        incident.link = linkAt(item, kLink);
        incident.id = textAt(item, QLatin1String("filename"), kIdLength);
        if (incident.id.isEmpty())
            incident.id = textAt(item, kLink, kIdLength);
        incident.state = severity;
        const Reading reading = readWord(page, kWords, severity, QLatin1String("issue severity"), incident.title);
        const bool forInformation = item.value(QLatin1String("informational")).toBool();
        incident.impact = forInformation ? Domain::Status::Operational : reading.status;
        incident.startedAt = timeAt(item, QLatin1String("createdAt"));
        incident.updatedAt = timeAt(item, QLatin1String("lastMod"));
        for (const QString &name : touchedAt(item, QLatin1String("affected")))
            directory.add(found.scope, {}, name);
        addIncident(page, std::move(found));
    }

    void readSystem(Page &page, const JsonObject &system)
    {
        const QString name = textAt(system, QLatin1String("name"), kNameLength);
        const QString category = textAt(system, QLatin1String("category"), kNameLength);
        addLeaf(page, { name, name, category, category }, kWords, textAt(system, kStatus, kWordLength));
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("cState") };
    const JsonObject root = intake.body(input);
    const QString summary = intake.text(root, QLatin1String("summaryStatus"), kWordLength);
    const auto systems = intake.objects(root, QLatin1String("systems"));
    Page page;
    page.name = textAt(root, QLatin1String("title"), kNameLength);
    for (const JsonObject &system : systems)
        readSystem(page, system);
    const Directory directory(page.leaves);
    for (const JsonObject &issue : readIssues(intake, root, systems))
        readIssue(page, issue, directory);
    raise(page,
        { .reading = readWord(page, kWords, summary, QLatin1String("summary status")),
            .word = summary,
            .what = QStringLiteral("summary status") });
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Cstate
