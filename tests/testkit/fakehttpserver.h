// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <deque>
#include <functional>
#include <vector>

namespace Wf::TestKit {

/// What a client sent.
struct FakeRequest {
    QByteArray method;
    QByteArray path; ///< with its query
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// What the server does about it.
struct FakeResponse {
    enum class Manner {
        Answer, ///< status, headers and body, after `delay`
        Close, ///< closes the connection without a word
        Hang, ///< says nothing and keeps the connection
        Dribble, ///< the head, then the body one byte every 20 ms
        Raw, ///< sends `body` as it is and closes
    };
    int status = 200;
    QByteArray body {};
    std::vector<std::pair<QByteArray, QByteArray>> headers {};
    Manner manner = Manner::Answer;
    std::chrono::milliseconds delay { 0 };
};

/// A web server on the loopback that does what it is told, in the thread and event loop that it lives in. It
/// speaks HTTP/1.1 with keep-alive, one request at a time per connection, bodies by Content-Length. For each path:
/// what `once` queued comes first, then what `always` said, else 404; a handler set with `handle` goes before
/// both.
class FakeHttpServer final : public QTcpServer {
public:
    using Handler = std::function<FakeResponse(const FakeRequest &)>;

    /// Port 0 takes a free one; another port brings a stopped server back to where it was.
    explicit FakeHttpServer(const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0)
    {
        connect(this, &QTcpServer::newConnection, this, &FakeHttpServer::accept);
        listen(address, port);
    }

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("http://%1:%2%3").arg(serverAddress().toString()).arg(serverPort()).arg(path));
    }
    void always(const QByteArray &path, const FakeResponse &response) { m_always.insert(path, response); }
    void once(const QByteArray &path, FakeResponse response) { m_once[path].push_back(std::move(response)); }
    void handle(Handler handler) { m_handler = std::move(handler); }

    [[nodiscard]] const std::vector<FakeRequest> &requests() const { return m_requests; }
    [[nodiscard]] int count() const { return static_cast<int>(m_requests.size()); }
    /// Most requests that were being answered at the same moment.
    [[nodiscard]] int mostAtOnce() const { return m_most; }
    [[nodiscard]] int openConnections() const { return m_open; }

private:
    void accept()
    {
        while (QTcpSocket *socket = nextPendingConnection()) {
            ++m_open;
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                --m_open;
                m_active -= m_busy.remove(socket) ? 1 : 0;
                m_buffers.remove(socket);
                socket->deleteLater();
            });
        }
    }

    void read(QTcpSocket *socket)
    {
        QByteArray &buffer = m_buffers[socket];
        buffer += socket->readAll();
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0 || m_busy.contains(socket))
            return;
        FakeRequest request = parseHead(buffer.left(end));
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (buffer.size() < end + 4 + length)
            return;
        request.body = buffer.mid(end + 4, length);
        buffer.remove(0, end + 4 + length);
        m_busy.insert(socket, true);
        m_most = std::max(m_most, ++m_active);
        m_requests.push_back(request);
        const FakeResponse response = responseTo(request);
        QTimer::singleShot(response.delay, socket, [this, socket, response] { respond(socket, response); });
    }

    [[nodiscard]] static FakeRequest parseHead(const QByteArray &head)
    {
        FakeRequest request;
        const QList<QByteArray> lines = head.split('\n');
        const QList<QByteArray> first = lines.value(0).trimmed().split(' ');
        request.method = first.value(0);
        request.path = first.value(1);
        for (const QByteArray &line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
        }
        return request;
    }

    [[nodiscard]] FakeResponse responseTo(const FakeRequest &request)
    {
        if (m_handler)
            return m_handler(request);
        auto &queue = m_once[request.path];
        if (queue.empty())
            return m_always.value(request.path, FakeResponse { 404, "no such path" });
        FakeResponse response = std::move(queue.front());
        queue.pop_front();
        return response;
    }

    [[nodiscard]] static QByteArray head(const FakeResponse &response)
    {
        QByteArray text = "HTTP/1.1 " + QByteArray::number(response.status) + " Said\r\n";
        for (const auto &[name, value] : response.headers)
            text += name + ": " + value + "\r\n";
        if (response.status != 304)
            text += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
        return text + "\r\n";
    }

    void respond(QTcpSocket *socket, const FakeResponse &response)
    {
        switch (response.manner) {
        case FakeResponse::Manner::Answer:
            socket->write(head(response) + response.body);
            return finish(socket);
        case FakeResponse::Manner::Raw:
            socket->write(response.body);
            return socket->disconnectFromHost();
        case FakeResponse::Manner::Close:
            return socket->abort();
        case FakeResponse::Manner::Dribble:
            socket->write(head(response));
            return dribble(socket, response.body);
        case FakeResponse::Manner::Hang:
            return;
        }
    }

    void dribble(QTcpSocket *socket, const QByteArray &rest)
    {
        if (rest.isEmpty())
            return finish(socket);
        socket->write(rest.left(1));
        QTimer::singleShot(20, socket, [this, socket, rest = rest.mid(1)] { dribble(socket, rest); });
    }

    void finish(QTcpSocket *socket)
    {
        m_busy.remove(socket);
        --m_active;
        if (!m_buffers.value(socket).isEmpty())
            read(socket);
    }

    Handler m_handler;
    QHash<QByteArray, FakeResponse> m_always;
    QHash<QByteArray, std::deque<FakeResponse>> m_once;
    std::vector<FakeRequest> m_requests;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    QHash<QTcpSocket *, bool> m_busy;
    int m_active = 0;
    int m_most = 0;
    int m_open = 0;
};

} // namespace Wf::TestKit
