// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/readers.h"

#include "storage/incidentreaders.h"
#include "storage/incidentrows.h"
#include "storage/monitorrows.h"
#include "storage/pinglog.h"
#include "storage/planrows.h"
#include "storage/publishedrows.h"
#include "storage/query.h"
#include "storage/vendorreaders.h"

namespace Wf::Storage {

namespace {

    using namespace Ports;

    constexpr auto kHistoryKept = std::chrono::days { 91 };
    constexpr auto kAlertsRecalled = std::chrono::days { 7 };
    constexpr int kTimelineLength = 200;

    Result<void> number(Database &database, qint64 &target, const QString &sql, const QVariantList &values)
    {
        const auto value = database.scalar(sql, values);
        if (!value)
            return tl::unexpected<Error>(value.error());
        target = value->toLongLong();
        return {};
    }

    Result<void> lastId(Database &database, qint64 &target, const Table &table)
    {
        return number(
            database, target, QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = ?"), { table.name });
    }

    Result<void> lastIds(Database &database, StoredWorld &world)
    {
        return lastId(database, world.lastEventId, Tables::events())
            .and_then([&] { return lastId(database, world.lastAlertId, Tables::alerts()); })
            .and_then([&] { return lastId(database, world.lastOutboxId, Tables::outbox()); })
            .and_then([&] { return lastId(database, world.lastMaintenanceId, Tables::maintenances()); })
            .and_then([&] { return lastId(database, world.lastSightingId, Tables::sightings()); })
            .and_then([&] { return lastId(database, world.lastPublishedId, Tables::publishedIncidents()); })
            .and_then([&] { return lastId(database, world.lastIncidentId, Tables::incidents()); })
            .and_then([&] { return lastId(database, world.lastNoteId, Tables::incidentNotes()); })
            .and_then([&] { return lastId(database, world.lastSilenceId, Tables::silences()); })
            .and_then([&] { return lastId(database, world.lastPlanId, Tables::maintenancePlans()); });
    }

    Result<void> states(Database &database, StoredWorld &world)
    {
        static const auto byId = QStringLiteral("ORDER BY id");
        static const auto byService = QStringLiteral("ORDER BY service_id");
        return into(
            world.services, list<Domain::Service>(database, Tables::services().select(byId), {}, toService))
            .and_then([&] { return into(world.monitors, readMonitorStates(database)); })
            .and_then([&] {
                return into(world.serviceStates,
                    list<Domain::ServiceState>(
                        database, Tables::serviceState().select(byService), {}, toServiceState));
            });
    }

    Result<void> histories(Database &database, StoredWorld &world, Instant now)
    {
        static const QString sql = Tables::intervals().select(
            QStringLiteral("WHERE to_at IS NULL OR to_at > ? ORDER BY service_id, from_at"));
        auto rows = database.run(sql, { toEpochMillis(now - kHistoryKept) });
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        while (rows->next()) {
            const ServiceId service(rows->value(0).toString());
            if (world.history.empty() || world.history.back().service != service)
                world.history.push_back({ service, {} });
            world.history.back().intervals.push_back(toInterval(*rows));
        }
        return {};
    }

    Result<void> sightings(Database &database, StoredWorld &world, Instant now)
    {
        static const QString sql =
            Tables::sightings().select(QStringLiteral("WHERE ended_at IS NULL OR ended_at > ? ORDER BY id"));
        return into(world.sightings,
            list<Domain::Sighting>(database, sql, { toEpochMillis(now - kHistoryKept) }, toSighting));
    }

    Result<void> alertsOfLateDays(Database &database, StoredWorld &world, Instant now)
    {
        static const QString recent = Tables::alerts().select(QStringLiteral("WHERE created_at >= ? ORDER BY id"));
        const QVariant since = toEpochMillis(now - kAlertsRecalled);
        return into(world.recentAlerts, list<Domain::AlertRecord>(database, recent, { since }, toAlert));
    }

    /// Those that are over come back too, as long as they may be listed: they must not seem new.
    Result<void> maintenances(Database &database, StoredWorld &world, Instant now)
    {
        static const QString sql = Tables::maintenances().select(
            QStringLiteral("WHERE vanished = 0 AND (state <> ? OR ended_at > ?) ORDER BY id"));
        return into(world.maintenances,
            list<Domain::MaintenanceRow>(database, sql,
                { static_cast<int>(Domain::MaintenanceState::Completed), toEpochMillis(now - kHistoryKept) },
                toMaintenance));
    }

    Result<void> unfinished(Database &database, StoredWorld &world)
    {
        static const QString timeline = Tables::events().select(QStringLiteral("ORDER BY id DESC LIMIT ?"));
        static const QString outbox = Tables::outbox().select(QStringLiteral("WHERE state IN (?, ?) ORDER BY id"));
        const QVariantList open { static_cast<int>(Domain::OutboxState::Queued),
            static_cast<int>(Domain::OutboxState::Sending) };
        return into(world.timeline, list<Domain::Event>(database, timeline, { kTimelineLength }, toEvent))
            .and_then([&] {
                return into(world.outbox, list<Domain::OutboxMessage>(database, outbox, open, [](const Rows &row) {
                    return toMessage(row);
                }));
            });
    }

    Result<void> alive(Database &database, StoredWorld &world)
    {
        const auto value = database.scalar(QStringLiteral("SELECT value FROM meta WHERE key = 'alive_at'"));
        if (!value)
            return tl::unexpected<Error>(value.error());
        if (!value->isNull())
            world.aliveAt = fromEpochMillis(value->toLongLong());
        return {};
    }

    Filter filterOf(const EventQuery &query)
    {
        Filter filter;
        if (query.service)
            filter.add(QStringLiteral("service_id = ?"), query.service->value);
        if (query.statusChangesOnly)
            filter.add(QStringLiteral("kind = ?"), static_cast<int>(Domain::EventKind::StatusChange));
        return filter;
    }

} // namespace

Result<StoredWorld> readWorld(Database &database, Instant now)
{
    return inTransaction(database, Transaction::Kind::Read, [now](Database &inside) -> Result<StoredWorld> {
        StoredWorld world;
        return states(inside, world)
            .and_then([&] { return histories(inside, world, now); })
            .and_then([&] { return sightings(inside, world, now); })
            .and_then([&] { return alertsOfLateDays(inside, world, now); })
            .and_then([&] { return unfinished(inside, world); })
            .and_then([&] { return maintenances(inside, world, now); })
            .and_then([&] { return into(world.heartbeats, readHeartbeats(inside)); })
            .and_then([&] { return into(world.definitions, readDefinitions(inside)); })
            .and_then([&] { return into(world.published, readLatePublished(inside, now)); })
            .and_then([&] { return into(world.incidents, readLateIncidents(inside, now)); })
            .and_then([&] { return into(world.silences, readSilences(inside, now)); })
            .and_then([&] { return into(world.plans, readMaintenancePlans(inside, now)); })
            .and_then([&] { return lastIds(inside, world); })
            .and_then([&] { return alive(inside, world); })
            .and_then([&]() -> Result<StoredWorld> { return std::move(world); });
    });
}

Result<EventPage> readEvents(Database &database, const EventQuery &query)
{
    return inTransaction(database, Transaction::Kind::Read, [&query](Database &inside) -> Result<EventPage> {
        Filter filter = filterOf(query);
        const auto total = count(inside, Tables::events().name, filter);
        if (!total)
            return tl::unexpected<Error>(total.error());
        if (query.beforeId)
            filter.add(QStringLiteral("id < ?"), *query.beforeId);
        filter.values << pageLength(query.limit);
        auto events = list<Domain::Event>(inside,
            Tables::events().select(filter.where() + QStringLiteral(" ORDER BY id DESC LIMIT ?")), filter.values,
            toEvent);
        if (!events)
            return tl::unexpected<Error>(events.error());
        return EventPage { std::move(*events), *total };
    });
}

Result<std::vector<Domain::Interval>> readHistory(Database &database, const HistoryQuery &query)
{
    static const QString sql = Tables::intervals().select(
        QStringLiteral("WHERE service_id = ? AND from_at < ? AND (to_at IS NULL OR to_at > ?) ORDER BY from_at"));
    return list<Domain::Interval>(
        database, sql, { query.service.value, toEpochMillis(query.to), toEpochMillis(query.from) }, toInterval);
}

} // namespace Wf::Storage
