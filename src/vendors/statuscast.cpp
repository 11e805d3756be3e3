// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/statuscast.h"

#include "vendors/componenttree.h"
#include "vendors/drafting.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Statuscast {

namespace {

    using Domain::MaintenanceState;

    constexpr std::array kWords {
        Word { QLatin1String("available"), kOperational },
        Word { QLatin1String("performancedegradation"), kDegraded },
        Word { QLatin1String("performance"), kDegraded },
        Word { QLatin1String("degraded"), kDegraded },
        Word { QLatin1String("partialoutage"), kPartialOutage },
        Word { QLatin1String("outage"), kMajorOutage },
        Word { QLatin1String("unavailable"), kMajorOutage },
        Word { QLatin1String("maintenance"), kMaintenance },
    };

    constexpr QLatin1String kStatus("Status");
    constexpr QLatin1String kCurrent("CurrentStatus");
    constexpr TreeKeys kTree { .name = QLatin1String("text"), .status = kCurrent };
    constexpr QLatin1String kType("IncidentType");
    constexpr QLatin1String kPosted("DateToPost");

    bool is(const JsonObject &item, QLatin1String key, QLatin1String word)
    {
        return textAt(item, key, kWordLength).compare(word, Qt::CaseInsensitive) == 0;
    }

    bool isPlanned(const JsonObject &item)
    {
        return is(item, kStatus, QLatin1String("scheduled")) || is(item, kType, QLatin1String("maintenance"));
    }

    void readMaintenance(Page &page, const JsonObject &item)
    {
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.id = textAt(item, QLatin1String("Id"), kIdLength);
        maintenance.title = textAt(item, QLatin1String("Title"), kNameLength);
        maintenance.link = linkAt(item, QLatin1String("ShortUrl"));
        maintenance.scheduledFor = timeAt(item, kPosted).value_or(Instant {});
        maintenance.state = is(item, kStatus, QLatin1String("scheduled")) ? MaintenanceState::Scheduled
                                                                          : MaintenanceState::InProgress;
        addMaintenance(page, std::move(found));
    }

    void readIncident(Page &page, const JsonObject &item)
    {
        ScopedIncident found;
        auto &incident = found.incident;
        incident.id = textAt(item, QLatin1String("Id"), kIdLength);
        incident.title = textAt(item, QLatin1String("Title"), kNameLength);
        incident.state = textAt(item, kStatus, kWordLength);
        incident.impact = lookUp(kWords, textAt(item, kType, kWordLength)).status;
        incident.link = linkAt(item, QLatin1String("ShortUrl"));
        incident.startedAt = timeAt(item, kPosted);
        addIncident(page, std::move(found));
    }

    void readIncidents(Page &page, const std::vector<JsonObject> &items)
    {
        for (const JsonObject &item : items) {
            if (is(item, kStatus, QLatin1String("resolved")))
                continue;
            if (isPlanned(item))
                readMaintenance(page, item);
            else
                readIncident(page, item);
        }
    }

    /// The documents of one page, each absent where it did not come.
    struct Documents {
        std::optional<JsonObject> status;
        std::vector<JsonObject> components;
        std::vector<JsonObject> incidents;
    };

    bool anyHas(const std::vector<JsonObject> &items, QLatin1String key)
    {
        return std::ranges::any_of(items, [&](const JsonObject &item) { return item.contains(key); });
    }

    void sort(Documents &documents, Intake &intake, const JsonValue &value)
    {
        if (value.isObject()) {
            documents.status = value.toObject();
            return;
        }
        auto items = intake.objectsOf(value.toArray(), QStringLiteral("components"));
        if (anyHas(items, kCurrent))
            documents.components = std::move(items);
        else if (anyHas(items, kStatus))
            documents.incidents = std::move(items);
    }

    tl::expected<Page, BadDocument> pageOf(Intake intake, const Documents &documents)
    {
        Page page;
        addTree(page, intake, documents.components, kTree, kWords);
        readIncidents(page, documents.incidents);
        if (documents.status) {
            const QString word = intake.text(*documents.status, kStatus, kWordLength);
            raise(page,
                { .reading = readWord(page, kWords, word, QLatin1String("page status")),
                    .word = word,
                    .what = QStringLiteral("page status"),
                    .description = textAt(*documents.status, QLatin1String("StatusText"), kNameLength) });
        } else if (documents.components.empty() && documents.incidents.empty()) {
            intake.spoilAsForeign(QStringLiteral("neither a status nor components nor incidents"));
        } else if (documents.components.empty()) {
            raiseForIncidents(page);
        }
        return intake.seal(std::move(page));
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("StatusCast") };
    Documents documents;
    sort(documents, intake, intake.value(input));
    for (const JsonValue &other : intake.companions(input))
        sort(documents, intake, other);
    return pageOf(std::move(intake), documents);
}

std::vector<QUrl> companions(const QUrl &url)
{
    return siblings(url, QLatin1String("status.json"),
        { QStringLiteral("components.json"), QStringLiteral("incidents.json") });
}

} // namespace Wf::Vendors::Statuscast
