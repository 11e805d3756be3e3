// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/salesforcetrust.h"

#include "vendors/bulletin.h"
#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::SalesforceTrust {

namespace {

    constexpr std::array kInstanceWords {
        Word { QLatin1String("OK"), kOperational },
        Word { QLatin1String("INFORMATIONAL_CORE"), kDegraded },
        Word { QLatin1String("INFORMATIONAL_NONCORE"), kDegraded },
        Word { QLatin1String("MAINTENANCE_CORE"), kMaintenance },
        Word { QLatin1String("MAINTENANCE_NONCORE"), kMaintenance },
        Word { QLatin1String("MINOR_INCIDENT_CORE"), kDegraded },
        Word { QLatin1String("MINOR_INCIDENT_NONCORE"), kDegraded },
        Word { QLatin1String("MAJOR_INCIDENT_CORE"), kMajorOutage },
        Word { QLatin1String("MAJOR_INCIDENT_NONCORE"), kPartialOutage },
    };

    constexpr QLatin1String kProduct("Salesforce Trust");
    constexpr QLatin1String kKey("key");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kMessage("message");
    constexpr QLatin1String kImpacts("IncidentImpacts");
    constexpr QLatin1String kIncidents("Incidents");
    constexpr QLatin1String kMaintenances("Maintenances");
    constexpr QLatin1String kIsResolved("isResolved");
    constexpr QLatin1String kIsCore("isCore");

    bool mentions(const QString &text, QLatin1String word)
    {
        return text.contains(word, Qt::CaseInsensitive);
    }

    /// "performanceDegradation" as "Performance degradation".
    QString spelledOut(const QString &camelCase)
    {
        QString words;
        for (const QChar c : camelCase) {
            if (c.isUpper() && !words.isEmpty())
                words += u' ';
            words += words.isEmpty() ? c.toUpper() : c.toLower();
        }
        return words;
    }

    QString titleOf(const JsonObject &item, const std::vector<JsonObject> &impacts)
    {
        const QString subject = textAt(item.value(kMessage).toObject(), QLatin1String("subject"), kNameLength);
        if (!subject.isEmpty())
            return subject;
        const QString kind =
            impacts.empty() ? QString() : textAt(impacts.front(), QLatin1String("type"), kWordLength);
        return (kind.isEmpty() ? QStringLiteral("Incident") : spelledOut(kind)) % u' '
            % textAt(item, QLatin1String("id"), kIdLength);
    }

    /// What the words of the announcement say; the severity of its impacts may make it worse.
    Reading readMessage(const JsonObject &message)
    {
        const QString subject = textAt(message, QLatin1String("subject"), kNameLength);
        const QString kind = textAt(message, QLatin1String("maintenanceType"), kNameLength);
        if (mentions(kind, QLatin1String("major")) || mentions(subject, QLatin1String("critical")))
            return kMajorOutage;
        const bool broken =
            mentions(subject, QLatin1String("disruption")) || mentions(subject, QLatin1String("outage"));
        return broken ? kPartialOutage : kDegraded;
    }

    Reading readImpacts(const JsonObject &item, const std::vector<JsonObject> &impacts)
    {
        const bool core = item.value(kIsCore).toBool();
        Reading reading = kDegraded;
        for (const JsonObject &impact : impacts) {
            const QString severity = textAt(impact, QLatin1String("severity"), kWordLength);
            if (severity.compare(QLatin1String("major"), Qt::CaseInsensitive) == 0)
                reading = worse(reading, core ? kMajorOutage : kPartialOutage);
        }
        return reading;
    }

    std::vector<Candidate> readKeys(const JsonObject &item, QLatin1String key)
    {
        std::vector<Candidate> keys;
        for (const QString &name : touchedAt(item, key))
            keys.push_back(componentNamed(name));
        return keys;
    }

    /// Instances and services that an incident or a maintenance names.
    std::vector<Candidate> readReach(const JsonObject &item, const std::vector<Candidate> &within)
    {
        std::vector<Candidate> reach = within;
        for (const QLatin1String key : { QLatin1String("instanceKeys"), QLatin1String("serviceKeys") }) {
            const auto keys = readKeys(item, key);
            if (keys.empty() && !item.value(key).toArray().isEmpty())
                return {}; // more than can be told apart: it is about everything
            reach.insert(reach.end(), keys.begin(), keys.end());
        }
        return reach;
    }

