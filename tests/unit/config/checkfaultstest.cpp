// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "monitors.h"

namespace Wf {

namespace {
    void row(const char *name, const QByteArray &monitor, const QStringList &faults)
    {
        QTest::newRow(name) << monitor << faults;
    }
    void row(const char *name, const QByteArray &monitor, const char *fault)
    {
        row(name, monitor, QStringList { QString::fromUtf8(fault) });
    }
    /// A fault in the rest of "{kind: http, url: 'https://x/', …}".
    void http(const char *name, const QByteArray &rest, const char *fault)
    {
        row(name, "{kind: http, url: 'https://x/', " + rest + "}", fault);
    }
    void expect(const char *name, const QByteArray &rest, const char *fault)
    {
        http(name, "expect: {" + rest + "}", fault);
    }

    void keyRows()
    {
        http("unknown key", "metod: GET", "1:33: monitors[0]: unknown key 'metod' (did you mean 'method'?)");
        http("key of expect", "status: 200", "1:33: monitors[0]: unknown key 'status' (write it under 'expect:')");
        http("unknown in expect", "expect: {statsu: 200}",
            "1:42: monitors[0]: expect: unknown key 'statsu' (did you mean 'status'?)");
        row("key of another kind", "{kind: ping, host: x, starttls: smtp}",
            "1:23: monitors[0]: unknown key 'starttls' (write kind, id, name, interval, timeout, confirm, dwell, "
            "broken_after, url, host, count, size, ip, expect or on_failure)");
        row("starttls of tls", "{kind: tls, host: x, starttls: smtp}",
            "1:22: monitors[0]: unknown key 'starttls' (use kind tcp, which has starttls and 'expect: {cert_days: "
            "…}')");
        row("usual name of a key", "{kind: dns, host: x, nameserver: 9.9.9.9}",
            "1:22: monitors[0]: unknown key 'nameserver' (did you mean 'resolver'?)");
        http("expect no map", "expect: 200", "1:41: monitors[0]: expect is not a map (write 'key: value' lines)");
        http("bad id", "id: Lo gin",
            "1:37: monitors[0]: id is 'Lo gin' (write 1 to 128 of a-z, 0-9, '.', '_' and '-', beginning with a "
            "letter or digit)");
        row("id twice", "{kind: manual, id: x}, {kind: manual, id: x}",
            "1:43: monitors[1]: the id 'x' is taken (give every monitor its own id)");
        http("short interval", "interval: 500ms",
            "1:43: monitors[0]: interval is '500ms' (write a duration from 1s to 1d, such as 500ms, 30s, 5m, 1h "
            "or "
            "2d)");
        http("long timeout", "timeout: 61s",
            "1:42: monitors[0]: timeout is '61s' (write a duration from 100ms to 1m, such as 500ms, 30s, 5m, 1h "
            "or "
            "2d)");
        http("on_failure", "on_failure: operational",
            "1:45: monitors[0]: on_failure is 'operational' (write degraded, partial_outage or major_outage)");
        http("ip", "ip: 5", "1:37: monitors[0]: ip is '5' (write 4, 6 or any)");
        http("insecure", "insecure: maybe", "1:43: monitors[0]: insecure is 'maybe' (write true or false)");
        http("insecure and ca_file", "insecure: true, ca_file: /dev/null",
            "1:43: monitors[0]: insecure stands beside ca_file (keep ca_file: with insecure no certificate is "
            "looked at)");
    }

