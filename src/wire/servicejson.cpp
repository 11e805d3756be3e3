// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/servicejson.h"

#include "domain/checkspec.h"
#include "wire/checkjson.h"
#include "wire/observationjson.h"

namespace Wf::Wire {

namespace {
    QJsonArray texts(const QStringList &values)
    {
        return QJsonArray::fromStringList(values);
    }

    QJsonArray monitors(const Ports::ServiceRow &row)
    {
        QJsonArray list;
        for (const Ports::MonitorRow &entry : row.monitors)
            list.append(monitor(entry));
        return list;
    }

    QJsonValue manualOverride(const Domain::ServiceState &state)
    {
        if (!state.manual)
            return QJsonValue::Null;
        const Domain::ManualOverride &manual = *state.manual;
        return QJsonObject { { QStringLiteral("status"), Domain::word(manual.status) },
            { QStringLiteral("detail"), text(manual.detail) }, { QStringLiteral("reason"), text(manual.reason) },
            { QStringLiteral("by"), text(manual.by) }, { QStringLiteral("at"), time(manual.at) },
            { QStringLiteral("expires_at"), time(manual.expiresAt) } };
    }

    QJsonValue openIncident(const Ports::ServiceRow &row)
    {
        if (!row.incident)
            return QJsonValue::Null;
        const auto &acknowledged = row.incident->acknowledged;
        return QJsonObject { { QStringLiteral("id"), row.incident->id },
            { QStringLiteral("opened_at"), time(row.incident->openedAt) },
            { QStringLiteral("acknowledged_by"), acknowledged ? text(acknowledged->by) : QJsonValue() },
            { QStringLiteral("acknowledged_at"), acknowledged ? time(acknowledged->at) : QJsonValue() },
            { QStringLiteral("explained_by"), text(row.explainedBy) } };
    }

    QJsonValue flapping(const Ports::ServiceRow &row)
    {
        return row.turns > 0 ? QJsonValue(QJsonObject { { QStringLiteral("changes"), row.turns } }) : QJsonValue();
    }

    /// What the worst monitor says about polling and about an unconfirmed change.
    void addPolling(QJsonObject &object, const Ports::ServiceRow &row)
    {
        const Ports::MonitorRow *primary = row.primary();
        const Domain::MonitorState state = primary ? primary->state : Domain::MonitorState {};
        object.insert(QStringLiteral("last_polled_at"), time(row.polledAt()));
        object.insert(QStringLiteral("last_success_at"), time(row.succeededAt()));
        object.insert(QStringLiteral("consecutive_failures"), state.failures);
        object.insert(QStringLiteral("last_failure_reason"), text(state.failureReason));
        object.insert(QStringLiteral("failure_detail"), text(state.failureDetail));
        object.insert(QStringLiteral("blind_since"), row.state.isBlind() ? time(state.brokenSince) : QJsonValue());
        object.insert(QStringLiteral("pending_status"),
            state.flap.pending ? QJsonValue(Domain::word(*state.flap.pending)) : QJsonValue());
        object.insert(QStringLiteral("pending_status_count"), state.flap.count);
        object.insert(QStringLiteral("pending_status_since"), time(state.flap.since));
        object.insert(QStringLiteral("next_poll_at"), time(row.nextPollAt));
    }

    void addCheck(QJsonObject &object, const Ports::MonitorRow &row)
    {
        if (row.spec.check) {
            object.insert(QStringLiteral("target"), Domain::targetText(*row.spec.check));
            object.insert(QStringLiteral("insecure"), row.spec.check->link.insecure);
        }
        if (row.state.check)
            object.insert(QStringLiteral("last_result"), checkResult(*row.state.check));
    }

