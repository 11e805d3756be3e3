// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/purge.h"

#include "storage/monitorrows.h"

namespace Wf::Storage {

namespace {

    constexpr int kRowsAStep = 500;
    /// What a report over a year, counted in whole months, may ask for.
    constexpr Millis kHistoryAtLeast { std::chrono::days { 400 } };
    constexpr Millis kRecordKept { std::chrono::days { 400 } };
    /// What the figures and the history of ninety days are made of.
    constexpr Millis kRecordAtLeast { std::chrono::days { 91 } };
    constexpr Millis kAnnouncedKept { std::chrono::days { 91 } };
    constexpr Millis kStatesKept { std::chrono::days { 91 } };

    std::optional<Instant> limit(Millis kept, Instant now)
    {
        return kept > Millis::zero() ? std::optional(now - kept) : std::nullopt;
    }

    Result<qint64> remove(Database &database, const QString &sql, QVariantList values)
    {
        values << kRowsAStep;
        const auto rows = database.run(sql, values);
        return rows ? Result<qint64>(rows->changed()) : tl::unexpected<Error>(rows.error());
    }

    QString alerts()
    {
        return QStringLiteral("DELETE FROM alert_sent_log WHERE id IN "
                              "(SELECT id FROM alert_sent_log WHERE created_at < ? ORDER BY created_at LIMIT ?)");
    }

    QString outbox()
    {
        return QStringLiteral("DELETE FROM outbox WHERE id IN (SELECT id FROM outbox o WHERE finished_at < ? "
                              "AND NOT EXISTS (SELECT 1 FROM alert_sent_log a WHERE a.outbox_id = o.id) LIMIT ?)");
    }

    QString events()
    {
        return QStringLiteral("DELETE FROM status_events WHERE id IN "
                              "(SELECT id FROM status_events WHERE created_at < ? ORDER BY created_at LIMIT ?)");
    }

    QString maintenances()
    {
        return QStringLiteral(
            "DELETE FROM scheduled_maintenances WHERE id IN (SELECT id FROM scheduled_maintenances "
            "WHERE coalesce(scheduled_until, scheduled_for) < ? AND (state = ? OR vanished = 1) LIMIT ?)");
    }

    QString reports()
    {
        return QStringLiteral(
            "DELETE FROM reports WHERE id IN (SELECT id FROM reports WHERE resolved_at < ? LIMIT ?)");
    }

    /// Notes go with them; alerts and reports that stay keep everything but the reference.
    QString incidents()
    {
        return QStringLiteral(
            "DELETE FROM incidents WHERE id IN (SELECT id FROM incidents WHERE closed_at < ? LIMIT ?)");
    }

    QString silences()
    {
        return QStringLiteral("DELETE FROM silences WHERE id IN (SELECT id FROM silences WHERE coalesce(ended_at, "
                              "until_at) < ? LIMIT ?)");
    }

    QString plans()
    {
        return QStringLiteral(
            "DELETE FROM maintenance_plans WHERE id IN (SELECT id FROM maintenance_plans "
            "WHERE coalesce(ended_at, CASE WHEN schedule_kind IS NULL THEN from_at + length END) < ? LIMIT ?)");
    }

    QString intervals()
    {
        return QStringLiteral("DELETE FROM intervals WHERE (service_id, from_at) IN "
                              "(SELECT service_id, from_at FROM intervals WHERE to_at < ? LIMIT ?)");
    }

    QString sightings()
    {
        return QStringLiteral(
            "DELETE FROM sightings WHERE id IN (SELECT id FROM sightings WHERE ended_at < ? LIMIT ?)");
    }

    QString published()
    {
        return QStringLiteral("DELETE FROM published_incidents WHERE id IN "
                              "(SELECT id FROM published_incidents WHERE ended_at < ? LIMIT ?)");
    }

} // namespace

Purge::Purge(const Ports::Store::Retention &retention, Instant now)
    : m_events(limit(retention.events, now))
    , m_alerts(limit(retention.alerts, now))
    , m_incidents(m_events ? std::optional(std::min(*m_events, now - kRecordAtLeast)) : std::nullopt)
    , m_history(m_events ? std::optional(std::min(*m_events, now - kHistoryAtLeast)) : std::nullopt)
    , m_record(now - (m_events ? std::max(retention.events, kRecordAtLeast) : kRecordKept))
    , m_announced(now - kAnnouncedKept)
    , m_heardOf(now - kStatesKept)
{
}

Result<qint64> Purge::sweep(Database &database)
{
    const auto before = [](const std::optional<Instant> &at) { return QVariant(toEpochMillis(*at)); };
    if (m_stage == Stage::Alerts && m_alerts)
        return remove(database, alerts(), { before(m_alerts) });
    if (m_stage == Stage::Outbox && m_alerts)
        return remove(database, outbox(), { before(m_alerts) });
    if (m_stage == Stage::Events && m_events)
        return remove(database, events(), { before(m_events) });
    if (m_stage == Stage::Maintenances && m_incidents)
        return remove(database, maintenances(),
            { before(m_incidents), static_cast<int>(Domain::MaintenanceState::Completed) });
    if (m_stage == Stage::Reports && m_incidents)
        return remove(database, reports(), { before(m_incidents) });
    if (m_stage == Stage::Incidents && m_incidents)
        return remove(database, incidents(), { before(m_incidents) });
    if (m_stage == Stage::Silences)
        return remove(database, silences(), { toEpochMillis(m_announced) });
    if (m_stage == Stage::Plans)
        return remove(database, plans(), { toEpochMillis(m_announced) });
    if (m_stage == Stage::Intervals && m_history)
        return remove(database, intervals(), { before(m_history) });
    if (m_stage == Stage::Sightings)
        return remove(database, sightings(), { toEpochMillis(m_record) });
    if (m_stage == Stage::Published)
        return remove(database, published(), { toEpochMillis(m_record) });
    if (m_stage == Stage::MonitorStates)
        return dropMonitorStates(database, m_heardOf, kRowsAStep);
    if (m_stage == Stage::Checkpoint)
        return checkpoint(database).map([](const Checkpoint &) { return qint64 { 0 }; });
    return qint64 { 0 };
}

void Purge::count(qint64 rows)
{
    if (m_stage == Stage::Alerts)
        m_purged.alerts += rows;
    if (m_stage == Stage::Outbox)
        m_purged.outbox += rows;
    if (m_stage == Stage::Events)
        m_purged.events += rows;
    if (m_stage == Stage::Reports)
        m_purged.reports += rows;
    if (m_stage == Stage::Incidents)
        m_purged.incidents += rows;
    if (m_stage == Stage::Intervals)
        m_purged.intervals += rows;
    if (m_stage == Stage::MonitorStates)
        m_purged.monitorStates += rows;
}

Result<void> Purge::step(Database &database)
{
    const auto removed = sweep(database);
    if (!removed)
        return tl::unexpected<Error>(removed.error());
    count(*removed);
    if (*removed < kRowsAStep)
        m_stage = static_cast<Stage>(static_cast<int>(m_stage) + 1);
    return {};
}

Result<Checkpoint> checkpoint(Database &database)
{
    auto rows = database.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    if (!rows->next())
        return failure(ErrorCode::Internal, QStringLiteral("the database did not say how its checkpoint went"));
    return Checkpoint { rows->value(0).toInt() != 0, rows->value(1).toLongLong(), rows->value(2).toLongLong() };
}

} // namespace Wf::Storage
