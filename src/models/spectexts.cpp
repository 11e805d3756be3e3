// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/spectexts.h"

#include "domain/checkspec.h"
#include "domain/heartbeat.h"
#include "models/words.h"

#include <QLocale>

namespace Wf::Models {

namespace {
    using namespace Domain;

    const QString kHidden = QStringLiteral("•••");

    /// "500ms", "30s", "5m", "1h", "2d": as it is written in a file.
    QString written(Millis time)
    {
        constexpr std::pair<qint64, const char *> kUnits[] { { 86'400'000, "d" }, { 3'600'000, "h" },
            { 60'000, "m" }, { 1'000, "s" } };
        const qint64 millis = time.count();
        for (const auto &[size, unit] : kUnits) {
            if (millis > 0 && millis % size == 0)
                return QString::number(millis / size) + QLatin1String(unit);
        }
        return QString::number(millis) + QLatin1String("ms");
    }

    /// Texts by key; what is nothing is not there.
    class Collector {
    public:
        void add(const char *key, const QString &text)
        {
            if (!text.isEmpty())
                m_texts.insert(QString::fromLatin1(key), text);
        }
        void add(const char *key, const std::optional<Millis> &time)
        {
            if (time)
                add(key, written(*time));
        }
        void flag(const char *key, bool set) { add(key, set ? QStringLiteral("true") : QString()); }
        [[nodiscard]] DraftTexts take() { return std::move(m_texts); }

    private:
        DraftTexts m_texts;
    };

    QString lines(const QStringList &texts)
    {
        return texts.join(u'\n');
    }

    QString headerLines(const std::vector<RequestHeader> &headers)
    {
        QStringList texts;
        for (const RequestHeader &header : headers)
            texts.append(QStringLiteral("%1: %2").arg(QString::fromLatin1(header.name), kHidden));
        return lines(texts);
    }

    QString expectationLines(const std::vector<NamedExpectation> &expectations)
    {
        QStringList texts;
        for (const NamedExpectation &each : expectations)
            texts.append(QStringLiteral("%1: %2").arg(each.name, expectationText(each.expectation)));
        return lines(texts);
    }

    template <class T> QString secretText(const Secret<T> &secret)
    {
        return secret.isEmpty() ? QString() : kHidden;
    }

    struct TargetTexts {
        Collector &texts;

        void operator()(const HttpSpec &http) const
        {
            texts.add("url", shownAddress(http.url));
            texts.add("method", http.method == "GET" ? QString() : QString::fromLatin1(http.method));
            texts.add("headers", headerLines(http.headers));
            texts.add("body", QString::fromUtf8(http.body));
            texts.add("auth.basic.user", http.user);
            texts.add("auth.basic.password", secretText(http.password));
            texts.add("auth.bearer", secretText(http.bearer));
            texts.add("redirects", http.redirects == 0 ? QStringLiteral("none") : QString::number(http.redirects));
            texts.add("proxy", secretText(http.proxy));
            texts.add("expect.status", statusRangesText(http.statuses));
            texts.add("expect.body_contains", lines(http.bodyContains));
            texts.add("expect.body_not_contains", lines(http.bodyNotContains));
            texts.add("expect.body_matches", lines(http.bodyMatches));
            texts.add("expect.json", expectationLines(http.json));
            texts.add("expect.header", expectationLines(http.header));
        }
        void operator()(const TcpSpec &tcp) const
        {
            texts.add("host", tcp.host);
            texts.add("port", QString::number(tcp.port));
            texts.add("starttls", tcp.startTls == StartTls::None ? QString() : word(tcp.startTls));
            texts.add("send", QString::fromUtf8(tcp.send));
            texts.add("expect.contains", tcp.expect);
        }
        void operator()(const TlsSpec &tls) const
        {
            texts.add("host", tls.host);
            texts.add("port", QString::number(tls.port));
            texts.add("server_name", tls.serverName);
            texts.add("min_protocol", tls.minimumProtocol);
        }
        void operator()(const DnsSpec &dns) const
        {
            texts.add("host", dns.name);
            texts.add("type", dns.type == DnsType::A ? QString() : word(dns.type));
            texts.add("resolver", dns.resolver);
            texts.add("expect.values", lines(dns.expected));
        }
        void operator()(const PingSpec &ping) const { texts.add("host", ping.host); }
        void operator()(const WebSocketSpec &socket) const
        {
            texts.add("url", shownAddress(socket.url));
            texts.add("headers", headerLines(socket.headers));
            texts.add("send", socket.send);
            texts.add("expect.contains", socket.expect);
        }
        void operator()(const CommandSpec &command) const { texts.add("argv", lines(command.argv)); }
        void operator()(const DomainSpec &domain) const
        {
            texts.add("domain", domain.name);
            texts.add("expect.domain_days", QString::number(domain.days));
        }
    };

