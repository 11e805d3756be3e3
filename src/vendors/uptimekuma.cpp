// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/uptimekuma.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"
#include "vendors/times.h"

#include <array>

namespace Wf::Vendors::UptimeKuma {

namespace {

    using Domain::MaintenanceState;

    constexpr std::array kBeats {
        Word { QLatin1String("0"), kMajorOutage },
        Word { QLatin1String("1"), kOperational },
        Word { QLatin1String("2"), kDegraded }, // pending: failed, and not yet often enough
        Word { QLatin1String("3"), kMaintenance },
    };
    /// Colours of a notice. It decides nothing: the heartbeats do.
    constexpr std::array kStyles {
        Word { QLatin1String("info"), kOperational },
        Word { QLatin1String("primary"), kOperational },
        Word { QLatin1String("light"), kOperational },
        Word { QLatin1String("dark"), kOperational },
        Word { QLatin1String("warning"), kDegraded },
        Word { QLatin1String("danger"), kPartialOutage },
    };
    constexpr std::array kPlanWords {
        PlanWord { QLatin1String("scheduled"), MaintenanceState::Scheduled },
        PlanWord { QLatin1String("under-maintenance"), MaintenanceState::InProgress },
        PlanWord { QLatin1String("ended"), MaintenanceState::Completed },
    };

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kTitle("title");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kBeatList("heartbeatList");
    constexpr QLatin1String kGroups("publicGroupList");

    /// The word of the newest beat: the last one. None is no word, so unknown.
    QString newestBeat(const JsonObject &beats, const QString &monitor)
    {
        const JsonArray list = beats.value(monitor).toArray();
        return list.isEmpty() ? QString() : textAt(list.last().toObject(), kStatus, kWordLength);
    }

    void readMonitors(Page &page, Intake &intake, const JsonObject &root, const JsonObject &beats)
    {
        for (const JsonObject &group : intake.objects(root, kGroups)) {
            for (const JsonObject &one : intake.objects(group, QLatin1String("monitorList"))) {
                const QString id = textAt(one, kId, kIdLength);
                addLeaf(page,
                    { id, textAt(one, kName, kNameLength), textAt(group, kName, kNameLength),
                        textAt(group, kId, kIdLength) },
                    kBeats, newestBeat(beats, id));
            }
        }
    }

    /// Without the page a monitor is known by its number alone.
    void readBareMonitors(Page &page, const JsonObject &beats)
    {
        for (auto one = beats.begin(); one != beats.end(); ++one) {
            const QString id = oneLine(one.key(), kIdLength);
            addLeaf(page, { id, id, {}, {} }, kBeats, newestBeat(beats, one.key()));
        }
    }

    void readIncident(Page &page, const JsonObject &item)
    {
        if (item.isEmpty() || !item.value(QLatin1String("active")).toBool(true))
            return;
        ScopedIncident found;
        auto &incident = found.incident;
        incident.id = textAt(item, kId, kIdLength);
        incident.title = textAt(item, kTitle, kNameLength);
        incident.state = textAt(item, QLatin1String("style"), kWordLength);
        incident.impact =
            readWord(page, kStyles, incident.state, QLatin1String("incident style"), incident.title).status;
        incident.startedAt = timeAt(item, QLatin1String("createdDate"));
        incident.updatedAt = timeAt(item, QLatin1String("lastUpdatedDate"));
        const QString body = cut(item.value(QLatin1String("content")).toString(), kBodyLength);
        const auto at = incident.updatedAt ? incident.updatedAt : incident.startedAt;
        if (!body.isEmpty())
            incident.updates = { { {}, incident.state, body, at } };
        addIncident(page, std::move(found));
    }

    struct Slot {
        Instant from;
        std::optional<Instant> until;
    };

    /// The slot that is on or comes next, else the last. Times are in the maintenance's own zone.
    std::optional<Slot> slotOf(const JsonObject &item, Instant now)
    {
        const QString offset = textAt(item, QLatin1String("timezoneOffset"), kWordLength);
        std::optional<Slot> chosen;
        for (const JsonObject &one : objectsAt(item, QLatin1String("timeslotList"), kMostTouched)) {
            const auto at = [&](QLatin1String key) {
                const QString text = textAt(one, key, kWordLength);
                const auto local = readTime(QString(text % offset));
                return local ? local : readTime(text);
            };
            const auto from = at(QLatin1String("startDate"));
            const auto until = at(QLatin1String("endDate"));
            const bool isOver = chosen && chosen->until && *chosen->until < now;
            if (from && (!chosen || isOver))
                chosen = Slot { *from, until };
        }
        return chosen;
    }

    void readMaintenance(Page &page, const JsonObject &item, Instant now)
    {
        const QString word = textAt(item, kStatus, kWordLength);
        if (word == QLatin1String("inactive")) // paused: it will not take place
            return;
        const auto state = planState(page, kPlanWords, word);
        const auto slot = slotOf(item, now);
        if (!state || !slot)
            return;
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.id = textAt(item, kId, kIdLength);
        maintenance.title = textAt(item, kTitle, kNameLength);
        maintenance.description = cut(item.value(QLatin1String("description")).toString(), kBodyLength);
        maintenance.state = *state;
        maintenance.scheduledFor = slot->from;
        maintenance.scheduledUntil = slot->until;
        addMaintenance(page, std::move(found));
    }

    void readPage(Page &page, Intake &intake, const JsonObject &root, Instant now)
    {
        page.name = textAt(root.value(QLatin1String("config")).toObject(), kTitle, kNameLength);
        readIncident(page, root.value(QLatin1String("incident")).toObject());
        for (const JsonObject &item : intake.objectsIfAny(root, QLatin1String("incidents")))
            readIncident(page, item);
        for (const JsonObject &item : intake.objectsIfAny(root, QLatin1String("maintenanceList")))
            readMaintenance(page, item, now);
    }

    BadDocument noHeartbeats()
    {
        return { QStringLiteral("no \"heartbeatList\""),
            QStringLiteral(
                "This document of Uptime Kuma names the monitors but not their state: the heartbeats are "
                "missing. They are at /api/status-page/heartbeat/ with the same page name behind it.") };
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("Uptime Kuma") };
    const JsonObject root = intake.body(input);
    const bool hasPage = root.contains(kGroups);
    if (hasPage && !root.contains(kBeatList))
        intake.spoil(noHeartbeats());
    const JsonObject beats = intake.object(root, kBeatList);
    Page page;
    page.blend = Blend::SomeDownIsPartial;
    if (hasPage)
        readMonitors(page, intake, root, beats);
    else
        readBareMonitors(page, beats);
    if (page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("no monitor is listed"));
    readPage(page, intake, root, input.now);
    return intake.seal(std::move(page));
}

std::vector<QUrl> companions(const QUrl &url)
{
    const QString pages = QStringLiteral("/api/status-page/");
    const QString beats = QStringLiteral("heartbeat/");
    QString path = url.path(QUrl::FullyEncoded);
    const qsizetype slug = path.indexOf(pages) + pages.size();
    if (slug < pages.size() || slug >= path.size())
        return {};
    if (path.mid(slug).startsWith(beats))
        path.remove(slug, beats.size());
    else
        path.insert(slug, beats);
    QUrl other = url;
    other.setPath(path, QUrl::TolerantMode);
    return { other };
}

} // namespace Wf::Vendors::UptimeKuma
