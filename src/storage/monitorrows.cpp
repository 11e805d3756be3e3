// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/monitorrows.h"

#include "domain/checkresult.h"
#include "storage/checkcodec.h"
#include "storage/columns.h"
#include "storage/rows.h"

#include <bit>

namespace Wf::Storage {

namespace {

    using namespace Columns;
    using namespace Domain;

    const Table &stateTable()
    {
        static const Table table { QStringLiteral("monitor_state"),
            { QStringLiteral("id"), QStringLiteral("status"), QStringLiteral("detail"),
                QStringLiteral("maintenance"), QStringLiteral("flap_pending"), QStringLiteral("flap_count"),
                QStringLiteral("flap_since"), QStringLiteral("flap_streak"), QStringLiteral("flap_floor"),
                QStringLiteral("flap_streak_since"), QStringLiteral("health"), QStringLiteral("failures"),
                QStringLiteral("failure"), QStringLiteral("failure_reason"), QStringLiteral("failure_detail"),
                QStringLiteral("polled_at"), QStringLiteral("succeeded_at"), QStringLiteral("changed_at"),
                QStringLiteral("broken_since"), QStringLiteral("latency"), QStringLiteral("page_name"),
                QStringLiteral("paused"), QStringLiteral("last_check") } };
        return table;
    }

    const Table &detailTable()
    {
        static const Table table { QStringLiteral("monitor_details"),
            { QStringLiteral("id"), QStringLiteral("fingerprint"), QStringLiteral("incidents"),
                QStringLiteral("maintenances"), QStringLiteral("components") } };
        return table;
    }

    QVariantList stateRow(const MonitorState &state)
    {
        const FlapBuffer &flap = state.flap;
        return { text(state.id.value), number(state.status), text(state.detail), int { state.maintenance },
            flap.pending ? number(*flap.pending) : QVariant(), flap.count, time(flap.since), flap.streak,
            number(flap.floor), time(flap.streakSince), number(state.health), state.failures,
            number(state.failure), text(state.failureReason), text(state.failureDetail), time(state.polledAt),
            time(state.succeededAt), time(state.changedAt), time(state.brokenSince),
            qint64 { state.latency.count() }, text(state.pageName), int { state.paused },
            state.check ? QVariant(encode(*state.check)) : QVariant() };
    }

    FlapBuffer toFlap(Cursor &cursor)
    {
        FlapBuffer flap;
        if (const auto pending = cursor.maybeNumber())
            flap.pending = statusOf(*pending);
        flap.count = cursor.integer();
        flap.since = cursor.maybeTime();
        flap.streak = cursor.integer();
        flap.floor = cursor.status();
        flap.streakSince = cursor.maybeTime();
        return flap;
    }

    MonitorState toMonitorState(const Rows &row)
    {
        Cursor cursor(row);
        MonitorState state;
        state.id = MonitorId(cursor.text());
        state.status = cursor.status();
        state.detail = cursor.text();
        state.maintenance = cursor.flag();
        state.flap = toFlap(cursor);
        state.health = cursor.word(PollerHealth::Broken, PollerHealth::Healthy);
        state.failures = cursor.integer();
        state.failure = cursor.word(Failure::Internal, Failure::None);
        state.failureReason = cursor.text();
        state.failureDetail = cursor.text();
        state.polledAt = cursor.maybeTime();
        state.succeededAt = cursor.maybeTime();
        state.changedAt = cursor.maybeTime();
        state.brokenSince = cursor.maybeTime();
        state.latency = Millis { cursor.number() };
        state.pageName = cursor.text();
        state.paused = cursor.flag();
        if (auto check = decodeCheckResult(cursor.text()))
            state.check = std::move(*check);
        state.incidents = decodeIncidents(cursor.text());
        state.maintenances = decodeMaintenances(cursor.text());
        state.components = decodeComponents(cursor.text());
        return state;
    }

