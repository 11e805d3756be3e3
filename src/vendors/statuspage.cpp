// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/statuspage.h"

#include "vendors/json.h"
#include "vendors/textdecoding.h"

#include <array>

namespace Wf::Vendors::Statuspage {

namespace {

    constexpr std::array kComponentWords {
        Word { QLatin1String("operational"), kOperational },
        Word { QLatin1String("degraded_performance"), kDegraded },
        Word { QLatin1String("partial_outage"), kPartialOutage },
        Word { QLatin1String("major_outage"), kMajorOutage },
        Word { QLatin1String("under_maintenance"), kMaintenance },
    };
    constexpr std::array kIndicatorWords {
        Word { QLatin1String("none"), kOperational },
        Word { QLatin1String("minor"), kDegraded },
        Word { QLatin1String("major"), kPartialOutage },
        Word { QLatin1String("critical"), kMajorOutage },
        Word { QLatin1String("maintenance"), kMaintenance },
    };

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kComponents("components");
    constexpr QLatin1String kUpdates("incident_updates");

    struct Named {
        QString id;
        QString name;
    };

    /// The components an incident names itself; where it names none, those that its updates name.
    std::vector<Named> namedComponents(const JsonObject &item)
    {
        std::vector<Named> named;
        for (const JsonObject &one : objectsAt(item, kComponents, kMostTouched))
            named.push_back({ textAt(one, kId, kIdLength), textAt(one, kName, kNameLength) });
        if (!named.empty())
            return named;
        std::set<QString> seen;
        for (const JsonObject &update : objectsAt(item, kUpdates, kMostUpdates)) {
            for (const JsonObject &one : objectsAt(update, QLatin1String("affected_components"), kMostTouched)) {
                const Named found { textAt(one, QLatin1String("code"), kIdLength),
                    textAt(one, kName, kNameLength) };
                if (seen.insert(found.id + u'\n' + found.name).second)
                    named.push_back(found);
            }
        }
        return named;
    }

    Scope readScope(const JsonObject &item, const Directory &directory)
    {
        Scope scope;
        const auto named = namedComponents(item);
        for (const Named &one : named)
            directory.add(scope, one.id, one.name);
        for (const Named &one : named)
            directory.addGroup(scope, one.id);
        return scope;
    }