    void requestRows()
    {
        row("no url", "{kind: http}", "1:1: monitors[0] has no url (write 'url: https://…')");
        row("no scheme", "{kind: http, url: x.example}",
            "1:19: monitors[0]: url is not a web address (write http:// or https://, a host and a path)");
        row("port 0", "{kind: http, url: 'http://x:0/'}",
            "1:19: monitors[0]: url is not a web address (write http:// or https://, a host and a path)");
        row("socket scheme", "{kind: websocket, url: 'https://x/'}",
            "1:24: monitors[0]: url is not a WebSocket address (write ws:// or wss://, a host and a path)");
        row("user of a socket", "{kind: websocket, url: 'wss://me:sesame@x/'}",
            "1:24: monitors[0]: url carries a user name or password (write them as 'headers: {Authorization: "
            "…}')");
        row("subprotocol", "{kind: websocket, url: 'wss://x/', subprotocol: a b}",
            "1:49: monitors[0]: subprotocol is 'a b' (write one word such as graphql-ws)");
        http("method", "method: 'GET /'",
            "1:41: monitors[0]: method is 'GET /' (write GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS)");
        http("header name", "headers: {'a b': c}",
            "1:43: monitors[0]: headers 'a b' is no name of a header (write one such as Accept)");
        http("own header", "headers: {Content-Length: 5}",
            "1:43: monitors[0]: headers 'Content-Length' is set by Watchfloor itself (leave it out)");
        http("header twice", "headers: {Accept: a, accept: b}",
            "1:54: monitors[0]: headers 'accept' stands twice (keep one of them)");
        http("header value", "headers: {Accept: [a]}",
            "1:51: monitors[0]: headers 'Accept' is not a single value (write it on one line)");
        http("header of two lines", "headers: {Accept: \"a\\nHost: b\"}",
            "1:51: monitors[0]: headers 'Accept' contains control characters (write it on one line)");
        http("body", "body: {a: 1}",
            "1:39: monitors[0]: body is not a text (write it in quotes, or after '|' on lines of its own)");
        http("body limit", "body_limit: 1GB",
            "1:45: monitors[0]: body_limit is '1GB' (write a number of bytes from 1 to 10MiB, such as 4096, 64KiB "
            "or "
            "1MiB)");
        http("redirects", "redirects: 21",
            "1:44: monitors[0]: redirects is '21' (write follow, none or a number from 0 to 20)");
        http("proxy", "proxy: 'ftp://sesame'",
            "1:40: monitors[0]: proxy is not usable (write http://host:port, https://host:port or "
            "socks5://host:port)");
    }

    void authRows()
    {
        http("auth text", "auth: sesame",
            "1:39: monitors[0]: auth is not a map (write {basic: {user: …, password: …}} or {bearer: …})");
        http("auth empty", "auth: {}",
            "1:39: monitors[0]: auth is empty (write {basic: {user: …, password: …}} or {bearer: …})");
        http("auth both", "auth: {basic: {user: a, password: b}, bearer: c}",
            "1:39: monitors[0]: auth has basic and bearer (write {basic: {user: …, password: …}} or {bearer: …})");
        http("no password", "auth: {basic: {user: a}}",
            "1:47: monitors[0]: auth: basic has no password (write 'password: …')");
        http("colon", "auth: {basic: {user: 'a:b', password: c}}",
            "1:54: monitors[0]: auth: basic: user contains ':' (write the part before it; the rest belongs to the "
            "password)");
        http("auth and header", "headers: {Authorization: a}, auth: {bearer: b}",
            "1:68: monitors[0]: auth stands beside a header Authorization (keep one of them)");
        row("auth and url", "{kind: http, url: 'https://me:sesame@x/', auth: {bearer: b}}",
            "1:49: monitors[0]: auth stands beside a user in the url (keep one of them)");
        http("unset", "headers: {A: 'x ${NO_SUCH}'}",
            "1:46: monitors[0]: headers 'A': the environment variable NO_SUCH is not set (set it, or write the "
            "value "
            "itself)");
        http("small letters", "auth: {bearer: 'sesame${token}'}",
            "1:48: monitors[0]: auth: bearer has ${…} with a name that cannot be read (write ${NAME} with A-Z, "
            "0-9 "
            "and '_')");
        http("keychain", "auth: {bearer: 'keychain:login'}",
            "1:48: monitors[0]: auth: bearer: the keychain has no secret 'login' (store it with: watchfloorctl "
            "secret set login)");
        http("keychain name", "auth: {bearer: 'keychain:log/in'}",
            "1:48: monitors[0]: auth: bearer names an entry of the keychain that cannot be (write keychain:NAME "
            "with letters, digits, '_', '.' and '-')");
        http("hidden", "auth: {bearer: '***'}",
            "1:48: monitors[0]: auth: bearer was hidden here (write the secret itself, ${NAME} of an environment "
            "variable, or keychain:NAME)");
    }

