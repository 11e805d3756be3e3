// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/incidentrows.h"

#include "storage/columns.h"
#include "storage/incidentcodec.h"

namespace Wf::Storage {

using namespace Domain;
using namespace Columns;

namespace Tables {

    const Table &incidents()
    {
        static const Table table { QStringLiteral("incidents"),
            { QStringLiteral("id"), QStringLiteral("service_id"), QStringLiteral("opened_at"),
                QStringLiteral("closed_at"), QStringLiteral("status"), QStringLiteral("peak"),
                QStringLiteral("title"), QStringLiteral("vendor_incident_id"), QStringLiteral("dedup_key"),
                QStringLiteral("reopened"), QStringLiteral("turns"), QStringLiteral("explained_by"),
                QStringLiteral("freed_at"), QStringLiteral("ack_at"), QStringLiteral("ack_by"),
                QStringLiteral("resolved_by"), QStringLiteral("told"), QStringLiteral("threads") } };
        return table;
    }

    const Table &incidentNotes()
    {
        static const Table table { QStringLiteral("incident_notes"),
            { QStringLiteral("id"), QStringLiteral("incident_id"), QStringLiteral("kind"), QStringLiteral("at"),
                QStringLiteral("author"), QStringLiteral("body") } };
        return table;
    }

    const Table &reports()
    {
        static const Table table { QStringLiteral("reports"),
            { QStringLiteral("id"), QStringLiteral("service_id"), QStringLiteral("incident_id"),
                QStringLiteral("name"), QStringLiteral("started_at"), QStringLiteral("resolved_at"),
                QStringLiteral("peak"), QStringLiteral("affected"), QStringLiteral("events"),
                QStringLiteral("summary"), QStringLiteral("created_at") } };
        return table;
    }

} // namespace Tables

QVariantList toRow(const Incident &incident)
{
    const auto &acknowledged = incident.acknowledged;
    return { incident.id, text(incident.service.value), time(incident.openedAt), time(incident.closedAt),
        number(incident.status), number(incident.peak), text(incident.title), text(incident.vendorIncidentId),
        text(incident.dedupKey), incident.reopened, encode(incident.turns), number(incident.explainedBy),
        time(incident.freedAt), acknowledged ? time(acknowledged->at) : QVariant(),
        text(acknowledged ? acknowledged->by : QString()), text(incident.resolvedBy), encode(incident.told),
        encode(incident.threads) };
}

Incident toIncident(const Rows &row)
{
    Cursor cursor(row);
    Incident incident;
    incident.id = cursor.number();
    incident.service = cursor.service();
    incident.openedAt = cursor.time();
    incident.closedAt = cursor.maybeTime();
    incident.status = cursor.status();
    incident.peak = cursor.status();
    incident.title = cursor.text();
    incident.vendorIncidentId = cursor.text();
    incident.dedupKey = cursor.text();
    incident.reopened = cursor.integer();
    incident.turns = decodeTurns(cursor.text());
    incident.explainedBy = cursor.maybeNumber();
    incident.freedAt = cursor.maybeTime();
    const auto acknowledgedAt = cursor.maybeTime();
    const QString acknowledgedBy = cursor.text();
    if (acknowledgedAt)
        incident.acknowledged = Acknowledgement { *acknowledgedAt, acknowledgedBy };
    incident.resolvedBy = cursor.text();
    incident.told = decodeTold(cursor.text());
    incident.threads = decodeThreads(cursor.text());
    return incident;
}

QVariantList toRow(const IncidentNote &note)
{
    return { note.id, note.incident, number(note.kind), time(note.at), text(note.by), text(note.text) };
}

IncidentNote toIncidentNote(const Rows &row)
{
    Cursor cursor(row);
    IncidentNote note;
    note.id = cursor.number();
    note.incident = cursor.number();
    note.kind = cursor.word(IncidentNote::Kind::Resolved, IncidentNote::Kind::Note);
    note.at = cursor.time();
    note.by = cursor.text();
    note.text = cursor.text();
    return note;
}

QVariantList toRow(const Report &report)
{
    return { report.id, text(report.service.value), number(report.incident), text(report.name),
        time(report.startedAt), time(report.resolvedAt), number(report.peak), encode(report.affected),
        report.events, text(report.summary), time(report.createdAt) };
}

Report toReport(const Rows &row)
{
    Cursor cursor(row);
    Report report;
    report.id = cursor.number();
    report.service = cursor.service();
    report.incident = cursor.maybeNumber();
    report.name = cursor.text();
    report.startedAt = cursor.time();
    report.resolvedAt = cursor.time();
    report.peak = cursor.status();
    report.affected = decodeTexts(cursor.text());
    report.events = cursor.integer();
    report.summary = cursor.text();
    report.createdAt = cursor.time();
    return report;
}

} // namespace Wf::Storage
