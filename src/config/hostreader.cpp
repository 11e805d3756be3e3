// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/hostreader.h"

#include "config/endpoint.h"

#include <QUrlQuery>

namespace Wf::Config {

namespace {
    constexpr qsizetype kLongestMessage = 64 * 1024;
    constexpr std::size_t kMostValues = 50;
    constexpr int kMostEchoes = 20;
    constexpr int kLargestEcho = 65507;

    quint16 usualPort(Domain::StartTls protocol)
    {
        switch (protocol) {
        case Domain::StartTls::None:
            return 0;
        case Domain::StartTls::Smtp:
            return 25;
        case Domain::StartTls::Imap:
            return 143;
        case Domain::StartTls::Pop3:
            return 110;
        case Domain::StartTls::Ftp:
            return 21;
        }
        return 0;
    }

    void readMinimumProtocol(const YamlNode &node, const QString &what, Checker &checker, Domain::TlsSpec &spec)
    {
        static const QStringList known { QStringLiteral("TLSv1.2"), QStringLiteral("TLSv1.3") };
        const QString digits = node.text.trimmed().toUpper().remove(QLatin1String("TLS")).remove(u'V').trimmed();
        const QString word = QStringLiteral("TLSv") + digits;
        if (node.kind == YamlNode::Kind::Scalar && known.contains(word))
            spec.minimumProtocol = word;
        else
            checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)),
                QStringLiteral("write ") + alternatives(known));
    }

    /// A name that is asked for: underscores and a dot at the end are usual there.
    std::optional<QString> dnsName(
        const YamlNode &node, const QString &what, const QString &text, Checker &checker)
    {
        if (isHost(text) || text == QLatin1String("."))
            return text;
        checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(text)),
            QStringLiteral("write a name such as example.com, or dns://resolver/example.com?type=MX"));
        return std::nullopt;
    }

    void readType(const YamlNode &node, const QString &what, Checker &checker, Domain::DnsSpec &spec)
    {
        static const QStringList words { QStringLiteral("A"), QStringLiteral("AAAA"), QStringLiteral("CNAME"),
            QStringLiteral("MX"), QStringLiteral("NS"), QStringLiteral("PTR"), QStringLiteral("SRV"),
            QStringLiteral("TXT") };
        spec.type = checker.word<Domain::DnsType>(node, what, Domain::dnsTypeFromWord, words).value_or(spec.type);
    }

    /// dns://resolver/name?type=MX, dns:///name, dns://name
    void fromDnsUrl(const YamlNode &node, const QString &what, Checker &checker, Domain::DnsSpec &spec)
    {
        const auto written = checker.text(node, what, 2000);
        if (!written)
            return;
        const QUrl url(*written, QUrl::StrictMode);
        const QString path = url.path().mid(1);
        if (!url.isValid() || url.scheme() != QLatin1String("dns") || !url.userInfo().isEmpty())
            return checker.fault(node, what + QStringLiteral(" is not usable"),
                QStringLiteral("write dns://resolver/example.com?type=MX or dns:///example.com"));
        spec.name = dnsName(node, what, path.isEmpty() ? url.host() : path, checker).value_or(QString());
        if (!path.isEmpty())
            spec.resolver = url.authority();
        const QString type = QUrlQuery(url).queryItemValue(QStringLiteral("type"));
        if (const auto known = Domain::dnsTypeFromWord(type))
            spec.type = *known;
        else if (!type.isEmpty())
            checker.fault(node, QStringLiteral("%1: type is '%2'").arg(what, quoted(type)),
                QStringLiteral("write A, AAAA, CNAME, MX, NS, PTR, SRV or TXT"));
    }

    void readName(const Place &monitor, Checker &checker, Domain::DnsSpec &spec)
    {
        const YamlNode *url = monitor.find(u"url");
        const YamlNode *host = monitor.find(u"host");
        if (url && host)
            checker.fault(*url, monitor.what() + QStringLiteral(" has a url and a host"),
                QStringLiteral("keep one of them"));
        else if (url)
            fromDnsUrl(*url, monitor.about(u"url"), checker, spec);
        else if (!host)
            checker.missing(monitor.map(), QStringLiteral("host"), monitor.what() + QStringLiteral(" has no host"),
                QStringLiteral("write 'host: example.com'"));
        else if (const auto text = checker.text(*host, monitor.about(u"host"), 300))
            spec.name = dnsName(*host, monitor.about(u"host"), *text, checker).value_or(QString());
    }

    QUrl shownUrl(const Domain::DnsSpec &spec)
    {
        QUrl url;
        url.setScheme(QStringLiteral("dns"));
        url.setAuthority(spec.resolver.contains(QLatin1String("::")) && !spec.resolver.startsWith(QLatin1Char('['))
                ? QLatin1Char('[') + spec.resolver + QLatin1Char(']')
                : spec.resolver);
        url.setPath(QLatin1Char('/') + spec.name);
        url.setQuery(QStringLiteral("type=") + Domain::word(spec.type));
        return url;
    }
} // namespace

