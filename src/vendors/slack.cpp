// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/slack.h"

#include "vendors/bulletin.h"
#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"

#include <array>

namespace Wf::Vendors::Slack {

namespace {

    constexpr std::array kTypes {
        Word { QLatin1String("outage"), kMajorOutage },
        Word { QLatin1String("incident"), kPartialOutage },
        Word { QLatin1String("notice"), kDegraded },
        Word { QLatin1String("maintenance"), kMaintenance },
    };
    /// Services that Slack names in its entries today. Renamed ones of the past are not here: a selector for one
    /// is a fault, not a service that is always well.
    constexpr std::array kServices { QLatin1String("Login/SSO"), QLatin1String("Messaging"),
        QLatin1String("Connections"), QLatin1String("Files"), QLatin1String("Notifications"),
        QLatin1String("Search"), QLatin1String("Huddles"), QLatin1String("Apps/Integrations/APIs"),
        QLatin1String("Workspace/Org Administration"), QLatin1String("Workflows"), QLatin1String("Canvases") };

    constexpr QLatin1String kProduct("Slack");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kActive("active");
    constexpr QLatin1String kEntries("active_incidents");

    enum class Phase : quint8 { Open, NotOpen, Unclear };

    struct PhaseWord {
        QLatin1String word;
        Phase phase;
    };
    constexpr std::array kPhases {
        PhaseWord { kActive, Phase::Open },
        PhaseWord { QLatin1String("scheduled"), Phase::NotOpen },
        PhaseWord { QLatin1String("resolved"), Phase::NotOpen },
        PhaseWord { QLatin1String("completed"), Phase::NotOpen },
        PhaseWord { QLatin1String("cancelled"), Phase::NotOpen },
    };

    Phase phaseOf(const QString &word)
    {
        const auto *row = findRow(kPhases, word);
        return row ? row->phase : Phase::Unclear;
    }

    std::vector<Domain::VendorUpdate> readNotes(Intake &intake, const JsonObject &entry)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &note : intake.objectsIfAny(entry, QLatin1String("notes"))) {
            updates.push_back({ {}, {}, textOfHtml(note.value(QLatin1String("body")).toString(), kBodyLength),
                timeAt(note, QLatin1String("date_created")) });
        }
        return updates;
    }

    std::vector<Candidate> readServices(const JsonObject &entry)
    {
        std::vector<Candidate> services;
        for (const QString &name : touchedAt(entry, QLatin1String("services")))
            services.push_back(componentNamed(name));
        return services;
    }

    void addEntry(Bulletin &bulletin, Intake &intake, const JsonObject &entry)
    {
        Domain::VendorIncident incident;
        incident.id = textAt(entry, QLatin1String("id"), kIdLength);
        incident.title = textAt(entry, QLatin1String("title"), kNameLength);
        incident.state = textAt(entry, kStatus, kWordLength);
        incident.link = linkAt(entry, QLatin1String("url"));
        incident.startedAt = timeAt(entry, QLatin1String("date_created"));
        incident.updatedAt = timeAt(entry, QLatin1String("date_updated"));
        incident.updates = readNotes(intake, entry);
        const QString type = intake.text(entry, QLatin1String("type"), kWordLength);
        if (lookUp(kTypes, type) == kUnknown)
            bulletin.warn(QStringLiteral("unknown type \"%1\" of an open entry").arg(type));
        bulletin.open(std::move(incident), { normalizeType(type), type }, readServices(entry));
    }

    /// Adds those that are in effect. `silent` is the state of an entry that names none.
    void addEntries(
        Bulletin &bulletin, Intake &intake, const std::vector<JsonObject> &entries, const QString &silent)
    {
        for (const JsonObject &entry : entries) {
            const QString state = entry.contains(kStatus) ? textAt(entry, kStatus, kWordLength) : silent;
            const Phase phase = phaseOf(state);
            if (phase == Phase::Open)
                addEntry(bulletin, intake, entry);
            else if (phase == Phase::Unclear)
                bulletin.addUnreadable(QStringLiteral("an entry of status \"%1\"").arg(state));
        }
    }

    Bulletin knownServices()
    {
        Bulletin bulletin;
        for (const QLatin1String name : kServices)
            bulletin.know(componentNamed(name));
        return bulletin;
    }

    /// The title of the first entry, whatever its type: what is on top of Slack's own page.
    void tellFirst(Page &page)
    {
        if (page.headline && page.headline->reading != kOperational && !page.incidents.empty())
            page.headline->detail = page.incidents.front().incident.title;
    }

    tl::expected<Page, BadDocument> readCurrent(const JsonObject &root)
    {
        Intake intake(kProduct);
        Bulletin bulletin = knownServices();
        const QString state = intake.text(root, kStatus, kWordLength);
        const auto entries = root.contains(kEntries) ? intake.objects(root, kEntries) : std::vector<JsonObject>();
        addEntries(bulletin, intake, entries, kActive);
        if (entries.empty() && state.compare(QLatin1String("ok"), Qt::CaseInsensitive) != 0)
            bulletin.mark({ kDegraded, state });
        Page page = std::move(bulletin).page(kProduct);
        tellFirst(page);
        return intake.seal(std::move(page));
    }

    tl::expected<Page, BadDocument> readHistory(const JsonArray &list)
    {
        Intake intake(kProduct);
        Bulletin bulletin = knownServices();
        addEntries(bulletin, intake, intake.objectsOf(list, QStringLiteral("the history")), {});
        return intake.seal(std::move(bulletin).page(kProduct));
    }

} // namespace

Reading normalizeType(QStringView word)
{
    const Reading reading = lookUp(kTypes, word);
    return reading == kUnknown ? kDegraded : reading;
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto document = readDocument(input.body);
    if (!document)
        return tl::unexpected(document.error());
    return document->root().isObject() ? readCurrent(document->object()) : readHistory(document->array());
}

} // namespace Wf::Vendors::Slack
