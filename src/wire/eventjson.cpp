// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/eventjson.h"

#include "wire/servicejson.h"

namespace Wf::Wire {

namespace {
    QJsonValue delivery(const std::optional<Domain::OutboxMessage> &message)
    {
        if (!message)
            return QJsonValue::Null;
        return QJsonObject { { QStringLiteral("channel"), message->channel },
            { QStringLiteral("state"), Domain::word(message->state) },
            { QStringLiteral("attempts"), message->attempts },
            { QStringLiteral("answer"), text(message->lastAnswer) },
            { QStringLiteral("created_at"), time(message->createdAt) },
            { QStringLiteral("next_attempt_at"),
                message->finishedAt ? QJsonValue() : time(message->nextAttemptAt) },
            { QStringLiteral("finished_at"), time(message->finishedAt) } };
    }

    QString decision(const Ports::AlertEntry &entry)
    {
        if (entry.record.suppressed != Domain::Suppression::None)
            return QStringLiteral("suppressed");
        if (!entry.message || entry.message->state == Domain::OutboxState::Delivered)
            return QStringLiteral("sent");
        return entry.message->state == Domain::OutboxState::Dead ? QStringLiteral("failed")
                                                                 : QStringLiteral("held");
    }
} // namespace

QJsonObject event(const Domain::Event &event, const Ports::Snapshot &world)
{
    return { { QStringLiteral("id"), event.id }, { QStringLiteral("service_id"), text(event.service.value) },
        { QStringLiteral("service_name"), text(serviceName(world, event.service)) },
        { QStringLiteral("kind"), Domain::word(event.kind) },
        { QStringLiteral("previous_status"), Domain::word(event.previous) },
        { QStringLiteral("new_status"), Domain::word(event.next) },
        { QStringLiteral("vendor_title"), text(event.vendorTitle) },
        { QStringLiteral("vendor_detail"), text(event.vendorDetail) },
        { QStringLiteral("vendor_incident_id"), text(event.vendorIncidentId) },
        { QStringLiteral("impact_statement"), text(event.impact) }, { QStringLiteral("source"), event.source },
        { QStringLiteral("updated_by"), text(event.updatedBy) }, { QStringLiteral("reason"), text(event.reason) },
        { QStringLiteral("created_at"), time(event.at) } };
}

QJsonObject events(const Ports::EventPage &page, const Ports::Snapshot &world)
{
    QJsonArray list;
    for (const Domain::Event &entry : page.events)
        list.append(event(entry, world));
    return { { QStringLiteral("events"), list }, { QStringLiteral("total"), page.total } };
}

QJsonObject alert(const Ports::AlertEntry &entry, const Ports::Snapshot &world)
{
    const Domain::AlertRecord &record = entry.record;
    return { { QStringLiteral("id"), record.id }, { QStringLiteral("kind"), record.kind },
        { QStringLiteral("service_id"), text(record.service.value) },
        { QStringLiteral("service_name"), text(serviceName(world, record.service)) },
        { QStringLiteral("event_id"), record.eventId ? QJsonValue(*record.eventId) : QJsonValue() },
        { QStringLiteral("tier"), Domain::word(record.tier) },
        { QStringLiteral("new_status"), Domain::word(record.newStatus) },
        { QStringLiteral("dedup_key"), text(record.dedupKey) }, { QStringLiteral("decision"), decision(entry) },
        { QStringLiteral("suppressed_reason"), text(Domain::word(record.suppressed)) },
        { QStringLiteral("why"), text(record.why) },
        { QStringLiteral("aggregated_under"), text(record.aggregatedUnder) },
        { QStringLiteral("incident_id"), record.incident ? QJsonValue(*record.incident) : QJsonValue() },
        { QStringLiteral("route"), text(record.route) }, { QStringLiteral("channel"), text(record.channel) },
        { QStringLiteral("telling"), record.incident ? QJsonValue(Domain::word(record.telling)) : QJsonValue() },
        { QStringLiteral("delivery"), delivery(entry.message) },
        { QStringLiteral("created_at"), time(record.at) } };
}

QJsonObject alerts(const Ports::AlertPage &page, const Ports::Snapshot &world)
{
    QJsonArray list;
    for (const Ports::AlertEntry &entry : page.alerts)
        list.append(alert(entry, world));
    return { { QStringLiteral("alerts"), list }, { QStringLiteral("total"), page.total } };
}

} // namespace Wf::Wire
