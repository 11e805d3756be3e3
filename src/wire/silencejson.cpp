// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/silencejson.h"

#include "wire/matcherjson.h"
#include "wire/servicejson.h"

namespace Wf::Wire {

namespace {
    QJsonValue seconds(const std::optional<Millis> &span)
    {
        return span ? QJsonValue(qint64(std::chrono::floor<Seconds>(*span).count())) : QJsonValue();
    }

    Domain::AlertFacts factsOf(const Ports::ServiceRow &row)
    {
        Domain::AlertFacts facts { row.id(), row.service.category, row.service.tier, row.service.tags, {}, {} };
        facts.status = row.state.status;
        for (const Ports::MonitorRow &monitor : row.monitors)
            facts.kinds.append(monitor.spec.kind);
        return facts;
    }

    /// Ids of the services that a maintenance is about.
    QStringList covered(Domain::AlertMatcher match, const Ports::Snapshot &world)
    {
        match.statuses.clear();
        match.during.reset();
        QStringList ids;
        for (const Ports::ServiceRow &row : world.services) {
            if (Domain::matches(match, factsOf(row), world.at))
                ids.append(row.id().value);
        }
        return ids;
    }

    void addSchedule(QJsonObject &object, const Domain::MaintenancePlan &plan)
    {
        object.insert(
            QStringLiteral("schedule"), plan.schedule ? QJsonValue(plan.schedule->expression()) : QJsonValue());
        object.insert(QStringLiteral("zone"), plan.schedule ? QJsonValue(plan.schedule->zone()) : QJsonValue());
        object.insert(QStringLiteral("length_seconds"), seconds(plan.length));
        object.insert(QStringLiteral("notice_before_seconds"), seconds(plan.noticeBefore));
        object.insert(QStringLiteral("channels"), QJsonArray::fromStringList(plan.channels));
    }
} // namespace

QJsonObject silence(const Domain::Silence &silence, Instant now)
{
    return { { QStringLiteral("id"), silence.id }, { QStringLiteral("match"), matcher(silence.match) },
        { QStringLiteral("author"), text(silence.author) }, { QStringLiteral("reason"), silence.reason },
        { QStringLiteral("from"), time(silence.from) }, { QStringLiteral("until"), time(silence.until) },
        { QStringLiteral("active"), silence.isActive(now) }, { QStringLiteral("ended_at"), time(silence.endedAt) },
        { QStringLiteral("ended_by"), text(silence.endedBy) } };
}

QJsonObject silences(const Ports::Snapshot &world)
{
    QJsonArray list;
    for (const Domain::Silence &each : world.silences)
        list.append(silence(each, world.at));
    return { { QStringLiteral("silences"), list }, { QStringLiteral("total"), list.size() } };
}

QJsonObject plan(const Domain::MaintenancePlan &plan, const Ports::Snapshot &world)
{
    const auto window = Domain::windowOf(plan, world.at);
    const bool active = Domain::isActive(plan, world.at);
    const QStringList services = covered(plan.match, world);
    const bool single = services.size() == 1;
    QJsonObject object { { QStringLiteral("id"), plan.id },
        { QStringLiteral("origin"),
            plan.origin == Domain::Origin::App ? QStringLiteral("app") : QStringLiteral("file") },
        { QStringLiteral("service_id"), single ? QJsonValue(services.constFirst()) : QJsonValue() },
        { QStringLiteral("service_name"),
            single ? QJsonValue(serviceName(world, ServiceId(services.constFirst()))) : QJsonValue() },
        { QStringLiteral("services"), QJsonArray::fromStringList(services) },
        { QStringLiteral("match"), matcher(plan.match) }, { QStringLiteral("title"), plan.title },
        { QStringLiteral("description"), text(plan.description) }, { QStringLiteral("author"), text(plan.author) },
        { QStringLiteral("created_at"), time(plan.createdAt) },
        { QStringLiteral("scheduled_for"), time(window ? window->from : plan.from) },
        { QStringLiteral("scheduled_until"), time(window ? window->until : plan.from + plan.length) },
        { QStringLiteral("status"),
            Domain::word(active ? Domain::MaintenanceState::InProgress
                    : window    ? Domain::MaintenanceState::Scheduled
                                : Domain::MaintenanceState::Completed) },
        { QStringLiteral("active"), active }, { QStringLiteral("components"), QJsonArray() },
        { QStringLiteral("link"), QJsonValue::Null } };
    addSchedule(object, plan);
    return object;
}

} // namespace Wf::Wire
