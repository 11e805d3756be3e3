// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/httpserver.h"
#include "testkit/fakesession.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

namespace Wf::TestKit {

/// Stands still at the sample time, unless a test moves it.
class StoppedClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return at; }
    [[nodiscard]] Millis monotonic() const override { return Millis { 0 }; }
    Instant at = sampleTime();
};

struct RawReply {
    int status = 0;
    QByteArray head; ///< lower case
    QByteArray body;
    bool closed = false; ///< the server ended the connection

    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.startsWith(QByteArray(name + ':')))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QString code() const { return json()[u"error"][u"code"].toString(); }
};

/// Sends bytes as they are and reads what comes back.
class RawClient {
public:
    explicit RawClient(quint16 port)
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        (void)QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
    }

    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
    }
    /// The next answer; 100 Continue is skipped when it was asked for by `interim`.
    [[nodiscard]] RawReply read(const QByteArray &method = "GET")
    {
        RawReply reply;
        (void)QTest::qWaitFor([&] { return take(reply, method) || isClosed(); }, 5000);
        reply.closed = isClosed();
        return reply;
    }
    /// Waits for bytes that belong to no answer and takes them away.
    void skip(const QByteArray &bytes)
    {
        (void)QTest::qWaitFor([&] {
            m_buffer += m_socket.readAll();
            return m_buffer.startsWith(bytes) || isClosed();
        });
        m_buffer.remove(0, m_buffer.startsWith(bytes) ? bytes.size() : 0);
    }
    [[nodiscard]] bool waitClosed()
    {
        return QTest::qWaitFor([this] { return isClosed(); }, 5000);
    }
    [[nodiscard]] RawReply ask(const QByteArray &bytes, const QByteArray &method = "GET")
    {
        send(bytes);
        return read(method);
    }

private:
    [[nodiscard]] bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    bool take(RawReply &reply, const QByteArray &method)
    {
        m_buffer += m_socket.readAll();
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        if (end < 0 || reply.status != 0)
            return reply.status != 0;
        RawReply found;
        found.head = m_buffer.left(end + 2).toLower();
        found.status = found.head.split(' ').value(1).toInt();
        const bool bare = method == "HEAD" || found.status == 100 || found.status == 101;
        const qsizetype length = bare ? 0 : found.header("content-length").toInt();
        if (m_buffer.size() < end + 4 + length)
            return false;
        found.body = m_buffer.mid(end + 4, length);
        m_buffer.remove(0, end + 4 + length);
        reply = found;
        return true;
    }

    QTcpSocket m_socket;
    QByteArray m_buffer;
};

[[nodiscard]] inline QByteArray get(const QByteArray &target, const QByteArray &headers = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

[[nodiscard]] inline QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &headers,
    const QByteArray &type = "application/json")
{
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}

[[nodiscard]] inline Http::HttpOptions testOptions()
{
    Http::HttpOptions options;
    options.port = 0;
    options.adminToken = Secret<QString>(QStringLiteral("the-right-token"));
    options.limits.tick = Millis { 5 };
    return options;
}

} // namespace Wf::TestKit
