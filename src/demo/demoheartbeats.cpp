// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/demoheartbeats.h"

#include <algorithm>
#include <array>

namespace Wf::Demo {

namespace {
    using namespace std::chrono_literals;
    using Domain::PingKind;

    struct JobLine {
        const char *service;
        const char *name;
        const char *schedule;
        const char *zone;
        const char *slug;
        int graceMinutes;
        int minutesAgo; ///< its last ping; 0: where its schedule has it
        int usualSeconds; ///< that a run takes
        bool running;
    };

    constexpr std::array kJobs = std::to_array<JobLine>({
        { "payroll", "nightly export", "3600", "", "payroll-export", 20, 175, 260, false },
        { "netsuite", "hourly booking", "3600", "", "hourly-booking", 30, 74, 95, false },
        { "deploys", "release train", "1800", "", "release-train", 15, 26, 410, true },
        { "datadog", "log archive", "0 2 * * 1-5", "Europe/Paris", "log-archive", 60, 0, 1'340, false },
        { "dropbox", "weekly copy", "Sun 03:30", "Europe/Paris", "weekly-copy", 120, 0, 5'400, false },
        { "dns", "zone check", "900", "", "zone-check", 5, 6, 4, false },
    });
    constexpr int kPings = 24;

    const JobLine *lineOf(const Domain::MonitorSpec &monitor)
    {
        const auto line = std::ranges::find_if(
            kJobs, [&](const JobLine &each) { return monitor.service.value == QLatin1String(each.service); });
        return line == kJobs.end() ? nullptr : &*line;
    }

    Domain::HeartbeatSpec specOf(const JobLine &line)
    {
        Domain::HeartbeatSpec spec;
        spec.slug = QString::fromLatin1(line.slug);
        if (auto schedule =
                Domain::parseSchedule(QString::fromLatin1(line.schedule), QString::fromLatin1(line.zone)))
            spec.schedule = std::move(*schedule);
        spec.grace = Seconds { line.graceMinutes * 60 };
        spec.downStatus = Domain::Status::Degraded;
        return spec;
    }

    /// When it was pinged, oldest first.
    std::vector<Instant> pingTimes(const JobLine &line, const Domain::Schedule &schedule, Instant now)
    {
        std::vector<Instant> times;
        if (const auto period = schedule.period()) {
            const Instant last = now - std::chrono::minutes { line.minutesAgo };
            for (int i = kPings - 1; i >= 0; --i)
                times.push_back(last - i * Millis { *period });
            return times;
        }
        Instant at = now - 24h * 7 * 8;
        while (const auto next = Domain::next(schedule, at)) {
            if (*next + Seconds { line.usualSeconds } > now)
                break;
            times.push_back(*next + Seconds { line.usualSeconds });
            at = *next;
        }
        if (times.size() > kPings)
            times.erase(times.begin(), times.end() - kPings);
        return times;
    }

    Domain::Ping pingOf(PingKind kind, Instant at)
    {
        Domain::Ping ping;
        ping.kind = kind;
        ping.method = kind == PingKind::Start ? QStringLiteral("GET") : QStringLiteral("POST");
        ping.source = QStringLiteral("192.0.2.14");
        ping.userAgent = QStringLiteral("curl/7.88.1");
        ping.at = at;
        return ping;
    }

    void take(Beat &beat, const Domain::HeartbeatSpec &spec, const Domain::Ping &ping)
    {
        beat.row.state = Domain::apply(beat.row.state, ping, spec).state;
        beat.pings.push_back({ beat.row.id, beat.row.state.pings, ping,
            ping.kind == PingKind::Start ? std::nullopt : beat.row.state.lastDuration, QStringLiteral("https"),
            Domain::KeyUse::Current, false });
    }

    Domain::Ping endOf(const JobLine &line, size_t number, Instant at)
    {
        const bool failed = number == 9 && line.usualSeconds > 200;
        Domain::Ping ping = pingOf(failed ? PingKind::Fail : PingKind::Success, at);
        ping.exitStatus = failed ? 3 : 0;
        ping.body = failed ? QByteArray("export: could not write part 4 of 7: no space left on device\n")
                           : QByteArray("done\n");
        return ping;
    }
} // namespace

void addHeartbeats(std::vector<Domain::Service> &services)
{
    for (const JobLine &line : kJobs) {
        const auto service = std::ranges::find_if(
            services, [&](const Domain::Service &each) { return each.id.value == QLatin1String(line.service); });
        if (service == services.end())
            continue;
        Domain::MonitorSpec monitor;
        monitor.service = service->id;
        monitor.kind = QStringLiteral("heartbeat");
        monitor.name = QString::fromLatin1(line.name);
        monitor.id = MonitorId(service->id.value % QStringLiteral(".heartbeat"));
        monitor.heartbeat = specOf(line);
        service->monitors.push_back(monitor);
    }
}

Beat beatOf(const Domain::MonitorSpec &monitor, Instant now)
{
    Beat beat;
    beat.row.id = monitor.id;
    const JobLine *line = lineOf(monitor);
    if (!line)
        return beat;
    const Domain::HeartbeatSpec &spec = *monitor.heartbeat;
    const std::vector<Instant> times = pingTimes(*line, spec.schedule, now);
    const auto place = static_cast<int>(line - kJobs.data());
    beat.row.keys.current = QStringLiteral("5e1f0c3%1-9a41-4c77-8d02-6b1f0e9d4a2%1").arg(place);
    beat.row.state = Domain::newHeartbeat(spec, times.empty() ? now : times.front() - 1h);
    for (size_t i = 0; i < times.size(); ++i) {
        const Seconds took { line->usualSeconds + line->usualSeconds * static_cast<int>(i * 37 % 50) / 100 };
        take(beat, spec, pingOf(PingKind::Start, times[i] - took));
        take(beat, spec, endOf(*line, i, times[i]));
    }
    if (line->running)
        take(beat, spec, pingOf(PingKind::Start, now - 3min));
    beat.row.state = Domain::sweep(beat.row.state, now).state;
    return beat;
}

} // namespace Wf::Demo
