// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/metrics.h"

#include "http/processinfo.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <limits>
#include <sstream>

namespace Wf::Http {

namespace {
    using prometheus::ClientMetric;
    using prometheus::MetricFamily;
    using prometheus::MetricType;
    using Families = std::vector<MetricFamily>;

    struct Label {
        const char *name;
        QString value;
    };

    ClientMetric labelled(const std::vector<Label> &labels)
    {
        ClientMetric metric;
        for (const Label &label : labels)
            metric.label.push_back({ label.name, label.value.toStdString() });
        return metric;
    }

    ClientMetric gauge(double value, const std::vector<Label> &labels = {})
    {
        ClientMetric metric = labelled(labels);
        metric.gauge.value = value;
        return metric;
    }

    ClientMetric counter(double value, const std::vector<Label> &labels = {})
    {
        ClientMetric metric = labelled(labels);
        metric.counter.value = value;
        return metric;
    }

    void add(
        Families &families, const char *name, const char *help, MetricType type, std::vector<ClientMetric> metrics)
    {
        families.push_back({ name, help, type, std::move(metrics) });
    }

    std::vector<ClientMetric> pollCounts(const Ports::EngineStats &stats)
    {
        std::vector<ClientMetric> metrics;
        for (const auto &poll : stats.polls) {
            metrics.push_back(
                counter(double(poll.count), { { "service", poll.service.value }, { "outcome", poll.outcome } }));
        }
        return metrics;
    }

    std::vector<ClientMetric> alertCounts(
        const std::vector<Ports::EngineStats::AlertCount> &counts, const char *label)
    {
        std::vector<ClientMetric> metrics;
        metrics.reserve(counts.size());
        for (const auto &alert : counts)
            metrics.push_back(counter(double(alert.count), { { "kind", alert.kind }, { label, alert.label } }));
        return metrics;
    }

    ClientMetric histogram(const Ports::EngineStats::PollDuration &duration)
    {
        ClientMetric metric = labelled({ { "poll_type", duration.pollType } });
        quint64 cumulative = 0;
        size_t i = 0;
        const auto countAt = [&](size_t bucket) {
            return bucket < duration.buckets.size() ? duration.buckets[bucket] : quint64(0);
        };
        for (const double bound : Ports::EngineStats::kPollDurationBounds) {
            cumulative += countAt(i++);
            metric.histogram.bucket.push_back({ cumulative, bound });
        }
        cumulative += countAt(i);
        metric.histogram.bucket.push_back({ cumulative, std::numeric_limits<double>::infinity() });
        metric.histogram.sample_count = cumulative;
        metric.histogram.sample_sum = duration.sumSeconds;
        return metric;
    }

    void addPolling(Families &families, const Ports::EngineStats &stats)
    {
        std::vector<ClientMetric> durations;
        for (const auto &duration : stats.durations)
            durations.push_back(histogram(duration));
        add(families, "poll_duration_seconds", "Time that one question took, by poll type", MetricType::Histogram,
            std::move(durations));
        add(families, "poll_total", "Answers to questions, by service and outcome", MetricType::Counter,
            pollCounts(stats));
        add(families, "poll_cycles_total", "Ticks of the engine, by outcome", MetricType::Counter,
            { counter(double(stats.cyclesCompleted), { { "outcome", QStringLiteral("completed") } }),
                counter(double(stats.cyclesErrored), { { "outcome", QStringLiteral("errored") } }) });
        add(families, "watchfloor_late_starts_total", "Questions asked later than they were due",
            MetricType::Counter, { counter(double(stats.lateStarts)) });
    }