    void expectRows()
    {
        expect("status", "status: 2xx",
            "1:50: monitors[0]: expect: status is '2xx' (write codes from 100 to 599 such as 200, 200-299 or "
            "[200, "
            "301])");
        expect("status backwards", "status: 299-200",
            "1:50: monitors[0]: expect: status is '299-200' (write codes from 100 to 599 such as 200, 200-299 or "
            "[200, 301])");
        expect(
            "no status", "status: []", "1:50: monitors[0]: expect: status is empty (write 200-299 or [200, 301])");
        expect("pattern", "body_matches: 'a('",
            "1:56: monitors[0]: expect: body_matches: the pattern \"a(\" cannot be read at character 3: missing "
            "closing parenthesis (write a regular expression)");
        expect("path", "json: {'$.a[': 1}",
            "1:49: monitors[0]: expect: json: character 5 of the path $.a[: in brackets stands 'name', a number, "
            "a slice such as 0:3, or *");
        expect("json value", "json: {'$.a': [1]}",
            "1:56: monitors[0]: expect: json '$.a' is not a single value (write a value or a comparison, such as "
            "up, "
            "5, '!= down', '< 5' or '~ regex')");
        expect("json number", "json: {'$.a': '< many'}",
            "1:56: monitors[0]: expect: json '$.a': \"many\" is no number to compare with (write a number, such "
            "as 5 "
            "or 0.25)");
        expect("json pattern", "json: {'$.a': '~'}",
            "1:56: monitors[0]: expect: json '$.a': the pattern after '~' is missing (write a regular "
            "expression)");
        expect(
            "json no map", "json: up", "1:48: monitors[0]: expect: json is not a map (write 'key: value' lines)");
        expect("header name", "header: {'a:': b}",
            "1:51: monitors[0]: expect: header: 'a:' is no name of a header (write one such as Content-Type)");
        expect("latency", "latency: fast",
            "1:51: monitors[0]: expect: latency is 'fast' (write a duration from 1ms to 1m, such as 500ms, 30s, "
            "5m, "
            "1h or 2d)");
        expect("latencies", "latency: 1s, degraded_latency: 1s",
            "1:73: monitors[0]: expect: degraded_latency is not shorter than latency (write less than 1s)");
        expect("cert_days", "cert_days: -1",
            "1:53: monitors[0]: expect: cert_days is '-1' (write a whole number from 0 to 3650)");
        row("no certificate", "{kind: tcp, url: 'tcp://x:1', expect: {cert_days: 7}}",
            "1:51: monitors[0]: expect: cert_days needs a certificate to look at (write 'starttls: …' or use kind "
            "tls)");
        row("plain http", "{kind: http, url: 'http://x/', redirects: none, expect: {cert_days: 7}}",
            "1:69: monitors[0]: expect: cert_days needs a certificate to look at (write https:// in the url)");
        row("plain socket", "{kind: websocket, url: 'ws://x/', expect: {cert_days: 7}}",
            "1:55: monitors[0]: expect: cert_days needs a certificate to look at (write wss:// in the url)");
    }

    void hostRows()
    {
        row("no host", "{kind: tcp}", "1:1: monitors[0] has no host (write 'url: tcp://host:port')");
        row("no port", "{kind: tcp, host: x}", "1:1: monitors[0] has no port (write 'port: 443')");
        row("no port in url", "{kind: tcp, url: 'tcp://x'}",
            "1:18: monitors[0]: url is not usable (write tcp://host:port)");
        row("path", "{kind: tcp, url: 'tcp://x:1/a'}",
            "1:18: monitors[0]: url is not usable (write tcp://host:port)");
        row("both", "{kind: tcp, url: 'tcp://x:1', port: 1}",
            "1:18: monitors[0] has a url and a host or port (keep one of them)");
        row("port in host", "{kind: tcp, host: 'x:25'}",
            { QStringLiteral("1:1: monitors[0] has no port (write 'port: 443')"),
                QStringLiteral("1:19: monitors[0]: host is 'x:25' (write 'host: x' and 'port: 25')") });
        row("bad host", "{kind: ping, host: 'a b'}",
            "1:20: monitors[0]: host is 'a b' (write a host name or an address, such as mail.example.com or "
            "192.0.2.1)");
        row("bad address", "{kind: ping, host: 192.0.2.256}",
            "1:20: monitors[0]: host is '192.0.2.256' (write a host name or an address, such as mail.example.com "
            "or "
            "192.0.2.1)");
        row("port of ping", "{kind: ping, url: 'ping://x:7'}",
            "1:19: monitors[0]: url is not usable (write ping://host)");
        row("port", "{kind: tls, host: x, port: 65536}",
            "1:28: monitors[0]: port is '65536' (write a whole number from 1 to 65535)");
        row("starttls", "{kind: tcp, host: x, port: 1, starttls: smpt}",
            "1:41: monitors[0]: starttls is 'smpt' (did you mean 'smtp'?)");
        row("min_protocol", "{kind: tls, host: x, min_protocol: TLSv1.1}",
            "1:36: monitors[0]: min_protocol is 'TLSv1.1' (write TLSv1.2 or TLSv1.3)");
        row("count", "{kind: ping, host: x, count: 21}",
            "1:30: monitors[0]: count is '21' (write a whole number from 1 to 20)");
        row("size", "{kind: ping, host: x, size: 65508}",
            "1:29: monitors[0]: size is '65508' (write a whole number from 0 to 65507)");
        row("send", "{kind: tcp, url: 'tcp://x:1', send: [a]}",
            "1:37: monitors[0]: send is not a text (write it in quotes, or after '|' on lines of its own)");
    }

