// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/httpreader.h"

#include "config/endpoint.h"
#include "config/expectreader.h"

#include <QRegularExpression>
#include <QSet>

namespace Wf::Config {

namespace {
    constexpr std::size_t kMostHeaders = 50;
    constexpr qsizetype kLongestHeader = 8000;
    constexpr qsizetype kLongestBody = 64 * 1024;
    constexpr qsizetype kLongestSecret = 4096;
    constexpr int kMostRedirects = 20;
    constexpr int kUsualRedirects = 10;
    constexpr qint64 kLargestBody = 10 * 1024 * 1024;

    /// Written by the connection itself: a second one would contradict it.
    bool isOwnHeader(const QString &name)
    {
        static const QStringList own { QStringLiteral("connection"), QStringLiteral("content-length"),
            QStringLiteral("transfer-encoding"), QStringLiteral("upgrade"), QStringLiteral("expect") };
        return own.contains(name) || name.startsWith(QLatin1String("sec-websocket-"));
    }

    std::vector<Domain::RequestHeader> readHeaders(const Place &monitor, const Reading &reading)
    {
        std::vector<Domain::RequestHeader> headers;
        const YamlNode *node = monitor.find(u"headers");
        const QString what = monitor.about(u"headers");
        if (!node || !reading.checker.isMap(*node, what))
            return headers;
        if (node->entries.size() > kMostHeaders)
            reading.checker.fault(*node, QStringLiteral("%1 has %2 entries").arg(what).arg(node->entries.size()),
                QStringLiteral("at most %1").arg(kMostHeaders));
        QSet<QString> seen;
        for (const YamlNode::Entry &entry : node->entries) {
            const QString name = entry.key.trimmed().toLower();
            const QString here = QStringLiteral("%1 '%2'").arg(what, quoted(entry.key));
            if (!isToken(entry.key.trimmed()))
                reading.checker.fault(entry.line, entry.column, here + QStringLiteral(" is no name of a header"),
                    QStringLiteral("write one such as Accept"));
            else if (isOwnHeader(name))
                reading.checker.fault(entry.line, entry.column,
                    here + QStringLiteral(" is set by Watchfloor itself"), QStringLiteral("leave it out"));
            else if (seen.contains(name))
                reading.checker.fault(entry.line, entry.column, here + QStringLiteral(" stands twice"),
                    QStringLiteral("keep one of them"));
            seen.insert(name);
            if (auto value = reading.references.fill(*entry.value, here, kLongestHeader))
                headers.push_back(
                    { entry.key.trimmed().toUtf8(), Secret<QByteArray>(std::move(*value).toUtf8()) });
        }
        return headers;
    }

    bool hasAuthorization(const std::vector<Domain::RequestHeader> &headers)
    {
        return std::any_of(headers.begin(), headers.end(),
            [](const auto &header) { return header.name.toLower() == "authorization"; });
    }

    void readBasic(const Place &basic, const Reading &reading, Domain::HttpSpec &spec)
    {
        static const QStringList keys { QStringLiteral("user"), QStringLiteral("password") };
        if (!reading.checker.checkMap(basic.map(), basic.what(), keys))
            return;
        for (const QString &key : keys) {
            const YamlNode *node = basic.find(key);
            if (!node) {
                reading.checker.missing(basic.map(), key, QStringLiteral("%1 has no %2").arg(basic.what(), key),
                    QStringLiteral("write '%1: …'").arg(key));
                continue;
            }
            const auto value = reading.references.fill(*node, basic.about(key), kLongestSecret);
            if (key == QLatin1String("user"))
                spec.user = value.value_or(QString());
            else
                spec.password = Secret<QString>(value.value_or(QString()));
        }
        if (spec.user.contains(QLatin1Char(':')))
            reading.checker.fault(*basic.find(u"user"), basic.about(u"user") + QStringLiteral(" contains ':'"),
                QStringLiteral("write the part before it; the rest belongs to the password"));
    }