    void addCheck(const MonitorSpec &spec, Collector &texts)
    {
        const CheckSpec &check = *spec.check;
        std::visit(TargetTexts { texts }, check.target);
        texts.add("interval", spec.interval);
        texts.add("timeout", spec.timeout);
        texts.add("ip",
            check.link.family == IpFamily::Any ? QString() : QString::number(static_cast<int>(check.link.family)));
        texts.add("ca_file", check.link.caFile);
        texts.flag("insecure", check.link.insecure);
        texts.add("on_failure", check.onFailure == Status::MajorOutage ? QString() : word(check.onFailure));
        texts.add("expect.latency", check.latency);
        texts.add("expect.degraded_latency", check.degradedLatency);
        texts.add("expect.cert_days", check.certDays ? QString::number(*check.certDays) : QString());
        texts.add("confirm.down", QString::number(spec.confirm.down));
        texts.add("confirm.up", QString::number(spec.confirm.up));
    }

    void addHeartbeat(const HeartbeatSpec &beat, Collector &texts)
    {
        const bool simple = beat.schedule.kind() == ScheduleKind::Simple;
        texts.add("schedule", simple ? beat.schedule.expression() + u's' : beat.schedule.expression());
        texts.add("tz", simple ? QString() : beat.schedule.zone());
        texts.add("grace", Millis { beat.grace });
        texts.add("slug", beat.slug);
        texts.add("uuid", beat.uuid.isEmpty() ? QString() : kHidden);
        texts.add("methods", beat.methods == PingMethods::PostOnly ? QStringLiteral("POST") : QString());
        texts.add("down", beat.downStatus == Status::MajorOutage ? QString() : word(beat.downStatus));
        texts.flag("manual_resume", beat.manualResume);
        texts.flag("await_first", beat.first == FirstPing::AwaitedForEver);
        const QString comma = QStringLiteral(", ");
        texts.add("filter.failure", beat.filter.failure.join(comma));
        texts.add("filter.success", beat.filter.success.join(comma));
        texts.add("filter.start", beat.filter.start.join(comma));
        texts.add(
            "filter.otherwise", beat.filter.otherwise == NoKeyword::Fail ? QStringLiteral("fail") : QString());
    }
} // namespace

DraftTexts specTexts(const Service &service, const MonitorSpec &spec)
{
    Collector texts;
    texts.add("name", spec.name);
    texts.add("category", service.category);
    texts.add("tier", service.tier == Tier::Important ? QString() : word(service.tier));
    texts.add("owner", service.owner);
    texts.add("runbook_url", shownAddress(service.runbookUrl));
    texts.add("tags", service.tags.join(QStringLiteral(", ")));
    if (spec.check)
        addCheck(spec, texts);
    if (spec.heartbeat)
        addHeartbeat(*spec.heartbeat, texts);
    return texts.take();
}

QStringList furtherTexts(const Service &service, const MonitorSpec &spec)
{
    QStringList texts;
    const auto add = [&texts](const char *key, const QString &text) {
        if (!text.isEmpty())
            texts.append(QStringLiteral("%1: %2").arg(QLatin1String(key), text));
    };
    add("status_page_url", shownAddress(service.statusPageUrl));
    add("slo_target", service.sloTarget ? QLocale::c().toString(*service.sloTarget) : QString());
    add("quorum", service.quorum ? QString::number(*service.quorum) : QString());
    add("components", spec.components.join(QStringLiteral(", ")));
    if (spec.isPolled()) {
        add("dwell", spec.confirm.dwell > Millis { 0 } ? written(spec.confirm.dwell) : QString());
        add("broken_after", QString::number(spec.confirm.brokenAfter));
    }
    const CheckSpec *check = spec.check ? &*spec.check : nullptr;
    if (!check)
        return texts;
    const auto bytes = [](qint64 size) { return QLocale::c().formattedDataSize(size); };
    if (const auto *http = std::get_if<HttpSpec>(&check->target))
        add("body_limit", bytes(http->bodyLimit));
    if (const auto *ping = std::get_if<PingSpec>(&check->target))
        add("count, size", QStringLiteral("%1, %2").arg(ping->count).arg(ping->size));
    if (const auto *socket = std::get_if<WebSocketSpec>(&check->target))
        add("subprotocol", socket->subprotocol);
    if (const auto *command = std::get_if<CommandSpec>(&check->target))
        add("output_limit", bytes(command->outputLimit));
    return texts;
}

} // namespace Wf::Models
