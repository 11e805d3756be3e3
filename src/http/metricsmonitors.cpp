// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/metricsparts.h"

#include "domain/checkspec.h"
#include "domain/sample.h"

#include <algorithm>

namespace Wf::Http {

namespace {
    /// One check or heartbeat, with what was counted of it.
    template <class Counts> struct Told {
        const Ports::MonitorRow *row;
        const Counts *counts; ///< null: it is that new
        QString name;
        Labels labels; ///< its id and its name
    };
    using Checks = std::vector<Told<Ports::CheckCounts>>;
    using Beats = std::vector<Told<Ports::HeartbeatCounts>>;
    enum class Histograms : quint8 { Apart, Together };

    template <class Counts> const Counts *countsOf(const std::vector<Counts> &all, const MonitorId &id)
    {
        const auto found = std::ranges::lower_bound(all, id, {}, &Counts::monitor);
        return found != all.end() && found->monitor == id ? &*found : nullptr;
    }

    QString nameOf(const Ports::ServiceRow &service, const Ports::MonitorRow &row)
    {
        return service.service.displayName % u" / " % row.spec.name;
    }

    Checks checksOf(const MetricsInput &input)
    {
        Checks checks;
        for (const Ports::ServiceRow &service : input.world.services) {
            for (const Ports::MonitorRow &row : service.monitors) {
                if (!row.spec.check)
                    continue;
                const QString name = nameOf(service, row);
                checks.push_back({ &row, countsOf(input.telemetry.checks, row.spec.id), name,
                    labels({ { "monitor_id", row.spec.id.value }, { "monitor_name", name } }) });
            }
        }
        return checks;
    }

    Beats beatsOf(const MetricsInput &input)
    {
        Beats beats;
        for (const Ports::ServiceRow &service : input.world.services) {
            for (const Ports::MonitorRow &row : service.monitors) {
                if (!row.spec.heartbeat || !row.heartbeat)
                    continue;
                const QString name = nameOf(service, row);
                beats.push_back({ &row, countsOf(input.telemetry.heartbeats, row.spec.id), name,
                    labels({ { "heartbeat_id", row.spec.id.value }, { "heartbeat_name", name } }) });
            }
        }
        return beats;
    }

    double inSeconds(Instant at)
    {
        return double(toEpochMillis(at)) / 1000.0;
    }

    /// What is asked, without anything that may be a secret: of an address neither user nor query.
    QString shownTarget(const Domain::CheckSpec &spec)
    {
        return Domain::targetText(spec).section(u'?', 0, 0);
    }

    /// 1 or 0, or nothing while nobody knows: unseen is neither.
    std::optional<double> upness(const Domain::MonitorState &state)
    {
        if (state.paused || state.health == Domain::PollerHealth::Broken || !Domain::isKnown(state.status))
            return std::nullopt;
        return Domain::isUp(state.status) ? 1 : 0;
    }

    /// A value of each of them; nothing where there is none.
    template <class All, class Value> void each(Exposition &text, const All &all, Value value)
    {
        for (const auto &one : all) {
            if (const auto number = value(one))
                text.add(one.labels, *number);
        }
    }

    void addRuns(Exposition &text, const Checks &checks)
    {
        text.begin("uptime_website_checks_total", MetricType::Counter,
            "Runs of own checks that found the target up, or not; runs that say nothing are left out");
        for (const auto &check : checks) {
            if (!check.counts)
                continue;
            text.add(withLabel(check.labels, { "status", QStringLiteral("success") }), check.counts->succeeded);
            text.add(withLabel(check.labels, { "status", QStringLiteral("failure") }), check.counts->failed);
        }
    }

    void addStates(Exposition &text, const Checks &checks)
    {
        text.begin("uptime_website_status", MetricType::Gauge,
            "1 up, 0 not; absent while nobody knows (paused, not asked yet, blind)");
        for (const auto &check : checks) {
            if (const auto up = upness(check.row->state))
                text.add(withLabel(check.labels, { "url", shownTarget(*check.row->spec.check) }), *up);
        }
        text.begin("uptime_website_consecutive_failures", MetricType::Gauge, "Runs in a row that found it not up");
        each(text, checks,
            [](const auto &check) { return check.counts ? std::optional(check.counts->failing) : std::nullopt; });
        text.begin("uptime_website_uptime_percentage", MetricType::Gauge,
            "Share of the runs of this hour and the 23 before that found it up; absent without a run");
        each(text, checks,
            [](const auto &check) { return check.counts ? check.counts->uptimeDay : std::optional<double>(); });
        text.begin("uptime_website_last_check_timestamp", MetricType::Gauge,
            "When the last run ended, in seconds since 1970");
        each(text, checks, [](const auto &check) {
            const auto &at = check.row->state.polledAt;
            return at ? std::optional(inSeconds(*at)) : std::nullopt;
        });
    }