    void readAuth(const Place &monitor, const Reading &reading, Domain::HttpSpec &spec)
    {
        const YamlNode *node = monitor.find(u"auth");
        if (!node)
            return;
        const Place auth(*node, monitor.about(u"auth"));
        const QString hint = QStringLiteral("write {basic: {user: …, password: …}} or {bearer: …}");
        if (node->kind != YamlNode::Kind::Map)
            return reading.checker.fault(*node, auth.what() + QStringLiteral(" is not a map"), hint);
        if (!reading.checker.checkMap(*node, auth.what(), { QStringLiteral("basic"), QStringLiteral("bearer") }))
            return;
        const YamlNode *basic = auth.find(u"basic");
        const YamlNode *bearer = auth.find(u"bearer");
        if (static_cast<bool>(basic) == static_cast<bool>(bearer))
            return reading.checker.fault(*node,
                auth.what() + (basic ? QStringLiteral(" has basic and bearer") : QStringLiteral(" is empty")),
                hint);
        if (!spec.user.isEmpty() || !spec.password.isEmpty())
            reading.checker.fault(*node, auth.what() + QStringLiteral(" stands beside a user in the url"),
                QStringLiteral("keep one of them"));
        if (hasAuthorization(spec.headers))
            reading.checker.fault(*node, auth.what() + QStringLiteral(" stands beside a header Authorization"),
                QStringLiteral("keep one of them"));
        if (basic)
            readBasic(Place(*basic, auth.about(u"basic")), reading, spec);
        else
            spec.bearer = Secret<QString>(
                reading.references.fill(*bearer, auth.about(u"bearer"), kLongestSecret).value_or(QString()));
    }

    void readMethod(const Place &monitor, Checker &checker, Domain::HttpSpec &spec)
    {
        if (!spec.body.isEmpty())
            spec.method = "POST";
        const YamlNode *node = monitor.find(u"method");
        if (!node)
            return;
        static const QRegularExpression shape(QStringLiteral(R"(\A[A-Za-z][A-Za-z-]{0,29}\z)"));
        const QString method = node->kind == YamlNode::Kind::Scalar ? node->text.trimmed() : QString();
        if (shape.match(method).hasMatch())
            spec.method = method.toUpper().toLatin1();
        else
            checker.fault(*node, QStringLiteral("%1 is '%2'").arg(monitor.about(u"method"), quoted(node->text)),
                QStringLiteral("write GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS"));
    }

    void readRedirects(const YamlNode &node, const QString &what, Checker &checker, Domain::HttpSpec &spec)
    {
        const QString word = node.kind == YamlNode::Kind::Scalar ? node.text.trimmed().toLower() : QString();
        bool number = false;
        const int count = word.toInt(&number);
        if (word == QLatin1String("follow"))
            spec.redirects = kUsualRedirects;
        else if (word == QLatin1String("none"))
            spec.redirects = 0;
        else if (number && count >= 0 && count <= kMostRedirects)
            spec.redirects = count;
        else
            checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)),
                QStringLiteral("write follow, none or a number from 0 to %1").arg(kMostRedirects));
    }

    void readProxy(const YamlNode &node, const QString &what, const Reading &reading, Domain::HttpSpec &spec)
    {
        static const QStringList schemes { QStringLiteral("http"), QStringLiteral("https"),
            QStringLiteral("socks5") };
        const auto filled = reading.references.fill(node, what, kLongestSecret, Filling::Encoded);
        if (!filled)
            return;
        const QUrl url(*filled, QUrl::StrictMode);
        if (url.isValid() && schemes.contains(url.scheme()) && isHost(url.host()) && url.port() != 0)
            spec.proxy = Secret<QString>(*filled);
        else
            reading.checker.fault(node, what + QStringLiteral(" is not usable"),
                QStringLiteral("write http://host:port, https://host:port or socks5://host:port"));
    }

    std::optional<WebAddress> readUrl(
        const Place &monitor, const QStringList &schemes, const Reading &reading, QUrl &shown)
    {
        const YamlNode *node = monitor.find(u"url");
        if (!node) {
            reading.checker.missing(monitor.map(), QStringLiteral("url"),
                monitor.what() + QStringLiteral(" has no url"),
                QStringLiteral("write 'url: %1://…'").arg(schemes.last()));
            return std::nullopt;
        }
        auto address = readWebAddress(*node, monitor.about(u"url"), schemes, reading);
        if (address)
            shown = address->shown;
        return address;
    }
} // namespace

