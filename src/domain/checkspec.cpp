// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/checkspec.h"

#include "domain/words.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QUrlQuery>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<8> kKinds { QLatin1String("http"), QLatin1String("tcp"), QLatin1String("tls"),
        QLatin1String("dns"), QLatin1String("ping"), QLatin1String("websocket"), QLatin1String("command"),
        QLatin1String("domain") };
    constexpr Words::Table<8> kDnsTypes { QLatin1String("A"), QLatin1String("AAAA"), QLatin1String("CNAME"),
        QLatin1String("MX"), QLatin1String("NS"), QLatin1String("PTR"), QLatin1String("SRV"),
        QLatin1String("TXT") };
    constexpr Words::Table<5> kStartTls { QLatin1String("none"), QLatin1String("smtp"), QLatin1String("imap"),
        QLatin1String("pop3"), QLatin1String("ftp") };
    constexpr qsizetype kMostRanges = 50;

    struct Operator {
        QLatin1String sign;
        Comparison comparison;
    };
    // Longer signs first: "<=" begins with "<".
    constexpr Operator kOperators[] { { QLatin1String("=="), Comparison::Equal },
        { QLatin1String("!="), Comparison::NotEqual }, { QLatin1String("<="), Comparison::LessOrEqual },
        { QLatin1String(">="), Comparison::GreaterOrEqual }, { QLatin1String("<"), Comparison::Less },
        { QLatin1String(">"), Comparison::Greater }, { QLatin1String("~"), Comparison::Matches } };

    template <class... Each> struct Overloaded : Each... {
        using Each::operator()...;
    };
    template <class... Each> Overloaded(Each...) -> Overloaded<Each...>;

    QString endpoint(const QString &host, int port)
    {
        const QString shown = host.contains(u':') ? u'[' % host % u']' : host;
        return shown % u':' % QString::number(port);
    }

    QString dnsText(const DnsSpec &spec)
    {
        const QString asked = spec.name % u' ' % word(spec.type);
        return spec.resolver.isEmpty() ? asked : QString(asked % u" @" % spec.resolver);
    }

    std::optional<int> statusCode(QStringView text)
    {
        bool number = false;
        const int code = text.trimmed().toInt(&number);
        return number && code >= 100 && code <= 599 ? std::optional(code) : std::nullopt;
    }

    std::optional<StatusRange> statusRange(QStringView text)
    {
        const qsizetype dash = text.indexOf(u'-');
        const auto from = statusCode(dash < 0 ? text : text.left(dash));
        const auto to = dash < 0 ? from : statusCode(text.mid(dash + 1));
        if (!from || !to || *from > *to)
            return std::nullopt;
        return StatusRange { *from, *to };
    }
} // namespace

QString kindWord(const CheckSpec &spec)
{
    return kKinds[spec.target.index()];
}

QStringList checkKinds()
{
    return { kKinds.begin(), kKinds.end() };
}

QString targetText(const CheckSpec &spec)
{
    return std::visit(
        Overloaded { [](const HttpSpec &http) { return shownAddress(http.url); },
            [](const TcpSpec &tcp) { return endpoint(tcp.host, tcp.port); },
            [](const TlsSpec &tls) { return endpoint(tls.host, tls.port); },
            [](const DnsSpec &dns) { return dnsText(dns); }, [](const PingSpec &ping) { return ping.host; },
            [](const WebSocketSpec &socket) { return shownAddress(socket.url); },
            [](const CommandSpec &command) { return QFileInfo(command.argv.value(0)).fileName(); },
            [](const DomainSpec &domain) { return domain.name; } },
        spec.target);
}

QString shownAddress(const QUrl &url)
{
    // Names of a query tell what is asked; its values may be keys.
    QStringList names;
    for (const auto &[name, value] : QUrlQuery(url).queryItems())
        names.append(value.isEmpty() ? name : QString(name % u"=…"));
    const QString bare = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    return names.isEmpty() ? bare : QString(bare % u'?' % names.join(u'&'));
}

QString targetHost(const CheckSpec &spec)
{
    return std::visit(Overloaded { [](const HttpSpec &http) { return http.url.host(); },
                          [](const TcpSpec &tcp) { return tcp.host; }, [](const TlsSpec &tls) { return tls.host; },
                          [](const DnsSpec &dns) { return dns.resolver.isEmpty() ? dns.name : dns.resolver; },
                          [](const PingSpec &ping) { return ping.host; },
                          [](const WebSocketSpec &socket) { return socket.url.host(); },
                          [](const CommandSpec &command) { return QFileInfo(command.argv.value(0)).fileName(); },
                          [](const DomainSpec &domain) { return domain.name.section(u'.', -1); } },
        spec.target)
        .toLower();
}

QString word(DnsType type)
{
    return Words::of(kDnsTypes, type);
}

std::optional<DnsType> dnsTypeFromWord(QStringView word)
{
    return Words::find<DnsType>(kDnsTypes, word.toString().toUpper());
}

QString word(StartTls protocol)
{
    return Words::of(kStartTls, protocol);
}

std::optional<StartTls> startTlsFromWord(QStringView word)
{
    return Words::find<StartTls>(kStartTls, word);
}

QStringList tlsProtocols()
{
    return { QStringLiteral("TLSv1.0"), QStringLiteral("TLSv1.1"), QStringLiteral("TLSv1.2"),
        QStringLiteral("TLSv1.3") };
}

Expectation parseExpectation(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    for (const Operator &each : kOperators) {
        if (trimmed.startsWith(each.sign))
            return { each.comparison, trimmed.mid(each.sign.size()).trimmed().toString() };
    }
    return { Comparison::Equal, trimmed.toString() };
}

QString expectationText(const Expectation &expectation)
{
    if (expectation.comparison == Comparison::Equal)
        return expectation.value;
    for (const Operator &each : kOperators) {
        if (each.comparison == expectation.comparison)
            return each.sign % u' ' % expectation.value;
    }
    return expectation.value;
}

QString expectationFault(const Expectation &expectation)
{
    bool number = true;
    switch (expectation.comparison) {
    case Comparison::Equal:
    case Comparison::NotEqual:
        return {};
    case Comparison::Matches:
        return patternFault(expectation.value);
    case Comparison::Less:
    case Comparison::LessOrEqual:
    case Comparison::Greater:
    case Comparison::GreaterOrEqual:
        expectation.value.toDouble(&number);
        break;
    }
    return number ? QString()
                  : QStringLiteral("\"%1\" is no number to compare with (write a number, such as 5 or 0.25)")
                        .arg(expectation.value);
}

QString patternFault(const QString &pattern)
{
    const QRegularExpression compiled(pattern);
    if (compiled.isValid())
        return {};
    return QStringLiteral("the pattern \"%1\" cannot be read at character %2: %3")
        .arg(pattern)
        .arg(compiled.patternErrorOffset() + 1)
        .arg(compiled.errorString());
}

std::optional<std::vector<StatusRange>> parseStatusRanges(QStringView text)
{
    std::vector<StatusRange> ranges;
    const auto parts = text.split(u',');
    if (parts.size() > kMostRanges)
        return std::nullopt;
    for (const QStringView part : parts) {
        const auto range = statusRange(part.trimmed());
        if (!range)
            return std::nullopt;
        ranges.push_back(*range);
    }
    return ranges;
}

QString statusRangesText(const std::vector<StatusRange> &ranges)
{
    QStringList parts;
    for (const StatusRange &range : ranges) {
        const QString from = QString::number(range.from);
        parts.append(range.from == range.to ? from : QString(from % u'-' % QString::number(range.to)));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace Wf::Domain
