// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/rows.h"

#include "storage/codec.h"
#include "storage/columns.h"
#include "storage/lettercodec.h"

namespace Wf::Storage {

using namespace Domain;
using namespace Columns;

namespace {

    /// 0: the payload is the body of an earlier version.
    constexpr int kLetterVersion = 1;

    /// What an earlier version had ready goes out as it is. Of a damaged letter remains whom it is about.
    Letter letterOf(const OutboxMessage &message, qint64 version, const QByteArray &payload)
    {
        if (version >= kLetterVersion) {
            if (auto letter = decodeLetter(payload))
                return std::move(*letter);
        }
        Letter letter;
        letter.kind = version < kLetterVersion ? LetterKind::Prepared : LetterKind::Incident;
        letter.key = QStringLiteral("outbox:%1").arg(message.id);
        letter.service = message.service;
        letter.name = message.service.value;
        letter.openedAt = message.createdAt;
        letter.at = message.createdAt;
        if (letter.kind == LetterKind::Prepared)
            letter.prepared = payload;
        return letter;
    }

} // namespace

QString Table::select(const QString &rest) const
{
    return QStringLiteral("SELECT ") + columns.join(QStringLiteral(", ")) + QStringLiteral(" FROM ") + name
        + QLatin1Char(' ') + rest;
}

QString Table::insert() const
{
    const QString places = QStringList(columns.size(), QStringLiteral("?")).join(QStringLiteral(", "));
    return QStringLiteral("INSERT INTO ") + name + QStringLiteral(" (") + columns.join(QStringLiteral(", "))
        + QStringLiteral(") VALUES (") + places + QLatin1Char(')');
}

QString Table::upsert(const QStringList &key) const
{
    QStringList updates;
    for (const QString &column : columns) {
        if (!key.contains(column))
            updates << column + QStringLiteral(" = excluded.") + column;
    }
    return insert() + QStringLiteral(" ON CONFLICT (") + key.join(QStringLiteral(", "))
        + QStringLiteral(") DO UPDATE SET ") + updates.join(QStringLiteral(", "));
}

namespace Tables {

    const Table &services()
    {
        static const Table table { QStringLiteral("services"),
            { QStringLiteral("id"), QStringLiteral("display_name"), QStringLiteral("category"),
                QStringLiteral("tier"), QStringLiteral("poll_type"), QStringLiteral("status_page_url"),
                QStringLiteral("owner"), QStringLiteral("runbook_url"), QStringLiteral("slo_target"),
                QStringLiteral("tags"), QStringLiteral("origin"), QStringLiteral("retired"),
                QStringLiteral("monitors"), QStringLiteral("quorum") } };
        return table;
    }

    const Table &serviceState()
    {
        static const Table table { QStringLiteral("service_state"),
            { QStringLiteral("service_id"), QStringLiteral("status"), QStringLiteral("detail"),
                QStringLiteral("maintenance"), QStringLiteral("health"), QStringLiteral("knowledge"),
                QStringLiteral("changed_at"), QStringLiteral("manual") } };
        return table;
    }

    const Table &intervals()
    {
        static const Table table { QStringLiteral("intervals"),
            { QStringLiteral("service_id"), QStringLiteral("from_at"), QStringLiteral("to_at"),
                QStringLiteral("status"), QStringLiteral("knowledge") } };
        return table;
    }

    const Table &events()
    {
        static const Table table { QStringLiteral("status_events"),
            { QStringLiteral("id"), QStringLiteral("service_id"), QStringLiteral("kind"),
                QStringLiteral("previous_status"), QStringLiteral("new_status"), QStringLiteral("vendor_title"),
                QStringLiteral("vendor_detail"), QStringLiteral("impact_statement"), QStringLiteral("source"),
                QStringLiteral("vendor_incident_id"), QStringLiteral("created_at"), QStringLiteral("updated_by"),
                QStringLiteral("reason"), QStringLiteral("client_ip") } };
        return table;
    }

    const Table &alerts()
    {
        static const Table table { QStringLiteral("alert_sent_log"),
            { QStringLiteral("id"), QStringLiteral("dedup_key"), QStringLiteral("service_id"),
                QStringLiteral("status_event_id"), QStringLiteral("tier"), QStringLiteral("new_status"),
                QStringLiteral("alert_kind"), QStringLiteral("suppressed"), QStringLiteral("why"),
                QStringLiteral("aggregated_under"), QStringLiteral("outbox_id"), QStringLiteral("created_at"),
                QStringLiteral("incident_id"), QStringLiteral("route"), QStringLiteral("channel"),
                QStringLiteral("telling") } };
        return table;
    }

