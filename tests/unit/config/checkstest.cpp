// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "monitors.h"

namespace Wf {

using namespace Domain;

namespace {
    HttpSpec http(const QByteArray &rest)
    {
        return checkOf<HttpSpec>("{kind: http, url: 'https://x.example/'" + rest + "}");
    }
    CheckSpec check(const QByteArray &monitor)
    {
        const MonitorSpec spec = monitorsOf(monitor).front();
        return spec.check ? *spec.check : CheckSpec {};
    }
    QStringList text(std::initializer_list<const char *> words)
    {
        QStringList list;
        for (const char *word : words)
            list.append(QString::fromUtf8(word));
        return list;
    }
} // namespace

void ChecksTest::contractExample()
{
    Folder folder;
    folder.write("services.yaml",
        "services:\n"
        "  - id: okta\n"
        "    display_name: Okta\n"
        "    category: identity\n"
        "    quorum: 2\n"
        "    monitors:\n"
        "      - kind: statuspage\n"
        "        url: https://status.okta.com/api/v2/summary.json\n"
        "        components: ['Single Sign-On', 'glob:API*']\n"
        "      - kind: http\n"
        "        name: sign-in page\n"
        "        url: https://login.example.com/health\n"
        "        method: GET\n"
        "        headers: {Authorization: '${LOGIN_TOKEN}'}\n"
        "        expect: {status: '200-299', body_contains: 'ok', json: {'$.db': 'up'},\n"
        "                 header: {Content-Type: '~json'}, latency: 2s, degraded_latency: 800ms, cert_days: 14}\n"
        "        timeout: 5s\n"
        "        interval: 30s\n"
        "        confirm: {down: 4, up: 1}\n");
    const auto config = folder.load({ { QStringLiteral("LOGIN_TOKEN"), QStringLiteral("open-sesame") } });
    QVERIFY2(config.has_value(), qPrintable(folder.faults().join(QLatin1Char('\n'))));
    QCOMPARE(config->warnings, QStringList());
    const Service &service = config->catalogue->services.front();
    QCOMPARE(service.quorum, std::optional(2));
    const MonitorSpec &monitor = service.monitors[1];
    QCOMPARE(monitor.id.value, QStringLiteral("okta.sign-in-page"));
    QCOMPARE(monitor.url, QUrl(QStringLiteral("https://login.example.com/health")));
    QCOMPARE(monitor.interval, Millis { 30'000 });
    QCOMPARE(monitor.timeout, Millis { 5'000 });
    QCOMPARE(monitor.confirm, (ConfirmPolicy { 4, 1, Millis { 0 }, 3, FirstSight::Confirmed }));
    QVERIFY(monitor.isPolled());
    QCOMPARE(monitor.check->latency, std::optional(Millis { 2000 }));
    QCOMPARE(monitor.check->degradedLatency, std::optional(Millis { 800 }));
    QCOMPARE(monitor.check->certDays, std::optional(14));
    const auto &spec = std::get<HttpSpec>(monitor.check->target);
    QCOMPARE(spec.headers.front().value.reveal(), QByteArray("open-sesame"));
    QCOMPARE(spec.bodyContains, text({ "ok" }));
    QCOMPARE(spec.json.front(),
        (NamedExpectation { QStringLiteral("$.db"), { Comparison::Equal, QStringLiteral("up") } }));
    QCOMPARE(spec.header.front().expectation, (Expectation { Comparison::Matches, QStringLiteral("json") }));
    QVERIFY(Config::secretValues(*config).contains(QStringLiteral("open-sesame")));
    QVERIFY(!service.monitors[0].check);
    QCOMPARE(service.monitors[0].confirm.first, FirstSight::Believed);
}

void ChecksTest::httpRequest()
{
    const HttpSpec plain = http("");
    QCOMPARE(plain, [] {
        HttpSpec spec;
        spec.url = QUrl(QStringLiteral("https://x.example/"));
        return spec;
    }());
    QCOMPARE(http(", body: \"a\\nb\"").method, QByteArray("POST"));
    QCOMPARE(http(", body: ' a\n\n  b'").body, QByteArray(" a\nb"));
    QCOMPARE(http(", method: put, body: x").method, QByteArray("PUT"));
    QCOMPARE(http(", redirects: follow").redirects, 10);
    QCOMPARE(http(", redirects: none").redirects, 0);
    QCOMPARE(http(", redirects: 3").redirects, 3);
    QCOMPARE(http(", body_limit: 64KiB").bodyLimit, qint64 { 65536 });
    QCOMPARE(http(", body_limit: 1 MB").bodyLimit, qint64 { 1'000'000 });
    QCOMPARE(http(", body_limit: 512").bodyLimit, qint64 { 512 });
    QCOMPARE(http(", proxy: 'socks5://proxy.example:1080'").proxy.reveal(),
        QStringLiteral("socks5://proxy.example:1080"));
    const HttpSpec headers = http(", headers: {Accept: text/html, X-Number: 5}");
    QCOMPARE(headers.headers.size(), std::size_t { 2 });
    QCOMPARE(headers.headers[1].value.reveal(), QByteArray("5"));
}

void ChecksTest::secrets()
{
    const HttpSpec basic = http(", auth: {basic: {user: me, password: '${TOKEN}'}}");
    QCOMPARE(basic.user, QStringLiteral("me"));
    QCOMPARE(basic.password.reveal(), QStringLiteral("open sesame"));
    QCOMPARE(http(", auth: {bearer: '${TOKEN}'}").bearer.reveal(), QStringLiteral("open sesame"));
    QCOMPARE(http(", headers: {Authorization: 'Token ${TOKEN}'}").headers.front().value.reveal(),
        QByteArray("Token open sesame"));
    QCOMPARE(http(", proxy: 'http://me:${TOKEN}@proxy:3128'").proxy.reveal(),
        QStringLiteral("http://me:open%20sesame@proxy:3128"));

    const MonitorSpec inUrl =
        monitorsOf("{kind: http, url: 'https://me:${TOKEN}@x.example/a?key=${TOKEN}#top'}").front();
    const auto &spec = std::get<HttpSpec>(inUrl.check->target);
    QCOMPARE(spec.user, QStringLiteral("me"));
    QCOMPARE(spec.password.reveal(), QStringLiteral("open sesame"));
    QCOMPARE(spec.url.toString(QUrl::FullyEncoded), QStringLiteral("https://x.example/a?key=open%20sesame"));
    QCOMPARE(inUrl.url.toString(), QStringLiteral("https://x.example/a"));

    const MonitorSpec whole = monitorsOf("{kind: http, url: '${HEALTH_URL}'}").front();
    QCOMPARE(std::get<HttpSpec>(whole.check->target).url.path(), QStringLiteral("/secret/path"));
    QCOMPARE(whole.url.toString(), QStringLiteral("https://login.example.com/"));
    const MonitorSpec path = monitorsOf("{kind: http, url: 'https://h/x/${TOKEN}?a=1'}").front();
    QCOMPARE(path.url.toString(), QStringLiteral("https://h/?a=1"));
}

void ChecksTest::secretsAreKnownToTheLog()
{
    Folder folder;
    folder.write("services.yaml",
        monitorsFile("{kind: http, url: 'https://me:url-password@x/', proxy: 'http://p:proxy-password@proxy/',\n"
                     "headers: {Accept: text/html, X-Key: 'header-value', Cookie: 'Bearer cookie-value'}},\n"
                     "{kind: websocket, url: 'wss://x/', headers: {X-Key: socket-value}},\n"
                     "{kind: http, url: 'https://x/', auth: {bearer: bearer-value}},\n"
                     "{kind: heartbeat, schedule: 1d, uuid: "
            + kUuid.toUtf8() + "}"));
    const auto config = folder.load({ { QStringLiteral("PING_KEY"), QStringLiteral("the-ping-key") } });
    QVERIFY2(config.has_value(), qPrintable(folder.faults().join(QLatin1Char('\n'))));
    const QStringList values = Config::secretValues(*config);
    for (const char *secret : { "url-password", "proxy-password", "header-value", "cookie-value", "socket-value",
             "bearer-value", "the-ping-key" })
        QVERIFY2(values.contains(QString::fromLatin1(secret)), secret);
    QVERIFY(values.contains(kUuid));
    QVERIFY(!values.contains(QStringLiteral("text/html")));
    QVERIFY(!values.contains(QString()));
}

void ChecksTest::statuses_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("read");
    const auto row = [](const char *written, const char *read) {
        QTest::newRow(written) << QByteArray(written) << QString::fromLatin1(read);
    };
    row("200", "200");
    row("\"200-299\"", "200-299");
    row("200-299", "200-299");
    row("[200, 301]", "200, 301");
    row("[200-204, '401']", "200-204, 401");
    row("'200-299, 401'", "200-299, 401");
}

void ChecksTest::statuses()
{
    QFETCH(const QByteArray, written);
    QFETCH(const QString, read);
    QCOMPARE(statusRangesText(http(", expect: {status: " + written + "}").statuses), read);
}

void ChecksTest::expectations_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<Comparison>("comparison");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *written, Comparison comparison, const char *value) {
        QTest::newRow(written) << QByteArray(written) << comparison << QString::fromLatin1(value);
    };
    row("up", Comparison::Equal, "up");
    row("5", Comparison::Equal, "5");
    row("0.25", Comparison::Equal, "0.25");
    row("true", Comparison::Equal, "true");
    row("null", Comparison::Equal, "null");
    row("''", Comparison::Equal, "");
    row("'== ~up'", Comparison::Equal, "~up");
    row("'!= down'", Comparison::NotEqual, "down");
    row("'< 5'", Comparison::Less, "5");
    row("'<= 5'", Comparison::LessOrEqual, "5");
    row("'> -1.5'", Comparison::Greater, "-1.5");
    row("'>=3'", Comparison::GreaterOrEqual, "3");
    row("'~ ^v\\d+$'", Comparison::Matches, "^v\\d+$");
}

void ChecksTest::expectations()
{
    QFETCH(const QByteArray, written);
    QFETCH(const Comparison, comparison);
    QFETCH(const QString, value);
    const HttpSpec spec = http(", expect: {json: {'$.items[0].state': " + written + "}}");
    QCOMPARE(spec.json.size(), std::size_t { 1 });
    QCOMPARE(spec.json.front().name, QStringLiteral("$.items[0].state"));
    QCOMPARE(spec.json.front().expectation, (Expectation { comparison, value }));
}

void ChecksTest::bodies()
{
    const HttpSpec spec = http(
        ", expect: {body_contains: [a, b], body_not_contains: error, body_matches: ['^x', 'y+'], header: {ETag: "
        "'!= 1', X-Empty: ''}}");
    QCOMPARE(spec.bodyContains, text({ "a", "b" }));
    QCOMPARE(spec.bodyNotContains, text({ "error" }));
    QCOMPARE(spec.bodyMatches, text({ "^x", "y+" }));
    QCOMPARE(spec.header.size(), std::size_t { 2 });
    QCOMPARE(spec.header[0].name, QStringLiteral("ETag"));
    QCOMPARE(spec.header[1].expectation, Expectation {});
}

void ChecksTest::links()
{
    QCOMPARE(check("{kind: http, url: 'https://x/'}").link, LinkSpec {});
    QCOMPARE(check("{kind: http, url: 'https://x/', ip: 4}").link.family, IpFamily::V4);
    QCOMPARE(check("{kind: ping, host: x, ip: '6'}").link.family, IpFamily::V6);
    QCOMPARE(check("{kind: tcp, url: 'tcp://x:1', ip: any}").link.family, IpFamily::Any);
    QVERIFY(check("{kind: tls, host: x, insecure: true}").link.insecure);
    QVERIFY(!check("{kind: tls, host: x, insecure: 'no'}").link.insecure);
    QCOMPARE(check("{kind: http, url: 'https://x/', on_failure: degraded}").onFailure, Status::Degraded);
    QCOMPARE(check("{kind: ping, host: x, on_failure: Partial_Outage}").onFailure, Status::PartialOutage);
    QCOMPARE(check("{kind: ping, host: x}").onFailure, Status::MajorOutage);
}

void ChecksTest::caFile()
{
    Folder folder;
    folder.write("own.pem", "x");
    folder.write("services.yaml",
        monitorsFile("{kind: tls, host: x, ca_file: own.pem}, {kind: tls, host: y, ca_file: /no/such.pem}"));
    const auto config = folder.load();
    QVERIFY(config.has_value());
    const auto &monitors = config->catalogue->services.front().monitors;
    QVERIFY(QFileInfo(monitors[0].check->link.caFile).isAbsolute());
    QVERIFY(QFile::exists(monitors[0].check->link.caFile));
    QCOMPARE(monitors[1].check->link.caFile, QStringLiteral("/no/such.pem"));
    QCOMPARE(config->warnings.size(), 1);
    QVERIFY(config->warnings.first().endsWith(QStringLiteral(
        ":3:71: services[0] 'a': monitors[1]: ca_file: '/no/such.pem' cannot be read; the check will fail")));
}

void ChecksTest::tcp()
{
    const MonitorSpec monitor =
        monitorsOf("{kind: tcp, url: 'tcp://[2001:db8::1]:25', send: \"EHLO x\\r\\n\", expect: {contains: '250'}}")
            .front();
    const auto &spec = std::get<TcpSpec>(monitor.check->target);
    QCOMPARE(spec,
        (TcpSpec { QStringLiteral("2001:db8::1"), 25, StartTls::None, "EHLO x\r\n", QStringLiteral("250") }));
    QCOMPARE(monitor.url.toString(), QStringLiteral("tcp://[2001:db8::1]:25"));
    QCOMPARE(monitor.name, QStringLiteral("[2001:db8::1]:25"));
    QCOMPARE(monitor.id.value, QStringLiteral("a.tcp"));
    QCOMPARE(checkOf<TcpSpec>("{kind: tcp, host: mail, port: 2525}").port, quint16 { 2525 });
    for (const auto &[word, port] :
        { std::pair { "smtp", 25 }, { "imap", 143 }, { "pop3", 110 }, { "ftp", 21 } }) {
        const auto started = checkOf<TcpSpec>(QByteArray("{kind: tcp, host: mail, starttls: ") + word + "}");
        QCOMPARE(Domain::word(started.startTls), QString::fromLatin1(word));
        QCOMPARE(int { started.port }, port);
    }
    QCOMPARE(check("{kind: tcp, host: m, starttls: smtp, expect: {cert_days: 14, latency: 5s}}").certDays,
        std::optional(14));
}

void ChecksTest::tls()
{
    const MonitorSpec monitor = monitorsOf(
        "{kind: tls, host: 192.0.2.7, port: 8443, server_name: www.example.com, min_protocol: 'TLS 1.3', "
        "expect: {cert_days: 21}}")
                                    .front();
    QCOMPARE(std::get<TlsSpec>(monitor.check->target),
        (TlsSpec {
            QStringLiteral("192.0.2.7"), 8443, QStringLiteral("www.example.com"), QStringLiteral("TLSv1.3") }));
    QCOMPARE(monitor.check->certDays, std::optional(21));
    QCOMPARE(monitor.url.toString(), QStringLiteral("tls://192.0.2.7:8443"));
    QCOMPARE(checkOf<TlsSpec>("{kind: tls, url: 'tls://x.example'}").port, quint16 { 443 });
    QCOMPARE(checkOf<TlsSpec>("{kind: tls, url: 'https://x.example:444/'}").port, quint16 { 444 });
    for (const char *word : { "TLSv1.2", "'1.2'", "tls1.2" })
        QCOMPARE(checkOf<TlsSpec>(QByteArray("{kind: tls, host: x, min_protocol: ") + word + "}").minimumProtocol,
            QStringLiteral("TLSv1.2"));
}

void ChecksTest::dns()
{
    const MonitorSpec monitor = monitorsOf(
        "{kind: dns, host: example.com, type: mx, resolver: '9.9.9.9:53', expect: {values: ['10 a.', '20 b.']}}")
                                    .front();
    QCOMPARE(std::get<DnsSpec>(monitor.check->target),
        (DnsSpec { QStringLiteral("example.com"), DnsType::MX, QStringLiteral("9.9.9.9:53"),
            text({ "10 a.", "20 b." }) }));
    QCOMPARE(monitor.url.toString(), QStringLiteral("dns://9.9.9.9:53/example.com?type=MX"));
    QCOMPARE(checkOf<DnsSpec>("{kind: dns, host: _dmarc.example.com., type: TXT, expect: {values: v=1}}").expected,
        text({ "v=1" }));
    QCOMPARE(checkOf<DnsSpec>("{kind: dns, host: x, resolver: '2620:fe::fe'}").type, DnsType::A);
    const DnsSpec plain { QStringLiteral("example.com"), DnsType::A, QString(), {} };
    QCOMPARE(checkOf<DnsSpec>("{kind: dns, url: 'dns://example.com'}"), plain);
    QCOMPARE(checkOf<DnsSpec>("{kind: dns, url: 'dns:///example.com'}"), plain);
    QCOMPARE(checkOf<DnsSpec>("{kind: dns, url: 'dns://[2620:fe::fe]:53/_x.example.com?type=srv'}"),
        (DnsSpec { QStringLiteral("_x.example.com"), DnsType::SRV, QStringLiteral("[2620:fe::fe]:53"), {} }));
    QCOMPARE(monitorsOf("{kind: dns, host: x.example, resolver: '2620:fe::fe'}").front().url.toString(),
        QStringLiteral("dns://[2620:fe::fe]/x.example?type=A"));
}

void ChecksTest::ping()
{
    QCOMPARE(checkOf<PingSpec>("{kind: ping, host: '::1'}"), (PingSpec { QStringLiteral("::1"), 3, 56 }));
    const MonitorSpec monitor =
        monitorsOf("{kind: ping, url: 'ping://gw.example', count: 5, size: 0, expect: {latency: 50ms}}").front();
    QCOMPARE(std::get<PingSpec>(monitor.check->target), (PingSpec { QStringLiteral("gw.example"), 5, 0 }));
    QCOMPARE(monitor.url.toString(), QStringLiteral("ping://gw.example"));
}

void ChecksTest::webSocket()
{
    const MonitorSpec monitor = monitorsOf(
        "{kind: websocket, url: 'wss://x.example/live', headers: {X-Key: '${TOKEN}'}, subprotocol: graphql-ws, "
        "send: '{}', expect: {contains: pong, cert_days: 7}}")
                                    .front();
    const auto &spec = std::get<WebSocketSpec>(monitor.check->target);
    QCOMPARE(spec.url, QUrl(QStringLiteral("wss://x.example/live")));
    QCOMPARE(spec.headers.front().value.reveal(), QByteArray("open sesame"));
    QCOMPARE(spec.subprotocol, QStringLiteral("graphql-ws"));
    QCOMPARE(spec.send, QStringLiteral("{}"));
    QCOMPARE(spec.expect, QStringLiteral("pong"));
    QCOMPARE(monitor.url, spec.url);
}

void ChecksTest::command()
{
    const MonitorSpec monitor =
        monitorsOf("{kind: command, argv: [/usr/lib/nagios/check_disk, -w, '20%', ''], output_limit: 4096}")
            .front();
    const auto &spec = std::get<CommandSpec>(monitor.check->target);
    QCOMPARE(spec.argv, text({ "/usr/lib/nagios/check_disk", "-w", "20%", "" }));
    QCOMPARE(spec.outputLimit, qint64 { 4096 });
    QVERIFY(monitor.url.isEmpty());
    QCOMPARE(monitor.name, QStringLiteral("check_disk"));
}

void ChecksTest::domain()
{
    const MonitorSpec monitor = monitorsOf("{kind: domain, name: Example.COM, expect: {domain_days: 45}}").front();
    QCOMPARE(std::get<DomainSpec>(monitor.check->target), (DomainSpec { QStringLiteral("example.com"), 45 }));
    QCOMPARE(monitor.interval, Millis { std::chrono::hours { 6 } });
    QVERIFY(monitor.url.isEmpty());
    const MonitorSpec labelled =
        monitorsOf("{kind: domain, domain: example.org, name: our name, interval: 1d}").front();
    QCOMPARE(labelled.name, QStringLiteral("our name"));
    QCOMPARE(std::get<DomainSpec>(labelled.check->target), (DomainSpec { QStringLiteral("example.org"), 30 }));
    QCOMPARE(labelled.interval, Millis { std::chrono::hours { 24 } });
}

void ChecksTest::identity()
{
    const auto monitors = monitorsOf("{kind: http, url: 'https://X.example/A', id: login},\n"
                                     "{kind: http, url: 'https://x.example/A'}, {kind: http, url: "
                                     "'https://x.example/A'},\n{kind: heartbeat, schedule: 1d, slug: nightly},\n"
                                     "{kind: heartbeat, schedule: 1d}, {kind: heartbeat, schedule: 1d}");
    QStringList ids;
    QStringList names;
    for (const MonitorSpec &monitor : monitors) {
        ids.append(monitor.id.value);
        names.append(monitor.name);
    }
    QCOMPARE(ids, text({ "login", "a.http", "a.http-2", "a.heartbeat", "a.heartbeat-2", "a.heartbeat-3" }));
    QCOMPARE(names,
        text({ "https://x.example/A", "https://x.example/A 2", "https://x.example/A 3", "nightly", "heartbeat",
            "heartbeat 2" }));
}

void ChecksTest::rhythm()
{
    QStringList warnings;
    const auto monitors = monitorsOf("{kind: ping, host: x, interval: 1s},\n"
                                     "{kind: ping, host: y, interval: 5s, timeout: 5s, confirm: {down: 1}}",
        &warnings);
    QCOMPARE(monitors[0].interval, Millis { 1000 });
    QCOMPARE(monitors[0].confirm, (ConfirmPolicy { 3, 2, Millis { 0 }, 3, FirstSight::Confirmed }));
    QCOMPARE(monitors[1].confirm, (ConfirmPolicy { 1, 2, Millis { 0 }, 3, FirstSight::Confirmed }));
    QCOMPARE(warnings.size(), 1);
    QVERIFY2(warnings.first().endsWith(QStringLiteral(
                 ":4:46: services[0] 'a': monitors[1]: timeout 5s is not shorter than the interval 5s; "
                 "slow answers delay the next question")),
        qPrintable(warnings.first()));
}

} // namespace Wf