bool isPublicHeader(const QString &name)
{
    static const QStringList known { QStringLiteral("content-type"), QStringLiteral("user-agent"),
        QStringLiteral("host"), QStringLiteral("cache-control"), QStringLiteral("pragma"), QStringLiteral("range"),
        QStringLiteral("origin"), QStringLiteral("x-requested-with") };
    const QString lower = name.trimmed().toLower();
    return known.contains(lower) || lower == QLatin1String("accept") || lower.startsWith(QLatin1String("accept-"));
}

Domain::HttpSpec readHttp(const Place &monitor, const Reading &reading, QUrl &shown)
{
    Domain::HttpSpec spec;
    static const QStringList schemes { QStringLiteral("http"), QStringLiteral("https") };
    if (auto address = readUrl(monitor, schemes, reading, shown)) {
        spec.url = address->url;
        spec.user = address->user;
        spec.password = Secret<QString>(address->password);
    }
    spec.headers = readHeaders(monitor, reading);
    readAuth(monitor, reading, spec);
    if (const YamlNode *body = monitor.find(u"body"))
        spec.body =
            reading.checker.block(*body, monitor.about(u"body"), kLongestBody).value_or(QString()).toUtf8();
    readMethod(monitor, reading.checker, spec);
    if (const YamlNode *redirects = monitor.find(u"redirects"))
        readRedirects(*redirects, monitor.about(u"redirects"), reading.checker, spec);
    if (const YamlNode *proxy = monitor.find(u"proxy"))
        readProxy(*proxy, monitor.about(u"proxy"), reading, spec);
    if (const YamlNode *limit = monitor.find(u"body_limit"))
        spec.bodyLimit =
            reading.checker.bytes(*limit, monitor.about(u"body_limit"), 1, kLargestBody).value_or(spec.bodyLimit);
    return spec;
}

Domain::WebSocketSpec readWebSocket(const Place &monitor, const Reading &reading, QUrl &shown)
{
    Domain::WebSocketSpec spec;
    static const QStringList schemes { QStringLiteral("ws"), QStringLiteral("wss") };
    if (auto address = readUrl(monitor, schemes, reading, shown)) {
        spec.url = address->url;
        if (!address->user.isEmpty() || !address->password.isEmpty())
            reading.checker.fault(*monitor.find(u"url"),
                monitor.about(u"url") + QStringLiteral(" carries a user name or password"),
                QStringLiteral("write them as 'headers: {Authorization: …}'"));
    }
    spec.headers = readHeaders(monitor, reading);
    if (const YamlNode *protocol = monitor.find(u"subprotocol")) {
        spec.subprotocol = reading.checker.text(*protocol, monitor.about(u"subprotocol"), 100).value_or(QString());
        if (!spec.subprotocol.isEmpty() && !isToken(spec.subprotocol))
            reading.checker.fault(*protocol,
                QStringLiteral("%1 is '%2'").arg(monitor.about(u"subprotocol"), quoted(spec.subprotocol)),
                QStringLiteral("write one word such as graphql-ws"));
    }
    if (const YamlNode *send = monitor.find(u"send"))
        spec.send = reading.checker.block(*send, monitor.about(u"send"), kLongestBody).value_or(QString());
    return spec;
}

} // namespace Wf::Config
