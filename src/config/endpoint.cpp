// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/endpoint.h"

#include <QRegularExpression>

namespace Wf::Config {

namespace {
    constexpr qsizetype kLongestHost = 253;
    constexpr qsizetype kLongestLabel = 63;
    constexpr qsizetype kLongestUrl = 2000;

    const QRegularExpression &onlyDigitsAndDots()
    {
        static const QRegularExpression shape(QStringLiteral(R"(\A[0-9.]+\z)"));
        return shape;
    }

    bool isV4(const QString &text)
    {
        static const QRegularExpression shape(
            QStringLiteral(R"(\A(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!\z)|\z)){4}\z)"),
            QRegularExpression::DontCaptureOption);
        return shape.match(text).hasMatch();
    }

    QString urlHost(const QString &text)
    {
        QUrl url;
        url.setHost(text, QUrl::StrictMode);
        return url.isValid() ? url.host(QUrl::FullyEncoded) : QString();
    }

    bool isName(const QString &text)
    {
        if (onlyDigitsAndDots().match(text).hasMatch() || text.contains(QLatin1Char('[')))
            return false;
        const QString encoded = urlHost(text);
        const auto labels = QStringView(encoded).split(QLatin1Char('.'));
        return !encoded.isEmpty() && encoded.size() <= kLongestHost
            && std::all_of(labels.begin(), labels.end(), [](auto label) { return label.size() <= kLongestLabel; });
    }

    /// Strict parsing; no scheme of ours may carry port 0.
    std::optional<QUrl> strictUrl(const QString &text, const QStringList &schemes)
    {
        QUrl url(text, QUrl::StrictMode);
        if (!url.isValid() || !schemes.contains(url.scheme()) || url.host().isEmpty() || url.port() == 0)
            return std::nullopt;
        return url;
    }

    QString exampleOf(const EndpointRule &rule)
    {
        const QString host = rule.schemes.first() + QStringLiteral("://host");
        return rule.port == EndpointRule::Port::None ? host : host + QStringLiteral(":port");
    }

    std::optional<Endpoint> fromUrl(
        const YamlNode &node, const QString &what, const EndpointRule &rule, Checker &checker)
    {
        const auto written = checker.text(node, what, kLongestUrl);
        if (!written)
            return std::nullopt;
        const auto url = strictUrl(*written, rule.schemes);
        const bool bare = url && url->userInfo().isEmpty() && !url->hasQuery()
            && (url->path().isEmpty() || url->path() == QLatin1String("/"));
        const int port = url ? url->port(rule.usualPort) : 0;
        const bool fits = rule.port == EndpointRule::Port::None ? url && url->port() < 0 : port > 0;
        if (bare && fits && isHost(url->host()))
            return Endpoint { url->host(), static_cast<quint16>(port) };
        checker.fault(node, what + QStringLiteral(" is not usable"), QStringLiteral("write ") + exampleOf(rule));
        return std::nullopt;
    }

    std::optional<quint16> readPort(const Place &monitor, const EndpointRule &rule, Checker &checker)
    {
        if (const YamlNode *node = monitor.find(u"port")) {
            const auto port = checker.integer(*node, monitor.about(u"port"), 1, 65535);
            return port ? std::optional(static_cast<quint16>(*port)) : std::nullopt;
        }
        if (rule.port == EndpointRule::Port::Required && rule.usualPort == 0) {
            checker.missing(monitor.map(), QStringLiteral("port"), monitor.what() + QStringLiteral(" has no port"),
                QStringLiteral("write 'port: 443'"));
            return std::nullopt;
        }
        return rule.usualPort;
    }