    const Table &outbox()
    {
        static const Table table { QStringLiteral("outbox"),
            { QStringLiteral("id"), QStringLiteral("channel"), QStringLiteral("service_id"),
                QStringLiteral("letter_version"), QStringLiteral("payload"), QStringLiteral("state"),
                QStringLiteral("attempts"), QStringLiteral("created_at"), QStringLiteral("next_attempt_at"),
                QStringLiteral("finished_at"), QStringLiteral("last_answer"), QStringLiteral("gathered") } };
        return table;
    }

    const Table &maintenances()
    {
        static const Table table { QStringLiteral("scheduled_maintenances"),
            { QStringLiteral("id"), QStringLiteral("service_id"), QStringLiteral("vendor_id"),
                QStringLiteral("title"), QStringLiteral("description"), QStringLiteral("state"),
                QStringLiteral("scheduled_for"), QStringLiteral("scheduled_until"), QStringLiteral("components"),
                QStringLiteral("link"), QStringLiteral("vanished"), QStringLiteral("planned_until"),
                QStringLiteral("late_at"), QStringLiteral("ended_at") } };
        return table;
    }

    const Table &sightings()
    {
        static const Table table { QStringLiteral("sightings"),
            { QStringLiteral("id"), QStringLiteral("service_id"), QStringLiteral("own_at"),
                QStringLiteral("vendor_at"), QStringLiteral("ended_at") } };
        return table;
    }

} // namespace Tables

QVariantList toRow(const Service &service)
{
    // The webhook override is a secret and has no column.
    return { text(service.id.value), text(service.displayName), text(service.category), number(service.tier),
        text(service.pollType), link(service.statusPageUrl), text(service.owner), link(service.runbookUrl),
        service.sloTarget ? QVariant(*service.sloTarget) : QVariant(), encode(service.tags),
        number(service.origin), int { service.retired }, encode(service.monitors, service.origin),
        service.quorum ? QVariant(*service.quorum) : QVariant() };
}

Service toService(const Rows &row)
{
    Cursor cursor(row);
    Service service;
    service.id = cursor.service();
    service.displayName = cursor.text();
    service.category = cursor.text();
    service.tier = cursor.word(Tier::Informational, Tier::Important);
    service.pollType = cursor.text();
    service.statusPageUrl = cursor.url();
    service.owner = cursor.text();
    service.runbookUrl = cursor.url();
    if (const QVariant target = cursor.value(); !target.isNull())
        service.sloTarget = target.toDouble();
    service.tags = decodeTexts(cursor.text());
    service.origin = cursor.word(Origin::App, Origin::File);
    service.retired = cursor.flag();
    service.monitors = decodeMonitors(cursor.text(), service.id);
    if (const auto quorum = cursor.maybeNumber())
        service.quorum = static_cast<int>(*quorum);
    return service;
}

QVariantList toRow(const ServiceState &state)
{
    return { text(state.id.value), number(state.status), text(state.detail), int { state.maintenance },
        number(state.health), number(state.knowledge), time(state.changedAt),
        state.manual ? QVariant(encode(*state.manual)) : QVariant() };
}

ServiceState toServiceState(const Rows &row)
{
    Cursor cursor(row);
    ServiceState state;
    state.id = cursor.service();
    state.status = cursor.status();
    state.detail = cursor.text();
    state.maintenance = cursor.flag();
    state.health = cursor.word(PollerHealth::Broken, PollerHealth::Healthy);
    state.knowledge = cursor.word(Knowledge::Manual, Knowledge::Blind);
    state.changedAt = cursor.maybeTime();
    state.manual = decodeManual(cursor.text());
    return state;
}

QVariantList toRow(const ServiceId &service, const Interval &interval)
{
    return { text(service.value), time(interval.from), time(interval.to), number(interval.status),
        number(interval.knowledge) };
}

Interval toInterval(const Rows &row)
{
    Cursor cursor(row, 1); // past the service
    Interval interval;
    interval.from = cursor.time();
    interval.to = cursor.maybeTime();
    interval.status = cursor.status();
    interval.knowledge = cursor.word(Knowledge::Manual, Knowledge::Blind);
    return interval;
}

QVariantList toRow(const Event &event)
{
    return { event.id, reference(event.service), number(event.kind), number(event.previous), number(event.next),
        text(event.vendorTitle), text(event.vendorDetail), text(event.impact), text(event.source),
        text(event.vendorIncidentId), time(event.at), text(event.updatedBy), text(event.reason),
        text(event.clientIp) };
}

Event toEvent(const Rows &row)
{
    Cursor cursor(row);
    Event event;
    event.id = cursor.number();
    event.service = cursor.service();
    event.kind = cursor.word(EventKind::Retired, EventKind::StatusChange);
    event.previous = cursor.status();
    event.next = cursor.status();
    event.vendorTitle = cursor.text();
    event.vendorDetail = cursor.text();
    event.impact = cursor.text();
    event.source = cursor.text();
    event.vendorIncidentId = cursor.text();
    event.at = cursor.time();
    event.updatedBy = cursor.text();
    event.reason = cursor.text();
    event.clientIp = cursor.text();
    return event;
}

QVariantList toRow(const AlertRecord &alert)
{
    return { alert.id, text(alert.dedupKey), reference(alert.service), number(alert.eventId), number(alert.tier),
        number(alert.newStatus), text(alert.kind), number(alert.suppressed), text(alert.why),
        text(alert.aggregatedUnder), number(alert.outboxId), time(alert.at), number(alert.incident),
        text(alert.route), text(alert.channel), number(alert.telling) };
}

AlertRecord toAlert(const Rows &row)
{
    Cursor cursor(row);
    AlertRecord alert;
    alert.id = cursor.number();
    alert.dedupKey = cursor.text();
    alert.service = cursor.service();
    alert.eventId = cursor.maybeNumber();
    alert.tier = cursor.word(Tier::Informational, Tier::Important);
    alert.newStatus = cursor.status();
    alert.kind = cursor.text();
    alert.suppressed = cursor.word(Suppression::Acknowledged, Suppression::None);
    alert.why = cursor.text();
    alert.aggregatedUnder = cursor.text();
    alert.outboxId = cursor.maybeNumber();
    alert.at = cursor.time();
    alert.incident = cursor.maybeNumber();
    alert.route = cursor.text();
    alert.channel = cursor.text();
    alert.telling = cursor.word(TellingKind::Acknowledged, TellingKind::First);
    return alert;
}

QVariantList toRow(const OutboxMessage &message)
{
    return { message.id, text(message.channel), reference(message.service), kLetterVersion, encode(message.letter),
        number(message.state), message.attempts, time(message.createdAt), time(message.nextAttemptAt),
        time(message.finishedAt), text(message.lastAnswer), int { message.gathered } };
}

OutboxMessage toMessage(const Rows &row, int at)
{
    Cursor cursor(row, at);
    OutboxMessage message;
    message.id = cursor.number();
    message.channel = cursor.text();
    message.service = cursor.service();
    const qint64 version = cursor.number();
    const QByteArray payload = cursor.value().toByteArray();
    message.state = cursor.word(OutboxState::Dead, OutboxState::Dead);
    message.attempts = cursor.integer();
    message.createdAt = cursor.time();
    message.nextAttemptAt = cursor.time();
    message.finishedAt = cursor.maybeTime();
    message.lastAnswer = cursor.text();
    message.gathered = cursor.flag();
    message.letter = letterOf(message, version, payload);
    return message;
}

QVariantList toRow(const MaintenanceRow &row)
{
    const VendorMaintenance &maintenance = row.maintenance;
    return { row.id, text(row.service.value), text(maintenance.id), text(maintenance.title),
        text(maintenance.description), number(maintenance.state), time(maintenance.scheduledFor),
        time(maintenance.scheduledUntil), encode(maintenance.components), link(maintenance.link),
        int { row.vanished }, time(row.plannedUntil), time(row.lateAt), time(row.endedAt) };
}

MaintenanceRow toMaintenance(const Rows &row)
{
    Cursor cursor(row);
    MaintenanceRow result;
    result.id = cursor.number();
    result.service = cursor.service();
    result.maintenance.id = cursor.text();
    result.maintenance.title = cursor.text();
    result.maintenance.description = cursor.text();
    result.maintenance.state = cursor.word(MaintenanceState::Completed, MaintenanceState::Completed);
    result.maintenance.scheduledFor = cursor.time();
    result.maintenance.scheduledUntil = cursor.maybeTime();
    result.maintenance.components = decodeTexts(cursor.text());
    result.maintenance.link = cursor.url();
    result.vanished = cursor.flag();
    result.plannedUntil = cursor.maybeTime();
    result.lateAt = cursor.maybeTime();
    result.endedAt = cursor.maybeTime();
    return result;
}

QVariantList toRow(const Sighting &sighting)
{
    return { sighting.id, text(sighting.service.value), time(sighting.ownAt), time(sighting.vendorAt),
        time(sighting.endedAt) };
}

Sighting toSighting(const Rows &row)
{
    Cursor cursor(row);
    Sighting sighting;
    sighting.id = cursor.number();
    sighting.service = cursor.service();
    sighting.ownAt = cursor.maybeTime();
    sighting.vendorAt = cursor.maybeTime();
    sighting.endedAt = cursor.maybeTime();
    return sighting;
}

} // namespace Wf::Storage