    void addPhase(Exposition &text, const Checks &checks, std::optional<Domain::Micros> Domain::Phases::*phase)
    {
        each(text, checks, [phase](const auto &check) {
            const Domain::CheckResult *last = check.row->state.check.get();
            const auto took = last ? last->phases.*phase : std::nullopt;
            return took ? std::optional(std::chrono::duration<double>(*took).count()) : std::nullopt;
        });
    }

    void addLastRuns(Exposition &text, const Checks &checks)
    {
        text.begin("uptime_website_dns_resolution_time_seconds", MetricType::Gauge,
            "Time that finding the address took in the last run");
        addPhase(text, checks, &Domain::Phases::resolve);
        text.begin("uptime_website_tcp_connection_time_seconds", MetricType::Gauge,
            "Time that connecting took in the last run");
        addPhase(text, checks, &Domain::Phases::connect);
        text.begin("uptime_website_ssl_expiry_timestamp_seconds", MetricType::Gauge,
            "When the certificate that the last run saw expires, in seconds since 1970");
        each(text, checks, [](const auto &check) {
            const Domain::CheckResult *last = check.row->state.check.get();
            const bool seen = last && last->certificate && last->certificate->notAfter;
            return seen ? std::optional(inSeconds(*last->certificate->notAfter)) : std::nullopt;
        });
    }

    Labels allChecks()
    {
        return labels({ { "monitor_id", QStringLiteral("*") }, { "monitor_name", QStringLiteral("*") } });
    }

    void addAnswers(Exposition &text, const Labels &labels, const std::map<int, Ports::Distribution> &answers)
    {
        for (const auto &[code, distribution] : answers) {
            const QString word = code < 10 ? QString::number(code) % u"xx" : QString::number(code);
            text.add(withLabel(labels, { "status_code", word }), distribution);
        }
    }

    void addDurations(Exposition &text, const Checks &checks, Histograms how)
    {
        text.begin("uptime_website_check_duration_seconds", MetricType::Histogram, "Time that whole runs took");
        Ports::Distribution all(Ports::kRunBounds);
        for (const auto &check : checks) {
            if (check.counts && how == Histograms::Apart)
                text.add(check.labels, check.counts->total);
            else if (check.counts)
                all.add(check.counts->total);
        }
        if (how == Histograms::Together)
            text.add(allChecks(), all);
    }

    void addResponses(Exposition &text, const Checks &checks, Histograms how)
    {
        text.begin("uptime_website_response_time_seconds", MetricType::Histogram,
            "Time until the first byte of an HTTP answer came, by its status");
        std::map<int, Ports::Distribution> all;
        for (const auto &check : checks) {
            if (check.counts && how == Histograms::Apart)
                addAnswers(text, check.labels, check.counts->answers);
            else if (check.counts) {
                for (const auto &[code, distribution] : check.counts->answers)
                    all[code].add(distribution);
            }
        }
        addAnswers(text, allChecks(), all);
    }

    /// Heartbeats stand among the monitors here: told by the same labels.
    struct Outages {
        Labels labels;
        QString type;
        const Ports::OutageCounts *counts;
    };

    std::vector<Outages> outagesOf(const Checks &checks, const Beats &beats)
    {
        std::vector<Outages> all;
        all.reserve(checks.size() + beats.size());
        for (const auto &check : checks) {
            if (check.counts)
                all.push_back({ check.labels, QStringLiteral("website"), &check.counts->outages });
        }
        for (const auto &beat : beats) {
            if (beat.counts)
                all.push_back(
                    { labels({ { "monitor_id", beat.row->spec.id.value }, { "monitor_name", beat.name } }),
                        QStringLiteral("heartbeat"), &beat.counts->outages });
        }
        return all;
    }

    void addOutages(Exposition &text, const std::vector<Outages> &all, Histograms how)
    {
        text.begin("uptime_downtime_events_total", MetricType::Counter, "Confirmed outages that began, by reason");
        for (const Outages &one : all) {
            const Labels typed = withLabel(one.labels, { "monitor_type", one.type });
            for (const auto &[reason, count] : one.counts->begun) {
                if (count > 0 || how == Histograms::Apart)
                    text.add(withLabel(typed, { "reason", Domain::word(reason) }), count);
            }
        }
        text.begin("uptime_recovery_events_total", MetricType::Counter, "Confirmed outages that ended");
        for (const Outages &one : all)
            text.add(withLabel(one.labels, { "monitor_type", one.type }), one.counts->recoveries);
        text.begin("uptime_downtime_duration_seconds", MetricType::Histogram, "Length of outages that ended");
        Ports::Distribution together(Ports::kOutageBounds);
        for (const Outages &one : all) {
            if (how == Histograms::Apart)
                text.add(one.labels, one.counts->length);
            else
                together.add(one.counts->length);
        }
        if (how == Histograms::Together)
            text.add(allChecks(), together);
    }