    /// Without what the environment put into path and query, or into the whole of it.
    QUrl shownUrl(const QUrl &url, const QString &written)
    {
        QUrl shown = url;
        const qsizetype path = written.indexOf(QLatin1Char('/'), written.indexOf(QLatin1String("://")) + 3);
        const qsizetype query = written.indexOf(QLatin1Char('?'));
        const bool whole = isReference(written);
        if (whole || (query >= 0 && hasReference(written.mid(query))))
            shown.setQuery(QString());
        if (whole || (path >= 0 && hasReference(written.mid(path, query < 0 ? -1 : query - path))))
            shown.setPath(QStringLiteral("/"));
        return shown;
    }
} // namespace

AddressKind addressKind(const QString &text)
{
    if (isV4(text))
        return AddressKind::V4;
    const bool colons = text.contains(QLatin1Char(':')) && !text.contains(QLatin1Char('['));
    return colons && urlHost(text).contains(QLatin1Char(':')) ? AddressKind::V6 : AddressKind::None;
}

bool isHost(const QString &text)
{
    return addressKind(text) != AddressKind::None || isName(text);
}

bool isNetwork(const QString &text)
{
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    const AddressKind kind = addressKind(slash < 0 ? text : text.left(slash));
    if (kind == AddressKind::None || slash < 0)
        return kind != AddressKind::None;
    bool readable = false;
    const int bits = text.mid(slash + 1).toInt(&readable);
    return readable && bits >= 0 && bits <= (kind == AddressKind::V4 ? 32 : 128);
}

bool isServerAddress(const QString &text)
{
    static const QRegularExpression withPort(QStringLiteral(R"(\A(?:\[([^\]]+)\]|([0-9.]+))(?::(\d{1,5}))?\z)"));
    if (addressKind(text) != AddressKind::None)
        return true;
    const auto match = withPort.match(text);
    const QString six = match.captured(1);
    const QString port = match.captured(3);
    const bool known = six.isEmpty() ? isV4(match.captured(2)) : addressKind(six) == AddressKind::V6;
    return match.hasMatch() && known && (port.isEmpty() || (port.toInt() > 0 && port.toInt() <= 65535));
}

QUrl Endpoint::url(const QString &scheme) const
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(host);
    if (port > 0)
        url.setPort(port);
    return url;
}

std::optional<QString> readHost(const YamlNode &node, const QString &what, Checker &checker)
{
    auto written = checker.text(node, what, kLongestUrl);
    if (!written)
        return std::nullopt;
    if (written->startsWith(QLatin1Char('[')) && written->endsWith(QLatin1Char(']')))
        written = written->mid(1, written->size() - 2);
    if (isHost(*written))
        return written;
    static const QRegularExpression withPort(QStringLiteral(R"(\A([^:/]+):(\d{1,5})\z)"));
    const auto match = withPort.match(*written);
    checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(*written)),
        match.hasMatch()
            ? QStringLiteral("write 'host: %1' and 'port: %2'").arg(quoted(match.captured(1)), match.captured(2))
            : QStringLiteral("write a host name or an address, such as mail.example.com or 192.0.2.1"));
    return std::nullopt;
}

std::optional<Endpoint> readEndpoint(const Place &monitor, const EndpointRule &rule, const Reading &reading)
{
    Checker &checker = reading.checker;
    const YamlNode *url = monitor.find(u"url");
    const YamlNode *host = monitor.find(u"host");
    if (url && (host || monitor.find(u"port"))) {
        checker.fault(*url, monitor.what() + QStringLiteral(" has a url and a host or port"),
            QStringLiteral("keep one of them"));
        return std::nullopt;
    }
    if (url)
        return fromUrl(*url, monitor.about(u"url"), rule, checker);
    if (!host) {
        checker.missing(monitor.map(), QStringLiteral("host"), monitor.what() + QStringLiteral(" has no host"),
            QStringLiteral("write 'url: %1'").arg(exampleOf(rule)));
        return std::nullopt;
    }
    const auto name = readHost(*host, monitor.about(u"host"), checker);
    const auto port = readPort(monitor, rule, checker);
    return name && port ? std::optional(Endpoint { *name, *port }) : std::nullopt;
}

std::optional<WebAddress> readWebAddress(
    const YamlNode &node, const QString &what, const QStringList &schemes, const Reading &reading)
{
    const auto filled = reading.references.fill(node, what, kLongestUrl, Filling::Encoded);
    if (!filled)
        return std::nullopt;
    const auto url = strictUrl(*filled, schemes);
    if (url && isHost(url->host())) {
        const QUrl plain = url->adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
        return WebAddress { plain, shownUrl(plain, node.text.trimmed()), url->userName(QUrl::FullyDecoded),
            url->password(QUrl::FullyDecoded) };
    }
    const bool web = schemes.contains(QStringLiteral("http"));
    reading.checker.fault(node,
        what + (web ? QStringLiteral(" is not a web address") : QStringLiteral(" is not a WebSocket address")),
        QStringLiteral("write %1://, a host and a path").arg(schemes.join(QStringLiteral(":// or "))));
    return std::nullopt;
}

} // namespace Wf::Config
