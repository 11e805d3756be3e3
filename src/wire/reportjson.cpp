// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/reportjson.h"

#include "wire/eventjson.h"
#include "wire/servicejson.h"

namespace Wf::Wire {

namespace {
    QJsonValue rootCause(const ServiceId &service, const Ports::Snapshot &world)
    {
        if (service.isEmpty())
            return QJsonValue::Null;
        return QJsonObject { { QStringLiteral("id"), service.value },
            { QStringLiteral("name"), serviceName(world, service) } };
    }

    QJsonObject cluster(const Domain::EventCluster &cluster, const Ports::Snapshot &world)
    {
        QJsonArray list;
        for (const Domain::Event &each : cluster.events)
            list.append(event(each, world));
        return { { QStringLiteral("root_cause"), rootCause(cluster.rootCause, world) },
            { QStringLiteral("severity"), Domain::word(cluster.severity) },
            { QStringLiteral("started_at"), time(cluster.startedAt) },
            { QStringLiteral("ended_at"), time(cluster.endedAt) },
            { QStringLiteral("service_count"), qint64(cluster.services.size()) },
            { QStringLiteral("event_count"), list.size() }, { QStringLiteral("events"), list } };
    }
} // namespace

QJsonObject report(const Domain::Report &report)
{
    return { { QStringLiteral("id"), report.id }, { QStringLiteral("service_id"), report.service.value },
        { QStringLiteral("service_name"), report.name }, { QStringLiteral("started_at"), time(report.startedAt) },
        { QStringLiteral("resolved_at"), time(report.resolvedAt) },
        { QStringLiteral("duration_seconds"), qint64(std::chrono::floor<Seconds>(report.duration()).count()) },
        { QStringLiteral("duration_human"), Domain::durationText(report.duration()) },
        { QStringLiteral("peak_severity"), Domain::word(report.peak) },
        { QStringLiteral("affected_downstream"), QJsonArray::fromStringList(report.affected) },
        { QStringLiteral("event_count"), report.events }, { QStringLiteral("impact_summary"), report.summary },
        { QStringLiteral("created_at"), time(report.resolvedAt) } };
}

QJsonObject reports(const std::vector<Domain::Report> &reports)
{
    QJsonArray list;
    for (const Domain::Report &each : reports)
        list.append(report(each));
    return { { QStringLiteral("reports"), list }, { QStringLiteral("total"), list.size() } };
}

QJsonObject clusters(const std::vector<Domain::EventCluster> &clusters, const Ports::Snapshot &world)
{
    QJsonArray list;
    qint64 events = 0;
    for (const Domain::EventCluster &each : clusters) {
        list.append(cluster(each, world));
        events += qint64(each.events.size());
    }
    return { { QStringLiteral("clusters"), list }, { QStringLiteral("total_clusters"), list.size() },
        { QStringLiteral("total_events"), events } };
}

} // namespace Wf::Wire
