// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/demochecks.h"

#include "domain/checkspec.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Wf::Demo {

namespace {
    using namespace std::chrono_literals;
    using Domain::Micros;
    using Domain::Status;

    struct CheckLine {
        const char *service;
        const char *kind;
        const char *name;
        const char *target;
        int usualMillis;
        int certificateDays; ///< left when the demo begins; 0: there is none to see
    };

    constexpr std::array kChecks = std::to_array<CheckLine>({
        { "okta", "http", "sign-in page", "https://login.northwind.example/health", 128, 61 },
        { "website", "http", "home page", "https://www.northwind.example/", 86, 47 },
        { "website", "tls", "certificate", "www.northwind.example", 41, 47 },
        { "website", "domain", "registration", "northwind.example", 320, 0 },
        { "checkout", "http", "payment API", "https://pay.northwind.example/health", 142, 9 },
        { "vpn-ams", "tls", "edge", "vpn-ams.northwind.example", 58, 24 },
        { "vpn-ams", "tcp", "mail relay", "mx1.northwind.example", 36, 73 },
        { "dns", "dns", "own resolver", "www.northwind.example", 7, 0 },
        { "github", "http", "API", "https://api.github.example/status", 93, 118 },
        { "ci-runners", "http", "runner API", "https://ci.northwind.internal:8443/health", 24, 212 },
        { "slack", "websocket", "socket mode", "wss://ws.slack.example/link", 77, 88 },
    });

