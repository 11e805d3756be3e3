// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/pinglog.h"

#include "storage/columns.h"
#include "storage/resultslots.h"
#include "storage/rows.h"

namespace Wf::Storage {

namespace {

    using namespace Columns;
    using namespace Domain;

    constexpr int kPingBits = 38;
    constexpr qint64 kMostPings = qint64 { 1 } << kPingBits;
    constexpr int kRowsAStep = 500;
    constexpr int kLongestPage = 1'000;

    const Table &heartbeatTable()
    {
        static const Table table { QStringLiteral("heartbeats"),
            { QStringLiteral("id"), QStringLiteral("status"), QStringLiteral("created_at"),
                QStringLiteral("waiting_since"), QStringLiteral("last_ping"), QStringLiteral("last_start"),
                QStringLiteral("last_start_rid"), QStringLiteral("last_duration"), QStringLiteral("last_exit"),
                QStringLiteral("pings"), QStringLiteral("expected_at"), QStringLiteral("deadline"),
                QStringLiteral("down_reason"), QStringLiteral("missed_at"), QStringLiteral("key_current"),
                QStringLiteral("key_previous"), QStringLiteral("previous_until") } };
        return table;
    }

    const Table &pingTable()
    {
        static const Table table { QStringLiteral("pings"),
            { QStringLiteral("id"), QStringLiteral("at"), QStringLiteral("kind"), QStringLiteral("exit_status"),
                QStringLiteral("runtime"), QStringLiteral("duration"), QStringLiteral("method"),
                QStringLiteral("scheme"), QStringLiteral("rid"), QStringLiteral("source"),
                QStringLiteral("user_agent"), QStringLiteral("key_used"), QStringLiteral("body") } };
        return table;
    }

    const Table &definitionTable()
    {
        static const Table table { QStringLiteral("definitions"),
            { QStringLiteral("id"), QStringLiteral("json"), QStringLiteral("created_at"),
                QStringLiteral("updated_at") } };
        return table;
    }

    QVariant duration(const std::optional<Millis> &value)
    {
        return value ? QVariant(qint64 { value->count() }) : QVariant();
    }
    std::optional<Millis> duration(Cursor &cursor)
    {
        const auto held = cursor.maybeNumber();
        return held ? std::optional(Millis { *held }) : std::nullopt;
    }
    QVariant exitStatus(const std::optional<int> &value)
    {
        return value ? QVariant(*value) : QVariant();
    }
    std::optional<int> exitStatus(Cursor &cursor)
    {
        const auto held = cursor.maybeNumber();
        return held ? std::optional(static_cast<int>(*held)) : std::nullopt;
    }

    QVariantList toRow(const Ports::HeartbeatRow &row)
    {
        const HeartbeatState &state = row.state;
        return { text(row.id.value), number(state.status), time(state.createdAt), time(state.waitingSince),
            time(state.lastPing), time(state.lastStart), text(state.lastStartRid), duration(state.lastDuration),
            exitStatus(state.lastExitStatus), state.pings, time(state.expectedAt), time(state.deadline),
            number(state.downReason), time(state.missedAt), text(row.keys.current), text(row.keys.previous),
            time(row.keys.previousUntil) };
    }

    Ports::HeartbeatRow toHeartbeat(const Rows &row)
    {
        Cursor cursor(row);
        Ports::HeartbeatRow result;
        HeartbeatState &state = result.state;
        result.id = MonitorId(cursor.text());
        state.status = cursor.word(HeartbeatStatus::Paused, HeartbeatStatus::New);
        state.createdAt = cursor.time();
        state.waitingSince = cursor.time();
        state.lastPing = cursor.maybeTime();
        state.lastStart = cursor.maybeTime();
        state.lastStartRid = cursor.text();
        state.lastDuration = duration(cursor);
        state.lastExitStatus = exitStatus(cursor);
        state.pings = cursor.number();
        state.expectedAt = cursor.maybeTime();
        state.deadline = cursor.maybeTime();
        state.downReason = cursor.word(FlipReason::Fail, FlipReason::None);
        state.missedAt = cursor.maybeTime();
        result.keys.current = cursor.text();
        result.keys.previous = cursor.text();
        result.keys.previousUntil = cursor.time();
        return result;
    }

    QVariantList toRow(qint64 monitor, const Ports::PingRow &row)
    {
        const Ping &ping = row.ping;
        return { monitor * kMostPings + row.number, time(ping.at), number(ping.kind), exitStatus(ping.exitStatus),
            duration(ping.runtime), duration(row.duration), text(ping.method), text(row.scheme), text(ping.rid),
            text(ping.source), text(ping.userAgent.left(kMostUserAgent)), number(row.key),
            ping.body.isEmpty() ? QVariant() : QVariant(ping.body.left(kMostPingBody)) };
    }

