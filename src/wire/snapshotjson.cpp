// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/snapshotjson.h"

#include "domain/graph.h"
#include "wire/eventjson.h"
#include "wire/servicejson.h"
#include "wire/sightingjson.h"
#include "wire/silencejson.h"

#include <algorithm>
#include <tuple>

namespace Wf::Wire {

using namespace std::chrono_literals;

namespace {
    using Rows = std::vector<const Ports::ServiceRow *>;

    Rows rowsOf(const Ports::Snapshot &world)
    {
        Rows rows;
        for (const Ports::ServiceRow &row : world.services)
            rows.push_back(&row);
        return rows;
    }

    bool byCategory(const Ports::ServiceRow *a, const Ports::ServiceRow *b)
    {
        if (const int order = a->service.category.compare(b->service.category))
            return order < 0;
        if (const int order = a->service.displayName.compare(b->service.displayName, Qt::CaseInsensitive))
            return order < 0;
        return a->id() < b->id();
    }

    QJsonArray edges(const std::vector<Domain::Dependency> &dependencies, ServiceId Domain::Dependency::*end,
        const Ports::Snapshot &world)
    {
        QJsonArray list;
        for (const Domain::Dependency &edge : dependencies) {
            const ServiceId &id = edge.*end;
            const Ports::ServiceRow *row = world.find(id);
            list.append(QJsonObject { { QStringLiteral("service_id"), id.value },
                { QStringLiteral("service_name"), serviceName(world, id) },
                { QStringLiteral("impact_description"), edge.impact },
                { QStringLiteral("severity"), Domain::word(edge.severity) },
                { QStringLiteral("current_status"),
                    Domain::word(row ? row->state.status : Domain::Status::Unknown) },
                { QStringLiteral("effective_status"),
                    Domain::word(row ? row->state.effective() : Domain::Status::Unknown) } });
        }
        return list;
    }

    QJsonObject worstByDay(const Ports::ServiceRow &row, const QJsonArray &days)
    {
        QJsonObject object;
        const auto count = std::min(static_cast<qsizetype>(row.quarter.size()), days.size());
        for (qsizetype i = 0; i < count; ++i) {
            const Domain::Cell &cell = row.quarter[row.quarter.size() - static_cast<size_t>(count - i)];
            if (cell.covered)
                object.insert(days.at(days.size() - count + i).toString(), Domain::word(cell.status));
        }
        return object;
    }

    Rows incidentRows(const Ports::Snapshot &world)
    {
        Rows rows = rowsOf(world);
        std::erase_if(rows, [](const auto *row) { return row->display() > Domain::Display::Degraded; });
        std::sort(rows.begin(), rows.end(), [](const auto *a, const auto *b) {
            const Instant aChanged = a->state.changedAt.value_or(Instant {});
            const Instant bChanged = b->state.changedAt.value_or(Instant {});
            return std::tuple(a->display(), bChanged, a->id()) < std::tuple(b->display(), aChanged, b->id());
        });
        return rows;
    }

    QJsonObject incident(const Ports::ServiceRow &row)
    {
        const QString statement = row.impact.isEmpty()
            ? QString(row.service.displayName % QStringLiteral(" status: ") % Domain::word(row.state.status))
            : row.impact;
        return { { QStringLiteral("service"), serviceReference(row) },
            { QStringLiteral("impact_statement"), statement },
            { QStringLiteral("affected_services"), QJsonArray::fromStringList(row.affected) },
            { QStringLiteral("started_at"), time(row.state.changedAt) } };
    }

    QJsonArray incidents(const Ports::Snapshot &world)
    {
        QJsonArray list;
        for (const Ports::ServiceRow *row : incidentRows(world))
            list.append(incident(*row));
        return list;
    }

    QJsonArray notices(const Ports::Snapshot &world)
    {
        QJsonArray list;
        for (const Ports::Notice &notice : world.notices) {
            list.append(QJsonObject {
                { QStringLiteral("text"), notice.text }, { QStringLiteral("since"), time(notice.since) } });
        }
        return list;
    }

    /// Vendors' and own ones, soonest first.
    QJsonArray maintenanceList(const Ports::Snapshot &world)
    {
        std::vector<std::pair<Instant, QJsonObject>> items;
        for (const Domain::MaintenanceRow &row : world.maintenances) {
            if (!row.vanished && row.maintenance.state != Domain::MaintenanceState::Completed)
                items.emplace_back(row.maintenance.scheduledFor, maintenance(row, world));
        }
        for (const Domain::MaintenancePlan &own : world.plans) {
            if (const auto window = Domain::windowOf(own, world.at))
                items.emplace_back(window->from, plan(own, world));
        }
        std::ranges::stable_sort(items, {}, &std::pair<Instant, QJsonObject>::first);
        QJsonArray list;
        for (const auto &[at, item] : items)
            list.append(item);
        return list;
    }

