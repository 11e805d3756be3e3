// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/metricsparts.h"

namespace Wf::Http {

namespace {
    using Ports::Telemetry;

    Labels delivery(const Ports::DeliveryCounts &counts)
    {
        return labels({ { "alert_type", counts.kind }, { "channel", counts.channel } });
    }

    quint64 failuresOf(const Ports::DeliveryCounts &counts)
    {
        quint64 all = 0;
        for (const auto &[word, count] : counts.failed)
            all += count;
        return all;
    }

    void addDeliveries(Exposition &text, const Telemetry &telemetry)
    {
        text.begin("uptime_alerts_sent_total", MetricType::Counter,
            "Attempts to deliver a message, by whom it is for, channel and outcome");
        for (const auto &counts : telemetry.deliveries) {
            text.add(withLabel(delivery(counts), { "status", QStringLiteral("success") }), counts.delivered);
            text.add(withLabel(delivery(counts), { "status", QStringLiteral("failed") }), failuresOf(counts));
        }
        text.begin("uptime_alerts_failed_total", MetricType::Counter,
            "Attempts to deliver a message that failed, by sort of error");
        for (const auto &counts : telemetry.deliveries) {
            for (const auto &[word, count] : counts.failed)
                text.add(withLabel(delivery(counts), { "error_type", word }), count);
        }
        text.begin("uptime_alert_delivery_duration_seconds", MetricType::Histogram,
            "Time from the decision to the delivery of a message");
        for (const auto &counts : telemetry.deliveries)
            text.add(delivery(counts), counts.delay);
        text.begin("uptime_alert_retry_attempts_total", MetricType::Counter,
            "Attempts to deliver a message that were not its first");
        for (const auto &counts : telemetry.deliveries)
            text.add(delivery(counts), counts.retries);
    }

    void addApi(Exposition &text, const Traffic &traffic)
    {
        text.begin("uptime_api_requests_total", MetricType::Counter,
            "Requests answered, by pattern of the path, method and HTTP status");
        for (const auto &[key, count] : traffic.requests())
            text.add(labels({ { "endpoint", QString::fromLatin1(key.endpoint) },
                         { "method", QString::fromLatin1(key.method) },
                         { "status_code", QString::number(key.status) } }),
                count);
        text.begin("uptime_api_auth_attempts_total", MetricType::Counter,
            "Requests that needed a token: it was right, missing, wrong, or none is configured");
        const auto add = [&](const QString &word, TokenOutcome outcome) {
            text.add(labels({ { "status", word } }), traffic.tokens(outcome));
        };
        add(QStringLiteral("success"), TokenOutcome::Accepted);
        add(QStringLiteral("missing"), TokenOutcome::Missing);
        add(QStringLiteral("wrong"), TokenOutcome::Wrong);
        add(QStringLiteral("not_configured"), TokenOutcome::NotConfigured);
    }

    void addStore(Exposition &text, const Telemetry &telemetry)
    {
        const auto call = [](const Ports::StoreCounts &counts) {
            return labels({ { "model", counts.model }, { "operation", counts.operation } });
        };
        text.begin("uptime_db_query_duration_seconds", MetricType::Histogram,
            "Time that the caller of the database waited, by what was asked");
        for (const auto &counts : telemetry.store)
            text.add(call(counts), counts.duration);
        text.begin("uptime_db_slow_queries_total", MetricType::Counter,
            "Calls of the database that took longer than 100 ms");
        for (const auto &counts : telemetry.store)
            text.add(call(counts), counts.slow);
        text.begin("watchfloor_db_failures_total", MetricType::Counter, "Calls of the database that it refused");
        for (const auto &counts : telemetry.store)
            text.add(call(counts), counts.failed);
    }

    void addVendors(Exposition &text, const Telemetry &telemetry)
    {
        text.begin("uptime_external_api_requests_total", MetricType::Counter,
            "Questions to vendors' status pages, by host and outcome");
        for (const auto &counts : telemetry.vendors) {
            const Labels host = labels({ { "service", counts.host } });
            text.add(withLabel(host, { "status", QStringLiteral("success") }), counts.succeeded);
            text.add(withLabel(host, { "status", QStringLiteral("failure") }), counts.failed);
        }
        text.begin("uptime_external_api_duration_seconds", MetricType::Histogram,
            "Time that a vendor's status page took to answer, with repeats, by host");
        for (const auto &counts : telemetry.vendors)
            text.add(labels({ { "service", counts.host } }), counts.duration);
        text.begin("watchfloor_vendor_unmapped_words_total", MetricType::Counter,
            "Words on vendors' status pages that Watchfloor does not know, at each reading, by kind of page");
        for (const auto &counts : telemetry.unmapped)
            text.add(labels({ { "kind", counts.kind } }), counts.words);
    }

    void addChecks(Exposition &text, const Telemetry &telemetry)
    {
        text.begin("watchfloor_check_start_lateness_seconds", MetricType::Histogram,
            "Time between when a question was due and when it was asked");
        text.add({}, telemetry.startLateness);
        text.begin("watchfloor_check_place_wait_seconds", MetricType::Histogram,
            "Time that a check waited for a place among those that run at once");
        text.add({}, telemetry.load.waited);
        text.begin("watchfloor_checks", MetricType::Gauge, "Own checks that run and that wait for a place");
        text.add(labels({ { "state", QStringLiteral("running") } }), double(telemetry.load.running));
        text.add(labels({ { "state", QStringLiteral("waiting") } }), double(telemetry.load.waiting));
        text.begin("watchfloor_checks_dropped_total", MetricType::Counter,
            "Own checks that were not asked because too many waited");
        text.add({}, telemetry.load.dropped);
    }
} // namespace

void addWorkings(Exposition &text, const MetricsInput &input)
{
    addDeliveries(text, input.telemetry);
    addApi(text, input.traffic);
    addStore(text, input.telemetry);
    addVendors(text, input.telemetry);
    addChecks(text, input.telemetry);
}

} // namespace Wf::Http
