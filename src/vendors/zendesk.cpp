// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/zendesk.h"

#include "vendors/bulletin.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Zendesk {

namespace {

    struct Service {
        QLatin1String name;
        QLatin1String id;
    };
    /// The services that Zendesk's page lists; its incidents name them or parts of them.
    constexpr std::array kServices {
        Service { QLatin1String("Support"), QLatin1String("1") },
        Service { QLatin1String("Knowledge"), QLatin1String("15") },
        Service { QLatin1String("AI Agents"), QLatin1String("258") },
        Service { QLatin1String("Chat"), QLatin1String("23") },
        Service { QLatin1String("Voice"), QLatin1String("31") },
        Service { QLatin1String("Analytics"), QLatin1String("58") },
        Service { QLatin1String("Workforce Management"), QLatin1String("241") },
        Service { QLatin1String("Quality Assurance"), QLatin1String("249") },
        Service { QLatin1String("Sales"), QLatin1String("63") },
        Service { QLatin1String("Forethought AI Agents"), QLatin1String("281") },
        Service { QLatin1String("Sunshine Platform"), QLatin1String("72") },
        Service { QLatin1String("Sunshine Conversations"), QLatin1String("77") },
        Service { QLatin1String("ES AI Agents"), QLatin1String("291") },
        Service { QLatin1String("Advanced Action Flows"), QLatin1String("295") },
        Service { QLatin1String("Contact Center"), QLatin1String("274") },
        Service { QLatin1String("Services"), QLatin1String("44") },
    };

    constexpr std::array kImpacts { QLatin1String("minor"), QLatin1String("major"), QLatin1String("critical") };

    constexpr QLatin1String kProduct("Zendesk");
    constexpr QLatin1String kId("id");
    constexpr QLatin1String kType("type");
    constexpr QLatin1String kAttributes("attributes");
    constexpr QLatin1String kOutage("outage");
    constexpr QLatin1String kDegradation("degradation");
    constexpr QLatin1String kResolvedAt("resolvedAt");
    constexpr QLatin1String kUpdatedAt("updatedAt");

    bool mentions(QStringView text, QLatin1String word)
    {
        return text.contains(word, Qt::CaseInsensitive);
    }

    /// What the marks of an incident, or of one of its services, say; nothing where there are none.
    std::optional<Reading> readMarks(const JsonObject &marks, QStringView impact)
    {
        const bool outage = marks.value(kOutage).toBool();
        if (outage)
            return mentions(impact, QLatin1String("critical")) ? kMajorOutage : kPartialOutage;
        if (marks.value(kDegradation).toBool())
            return kDegraded;
        return std::nullopt;
    }

    /// What an answer holds beside its incidents: their services and updates, by id.
    struct Included {
        QHash<QString, JsonObject> services;
        QHash<QString, JsonObject> updates;
    };

    Included readIncluded(Intake &intake, const JsonObject &root)
    {
        Included included;
        for (const JsonObject &one : intake.objectsIfAny(root, QLatin1String("included"))) {
            const QString type = textAt(one, kType, kWordLength);
            auto &bin = type.contains(QLatin1String("Service")) ? included.services : included.updates;
            bin.insert(textAt(one, kId, kIdLength), one.value(kAttributes).toObject());
        }
        return included;
    }

    /// What a relationship of the incident names, in full or in part.
    struct Related {
        std::vector<JsonObject> attributes; ///< of the included objects
        bool isWhole = true;
    };
    Related related(const JsonObject &item, QLatin1String name, const QHash<QString, JsonObject> &included)
    {
        Related found;
        const JsonObject relation = item.value(QLatin1String("relationships")).toObject().value(name).toObject();
        for (const JsonObject &one : objectsAt(relation, QLatin1String("data"), kMostTouched)) {
            const auto known = included.constFind(textAt(one, kId, kIdLength));
            if (known != included.constEnd())
                found.attributes.push_back(*known);
        }
        const qsizetype named = relation.value(QLatin1String("data")).toArray().size();
        found.isWhole = static_cast<qsizetype>(found.attributes.size()) == named;
        return found;
    }

    std::vector<Touch> readTouched(
        const JsonObject &item, const Included &included, const QString &impact, const Verdict &whole)
    {
        std::vector<Touch> touched;
        const Related services = related(item, QLatin1String("incidentServices"), included.services);
        if (!services.isWhole)
            return touched; // who the others are is not told: it is about everything
        for (const JsonObject &one : services.attributes) {
            const Candidate who = componentNamed(textAt(one, QLatin1String("serviceName"), kNameLength),
                textAt(one, QLatin1String("serviceId"), kIdLength));
            const bool over = timeAt(one, kResolvedAt).has_value();
            const Reading reading = readMarks(one, impact).value_or(whole.reading);
            touched.push_back({ who, { over ? kOperational : reading, whole.word } });
        }
        return touched;
    }

