// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/incidentreaders.h"

#include "storage/alertreaders.h"
#include "storage/incidentrows.h"
#include "storage/query.h"

namespace Wf::Storage {

using namespace Ports;

namespace {

    constexpr auto kRecalled = std::chrono::days { 1 };
    constexpr auto kBefore = std::chrono::minutes { 15 };
    constexpr auto kAfter = std::chrono::minutes { 1 };
    constexpr int kMostOfEach = 500;
    constexpr int kMostReports = 100;

    Filter filterOf(const IncidentQuery &query)
    {
        using Which = IncidentQuery::Which;
        Filter filter;
        if (query.service)
            filter.add(QStringLiteral("service_id = ?"), query.service->value);
        if (query.which != Which::All)
            filter.conditions << (query.which == Which::Open ? QStringLiteral("closed_at IS NULL")
                                                             : QStringLiteral("closed_at IS NOT NULL"));
        if (query.from)
            filter.add(QStringLiteral("(closed_at IS NULL OR closed_at >= ?)"), toEpochMillis(*query.from));
        if (query.to)
            filter.add(QStringLiteral("opened_at < ?"), toEpochMillis(*query.to));
        return filter;
    }

    Result<void> itself(Database &database, IncidentStory &story, qint64 id)
    {
        static const QString sql = Tables::incidents().select(QStringLiteral("WHERE id = ?"));
        auto found = first<Domain::Incident>(database, sql, { id }, toIncident);
        if (!found)
            return tl::unexpected<Error>(found.error());
        if (!*found)
            return failure(ErrorCode::NotFound, QStringLiteral("there is no incident %1").arg(id));
        story.incident = std::move(**found);
        return {};
    }

    /// The end of what belongs to it, `margin` included; far away while it goes on.
    qint64 endOf(const Domain::Incident &incident, Millis margin)
    {
        return incident.closedAt ? toEpochMillis(*incident.closedAt + margin) : std::numeric_limits<qint64>::max();
    }

    Result<void> events(Database &database, IncidentStory &story)
    {
        static const QString sql = Tables::events().select(
            QStringLiteral("WHERE service_id = ? AND created_at BETWEEN ? AND ? ORDER BY id DESC LIMIT ?"));
        const Domain::Incident &incident = story.incident;
        auto found = list<Domain::Event>(database, sql,
            { incident.service.value, toEpochMillis(incident.openedAt - kBefore), endOf(incident, kAfter),
                kMostOfEach },
            toEvent);
        if (found)
            std::ranges::reverse(*found);
        return into(story.events, std::move(found));
    }

    Result<void> people(Database &database, IncidentStory &story)
    {
        static const QString notes =
            Tables::incidentNotes().select(QStringLiteral("WHERE incident_id = ? ORDER BY id"));
        static const QString explained =
            Tables::incidents().select(QStringLiteral("WHERE explained_by = ? ORDER BY id LIMIT ?"));
        const QVariant id = story.incident.id;
        return into(story.notes, list<Domain::IncidentNote>(database, notes, { id }, toIncidentNote))
            .and_then([&] {
                return into(
                    story.explained, list<Domain::Incident>(database, explained, { id, kMostOfEach }, toIncident));
            });
    }

    /// One that came back has more than one report: the last one tells of the whole.
    Result<void> outcome(Database &database, IncidentStory &story)
    {
        static const QString report =
            Tables::reports().select(QStringLiteral("WHERE incident_id = ? ORDER BY id DESC LIMIT 1"));
        static const QString sighting = Tables::sightings().select(QStringLiteral(
            "WHERE service_id = ? AND min(ifnull(own_at, vendor_at), ifnull(vendor_at, own_at)) <= ? "
            "AND (ended_at IS NULL OR ended_at >= ?) ORDER BY id LIMIT 1"));
        const Domain::Incident &incident = story.incident;
        return into(story.report, first<Domain::Report>(database, report, { incident.id }, toReport))
            .and_then([&] {
                return into(story.sighting,
                    first<Domain::Sighting>(database, sighting,
                        { incident.service.value, endOf(incident, Millis { 0 }),
                            toEpochMillis(incident.openedAt) },
                        toSighting));
            });
    }

} // namespace

Result<IncidentPage> readIncidents(Database &database, const IncidentQuery &query)
{
    return inTransaction(database, Transaction::Kind::Read, [&query](Database &inside) -> Result<IncidentPage> {
        Filter filter = filterOf(query);
        const auto total = count(inside, Tables::incidents().name, filter);
        if (!total)
            return tl::unexpected<Error>(total.error());
        if (query.beforeId)
            filter.add(QStringLiteral("id < ?"), *query.beforeId);
        filter.values << pageLength(query.limit);
        auto incidents = list<Domain::Incident>(inside,
            Tables::incidents().select(filter.where() + QStringLiteral(" ORDER BY id DESC LIMIT ?")),
            filter.values, toIncident);
        if (!incidents)
            return tl::unexpected<Error>(incidents.error());
        return IncidentPage { std::move(*incidents), *total };
    });
}

Result<IncidentStory> readStory(Database &database, qint64 incident)
{
    return inTransaction(database, Transaction::Kind::Read, [incident](Database &inside) -> Result<IncidentStory> {
        IncidentStory story;
        return itself(inside, story, incident)
            .and_then([&] { return people(inside, story); })
            .and_then([&] { return events(inside, story); })
            .and_then([&] { return into(story.alerts, readAlertsOf(inside, incident, kMostOfEach)); })
            .and_then([&] { return outcome(inside, story); })
            .and_then([&]() -> Result<IncidentStory> { return std::move(story); });
    });
}

Result<std::vector<Domain::Report>> readReports(Database &database, const ReportQuery &query)
{
    Filter filter;
    if (query.service)
        filter.add(QStringLiteral("service_id = ?"), query.service->value);
    if (query.beforeId)
        filter.add(QStringLiteral("id < ?"), *query.beforeId);
    filter.values << pageLength(query.limit, kMostReports);
    return list<Domain::Report>(database,
        Tables::reports().select(filter.where() + QStringLiteral(" ORDER BY id DESC LIMIT ?")), filter.values,
        toReport);
}

Result<std::vector<Domain::Incident>> readLateIncidents(Database &database, Instant now)
{
    static const QString sql =
        Tables::incidents().select(QStringLiteral("WHERE closed_at IS NULL OR closed_at >= ? ORDER BY id"));
    return list<Domain::Incident>(database, sql, { toEpochMillis(now - kRecalled) }, toIncident);
}

} // namespace Wf::Storage
