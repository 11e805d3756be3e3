// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/uptimecom.h"

#include "vendors/componenttree.h"
#include "vendors/drafting.h"

#include <array>

namespace Wf::Vendors::Uptimecom {

namespace {

    constexpr std::array kWords {
        Word { QLatin1String("operational"), kOperational },
        Word { QLatin1String("degraded-performance"), kDegraded },
        Word { QLatin1String("partial-outage"), kPartialOutage },
        Word { QLatin1String("major-outage"), kMajorOutage },
        Word { QLatin1String("under-maintenance"), kMaintenance },
    };

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kComponents("components");
    constexpr TreeKeys kTree { .children = QLatin1String("subcomponents") };
    constexpr QLatin1String kActive("active_incidents");
    constexpr QLatin1String kPast("past_incidents");
    constexpr QLatin1String kAffected("affected_components");
    constexpr UpdateKeys kUpdates {
        .state = QLatin1String("incident_state"),
        .body = QLatin1String("description"),
        .at = QLatin1String("updated_at"),
    };

    /// Open incidents and maintenances; both come in one list, and planned ones stand in it before they begin.
    class Entries {
    public:
        Entries(Page &page, Instant now)
            : m_page(page)
            , m_directory(page.leaves)
            , m_now(now)
        {
        }

        void read(const JsonObject &item)
        {
            const auto until = timeAt(item, QLatin1String("ends_at"));
            if (textAt(item, QLatin1String("incident_type"), kWordLength)
                == QLatin1String("SCHEDULED_MAINTENANCE"))
                readMaintenance(item, until);
            else if (!until || *until > m_now)
                readIncident(item);
        }

        void readMaintenance(const JsonObject &item, const std::optional<Instant> &until)
        {
            ScopedMaintenance found;
            auto &maintenance = found.maintenance;
            const auto from = timeAt(item, QLatin1String("starts_at"));
            maintenance.id = textAt(item, kId, kIdLength);
            maintenance.title = textAt(item, kName, kNameLength);
            maintenance.scheduledFor = from.value_or(Instant {});
            maintenance.scheduledUntil = until;
            maintenance.state = planStateAt(from, until, m_now);
            found.scope = scopeAt(item, kAffected, m_directory);
            addMaintenance(m_page, std::move(found), updatesAt(item, kUpdates));
        }

    private:
        void readIncident(const JsonObject &item)
        {
            ScopedIncident found;
            auto &incident = found.incident;
            incident.id = textAt(item, kId, kIdLength);
            incident.title = textAt(item, kName, kNameLength);
            incident.startedAt = timeAt(item, QLatin1String("starts_at"));
            incident.updates = updatesAt(item, kUpdates);
            if (!incident.updates.empty())
                incident.state = incident.updates.front().state;
            found.scope = scopeAt(item, kAffected, m_directory);
            incident.impact = impactOf(item).status;
            addIncident(m_page, std::move(found));
        }

        /// The worst word of its components; where none is told, an open incident is at least a nuisance.
        Reading impactOf(const JsonObject &item) const
        {
            Reading worst = kDegraded;
            for (const JsonObject &one : objectsAt(item, kAffected, kMostTouched))
                worst = worse(worst, lookUp(kWords, textAt(one, kStatus, kWordLength)));
            return worst;
        }

        Page &m_page;
        Directory m_directory;
        Instant m_now;
    };

    void readEntries(Page &page, Intake &intake, const JsonObject &data, Instant now)
    {
        Entries entries(page, now);
        for (const JsonObject &item : intake.objects(data, kActive))
            entries.read(item);
        for (const JsonObject &item : intake.objectsIfAny(data, QLatin1String("upcoming_maintenance")))
            entries.readMaintenance(item, timeAt(item, QLatin1String("ends_at")));
    }

    /// The page says only whether all is well: how bad it is its components tell.
    void judge(Page &page, Intake &intake, const JsonObject &data)
    {
        const bool isWell = intake.flag(data, QLatin1String("global_is_operational"));
        const bool isCritical = data.value(QLatin1String("has_components_under_critical_state")).toBool();
        const bool isMaintained = data.value(QLatin1String("has_components_under_maintenance_state")).toBool();
        if (isCritical || (!isWell && !isMaintained))
            raise(page, { .reading = kDegraded, .word = QStringLiteral("not operational") });
        else if (!isWell)
            raise(page, { .reading = kMaintenance, .word = QStringLiteral("maintenance") });
    }

    bool isError(const JsonValue &value)
    {
        return value.toBool() || !value.toString().isEmpty() || value.isObject() || value.isArray();
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("Uptime.com") };
    const JsonObject root = intake.body(input);
    if (isError(root.value(QLatin1String("error"))))
        intake.spoilAsForeign(QStringLiteral("it reports an error"));
    const JsonObject data = intake.object(root, QLatin1String("data"));
    Page page;
    page.name = textAt(data, kName, kNameLength);
    const bool history = data.value(kPast).isArray() && !data.contains(kComponents);
    if (!history)
        addTree(page, intake, intake.objects(data, kComponents), kTree, kWords);
    if (!history && page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("\"components\" lists none"));
    readEntries(page, intake, data, input.now);
    if (history) {
        (void)intake.objects(data, kPast);
        raiseForIncidents(page);
    } else {
        judge(page, intake, data);
    }
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Uptimecom