    Ports::PingRow toPing(const Rows &row, const MonitorId &monitor)
    {
        Cursor cursor(row);
        Ports::PingRow result;
        result.monitor = monitor;
        result.number = cursor.number() % kMostPings;
        result.ping.at = cursor.time();
        result.ping.kind = cursor.word(PingKind::Ignored, PingKind::Ignored);
        result.ping.exitStatus = exitStatus(cursor);
        result.ping.runtime = duration(cursor);
        result.duration = duration(cursor);
        result.ping.method = cursor.text();
        result.scheme = cursor.text();
        result.ping.rid = cursor.text();
        result.ping.source = cursor.text();
        result.ping.userAgent = cursor.text();
        result.key = cursor.word(KeyUse::Previous, KeyUse::Refused);
        result.hasBody = cursor.flag();
        return result;
    }

    /// All columns, of the body only whether there is one.
    QString listPings()
    {
        QStringList columns = pingTable().columns;
        columns.last() += QStringLiteral(" IS NOT NULL");
        return QStringLiteral("SELECT ") + columns.join(QStringLiteral(", "))
            + QStringLiteral(" FROM pings WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?");
    }

    Result<void> write(Database &database, const QString &sql, const QVariantList &values)
    {
        return database.run(sql, values).map([](const Rows &) {});
    }

    template <class T, class Read>
    Result<std::vector<T>> list(Database &database, const QString &sql, const QVariantList &values, Read read)
    {
        return database.run(sql, values).map([&read](Rows rows) {
            std::vector<T> result;
            while (rows.next())
                result.push_back(read(rows));
            return result;
        });
    }

    /// The ids of one heartbeat's pings.
    struct Range {
        qint64 from = 0;
        qint64 to = 0; ///< exclusive
    };
    Range rangeOf(qint64 monitor)
    {
        return { monitor * kMostPings, (monitor + 1) * kMostPings };
    }

    /// The id of the `count`-th newest ping; of a shorter log, the first id that there could be.
    Result<qint64> newest(Database &database, const Range &range, int count)
    {
        static const auto sql =
            QStringLiteral("SELECT id FROM pings WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1 OFFSET ?");
        if (count <= 0)
            return range.to;
        return database.scalar(sql, { range.from, range.to, count - 1 }).map([&range](const QVariant &id) {
            return id.isNull() ? range.from : id.toLongLong();
        });
    }

    Result<qint64> changed(Database &database, const QString &sql, const QVariantList &values)
    {
        return database.run(sql, values).map([](const Rows &rows) { return rows.changed(); });
    }

    Result<bool> isHeartbeat(Database &database, qint64 monitor)
    {
        static const auto sql = QStringLiteral(
            "SELECT count(*) FROM heartbeats h JOIN result_monitors m ON m.id = h.id WHERE m.number = ?");
        return database.scalar(sql, { monitor }).map([](const QVariant &count) { return count.toInt() > 0; });
    }

    Result<qint64> dropPings(
        Database &database, const Range &range, const Ports::ResultLimits &limits, Instant now)
    {
        static const auto sql =
            QStringLiteral("DELETE FROM pings WHERE id IN (SELECT id FROM pings WHERE id >= ? AND id < ? "
                           "AND (id < ? OR at < ?) ORDER BY id LIMIT ?)");
        const auto kept = newest(database, range, limits.pingsAtLeast);
        const auto most = newest(database, range, limits.pingsAtMost);
        if (!kept || !most)
            return tl::unexpected<Error>(!kept ? kept.error() : most.error());
        return changed(database, sql, { range.from, *kept, *most, toEpochMillis(now - limits.pings), kRowsAStep });
    }