Domain::TcpSpec readTcp(const Place &monitor, const Reading &reading, QUrl &shown)
{
    Domain::TcpSpec spec;
    if (const YamlNode *node = monitor.find(u"starttls"))
        spec.startTls = reading.checker
                            .word<Domain::StartTls>(*node, monitor.about(u"starttls"), Domain::startTlsFromWord,
                                { QStringLiteral("smtp"), QStringLiteral("imap"), QStringLiteral("pop3"),
                                    QStringLiteral("ftp"), QStringLiteral("none") })
                            .value_or(spec.startTls);
    const EndpointRule rule { { QStringLiteral("tcp") }, usualPort(spec.startTls) };
    if (const auto endpoint = readEndpoint(monitor, rule, reading)) {
        spec.host = endpoint->host;
        spec.port = endpoint->port;
        shown = endpoint->url(QStringLiteral("tcp"));
    }
    if (const YamlNode *send = monitor.find(u"send"))
        spec.send =
            reading.checker.block(*send, monitor.about(u"send"), kLongestMessage).value_or(QString()).toUtf8();
    return spec;
}

Domain::TlsSpec readTls(const Place &monitor, const Reading &reading, QUrl &shown)
{
    Domain::TlsSpec spec;
    const EndpointRule rule { { QStringLiteral("tls"), QStringLiteral("https") }, 443 };
    if (const auto endpoint = readEndpoint(monitor, rule, reading)) {
        spec.host = endpoint->host;
        spec.port = endpoint->port;
        shown = endpoint->url(QStringLiteral("tls"));
    }
    if (const YamlNode *name = monitor.find(u"server_name"))
        spec.serverName = readHost(*name, monitor.about(u"server_name"), reading.checker).value_or(QString());
    if (const YamlNode *protocol = monitor.find(u"min_protocol"))
        readMinimumProtocol(*protocol, monitor.about(u"min_protocol"), reading.checker, spec);
    return spec;
}

Domain::DnsSpec readDns(const Place &monitor, const Place &expect, const Reading &reading, QUrl &shown)
{
    Domain::DnsSpec spec;
    Checker &checker = reading.checker;
    readName(monitor, checker, spec);
    if (const YamlNode *type = monitor.find(u"type"))
        readType(*type, monitor.about(u"type"), checker, spec);
    const YamlNode *resolver = monitor.find(u"resolver");
    if (resolver)
        spec.resolver = checker.text(*resolver, monitor.about(u"resolver")).value_or(QString());
    if (!spec.resolver.isEmpty() && !isServerAddress(spec.resolver))
        checker.fault(resolver ? *resolver : *monitor.find(u"url"),
            QStringLiteral("%1 is '%2'").arg(monitor.about(u"resolver"), quoted(spec.resolver)),
            QStringLiteral("write an address such as 9.9.9.9, 127.0.0.1:5353 or [2620:fe::fe]:53"));
    if (const YamlNode *values = expect.find(u"values"))
        spec.expected = checker.oneOrMore(*values, expect.about(u"values"), kMostValues, 1000);
    if (!spec.name.isEmpty())
        shown = shownUrl(spec);
    return spec;
}

Domain::PingSpec readPing(const Place &monitor, const Reading &reading, QUrl &shown)
{
    Domain::PingSpec spec;
    const EndpointRule rule { { QStringLiteral("ping") }, 0, EndpointRule::Port::None };
    if (const auto endpoint = readEndpoint(monitor, rule, reading)) {
        spec.host = endpoint->host;
        shown = endpoint->url(QStringLiteral("ping"));
    }
    if (const YamlNode *count = monitor.find(u"count"))
        spec.count = reading.checker.integer(*count, monitor.about(u"count"), 1, kMostEchoes).value_or(spec.count);
    if (const YamlNode *size = monitor.find(u"size"))
        spec.size = reading.checker.integer(*size, monitor.about(u"size"), 0, kLargestEcho).value_or(spec.size);
    return spec;
}

} // namespace Wf::Config
