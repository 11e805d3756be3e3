// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/secret.h"
#include "core/time.h"
#include "domain/status.h"

#include <QByteArray>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <variant>
#include <vector>

namespace Wf::Domain {

/// What an assertion demands of a value.
enum class Comparison : quint8 { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Matches };

/// "up", "== up", "!= down", "< 5", ">= 3", "~json": a bare word means equal, "~" a regular expression that
/// matches somewhere. Less and greater compare numbers; a value that is no number fails them.
struct Expectation {
    Comparison comparison = Comparison::Equal;
    QString value;

    bool operator==(const Expectation &) const = default;
};

struct NamedExpectation {
    QString name; ///< a JSONPath ("$.db.state") or a header's name
    Expectation expectation;

    bool operator==(const NamedExpectation &) const = default;
};

struct StatusRange {
    int from = 200;
    int to = 299; ///< inclusive

    [[nodiscard]] bool contains(int code) const { return from <= code && code <= to; }
    bool operator==(const StatusRange &) const = default;
};

/// A request header; the value may be a secret and is never shown.
struct RequestHeader {
    QByteArray name;
    Secret<QByteArray> value;

    bool operator==(const RequestHeader &) const = default;
};

enum class IpFamily : quint8 { Any = 0, V4 = 4, V6 = 6 };

/// How a connection is made and trusted.
struct LinkSpec {
    IpFamily family = IpFamily::Any;
    QString caFile; ///< PEM bundle that replaces the system's; empty = the system's
    bool insecure = false; ///< certificates are not verified: shown wherever the monitor is shown

    bool operator==(const LinkSpec &) const = default;
};

struct HttpSpec {
    QUrl url; ///< http or https
    QByteArray method { "GET" };
    std::vector<RequestHeader> headers;
    QByteArray body;
    QString user; ///< basic authentication when not empty
    Secret<QString> password;
    Secret<QString> bearer;
    int redirects = 10; ///< followed at most so many; 0 = the first answer is judged
    std::vector<StatusRange> statuses { StatusRange {} };
    QStringList bodyContains;
    QStringList bodyNotContains;
    QStringList bodyMatches; ///< regular expressions
    std::vector<NamedExpectation> json;
    std::vector<NamedExpectation> header;
    Secret<QString> proxy; ///< http://, https://, socks5:// with credentials; empty = none
    qint64 bodyLimit = 1024 * 1024; ///< bytes of the body that are read

    bool operator==(const HttpSpec &) const = default;
};

enum class StartTls : quint8 { None, Smtp, Imap, Pop3, Ftp };

struct TcpSpec {
    QString host;
    quint16 port = 0;
    StartTls startTls = StartTls::None;
    QByteArray send;
    QString expect; ///< what the answer must contain; empty = connecting is enough

    bool operator==(const TcpSpec &) const = default;
};

struct TlsSpec {
    QString host;
    quint16 port = 443;
    QString serverName; ///< SNI and the name that the certificate must bear; empty = host
    QString minimumProtocol; ///< "TLSv1.2", "TLSv1.3"; empty = any that we speak

    bool operator==(const TlsSpec &) const = default;
};

enum class DnsType : quint8 { A, AAAA, CNAME, MX, NS, PTR, SRV, TXT };

struct DnsSpec {
    QString name;
    DnsType type = DnsType::A;
    QString resolver; ///< "9.9.9.9", "[2620:fe::fe]:53", "127.0.0.1:5353"; empty = the system's
    QStringList expected; ///< every one must be among the answers; empty = at least one answer of the type

    bool operator==(const DnsSpec &) const = default;
};

struct PingSpec {
    QString host;
    int count = 3; ///< echo requests (1…20); one answer is enough to be up
    int size = 56; ///< bytes of payload

    bool operator==(const PingSpec &) const = default;
};

struct WebSocketSpec {
    QUrl url; ///< ws or wss
    std::vector<RequestHeader> headers;
    QString subprotocol;
    QString send; ///< a text message sent after the handshake
    QString expect; ///< what a message must contain; empty = the handshake is enough

    bool operator==(const WebSocketSpec &) const = default;
};

/// Exit status 0 operational, 1 degraded, anything else what `onFailure` says; no shell.
struct CommandSpec {
    QStringList argv; ///< program first
    qint64 outputLimit = 64 * 1024; ///< bytes kept of what it prints

    bool operator==(const CommandSpec &) const = default;
};

/// When a registered domain name ends: RDAP, or WHOIS where the registry has no RDAP.
struct DomainSpec {
    QString name; ///< "example.com"
    int days = 30; ///< fewer days left: degraded

    bool operator==(const DomainSpec &) const = default;
};

/// One active check: what is asked, and what makes the answer good. The whole of it within MonitorSpec::timeout.
struct CheckSpec {
    using Target =
        std::variant<HttpSpec, TcpSpec, TlsSpec, DnsSpec, PingSpec, WebSocketSpec, CommandSpec, DomainSpec>;
    Target target;
    LinkSpec link;
    Status onFailure = Status::MajorOutage; ///< or Degraded, PartialOutage
    std::optional<Millis> latency; ///< slower than this fails
    std::optional<Millis> degradedLatency; ///< slower than this is degraded
    std::optional<int> certDays; ///< fewer days left on the certificate: degraded

    bool operator==(const CheckSpec &) const = default;
};

/// "http", "tcp", "tls", "dns", "ping", "websocket", "command", "domain".
[[nodiscard]] QString kindWord(const CheckSpec &spec);
/// The kinds above, in that order.
[[nodiscard]] QStringList checkKinds();
/// One line that names what is asked, for lists: "https://example.com/health", "mx1.example.com:25", "example.com
/// MX
/// @9.9.9.9". Holds no secret: user information and query values of an address are left out.
[[nodiscard]] QString targetText(const CheckSpec &spec);
/// An address as people may see it: without user information, values of its query and fragment.
[[nodiscard]] QString shownAddress(const QUrl &url);
/// The host that is asked, for limits per host; the program's name for a command.
[[nodiscard]] QString targetHost(const CheckSpec &spec);
[[nodiscard]] QString word(DnsType type);
[[nodiscard]] std::optional<DnsType> dnsTypeFromWord(QStringView word);
[[nodiscard]] QString word(StartTls protocol);
[[nodiscard]] std::optional<StartTls> startTlsFromWord(QStringView word);
/// What TlsSpec::minimumProtocol may say, oldest first.
[[nodiscard]] QStringList tlsProtocols();
/// Reads the written form of an expectation (see Expectation).
[[nodiscard]] Expectation parseExpectation(QStringView text);
/// The written form again: "up", "!= down", "~ json".
[[nodiscard]] QString expectationText(const Expectation &expectation);
/// Why an expectation can never be judged (no number, no pattern), one clause for people; empty when it can.
[[nodiscard]] QString expectationFault(const Expectation &expectation);
/// The same for a regular expression.
[[nodiscard]] QString patternFault(const QString &pattern);
/// "200-299", "301", "200-299,401": 100…599 each; nothing when it cannot be read.
[[nodiscard]] std::optional<std::vector<StatusRange>> parseStatusRanges(QStringView text);
/// "200-299, 401"
[[nodiscard]] QString statusRangesText(const std::vector<StatusRange> &ranges);

} // namespace Wf::Domain
