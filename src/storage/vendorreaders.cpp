// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/vendorreaders.h"

#include "storage/publishedrows.h"
#include "storage/query.h"
#include "storage/readers.h"
#include "storage/resultreaders.h"

namespace Wf::Storage {

using namespace Domain;

namespace {

    constexpr int kMostOfEach = 5'000;

    QVariantList within(const Ports::VendorQuery &query)
    {
        return { query.service.value, toEpochMillis(query.from), toEpochMillis(query.to), kMostOfEach };
    }

    /// Those that went on at any time of it.
    Result<std::vector<PublishedIncident>> published(Database &database, const Ports::VendorQuery &query)
    {
        static const QString sql = Tables::publishedIncidents().select(
            QStringLiteral("WHERE service_id = ? AND (ended_at IS NULL OR ended_at >= ?) "
                           "AND min(coalesce(started_at, seen_at), seen_at) < ? ORDER BY id DESC LIMIT ?"));
        return list<PublishedIncident>(database, sql, within(query), toPublished);
    }

    Result<std::vector<MaintenanceRow>> maintenances(Database &database, const Ports::VendorQuery &query)
    {
        static const QString sql = Tables::maintenances().select(QStringLiteral(
            "WHERE service_id = ? AND scheduled_for >= ? AND scheduled_for < ? ORDER BY id DESC LIMIT ?"));
        return list<MaintenanceRow>(database, sql, within(query), toMaintenance);
    }

    /// Those that began in it, on whichever side.
    Result<std::vector<Sighting>> sightings(Database &database, const Ports::VendorQuery &query)
    {
        static const QString sql = Tables::sightings().select(QStringLiteral(
            "WHERE service_id = ? AND coalesce(min(own_at, vendor_at), own_at, vendor_at) >= ? "
            "AND coalesce(min(own_at, vendor_at), own_at, vendor_at) < ? ORDER BY id DESC LIMIT ?"));
        return list<Sighting>(database, sql, within(query), toSighting);
    }

    Result<OwnRuns> ownRuns(
        Database &database, const Ports::VendorQuery &query, const std::vector<MonitorId> &checks)
    {
        OwnRuns runs;
        for (const MonitorId &check : checks) {
            const auto summary = readSummary(database, { check, query.from, query.to });
            if (!summary)
                return tl::unexpected<Error>(summary.error());
            runs.count += summary->count;
            runs.failures += summary->failures;
        }
        return runs;
    }

    Result<VendorFacts> remembered(Database &database, const Ports::VendorQuery &query)
    {
        VendorFacts facts;
        return into(facts.published, published(database, query))
            .and_then([&] { return into(facts.maintenances, maintenances(database, query)); })
            .and_then([&] { return into(facts.sightings, sightings(database, query)); })
            .and_then([&] {
                return into(facts.history, readHistory(database, { query.service, query.from, query.to }));
            })
            .and_then([&]() -> Result<VendorFacts> { return std::move(facts); });
    }

} // namespace

Result<VendorFacts> readVendorFacts(
    Database &database, const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks)
{
    auto facts = inTransaction(database, Transaction::Kind::Read,
        [&query](Database &inside) -> Result<VendorFacts> { return remembered(inside, query); });
    if (!facts)
        return facts;
    if (auto done = into(facts->ownRuns, ownRuns(database, query, ownChecks)); !done)
        return tl::unexpected<Error>(done.error());
    return facts;
}

Result<std::vector<PublishedIncident>> readLatePublished(Database &database, Instant now)
{
    static const QString sql =
        Tables::publishedIncidents().select(QStringLiteral("WHERE ended_at IS NULL OR ended_at >= ? ORDER BY id"));
    return list<PublishedIncident>(database, sql, { toEpochMillis(now - kPublishedLinger) }, toPublished);
}

} // namespace Wf::Storage
