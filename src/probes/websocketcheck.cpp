// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/websocketcheck.h"

#include "domain/verdict.h"
#include "probes/address.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QWebSocketHandshakeOptions>

namespace Wf::Probes {

using Domain::CheckEnd;

namespace {
    constexpr quint64 kLargestMessage = 1024 * 1024;
    constexpr int kMostMessages = 1000;

    bool isUnreached(QAbstractSocket::SocketError error)
    {
        return error == QAbstractSocket::ConnectionRefusedError || error == QAbstractSocket::HostNotFoundError
            || error == QAbstractSocket::NetworkError || error == QAbstractSocket::SocketTimeoutError;
    }
} // namespace

WebSocketCheck::WebSocketCheck(
    const CheckTools &tools, const Domain::WebSocketSpec &spec, const Domain::LinkSpec &link)
    : m_tools(tools)
    , m_spec(spec)
    , m_link(link)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setMaxAllowedIncomingFrameSize(kLargestMessage);
    m_socket.setMaxAllowedIncomingMessageSize(kLargestMessage);
    connect(&m_socket, &QWebSocket::connected, this, &WebSocketCheck::opened);
    connect(&m_socket, &QWebSocket::disconnected, this, &WebSocketCheck::failed, Qt::QueuedConnection);
    connect(&m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
        &WebSocketCheck::failed, Qt::QueuedConnection);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
        [this](const QString &message) { heard(message.toUtf8()); });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &WebSocketCheck::heard);
    connect(&m_socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (m_link.insecure)
            return m_socket.ignoreSslErrors();
        keepCertificate();
        const QSslCertificate first = errors.isEmpty() ? QSslCertificate() : errors.first().certificate();
        const auto seen = first.isNull() ? std::nullopt : std::optional(seenCertificate(first, {}));
        m_trouble = certificateTrouble(errors, m_spec.url.host(), seen);
    });
}

WebSocketCheck::~WebSocketCheck()
{
    m_socket.disconnect(this); // closing is heard no more
    m_socket.abort();
}

QString WebSocketCheck::fault() const
{
    const bool scheme = m_spec.url.scheme() == QLatin1String("ws") || m_spec.url.scheme() == QLatin1String("wss");
    if (!scheme || m_spec.url.host().isEmpty())
        return QStringLiteral("\"%1\" is no WebSocket address (write ws://HOST/… or wss://HOST/…)")
            .arg(Domain::shownAddress(m_spec.url));
    if (m_link.family != Domain::IpFamily::Any)
        return QStringLiteral("a WebSocket check cannot choose between IPv4 and IPv6 (leave the choice out)");
    return linkFault(m_link);
}

void WebSocketCheck::begin()
{
    if (const QString wrong = fault(); !wrong.isEmpty())
        return finish(CheckEnd::NotAsked, wrong);
    open();
}

void WebSocketCheck::open()
{
    if (m_spec.url.scheme() == QLatin1String("wss"))
        m_socket.setSslConfiguration(sslConfiguration(m_link));
    QNetworkRequest request(m_spec.url);
    request.setRawHeader("User-Agent", m_tools.options.userAgent);
    for (const Domain::RequestHeader &header : m_spec.headers)
        request.setRawHeader(header.name, header.value.reveal());
    QWebSocketHandshakeOptions options;
    if (!m_spec.subprotocol.isEmpty())
        options.setSubprotocols({ m_spec.subprotocol });
    m_socket.open(request, options);
}

void WebSocketCheck::keepCertificate()
{
    const QSslConfiguration configuration = m_socket.sslConfiguration();
    const QSslCertificate certificate = configuration.peerCertificate();
    if (!certificate.isNull())
        result().certificate = seenCertificate(certificate, protocolText(configuration.sessionProtocol())).info;
}

void WebSocketCheck::opened()
{
    m_open = true;
    result().code = 101;
    result().phases.connect = lap();
    result().peer = endpointText(m_socket.peerAddress().toString(), m_socket.peerPort());
    keepCertificate();
    if (!m_spec.subprotocol.isEmpty() && m_socket.subprotocol() != m_spec.subprotocol)
        return finish(
            CheckEnd::Refused, u"the server does not speak the subprotocol \"" % m_spec.subprotocol % u'"');
    if (!m_spec.send.isEmpty())
        m_socket.sendTextMessage(m_spec.send);
    if (m_spec.expect.isEmpty())
        finish(CheckEnd::Answered);
}

void WebSocketCheck::heard(const QByteArray &message)
{
    if (++m_messages == 1)
        result().phases.firstByte = lap();
    m_last = message;
    result().bytes += message.size();
    const bool met = message.contains(m_spec.expect.toUtf8());
    if (isDone() || (!met && m_messages < kMostMessages))
        return;
    result().phases.transfer = lap();
    result().assertions = Domain::judgeText(m_spec.expect, m_last, false);
    result().output = keptText(m_last);
    finish(CheckEnd::Answered);
}

void WebSocketCheck::failed()
{
    if (isDone())
        return;
    const QString target = m_spec.url.host();
    if (!m_trouble.isEmpty())
        return finish(CheckEnd::Refused, m_trouble);
    if (m_open)
        return finish(CheckEnd::Refused,
            QStringLiteral("%1 closed the WebSocket before the expected message came (code %2)")
                .arg(target)
                .arg(static_cast<int>(m_socket.closeCode())));
    if (m_socket.error() == QAbstractSocket::HostNotFoundError)
        return finish(CheckEnd::Unreached, u"the host name " % target % u" cannot be found");
    if (m_socket.error() == QAbstractSocket::ConnectionRefusedError)
        return finish(CheckEnd::Unreached,
            endpointText(target,
                static_cast<quint16>(m_spec.url.port(m_spec.url.scheme() == QLatin1String("wss") ? 443 : 80)))
                % u" refuses the connection");
    finish(isUnreached(m_socket.error()) ? CheckEnd::Unreached : CheckEnd::Refused,
        target % u" does not open a WebSocket: " % m_socket.errorString().left(200));
}

CheckJob::Ending WebSocketCheck::overdue()
{
    if (!m_open)
        return { CheckEnd::Unreached, within(u"no WebSocket to " % m_spec.url.host()) };
    result().output = keptText(m_last);
    return { CheckEnd::Refused,
        within(u"no message that contains \"" % m_spec.expect % u'"')
            % (m_messages == 0 ? QStringLiteral(": none came")
                               : QString(u": the last was \"" % keptText(m_last).left(200) % u'"')) };
}

} // namespace Wf::Probes