    std::vector<Domain::VendorUpdate> readEvents(Intake &intake, const JsonObject &item, QLatin1String key)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &event : intake.objectsIfAny(item, key)) {
            updates.push_back(
                { textAt(event, QLatin1String("id"), kIdLength), textAt(event, QLatin1String("type"), kWordLength),
                    cut(event.value(kMessage).toString().trimmed(), kBodyLength),
                    timeAt(event, QLatin1String("createdAt")) });
        }
        return updates;
    }

    enum class Phase : quint8 { Open, Over, Unclear };

    /// The flag decides; without it, an impact that has no end. An incident with neither says nothing of itself.
    Phase phaseOf(const JsonObject &item, const std::vector<JsonObject> &impacts)
    {
        const JsonValue flag = item.value(kIsResolved);
        if (flag.isBool())
            return flag.toBool() ? Phase::Over : Phase::Open;
        if (!flag.isUndefined() || impacts.empty())
            return Phase::Unclear;
        const bool open = std::ranges::any_of(
            impacts, [](const JsonObject &one) { return !timeAt(one, QLatin1String("endTime")); });
        return open ? Phase::Open : Phase::Over;
    }

    /// `within`: the instance that the incident is listed under.
    void addIncident(
        Bulletin &bulletin, Intake &intake, const JsonObject &item, const std::vector<Candidate> &within)
    {
        const auto impacts = intake.objectsIfAny(item, kImpacts);
        const Phase phase = phaseOf(item, impacts);
        Domain::VendorIncident incident;
        incident.id = textAt(item, QLatin1String("id"), kIdLength);
        incident.title = titleOf(item, impacts);
        if (phase == Phase::Unclear)
            return bulletin.addUnreadable(QStringLiteral("whether \"%1\" is open").arg(incident.title));
        if (phase == Phase::Over)
            return;
        incident.state = textAt(item, kStatus, kWordLength);
        incident.startedAt = impacts.empty() ? timeAt(item, QLatin1String("createdAt"))
                                             : timeAt(impacts.front(), QLatin1String("startTime"));
        incident.updatedAt = timeAt(item, QLatin1String("updatedAt"));
        incident.updates = readEvents(intake, item, QLatin1String("IncidentEvents"));
        incident.link = incident.id.isEmpty()
            ? QUrl()
            : QUrl(QStringLiteral("https://status.salesforce.com/incidents/") % incident.id);
        const Reading reading = worse(readMessage(item.value(kMessage).toObject()), readImpacts(item, impacts));
        bulletin.open(std::move(incident), { reading, {} }, readReach(item, within));
    }

    Domain::MaintenanceState stateOf(const std::vector<Domain::VendorUpdate> &events)
    {
        if (events.empty())
            return Domain::MaintenanceState::Scheduled;
        return Domain::maintenanceStateFromWord(spelledOut(events.front().state).toLower().replace(u' ', u'_'))
            .value_or(Domain::MaintenanceState::Scheduled);
    }

    void addMaintenance(
        Bulletin &bulletin, Intake &intake, const JsonObject &item, const std::vector<Candidate> &within)
    {
        auto events = readEvents(intake, item, QLatin1String("MaintenanceEvents"));
        Domain::VendorMaintenance maintenance;
        maintenance.id = textAt(item, QLatin1String("id"), kIdLength);
        maintenance.title = textAt(item, QLatin1String("name"), kNameLength);
        maintenance.state = stateOf(events);
        maintenance.scheduledFor = timeAt(item, QLatin1String("plannedStartTime")).value_or(Instant {});
        maintenance.scheduledUntil = timeAt(item, QLatin1String("plannedEndTime"));
        if (maintenance.state != Domain::MaintenanceState::Completed)
            bulletin.plan(std::move(maintenance), readReach(item, within), std::move(events));
    }

    /// The state of one instance, and what is listed under it.
    Verdict addInstance(Bulletin &bulletin, Intake &intake, const JsonObject &instance)
    {
        const Candidate who = componentNamed(intake.text(instance, kKey, kNameLength));
        const Verdict verdict = verdictOf(kInstanceWords, intake.text(instance, kStatus, kWordLength));
        for (const JsonObject &item : intake.objectsIfAny(instance, kIncidents))
            addIncident(bulletin, intake, item, { who });
        for (const JsonObject &item : intake.objectsIfAny(instance, kMaintenances))
            addMaintenance(bulletin, intake, item, { who });
        bulletin.set(who, verdict);
        return verdict;
    }

    bool isProduction(const JsonObject &instance)
    {
        const QString environment = textAt(instance, QLatin1String("environment"), kWordLength);
        return environment.isEmpty() || environment.compare(QLatin1String("production"), Qt::CaseInsensitive) == 0;
    }

    tl::expected<Page, BadDocument> readInstances(
        Intake &intake, const std::vector<JsonObject> &instances, const QString &name)
    {
        Bulletin bulletin;
        Verdict worst { kOperational, {} };
        bool any = false;
        for (const JsonObject &instance : instances) {
            if (instance.value(QLatin1String("isActive")).isFalse())
                continue;
            const Verdict verdict = addInstance(bulletin, intake, instance);
            if (isProduction(instance)) {
                worst = worse(worst, verdict);
                any = true;
            }
        }
        if (!any)
            intake.spoilAsForeign(QStringLiteral("there is no active production instance"));
        bulletin.decide(worst);
        return intake.seal(std::move(bulletin).page(name));
    }

    tl::expected<Page, BadDocument> readInstance(Intake &intake, const JsonObject &instance)
    {
        Bulletin bulletin;
        const Verdict verdict = addInstance(bulletin, intake, instance);
        // Which services are in trouble is known from what is listed; without it, it may be any.
        const bool told = bulletin.hasEntries() && verdict.reading != kUnknown;
        for (const JsonObject &service : intake.objectsIfAny(instance, QLatin1String("Services"))) {
            const Candidate who = componentNamed(textAt(service, kKey, kNameLength));
            bulletin.know(who);
            if (!told)
                bulletin.mark(who, verdict);
        }
        bulletin.decide(verdict);
        return intake.seal(std::move(bulletin).page(textAt(instance, kKey, kNameLength)));
    }

    tl::expected<Page, BadDocument> readIncidents(Intake &intake, const std::vector<JsonObject> &items)
    {
        Bulletin bulletin;
        for (const JsonObject &item : items) {
            if (item.contains(QLatin1String("plannedStartTime")))
                addMaintenance(bulletin, intake, item, {});
            else
                addIncident(bulletin, intake, item, {});
        }
        return intake.seal(std::move(bulletin).page(kProduct, Listing::TroubledOnly));
    }

    bool isInstance(const JsonObject &item)
    {
        return item.contains(kKey) && item.contains(kStatus);
    }

    tl::expected<Page, BadDocument> readObject(Intake &intake, const JsonObject &root)
    {
        const QLatin1String instances("Instances");
        if (root.contains(instances))
            return readInstances(
                intake, intake.objects(root, instances), textAt(root, QLatin1String("name"), kNameLength));
        if (!isInstance(root))
            intake.spoilAsForeign(QStringLiteral("neither a list of incidents, nor an instance, nor a product"));
        return readInstance(intake, root);
    }

} // namespace

Reading normalizeInstance(QStringView word)
{
    return lookUp(kInstanceWords, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto document = readDocument(input.body);
    if (!document)
        return tl::unexpected(document.error());
    Intake intake(kProduct);
    if (document->root().isObject())
        return readObject(intake, document->object());
    const auto items = intake.objectsOf(document->array(), QStringLiteral("the list"));
    const bool instances = !items.empty() && isInstance(items.front()) && !items.front().contains(kIsResolved);
    return instances ? readInstances(intake, items, kProduct) : readIncidents(intake, items);
}

} // namespace Wf::Vendors::SalesforceTrust
