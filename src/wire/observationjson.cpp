// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/observationjson.h"

#include "domain/advance.h"
#include "domain/maintenance.h"

namespace Wf::Wire {

namespace {
    QJsonObject incident(const Domain::VendorIncident &incident)
    {
        return { { QStringLiteral("id"), text(incident.id) }, { QStringLiteral("title"), incident.title },
            { QStringLiteral("state"), text(incident.state) },
            { QStringLiteral("impact"), Domain::word(incident.impact) },
            { QStringLiteral("link"), address(incident.link) },
            { QStringLiteral("started_at"), time(incident.startedAt) },
            { QStringLiteral("updated_at"), time(incident.updatedAt) },
            { QStringLiteral("components"), QJsonArray::fromStringList(incident.components) } };
    }

    QJsonArray updates(const std::vector<Domain::VendorUpdate> &updates)
    {
        QJsonArray list;
        for (const Domain::VendorUpdate &update : updates) {
            list.append(QJsonObject { { QStringLiteral("id"), text(update.id) },
                { QStringLiteral("state"), text(update.state) }, { QStringLiteral("body"), update.body },
                { QStringLiteral("at"), time(update.at) } });
        }
        return list;
    }

    QJsonArray incidentsWithUpdates(const std::vector<Domain::VendorIncident> &incidents)
    {
        QJsonArray list;
        for (const Domain::VendorIncident &each : incidents) {
            QJsonObject object = incident(each);
            object.insert(QStringLiteral("updates"), updates(each.updates));
            list.append(object);
        }
        return list;
    }

    QJsonArray maintenances(const Domain::Observation &observation)
    {
        QJsonArray list;
        for (const Domain::VendorMaintenance &each : observation.maintenances) {
            list.append(QJsonObject { { QStringLiteral("id"), text(each.id) },
                { QStringLiteral("title"), each.title }, { QStringLiteral("description"), text(each.description) },
                { QStringLiteral("scheduled_for"), time(each.scheduledFor) },
                { QStringLiteral("scheduled_until"), time(each.scheduledUntil) },
                { QStringLiteral("status"), Domain::word(each.state) },
                { QStringLiteral("active"), Domain::isActive(each, observation.at) },
                { QStringLiteral("components"), QJsonArray::fromStringList(each.components) },
                { QStringLiteral("link"), address(each.link) } });
        }
        return list;
    }

    /// By the rules that monitors are judged by, of one that hears of its page for the first time.
    Domain::PollerHealth healthAfter(const Domain::Observation &observation)
    {
        return Domain::advance({}, observation, {}, observation.at).state.health;
    }
} // namespace

QJsonArray vendorIncidents(const std::vector<Domain::VendorIncident> &incidents)
{
    QJsonArray list;
    for (const Domain::VendorIncident &each : incidents)
        list.append(incident(each));
    return list;
}

QJsonArray components(const std::vector<Domain::Component> &components)
{
    QJsonArray list;
    for (const Domain::Component &component : components) {
        list.append(
            QJsonObject { { QStringLiteral("id"), text(component.id) }, { QStringLiteral("name"), component.name },
                { QStringLiteral("status"), Domain::word(component.status) },
                { QStringLiteral("maintenance"), component.maintenance },
                { QStringLiteral("selected"), component.selected } });
    }
    return list;
}

QJsonObject observation(const Domain::Observation &observation)
{
    return { { QStringLiteral("status"), Domain::word(observation.status) },
        { QStringLiteral("detail"), text(observation.detail) },
        { QStringLiteral("health"), Domain::word(healthAfter(observation)) },
        { QStringLiteral("reason"), text(observation.reason) },
        { QStringLiteral("maintenance"), observation.maintenance },
        { QStringLiteral("page"), text(observation.pageName) },
        { QStringLiteral("incidents"), incidentsWithUpdates(observation.incidents) },
        { QStringLiteral("maintenances"), maintenances(observation) },
        { QStringLiteral("components"), components(observation.components) },
        { QStringLiteral("warnings"), QJsonArray::fromStringList(observation.warnings) } };
}

QJsonObject detection(const Domain::Detection &detection)
{
    QJsonArray steps;
    for (const Domain::DetectionStep &step : detection.steps) {
        steps.append(QJsonObject {
            { QStringLiteral("url"), address(step.url) }, { QStringLiteral("outcome"), step.outcome } });
    }
    return { { QStringLiteral("found"), detection.found() }, { QStringLiteral("kind"), text(detection.kind) },
        { QStringLiteral("url"), address(detection.url) }, { QStringLiteral("name"), text(detection.name) },
        { QStringLiteral("sentence"), detection.sentence },
        { QStringLiteral("moved_to"), address(detection.movedTo) }, { QStringLiteral("steps"), steps },
        { QStringLiteral("preview"), detection.found() ? QJsonValue(observation(detection.now)) : QJsonValue() } };
}

} // namespace Wf::Wire
