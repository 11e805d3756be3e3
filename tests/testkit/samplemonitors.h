// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkresult.h"
#include "domain/checkspec.h"
#include "testkit/sampleworld.h"

/// Checks and heartbeats for the made-up world of sampleworld.h.
namespace Wf::TestKit {

[[nodiscard]] inline Ports::MonitorRow sampleCheck(const char *service, const char *name, Domain::Status status)
{
    Ports::MonitorRow row;
    row.spec.service = ServiceId(QLatin1String(service));
    row.spec.id = MonitorId(QStringLiteral("%1.%2").arg(QLatin1String(service), QLatin1String(name)));
    row.spec.kind = QStringLiteral("http");
    row.spec.name = QLatin1String(name);
    Domain::CheckSpec spec;
    Domain::HttpSpec http;
    http.url = QUrl(QStringLiteral("https://%1.example/health").arg(QLatin1String(name)));
    spec.target = http;
    row.spec.check = spec;
    row.state.id = row.spec.id;
    row.state.status = status;
    row.state.polledAt = row.state.succeededAt = sampleTime() - 20s;
    Domain::CheckResult result;
    result.code = status == Domain::Status::Operational ? 200 : 503;
    result.total = Domain::Micros { 84'200 };
    result.peer = QStringLiteral("192.0.2.7:443");
    result.phases.connect = Domain::Micros { 20'000 };
    result.phases.firstByte = Domain::Micros { 60'000 };
    if (status != Domain::Status::Operational)
        result.failure = QStringLiteral("status 503, expected 200-299");
    result.assertions = { { QStringLiteral("status 200-299"), QStringLiteral("status %1").arg(result.code),
        status == Domain::Status::Operational, false } };
    row.state.check = result;
    row.nextAt = sampleTime() + 40s;
    return row;
}

[[nodiscard]] inline Ports::MonitorRow sampleHeartbeat(const char *service, const char *name)
{
    Ports::MonitorRow row;
    row.spec.service = ServiceId(QLatin1String(service));
    row.spec.id = MonitorId(QStringLiteral("%1.%2").arg(QLatin1String(service), QLatin1String(name)));
    row.spec.kind = QStringLiteral("heartbeat");
    row.spec.name = QLatin1String(name);
    Domain::HeartbeatSpec spec;
    spec.schedule = Domain::parseSimple(Seconds { 3'600 }).value();
    spec.grace = Seconds { 1'800 };
    row.spec.heartbeat = spec;
    Ports::HeartbeatView view;
    view.keys.current = QStringLiteral("11111111-2222-4333-8444-555555555555");
    Domain::Ping ping;
    ping.at = sampleTime() - 10min;
    view.state = Domain::apply(Domain::newHeartbeat(spec, sampleTime() - 2h), ping, spec).state;
    row.heartbeat = view;
    row.state.id = row.spec.id;
    row.state.status = Domain::Status::Operational;
    return row;
}

/// The world with these beside what it has.
[[nodiscard]] inline Ports::Snapshot withMonitors(
    Ports::Snapshot world, const std::vector<Ports::MonitorRow> &rows)
{
    for (const Ports::MonitorRow &row : rows) {
        for (Ports::ServiceRow &service : world.services) {
            if (service.id() == row.spec.service)
                service.monitors.push_back(row);
        }
    }
    return world;
}

} // namespace Wf::TestKit
