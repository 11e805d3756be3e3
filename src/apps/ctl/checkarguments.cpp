// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/checkcommand.h"

#include "domain/jsonpath.h"

#include <QCommandLineParser>
#include <QUrlQuery>

#include <optional>

namespace Wf::Ctl {

using namespace Domain;

namespace {
    using Fault = tl::unexpected<QString>;
    template <class T> using Read = tl::expected<T, QString>;

    struct Scheme {
        QLatin1String word;
        QLatin1String kind;
        quint16 port;
        StartTls startTls = StartTls::None;
    };
    constexpr Scheme kSchemes[] { { QLatin1String("http"), QLatin1String("http"), 80 },
        { QLatin1String("https"), QLatin1String("http"), 443 }, { QLatin1String("tcp"), QLatin1String("tcp"), 0 },
        { QLatin1String("smtp"), QLatin1String("tcp"), 25, StartTls::Smtp },
        { QLatin1String("imap"), QLatin1String("tcp"), 143, StartTls::Imap },
        { QLatin1String("pop3"), QLatin1String("tcp"), 110, StartTls::Pop3 },
        { QLatin1String("ftp"), QLatin1String("tcp"), 21, StartTls::Ftp },
        { QLatin1String("tls"), QLatin1String("tls"), 443 }, { QLatin1String("dns"), QLatin1String("dns"), 53 },
        { QLatin1String("ping"), QLatin1String("ping"), 0 },
        { QLatin1String("ws"), QLatin1String("websocket"), 80 },
        { QLatin1String("wss"), QLatin1String("websocket"), 443 },
        { QLatin1String("domain"), QLatin1String("domain"), 0 } };

    /// A target as it was written, taken apart.
    struct Target {
        QString text;
        QString scheme; ///< empty when none was written
        QString rest; ///< behind the scheme and its slashes
        QUrl url;
        const Scheme *known = nullptr;
    };

    Target takeApart(const QString &text)
    {
        Target target { text, {}, text, QUrl(text), nullptr };
        const qsizetype colon = text.indexOf(u':');
        const QString word = text.left(colon).toLower();
        for (const Scheme &each : kSchemes) {
            if (colon > 0 && each.word == word
                && (text.mid(colon, 3) == QLatin1String("://") || word == QLatin1String("domain"))) {
                target.scheme = word;
                target.known = &each;
                target.rest = text.mid(colon + 1);
                while (target.rest.startsWith(u'/'))
                    target.rest.remove(0, 1);
            }
        }
        if (!target.known)
            target.url = QUrl(u"none://" % text);
        return target;
    }

    QString kindOf(const Target &target, const QString &given)
    {
        if (!given.isEmpty())
            return given;
        return target.known ? QString(target.known->kind) : QString();
    }

    Read<Millis> span(const QCommandLineParser &parser, const QString &name)
    {
        const auto read = parseDuration(parser.value(name));
        if (!read)
            return Fault(
                QStringLiteral("--%1 %2 is no duration (write 500ms, 10s or 1m)").arg(name, parser.value(name)));
        return *read;
    }

    Read<HttpSpec> http(const QCommandLineParser &parser, const Target &target)
    {
        HttpSpec spec;
        spec.url = target.url;
        if (target.scheme != QLatin1String("http") && target.scheme != QLatin1String("https"))
            return Fault(QStringLiteral("%1 is no web address (write https://HOST/…)").arg(target.text));
        spec.method = parser.value(QStringLiteral("method")).toLatin1();
        spec.body = parser.value(QStringLiteral("body")).toUtf8();
        spec.redirects = parser.value(QStringLiteral("redirects")).toInt();
        spec.proxy = Secret<QString>(parser.value(QStringLiteral("proxy")));
        const auto statuses = parseStatusRanges(parser.value(QStringLiteral("expect-status")));
        if (!statuses)
            return Fault(QStringLiteral("--expect-status %1 is no list of statuses (write 200-299,401)")
                             .arg(parser.value(QStringLiteral("expect-status"))));
        spec.statuses = *statuses;
        for (const QString &line : parser.values(QStringLiteral("header"))) {
            const qsizetype colon = line.indexOf(u':');
            if (colon < 1)
                return Fault(QStringLiteral("--header needs a name and a value (write 'Accept: text/html')"));
            spec.headers.push_back({ line.left(colon).trimmed().toLatin1(),
                Secret<QByteArray>(line.mid(colon + 1).trimmed().toUtf8()) });
        }
        for (const QString &wanted : parser.values(QStringLiteral("expect"))) {
            if (!wanted.startsWith(u'$')) {
                spec.bodyContains.append(wanted);
                continue;
            }
            const qsizetype blank = wanted.indexOf(u' ');
            const QString path = wanted.left(blank);
            if (const auto read = JsonPath::parse(path); !read)
                return Fault(read.error().detail);
            if (blank < 0)
                return Fault(QStringLiteral("--expect '%1' says no value (write '%1 == up')").arg(path));
            spec.json.push_back({ path, parseExpectation(wanted.mid(blank)) });
        }
        return spec;
    }

