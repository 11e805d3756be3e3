// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/livefeed.h"

#include "http/httplog.h"
#include "wire/snapshotjson.h"

#include <QJsonDocument>

namespace Wf::Http {

namespace {
    constexpr quint64 kLongestIncoming = 4096; ///< clients have nothing to say
    constexpr int kPingsUnanswered = 2;

    QString serialised(const QJsonObject &object)
    {
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
} // namespace

LiveFeed::LiveFeed(Ports::Session &session, const HttpOptions &options, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_options(options)
{
    connect(&session, &Ports::Session::snapshotPublished, this, &LiveFeed::publish, Qt::QueuedConnection);
    m_pinger.setInterval(options.livePing);
    connect(&m_pinger, &QTimer::timeout, this, &LiveFeed::ping);
}

void LiveFeed::closeAll()
{
    for (Client &client : m_clients) {
        client.socket->disconnect(this);
        client.socket->close(
            QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("Watchfloor is shutting down."));
        client.socket->flush();
    }
    m_clients.clear();
}

bool LiveFeed::isFull() const
{
    return m_clients.size() >= static_cast<size_t>(m_options.liveClients);
}

void LiveFeed::accept(std::unique_ptr<QWebSocket> socket)
{
    QWebSocket *accepted = socket.get();
    accepted->setMaxAllowedIncomingFrameSize(kLongestIncoming);
    accepted->setMaxAllowedIncomingMessageSize(kLongestIncoming);
    connect(accepted, &QWebSocket::disconnected, this, [this, accepted] { forget(accepted); });
    connect(accepted, &QWebSocket::pong, this, [this, accepted] {
        for (Client &client : m_clients)
            client.unansweredPings = client.socket.get() == accepted ? 0 : client.unansweredPings;
    });
    publish(); // the others first catch up to what this one is about to get
    m_clients.push_back({ std::move(socket) });
    m_sent = m_sent ? m_sent : m_session.snapshot();
    send(accepted, serialised(Wire::liveSnapshot(*m_sent)));
    m_pinger.start();
}

void LiveFeed::publish()
{
    const Ports::SnapshotPtr world = m_session.snapshot();
    if (m_clients.empty()) {
        m_sent = nullptr;
        return;
    }
    if (world == m_sent)
        return;
    const QString message = serialised(Wire::liveChange(*m_sent, *world));
    m_sent = world;
    std::vector<QWebSocket *> sockets;
    for (const Client &client : m_clients)
        sockets.push_back(client.socket.get());
    for (QWebSocket *socket : sockets)
        send(socket, message);
}

void LiveFeed::send(QWebSocket *socket, const QString &message)
{
    if (socket->bytesToWrite() > m_options.liveBacklogBytes) {
        drop(socket, QWebSocketProtocol::CloseCodePolicyViolated,
            QStringLiteral("You read too slowly; come again."));
        return;
    }
    socket->sendTextMessage(message);
}

void LiveFeed::ping()
{
    std::vector<QWebSocket *> silent;
    for (Client &client : m_clients) {
        if (++client.unansweredPings > kPingsUnanswered)
            silent.push_back(client.socket.get());
        else
            client.socket->ping();
    }
    for (QWebSocket *socket : silent)
        drop(socket, QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("No answer to pings."));
}

void LiveFeed::drop(QWebSocket *socket, QWebSocketProtocol::CloseCode code, const QString &why)
{
    qCInfo(lcHttp).noquote() << "live client" << socket->peerAddress().toString() << "dropped:" << why;
    socket->disconnect(this);
    socket->close(code, why);
    // The close frame waits behind the backlog; who does not read it within the ping interval is cut off.
    QTimer::singleShot(m_options.livePing, socket, [socket] { socket->abort(); });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] { forget(socket); });
}

void LiveFeed::forget(QWebSocket *socket)
{
    const auto gone = std::find_if(m_clients.begin(), m_clients.end(),
        [socket](const Client &client) { return client.socket.get() == socket; });
    if (gone == m_clients.end())
        return;
    gone->socket.release()->deleteLater(); // we are called from inside it
    m_clients.erase(gone);
    if (m_clients.empty())
        m_pinger.stop();
}

} // namespace Wf::Http
