// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/planrows.h"

#include "storage/columns.h"
#include "storage/matchercodec.h"

#include <QLoggingCategory>

namespace Wf::Storage {

using namespace Domain;
using namespace Columns;

namespace {

    Q_LOGGING_CATEGORY(logStorage, "wf.storage", QtInfoMsg)

    /// Those that can be read.
    template <class T, class Read>
    Result<std::vector<T>> readable(
        Database &database, const Table &table, const QString &rest, Instant now, Read read)
    {
        auto rows = database.run(table.select(rest), { toEpochMillis(now) });
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        std::vector<T> result;
        while (rows->next()) {
            if (auto item = read(*rows))
                result.push_back(std::move(*item));
            else
                qCWarning(logStorage).noquote()
                    << QStringLiteral("row %1 of %2 is damaged and covers nothing: make it anew")
                           .arg(rows->value(0).toString(), table.name);
        }
        return result;
    }

    QVariant maybe(const std::optional<Millis> &length)
    {
        return length ? QVariant(qint64 { length->count() }) : QVariant();
    }

    /// Takes three columns; whether they could be read.
    bool takeSchedule(Cursor &cursor, std::optional<Schedule> &schedule)
    {
        const auto kind = cursor.maybeNumber();
        const QString expression = cursor.text();
        const QString zone = cursor.text();
        if (!kind)
            return true;
        if (*kind < 0 || *kind > static_cast<qint64>(ScheduleKind::OnCalendar))
            return false;
        const auto parsed = parseSchedule(static_cast<ScheduleKind>(*kind), expression, zone);
        if (parsed)
            schedule = *parsed;
        return parsed.has_value();
    }

} // namespace

namespace Tables {

    const Table &silences()
    {
        static const Table table { QStringLiteral("silences"),
            { QStringLiteral("id"), QStringLiteral("matcher"), QStringLiteral("author"), QStringLiteral("reason"),
                QStringLiteral("from_at"), QStringLiteral("until_at"), QStringLiteral("ended_at"),
                QStringLiteral("ended_by") } };
        return table;
    }

    const Table &maintenancePlans()
    {
        static const Table table { QStringLiteral("maintenance_plans"),
            { QStringLiteral("id"), QStringLiteral("title"), QStringLiteral("description"),
                QStringLiteral("matcher"), QStringLiteral("author"), QStringLiteral("created_at"),
                QStringLiteral("from_at"), QStringLiteral("length"), QStringLiteral("schedule_kind"),
                QStringLiteral("schedule_expression"), QStringLiteral("schedule_zone"),
                QStringLiteral("notice_before"), QStringLiteral("channels"), QStringLiteral("ended_at") } };
        return table;
    }

} // namespace Tables

QVariantList toRow(const Silence &silence)
{
    return { silence.id, encode(silence.match), text(silence.author), text(silence.reason), time(silence.from),
        time(silence.until), time(silence.endedAt), text(silence.endedBy) };
}

std::optional<Silence> toSilence(const Rows &row)
{
    Cursor cursor(row);
    Silence silence;
    silence.id = cursor.number();
    auto match = decodeMatcher(cursor.text());
    if (!match)
        return std::nullopt;
    silence.match = std::move(*match);
    silence.author = cursor.text();
    silence.reason = cursor.text();
    silence.from = cursor.time();
    silence.until = cursor.time();
    silence.endedAt = cursor.maybeTime();
    silence.endedBy = cursor.text();
    return silence;
}

QVariantList toRow(const MaintenancePlan &plan)
{
    const auto &schedule = plan.schedule;
    return { plan.id, text(plan.title), text(plan.description), encode(plan.match), text(plan.author),
        time(plan.createdAt), time(plan.from), qint64 { plan.length.count() },
        schedule ? number(schedule->kind()) : QVariant(), text(schedule ? schedule->expression() : QString()),
        text(schedule ? schedule->zone() : QString()), maybe(plan.noticeBefore), encode(plan.channels),
        time(plan.endedAt) };
}

std::optional<MaintenancePlan> toMaintenancePlan(const Rows &row)
{
    Cursor cursor(row);
    MaintenancePlan plan;
    plan.id = cursor.number();
    plan.title = cursor.text();
    plan.description = cursor.text();
    auto match = decodeMatcher(cursor.text());
    if (!match)
        return std::nullopt;
    plan.match = std::move(*match);
    plan.author = cursor.text();
    plan.createdAt = cursor.time();
    plan.from = cursor.time();
    plan.length = Millis { cursor.number() };
    if (!takeSchedule(cursor, plan.schedule))
        return std::nullopt;
    if (const auto notice = cursor.maybeNumber())
        plan.noticeBefore = Millis { *notice };
    plan.channels = decodeTexts(cursor.text());
    plan.endedAt = cursor.maybeTime();
    return plan;
}

Result<std::vector<Silence>> readSilences(Database &database, Instant now)
{
    return readable<Silence>(database, Tables::silences(),
        QStringLiteral("WHERE until_at > ? AND ended_at IS NULL ORDER BY id"), now, toSilence);
}

Result<std::vector<MaintenancePlan>> readMaintenancePlans(Database &database, Instant now)
{
    return readable<MaintenancePlan>(database, Tables::maintenancePlans(),
        QStringLiteral(
            "WHERE ended_at IS NULL AND (schedule_kind IS NOT NULL OR from_at + length > ?) ORDER BY id"),
        now, toMaintenancePlan);
}

} // namespace Wf::Storage