    Read<TcpSpec> tcp(const QCommandLineParser &parser, const Target &target)
    {
        const auto port = static_cast<quint16>(target.url.port(target.known ? target.known->port : 0));
        if (port == 0 || target.url.host().isEmpty())
            return Fault(QStringLiteral("%1 names no host and port (write tcp://HOST:PORT)").arg(target.text));
        return TcpSpec { target.url.host(), port, target.known ? target.known->startTls : StartTls::None,
            parser.value(QStringLiteral("send")).toUtf8(), parser.value(QStringLiteral("expect")) };
    }

    Read<TlsSpec> tls(const Target &target)
    {
        if (target.url.host().isEmpty())
            return Fault(
                QStringLiteral("%1 names no host (write tls://HOST or tls://HOST:PORT)").arg(target.text));
        return TlsSpec { target.url.host(), static_cast<quint16>(target.url.port(443)), {}, {} };
    }

    /// dns://NAME?type=MX, dns://RESOLVER/NAME?type=MX
    Read<DnsSpec> dns(const QCommandLineParser &parser, const Target &target)
    {
        DnsSpec spec;
        const QString where = target.rest.section(u'?', 0, 0);
        const QString inQuery = QUrlQuery(target.rest.section(u'?', 1)).queryItemValue(QStringLiteral("type"));
        spec.name = where.contains(u'/') ? where.section(u'/', 1, 1) : where;
        spec.resolver =
            where.contains(u'/') ? where.section(u'/', 0, 0) : parser.value(QStringLiteral("resolver"));
        spec.expected = parser.values(QStringLiteral("expect"));
        const QString word = inQuery.isEmpty() ? parser.value(QStringLiteral("type")) : inQuery;
        const auto type = dnsTypeFromWord(word);
        if (!type)
            return Fault(
                QStringLiteral("%1 is no record type (write A, AAAA, CNAME, MX, NS, PTR, SRV or TXT)").arg(word));
        spec.type = *type;
        return spec;
    }

    Read<WebSocketSpec> webSocket(const QCommandLineParser &parser, const Target &target)
    {
        if (target.scheme != QLatin1String("ws") && target.scheme != QLatin1String("wss"))
            return Fault(QStringLiteral("%1 is no WebSocket address (write wss://HOST/…)").arg(target.text));
        WebSocketSpec spec;
        spec.url = target.url;
        spec.send = parser.value(QStringLiteral("send"));
        spec.expect = parser.value(QStringLiteral("expect"));
        return spec;
    }

    template <class T> Read<CheckSpec::Target> any(Read<T> read)
    {
        if (!read)
            return Fault(read.error());
        return CheckSpec::Target(std::move(*read));
    }

    Read<CheckSpec::Target> targetOf(const QCommandLineParser &parser, const QStringList &words)
    {
        const QString given = parser.value(QStringLiteral("kind"));
        if (given == QLatin1String("command"))
            return CheckSpec::Target(CommandSpec { words, 64 * 1024 });
        if (words.size() > 1)
            return Fault(
                QStringLiteral("one target is checked at a time ('%1' is one too many)").arg(words.at(1)));
        const Target target = takeApart(words.first());
        const QString kind = kindOf(target, given);
        const qsizetype index = checkKinds().indexOf(kind);
        switch (index) {
        case 0:
            return any(http(parser, target));
        case 1:
            return any(tcp(parser, target));
        case 2:
            return any(tls(target));
        case 3:
            return any(dns(parser, target));
        case 4:
            return CheckSpec::Target(PingSpec { target.known ? target.url.host() : target.rest, 3, 56 });
        case 5:
            return any(webSocket(parser, target));
        case 7:
            return CheckSpec::Target(DomainSpec { target.rest, 30 });
        default:
            break;
        }
        return given.isEmpty()
            ? Fault(QStringLiteral("what kind of check is '%1'? (write https://…, tcp://HOST:PORT, or say --kind)")
                        .arg(target.text))
            : Fault(QStringLiteral("'%1' is no kind of check (write %2)")
                        .arg(given, checkKinds().join(QStringLiteral(", "))));
    }

