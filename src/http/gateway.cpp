// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/gateway.h"

#include "http/httplog.h"

#include <QPointer>

namespace Wf::Http {

namespace {
    const char kLivePath[] = "/api/live";
    constexpr int kSwitching = 101;

    Reply withHeaders(Reply reply, const std::vector<Header> &headers)
    {
        reply.headers.insert(reply.headers.end(), headers.begin(), headers.end());
        return reply;
    }
} // namespace

Gateway::Gateway(Ports::Session &session, const Clock &clock, const HttpOptions &options)
    : m_options(options)
    , m_access(m_options, m_traffic)
    , m_backend { session, clock, m_options, this, m_traffic }
    , m_table(m_backend, m_access)
    , m_live(session, m_options)
    , m_door(new GuardedTcpServer(
          m_options.limits, [this](const Request &request) { return admit(request); }, this))
{
    m_backend.pool.setMaxThreadCount(1);
    m_table.announce(m_traffic);
    connect(m_door, &GuardedTcpServer::refused, this,
        [this](int status) { m_traffic.countRequest(Traffic::kUnknown, {}, status); });
    connect(this, &QAbstractHttpServer::newWebSocketConnection, this, &Gateway::welcome);
}

Gateway::~Gateway()
{
    m_door->close();
    m_live.closeAll();
    m_door->closeAll();
}

Result<quint16> Gateway::open()
{
    if (m_door->listen(m_options.address, m_options.port)) {
        bind(m_door);
        return m_door->serverPort();
    }
    const QString place = QStringLiteral("%1:%2").arg(m_options.address.toString()).arg(m_options.port);
    if (m_door->serverError() == QAbstractSocket::AddressInUseError) {
        return failure(ErrorCode::Conflict,
            QStringLiteral("Cannot listen on %1: another program uses this port; choose another with --listen.")
                .arg(place));
    }
    return failure(ErrorCode::Io, QStringLiteral("Cannot listen on %1: %2.").arg(place, m_door->errorString()));
}

bool Gateway::handleRequest(const QHttpServerRequest &, QTcpSocket *socket)
{
    auto *guarded = qobject_cast<GuardedSocket *>(socket);
    if (!guarded)
        return false;
    if (!guarded->request().webSocket)
        respond(*guarded);
    return true;
}

void Gateway::missingHandler(const QHttpServerRequest &, QTcpSocket *socket)
{
    socket->disconnectFromHost();
}

void Gateway::respond(GuardedSocket &socket)
{
    const RouteTable::Answered answered = m_table.answer(socket.request());
    if (const auto *reply = std::get_if<Reply>(&answered.answer))
        return finish(socket, answered.endpoint, *reply);
    auto *watcher = new QFutureWatcher<Reply>(this);
    connect(watcher, &QFutureWatcherBase::finished, this,
        [this, watcher, client = QPointer(&socket), endpoint = answered.endpoint] {
            if (client && watcher->future().resultCount() > 0)
                finish(*client, endpoint, watcher->result());
            watcher->deleteLater();
        });
    watcher->setFuture(std::get<QFuture<Reply>>(answered.answer));
}

void Gateway::finish(GuardedSocket &socket, const QByteArray &endpoint, Reply reply)
{
    m_traffic.countRequest(endpoint, socket.request().method, reply.status);
    socket.answer(withHeaders(std::move(reply), m_access.corsHeaders(socket.request())));
}

std::optional<Reply> Gateway::admit(const Request &request)
{
    const std::optional<Reply> denied = objection(request);
    const bool known = request.path() == kLivePath;
    m_traffic.countRequest(
        known ? kLivePath : Traffic::kUnknown, request.method, denied ? denied->status : kSwitching);
    return denied;
}

std::optional<Reply> Gateway::objection(const Request &request) const
{
    if (request.path() != kLivePath) {
        return errorReply(404, QStringLiteral("NOT_FOUND"), QStringLiteral("The only WebSocket is at /api/live."));
    }
    if (request.method != "GET" || request.header("sec-websocket-key").isEmpty())
        return errorReply(400, QStringLiteral("BAD_REQUEST"), QStringLiteral("This is no WebSocket handshake."));
    if (auto denied = m_access.check(Permission::Read, request))
        return denied;
    if (auto denied = m_access.checkOrigin(request))
        return denied;
    if (m_live.isFull()) {
        return errorReply(503, QStringLiteral("TOO_MANY_CLIENTS"),
            QStringLiteral("Too many live clients are connected; try again later."));
    }
    return std::nullopt;
}

void Gateway::welcome()
{
    while (std::unique_ptr<QWebSocket> socket = nextPendingWebSocketConnection())
        m_live.accept(std::move(socket));
}

} // namespace Wf::Http
