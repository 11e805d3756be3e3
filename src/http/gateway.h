// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/guardedtcpserver.h"
#include "http/livefeed.h"
#include "http/routes.h"

#include <QAbstractHttpServer>

namespace Wf::Http {

/// Everything that lives in the HTTP thread: the door, the table, the live feed. Created, used and destroyed
/// there.
class Gateway final : public QAbstractHttpServer {
    Q_OBJECT

public:
    Gateway(Ports::Session &session, const Clock &clock, const HttpOptions &options);
    ~Gateway() override;

    /// The port it listens on, or one sentence why it cannot.
    [[nodiscard]] Result<quint16> open();

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    void respond(GuardedSocket &socket);
    void finish(GuardedSocket &socket, const QByteArray &endpoint, Reply reply);
    [[nodiscard]] std::optional<Reply> admit(const Request &request);
    [[nodiscard]] std::optional<Reply> objection(const Request &request) const;
    void welcome();

    const HttpOptions m_options;
    Traffic m_traffic;
    Access m_access;
    Backend m_backend;
    RouteTable m_table;
    LiveFeed m_live;
    GuardedTcpServer *m_door; ///< owned by QAbstractHttpServer
};

} // namespace Wf::Http