    void addOptions(QCommandLineParser &parser)
    {
        const auto valued = [](const char *name, const char *fallback = "") {
            return QCommandLineOption(QString::fromLatin1(name), QString(), QStringLiteral("value"),
                *fallback ? QString::fromLatin1(fallback) : QString());
        };
        parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
        parser.addOptions({ valued("kind"), valued("expect-status", "200-299"), valued("timeout", "10s"),
            valued("resolver"), valued("expect"), valued("method", "GET"), valued("header"), valued("body"),
            valued("redirects", "10"), valued("proxy"), valued("ca"), valued("cert-days"), valued("latency"),
            valued("degraded-latency"), valued("send"), valued("type", "A"),
            QCommandLineOption(QStringLiteral("insecure")),
            QCommandLineOption(QStringList { QStringLiteral("4"), QStringLiteral("ipv4") }),
            QCommandLineOption(QStringList { QStringLiteral("6"), QStringLiteral("ipv6") }) });
    }

    LinkSpec linkOf(const QCommandLineParser &parser)
    {
        LinkSpec link;
        link.insecure = parser.isSet(QStringLiteral("insecure"));
        link.caFile = parser.value(QStringLiteral("ca"));
        link.family = parser.isSet(QStringLiteral("ipv4")) ? IpFamily::V4
            : parser.isSet(QStringLiteral("ipv6"))         ? IpFamily::V6
                                                           : IpFamily::Any;
        return link;
    }

    /// What every kind may be told.
    Read<CheckOrder> withLimits(CheckOrder order, const QCommandLineParser &parser)
    {
        const auto timeout = span(parser, QStringLiteral("timeout"));
        if (!timeout)
            return Fault(timeout.error());
        order.timeout = *timeout;
        const auto optional = [&parser](const char *name, std::optional<Millis> &into) -> QString {
            const QString option = QString::fromLatin1(name);
            if (!parser.isSet(option))
                return {};
            const auto read = span(parser, option);
            into = read ? std::optional(*read) : std::nullopt;
            return read ? QString() : read.error();
        };
        for (const QString &fault : { optional("latency", order.spec.latency),
                 optional("degraded-latency", order.spec.degradedLatency) }) {
            if (!fault.isEmpty())
                return Fault(fault);
        }
        bool number = true;
        if (const QString days = parser.value(QStringLiteral("cert-days")); !days.isEmpty())
            order.spec.certDays = days.toInt(&number);
        (void)parser.value(QStringLiteral("redirects")).toInt(number ? &number : nullptr);
        if (!number)
            return Fault(QStringLiteral("--cert-days and --redirects need whole numbers (write --cert-days 14)"));
        return order;
    }
} // namespace

tl::expected<CheckOrder, QString> parseCheck(const QStringList &words)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QStringList { QStringLiteral("check") } + words))
        return Fault(parser.errorText());
    if (parser.positionalArguments().isEmpty())
        return Fault(QStringLiteral("'check' needs a target (write watchfloorctl check https://HOST/…)"));
    auto target = targetOf(parser, parser.positionalArguments());
    if (!target)
        return Fault(target.error());
    CheckOrder order;
    order.spec.target = std::move(*target);
    order.spec.link = linkOf(parser);
    return withLimits(std::move(order), parser);
}

QString checkUsage()
{
    return QStringLiteral(
        "  check TARGET [OPTIONS]   run one check now, without a server: https://…, tcp://HOST:PORT,\n"
        "                           smtp:// imap:// pop3:// ftp:// (STARTTLS), tls://HOST[:PORT],\n"
        "                           dns://NAME?type=MX, ping://HOST, wss://…, domain:NAME, or\n"
        "                           --kind command -- PROGRAM ARGUMENT…\n"
        "                           --kind K --timeout 10s --expect TEXT --expect-status 200-299,401\n"
        "                           --expect '$.db == up' --latency 2s --degraded-latency 800ms\n"
        "                           --cert-days 14 --method M --header 'N: V' --body TEXT --redirects 10\n"
        "                           --proxy URL --ca FILE --insecure -4 -6 --resolver ADDRESS --type A\n"
        "                           --send TEXT; exit status 0 operational, 1 degraded, 2 anything else\n");
}

} // namespace Wf::Ctl