    /// Steele's SplitMix64: a number for a number, cheap enough for every run of ninety days.
    quint64 scramble(quint64 seed)
    {
        seed += 0x9E3779B97F4A7C15ULL;
        seed = (seed ^ (seed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        seed = (seed ^ (seed >> 27U)) * 0x94D049BB133111EBULL;
        return seed ^ (seed >> 31U);
    }

    quint64 seedOf(const MonitorId &monitor)
    {
        quint64 seed = 1469598103934665603ULL;
        for (const QChar letter : monitor.value)
            seed = (seed ^ letter.unicode()) * 1099511628211ULL;
        return seed;
    }

    const CheckLine &lineOf(const Domain::MonitorSpec &monitor)
    {
        const auto line = std::ranges::find_if(kChecks, [&](const CheckLine &each) {
            return monitor.service.value == QLatin1String(each.service)
                && monitor.name == QLatin1String(each.name);
        });
        return line == kChecks.end() ? kChecks.front() : *line;
    }

    Domain::CheckSpec specOf(const CheckLine &line)
    {
        Domain::CheckSpec spec;
        const QString kind = QString::fromLatin1(line.kind);
        const QString target = QString::fromLatin1(line.target);
        if (kind == QLatin1String("http")) {
            Domain::HttpSpec http;
            http.url = QUrl(target);
            http.bodyContains = { QStringLiteral("ok") };
            spec.target = http;
            spec.latency = 2s;
            spec.degradedLatency = 800ms;
            spec.certDays = 7;
            spec.onFailure = QLatin1String(line.service) == QLatin1String("github") ? Status::PartialOutage
                                                                                    : Status::MajorOutage;
            spec.link.insecure = target.contains(QLatin1String("internal"));
        } else if (kind == QLatin1String("tls")) {
            spec.target = Domain::TlsSpec { target, 443, {}, QStringLiteral("TLSv1.2") };
            spec.certDays = 14;
        } else if (kind == QLatin1String("tcp")) {
            spec.target = Domain::TcpSpec { target, 25, Domain::StartTls::Smtp, {}, QStringLiteral("220") };
        } else if (kind == QLatin1String("dns")) {
            spec.target = Domain::DnsSpec { target, Domain::DnsType::A, QStringLiteral("192.0.2.53"),
                { QStringLiteral("192.0.2.80") } };
        } else if (kind == QLatin1String("websocket")) {
            Domain::WebSocketSpec socket;
            socket.url = QUrl(target);
            spec.target = socket;
        } else {
            spec.target = Domain::DomainSpec { target, 14 };
        }
        return spec;
    }

    /// What a run comes to, before it is judged.
    struct Pulse {
        Status status = Status::Operational;
        Micros total { 0 };
    };

    /// People work by day; now and then something takes long; trouble takes longer.
    Pulse pulseAt(const MonitorId &monitor, int usualMillis, const Story &story, Instant at)
    {
        const Chapter *chapter = chapterAt(story, at);
        const bool told = chapter && chapter->knowledge == Domain::Knowledge::Seen;
        const quint64 dice = scramble(seedOf(monitor) ^ static_cast<quint64>(toEpochMillis(at)));
        const double hour = static_cast<double>(toEpochMillis(at - startOfDay(at).time_since_epoch())) / 3.6e6;
        double millis = usualMillis * (1 + 0.25 * std::sin((hour - 8) * 3.14159265 / 12));
        millis *= 0.85 + 0.3 * static_cast<double>(dice % 1000) / 1000;
        if ((dice >> 20U) % 31 == 0)
            millis *= 1.8 + static_cast<double>((dice >> 30U) % 100) / 100;
        Pulse pulse { told ? chapter->status : Status::Operational, {} };
        if (pulse.status == Status::PartialOutage && (dice >> 40U) % 3 != 0)
            pulse.status = Status::Degraded; // some of the runs get through
        if (pulse.status != Status::Operational)
            millis = std::max(millis * 4, 830.0 + static_cast<double>(dice % 500));
        pulse.total = Micros { static_cast<qint64>(millis * 1000) };
        return pulse;
    }

    bool fails(Status status)
    {
        return status == Status::MajorOutage || status == Status::PartialOutage;
    }

    Domain::Phases phasesOf(const Domain::MonitorSpec &monitor, Micros total)
    {
        const auto share = [total](int hundredths) { return total * hundredths / 100; };
        if (monitor.kind == QLatin1String("dns") || monitor.kind == QLatin1String("domain"))
            return { share(100), {}, {}, {}, {} };
        if (monitor.kind != QLatin1String("http"))
            return { share(12), share(33), share(55), {}, {} };
        return { share(6), share(14), share(24), share(47), share(9) };
    }

    Domain::CertificateInfo certificateOf(const CheckLine &line, const QString &host, const Story &story)
    {
        // Counted from the begin of the story, so that it comes nearer while the demo runs.
        const Instant begun = story.empty() ? Instant {} : story.front().from + 24h * 89 + 7h;
        Domain::CertificateInfo certificate;
        certificate.subject = host;
        certificate.issuer = host.endsWith(QLatin1String("internal")) ? QStringLiteral("Northwind internal CA")
                                                                      : QStringLiteral("Example Trust R3");
        certificate.notAfter = begun + std::chrono::hours { 24 * line.certificateDays + 5 };
        certificate.notBefore = *certificate.notAfter - 24h * 90;
        certificate.protocol = QStringLiteral("TLSv1.3");
        return certificate;
    }

    void judge(const Domain::CheckSpec &spec, Status status, Domain::CheckRun &run)
    {
        Domain::CheckResult &result = run.result;
        if (const auto *http = std::get_if<Domain::HttpSpec>(&spec.target)) {
            result.code = fails(status) ? 503 : 200;
            result.bytes = fails(status) ? 182 : 1'240;
            const QByteArray body =
                fails(status) ? "temporarily unavailable" : "{\"status\":\"ok\",\"db\":\"up\"}";
            result.assertions =
                Domain::judgeHttp(*http, { result.code, { { "Content-Type", "application/json" } }, body, false });
        } else if (const auto *tls = std::get_if<Domain::TlsSpec>(&spec.target)) {
            result.assertions = Domain::judgeTls(*tls, *result.certificate);
        } else if (const auto *dns = std::get_if<Domain::DnsSpec>(&spec.target)) {
            result.assertions = Domain::judgeDns(
                *dns, fails(status) ? QStringList {} : QStringList { QStringLiteral("192.0.2.80") });
        } else if (const auto *tcp = std::get_if<Domain::TcpSpec>(&spec.target)) {
            result.assertions = Domain::judgeText(
                tcp->expect, fails(status) ? "421 busy" : "220 mx1.northwind.example ESMTP", false);
        }
    }
} // namespace

void addChecks(std::vector<Domain::Service> &services)
{
    for (const CheckLine &line : kChecks) {
        const auto service = std::ranges::find_if(
            services, [&](const Domain::Service &each) { return each.id.value == QLatin1String(line.service); });
        if (service == services.end())
            continue;
        Domain::MonitorSpec monitor;
        monitor.service = service->id;
        monitor.kind = QString::fromLatin1(line.kind);
        monitor.name = QString::fromLatin1(line.name);
        monitor.id = MonitorId(service->id.value % u'.' % monitor.kind);
        monitor.url = QUrl(QString::fromLatin1(line.target));
        monitor.interval = monitor.kind == QLatin1String("domain") ? Millis { 6h } : Millis { 60s };
        monitor.check = specOf(line);
        service->monitors.push_back(monitor);
    }
}

Domain::CheckRun runCheck(const Domain::MonitorSpec &monitor, const Story &story, Instant at)
{
    const CheckLine &line = lineOf(monitor);
    const Pulse pulse = pulseAt(monitor.id, line.usualMillis, story, at);
    Domain::CheckRun run;
    run.end = Domain::CheckEnd::Answered;
    run.result.total = pulse.total;
    run.result.phases = phasesOf(monitor, pulse.total);
    run.result.peer = QStringLiteral("192.0.2.80:443");
    const QString host = Domain::targetHost(*monitor.check);
    if (line.certificateDays > 0)
        run.result.certificate = certificateOf(line, host, story);
    if (monitor.kind == QLatin1String("domain"))
        run.result.domainExpiry = (story.empty() ? at : story.front().from) + 24h * 89 + 24h * 26;
    judge(*monitor.check, pulse.status, run);
    Domain::judgeInCommon(*monitor.check, run, at);
    return run;
}

std::vector<Domain::Sample> pastResults(const Domain::MonitorSpec &monitor, const Story &story, Instant now)
{
    struct Stretch {
        Millis age;
        Millis step;
    };
    const Stretch stretches[] { { 24h * 89, 2h }, { 24h * 7, 20min }, { 24h, 3min }, { 1h, 1min } };
    std::vector<Domain::Sample> samples;
    const int usual = lineOf(monitor).usualMillis;
    const bool http = monitor.kind == QLatin1String("http");
    for (size_t i = 0; i < std::size(stretches); ++i) {
        const Instant end = i + 1 < std::size(stretches) ? now - stretches[i + 1].age : now;
        for (Instant at = now - stretches[i].age; at < end; at += stretches[i].step) {
            const Pulse pulse = pulseAt(monitor.id, usual, story, at);
            Domain::Sample sample;
            sample.at = at;
            sample.status = pulse.status;
            sample.total = pulse.total;
            sample.phases = phasesOf(monitor, pulse.total);
            sample.code = !http ? 0 : fails(pulse.status) ? 503 : 200;
            sample.bytes = 1'240;
            if (fails(pulse.status))
                sample.failure =
                    http ? QStringLiteral("status 503, expected 200-299") : QStringLiteral("no answer");
            samples.push_back(std::move(sample));
        }
    }
    return samples;
}

} // namespace Wf::Demo
