// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/metrics.h"

#include "http/metricsparts.h"
#include "http/processinfo.h"

namespace Wf::Http {

namespace {
    void addPolling(Exposition &text, const Ports::EngineStats &stats)
    {
        text.begin("poll_duration_seconds", MetricType::Histogram, "Time that one question took, by poll type");
        for (const auto &duration : stats.durations) {
            Ports::Distribution distribution(Ports::EngineStats::kPollDurationBounds);
            distribution.counts = duration.buckets;
            distribution.sum = duration.sumSeconds;
            text.add(labels({ { "poll_type", duration.pollType } }), distribution);
        }
        text.begin("poll_total", MetricType::Counter, "Answers to questions, by service and outcome");
        for (const auto &poll : stats.polls)
            text.add(labels({ { "service", poll.service.value }, { "outcome", poll.outcome } }), poll.count);
        text.begin("poll_cycles_total", MetricType::Counter, "Ticks of the engine, by outcome");
        text.add(labels({ { "outcome", QStringLiteral("completed") } }), stats.cyclesCompleted);
        text.add(labels({ { "outcome", QStringLiteral("errored") } }), stats.cyclesErrored);
        text.begin("watchfloor_late_starts_total", MetricType::Counter,
            "Questions asked more than a second later than they were due");
        text.add({}, stats.lateStarts);
    }

    void addServices(Exposition &text, const Ports::Snapshot &world)
    {
        const auto each = [&](auto value) {
            for (const Ports::ServiceRow &row : world.services)
                text.add(labels({ { "service", row.id().value } }), double(value(row)));
        };
        text.begin("service_status", MetricType::Gauge,
            "0 operational, 1 degraded, 2 partial outage, 3 major outage, 4 unknown");
        each([](const Ports::ServiceRow &row) { return static_cast<int>(row.state.effective()); });
        text.begin("poller_health_state", MetricType::Gauge,
            "0 healthy, 1 degraded, 2 broken: status is not to be believed");
        each([](const Ports::ServiceRow &row) { return static_cast<int>(row.state.health); });
        text.begin("circuit_breaker_state", MetricType::Gauge, "0 closed, 1 opened, 2 half opened");
        for (const Ports::BreakerRow &breaker : world.breakers)
            text.add(labels({ { "host", breaker.host } }), double(breaker.state));
    }

    void addAlerts(Exposition &text, const Ports::EngineStats &stats)
    {
        const auto each = [&](const std::vector<Ports::EngineStats::AlertCount> &counts, const char *label) {
            for (const auto &alert : counts)
                text.add(labels({ { "kind", alert.kind }, { label, alert.label } }), alert.count);
        };
        text.begin("alerts_sent_total", MetricType::Counter, "Alerts decided to be sent");
        each(stats.sent, "severity");
        text.begin("alerts_suppressed_total", MetricType::Counter, "Alerts decided not to be sent, by reason");
        each(stats.suppressed, "reason");
        text.begin("watchfloor_outbox_messages", MetricType::Gauge, "Messages that wait, and messages given up");
        text.add(labels({ { "state", QStringLiteral("queued") } }), double(stats.outboxQueued));
        text.add(labels({ { "state", QStringLiteral("dead") } }), double(stats.outboxDead));
        text.begin(
            "watchfloor_deliveries_total", MetricType::Counter, "Attempts to deliver a message, by outcome");
        text.add(labels({ { "outcome", QStringLiteral("delivered") } }), stats.deliveries);
        text.add(labels({ { "outcome", QStringLiteral("failed") } }), stats.deliveryFailures);
    }

    void addBeat(Exposition &text, const Ports::EngineStats &stats, Instant now)
    {
        text.begin(
            "scheduler_last_heartbeat_seconds", MetricType::Gauge, "Age of the engine's last completed tick");
        if (stats.heartbeatAt)
            text.add({}, double(std::max(now - *stats.heartbeatAt, Millis { 0 }).count()) / 1000.0);
    }

    void addProcess(Exposition &text)
    {
        const ProcessInfo info = processInfo();
        const auto value = [&](const char *name, const char *help, MetricType type, std::optional<double> number) {
            if (!number)
                return;
            text.begin(name, type, help);
            text.add({}, *number);
        };
        value("process_cpu_seconds_total", "Processor time spent", MetricType::Counter, info.cpuSeconds);
        value("process_resident_memory_bytes", "Resident memory", MetricType::Gauge, info.residentBytes);
        value("process_virtual_memory_bytes", "Virtual memory", MetricType::Gauge, info.virtualBytes);
        value("process_open_fds", "Open files", MetricType::Gauge, info.openFiles);
        value("process_start_time_seconds", "Start, in seconds since 1970", MetricType::Gauge, info.startedAt);
        text.begin("watchfloor_build_info", MetricType::Gauge, "1; what runs here");
        text.add(
            labels({ { "version", QStringLiteral(WF_VERSION) }, { "qt_version", QLatin1String(qVersion()) } }),
            quint64(1));
    }
} // namespace

QByteArray metricsText(const MetricsInput &input)
{
    Exposition text;
    addPolling(text, input.stats);
    addServices(text, input.world);
    addAlerts(text, input.stats);
    addBeat(text, input.stats, input.now);
    addMonitors(text, input);
    addWorkings(text, input);
    addProcess(text);
    return text.text();
}

} // namespace Wf::Http
