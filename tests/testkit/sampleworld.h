// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/impact.h"
#include "ports/snapshot.h"

#include <algorithm>

/// A small made-up world in every state that a face has to show, at one fixed time.
namespace Wf::TestKit {

using namespace std::chrono_literals;

/// 2026-04-24T10:00:00Z, a Friday.
[[nodiscard]] inline Instant sampleTime()
{
    return fromEpochMillis(1'777'024'800'000);
}

struct SampleService {
    const char *id;
    const char *name;
    const char *category;
    Domain::Tier tier;
    Domain::Status status;
    Domain::PollerHealth health;
    bool maintenance;
    bool manual;
    const char *detail;
};

[[nodiscard]] inline std::vector<SampleService> sampleServices()
{
    using enum Domain::Status;
    constexpr auto healthy = Domain::PollerHealth::Healthy;
    constexpr auto broken = Domain::PollerHealth::Broken;
    constexpr auto critical = Domain::Tier::Critical;
    constexpr auto important = Domain::Tier::Important;
    return {
        { "aws", "AWS", "engineering", critical, Operational, healthy, false, false, "All Systems Operational" },
        { "cloudflare", "Cloudflare", "networking", critical, Degraded, healthy, true, false,
            "Planned work in FRA" },
        { "datadog", "Datadog", "engineering", important, Operational, healthy, false, false, "" },
        { "fastly", "Fastly", "networking", important, Operational, healthy, false, false, "" },
        { "github", "GitHub", "engineering", critical, PartialOutage, healthy, false, false,
            "Incident with Actions" },
        { "legacy-crm", "Legacy CRM", "sales", Domain::Tier::Informational, Unknown, healthy, false, true, "" },
        { "npm", "npm", "engineering", important, Degraded, healthy, false, false, "Slow package downloads" },
        { "okta", "Okta", "identity", critical, MajorOutage, healthy, false, false, "Sign-in errors" },
        { "pypi", "PyPI", "engineering", important, Operational, broken, false, false, "" },
        { "slack", "Slack", "collaboration", critical, Operational, healthy, false, false, "" },
        { "snowflake", "Snowflake", "engineering", important, Operational, healthy, false, false, "" },
        { "zoom", "Zoom", "collaboration", important, Operational, healthy, false, false, "" },
    };
}

[[nodiscard]] inline Domain::MonitorSpec sampleMonitor(const SampleService &sample)
{
    Domain::MonitorSpec spec;
    const QString id = QLatin1String(sample.id);
    spec.id = MonitorId(id + QStringLiteral(":status-page"));
    spec.service = ServiceId(id);
    spec.kind = sample.manual ? QStringLiteral("manual") : QStringLiteral("statuspage");
    spec.name = sample.manual ? QStringLiteral("manual") : QStringLiteral("status page");
    if (!sample.manual)
        spec.url = QUrl(QStringLiteral("https://status.%1.example/api/v2/summary.json").arg(id));
    return spec;
}

[[nodiscard]] inline Domain::Service sampleService(const SampleService &sample)
{
    Domain::Service service;
    const QString id = QLatin1String(sample.id);
    service.id = ServiceId(id);
    service.displayName = QLatin1String(sample.name);
    service.category = QLatin1String(sample.category);
    service.tier = sample.tier;
    service.pollType = sample.manual ? QStringLiteral("manual") : QStringLiteral("statuspage_json");
    if (!sample.manual)
        service.statusPageUrl = QUrl(QStringLiteral("https://status.%1.example").arg(id));
    service.monitors = { sampleMonitor(sample) };
    if (id == QLatin1String("okta")) {
        service.owner = QStringLiteral("identity-team");
        service.runbookUrl = QUrl(QStringLiteral("https://wiki.example/okta"));
        service.sloTarget = 99.9;
        service.tags = { QStringLiteral("sso") };
        service.webhookOverride =
            Secret<QString>(QStringLiteral("https://hooks.slack.example/services/T0/B0/verysecret"));
    }
    return service;
}

[[nodiscard]] inline std::vector<Domain::Dependency> sampleDependencies()
{
    const auto edge = [](const char *up, const char *down, const char *impact, Domain::EdgeSeverity severity) {
        return Domain::Dependency { ServiceId(QLatin1String(up)), ServiceId(QLatin1String(down)),
            QLatin1String(impact), severity };
    };
    using enum Domain::EdgeSeverity;
    return {
        edge("okta", "slack", "Nobody can sign in to Slack", Critical),
        edge("okta", "zoom", "Meetings need a local password", High),
        edge("okta", "github", "Single sign-on to GitHub fails", High),
        edge("aws", "snowflake", "Queries time out", High),
        edge("aws", "slack", "Messages arrive late", Medium),
        edge("cloudflare", "npm", "Package downloads stall", High),
        edge("github", "npm", "Releases cannot be published", Low),
        edge("fastly", "pypi", "Package downloads stall", Medium),
    };
}

[[nodiscard]] inline Domain::Catalogue sampleCatalogue()
{
    Domain::Catalogue catalogue;
    for (const char *category : { "identity", "collaboration", "engineering", "networking", "sales" }) {
        const QString id = QLatin1String(category);
        catalogue.categories.push_back({ id, id.left(1).toUpper() + id.mid(1) });
    }
    for (const SampleService &sample : sampleServices())
        catalogue.services.push_back(sampleService(sample));
    catalogue.dependencies = sampleDependencies();
    return catalogue;
}

/// `count` cells that are operational but for the last `bad` ones, which show how the service is now.
[[nodiscard]] inline std::vector<Domain::Cell> sampleCells(const SampleService &sample, int count, int bad)
{
    using Domain::Knowledge;
    std::vector<Domain::Cell> cells(
        static_cast<size_t>(count), Domain::Cell { Domain::Status::Operational, Knowledge::Seen, true });
    Domain::Cell now { sample.status, sample.maintenance ? Knowledge::Maintenance : Knowledge::Seen, true };
    if (sample.status == Domain::Status::Unknown)
        std::fill(cells.begin(), cells.end(), Domain::Cell {});
    if (sample.health == Domain::PollerHealth::Broken || sample.status == Domain::Status::Unknown)
        now = Domain::Cell {};
    std::fill(cells.end() - bad, cells.end(), now);
    return cells;
}

[[nodiscard]] inline Domain::MonitorState sampleMonitorState(const SampleService &sample)
{
    Domain::MonitorState state;
    state.id = sampleMonitor(sample).id;
    state.status = sample.status;
    state.detail = QLatin1String(sample.detail);
    state.maintenance = sample.maintenance;
    state.health = sample.health;
    state.latency = 120ms;
    if (sample.manual)
        return state;
    state.polledAt = sampleTime() - 20s;
    state.succeededAt = sampleTime() - 20s;
    state.changedAt = sampleTime() - 2h;
    if (sample.health == Domain::PollerHealth::Broken) {
        state.failures = 7;
        state.failure = Domain::Failure::Timeout;
        state.failureReason = QStringLiteral("timeout");
        state.failureDetail = QStringLiteral("status.pypi.example did not answer within 10 s");
        state.succeededAt = sampleTime() - 12min;
        state.brokenSince = sampleTime() - 10min;
    }
    if (Domain::isTrouble(sample.status) && !sample.maintenance) {
        Domain::VendorIncident incident;
        incident.id = QStringLiteral("inc-") + QLatin1String(sample.id);
        incident.title = state.detail;
        incident.state = QStringLiteral("investigating");
        incident.impact = sample.status;
        incident.startedAt = sampleTime() - 2h;
        incident.updates = { { QStringLiteral("u1"), QStringLiteral("investigating"),
            QStringLiteral("We are looking into it."), sampleTime() - 90min } };
        state.incidents = { incident };
    }
    return state;
}

[[nodiscard]] inline Domain::ServiceState sampleServiceState(const SampleService &sample)
{
    Domain::ServiceState state;
    state.id = ServiceId(QLatin1String(sample.id));
    state.status = sample.status;
    state.detail = QLatin1String(sample.detail);
    state.maintenance = sample.maintenance;
    state.health = sample.health;
    state.knowledge = sample.maintenance ? Domain::Knowledge::Maintenance
        : sample.manual                  ? Domain::Knowledge::Manual
                                         : Domain::Knowledge::Seen;
    if (sample.health == Domain::PollerHealth::Broken)
        state.knowledge = Domain::Knowledge::Blind;
    if (!sample.manual)
        state.changedAt = sampleTime() - 2h;
    return state;
}

[[nodiscard]] inline Ports::ServiceRow sampleRow(const SampleService &sample, const Domain::Catalogue &catalogue)
{
    Ports::ServiceRow row;
    row.service = sampleService(sample);
    row.state = sampleServiceState(sample);
    row.monitors = { { row.service.monitors.front(), sampleMonitorState(sample) } };
    for (const Domain::Dependency &edge : catalogue.dependencies) {
        if (edge.upstream != row.id())
            continue;
        ++row.downstreamCount;
        row.affected.append(catalogue.find(edge.downstream)->displayName);
    }
    const bool trouble = Domain::isTrouble(sample.status);
    if (trouble)
        row.impact = row.service.displayName + QStringLiteral(" is in trouble: people will notice.");
    if (sample.status != Domain::Status::Unknown) {
        row.uptime24h = trouble ? 91.666'666 : 100.0;
        row.uptime7d = trouble ? 98.809'523 : 100.0;
        row.uptime30d = trouble ? 99.722'222 : 100.0;
        row.coverage30d = 0.987'654;
    }
    row.week = sampleCells(sample, 28, 1);
    row.quarter = sampleCells(sample, 90, 1);
    if (!sample.manual)
        row.nextPollAt = sampleTime() + 40s;
    return row;
}

[[nodiscard]] inline Domain::SummaryCounts sampleCounts(const std::vector<Ports::ServiceRow> &rows)
{
    Domain::SummaryCounts counts;
    counts.total = static_cast<int>(rows.size());
    for (const Ports::ServiceRow &row : rows) {
        switch (row.display()) {
        case Domain::Display::MajorOutage:
            ++counts.major;
            break;
        case Domain::Display::PartialOutage:
            ++counts.partial;
            break;
        case Domain::Display::Degraded:
            ++counts.degraded;
            break;
        case Domain::Display::Blind:
            ++counts.blind;
            break;
        case Domain::Display::Unknown:
            ++counts.unknown;
            break;
        case Domain::Display::Maintenance:
            ++counts.maintenance;
            break;
        case Domain::Display::Operational:
            ++counts.operational;
            break;
        }
    }
    return counts;
}

/// `count` status changes, newest first, ids counting down from `count`; one a minute, okta and npm in turn.
[[nodiscard]] inline std::vector<Domain::Event> sampleEvents(int count)
{
    std::vector<Domain::Event> events;
    for (int id = count; id > 0; --id) {
        Domain::Event event;
        event.id = id;
        event.service = ServiceId(id % 2 == 0 ? QStringLiteral("okta") : QStringLiteral("npm"));
        const bool worse = id % 4 >= 2;
        event.previous = worse ? Domain::Status::Operational : Domain::Status::MajorOutage;
        event.next = worse ? Domain::Status::MajorOutage : Domain::Status::Operational;
        event.vendorTitle = worse ? QStringLiteral("Sign-in errors") : QString();
        event.impact = worse ? QStringLiteral("Nobody can sign in.") : QString();
        event.source = QStringLiteral("statuspage_json");
        event.at = sampleTime() - std::chrono::minutes(count - id + 1);
        event.clientIp = QStringLiteral("192.0.2.7");
        events.push_back(event);
    }
    return events;
}

[[nodiscard]] inline Domain::MaintenanceRow sampleMaintenance(
    qint64 id, const char *service, const char *title, Domain::MaintenanceState state, Millis startsIn)
{
    Domain::MaintenanceRow row;
    row.id = id;
    row.service = ServiceId(QLatin1String(service));
    row.maintenance.id = QStringLiteral("m%1").arg(id);
    row.maintenance.title = QLatin1String(title);
    row.maintenance.state = state;
    row.maintenance.scheduledFor = sampleTime() + startsIn;
    row.maintenance.scheduledUntil = row.maintenance.scheduledFor + 3h;
    return row;
}

/// The whole world as a snapshot; change the copy as a test needs it.
[[nodiscard]] inline Ports::Snapshot sampleSnapshot()
{
    Ports::Snapshot world;
    world.sequence = 1;
    world.at = sampleTime();
    const auto catalogue = std::make_shared<const Domain::Catalogue>(sampleCatalogue());
    world.catalogue = catalogue;
    world.graph = std::make_shared<const Domain::Graph>(*catalogue);
    for (const SampleService &sample : sampleServices())
        world.services.push_back(sampleRow(sample, *catalogue));
    world.timeline = sampleEvents(12);
    world.maintenances = { sampleMaintenance(
                               1, "cloudflare", "FRA: planned work", Domain::MaintenanceState::InProgress, -1h),
        sampleMaintenance(2, "zoom", "Phone upgrade", Domain::MaintenanceState::Scheduled, 26h) };
    world.counts = sampleCounts(world.services);
    world.overall = Domain::Status::MajorOutage;
    world.summaryText = QStringLiteral("3 active incidents across 12 monitored services. Okta, GitHub, npm.");
    world.day.assign(144, Domain::Cell { Domain::Status::Operational, Domain::Knowledge::Seen, true });
    std::fill(world.day.end() - 12, world.day.end(),
        Domain::Cell { Domain::Status::MajorOutage, Domain::Knowledge::Seen, true });
    world.lastPollAt = sampleTime() - 20s;
    world.lastSuccessAt = sampleTime() - 20s;
    world.breakers = { { QStringLiteral("status.pypi.example"), 1 } };
    return world;
}

} // namespace Wf::TestKit