    /// Sums up values so that two lists that differ have, for all that matters, different sums. The same in every
    /// run of the program; on another kind of processor it may differ, which costs one writing.
    class Fingerprint {
    public:
        void add(quint64 value) { m_sum = (std::rotl(m_sum, 23) ^ value) * 0x9E37'79B9'7F4A'7C15U; }
        void add(const QString &value) { add(qHash(QStringView(value), 0)); }
        void add(const QUrl &value) { add(value.toString(QUrl::FullyEncoded)); }
        void add(const QStringList &values)
        {
            add(static_cast<quint64>(values.size()));
            for (const QString &value : values)
                add(value);
        }
        void add(const std::optional<Instant> &at)
        {
            add(at ? static_cast<quint64>(toEpochMillis(*at)) : ~quint64 { 0 });
        }
        template <class T> void add(const std::vector<T> &values)
        {
            add(static_cast<quint64>(values.size()));
            for (const T &value : values)
                add(value);
        }
        void add(const VendorUpdate &update)
        {
            for (const QString &each : { update.id, update.state, update.body })
                add(each);
            add(update.at);
        }
        void add(const VendorIncident &incident)
        {
            for (const QString &each : { incident.id, incident.title, incident.state })
                add(each);
            add(static_cast<quint64>(incident.impact));
            add(incident.link);
            add(incident.startedAt);
            add(incident.updatedAt);
            add(incident.updates);
            add(incident.components);
        }
        void add(const VendorMaintenance &maintenance)
        {
            for (const QString &each : { maintenance.id, maintenance.title, maintenance.description })
                add(each);
            add(static_cast<quint64>(maintenance.state));
            add(std::optional(maintenance.scheduledFor));
            add(maintenance.scheduledUntil);
            add(maintenance.components);
            add(maintenance.link);
        }
        void add(const Component &component)
        {
            add(component.id);
            add(component.name);
            add(static_cast<quint64>(component.status) << 2U | (component.maintenance ? 2U : 0U)
                | (component.selected ? 1U : 0U));
        }
        [[nodiscard]] qint64 sum() const { return static_cast<qint64>(m_sum); }

    private:
        quint64 m_sum = 1;
    };

    qint64 fingerprintOf(const MonitorState &state)
    {
        Fingerprint fingerprint;
        fingerprint.add(state.incidents);
        fingerprint.add(state.maintenances);
        fingerprint.add(state.components);
        return fingerprint.sum();
    }

    Result<void> write(Database &database, const QString &sql, const QVariantList &values)
    {
        return database.run(sql, values).map([](const Rows &) {});
    }

    Result<void> writeDetails(Database &database, const MonitorState &state)
    {
        static const auto written = QStringLiteral("SELECT fingerprint FROM monitor_details WHERE id = ?");
        static const QString upsert = detailTable().upsert({ QStringLiteral("id") });
        const qint64 fingerprint = fingerprintOf(state);
        const auto before = database.scalar(written, { state.id.value });
        if (!before)
            return tl::unexpected<Error>(before.error());
        if (!before->isNull() && before->toLongLong() == fingerprint)
            return {};
        return write(database, upsert,
            { state.id.value, fingerprint, encode(state.incidents), encode(state.maintenances),
                encode(state.components) });
    }

    /// All columns of a state, then the lists.
    QString selectAll()
    {
        QStringList columns;
        for (const QString &column : stateTable().columns)
            columns << QStringLiteral("s.") + column;
        for (const QString &column : detailTable().columns.mid(2))
            columns << QStringLiteral("d.") + column;
        return QStringLiteral("SELECT ") + columns.join(QStringLiteral(", "))
            + QStringLiteral(" FROM monitor_state s LEFT JOIN monitor_details d ON d.id = s.id ORDER BY s.id");
    }

} // namespace

Result<void> writeMonitorStates(Database &database, const std::vector<MonitorState> &states)
{
    static const QString upsert = stateTable().upsert({ QStringLiteral("id") });
    for (const MonitorState &state : states) {
        auto done =
            write(database, upsert, stateRow(state)).and_then([&] { return writeDetails(database, state); });
        if (!done)
            return done;
    }
    return {};
}

Result<std::vector<MonitorState>> readMonitorStates(Database &database)
{
    static const QString sql = selectAll();
    return database.run(sql).map([](Rows rows) {
        std::vector<MonitorState> states;
        while (rows.next())
            states.push_back(toMonitorState(rows));
        return states;
    });
}

Result<qint64> dropMonitorStates(Database &database, Instant before, int limit)
{
    static const auto gone = QStringLiteral(
        "DELETE FROM monitor_state WHERE id IN (SELECT id FROM monitor_state "
        "WHERE max(coalesce(polled_at, 0), coalesce(changed_at, 0)) < ? AND id NOT IN "
        "(SELECT coalesce(json_extract(m.value, '$.id'), '') FROM services s, json_each(s.monitors) m "
        "WHERE s.retired = 0 AND json_valid(s.monitors)) LIMIT ?)");
    static const auto details =
        QStringLiteral("DELETE FROM monitor_details WHERE id NOT IN (SELECT id FROM monitor_state)");
    return inTransaction(database, Transaction::Kind::Write, [before, limit](Database &inside) {
        return inside.run(gone, { toEpochMillis(before), limit })
            .map([](const Rows &rows) { return rows.changed(); })
            .and_then([&inside](qint64 dropped) -> Result<qint64> {
                if (dropped == 0)
                    return dropped;
                return write(inside, details, {}).map([dropped] { return dropped; });
            });
    });
}

} // namespace Wf::Storage
