// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/guardedsocket.h"

#include <QSet>
#include <QTcpServer>
#include <QTimer>

namespace Wf::Http {

/// The front door: hands guarded sockets to QHttpServer and counts them. One more than the limit is told 503.
class GuardedTcpServer final : public QTcpServer {
    Q_OBJECT

public:
    explicit GuardedTcpServer(
        const GuardLimits &limits, const GuardedSocket::Admission &admission, QObject *parent = nullptr);
    ~GuardedTcpServer() override;

    [[nodiscard]] int connections() const { return static_cast<int>(m_sockets.size()); }
    /// Every connection that is open; those that answer are told 503, all are closed.
    void closeAll();

Q_SIGNALS:
    /// A request was answered with this status before anybody could see it.
    void refused(int status);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    [[nodiscard]] bool isFull(const QHostAddress &peer) const;
    void forget(GuardedSocket *socket);
    void checkDeadlines();

    GuardLimits m_limits;
    GuardedSocket::Admission m_admission;
    QSet<GuardedSocket *> m_sockets;
    QHash<QHostAddress, int> m_perAddress;
    QHash<GuardedSocket *, QHostAddress> m_addresses;
    QTimer m_timer; ///< one for all sockets; runs only while there are any
};

} // namespace Wf::Http
