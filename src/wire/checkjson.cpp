// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/checkjson.h"

#include "domain/heartbeat.h"

namespace Wf::Wire {

namespace {
    QJsonObject phases(const Domain::Phases &phases)
    {
        return { { QStringLiteral("resolve_ms"), millis(phases.resolve) },
            { QStringLiteral("connect_ms"), millis(phases.connect) },
            { QStringLiteral("tls_ms"), millis(phases.tls) },
            { QStringLiteral("first_byte_ms"), millis(phases.firstByte) },
            { QStringLiteral("transfer_ms"), millis(phases.transfer) } };
    }

    QJsonValue certificate(const std::optional<Domain::CertificateInfo> &certificate)
    {
        if (!certificate)
            return QJsonValue::Null;
        return QJsonObject { { QStringLiteral("subject"), text(certificate->subject) },
            { QStringLiteral("issuer"), text(certificate->issuer) },
            { QStringLiteral("not_before"), time(certificate->notBefore) },
            { QStringLiteral("not_after"), time(certificate->notAfter) },
            { QStringLiteral("protocol"), text(certificate->protocol) } };
    }

    QJsonArray assertions(const std::vector<Domain::AssertionOutcome> &outcomes)
    {
        QJsonArray list;
        for (const Domain::AssertionOutcome &outcome : outcomes)
            list.append(QJsonObject { { QStringLiteral("expected"), outcome.expected },
                { QStringLiteral("found"), outcome.found }, { QStringLiteral("held"), outcome.held } });
        return list;
    }
} // namespace

QJsonValue millis(const std::optional<Domain::Micros> &time)
{
    return time ? QJsonValue(double(time->count()) / 1000.0) : QJsonValue();
}

QJsonObject checkResult(const Domain::CheckResult &result)
{
    QJsonObject object = phases(result.phases);
    object.insert(QStringLiteral("total_ms"), millis(result.total));
    object.insert(QStringLiteral("code"), result.code);
    object.insert(QStringLiteral("bytes"), result.bytes);
    object.insert(QStringLiteral("peer"), text(result.peer));
    object.insert(QStringLiteral("certificate"), certificate(result.certificate));
    object.insert(QStringLiteral("domain_expires_at"), time(result.domainExpiry));
    object.insert(QStringLiteral("assertions"), assertions(result.assertions));
    object.insert(QStringLiteral("failure"), text(result.failure));
    object.insert(QStringLiteral("redirects"), QJsonArray::fromStringList(result.hops));
    object.insert(QStringLiteral("output"), text(result.output));
    return object;
}

QString pingPath(const Ports::HeartbeatView &view)
{
    return QStringLiteral("/ping/") + view.keys.current;
}

QJsonObject heartbeat(const Domain::HeartbeatSpec &spec, const Ports::HeartbeatView &view, Instant now)
{
    const Domain::HeartbeatState &state = view.state;
    return { { QStringLiteral("status"), Domain::word(Domain::display(state, now)) },
        { QStringLiteral("started"), state.isStarted() },
        { QStringLiteral("schedule"), spec.schedule.expression() },
        { QStringLiteral("schedule_kind"), Domain::word(spec.schedule.kind()) },
        { QStringLiteral("tz"), spec.schedule.zone() }, { QStringLiteral("grace"), qint64(spec.grace.count()) },
        { QStringLiteral("slug"), text(spec.slug) }, { QStringLiteral("n_pings"), state.pings },
        { QStringLiteral("last_ping"), time(state.lastPing) },
        { QStringLiteral("last_start"), time(state.lastStart) },
        { QStringLiteral("next_ping"), time(state.graceStart()) },
        { QStringLiteral("deadline"), time(state.deadline) },
        { QStringLiteral("last_duration"), exactSeconds(state.lastDuration) },
        { QStringLiteral("last_exit_status"),
            state.lastExitStatus ? QJsonValue(*state.lastExitStatus) : QJsonValue() },
        { QStringLiteral("late_by_seconds"), double(Domain::lateBy(state, now).count()) / 1000.0 } };
}

QJsonObject sample(const Domain::Sample &sample)
{
    QJsonObject object = phases(sample.phases);
    object.insert(QStringLiteral("at"), time(sample.at));
    object.insert(QStringLiteral("status"), Domain::word(sample.status));
    object.insert(QStringLiteral("up"), Domain::isUp(sample.status));
    object.insert(QStringLiteral("total_ms"), millis(sample.total));
    object.insert(QStringLiteral("code"), sample.code);
    object.insert(QStringLiteral("bytes"), sample.bytes);
    object.insert(QStringLiteral("failure"), text(sample.failure));
    return object;
}

QJsonObject bucket(const Domain::Bucket &bucket)
{
    QJsonObject object = summary(Ports::summaryOf(bucket.tally));
    object.insert(QStringLiteral("start"), time(bucket.start));
    object.insert(QStringLiteral("width_seconds"), double(bucket.width.count()) / 1000.0);
    return object;
}

QJsonArray results(const Ports::ResultPage &page)
{
    QJsonArray list;
    for (const Domain::Sample &each : page.samples)
        list.append(sample(each));
    for (const Domain::Bucket &each : page.buckets)
        list.append(bucket(each));
    return list;
}

QJsonObject summary(const Ports::ResultSummary &summary)
{
    return { { QStringLiteral("count"), summary.count }, { QStringLiteral("failures"), summary.failures },
        { QStringLiteral("degraded"), summary.degraded }, { QStringLiteral("unknown"), summary.unknown },
        { QStringLiteral("uptime_pct"), percent(summary.uptime) },
        { QStringLiteral("p50_ms"), millis(summary.p50) }, { QStringLiteral("p95_ms"), millis(summary.p95) },
        { QStringLiteral("p99_ms"), millis(summary.p99) }, { QStringLiteral("min_ms"), millis(summary.min) },
        { QStringLiteral("mean_ms"), millis(summary.mean) }, { QStringLiteral("max_ms"), millis(summary.max) } };
}

QJsonObject ping(const Ports::PingRow &row)
{
    const Domain::Ping &ping = row.ping;
    return { { QStringLiteral("n"), row.number }, { QStringLiteral("type"), Domain::word(ping.kind) },
        { QStringLiteral("date"), time(ping.at) }, { QStringLiteral("scheme"), row.scheme },
        { QStringLiteral("remote_addr"), text(ping.source) }, { QStringLiteral("method"), ping.method },
        { QStringLiteral("ua"), text(ping.userAgent) }, { QStringLiteral("rid"), text(ping.rid) },
        { QStringLiteral("exit_status"), ping.exitStatus ? QJsonValue(*ping.exitStatus) : QJsonValue() },
        { QStringLiteral("duration"), exactSeconds(row.duration) },
        { QStringLiteral("previous_key"), row.key == Domain::KeyUse::Previous },
        { QStringLiteral("has_body"), row.hasBody } };
}

} // namespace Wf::Wire
