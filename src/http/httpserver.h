// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "http/httpoptions.h"
#include "ports/session.h"

#include <QObject>
#include <QThread>

namespace Wf::Http {

class Gateway;

/// The API over HTTP and WebSocket, in a thread of its own. start() and stop() are called from the thread that
/// created it; session and clock must outlive it.
class HttpServer final : public QObject {
    Q_OBJECT

public:
    HttpServer(Ports::Session &session, const Clock &clock, const HttpOptions &options, QObject *parent = nullptr);
    ~HttpServer() override;

    /// The port it listens on. Conflict: the port is in use. Io: any other reason. The detail is one sentence.
    [[nodiscard]] Result<quint16> start();
    /// Answers what waits with 503, closes every connection, ends the thread. May be called twice.
    void stop();

private:
    Ports::Session &m_session;
    const Clock &m_clock;
    HttpOptions m_options;
    QThread m_thread;
    QObject m_inThread; ///< lives in m_thread: calls are handed over to it
    std::unique_ptr<Gateway> m_gateway; ///< touched in m_thread only
};

} // namespace Wf::Http