    QString healthWord(const Ports::EngineStats &stats, const std::optional<Seconds> &age)
    {
        if (!stats.databaseConnected || (age && *age > 300s))
            return QStringLiteral("unhealthy");
        return age && *age > 120s ? QStringLiteral("degraded") : QStringLiteral("healthy");
    }

    std::optional<Seconds> ageOf(const std::optional<Instant> &at, Instant now)
    {
        if (!at)
            return std::nullopt;
        return std::chrono::floor<Seconds>(std::max(now - *at, Millis { 0 }));
    }

    QJsonValue seconds(const std::optional<Seconds> &age)
    {
        return age ? QJsonValue(qint64(age->count())) : QJsonValue();
    }
} // namespace

QJsonObject services(const Ports::Snapshot &world, const std::optional<QString> &category)
{
    Rows rows = rowsOf(world);
    if (category)
        std::erase_if(rows, [&](const auto *row) { return row->service.category != *category; });
    std::sort(rows.begin(), rows.end(), byCategory);
    StatusCounts counts;
    QJsonArray list;
    for (const Ports::ServiceRow *row : rows) {
        counts.add(*row);
        list.append(service(*row));
    }
    QJsonObject object { { QStringLiteral("services"), list }, { QStringLiteral("total"), counts.total } };
    counts.writeTo(object);
    return object;
}

QJsonObject serviceDetail(
    const Ports::ServiceRow &row, const Ports::Snapshot &world, const Ports::EventPage &recent)
{
    const Domain::Graph &graph = *world.graph;
    QJsonArray details;
    for (const Ports::MonitorRow &entry : row.monitors)
        details.append(monitorDetail(entry, world.at));
    QJsonObject core = service(row);
    core.insert(QStringLiteral("monitors"), details);
    core.insert(QStringLiteral("coverage_30d"), percent(row.coverage30d * 100.0));
    core.insert(QStringLiteral("sightings"), sightings(row.sightings));
    return { { QStringLiteral("service"), core },
        { QStringLiteral("downstream_impacts"),
            edges(graph.downstream(row.id()), &Domain::Dependency::downstream, world) },
        { QStringLiteral("upstream_dependencies"),
            edges(graph.upstream(row.id()), &Domain::Dependency::upstream, world) },
        { QStringLiteral("recent_events"), events(recent, world).value(QStringLiteral("events")) } };
}

QJsonArray lastDays(int days, Instant now)
{
    QJsonArray list;
    const Instant today = startOfDay(now);
    for (int back = days - 1; back >= 0; --back)
        list.append(isoDate(today - std::chrono::days(back)));
    return list;
}

QJsonObject uptime(const Ports::Snapshot &world)
{
    const QJsonArray days = lastDays(7, world.at);
    QJsonObject byService;
    for (const Ports::ServiceRow &row : world.services)
        byService.insert(row.id().value, worstByDay(row, days));
    return { { QStringLiteral("days"), days }, { QStringLiteral("services"), byService } };
}

QJsonObject sla(const Ports::Snapshot &world)
{
    QJsonObject byService;
    for (const Ports::ServiceRow &row : world.services) {
        byService.insert(row.id().value,
            QJsonObject { { QStringLiteral("uptime_24h"), percent(row.uptime24h) },
                { QStringLiteral("uptime_7d"), percent(row.uptime7d) },
                { QStringLiteral("uptime_30d"), percent(row.uptime30d) },
                { QStringLiteral("coverage_30d"), percent(row.coverage30d * 100.0) } });
    }
    return { { QStringLiteral("services"), byService } };
}

QJsonArray dailyUptime(const std::vector<Domain::Interval> &history, int days, Instant now)
{
    QJsonArray list;
    const Instant today = startOfDay(now);
    for (int back = days - 1; back >= 0; --back) {
        const Instant from = today - std::chrono::days(back);
        const Instant to = std::min<Instant>(from + std::chrono::days(1), now);
        list.append(QJsonObject { { QStringLiteral("date"), isoDate(from) },
            { QStringLiteral("uptime"), percent(Domain::uptime(history, from, to).percent()) } });
    }
    return list;
}

QJsonObject graph(const Ports::Snapshot &world)
{
    Rows rows = rowsOf(world);
    std::sort(rows.begin(), rows.end(), [](const auto *a, const auto *b) {
        const int order = a->service.displayName.compare(b->service.displayName, Qt::CaseInsensitive);
        return order ? order < 0 : a->id() < b->id();
    });
    QJsonArray nodes;
    for (const Ports::ServiceRow *row : rows) {
        nodes.append(QJsonObject { { QStringLiteral("id"), row->id().value },
            { QStringLiteral("name"), row->service.displayName },
            { QStringLiteral("category"), row->service.category },
            { QStringLiteral("status"), Domain::word(row->state.effective()) },
            { QStringLiteral("downstream_count"), row->downstreamCount } });
    }
    QJsonArray links;
    const Domain::Catalogue none;
    for (const Domain::Dependency &edge : (world.catalogue ? *world.catalogue : none).dependencies) {
        links.append(QJsonObject { { QStringLiteral("source"), edge.upstream.value },
            { QStringLiteral("target"), edge.downstream.value },
            { QStringLiteral("severity"), Domain::word(edge.severity) },
            { QStringLiteral("impact"), edge.impact } });
    }
    return { { QStringLiteral("nodes"), nodes }, { QStringLiteral("links"), links } };
}

QJsonObject summary(const Ports::Snapshot &world)
{
    StatusCounts counts;
    for (const Ports::ServiceRow &row : world.services)
        counts.add(row);
    QJsonObject object { { QStringLiteral("overall_status"), Domain::word(world.overall) },
        { QStringLiteral("status_text"), world.summaryText },
        { QStringLiteral("active_incidents"), incidents(world) },
        { QStringLiteral("upcoming_maintenances"), maintenanceList(world) },
        { QStringLiteral("total_services"), counts.total },
        { QStringLiteral("last_poll_at"), time(world.lastPollAt) },
        { QStringLiteral("last_success_at"), time(world.lastSuccessAt) },
        { QStringLiteral("offline"), world.connectivity == Domain::Connectivity::Offline },
        { QStringLiteral("notices"), notices(world) }, { QStringLiteral("at"), time(world.at) } };
    counts.writeTo(object);
    return object;
}

QJsonObject maintenances(const Ports::Snapshot &world)
{
    const QJsonArray list = maintenanceList(world);
    return { { QStringLiteral("maintenances"), list }, { QStringLiteral("total"), list.size() } };
}

QJsonObject monitors(const Ports::Snapshot &world)
{
    QJsonArray list;
    for (const Ports::ServiceRow &row : world.services) {
        for (const Ports::MonitorRow &entry : row.monitors)
            list.append(monitorDetail(entry, world.at));
    }
    return { { QStringLiteral("monitors"), list }, { QStringLiteral("total"), list.size() } };
}

QJsonObject health(const Ports::Snapshot &world, const Ports::EngineStats &stats, Instant now)
{
    const auto age = ageOf(world.lastPollAt, now);
    const auto polled = std::count_if(world.services.begin(), world.services.end(),
        [](const Ports::ServiceRow &row) { return row.polledAt().has_value(); });
    return { { QStringLiteral("status"), healthWord(stats, age) },
        { QStringLiteral("database"),
            stats.databaseConnected ? QStringLiteral("connected") : QStringLiteral("error") },
        { QStringLiteral("last_poll_at"), time(world.lastPollAt) },
        { QStringLiteral("poll_age_seconds"), seconds(age) },
        { QStringLiteral("last_success_at"), time(world.lastSuccessAt) },
        { QStringLiteral("success_age_seconds"), seconds(ageOf(world.lastSuccessAt, now)) },
        { QStringLiteral("services_total"), qint64(world.services.size()) },
        { QStringLiteral("services_polled"), qint64(polled) }, { QStringLiteral("notices"), notices(world) },
        { QStringLiteral("version"), QStringLiteral(WF_VERSION) } };
}

QJsonObject liveSnapshot(const Ports::Snapshot &world)
{
    return { { QStringLiteral("type"), QStringLiteral("snapshot") },
        { QStringLiteral("sequence"), qint64(world.sequence) }, { QStringLiteral("at"), time(world.at) },
        { QStringLiteral("services"), services(world, std::nullopt).value(QStringLiteral("services")) },
        { QStringLiteral("summary"), summary(world) } };
}

QJsonObject liveChange(const Ports::Snapshot &before, const Ports::Snapshot &world)
{
    QJsonArray changed;
    for (const Ports::ServiceRow &row : world.services) {
        const Ports::ServiceRow *old = before.find(row.id());
        if (!old || *old != row)
            changed.append(service(row));
    }
    QJsonArray removed;
    for (const Ports::ServiceRow &row : before.services) {
        if (!world.find(row.id()))
            removed.append(row.id().value);
    }
    return { { QStringLiteral("type"), QStringLiteral("change") },
        { QStringLiteral("sequence"), qint64(world.sequence) }, { QStringLiteral("at"), time(world.at) },
        { QStringLiteral("services"), changed }, { QStringLiteral("removed"), removed },
        { QStringLiteral("summary"), summary(world) } };
}

} // namespace Wf::Wire