    void otherRows()
    {
        row("no name to ask", "{kind: dns}", "1:1: monitors[0] has no host (write 'host: example.com')");
        row("dns host", "{kind: dns, host: 'a b'}",
            "1:19: monitors[0]: host is 'a b' (write a name such as example.com, or "
            "dns://resolver/example.com?type=MX)");
        row("dns both", "{kind: dns, host: a, url: 'dns://a'}",
            "1:27: monitors[0] has a url and a host (keep one of them)");
        row("dns url", "{kind: dns, url: 'https://a'}",
            "1:18: monitors[0]: url is not usable (write dns://resolver/example.com?type=MX or "
            "dns:///example.com)");
        row("dns url type", "{kind: dns, url: 'dns://a?type=ANY'}",
            "1:18: monitors[0]: url: type is 'ANY' (write A, AAAA, CNAME, MX, NS, PTR, SRV or TXT)");
        row("dns type", "{kind: dns, host: a, type: AAA}",
            "1:28: monitors[0]: type is 'AAA' (did you mean 'AAAA'?)");
        row("resolver", "{kind: dns, host: a, resolver: dns.google}",
            "1:32: monitors[0]: resolver is 'dns.google' (write an address such as 9.9.9.9, 127.0.0.1:5353 or "
            "[2620:fe::fe]:53)");
        row("shell line", "{kind: command, argv: 'ping -c 1 \"a b\"'}",
            "1:23: monitors[0]: argv is one text and not a list (write [ping, '-c', '1', 'a b'])");
        row("shell", "{kind: command, argv: 'df | grep x'}",
            "1:23: monitors[0]: argv is one text and not a list (no shell reads it: put the line into a script "
            "and "
            "write [/path/of/script])");
        row("no argv", "{kind: command, command: df}",
            { QStringLiteral("1:1: monitors[0] has no argv (write 'argv: [program, argument, …]')"),
                QStringLiteral("1:17: monitors[0]: unknown key 'command' (did you mean 'argv'?)") });
        row("empty argv", "{kind: command, argv: []}",
            "1:23: monitors[0]: argv is empty (write [program, argument, …])");
        row("no program", "{kind: command, argv: ['', a]}",
            "1:24: monitors[0]: argv names no program (write its path)");
        row("argv of lists", "{kind: command, argv: [a, [b]]}",
            "1:27: monitors[0]: argv entry is not a single value (write at most 4096 characters)");
        row("secret in argv", "{kind: command, argv: [a, '${TOKEN}']}",
            "1:27: monitors[0]: argv entry has a ${NAME}, which everybody could see running (let the program read "
            "its environment)");
        row("domain", "{kind: domain, name: 192.0.2.1}",
            "1:22: monitors[0]: name is '192.0.2.1' (write the registered domain such as example.com)");
        row("no domain", "{kind: domain}", "1:1: monitors[0] has no name (write 'name: example.com')");
        row("domain_days", "{kind: domain, name: example.com, expect: {domain_days: 0}}",
            "1:57: monitors[0]: expect: domain_days is '0' (write a whole number from 1 to 3650)");
    }
} // namespace

void CheckFaultsTest::faults_data()
{
    QTest::addColumn<QByteArray>("monitor");
    QTest::addColumn<QStringList>("expected");
    keyRows();
    requestRows();
    authRows();
    expectRows();
    hostRows();
    otherRows();
}

void CheckFaultsTest::faults()
{
    QFETCH(const QByteArray, monitor);
    QFETCH(const QStringList, expected);
    const QStringList found = monitorFaults(monitor, monitorEnvironment());
    QCOMPARE(found.join(QLatin1Char('\n')), expected.join(QLatin1Char('\n')));
    QVERIFY(!found.join(QString()).contains(QLatin1String("sesame")));
}

void CheckFaultsTest::commandsAreOff()
{
    const QByteArray command = "{kind: command, argv: [df]}";
    const QStringList refused { QStringLiteral("1:8: monitors[0]: kind 'command' runs programs and is switched "
                                               "off (set ALLOW_COMMAND_CHECKS=true to allow "
                                               "it)") };
    QCOMPARE(monitorFaults(command, {}), refused);
    QCOMPARE(
        monitorFaults(command, { { QStringLiteral("ALLOW_COMMAND_CHECKS"), QStringLiteral("false") } }), refused);
    Folder folder;
    folder.write("services.yaml", monitorsFile(command));
    folder.write("watchfloor.yaml", "allow_command_checks: true\n");
    QVERIFY(folder.load().has_value());
}

void CheckFaultsTest::shortForms()
{
    for (const char *kind : { "http", "dns", "heartbeat" }) {
        Folder folder;
        folder.write("services.yaml",
            QByteArray("services:\n  - {id: a, display_name: A, category: other, poll_type: ") + kind + "}\n");
        QCOMPARE(folder.faults(),
            QStringList { QStringLiteral("services.yaml:2:58: services[0] 'a': poll_type '%1' has no short form "
                                         "(write it as an entry of 'monitors:' with 'kind: %1')")
                              .arg(QLatin1String(kind)) });
    }
}

void CheckFaultsTest::quorum()
{
    Folder folder;
    folder.write("services.yaml",
        "services:\n  - {id: a, display_name: A, category: other, quorum: 3, monitors: [{kind: manual}]}\n"
        "  - {id: b, display_name: A, category: other, quorum: 0, poll_type: manual}\n");
    QCOMPARE(folder.faults(),
        (QStringList {
            QStringLiteral("services.yaml:2:55: services[0] 'a': quorum is 3 of 1 monitors (write a whole "
                           "number from 1 to 1)"),
            QStringLiteral(
                "services.yaml:3:55: services[1] 'b': quorum is '0' (write a whole number from 1 to 20)") }));
}

void CheckFaultsTest::hostile_data()
{
    QTest::addColumn<QByteArray>("monitor");
    const QByteArray many = QByteArray("'") + QByteArray(5000, 'a') + "'";
    QByteArray list = "[";
    for (int i = 0; i < 300; ++i)
        list += "a" + QByteArray::number(i) + ", ";
    list += "z]";
    const auto http = [](const QByteArray &rest) {
        return QByteArray("{kind: http, url: 'https://x/', " + rest + "}");
    };
    QTest::newRow("long url") << QByteArray("{kind: http, url: https://x/") + QByteArray(5000, 'a') + "}";
    QTest::newRow("long header") << http("headers: {A: " + many + many.mid(1, 4000) + "}");
    QTest::newRow("many statuses") << http("expect: {status: " + list + "}");
    QTest::newRow("many texts") << http("expect: {body_contains: " + list + "}");
    QTest::newRow("long pattern") << http("expect: {body_matches: " + many + "}");
    QTest::newRow("deep pattern") << http("expect: {body_matches: '" + QByteArray(1900, '(') + "'}");
    QTest::newRow("long path") << http("expect: {json: {'$" + QByteArray(".a").repeated(600) + "': 1}}");
    QTest::newRow("many arguments") << QByteArray("{kind: command, argv: " + list + "}");
    QTest::newRow("long argument") << QByteArray("{kind: command, argv: [a, " + many + "]}");
    QTest::newRow("long command") << QByteArray("{kind: command, argv: " + many + "}");
    QTest::newRow("many values") << QByteArray("{kind: dns, host: x, expect: {values: " + list + "}}");
    QTest::newRow("long host") << QByteArray("{kind: ping, host: " + many + "}");
    QTest::newRow("long label") << QByteArray("{kind: ping, host: " + QByteArray(64, 'a') + ".example}");
    QTest::newRow("everything wrong kind") << QByteArray(
        "{kind: http, url: [a], method: {a: 1}, headers: [b], body: [c], auth: [d], redirects: [e], proxy: {f: "
        "1}, "
        "ip: [4], ca_file: [g], insecure: [h], body_limit: [i], expect: [j], timeout: [k], interval: {l: 1}, "
        "confirm: m, on_failure: [n], id: [o], name: [p]}");
    QTest::newRow("list as kind") << QByteArray("{kind: [http], url: 'https://x/'}");
    QTest::newRow("scalar monitor") << QByteArray("http");
    QTest::newRow("control characters") << QByteArray("{kind: ping, host: \"a\\u0000b\"}");
    QTest::newRow("long schedule") << QByteArray("{kind: heartbeat, schedule: " + many + "}");
    QTest::newRow("long keywords") << QByteArray(
        "{kind: heartbeat, schedule: 1d, filter: {success: " + many + "}}");
}

void CheckFaultsTest::hostile()
{
    QFETCH(const QByteArray, monitor);
    const QStringList found = monitorFaults(monitor, monitorEnvironment());
    QVERIFY(!found.isEmpty());
    for (const QString &text : found) {
        QVERIFY2(text.size() < 700, qPrintable(text));
        QVERIFY(!text.contains(QLatin1Char('\n')));
    }
}

} // namespace Wf