    void addPings(Exposition &text, const Beats &beats)
    {
        text.begin("uptime_heartbeat_pings_total", MetricType::Counter,
            "Pings that told of a success: in time, or when the heartbeat was overdue");
        for (const auto &beat : beats) {
            if (!beat.counts)
                continue;
            text.add(withLabel(beat.labels, { "status", QStringLiteral("on_time") }), beat.counts->onTime);
            text.add(withLabel(beat.labels, { "status", QStringLiteral("late") }), beat.counts->late);
        }
        text.begin("uptime_heartbeat_missed_total", MetricType::Counter, "Deadlines that passed without a ping");
        each(text, beats,
            [](const auto &beat) { return beat.counts ? std::optional(beat.counts->missed) : std::nullopt; });
    }

    void addBeats(Exposition &text, const Beats &beats, Instant now)
    {
        using Domain::HeartbeatStatus;
        text.begin("uptime_heartbeat_status", MetricType::Gauge,
            "1 up (late within its grace too), 0 down; absent while new or paused");
        each(text, beats, [](const auto &beat) -> std::optional<double> {
            const HeartbeatStatus status = beat.row->heartbeat->state.status;
            if (status != HeartbeatStatus::Up && status != HeartbeatStatus::Down)
                return std::nullopt;
            return status == HeartbeatStatus::Up ? 1 : 0;
        });
        const auto lastPing = [](const auto &beat) { return beat.row->heartbeat->state.lastPing; };
        text.begin("uptime_heartbeat_last_ping_timestamp", MetricType::Gauge,
            "When the last success or failure was told, in seconds since 1970");
        each(text, beats, [&](const auto &beat) {
            return lastPing(beat) ? std::optional(inSeconds(*lastPing(beat))) : std::nullopt;
        });
        text.begin("uptime_heartbeat_time_since_last_ping_seconds", MetricType::Gauge,
            "Time since then; absent while paused");
        each(text, beats, [&](const auto &beat) {
            const bool paused = beat.row->heartbeat->state.status == HeartbeatStatus::Paused;
            const bool told = lastPing(beat) && !paused;
            return told ? std::optional(double(std::max(now - *lastPing(beat), Millis { 0 }).count()) / 1000.0)
                        : std::nullopt;
        });
        text.begin("uptime_heartbeat_grace_period_seconds", MetricType::Gauge, "How late a ping may come");
        each(text, beats,
            [](const auto &beat) { return std::optional(double(beat.row->spec.heartbeat->grace.count())); });
    }

    /// Untyped: the name is a counter's, the value is none.
    void addActive(Exposition &text, const Ports::Snapshot &world)
    {
        quint64 checks = 0;
        quint64 beats = 0;
        quint64 vendors = 0;
        for (const Ports::ServiceRow &service : world.services) {
            for (const Ports::MonitorRow &row : service.monitors) {
                if (!row.state.paused && !row.spec.isManual())
                    ++(row.spec.check ? checks : row.spec.isHeartbeat() ? beats : vendors);
            }
        }
        text.begin("uptime_active_monitors_total", MetricType::Untyped, "Monitors that are not paused");
        const auto add = [&](const QString &type, quint64 count) {
            text.add(labels({ { "monitor_type", type } }), count);
        };
        add(QStringLiteral("website"), checks);
        add(QStringLiteral("heartbeat"), beats);
        add(QStringLiteral("vendor"), vendors);
    }
} // namespace

void addMonitors(Exposition &text, const MetricsInput &input)
{
    const Checks checks = checksOf(input);
    const Beats beats = beatsOf(input);
    const auto how = checks.size() > kChecksApart ? Histograms::Together : Histograms::Apart;
    addActive(text, input.world);
    addRuns(text, checks);
    addStates(text, checks);
    addLastRuns(text, checks);
    addDurations(text, checks, how);
    addResponses(text, checks, how);
    addOutages(text, outagesOf(checks, beats), how);
    addPings(text, beats);
    addBeats(text, beats, input.now);
}

} // namespace Wf::Http