    void addServices(Families &families, const Ports::Snapshot &world)
    {
        std::vector<ClientMetric> statuses;
        std::vector<ClientMetric> healths;
        for (const Ports::ServiceRow &row : world.services) {
            const std::vector<Label> labels { { "service", row.id().value } };
            statuses.push_back(gauge(double(static_cast<int>(row.state.effective())), labels));
            healths.push_back(gauge(double(static_cast<int>(row.state.health)), labels));
        }
        add(families, "service_status", "0 operational, 1 degraded, 2 partial outage, 3 major outage, 4 unknown",
            MetricType::Gauge, std::move(statuses));
        add(families, "poller_health_state", "0 healthy, 1 degraded, 2 broken: status is not to be believed",
            MetricType::Gauge, std::move(healths));
        std::vector<ClientMetric> breakers;
        for (const Ports::BreakerRow &breaker : world.breakers)
            breakers.push_back(gauge(double(breaker.state), { { "host", breaker.host } }));
        add(families, "circuit_breaker_state", "0 closed, 1 opened, 2 half opened", MetricType::Gauge,
            std::move(breakers));
    }

    void addAlerts(Families &families, const Ports::EngineStats &stats)
    {
        add(families, "alerts_sent_total", "Alerts decided to be sent", MetricType::Counter,
            alertCounts(stats.sent, "severity"));
        add(families, "alerts_suppressed_total", "Alerts decided not to be sent, by reason", MetricType::Counter,
            alertCounts(stats.suppressed, "reason"));
        add(families, "watchfloor_outbox_messages", "Messages that wait, and messages given up", MetricType::Gauge,
            { gauge(double(stats.outboxQueued), { { "state", QStringLiteral("queued") } }),
                gauge(double(stats.outboxDead), { { "state", QStringLiteral("dead") } }) });
        add(families, "watchfloor_deliveries_total", "Attempts to deliver a message, by outcome",
            MetricType::Counter,
            { counter(double(stats.deliveries), { { "outcome", QStringLiteral("delivered") } }),
                counter(double(stats.deliveryFailures), { { "outcome", QStringLiteral("failed") } }) });
    }

    void addHeartbeat(Families &families, const Ports::EngineStats &stats, Instant now)
    {
        std::vector<ClientMetric> age;
        if (stats.heartbeatAt) {
            const double millis = double(std::max(now - *stats.heartbeatAt, Millis { 0 }).count());
            age.push_back(gauge(millis / 1000.0));
        }
        add(families, "scheduler_last_heartbeat_seconds", "Age of the engine's last completed tick",
            MetricType::Gauge, std::move(age));
    }

    void addProcess(Families &families)
    {
        const ProcessInfo info = processInfo();
        const auto value = [&](const char *name, const char *help, MetricType type, std::optional<double> number) {
            if (number)
                add(families, name, help, type,
                    { type == MetricType::Counter ? counter(*number) : gauge(*number) });
        };
        value("process_cpu_seconds_total", "Processor time spent", MetricType::Counter, info.cpuSeconds);
        value("process_resident_memory_bytes", "Resident memory", MetricType::Gauge, info.residentBytes);
        value("process_virtual_memory_bytes", "Virtual memory", MetricType::Gauge, info.virtualBytes);
        value("process_open_fds", "Open files", MetricType::Gauge, info.openFiles);
        value("process_start_time_seconds", "Start, in seconds since 1970", MetricType::Gauge, info.startedAt);
        add(families, "watchfloor_build_info", "1; what runs here", MetricType::Gauge,
            { gauge(
                1, { { "version", QStringLiteral(WF_VERSION) }, { "qt_version", QLatin1String(qVersion()) } }) });
    }
} // namespace

QByteArray metricsText(const Ports::Snapshot &world, const Ports::EngineStats &stats, Instant now)
{
    Families families;
    addPolling(families, stats);
    addServices(families, world);
    addAlerts(families, stats);
    addHeartbeat(families, stats, now);
    addProcess(families);
    std::ostringstream text;
    text.imbue(std::locale::classic());
    prometheus::TextSerializer().Serialize(text, families);
    return QByteArray::fromStdString(text.str());
}

} // namespace Wf::Http
