// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/httpoptions.h"
#include "ports/session.h"

#include <QTimer>
#include <QWebSocket>

namespace Wf::Http {

/// Pushes the world to WebSocket clients: all of it first, then what changes. A client that does not keep up, or
/// does not answer pings, is dropped; it can come again and gets everything anew.
class LiveFeed final : public QObject {
    Q_OBJECT

public:
    LiveFeed(Ports::Session &session, const HttpOptions &options, QObject *parent = nullptr);

    [[nodiscard]] bool isFull() const;
    void accept(std::unique_ptr<QWebSocket> socket);
    /// Says goodbye to everybody: before the connections are closed under them.
    void closeAll();

private:
    struct Client {
        std::unique_ptr<QWebSocket> socket;
        int unansweredPings = 0;
    };

    void publish();
    void ping();
    void forget(QWebSocket *socket);
    void drop(QWebSocket *socket, QWebSocketProtocol::CloseCode code, const QString &why);
    void send(QWebSocket *socket, const QString &message);

    Ports::Session &m_session;
    const HttpOptions &m_options;
    std::vector<Client> m_clients;
    Ports::SnapshotPtr m_sent; ///< what every client has seen
    QTimer m_pinger;
};

} // namespace Wf::Http