    std::vector<Domain::VendorUpdate> readUpdates(const JsonObject &item)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &one : objectsAt(item, kUpdates, kMostUpdates)) {
            auto at = timeAt(one, QLatin1String("display_at"));
            updates.push_back({ textAt(one, kId, kIdLength), textAt(one, kStatus, kWordLength),
                cut(one.value(QLatin1String("body")).toString(), kBodyLength),
                at ? at : timeAt(one, QLatin1String("created_at")) });
        }
        return updates;
    }

    bool isOver(const QString &state)
    {
        const QString word = state.toLower();
        return word == QLatin1String("resolved") || word == QLatin1String("postmortem")
            || word == QLatin1String("completed");
    }

    void readIncidents(Page &page, const JsonObject &root, const Directory &directory)
    {
        for (const JsonObject &item : objectsAt(root, QLatin1String("incidents"), kMostIncidents)) {
            ScopedIncident found;
            auto &incident = found.incident;
            incident.state = textAt(item, kStatus, kWordLength);
            if (isOver(incident.state))
                continue;
            incident.id = textAt(item, kId, kIdLength);
            incident.title = textAt(item, kName, kNameLength);
            incident.impact = normalizeImpact(textAt(item, QLatin1String("impact"), kWordLength));
            incident.link = linkAt(item, QLatin1String("shortlink"));
            incident.startedAt = timeAt(item, QLatin1String("started_at"));
            if (!incident.startedAt)
                incident.startedAt = timeAt(item, QLatin1String("created_at"));
            incident.updatedAt = timeAt(item, QLatin1String("updated_at"));
            incident.updates = readUpdates(item);
            found.scope = readScope(item, directory);
            incident.components = found.scope.names;
            page.incidents.push_back(std::move(found));
        }
    }

    std::optional<Domain::MaintenanceState> stateOf(Page &page, const JsonObject &item)
    {
        const QString word = textAt(item, kStatus, kWordLength).toLower();
        if (word.isEmpty())
            return Domain::MaintenanceState::Scheduled;
        const auto state = Domain::maintenanceStateFromWord(word);
        if (!state)
            warn(page, QStringLiteral("unknown maintenance status \"%1\": left out").arg(word));
        return state;
    }

    void readMaintenance(Page &page, const JsonObject &item, const Directory &directory)
    {
        const QString id = textAt(item, kId, kIdLength);
        const auto from = timeAt(item, QLatin1String("scheduled_for"));
        const auto state = stateOf(page, item);
        if (id.isEmpty() || !from || !state)
            return;
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.id = id;
        maintenance.title = textAt(item, kName, kNameLength);
        if (maintenance.title.isEmpty())
            maintenance.title = QStringLiteral("Scheduled Maintenance");
        const auto updates = readUpdates(item);
        maintenance.description = updates.empty() ? QString() : updates.front().body;
        maintenance.state = *state;
        maintenance.scheduledFor = *from;
        maintenance.scheduledUntil = timeAt(item, QLatin1String("scheduled_until"));
        maintenance.link = linkAt(item, QLatin1String("shortlink"));
        found.scope = readScope(item, directory);
        maintenance.components = found.scope.names;
        page.maintenances.push_back(std::move(found));
    }

    void readLeaf(Page &page, const JsonObject &one)
    {
        Leaf &leaf = page.leaves.emplace_back();
        leaf.who.id = textAt(one, kId, kIdLength);
        leaf.who.name = textAt(one, kName, kNameLength);
        leaf.who.groupId = textAt(one, QLatin1String("group_id"), kIdLength);
        leaf.word = textAt(one, kStatus, kWordLength);
        leaf.reading = normalizeComponent(leaf.word);
        if (leaf.reading == kUnknown)
            warn(page, QStringLiteral("unknown component status \"%1\" (%2)").arg(leaf.word, leaf.who.name));
    }

    /// Comes back with the groups, id to name. Anything in the list that is no component still counts as one, of
    /// unknown status: it must not read as good.
    QHash<QString, QString> readLeaves(Page &page, const JsonArray &components)
    {
        QHash<QString, QString> groups;
        page.leaves.reserve(static_cast<size_t>(components.size()));
        for (const auto value : components) {
            const JsonObject one = value.toObject();
            if (one.value(QLatin1String("group")).toBool())
                groups.insert(textAt(one, kId, kIdLength), textAt(one, kName, kNameLength));
            else
                readLeaf(page, one);
        }
        for (Leaf &leaf : page.leaves) {
            if (!leaf.who.groupId.isEmpty())
                leaf.who.group = groups.value(leaf.who.groupId);
        }
        return groups;
    }

    void readHeadline(Page &page, const JsonObject &status)
    {
        Headline headline;
        headline.word = textAt(status, QLatin1String("indicator"), kWordLength);
        headline.reading = normalizeIndicator(headline.word);
        headline.description = textAt(status, QLatin1String("description"), kNameLength);
        if (headline.reading == kUnknown)
            warn(page, QStringLiteral("unknown page indicator \"%1\"").arg(headline.word));
        page.headline = std::move(headline);
    }

    BadDocument notAStatuspage()
    {
        return { QStringLiteral("neither \"status\" nor \"components\""),
            QStringLiteral("The answer is JSON, but not a Statuspage summary: it has neither a status nor "
                           "components. The address should end in /api/v2/summary.json.") };
    }

} // namespace

Reading normalizeComponent(QStringView word)
{
    return lookUp(kComponentWords, word);
}

Reading normalizeIndicator(QStringView word)
{
    return lookUp(kIndicatorWords, word);
}

Domain::Status normalizeImpact(QStringView word)
{
    return normalizeIndicator(word).status;
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto document = readObject(input.body);
    return document ? readSummary(document->object()) : tl::unexpected(document.error());
}

tl::expected<Page, BadDocument> readSummary(const JsonObject &root)
{
    const JsonValue status = root.value(kStatus);
    const JsonArray components = root.value(kComponents).toArray();
    if (!status.isObject() && components.isEmpty())
        return tl::unexpected(notAStatuspage());
    if (components.size() > kMostLeaves) {
        return tl::unexpected(BadDocument { QStringLiteral("too many components"),
            QStringLiteral("The status page lists more than 20,000 components.") });
    }
    Page page;
    page.name = textAt(root.value(QLatin1String("page")).toObject(), kName, kNameLength);
    if (status.isObject())
        readHeadline(page, status.toObject());
    const Directory directory(page.leaves, readLeaves(page, components));
    readIncidents(page, root, directory);
    for (const JsonObject &item : objectsAt(root, QLatin1String("scheduled_maintenances"), kMostMaintenances))
        readMaintenance(page, item, directory);
    if (!page.headline && page.leaves.empty())
        return tl::unexpected(notAStatuspage());
    return page;
}

} // namespace Wf::Vendors::Statuspage
