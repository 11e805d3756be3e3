// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/guardedtcpserver.h"

namespace Wf::Http {

namespace {
    /// Sockets that are being told 503 count too; past this many above the limit they are simply dropped.
    constexpr int kRefusalsAtOnce = 64;
} // namespace

GuardedTcpServer::GuardedTcpServer(
    const GuardLimits &limits, const GuardedSocket::Admission &admission, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_admission(admission)
{
    setListenBacklogSize(256);
    setMaxPendingConnections(limits.connections + kRefusalsAtOnce);
    m_timer.setTimerType(Qt::CoarseTimer);
    m_timer.setInterval(limits.tick);
    connect(&m_timer, &QTimer::timeout, this, &GuardedTcpServer::checkDeadlines);
}

GuardedTcpServer::~GuardedTcpServer()
{
    for (GuardedSocket *socket : std::as_const(m_sockets))
        socket->onGone({});
}

void GuardedTcpServer::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<GuardedSocket>(m_limits, m_admission, this);
    if (!socket->adopt(descriptor) || connections() >= m_limits.connections + kRefusalsAtOnce)
        return;
    const bool full = isFull(socket->peerAddress());
    GuardedSocket *accepted = socket.release();
    m_sockets.insert(accepted);
    m_addresses.insert(accepted, accepted->peerAddress());
    ++m_perAddress[accepted->peerAddress()];
    connect(accepted, &GuardedSocket::refused, this, &GuardedTcpServer::refused);
    accepted->onGone([this](GuardedSocket *gone) { forget(gone); });
    if (!m_timer.isActive())
        m_timer.start();
    if (!full)
        return addPendingConnection(accepted);
    connect(accepted, &GuardedSocket::disconnected, accepted, &QObject::deleteLater);
    accepted->refuse(errorReply(503, QStringLiteral("TOO_MANY_CONNECTIONS"),
        QStringLiteral("Too many connections are open; close some, or try again later.")));
}

bool GuardedTcpServer::isFull(const QHostAddress &peer) const
{
    return connections() >= m_limits.connections || m_perAddress.value(peer) >= m_limits.perAddress;
}

void GuardedTcpServer::forget(GuardedSocket *socket)
{
    m_sockets.remove(socket);
    const QHostAddress peer = m_addresses.take(socket);
    if (--m_perAddress[peer] <= 0)
        m_perAddress.remove(peer);
    if (m_sockets.isEmpty())
        m_timer.stop();
}

void GuardedTcpServer::checkDeadlines()
{
    const QSet<GuardedSocket *> sockets = m_sockets;
    for (GuardedSocket *socket : sockets)
        socket->checkDeadlines();
}

void GuardedTcpServer::closeAll()
{
    const QSet<GuardedSocket *> sockets = m_sockets;
    for (GuardedSocket *socket : sockets) {
        socket->answer(
            errorReply(503, QStringLiteral("UNAVAILABLE"), QStringLiteral("Watchfloor is shutting down.")));
        socket->disconnectFromHost();
    }
}

} // namespace Wf::Http