    Result<qint64> dropBodies(Database &database, const Range &range, const Ports::ResultLimits &limits)
    {
        static const auto sql = QStringLiteral("UPDATE pings SET body = NULL WHERE id IN (SELECT id FROM pings "
                                               "WHERE id >= ? AND id < ? AND body IS NOT NULL LIMIT ?)");
        return newest(database, range, limits.pingBodiesAtMost).and_then([&](qint64 kept) {
            return changed(database, sql, { range.from, kept, kRowsAStep });
        });
    }

} // namespace

Result<void> writeHeartbeats(Database &database, const std::vector<Ports::HeartbeatRow> &heartbeats)
{
    static const QString sql = heartbeatTable().upsert({ QStringLiteral("id") });
    for (const Ports::HeartbeatRow &row : heartbeats) {
        if (auto done = write(database, sql, toRow(row)); !done)
            return done;
    }
    return {};
}

Result<void> dropHeartbeats(Database &database, const std::vector<MonitorId> &heartbeats)
{
    for (const MonitorId &id : heartbeats) {
        if (auto done = write(database, QStringLiteral("DELETE FROM heartbeats WHERE id = ?"), { id.value });
            !done)
            return done;
    }
    return {};
}

Result<void> writePings(Database &database, const std::vector<Ports::PingRow> &pings)
{
    static const QString sql = pingTable().upsert({ QStringLiteral("id") });
    for (const Ports::PingRow &row : pings) {
        if (row.number <= 0 || row.number >= kMostPings)
            return failure(ErrorCode::Invalid,
                QStringLiteral("ping %1 of %2 has a number that no ping has")
                    .arg(row.number)
                    .arg(row.monitor.value));
        const auto number = numberForMonitor(database, row.monitor);
        if (!number)
            return tl::unexpected<Error>(number.error());
        if (auto done = write(database, sql, toRow(*number, row)); !done)
            return done;
    }
    return {};
}

Result<void> writeDefinitions(Database &database, const std::vector<Ports::DefinitionRow> &definitions)
{
    static const QString sql = definitionTable().upsert({ QStringLiteral("id") });
    for (const Ports::DefinitionRow &row : definitions) {
        const QVariantList values { text(row.id), text(row.json), time(row.createdAt), time(row.updatedAt) };
        if (auto done = write(database, sql, values); !done)
            return done;
    }
    return {};
}

Result<void> dropDefinitions(Database &database, const QStringList &ids)
{
    for (const QString &id : ids) {
        if (auto done = write(database, QStringLiteral("DELETE FROM definitions WHERE id = ?"), { id }); !done)
            return done;
    }
    return {};
}

Result<std::vector<Ports::HeartbeatRow>> readHeartbeats(Database &database)
{
    return list<Ports::HeartbeatRow>(
        database, heartbeatTable().select(QStringLiteral("ORDER BY id")), {}, toHeartbeat);
}

Result<std::vector<Ports::DefinitionRow>> readDefinitions(Database &database)
{
    return list<Ports::DefinitionRow>(
        database, definitionTable().select(QStringLiteral("ORDER BY id")), {}, [](const Rows &row) {
            Cursor cursor(row);
            Ports::DefinitionRow result;
            result.id = cursor.text();
            result.json = cursor.text();
            result.createdAt = cursor.time();
            result.updatedAt = cursor.time();
            return result;
        });
}

Result<Ports::PingPage> readPings(Database &database, const Ports::PingQuery &query)
{
    static const QString select = listPings();
    static const auto count = QStringLiteral("SELECT count(*) FROM pings WHERE id >= ? AND id < ?");
    return inTransaction(database, Transaction::Kind::Read, [&query](Database &inside) -> Result<Ports::PingPage> {
        const auto monitor = monitorNumber(inside, query.monitor);
        if (!monitor)
            return tl::unexpected<Error>(monitor.error());
        if (!*monitor)
            return Ports::PingPage {};
        const Range range = rangeOf(**monitor);
        const qint64 before = range.from + std::clamp<qint64>(query.before.value_or(kMostPings), 0, kMostPings);
        const auto total = inside.scalar(count, { range.from, range.to });
        auto pings =
            list<Ports::PingRow>(inside, select, { range.from, before, std::clamp(query.limit, 1, kLongestPage) },
                [&query](const Rows &row) { return toPing(row, query.monitor); });
        if (!total || !pings)
            return tl::unexpected<Error>(!total ? total.error() : pings.error());
        return Ports::PingPage { std::move(*pings), total->toLongLong() };
    });
}

Result<QByteArray> readPingBody(Database &database, const MonitorId &monitor, qint64 number)
{
    static const auto sql = QStringLiteral("SELECT body FROM pings WHERE id = ? AND body IS NOT NULL");
    const auto known = monitorNumber(database, monitor);
    if (!known)
        return tl::unexpected<Error>(known.error());
    const bool possible = *known && number > 0 && number < kMostPings;
    const auto body =
        possible ? database.scalar(sql, { **known * kMostPings + number }) : Result<QVariant>(QVariant());
    if (!body)
        return tl::unexpected<Error>(body.error());
    if (body->isNull())
        return failure(ErrorCode::NotFound,
            QStringLiteral("no body is kept of ping %1 of %2").arg(number).arg(monitor.value));
    return body->toByteArray();
}

Result<PingsCleared> clearPings(Database &database, qint64 after, const Ports::ResultLimits &limits, Instant now)
{
    static const auto first = QStringLiteral("SELECT min(id) FROM pings WHERE id >= ?");
    const auto id = database.scalar(first, { rangeOf(after + 1).from });
    if (!id)
        return tl::unexpected<Error>(id.error());
    if (id->isNull())
        return PingsCleared {};
    const qint64 monitor = id->toLongLong() / kMostPings;
    const auto known = isHeartbeat(database, monitor);
    if (!known)
        return tl::unexpected<Error>(known.error());
    Ports::ResultLimits applied = limits;
    if (!*known) // dropped: nothing of it stays
        applied.pingsAtLeast = applied.pingsAtMost = 0;
    const Range range = rangeOf(monitor);
    const auto dropped = dropPings(database, range, applied, now);
    const auto bodies = dropBodies(database, range, applied);
    if (!dropped || !bodies)
        return tl::unexpected<Error>(!dropped ? dropped.error() : bodies.error());
    const bool finished = *dropped < kRowsAStep && *bodies < kRowsAStep;
    return PingsCleared { *dropped, finished ? monitor : monitor - 1 };
}

} // namespace Wf::Storage