    void addConfiguration(QJsonObject &object, const Domain::Service &service)
    {
        object.insert(QStringLiteral("tier"), Domain::word(service.tier));
        object.insert(QStringLiteral("origin"),
            service.origin == Domain::Origin::App ? QStringLiteral("app") : QStringLiteral("file"));
        object.insert(QStringLiteral("owner"), text(service.owner));
        object.insert(QStringLiteral("runbook_url"), address(service.runbookUrl));
        object.insert(
            QStringLiteral("slo_target"), service.sloTarget ? QJsonValue(*service.sloTarget) : QJsonValue());
        object.insert(QStringLiteral("tags"), texts(service.tags));
        object.insert(QStringLiteral("quorum"), service.quorum ? QJsonValue(*service.quorum) : QJsonValue());
    }
} // namespace

QJsonObject monitor(const Ports::MonitorRow &row)
{
    const Domain::MonitorState &state = row.state;
    return { { QStringLiteral("id"), row.spec.id.value }, { QStringLiteral("kind"), row.spec.kind },
        { QStringLiteral("source"), Domain::word(Domain::sourceOf(row.spec)) },
        { QStringLiteral("name"), row.spec.name }, { QStringLiteral("status"), Domain::word(state.status) },
        { QStringLiteral("health"), Domain::word(state.health) },
        { QStringLiteral("maintenance"), state.maintenance }, { QStringLiteral("paused"), state.paused },
        { QStringLiteral("last_checked_at"), time(state.polledAt) },
        { QStringLiteral("next_check_at"), time(row.nextAt) },
        { QStringLiteral("latency_ms"),
            state.polledAt ? QJsonValue(qint64(state.latency.count())) : QJsonValue() } };
}

namespace {
    QJsonValue traffic(const Ports::MonitorRow &row)
    {
        if (Domain::sourceOf(row.spec) != Domain::Source::Vendor)
            return {};
        return QJsonObject { { QStringLiteral("window_seconds"), Domain::TrafficDay::kHours * 3600 },
            { QStringLiteral("requests"), row.traffic.requests },
            { QStringLiteral("not_modified"), row.traffic.notModified },
            { QStringLiteral("bytes"), row.traffic.bytes } };
    }

