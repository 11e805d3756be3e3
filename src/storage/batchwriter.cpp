// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/batchwriter.h"

#include "storage/incidentrows.h"
#include "storage/monitorrows.h"
#include "storage/pinglog.h"
#include "storage/planrows.h"
#include "storage/publishedrows.h"
#include "storage/resultkeeper.h"

namespace Wf::Storage {

namespace {

    Result<void> write(Database &database, const QString &sql, const QVariantList &values)
    {
        const auto rows = database.run(sql, values);
        return rows ? Result<void> {} : tl::unexpected<Error>(rows.error());
    }

    template <class T> Result<void> writeAll(Database &database, const QString &sql, const std::vector<T> &values)
    {
        for (const T &value : values) {
            if (auto done = write(database, sql, toRow(value)); !done)
                return done;
        }
        return {};
    }

    /// The ended stretch and the begun one; either may be told again after a start, so both overwrite their own
    /// row.
    /// Whatever was lost before, at most one interval of a service is open: the rule of the table holds, and the
    /// writing goes on.
    Result<void> closeOthers(Database &database, const ServiceId &service, const Domain::Interval &opening)
    {
        static const QString sql = QStringLiteral("UPDATE intervals SET to_at = max(from_at, ?) "
                                                  "WHERE service_id = ? AND to_at IS NULL AND from_at <> ?");
        const qint64 from = toEpochMillis(opening.from);
        return write(database, sql, { from, service.value, from });
    }

    Result<void> writeHistory(Database &database, const std::vector<Ports::HistoryChange> &history)
    {
        static const QString sql =
            Tables::intervals().upsert({ QStringLiteral("service_id"), QStringLiteral("from_at") });
        for (const auto &change : history) {
            for (const auto &interval : { change.step.closed, change.step.opened }) {
                if (!interval)
                    continue;
                if (!interval->to) {
                    if (auto done = closeOthers(database, change.service, *interval); !done)
                        return done;
                }
                if (auto done = write(database, sql, toRow(change.service, *interval)); !done)
                    return done;
            }
        }
        return {};
    }

    /// A maintenance that a vendor lists again after it was over comes with a new id: it replaces the old row.
    Result<void> writeMaintenances(Database &database, const std::vector<Domain::MaintenanceRow> &maintenances)
    {
        static const QString sql =
            Tables::maintenances().insert().replace(0, 6, QStringLiteral("INSERT OR REPLACE"));
        return writeAll(database, sql, maintenances);
    }

    /// What refers to incidents comes after them.
    Result<void> writeAboutIncidents(Database &database, const Ports::CommitBatch &batch)
    {
        static const QStringList id { QStringLiteral("id") };
        static const QString alerts = Tables::alerts().upsert(id);
        static const QString notes = Tables::incidentNotes().upsert(id);
        static const QString reports = Tables::reports().upsert(id);
        return writeAll(database, alerts, batch.alerts)
            .and_then([&] { return writeAll(database, notes, batch.notes); })
            .and_then([&] { return writeAll(database, reports, batch.reports); });
    }

    Result<void> writeAnnounced(Database &database, const Ports::CommitBatch &batch)
    {
        static const QStringList id { QStringLiteral("id") };
        static const QString silences = Tables::silences().upsert(id);
        static const QString plans = Tables::maintenancePlans().upsert(id);
        return writeAll(database, silences, batch.silences).and_then([&] {
            return writeAll(database, plans, batch.plans);
        });
    }

    Result<void> writeAlive(Database &database, const std::optional<Instant> &aliveAt)
    {
        if (!aliveAt)
            return {};
        return write(database,
            QStringLiteral("INSERT INTO meta (key, value) VALUES ('alive_at', ?) "
                           "ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
            { QString::number(toEpochMillis(*aliveAt)) });
    }

} // namespace

Result<void> writeBatch(Database &database, const Ports::CommitBatch &batch)
{
    static const QStringList id { QStringLiteral("id") };
    static const QString services = Tables::services().upsert(id);
    static const QString states = Tables::serviceState().upsert({ QStringLiteral("service_id") });
    // A commit may have taken effect although the disk said no: written again, a row is the same row.
    static const QString events = Tables::events().upsert(id);
    static const QString outbox = Tables::outbox().upsert(id);
    static const QString incidents = Tables::incidents().upsert(id);
    static const QString sightings = Tables::sightings().upsert(id);
    static const QString published = Tables::publishedIncidents().upsert(id);
    return writeAll(database, services, batch.services)
        .and_then([&] { return writeMonitorStates(database, batch.monitors); })
        .and_then([&] { return writeAll(database, states, batch.serviceStates); })
        .and_then([&] { return writeHistory(database, batch.history); })
        .and_then([&] { return writeAll(database, events, batch.events); })
        .and_then([&] { return writeAll(database, outbox, batch.outbox); })
        .and_then([&] { return writeAll(database, incidents, batch.incidents); })
        .and_then([&] { return writeAboutIncidents(database, batch); })
        .and_then([&] { return writeAnnounced(database, batch); })
        .and_then([&] { return writeMaintenances(database, batch.maintenances); })
        .and_then([&] { return writeAll(database, sightings, batch.sightings); })
        .and_then([&] { return writeAll(database, published, batch.published); })
        .and_then([&] { return writeHeartbeats(database, batch.heartbeats); })
        .and_then([&] { return dropHeartbeats(database, batch.droppedHeartbeats); })
        .and_then([&] { return writePings(database, batch.pings); })
        .and_then([&] { return writeDefinitions(database, batch.definitions); })
        .and_then([&] { return dropDefinitions(database, batch.droppedDefinitions); })
        .and_then([&] { return writeResults(database, batch.results); })
        .and_then([&] { return writeAlive(database, batch.aliveAt); });
}

std::vector<Result<void>> writeTogether(Database &database, const std::vector<const Ports::CommitBatch *> &batches)
{
    const auto together = inTransaction(database, Transaction::Kind::Write, [&](Database &inside) -> Result<void> {
        for (const auto *batch : batches) {
            if (auto done = writeBatch(inside, *batch); !done)
                return done;
        }
        return {};
    });
    std::vector<Result<void>> answers(batches.size(), together);
    if (together || batches.size() == 1)
        return answers;
    for (size_t i = 0; i < batches.size(); ++i) {
        answers[i] = inTransaction(
            database, Transaction::Kind::Write, [&](Database &inside) { return writeBatch(inside, *batches[i]); });
    }
    return answers;
}

} // namespace Wf::Storage