    std::vector<Domain::VendorUpdate> readUpdates(const JsonObject &item, const Included &included)
    {
        std::vector<Domain::VendorUpdate> updates;
        const Related told = related(item, QLatin1String("incidentUpdates"), included.updates);
        for (const JsonObject &one : told.attributes) {
            updates.push_back(
                { {}, {}, textOfHtml(one.value(QLatin1String("description")).toString(), kBodyLength),
                    timeAt(one, QLatin1String("createdAt")) });
        }
        return updates;
    }

    QString titleOf(const JsonObject &attributes)
    {
        const QString title = textAt(attributes, QLatin1String("title"), kNameLength);
        return title.isEmpty() ? textAt(attributes, QLatin1String("name"), kNameLength) : title;
    }

    QUrl linkOf(const QString &id)
    {
        return id.isEmpty() ? QUrl() : QUrl(QStringLiteral("https://status.zendesk.com/incidents/") % id);
    }

    void addMaintenance(Bulletin &bulletin, const JsonObject &item, const std::vector<Touch> &touched,
        std::vector<Domain::VendorUpdate> updates)
    {
        const JsonObject attributes = item.value(kAttributes).toObject();
        Domain::VendorMaintenance maintenance;
        maintenance.id = textAt(item, kId, kIdLength);
        maintenance.title = titleOf(attributes);
        maintenance.state = Domain::MaintenanceState::InProgress;
        maintenance.scheduledFor = timeAt(attributes, QLatin1String("startedAt")).value_or(Instant {});
        maintenance.scheduledUntil = timeAt(attributes, QLatin1String("maintResolvesAt"));
        maintenance.link = linkOf(maintenance.id);
        std::vector<Candidate> who;
        std::ranges::transform(touched, std::back_inserter(who), &Touch::who);
        bulletin.plan(std::move(maintenance), who, std::move(updates));
    }

    void warnOfUnknown(Bulletin &bulletin, const QString &impact)
    {
        if (!impact.isEmpty()
            && std::ranges::none_of(kImpacts, [&](QLatin1String one) { return mentions(impact, one); }))
            bulletin.warn(QStringLiteral("unknown incident impact \"%1\"").arg(impact));
    }

    void addIncident(Bulletin &bulletin, const JsonObject &item, const Included &included)
    {
        const JsonObject attributes = item.value(kAttributes).toObject();
        const QString impact = textAt(attributes, QLatin1String("impact"), kWordLength);
        warnOfUnknown(bulletin, impact);
        Domain::VendorIncident incident;
        incident.id = textAt(item, kId, kIdLength);
        incident.title = titleOf(attributes);
        incident.state = textAt(attributes, QLatin1String("status"), kWordLength);
        incident.link = linkOf(incident.id);
        incident.startedAt = timeAt(attributes, QLatin1String("startedAt"));
        incident.updatedAt = timeAt(attributes, kUpdatedAt);
        incident.updates = readUpdates(item, included);
        const Verdict verdict { readMarks(attributes, impact).value_or(normalizeIncident(impact, incident.title)),
            impact };
        auto touched = readTouched(item, included, impact, verdict);
        bulletin.open(std::move(incident), verdict, touched);
    }

    /// Resolved, or not for customers.
    bool isIrrelevant(const JsonObject &attributes)
    {
        return timeAt(attributes, kResolvedAt).has_value()
            || attributes.value(QLatin1String("internalToolsOnly")).toBool();
    }

    void readItem(Bulletin &bulletin, Intake &intake, const JsonObject &item, const Included &included)
    {
        const JsonObject attributes = intake.object(item, kAttributes);
        if (textAt(item, kType, kWordLength) == QLatin1String("service")) {
            return intake.spoil({ QStringLiteral("a list of services"),
                QStringLiteral(
                    "This is Zendesk's list of services, which says nothing of their state. The address "
                    "should be https://status.zendesk.com/api/ssp/incidents.json.") });
        }
        if (isIrrelevant(attributes))
            return;
        if (timeAt(attributes, QLatin1String("maintResolvesAt"))) {
            const auto touched = readTouched(item, included, {}, { kMaintenance, {} });
            return addMaintenance(bulletin, item, touched, readUpdates(item, included));
        }
        addIncident(bulletin, item, included);
    }

} // namespace

Reading normalizeIncident(QStringView impact, QStringView title)
{
    Reading reading = kDegraded;
    if (mentions(impact, QLatin1String("critical")))
        reading = kMajorOutage;
    else if (mentions(impact, QLatin1String("major")))
        reading = kPartialOutage;
    if (mentions(title, QLatin1String("partial")))
        return worse(reading, kPartialOutage);
    return mentions(title, QLatin1String("outage")) ? kMajorOutage : reading;
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(kProduct);
    const JsonObject root = intake.body(input);
    const Included included = readIncluded(intake, root);
    Bulletin bulletin;
    for (const Service &service : kServices)
        bulletin.know(componentNamed(service.name, service.id));
    for (const JsonObject &item : intake.objects(root, QLatin1String("data")))
        readItem(bulletin, intake, item, included);
    return intake.seal(std::move(bulletin).page(kProduct));
}

} // namespace Wf::Vendors::Zendesk
