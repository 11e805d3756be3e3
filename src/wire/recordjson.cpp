// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/recordjson.h"

#include "wire/sightingjson.h"

namespace Wf::Wire {

namespace {
    QJsonObject tally(const Domain::PublishedTally &tally)
    {
        return { { QStringLiteral("count"), tally.count }, { QStringLiteral("open"), tally.open },
            { QStringLiteral("notices"), tally.notices },
            { QStringLiteral("total_seconds"), exactSeconds(tally.total) },
            { QStringLiteral("median_seconds"), exactSeconds(tally.median) },
            { QStringLiteral("longest_seconds"), exactSeconds(tally.longest) } };
    }

    QJsonObject edit(const Domain::VendorEdit &edit)
    {
        return { { QStringLiteral("at"), time(edit.at) }, { QStringLiteral("what"), Domain::word(edit.what) },
            { QStringLiteral("before"), edit.before }, { QStringLiteral("after"), edit.after },
            { QStringLiteral("quiet"), edit.quiet } };
    }

    QJsonObject incident(const Domain::PublishedIncident &incident, Instant now)
    {
        QJsonArray edits;
        for (const Domain::VendorEdit &each : incident.edits)
            edits.append(edit(each));
        return { { QStringLiteral("id"), incident.id },
            { QStringLiteral("vendor_incident_id"), incident.vendorId },
            { QStringLiteral("title"), incident.title },
            { QStringLiteral("impact"), Domain::word(incident.impact) },
            { QStringLiteral("peak"), Domain::word(incident.peak) },
            { QStringLiteral("link"), address(incident.link) },
            { QStringLiteral("seen_at"), time(incident.seenAt) },
            { QStringLiteral("started_at"), time(incident.startedAt) },
            { QStringLiteral("ended_at"), time(incident.endedAt) },
            { QStringLiteral("duration_seconds"), exactSeconds(incident.lasted(now)) },
            { QStringLiteral("edits"), edits } };
    }

    QJsonObject overrun(const Domain::MaintenanceRow &row, Instant now)
    {
        return { { QStringLiteral("id"), row.id }, { QStringLiteral("vendor_maintenance_id"), row.maintenance.id },
            { QStringLiteral("title"), row.maintenance.title },
            { QStringLiteral("link"), address(row.maintenance.link) },
            { QStringLiteral("scheduled_for"), time(row.maintenance.scheduledFor) },
            { QStringLiteral("planned_until"), time(row.plannedUntil) },
            { QStringLiteral("ended_at"), time(row.endedAt) },
            { QStringLiteral("overrun_seconds"), exactSeconds(row.overrun(now)) } };
    }

    QJsonValue admission(const Domain::VendorRecord &record)
    {
        return sightings(record.admission ? Shared<Domain::SightingSummary>(*record.admission)
                                          : Shared<Domain::SightingSummary>());
    }

    QJsonObject uptime(const Domain::VendorRecord &record)
    {
        const bool observed = record.observedBy != Domain::ObservedBy::Nobody;
        return { { QStringLiteral("declared"), percent(record.declared) },
            { QStringLiteral("observed"), percent(record.observed) },
            { QStringLiteral("observed_by"),
                observed ? QJsonValue(Domain::word(record.observedBy)) : QJsonValue() },
            { QStringLiteral("own_runs"), record.ownRuns }, { QStringLiteral("coverage"), record.coverage },
            { QStringLiteral("watched_since"), time(record.watchedSince) } };
    }
} // namespace

QJsonObject vendorRecord(const Domain::VendorRecord &record, const QString &name, Instant now)
{
    QJsonArray published;
    for (const Domain::PublishedIncident &each : record.incidents)
        published.append(incident(each, now));
    QJsonArray overruns;
    for (const Domain::MaintenanceRow &row : record.overruns)
        overruns.append(overrun(row, now));
    return { { QStringLiteral("service"),
                 QJsonObject {
                     { QStringLiteral("id"), record.service.value }, { QStringLiteral("display_name"), name } } },
        { QStringLiteral("incidents"), tally(record.all) },
        { QStringLiteral("last_30_days"), tally(record.lately) },
        { QStringLiteral("admission"), admission(record) }, { QStringLiteral("uptime"), uptime(record) },
        { QStringLiteral("quiet_edits"), record.quietEdits },
        { QStringLiteral("maintenances"), record.maintenances }, { QStringLiteral("published"), published },
        { QStringLiteral("overruns"), overruns } };
}

} // namespace Wf::Wire