    QJsonValue moved(const Ports::MonitorRow &row)
    {
        if (!row.moved)
            return {};
        return QJsonObject { { QStringLiteral("kind"), row.moved->kind },
            { QStringLiteral("url"), address(row.moved->url) },
            { QStringLiteral("sentence"), row.moved->sentence } };
    }
} // namespace

QJsonObject monitorDetail(const Ports::MonitorRow &row, Instant now)
{
    const Domain::MonitorState &state = row.state;
    QJsonObject object = monitor(row);
    object.insert(QStringLiteral("service_id"), row.spec.service.value);
    object.insert(QStringLiteral("detail"), text(state.detail));
    object.insert(QStringLiteral("interval_seconds"), double(row.spec.interval.count()) / 1000.0);
    object.insert(QStringLiteral("timeout_seconds"), double(row.spec.timeout.count()) / 1000.0);
    object.insert(QStringLiteral("consecutive_failures"), state.failures);
    object.insert(QStringLiteral("last_failure_reason"), text(state.failureReason));
    object.insert(QStringLiteral("failure_detail"), text(state.failureDetail));
    object.insert(QStringLiteral("last_success_at"), time(state.succeededAt));
    object.insert(QStringLiteral("last_status_change_at"), time(state.changedAt));
    object.insert(QStringLiteral("blind_since"), time(state.brokenSince));
    object.insert(QStringLiteral("selectors"), texts(row.spec.components));
    object.insert(QStringLiteral("incidents"), vendorIncidents(state.incidents));
    object.insert(QStringLiteral("components"), components(state.components));
    object.insert(QStringLiteral("pace"), Domain::word(row.spec.pace));
    object.insert(QStringLiteral("traffic"), traffic(row));
    object.insert(QStringLiteral("moved"), moved(row));
    addCheck(object, row);
    if (row.spec.heartbeat && row.heartbeat)
        object.insert(QStringLiteral("heartbeat"), heartbeat(*row.spec.heartbeat, *row.heartbeat, now));
    return object;
}

QJsonObject serviceReference(const Ports::ServiceRow &row)
{
    return { { QStringLiteral("id"), row.id().value }, { QStringLiteral("display_name"), row.service.displayName },
        { QStringLiteral("category"), row.service.category },
        { QStringLiteral("current_status"), Domain::word(row.state.status) },
        { QStringLiteral("effective_status"), Domain::word(row.state.effective()) },
        { QStringLiteral("current_status_detail"), text(row.state.detail) },
        { QStringLiteral("maintenance"), row.state.maintenance },
        { QStringLiteral("poller_health"), Domain::word(row.state.health) },
        { QStringLiteral("poll_type"), row.service.pollType },
        { QStringLiteral("status_page_url"), address(row.service.statusPageUrl) },
        { QStringLiteral("last_polled_at"), time(row.polledAt()) },
        { QStringLiteral("last_status_change_at"), time(row.state.changedAt) } };
}

QJsonObject service(const Ports::ServiceRow &row)
{
    QJsonObject object = serviceReference(row);
    addConfiguration(object, row.service);
    addPolling(object, row);
    object.insert(QStringLiteral("impact_statement"), text(row.impact));
    object.insert(QStringLiteral("downstream_count"), row.downstreamCount);
    object.insert(QStringLiteral("manual_override"), manualOverride(row.state));
    object.insert(QStringLiteral("incident"), openIncident(row));
    object.insert(QStringLiteral("silenced_by"), text(row.silencedBy));
    object.insert(QStringLiteral("flapping"), flapping(row));
    object.insert(QStringLiteral("monitors"), monitors(row));
    return object;
}

QJsonObject maintenance(const Domain::MaintenanceRow &row, const Ports::Snapshot &world)
{
    return { { QStringLiteral("id"), row.id }, { QStringLiteral("origin"), QStringLiteral("vendor") },
        { QStringLiteral("service_id"), row.service.value },
        { QStringLiteral("service_name"), serviceName(world, row.service) },
        { QStringLiteral("services"), QJsonArray { row.service.value } },
        { QStringLiteral("title"), row.maintenance.title },
        { QStringLiteral("description"), text(row.maintenance.description) },
        { QStringLiteral("scheduled_for"), time(row.maintenance.scheduledFor) },
        { QStringLiteral("scheduled_until"), time(row.maintenance.scheduledUntil) },
        { QStringLiteral("status"), Domain::word(row.maintenance.state) },
        { QStringLiteral("active"), Domain::isActive(row.maintenance, world.at) },
        { QStringLiteral("components"), texts(row.maintenance.components) },
        { QStringLiteral("link"), address(row.maintenance.link) } };
}

QString serviceName(const Ports::Snapshot &world, const ServiceId &id)
{
    if (const Ports::ServiceRow *row = world.find(id))
        return row->service.displayName;
    const Domain::Service *known = world.catalogue ? world.catalogue->find(id) : nullptr;
    return known ? known->displayName : id.value;
}

void StatusCounts::add(const Ports::ServiceRow &row)
{
    ++total;
    switch (row.state.effective()) {
    case Domain::Status::Operational:
        ++operational;
        break;
    case Domain::Status::Degraded:
        ++degraded;
        break;
    case Domain::Status::PartialOutage:
    case Domain::Status::MajorOutage:
        ++outage;
        break;
    case Domain::Status::Unknown:
        ++unknown;
        break;
    }
    blind += row.state.isBlind() ? 1 : 0;
    maintenance += row.state.maintenance ? 1 : 0;
}

void StatusCounts::writeTo(QJsonObject &object) const
{
    object.insert(QStringLiteral("healthy_count"), operational);
    object.insert(QStringLiteral("degraded_count"), degraded);
    object.insert(QStringLiteral("outage_count"), outage);
    object.insert(QStringLiteral("unknown_count"), unknown);
    object.insert(QStringLiteral("blind_count"), blind);
    object.insert(QStringLiteral("maintenance_count"), maintenance);
}

} // namespace Wf::Wire
